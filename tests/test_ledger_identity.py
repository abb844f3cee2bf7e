"""What a document of the ledger is: the same text again, a new version of it, or another one."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from factories import a_document
from ledger_tools import (
    AT,
    BRIEFING,
    RUN,
    STATEMENTS,
    a_ledger_of_before,
    ask,
    dump,
    rows_of,
    tamper,
)
from reading_tools import article, page, read_all
from tollbook.ledger import IdTakenError, Ledger
from tollbook.ledger.identity import likeness
from tollbook.model.address import Address
from tollbook.model.document import Document
from tollbook.settings import Settings

SHELLING = (
    "DALVARA, March 4, 2024 (Hill Wire) - Shelling killed 14 people in the market of Dalvara on "
    "Monday, the health ministry said. It said that 32 were wounded, nine of them children.\n"
)
CORRECTED = SHELLING.replace("14 people", "17 people").replace("32", "30")
BUS = (
    "TASHKUL, March 5, 2024 (Hill Wire) - Eleven passengers died when a bus fell into a gorge near "
    "Tashkul, according to the police, and twenty more were taken to hospital.\n"
)
BULLETIN = (
    "DALVARA, March {day}, 2024 (Health Desk) - In the last 24 hours {n} people were killed and "
    "{n}0 injured in {place}, the ministry of health said. All hospitals are open.\n"
)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def ledger(desk: Path, path: Address, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ledger]:
    """The database is given the working directory as its folder, which is where the file lies."""
    monkeypatch.setenv("TOLLBOOK_FOLDER", str(desk))
    with Ledger.open(path) as opened:
        yield opened
        assert opened.verify().holds


def write(path: str, text: str) -> str:
    """A file with that text; its path."""
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")
    return path


def take(ledger: Ledger, *paths: str) -> list[tuple[str, str]]:
    """Read files into a ledger, without looking for statements: each id, and what became of it."""
    found = []
    for item in read_all(*paths):
        assert isinstance(item, Document), item
        document = ledger.identify(item, Settings())
        outcome = "unchanged"
        if not ledger.holds(document, RUN):
            outcome = ledger.add(document, [], RUN, AT)
        found.append((document.id, outcome))
    return found


# Files


def test_two_reports_of_one_file_name_are_two_documents(ledger: Ledger) -> None:
    mon, tue = write("mon/report.txt", SHELLING), write("tue/report.txt", BUS)
    assert take(ledger, mon) == [("report", "added")]
    assert take(ledger, tue) == [("report-2", "added")]
    assert take(ledger, "mon", "tue") == [("report", "unchanged"), ("report-2", "unchanged")]
    assert take(ledger, "tue", "mon") == [("report-2", "unchanged"), ("report", "unchanged")]
    assert len(list(ledger.documents())) == 2


def test_the_same_text_and_a_correction_of_it_in_two_folders_are_two_documents(
    ledger: Ledger,
) -> None:
    """Like each other as they are, they lie in two places."""
    assert take(ledger, write("mon/report.txt", SHELLING)) == [("report", "added")]
    assert take(ledger, write("tue/report.txt", CORRECTED)) == [("report-2", "added")]


def test_a_changed_file_is_a_new_version(ledger: Ledger) -> None:
    take(ledger, write("report.txt", SHELLING))
    assert take(ledger, write("report.txt", CORRECTED)) == [("report", "new_version")]
    assert take(ledger, write("report.txt", SHELLING)) == [("report", "new_version")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (SHELLING, BUS),
        ("Three men were killed in Goma.", "Five women were hurt near Bukavu."),
        (
            BULLETIN.format(day=4, n=12, place="Dalvara and the hills north of it"),
            BULLETIN.format(day=5, n=7, place="Tashkul"),
        ),
    ],
)
def test_another_text_in_the_place_of_one_is_another_document(
    ledger: Ledger, before: str, after: str
) -> None:
    """As where each day's report overwrites that of the day before; both come back as they were."""
    take(ledger, write("report.txt", before))
    assert take(ledger, write("report.txt", after)) == [("report-2", "added")]
    assert take(ledger, "report.txt") == [("report-2", "unchanged")]
    assert take(ledger, write("report.txt", before)) == [("report", "unchanged")]
    assert ledger.document("report").text.split() == before.split()


