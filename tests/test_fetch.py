"""Pages are fetched from the public internet alone; no test here leaves this machine."""

from __future__ import annotations

import gzip
import socket
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from ssl import CERT_REQUIRED, SSLCertVerificationError, SSLContext
from threading import Thread

import httpcore2
import pytest

from reading_tools import article, page
from tollbook.model.document import Document
from tollbook.model.problem import Problem
from tollbook.reading import read_page
from tollbook.reading.addresses import Address, RefusedAddressError, is_public
from tollbook.reading.fetch import Fetched, Network, fetch
from tollbook.settings import Safety, Settings

SITE, MIRROR = "8.8.4.4", "9.9.9.9"  # public by number; nothing is sent there
PAGE = page(article("Shelling killed 12 people in Dalvara, the mayor said."))

# Addresses


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("file:///etc/passwd", "only addresses"),
        ("ftp://news.example/a", "only addresses"),
        ("javascript:alert(1)", "only addresses"),
        ("gopher://news.example/", "only addresses"),
        ("//news.example/a", "only addresses"),
        ("news.example", "only addresses"),
        ("https://ines:secret@news.example/", "name or password"),
        ("https://news.example@10.0.0.1/", "name or password"),
        ("https://@news.example/", "name or password"),
        ("https://news.example:8080/", "usual port"),
        ("http://news.example:443/", "usual port"),
        ("http://news.example:99999/", "not an address"),
        ("https:///a", "names no site"),
        ("https://", "names no site"),
        ("https://news..example\\@10.0.0.1/", "characters"),
        ("https://news.example/a b", "characters"),
        ("https://news.example/\r\nHost: x", "characters"),
        ("https://news.example/\u202eabc", "characters"),
        ("https://[::1%25eth0]/", "names no site"),
        ("https://[news]/", "not an address"),
        ("https://%31%30.0.0.1/", "names no site"),
        ("https://news.example/" + "a" * 2000, "longer than"),
    ],
)
def test_what_is_no_address_of_a_page_is_refused(words: str, said: str) -> None:
    with pytest.raises(RefusedAddressError, match=said):
        Address.of(words)


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("https://News.Example", "https://news.example/"),
        (" https://news.example:443/a?b=c#part ", "https://news.example/a?b=c"),
        ("http://news.example./a", "http://news.example/a"),
        ("https://bücher.example/größe", "https://xn--bcher-kva.example/gr%C3%B6%C3%9Fe"),
        ("https://[2606:4700::1111]/", "https://[2606:4700::1111]/"),
        ("https://news.example/a%20b?c=%zz", "https://news.example/a%20b?c=%zz"),
    ],
)
def test_addresses_have_one_form(words: str, written: str) -> None:
    assert str(Address.of(words)) == written


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",  # noqa: S104 - an address to refuse
        "0.1.2.3",
        "10.1.2.3",
        "100.64.0.1",
        "100.100.100.200",
        "127.0.0.1",
        "127.255.255.254",
        "168.63.129.16",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.192",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::10.0.0.1",
        "64:ff9b::169.254.169.254",
        "64:ff9b:1::8.8.8.8",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:a00:1::1",
        "3fff::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
        "not an address",
        "",
    ],
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "172.32.0.1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2606:4700:4700::1111"],
)
def test_addresses_that_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "host",
    [
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.1",
        "0x7f.1",
        "127.0.0.1.",
        "localhost",
        "[::1]",
        "[::ffff:7f00:1]",
        "[0:0:0:0:0:ffff:169.254.169.254]",
        "0",
    ],
)
def test_no_way_to_write_this_machine_gets_through(host: str) -> None:
    """The system's own resolver reads them, so that what it makes of them is what is checked."""
    dialled: list[str] = []

    def dial(address: str, port: int, seconds: float) -> httpcore2.NetworkStream:
        dialled.append(address)
        raise OSError

    found = fetch(f"http://{host}/", Settings(), Safety(), Network(dial=dial))
    assert isinstance(found, Problem)
    assert "public internet" in found.what or "no site" in found.what
    assert dialled == []


# A site

Answer = tuple[int, Mapping[str, str], bytes]


