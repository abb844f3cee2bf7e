"""Publishing again and again: what changed, what stays, what is refused, what never shows."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import feedparser
import pytest
from lxml import etree
from typer.testing import CliRunner

import tollbook
from factories import a_document, a_figure, a_prediction, a_span
from ledger_tools import RUN
from publication import Pages, every_text
from tollbook.cli.app import app
from tollbook.ledger import Ledger
from tollbook.model.statement import Population
from tollbook.publishing.profiles import PROFILES
from tollbook.publishing.site import FolderError, Published

CASE = """\
title = "Deaths in Dalvara"
people = ["villagers", "soldiers", "people", "idris"]
"""
HOSTILE = "<script>alert(1)</script> \u202eevil\u202c & \"><img src=x onerror=alert(2)> “9” 'x' ]]>"


def add(path: Path, day: int, number: int, *, id: str = "", origin: str = "The army") -> None:
    """Add a report that counts so many villagers."""
    words = f"{number} villagers were killed in Dalvara"
    page = a_document(
        f"{origin} said {words}. More will die by the end of June, it said.",
        id=id or f"report-{day}",
        published=date(2025, 5, day),
        title=f"Report of the {day}th",
    )
    people = Population(mention=a_span(page, "villagers"))
    figure = a_figure(
        page, words, n=1, low=number, number=str(number), origin=origin, population=people
    )
    prediction = a_prediction(page, "More will die by the end of June", n=2)
    with Ledger.open(path) as stored:
        stored.add(page, [figure, prediction], RUN, datetime(2025, 5, day, 12, tzinfo=UTC))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger of two reports, with a case beside it."""
    found = tmp_path / "dalvara.db"
    add(found, 1, 30)
    add(found, 2, 40)
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "dalvara.toml").write_text(CASE, encoding="utf-8")
    return found


def publish(path: Path, folder: Path, **options: Any) -> Published:
    with tollbook.open(path) as ledger:
        return ledger.publish("dalvara", folder, **({"on": "2025-05-03"} | options))


def records(folder: Path) -> list[dict[str, Any]]:
    files = sorted((folder / "publications").iterdir())
    return [json.loads(file.read_text(encoding="utf-8")) for file in files]


