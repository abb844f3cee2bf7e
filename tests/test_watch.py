"""Feeds and pages are watched over real sockets; the world is a server on this machine."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

import httpcore2
import pytest

from reading_tools import article, page
from terminal import tollbook as run_tollbook
from tollbook.app.read import Read, Tools
from tollbook.app.watching.feeds_file import read_feeds_file
from tollbook.app.watching.round import Asked, Watcher, WatchTally
from tollbook.app.watching.state import state_path
from tollbook.ledger import Ledger
from tollbook.model.problem import Notice, Problem, SettingsError
from tollbook.model.statement import Figure
from tollbook.reading.feeds import read_feed
from tollbook.reading.fetch import Fetched, Network
from tollbook.reading.polite import FORBIDDEN, Visitor
from tollbook.settings import Safety, Settings

SITE = "8.8.4.4"  # public by number; nothing is sent there
FEED, STORY = "http://news.example/feed", "http://news.example/1"
RSS = {"Content-Type": "application/rss+xml"}
HTML = {"Content-Type": "text/html"}
WORDS = (
    "The river left its bed on Sunday night, and the roads to the south were cut for two days.",
    "Nobody could say when the bridge would open again, and the schools stayed closed.",
)

Answer = tuple[int, Mapping[str, str], bytes]


def story(count: int = 12) -> bytes:
    return page(
        article(f"The flood killed {count} people in Dalvara, the mayor said.", *WORDS)
    ).encode()


def rss(*items: str, title: str = "Harbour Wire", prolog: str = "") -> bytes:
    listed = "".join(f"<item>{item}</item>" for item in items)
    channel = f"<channel><title>{title}</title>{listed}</channel>"
    return f'{prolog}<rss version="2.0">{channel}</rss>'.encode()


def item(number: int, host: str = "news.example") -> str:
    return (
        f"<title>Flood {number}</title><link>http://{host}/{number}</link>"
        f"<guid>{number}</guid><pubDate>Tue, 0{number} Jul 2025 10:00:00 GMT</pubDate>"
    )


@dataclass
class World:
    """Sites on this machine, what they were asked, a clock, and a folder to work in."""

    folder: Path
    port: int = 0
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)
    seconds: float = 0
    over: Event = field(default_factory=Event)
    time: datetime = datetime(2025, 7, 1, tzinfo=UTC)
    safety: Safety = field(default_factory=Safety)

    @property
    def feeds(self) -> Path:
        """The file of feeds."""
        return self.folder / "feeds.toml"

    def resolve(self, host: str, port: int) -> list[str]:
        """All names lead to the server; a number stays what it is."""
        return [host if host[0].isdigit() else SITE]

    def dial(self, address: str, port: int, seconds: float) -> httpcore2.NetworkStream:
        """Connect to the server, whatever public address was dialled."""
        assert address == SITE
        return httpcore2.SyncBackend().connect_tcp("127.0.0.1", self.port, seconds)

    def wait(self, seconds: float) -> None:
        """Let time pass on the clock of the requests, which stands still otherwise."""
        self.waited.append(seconds)
        self.seconds += seconds

    def watcher(self, ledger: Ledger) -> Watcher:
        """Whoever goes round; it waits no real time."""
        named = read_feeds_file(self.feeds)
        network = Network(self.resolve, self.dial, lambda: self.seconds)
        visitor = Visitor(Settings(), self.safety, named.pause, network, self.wait)
        return Watcher(self.feeds, named, ledger, tools(), visitor, now=lambda: self.time)

    def go_round(self) -> tuple[WatchTally, list[Asked | Read | Problem]]:
        """One round, an hour after the last one."""
        self.time += timedelta(hours=1)
        self.asked.clear()
        tally = WatchTally()
        with Ledger.open(self.folder / "tollbook.db") as ledger:
            items = list(self.watcher(ledger).round())
        for one in items:
            tally.count(one)
        return tally, items

    def paths(self) -> list[str]:
        """What was asked in the last round, without robots.txt."""
        return [path for path, _ in self.asked if not path.endswith("/robots.txt")]

    def documents(self) -> list[tuple[str, int]]:
        """The address of each document, and how many versions of it there are."""
        with Ledger.open(self.folder / "tollbook.db") as ledger:
            return [(one.url or one.id, len(ledger.versions(one.id))) for one in ledger.documents()]


@cache
def tools() -> Tools:
    return Tools.ready(Settings())


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            where = f"{self.headers['Host']}{self.path}"
            made.asked.append((where, dict(self.headers)))
            status, headers, body = made.answers.get(where, (404, {}, b""))
            if headers.get("X-Silent"):
                made.over.wait(20)
                return
            if headers.get("ETag") and self.headers["If-None-Match"] == headers["ETag"]:
                status, body = 304, b""
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
            if headers.get("X-Endless"):
                while True:
                    try:
                        self.wfile.write(b"<!-- and so on -->" * 1_000)
                    except OSError:
                        return

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.port = server.server_port
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    made.feeds.write_text(f'[[feed]]\naddress = "{FEED}"\n', encoding="utf-8")
    made.answers["news.example/feed"] = (200, RSS, rss(item(1)))
    made.answers["news.example/1"] = (200, HTML, story())
    yield made
    made.over.set()
    server.shutdown()
    server.server_close()


# Feeds


def test_a_new_entry_is_read_and_an_old_one_is_not_asked_for(world: World) -> None:
    """The feed gives the day and the publisher where the page names none."""
    tally, items = world.go_round()
    [read] = [one for one in items if isinstance(one, Read)]
    assert (read.outcome, str(read.document.published)) == ("added", "2025-07-01")
    assert read.document.source == "page:https://news.example/1"
    assert (tally.new, tally.failures) == (1, {})
    assert 12 in [one.low for one in read.statements if isinstance(one, Figure)]
    world.answers["news.example/feed"] = (200, RSS, rss(item(2), item(1)))
    world.answers["news.example/2"] = (200, HTML, story(14))
    assert world.go_round()[0].new == 1
    assert world.paths() == ["news.example/feed", "news.example/2"]


def test_an_unchanged_feed_is_not_sent_again(world: World) -> None:
    world.answers["news.example/feed"] = (200, RSS | {"ETag": '"a"'}, rss(item(1)))
    world.go_round()
    tally, _ = world.go_round()
    assert tally.addresses == {("feed", "unchanged"): 1}
    assert dict(world.asked)["news.example/feed"]["If-None-Match"] == '"a"'
    assert world.documents() == [("http://news.example/1", 1)]


def test_an_entry_without_a_page_is_read_from_its_own_text(world: World) -> None:
    text = (
        "&lt;p&gt;The quake killed 31 people in Orlan &amp;amp; Velt, the governor said.&lt;/p&gt;"
    )
    entry = (
        f"<title>Quake</title><guid isPermaLink='false'>q7</guid><description>{text}</description>"
    )
    world.answers["news.example/feed"] = (200, RSS, rss(entry))
    tally, items = world.go_round()
    [read] = [one for one in items if isinstance(one, Read)]
    assert read.document.text == "The quake killed 31 people in Orlan & Velt, the governor said."
    assert (read.document.publisher, read.document.title) == ("Harbour Wire", "Quake")
    assert [one.low for one in read.statements if isinstance(one, Figure)] == [31]
    assert world.go_round()[0].new == tally.new - 1
    assert world.paths() == ["news.example/feed"]


def test_a_round_has_its_bound_and_the_next_goes_on(world: World) -> None:
    """A feed with entries left is asked for in full, though it has not changed."""
    world.feeds.write_text(f'items = 2\n[[feed]]\naddress = "{FEED}"\n', encoding="utf-8")
    answer = rss(item(3), item(2), item(1))
    world.answers["news.example/feed"] = (200, RSS | {"ETag": '"a"'}, answer)
    for number in (2, 3):
        world.answers[f"news.example/{number}"] = (200, HTML, story(number + 20))
    first, second, third = (world.go_round()[0] for _ in range(3))
    assert [(one.new, one.left) for one in (first, second, third)] == [(2, 1), (1, 0), (0, 0)]
    assert third.addresses == {("feed", "unchanged"): 1}


def test_a_round_that_was_stopped_goes_on_where_it_was(world: World) -> None:
    world.answers["news.example/feed"] = (200, RSS, rss(item(2), item(1)))
    world.answers["news.example/2"] = (200, HTML, story(14))
    with Ledger.open(world.folder / "tollbook.db") as ledger:
        stopped = world.watcher(ledger).round()
        assert isinstance(next(stopped), Read)
        assert isinstance(next(stopped), Read)
        with pytest.raises(KeyboardInterrupt):
            stopped.throw(KeyboardInterrupt())  # type: ignore[attr-defined]
    tally, _ = world.go_round()
    assert world.paths() == ["news.example/feed", "news.example/2"]
    assert (tally.new, len(world.documents())) == (1, 2)


def test_a_damaged_state_costs_nothing(world: World) -> None:
    world.go_round()
    state_path(world.feeds).write_text('{"addresses": [', encoding="utf-8")
    tally, items = world.go_round()
    assert isinstance(items[0], Notice)
    assert tally.failures == {}
    assert world.documents() == [("http://news.example/1", 1)]
    assert json.loads(state_path(world.feeds).read_text(encoding="utf-8"))
    assert [path.name for path in world.folder.glob("*.json*")] == ["feeds.state.json"]


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
BILLION = f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY l0 "ha">{LAUGHS}]>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY l11 SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((500, RSS, b""), "status 500"),
        ((200, {"Content-Type": "image/png"}, b"x"), "the kind 'image/png'"),
        ((200, HTML, b"<html><body>Our feed has moved.</body></html>"), "this is no feed"),
        ((200, RSS, rss(item(1)) + b" " * 300_000), "the feed is larger than 300,000 bytes"),
        ((200, RSS | {"X-Endless": "1"}, rss(item(1))), "larger than 20,000,000 bytes"),
        ((302, {"Location": "http://odd.example/feed"}, b""), "redirects more than"),
        ((302, {"Location": "http://127.0.0.1/feed"}, b""), "public internet"),
    ],
)
def test_a_feed_that_fails_stops_no_other(world: World, answer: Answer, said: str) -> None:
    """Whatever a site answers, it costs bounded time, and the next feed is read."""
    world.safety = Safety(feed_bytes=300_000)
    world.feeds.write_text(
        f'[[feed]]\naddress = "http://odd.example/feed"\n[[feed]]\naddress = "{FEED}"\n',
        encoding="utf-8",
    )
    world.answers["odd.example/feed"] = answer
    tally, _ = world.go_round()
    [reason] = tally.failures
    assert said in reason
    assert tally.new == 1


def test_a_feed_that_takes_long_to_parse_is_given_up() -> None:
    """Open tags within open tags cost a time that grows with the square of their number."""
    nested = Fetched(FEED, b"<rss>" + b"<a>" * 300_000, "", "utf-8")
    found = read_feed(nested, Safety(feed_seconds=1))
    assert isinstance(found, Problem)
    assert "too long to read" in found.what


def test_a_site_that_is_silent_is_left_in_time(world: World) -> None:
    world.safety = Safety(fetch_seconds=1)
    world.answers["news.example/robots.txt"] = (200, {"X-Silent": "1"}, b"")
    assert world.go_round()[0].failures == {"the site takes too long to answer": 1}
    assert len(world.asked) == 1


@pytest.mark.parametrize("prolog", [BILLION, OUTSIDE])
def test_entities_of_a_feed_lead_nowhere(world: World, prolog: str) -> None:
    """They are neither multiplied nor taken from a file."""
    entry = "<title>&l11;</title><guid>7</guid><description>Nine died in Velt. &l11;</description>"
    world.answers["news.example/feed"] = (200, RSS, rss(entry, prolog=prolog))
    _, items = world.go_round()
    texts = [one.document.text for one in items if isinstance(one, Read)]
    assert all(len(text) < 1_000 and "root:" not in text for text in texts)


@pytest.mark.parametrize(
    ("charset", "declared", "codec"),
    [("utf-8", "utf-8", "cp1252"), ("iso-8859-1", "utf-8", "utf-8"), ("", "no-such", "utf-8")],
)
def test_a_feed_that_lies_about_its_encoding_is_read(
    world: World, charset: str, declared: str, codec: str
) -> None:
    text = rss(item(1), title="Málaga", prolog=f'<?xml version="1.0" encoding="{declared}"?>')
    kind = "application/rss+xml" + (f"; charset={charset}" if charset else "")
    body = text.decode().encode(codec)
    world.answers["news.example/feed"] = (200, {"Content-Type": kind}, body)
    assert world.go_round()[0].new == 1


# Pages


def test_a_page_that_changes_keeps_both_versions(world: World) -> None:
    """What nobody reads, such as an advertisement of the day, makes no version."""
    world.feeds.write_text(f'[[page]]\naddress = "{STORY}"\n', encoding="utf-8")
    world.go_round()
    world.answers["news.example/1"] = (200, HTML, story() + b"<!-- offer of the day -->")
    assert world.go_round()[0].addresses == {("page", "unchanged"): 1}
    assert world.documents() == [("http://news.example/1", 1)]
    world.answers["news.example/1"] = (200, HTML | {"ETag": '"b"'}, story(19))
    tally, _ = world.go_round()
    assert (tally.changed, tally.addresses) == (1, {("page", "read"): 1})
    assert world.go_round()[0].addresses == {("page", "unchanged"): 1}
    assert world.documents() == [("http://news.example/1", 2)]


def test_an_entry_that_changes_is_read_again(world: World) -> None:
    world.go_round()
    changed = item(1).replace("Flood 1", "Flood 1, updated")
    world.answers["news.example/feed"] = (200, RSS, rss(changed))
    world.answers["news.example/1"] = (200, HTML, story(19))
    assert world.go_round()[0].changed == 1
    assert world.documents() == [("http://news.example/1", 2)]


# Politeness


def test_robots_txt_is_respected(world: World) -> None:
    """Also for where a redirect leads; it is asked once a round, before anything else."""
    rules = b"User-agent: *\nDisallow: /private\nCrawl-delay: 7\n"
    world.answers["news.example/robots.txt"] = (200, {}, rules)
    world.answers["news.example/1"] = (302, {"Location": "/private/1"}, b"")
    world.answers["news.example/private/1"] = (200, HTML, story())
    tally, _ = world.go_round()
    assert tally.failures == {FORBIDDEN: 1}
    assert [path for path, _ in world.asked] == [
        f"news.example/{path}" for path in ("robots.txt", "feed", "1")
    ]
    assert world.waited == [7, 7]
    assert all(sent["User-Agent"].startswith("Tollbook/") for _, sent in world.asked)


@pytest.mark.parametrize(("status", "reads"), [(404, 1), (403, 1), (500, 0), (429, 0)])
def test_a_site_without_rules_allows_all_and_one_that_fails_nothing(
    world: World, status: int, reads: int
) -> None:
    world.answers["news.example/robots.txt"] = (status, {}, b"")
    assert world.go_round()[0].new == reads


def test_a_site_that_fails_is_left_alone_for_longer_each_time(world: World) -> None:
    world.answers["news.example/feed"] = (503, {"Retry-After": "7000"}, b"")
    outcomes = []
    for _ in range(8):
        tally, _ = world.go_round()
        outcomes += [became for _, became in tally.addresses]
    assert outcomes == [
        "failed",
        "not due",
        "failed",
        "not due",
        "failed",
        "not due",
        "failed",
        "not due",
    ]


def test_an_overloaded_site_is_asked_no_more_in_this_round(world: World) -> None:
    world.answers["news.example/feed"] = (200, RSS, rss(item(2), item(1)))
    world.answers["news.example/1"] = (429, {"Retry-After": "60"}, b"")
    tally, _ = world.go_round()
    assert world.paths() == ["news.example/feed", "news.example/1"]
    assert (tally.new, tally.left) == (0, 2)
    world.answers["news.example/1"] = (200, HTML, story())
    world.answers["news.example/2"] = (200, HTML, story(14))
    assert world.go_round()[0].new == 2


def test_an_entry_that_can_not_be_read_is_given_up_after_three_rounds(world: World) -> None:
    world.answers["news.example/1"] = (404, {}, b"")
    failed = [world.go_round()[0].failures.total() for _ in range(4)]
    assert failed == [1, 1, 1, 0]


def test_an_address_is_not_asked_more_often_than_wanted(world: World) -> None:
    world.feeds.write_text(f'[[feed]]\naddress = "{FEED}"\ninterval = 90\n', encoding="utf-8")
    became = [next(iter(world.go_round()[0].addresses)) for _ in range(3)]
    assert became == [("feed", "read"), ("feed", "not due"), ("feed", "unchanged")]


def test_a_clock_that_was_set_back_puts_nothing_off(world: World) -> None:
    world.go_round()
    world.time -= timedelta(days=400)
    assert world.go_round()[0].addresses == {("feed", "unchanged"): 1}


# The file


def test_a_file_that_is_not_there_gets_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="there is no such file; 'tollbook init FOLDER'"):
        read_feeds_file(tmp_path / "feeds.toml")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[feed]]\nadress = "http://news.example/"', "the key 'feed 1 a"),
        ('[[page]]\nname = "x"', "the key 'page 1 address' is missing"),
        ("[[feed]]\naddress = 'file:///etc/passwd'", "only addresses that begin with https://"),
        ("[[feed]]\naddress = 'http://news.example:99/'", "usual port"),
        ("pause = -1", "the key 'pause' is wrong"),
        (f"[[feed]]\naddress = '{FEED}'\n[[page]]\naddress = '{FEED}'", "stands there twice"),
        ("[[feed", "is not valid TOML"),
    ],
)
def test_a_wrong_key_gets_one_sentence(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as error:
        read_feeds_file(path)
    assert said in str(error.value)
    assert str(path) in str(error.value)
    assert "\n" not in str(error.value)


def test_the_command_sums_up_and_its_status_tells(tmp_path: Path) -> None:
    (tmp_path / "feeds.toml").write_text('[[page]]\naddress = "http://127.0.0.1/"', "utf-8")
    ran = run_tollbook("watch", at=tmp_path)
    assert ran.status == 1
    assert "1 page asked (1 failed)" in ran.out
    assert "public internet" in ran.err