@dataclass
class Site:
    """A server on this machine, the names that lead to it, and what it was asked."""

    answers: dict[str, Answer] = field(default_factory=dict)
    names: dict[str, list[list[str]]] = field(default_factory=dict)
    asked: list[tuple[str, str, Mapping[str, str]]] = field(default_factory=list)
    dialled: list[tuple[str, int]] = field(default_factory=list)
    port: int = 0

    def resolve(self, host: str, port: int) -> list[str]:
        """The next addresses of a name; the last ones stay."""
        known = self.names[host]
        return known.pop(0) if len(known) > 1 else known[0]

    def dial(self, address: str, port: int, seconds: float) -> httpcore2.NetworkStream:
        """Connect to the server, whatever public address was dialled."""
        self.dialled.append((address, port))
        return httpcore2.SyncBackend().connect_tcp("127.0.0.1", self.port, seconds)

    @property
    def network(self) -> Network:
        """The way to the server."""
        return Network(self.resolve, self.dial)

    def fetch(self, words: str, settings: Settings | None = None) -> Fetched | Problem:
        """Fetch from it."""
        return fetch(words, settings or Settings(), Safety(), self.network)


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site(names={"news.example": [[SITE]], "mirror.example": [[MIRROR]]})

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append((self.headers["Host"], self.path, dict(self.headers)))
            status, headers, body = made.answers[self.path]
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.port = server.server_port
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield made
    server.shutdown()
    server.server_close()


HTML = {"Content-Type": "text/html; charset=ISO-8859-2"}


def test_a_page_is_fetched_from_the_address_that_was_checked(site: Site) -> None:
    site.answers["/a?b=1"] = (200, HTML, PAGE.encode())
    found = site.fetch("http://news.example/a?b=1#c")
    assert found == Fetched("http://news.example/a?b=1", PAGE.encode(), ".html", "ISO-8859-2")
    assert site.dialled == [(SITE, 80)]


def test_nothing_of_the_person_who_asks_is_sent(
    site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """No cookie is given back, and neither a proxy nor credentials of the environment are used."""
    (tmp_path / ".netrc").write_text("machine news.example login ines password secret\n")
    for name, value in (
        ("HOME", str(tmp_path)),
        ("HTTP_PROXY", "http://127.0.0.1:9"),
        ("http_proxy", "http://127.0.0.1:9"),
        ("ALL_PROXY", "socks5://127.0.0.1:9"),
    ):
        monkeypatch.setenv(name, value)
    site.answers["/a"] = (302, {"Location": "/b", "Set-Cookie": "who=me"}, b"")
    site.answers["/b"] = (200, HTML, PAGE.encode())
    assert isinstance(site.fetch("http://news.example/a"), Fetched)
    sent = {name for _, _, headers in site.asked for name in headers}
    assert sent == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}


def test_redirects_are_followed_and_each_is_checked_anew(site: Site) -> None:
    site.answers["/a"] = (301, {"Location": "http://mirror.example/b"}, b"")
    site.answers["/b"] = (303, {"Location": "c"}, b"")
    site.answers["/c"] = (200, HTML, PAGE.encode())
    found = site.fetch("http://news.example/a")
    assert isinstance(found, Fetched)
    assert found.address == "http://mirror.example/c"
    assert [host for host, *_ in site.asked] == ["news.example", "mirror.example", "mirror.example"]
    assert [address for address, _ in site.dialled] == [SITE, MIRROR, MIRROR]


@pytest.mark.parametrize(
    ("location", "said"),
    [
        ("http://127.0.0.1/admin", "public internet"),
        ("http://169.254.169.254/latest/meta-data/", "public internet"),
        ("http://[::ffff:10.0.0.1]/", "public internet"),
        ("http://inside.example/", "public internet"),
        ("//inside.example/", "public internet"),
        ("file:///etc/passwd", "only addresses"),
        ("http://a:b@mirror.example/", "name or password"),
        ("http://mirror.example:22/", "usual port"),
        ("", "more than 5 times"),
    ],
)
def test_a_redirect_leads_nowhere_else(site: Site, location: str, said: str) -> None:
    site.names["inside.example"] = [["10.0.0.5"]]
    site.names |= {host: [[host]] for host in ("127.0.0.1", "169.254.169.254", "::ffff:10.0.0.1")}
    site.answers["/a"] = (302, {"Location": location}, b"")
    found = site.fetch("http://news.example/a")
    assert isinstance(found, Problem)
    assert said in found.what
    assert {address for address, _ in site.dialled} == {SITE}