def test_a_file_is_known_from_any_folder_and_by_any_path(
    ledger: Ledger, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(ledger, write("mon/report.txt", SHELLING))
    assert take(ledger, str(desk / "mon" / "report.txt")) == [("report", "unchanged")]
    monkeypatch.chdir(desk / "mon")
    assert take(ledger, ".") == [("report", "unchanged")]
    write("report.txt", CORRECTED)
    assert take(ledger, "../mon/report.txt") == [("report", "new_version")]


def test_a_ledger_moves_together_with_its_reports(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing in it says in which folder of which machine they lie."""
    write("here/in/report.txt", SHELLING)
    with Ledger.open(desk / "here" / "war.db") as ledger:
        take(ledger, "here/in")
    assert ask(desk / "here" / "war.db", "SELECT source FROM sources") == [("file:in/report.txt",)]
    (desk / "here").rename(desk / "there")
    write("there/in/report.txt", CORRECTED)
    with Ledger.open(desk / "there" / "war.db") as ledger:
        assert take(ledger, "there/in") == [("report", "new_version")]


def test_a_file_that_moved_is_the_same_document_and_changes_where_it_is(ledger: Ledger) -> None:
    take(ledger, write("in/report.txt", SHELLING))
    Path("in").rename("archive")
    assert take(ledger, "archive") == [("report", "moved")]
    assert take(ledger, "archive") == [("report", "unchanged")]
    write("archive/report.txt", CORRECTED)
    assert take(ledger, "archive") == [("report", "new_version")]


def test_a_copy_is_no_second_document_until_it_says_something_else(ledger: Ledger) -> None:
    take(ledger, write("report.txt", SHELLING))
    assert take(ledger, write("copy.txt", SHELLING)) == [("report", "unchanged")]
    assert take(ledger, write("copy.txt", CORRECTED)) == [("copy", "added")]
    assert take(ledger, "report.txt") == [("report", "unchanged")]


def test_the_same_words_in_two_papers_are_two_documents(ledger: Ledger) -> None:
    for name in ("Evening Post", "Lake Herald"):
        text = f"{name}\n\n{SHELLING}"
        document = replace(a_document(text, id="wire", publisher=name), source=f"file:/x/{name}")
        document = replace(document, original=SHELLING.encode())
        found = ledger.identify(document, Settings())
        ledger.add(replace(found, sha256=_digest(SHELLING)), [], RUN, AT)
    assert ledger.document_ids() == ("wire", "wire-2")


def _digest(text: str) -> str:
    return a_document(text).sha256


# Pages, feeds and standard input


def linked(address: str, *paragraphs: str, headline: str = "Shells hit a market") -> str:
    return page(
        article(*paragraphs, headline=headline),
        f"<link rel='canonical' href='{address}'>",
        title=headline,
    )


def test_a_page_is_known_by_its_address_wherever_it_was_saved(ledger: Ledger) -> None:
    take(ledger, write("mon/index.html", linked("https://news.example/1", SHELLING, SHELLING)))
    again = linked("http://news.example/1/#top", CORRECTED, SHELLING)
    assert take(ledger, write("tue/saved.html", again)) == [("index", "new_version")]
    other = linked("https://news.example/2", BUS, BUS, headline="Bus falls")
    assert take(ledger, write("mon/index.html", other)) == [("index-2", "added")]


def test_pages_that_all_declare_one_address_are_told_apart_by_their_words(ledger: Ledger) -> None:
    one = linked("https://news.example/news", SHELLING, SHELLING)
    two = linked("https://news.example/news", BUS, BUS, headline="Bus falls")
    assert take(ledger, write("1.html", one), write("2.html", two)) == [
        ("1", "added"),
        ("2", "added"),
    ]
    assert take(ledger, "1.html", "2.html") == [("1", "unchanged"), ("2", "unchanged")]


def records(*found: dict[str, str]) -> str:
    return "".join(json.dumps(record) + "\n" for record in found)


def test_a_record_is_known_by_its_id_in_feeds_of_one_name(ledger: Ledger) -> None:
    take(ledger, write("mon/feed.jsonl", records({"id": "7", "text": SHELLING})))
    corrected = records({"id": "7", "text": CORRECTED}, {"id": "8", "text": BUS})
    assert take(ledger, write("tue/feed.jsonl", corrected)) == [
        ("7", "new_version"),
        ("8", "added"),
    ]
    other_feed = records({"id": "7", "text": BUS})
    assert take(ledger, write("other.jsonl", other_feed)) == [("7-2", "added")]


def test_a_record_without_an_id_is_known_by_its_bytes(ledger: Ledger) -> None:
    """A feed that grows at its top moves every line, and no line becomes another one's version."""
    note = "{} people were killed in a raid on a village in the east, the governor said on Monday."
    old = records({"text": note.format("Three")}, {"text": note.format("Nine")})
    assert take(ledger, write("feed.jsonl", old)) == [("feed:1", "added"), ("feed:2", "added")]
    newer = records({"text": note.format("Four")})
    assert take(ledger, write("feed.jsonl", newer + old)) == [
        ("feed:1-2", "added"),
        ("feed:1", "unchanged"),
        ("feed:2", "unchanged"),
    ]
    assert take(ledger, write("feed.jsonl", old.rstrip("\n")))[1][0] == "feed:2"


def test_an_id_given_twice_in_a_feed_is_two_documents_ever_after(ledger: Ledger) -> None:
    first, second = ({"id": "a", "text": text} for text in (SHELLING, CORRECTED))
    write("feed.jsonl", records(first, second))
    for outcome in ("added", "unchanged"):
        found = [item for item in read_all("feed.jsonl") if isinstance(item, Document)]
        identified = []
        for item in found:
            document = ledger.identify(item, Settings())
            identified.append((document.id, ledger.add(document, [], RUN, AT)))
        assert identified == [("a", outcome), ("a-2", outcome)]


def piped(ledger: Ledger, text: str) -> tuple[str, str]:
    document = a_document(text, id="stdin", published=None, publisher=None)
    document = ledger.identify(replace(document, source=f"text:{document.sha256}"), Settings())
    return document.id, ledger.add(document, [], RUN, AT)


def test_what_is_piped_in_is_known_by_its_bytes_alone(ledger: Ledger) -> None:
    assert piped(ledger, SHELLING) == ("stdin", "added")
    assert piped(ledger, CORRECTED) == ("stdin-2", "added")
    assert piped(ledger, SHELLING) == ("stdin", "unchanged")


# Ids


def test_an_id_once_given_stays_and_is_never_given_again(ledger: Ledger) -> None:
    for n, text in enumerate((SHELLING, BUS, BULLETIN), 1):
        take(ledger, write(f"{n}/report.txt", text))
    take(
        ledger, write("4/report-2.txt", "Two men drowned in the lake, said a fisherman of Bukavu.")
    )
    assert ledger.document_ids() == ("report", "report-2", "report-2-2", "report-3")
    assert take(ledger, "3", "2", "1") == [
        ("report-3", "unchanged"),
        ("report-2", "unchanged"),
        ("report", "unchanged"),
    ]


def test_a_caller_that_names_no_source_has_its_ids_as_they_are(ledger: Ledger) -> None:
    document = a_document(id="mine")
    assert ledger.identify(document, Settings()) is document


def test_two_programs_never_give_one_id_to_two_texts(ledger: Ledger) -> None:
    one, other = (
        ledger.identify(
            a_document(text, id="report", source=f"file:{ledger.path.folder.resolve()}/{n}"),
            Settings(),
        )
        for n, text in enumerate((SHELLING, BUS))
    )
    assert one.id == other.id == "report"
    ledger.add(one, [], RUN, AT)
    with pytest.raises(IdTakenError):
        ledger.add(other, [], RUN, AT)
    assert len(list(ledger.documents())) == 1


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        (SHELLING, SHELLING, 1.0, 1.0),
        (SHELLING, CORRECTED, 0.6, 0.99),
        (SHELLING, SHELLING + BUS, 1.0, 1.0),
        (SHELLING, BUS, 0.0, 0.15),
        ("", "", 1.0, 1.0),
        ("...", "!", 0.0, 0.0),
        ("dead", SHELLING, 0.0, 0.0),
    ],
)
def test_texts_are_as_alike_as_the_phrases_they_share(
    one: str, other: str, least: float, most: float
) -> None:
    assert least <= likeness(one, other) <= most
    assert likeness(one, other) == likeness(other, one)


