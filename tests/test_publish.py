"""Publishing again and again: what changed, what stays, what is refused, what never shows."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import feedparser
import pytest

import tollbook
from factories import a_document, a_figure, a_prediction, a_span
from ledger_tools import RUN
from publication import Pages, every_text
from tollbook.ledger import Ledger
from tollbook.model.statement import Population
from tollbook.publishing.site import FolderError

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


def publish(path: Path, folder: Path, **options):
    with tollbook.open(path) as ledger:
        return ledger.publish("dalvara", folder, **({"on": "2025-05-03"} | options))


def records(folder: Path) -> list[dict]:
    files = sorted((folder / "publications").iterdir())
    return [json.loads(file.read_text(encoding="utf-8")) for file in files]


def test_the_next_publication_says_what_changed_and_keeps_the_record_of_the_last(path, tmp_path):
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
        "killed: The army counts 70, as of 5 May 2025; "
        "before, killed: The army counts 40, as of 2 May 2025",
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


def test_pages_that_are_gone_are_removed_and_that_is_said(path, tmp_path):
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


def test_only_what_people_checked_is_published_where_that_is_asked_for(path, tmp_path):
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
def test_a_case_with_nothing_has_whole_pages_too(path, tmp_path, reviewed_only):
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


def test_a_folder_with_other_things_is_refused_and_left_alone(path, tmp_path):
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(FolderError, match=r"holds what no publication put there: thesis\.txt"):
        publish(path, folder)
    assert dict(every_text(folder)) == {"thesis.txt": "years of work"}
    with pytest.raises(FolderError, match="is a file"):
        publish(path, folder / "thesis.txt")


def test_a_folder_keeps_to_its_case_and_its_readers(path, tmp_path):
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
def test_what_stops_it_half_way_leaves_the_old_pages(path, tmp_path, trouble):
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


def test_a_replacement_that_was_killed_between_its_renamings_is_undone(path, tmp_path):
    folder = tmp_path / "site"
    publish(path, folder)
    folder.rename(tmp_path / ".site.old")
    assert publish(path, folder).again
    assert not (tmp_path / ".site.old").exists()


def test_no_private_name_is_in_any_file_or_in_the_name_of_one(tmp_path):
    """Not in pages, feed, picture or records, whatever the report, its file and its title say."""
    found = tmp_path / "names.db"
    page = a_document(
        "Salma Idrisova, a nurse, said 12 people were killed, among them Tomas Reyesov, a farmer. "
        "Farmer Tomas Reyesov was killed.",
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
    with Ledger.open(found) as stored:
        stored.add(page, [nurse, farmer], RUN, datetime(2025, 5, 1, 12, tzinfo=UTC))
    with tollbook.open(found) as ledger:
        ledger.confirm("salma-idrisova-interview#1", by="Ben Odhiambo")
        for profile in ("public", "partner", "internal"):
            ledger.publish(None, tmp_path / profile, profile=profile)
    for profile in ("public", "partner"):
        for name, text in every_text(tmp_path / profile):
            for part in ("idris", "salma", "reyesov", "tomas", "odhiambo"):
                assert part not in f"{name} {text}".casefold(), (profile, name, part)
    shown = "".join(text for _, text in every_text(tmp_path / "internal"))
    assert "Salma Idrisova" in shown
    assert "Tomas Reyesov" in shown


def test_hostile_words_act_nowhere(tmp_path):
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
    assert "<svg" in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert not any("\u202e" in text for name, text in every_text(tmp_path / "site"))
    assert not feedparser.parse((tmp_path / "site" / "changes.atom").read_bytes()).bozo
    assert {one.name for one in tmp_path.iterdir()} == {"hostile.db", "site"}