def test_a_name_that_changes_its_address_gains_nothing(site: Site) -> None:
    """It is resolved once for each connection, and the connection goes to what was checked."""
    site.names["turncoat.example"] = [[SITE], ["127.0.0.1"]]
    site.answers["/a"] = (200, HTML, PAGE.encode())
    assert isinstance(site.fetch("http://turncoat.example/a"), Fetched)
    assert site.dialled == [(SITE, 80)]
    assert isinstance(site.fetch("http://turncoat.example/a"), Problem)
    assert site.dialled == [(SITE, 80)]


def test_a_name_with_a_private_address_among_others_is_refused(site: Site) -> None:
    site.names["both.example"] = [[SITE, "10.0.0.1"]]
    found = site.fetch("http://both.example/")
    assert isinstance(found, Problem)
    assert site.dialled == []


def test_five_redirects_are_enough(site: Site) -> None:
    for number in range(6):
        site.answers[f"/{number}"] = (302, {"Location": f"/{number + 1}"}, b"")
    site.answers["/6"] = (200, HTML, PAGE.encode())
    assert isinstance(site.fetch("http://news.example/1"), Fetched)
    assert isinstance(site.fetch("http://news.example/0"), Problem)


PACKED = gzip.compress(PAGE.encode())


@pytest.mark.parametrize(
    ("status", "headers", "body", "said"),
    [
        (404, HTML, PAGE.encode(), "status 404"),
        (206, HTML, PAGE.encode(), "status 206"),
        (200, {"Content-Type": "application/pdf"}, b"%PDF-", "the kind 'application/pdf'"),
        (200, {"Content-Type": "image/svg+xml"}, b"<svg/>", "the kind 'image/svg+xml'"),
        (200, HTML, b"x" * 9_000, "larger than 8,000 bytes"),
        (200, HTML | {"Content-Encoding": "gzip"}, gzip.compress(bytes(9_000_000)), "larger than"),
        (200, HTML | {"Content-Encoding": "br"}, b"x", "packed as 'br'"),
        (200, HTML | {"Content-Encoding": "gzip"}, b"not packed", "does not answer"),
        (200, HTML | {"Content-Length": "9000"}, b"cut", "does not answer"),
    ],
)
def test_what_can_not_be_read_is_a_problem(
    site: Site, status: int, headers: Mapping[str, str], body: bytes, said: str
) -> None:
    site.answers["/a"] = (status, headers, body)
    found = site.fetch("http://news.example/a", Settings(max_document_bytes=8_000))
    assert isinstance(found, Problem)
    assert said in found.what
    assert found.where == "http://news.example/a"


def test_a_page_that_comes_packed_unasked_is_unpacked(site: Site) -> None:
    site.answers["/a"] = (200, HTML | {"Content-Encoding": "gzip"}, PACKED)
    found = site.fetch("http://news.example/a")
    assert isinstance(found, Fetched)
    assert found.data == PAGE.encode()


class Dripping(httpcore2.NetworkStream):
    """A connection over which a byte comes every few seconds, for ever."""

    def __init__(self, wait: Callable[[], None], beginning: bytes) -> None:
        self._wait = wait
        self._left = beginning

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """The next byte."""
        self._wait()
        byte, self._left = self._left[:1] or b"x", self._left[1:]
        return byte

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Take anything."""

    def close(self) -> None:
        """Do nothing."""


@pytest.mark.parametrize("beginning", [b"HTTP/1.1 200 OK\r\nA: ", b"HTTP/1.1 200 OK\r\n\r\n", b""])
def test_a_site_that_drips_is_left_in_time(beginning: bytes) -> None:
    """The whole has a deadline; a byte now and then doesn't extend it."""
    clock = [0.0]

    def wait() -> None:
        clock[0] += 0.5

    network = Network(lambda *_: [SITE], lambda *_: Dripping(wait, beginning), lambda: clock[0])
    found = fetch("http://news.example/", Settings(), Safety(), network)
    assert isinstance(found, Problem)
    assert "too long" in found.what
    assert clock[0] <= Safety().fetch_seconds + 1


