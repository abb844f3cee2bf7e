"""A ledger can move between a file and a database, and the copy is the same to the last hash."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from factories import a_document, a_figure, reread
from ledger_tools import (
    APART,
    AT,
    BRIEFING,
    DATABASES,
    RUN,
    STATEMENTS,
    a_place,
    dump,
    rows_of,
    tamper,
)
from ledger_writer import write
from terminal import tollbook
from tollbook.app.library import open_ledger
from tollbook.ledger import Ledger, copying
from tollbook.ledger.run import Run
from tollbook.model.address import Address
from tollbook.model.document import Given
from tollbook.model.problem import LedgerError
from tollbook.settings import Settings

NAMED = Run.of(Settings(), model="m", model_digest="0", lexicon_digest="0", aliases=b"# names")


def fill(place: Address) -> None:
    """Every kind of entry, and bytes that several documents share."""
    with Ledger.open(place) as ledger:
        given = Given(publisher="Hill Wire")
        ledger.add(replace(BRIEFING, source="file:b.txt", given=given), STATEMENTS, RUN, AT)
        ledger.decide(APART)
        changed = reread(BRIEFING, "The army said 9 sextillion soldiers were killed.")
        ledger.add(changed, [a_figure(changed, "9 sextillion", low=9 * 10**21)], NAMED, AT)
        ledger.add(a_document(id="twin"), [], RUN, AT)
        ledger.add(a_document(id="other", original=b"\xff\0" * 70_000), [], NAMED, AT)
        ledger.add(a_document(id="twin-2"), [], RUN, AT)


@pytest.fixture(params=list(product(DATABASES, DATABASES)), ids="-to-".join)
def places(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Address, Address]]:
    """A full ledger, and where its copy is to be."""
    (tmp_path / "from").mkdir()
    (tmp_path / "to").mkdir()
    source, target = request.param
    with (
        a_place(source, tmp_path / "from") as full,
        a_place(target, tmp_path / "to", empty=True) as copy,
    ):
        fill(full)
        yield full, copy


def test_a_copy_is_the_same(places: tuple[Address, Address]) -> None:
    """Every row of every table, the head, and what a search finds."""
    full, copy = places
    before = dump(full)
    with open_ledger(full) as ledger:
        seen: list[tuple[int, int]] = []
        found = ledger.copy_to(copy, lambda done, total: seen.append((done, total)))
        assert found == ledger.verify()
        assert seen[-1] == (len(before["entries"]),) * 2
    assert dump(copy) == dump(full) == before
    with Ledger.open(copy) as moved, Ledger.open(full) as stays:
        assert moved.search("moscow") == stays.search("moscow") == ()
        assert moved.search("sextillion army") == stays.search("sextillion army")
        assert moved.search("sextillion") == ("briefing#1",)
        assert moved.document("other") == stays.document("other")
        assert moved.add(a_document(id="next"), [], RUN, AT) == "added"
        assert moved.verify().holds


def test_a_copy_gets_what_was_added_since(places: tuple[Address, Address]) -> None:
    full, copy = places
    with open_ledger(full) as ledger:
        first = ledger.copy_to(copy)
        assert ledger.copy_to(copy) == first
        write(full, 0, 3)
        assert ledger.copy_to(copy).entries_checked == first.entries_checked + 6
    assert dump(copy) == dump(full)
    assert len(rows_of(copy, "search")) == len(rows_of(copy, "statements"))


def test_a_copy_that_was_stopped_is_whole_and_goes_on(
    places: tuple[Address, Address], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "_ENTRIES", 3)
    full, copy = places

    def stop(done: int, total: int) -> None:
        if done >= 6:
            raise KeyboardInterrupt

    with open_ledger(full) as ledger:
        with pytest.raises(KeyboardInterrupt):
            ledger.copy_to(copy, stop)
        with Ledger.open(copy, writable=False) as part:
            found = part.verify()
            assert (found.holds, found.entries_checked) == (True, 6)
        ledger.copy_to(copy)
    assert dump(copy) == dump(full)


# What is refused; two kinds of database in either direction stand for all.


@pytest.fixture
def pair(path: Address, tmp_path: Path) -> tuple[Address, Address]:
    """A full ledger of either kind, and a file."""
    fill(path)
    (tmp_path / "to").mkdir()
    return path, Address.of(tmp_path / "to" / "copy.db")


def test_a_target_that_holds_something_else_is_left_alone(pair: tuple[Address, Address]) -> None:
    full, other = pair
    write(other, 0, 1)
    for source, target in ((full, other), (other, full)):
        before = dump(target)
        with open_ledger(source) as ledger, pytest.raises(LedgerError, match="something else"):
            ledger.copy_to(target)
        assert dump(target) == before


def test_a_copy_that_went_on_by_itself_is_left_alone(pair: tuple[Address, Address]) -> None:
    full, copy = pair
    with open_ledger(full) as ledger:
        ledger.copy_to(copy)
        write(copy, 0, 1)
        before = dump(copy)
        with pytest.raises(LedgerError, match="something else"):
            ledger.copy_to(copy)
    assert dump(copy) == before


def test_a_copy_that_others_write_to_stops(
    pair: tuple[Address, Address], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "_ENTRIES", 2)
    full, copy = pair
    with (
        open_ledger(full) as ledger,
        pytest.raises(LedgerError, match="another program writes to it"),
    ):
        ledger.copy_to(copy, lambda done, _: write(copy, 0, 1) if done == 4 else None)


def test_what_was_forged_is_forged_in_the_copy_too(
    pair: tuple[Address, Address], tmp_path: Path
) -> None:
    full, copy = pair
    tamper(full, "UPDATE versions SET title = 'Losses shrink' WHERE document = 'briefing'")
    ran = tollbook("copy", full, copy, at=tmp_path)
    assert ran.status == 1
    assert "the text or metadata of the document was changed" in ran.err
    assert "run 'tollbook verify' on" in ran.err


def test_a_ledger_can_be_copied_onto_itself(path: Address) -> None:
    fill(path)
    before = dump(path)
    with open_ledger(path) as ledger:
        assert ledger.copy_to(path).holds
    assert dump(path) == before


def test_the_command_prints_the_head_that_both_have(
    pair: tuple[Address, Address], tmp_path: Path
) -> None:
    full, copy = pair
    ran = tollbook("copy", full, copy, at=tmp_path)
    with Ledger.open(full, writable=False) as ledger:
        head = ledger.head()
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith(f"{copy}: a copy of {full}, intact: ")
    assert ran.out.endswith(f"head {head}\n")
    missing = tollbook("copy", "nowhere.db", "here.db", at=tmp_path)
    assert (missing.status, missing.err.strip()) == (
        1,
        "tollbook: no ledger at nowhere.db; run 'tollbook read' first",
    )
    assert not (tmp_path / "here.db").exists()


def test_a_nul_of_an_old_ledger_is_one_sentence(tmp_path: Path) -> None:
    """Before it was refused, a file took what no PostgreSQL does."""
    full = Address.of(tmp_path / "old.db")
    fill(full)
    tamper(full, "UPDATE versions SET title = 'a' || char(0) || 'b' WHERE document = 'twin'")
    with a_place("postgresql", tmp_path) as copy:
        ran = tollbook("copy", full, copy, at=tmp_path)
        assert ran.status == 1
        assert "a text with a NUL character (U+0000) can't be kept" in ran.err
        assert ran.err.count("\n") == 1