def test_the_next_publication_says_what_changed_and_keeps_the_record_of_the_last(
    path: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    first = publish(path, folder)
    assert (first.number, first.changes) == (1, ())
    with tollbook.open(path) as ledger:
        ledger.confirm("report-2#1", by="Ben")
    checked = publish(path, folder, on="2025-05-04")
    assert [(one.kind, one.words) for one in checked.changes] == [
        ("review", "killed: The army counts 40, as of 2 May 2025: now checked by people")
    ]
    feed = feedparser.parse((folder / "changes.atom").read_bytes())
    before = {entry.id for entry in feed.entries}
    add(path, 5, 70)
    third = publish(path, folder, on="2025-05-06")
    assert (
        "count",
        "killed: The army counts 70, as of 5 May 2025; before that 40, as of 2 May 2025",
    ) in [(one.kind, one.words) for one in third.changes]
    assert ("document", "new: Report of the 5th") in [
        (one.kind, one.words) for one in third.changes
    ]
    assert [one["number"] for one in records(folder)] == [1, 2, 3]
    assert records(folder)[1]["changes"][0]["kind"] == "review"
    feed = feedparser.parse((folder / "changes.atom").read_bytes())
    assert not feed.bozo
    assert len(feed.entries) == 3
    assert before < {entry.id for entry in feed.entries}
    assert list(Pages(folder).dead_links()) == []


def test_pages_that_are_gone_are_removed_and_that_is_said(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    publish(path, folder)
    assert (folder / "documents" / "report-1.html").exists()
    with tollbook.open(path) as ledger:
        ledger.confirm("report-2#1", by="Ben")
        ledger.reject("report-1#1", reason="of another town", by="Ben")
        ledger.reject("report-1#2", reason="of another town", by="Ben")
    published = publish(path, folder, reviewed_only=True)
    assert not (folder / "documents" / "report-1.html").exists()
    said = [one.words for one in published.changes if one.kind == "removed"]
    assert "the page documents/report-1.html is gone" in said
    assert [one.words for one in published.changes if one.kind == "document"] == [
        "removed: Report of the 1th"
    ]


def test_only_what_people_checked_is_published_where_that_is_asked_for(
    path: Path, tmp_path: Path
) -> None:
    with tollbook.open(path) as ledger:
        ledger.confirm("report-1#1", by="Ben")
    publish(path, tmp_path / "site", reviewed_only=True)
    pages = Pages(tmp_path / "site")
    assert "30" in pages.trees["index.html"].text_content()
    assert "documents/report-2.html" not in pages.trees
    assert not any(
        "state-proposed" in text
        for name, text in every_text(tmp_path / "site")
        if name.endswith(".html")
    )


@pytest.mark.parametrize("reviewed_only", [False, True])
def test_a_case_with_nothing_has_whole_pages_too(
    path: Path, tmp_path: Path, reviewed_only: bool
) -> None:
    if not reviewed_only:
        (tmp_path / "cases" / "dalvara.toml").write_text(
            'title = "Nobody"\npeople = ["martians"]\n', encoding="utf-8"
        )
    published = publish(path, tmp_path / "site", reviewed_only=reviewed_only)
    pages = Pages(tmp_path / "site")
    assert published.pages == len(pages.trees)
    assert "No report counts anybody" in pages.trees["index.html"].text_content()
    assert list(pages.dead_links()) == []
    assert list(pages.troubles()) == []


def test_a_folder_with_other_things_is_refused_and_left_alone(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(FolderError, match=r"holds what no publication put there: thesis\.txt"):
        publish(path, folder)
    assert dict(every_text(folder)) == {"thesis.txt": "years of work"}
    with pytest.raises(FolderError, match="is a file"):
        publish(path, folder / "thesis.txt")


@pytest.mark.parametrize("content", [None, "{}", "no json", '{"number": 1}'])
def test_a_record_that_is_lost_or_broken_is_said_and_nothing_is_written(
    path: Path, tmp_path: Path, content: str | None
) -> None:
    folder = tmp_path / "site"
    publish(path, folder)
    record = folder / "publications" / "0001.json"
    record.unlink()
    if content is not None:
        record.write_text(content, encoding="utf-8")
    with pytest.raises(FolderError, match=r"0001\.json is no longer the record of publication 1"):
        publish(path, folder)
    (folder / "publication.json").write_text("{}", encoding="utf-8")
    with pytest.raises(FolderError, match="holds what no publication put there"):
        publish(path, folder)


def test_a_folder_keeps_to_its_case_and_its_readers(path: Path, tmp_path: Path) -> None:
    """What only colleagues may see must not lie in a public folder as an old record."""
    folder = tmp_path / "site"
    publish(path, folder, profile="internal")
    before = dict(every_text(folder))
    with pytest.raises(FolderError, match=r"published with --internal; publish with --public"):
        publish(path, folder, profile="public")
    (tmp_path / "cases" / "other.toml").write_text(CASE, encoding="utf-8")
    with tollbook.open(path) as ledger, pytest.raises(FolderError, match="holds the case dalvara"):
        ledger.publish("other", folder, profile="internal")
    assert dict(every_text(folder)) == before


@pytest.mark.parametrize("trouble", [KeyboardInterrupt, RuntimeError])
def test_what_stops_it_half_way_leaves_the_old_pages(
    path: Path, tmp_path: Path, trouble: type[BaseException]
) -> None:
    folder = tmp_path / "site"
    publish(path, folder)
    before = dict(every_text(folder))
    add(path, 5, 70)

    def stop(done: int, total: int) -> None:
        if done * 2 > total:
            raise trouble

    with pytest.raises(trouble):
        publish(path, folder, advance=stop)
    assert dict(every_text(folder)) == before
    assert {one.name for one in tmp_path.iterdir()} == {"cases", "dalvara.db", "site"}


def test_a_replacement_that_was_killed_between_its_renamings_is_undone(
    path: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    publish(path, folder)
    folder.rename(tmp_path / ".site.old")
    assert publish(path, folder).again
    assert not (tmp_path / ".site.old").exists()


def test_no_private_name_is_in_any_file_or_in_the_name_of_one(tmp_path: Path) -> None:
    """Not in pages, feed, picture or records, whatever the report, its file and its title say."""
    found = tmp_path / "names.db"
    page = a_document(
        "Salma Idrisova, a nurse, said 12 people were killed, among them Tomas Reyesov, a farmer. "
        "Farmer Tomas Reyesov was killed. By the end of June more will die, said Salma Idrisova.",
        id="salma-idrisova-interview",
        title="SALMA IDRISOVA speaks",
        publisher=None,
        address="talks/salma-idrisova-interview.txt",
        url="https://a.example/salma-idrisova",
    )
    nurse = a_figure(page, "12 people were killed", low=12, origin="Salma Idrisova, a nurse")
    farmer = a_figure(
        page,
        "Farmer Tomas Reyesov was killed",
        n=2,
        low=1,
        origin="Salma Idrisova, a nurse",
        population=Population(mention=a_span(page, "Farmer Tomas Reyesov")),
    )
    more = a_prediction(page, "more will die", n=3, origin="Salma Idrisova, a nurse")
    with Ledger.open(found) as stored:
        stored.add(page, [nurse, farmer, more], RUN, datetime(2025, 5, 1, 12, tzinfo=UTC))
    with tollbook.open(found) as ledger:
        ledger.mark(more.id, "met", reason="Salma Idrisova was right", by="Ben Odhiambo")
        ledger.confirm("salma-idrisova-interview#1", by="Ben Odhiambo")
        for profile in PROFILES:
            ledger.publish(None, tmp_path / profile, profile=profile)
    for profile in ("public", "partner"):
        for name, text in every_text(tmp_path / profile):
            for part in ("idris", "salma", "reyesov", "tomas", "odhiambo"):
                assert part not in f"{name} {text}".casefold(), (profile, name, part)
    shown = "".join(text for _, text in every_text(tmp_path / "internal"))
    assert "Salma Idrisova" in shown
    assert "Tomas Reyesov" in shown


def test_a_name_that_has_become_private_is_taken_out_of_earlier_records(
    path: Path, tmp_path: Path
) -> None:
    """A later report shows that “Adanaya” is somebody's name; the title that has it goes."""
    folder = tmp_path / "site"
    page = a_document("Two people were killed.", id="old", title="Adanaya Okorova mourned")
    figure = a_figure(page, "Two people were killed", low=2, population="people")
    with Ledger.open(path) as stored:
        stored.add(page, [figure], RUN, datetime(2025, 5, 3, tzinfo=UTC))
    publish(path, folder)
    add(path, 6, 50, origin="Adanaya Okorova, a nurse")
    publish(path, folder, on="2025-05-07")
    with tollbook.open(path) as ledger:
        ledger.reject("old#1", reason="not of this case", by="Ben")
    published = publish(path, folder, on="2025-05-08")
    assert "removed: [name hidden] mourned" in [one.words for one in published.changes]
    assert not any("Adanaya" in text for _, text in every_text(folder))


def test_hostile_words_act_nowhere(tmp_path: Path) -> None:
    """Titles, names and quotes of a report are text, in pages, feed, picture and records."""
    found = tmp_path / "hostile.db"
    with Ledger.open(found) as stored:
        for day, number in ((1, 30), (2, 40)):
            words = f"{number} people {HOSTILE} were killed"
            page = a_document(
                f"{HOSTILE} said {words}.",
                id=f"../{HOSTILE} {day}",
                published=date(2025, 5, day),
                title=f"{HOSTILE} الحرب في الشرق",
                publisher=HOSTILE,
                url=f'https://a.example/"onclick="alert({day})',
            )
            figure = a_figure(
                page,
                words,
                low=number,
                number=str(number),
                population="people",
                origin=HOSTILE,
                scope="cumulative",
            )
            stored.add(page, [figure], RUN, datetime(2025, 5, day, 12, tzinfo=UTC))
    with tollbook.open(found) as ledger:
        ledger.publish(None, tmp_path / "site", profile="internal")
    pages = Pages(tmp_path / "site")
    assert list(pages.troubles()) == []
    assert list(pages.dead_links()) == []
    assert list(pages.numbers_without_words()) == []
    scripts = [one for tree in pages.trees.values() for one in tree.iter("script")]
    assert len(scripts) == 1
    assert not any(list(tree.iter("img")) for tree in pages.trees.values())
    chart = etree.parse(tmp_path / "site" / "chart.svg")
    assert {etree.QName(one).localname for one in chart.iter()} <= {
        *("svg", "g", "a", "title", "path", "rect", "line", "text", "tspan"),
        *("defs", "clipPath"),
    }
    assert not any("\u202e" in text for name, text in every_text(tmp_path / "site"))
    assert not feedparser.parse((tmp_path / "site" / "changes.atom").read_bytes()).bozo
    assert {one.name for one in tmp_path.iterdir()} == {"hostile.db", "site"}


@pytest.mark.parametrize(
    ("options", "status", "said"),
    [
        (["--public", "--internal"], 2, "choose one of --public, --partner and --internal"),
        (["--on", "tomorrow"], 2, "'tomorrow' is not a date"),
        (["--partner"], 0, "publication 1 of"),
    ],
)
def test_the_command_takes_one_profile_and_a_day(
    path: Path, tmp_path: Path, options: list[str], status: int, said: str
) -> None:
    folder = str(tmp_path / "site")
    ran = CliRunner().invoke(
        app, ["publish", "dalvara", folder, "--ledger", str(path), *options], terminal_width=200
    )
    assert ran.exit_code == status
    assert said in ran.output
    assert (tmp_path / "site").exists() is (status == 0)