class Forged(Dripping):
    """A connection to a site whose certificate is not that of the name that was asked for."""

    def __init__(self, names: list[str | None]) -> None:
        super().__init__(lambda: None, b"")
        self._names = names

    def start_tls(
        self, ssl_context: SSLContext, server_hostname: str | None = None, timeout: object = None
    ) -> httpcore2.NetworkStream:
        """Fail as the system's library does."""
        self._names.append(server_hostname)
        assert ssl_context.verify_mode == CERT_REQUIRED
        assert ssl_context.check_hostname
        raise httpcore2.ConnectError from SSLCertVerificationError()


def test_a_site_has_to_prove_who_it_is() -> None:
    """Its certificate is checked against the name, though a number was dialled."""
    asked: list[str | None] = []
    network = Network(lambda *_: [SITE], lambda *_: Forged(asked))
    found = fetch("https://news.example/", Settings(), Safety(), network)
    assert isinstance(found, Problem)
    assert "its certificate is not valid" in found.what
    assert asked == ["news.example"]


def test_nobody_there_is_a_problem() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise socket.gaierror

    def refuse(*_: object) -> httpcore2.NetworkStream:
        raise httpcore2.ConnectError

    for network, said in (
        (Network(resolve=unknown), "no site is called news.example"),
        (Network(lambda *_: [], refuse), "no site is called news.example"),
        (Network(lambda *_: [SITE], refuse), "does not answer"),
    ):
        found = fetch("https://news.example/", Settings(), Safety(), network)
        assert isinstance(found, Problem)
        assert said in found.what


# Into the readers


def read_from(site: Site, words: str) -> list[Document | Problem]:
    return list(read_page(words, Settings(), Safety(), site.network))


def test_a_fetched_page_is_known_by_its_address(site: Site) -> None:
    site.answers["/2025/toll.html?x=1"] = (200, HTML, PAGE.encode())
    [found] = read_from(site, "http://news.example/2025/toll.html?x=1")
    assert isinstance(found, Document)
    assert (found.id, found.format) == ("toll", "html")
    assert found.source == "page:https://news.example/2025/toll.html?x=1"
    assert found.url == found.address == "http://news.example/2025/toll.html?x=1"


@pytest.mark.parametrize(
    ("stated", "source"),
    [
        ("https://www.news.example/story", "page:https://www.news.example/story"),
        ("https://famous.example/story", "page:https://news.example/a"),
        ("javascript:alert(1)", "page:https://news.example/a"),
    ],
)
def test_a_page_can_not_pass_for_that_of_another_site(site: Site, stated: str, source: str) -> None:
    """It would become a new version of the other's, and all trust its number."""
    head = f"<link rel='canonical' href='{stated}'>"
    markup = page(article("Shelling killed 12 people in Dalvara, the mayor said."), head)
    site.answers["/a"] = (200, HTML, markup.encode())
    [found] = read_from(site, "http://news.example/a")
    assert isinstance(found, Document)
    assert found.source == source


def test_the_charset_of_the_site_is_believed(site: Site) -> None:
    words = "Ostřelování zabilo 12 lidí. Shelling killed 12 people, the mayor said."
    plain = {"Content-Type": "text/plain; charset=iso-8859-2"}
    site.answers["/a.txt"] = (200, plain, words.encode("iso-8859-2"))
    [found] = read_from(site, "http://news.example/a.txt")
    assert isinstance(found, Document)
    assert found.text == words


@pytest.mark.parametrize(
    ("path", "id"),
    [
        ("/", "page"),
        ("/..%2f..%2fetc%2fpasswd", "passwd"),
        ("/%00%1b%5B2J.html", "2J"),
        ("/" + "x" * 300, "x" * 80),
    ],
)
def test_ids_from_addresses_are_plain(site: Site, path: str, id: str) -> None:
    site.answers[path] = (200, {}, b"Shelling killed 12 people in Dalvara, the mayor said.")
    [found] = read_from(site, f"http://news.example{path}")
    assert isinstance(found, Document)
    assert found.id == id


def test_a_feed_is_no_page(site: Site) -> None:
    site.answers["/feed"] = (200, {}, b'{"text": "one"}\n{"text": "two"}\n')
    [found] = read_from(site, "http://news.example/feed")
    assert isinstance(found, Problem)
    assert "a feed of many documents" in found.what