@pytest.mark.parametrize("column", ["source", "document"])
def test_a_source_that_was_changed_is_found(desk: Path, path: Address, column: str) -> None:
    with Ledger.open(path) as ledger:
        take(ledger, write("report.txt", SHELLING))
    tamper(path, f"UPDATE sources SET {column} = 'x'")  # noqa: S608 - our own names
    with Ledger.open(path, writable=False) as forged:
        assert forged.verify().failure == (
            "the source of the document is not the one that was entered"
        )


# Ledgers made before


OLD_BUS = (
    "<html><head><title>Bus falls into gorge</title></head><body><article><h1>Bus falls into "
    "gorge</h1><p>Eleven passengers were killed when a bus fell into a gorge near Tashkul on "
    "Friday, the police said, and twenty more were taken to hospital in the provincial capital."
    "</p><p>The road had been closed after a landslide, but was opened again in the morning, "
    "according to the governor.</p></article></body></html>\n"
)
OLD_RECORDS = records(
    {
        "id": "wire-7",
        "text": "The army said on Tuesday that 12 rebels were killed near Goma.",
        "published": "2024-03-05",
    },
    {"text": "Three miners died when a shaft fell in near Bukavu, the mayor said."},
)
BY_THEN = {"report": SHELLING, "bus": OLD_BUS}


@pytest.fixture
def old(desk: Path) -> Path:
    """A ledger as Tollbook left it before it noted sources, and the files that were read into it.

    `tollbook read mon`, with `report.txt`, `bus.html` and `feed.jsonl` in it; the same report
    through standard input; and a decision.
    """
    path = desk / "war.db"
    script = Path(__file__).with_name("data") / "ledger_0002.sql"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script.read_text(encoding="utf-8"))
    write("mon/report.txt", SHELLING)
    write("mon/bus.html", OLD_BUS)
    write("mon/feed.jsonl", OLD_RECORDS)
    return path


IDS = ("bus", "feed:2", "report", "stdin", "wire-7")


def test_an_older_ledger_is_upgraded_and_keeps_all_it_had(old: Path) -> None:
    tables = [name for name in dump_names(old) if name != "tollbook_schema"]
    before = {table: rows_of(old, table) for table in tables}
    with Ledger.open(old) as ledger:
        assert ledger.document_ids() == IDS
        found = ledger.verify()
        assert (found.holds, found.head) == (True, before["entries"][-1][4])
    new = ("sources", "given", "second_readings", "second_statements")
    assert dump(old) == before | {table: [] for table in new}


def dump_names(path: Path) -> list[str]:
    return [
        str(name) for (name,) in ask(path, "SELECT name FROM sqlite_master WHERE type = 'table'")
    ]


def test_what_an_older_ledger_holds_is_recognised(old: Path) -> None:
    """Each file is its document, under its id; and it is noted where it comes from."""
    with Ledger.open(old) as ledger:
        found = take(ledger, "mon")
        assert sorted(id for id, _ in found) == ["bus", "feed:2", "report", "wire-7"]
        assert "added" not in {outcome for _, outcome in found}
        assert ledger.document_ids() == IDS
        write("mon/report.txt", CORRECTED)
        assert take(ledger, "mon/report.txt") == [("report", "new_version")]
        assert ledger.verify().holds


def test_other_texts_get_ids_of_their_own_in_an_older_ledger(old: Path) -> None:
    write("tue/report.txt", BUS)
    write("tue/feed.jsonl", records({"id": "wire-7", "text": BUS}))
    with Ledger.open(old) as ledger:
        assert take(ledger, "tue") == [("wire-7-2", "added"), ("report-2", "added")]
        assert ledger.document("report").text == SHELLING


def test_a_ledger_of_the_first_schema_takes_sources(desk: Path) -> None:
    path = desk / "war.db"
    a_ledger_of_before(path)
    again = replace(BRIEFING, source=f"file:{desk}/briefing.txt")
    with Ledger.open(path) as ledger:
        document = ledger.identify(again, Settings())
        assert (document.id, document.source) == ("briefing", "file:briefing.txt")
        assert ledger.add(document, STATEMENTS, RUN, AT) == "moved"
        assert ledger.add(document, STATEMENTS, RUN, AT) == "unchanged"
        assert ledger.verify().holds
