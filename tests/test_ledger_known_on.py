"""What the ledger knew on a day is what it would hold had it stopped at the end of that day."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories import a_document, a_figure
from ledger_tools import APART, AT, RUN, dump
from terminal import tollbook
from tollbook.app.library import open_ledger
from tollbook.ledger import Filter, Ledger, writing
from tollbook.model.address import Address
from tollbook.model.document import Document
from tollbook.model.problem import LedgerError
from tollbook.model.statement import Figure

MONDAY, TUESDAY, WEDNESDAY = (date(2025, 1, day) for day in (13, 14, 15))
NEWER_CODE = replace(RUN, tollbook="0.2.0")


def at(day: date, clock: time = time(12)) -> datetime:
    return datetime.combine(day, clock, UTC)


def report(toll: int, name: str = "report") -> tuple[Document, list[Figure]]:
    document = a_document(f"The army said {toll} soldiers were killed.", id=name)
    return document, [a_figure(document, f"{toll} soldiers were killed", low=toll)]


@pytest.fixture
def ledger(path: Address) -> Iterator[Ledger]:
    with Ledger.open(path) as opened:
        yield opened


def tolls(ledger: Ledger, known_on: date | None = None) -> list[int]:
    return [s.low for s in ledger.statements(Filter(known_on=known_on)) if isinstance(s, Figure)]


def test_a_page_that_changed_is_known_as_it_was(ledger: Ledger) -> None:
    for toll, day in ((300, MONDAY), (400, WEDNESDAY)):
        ledger.add(*report(toll), RUN, at(day))
    assert [tolls(ledger, day) for day in (MONDAY, TUESDAY, WEDNESDAY)] == [[300], [300], [400]]
    assert ledger.document("report", known_on=TUESDAY).text == report(300)[0].text
    assert ledger.document("report").text == report(400)[0].text


def test_newer_code_does_not_change_what_was_known(ledger: Ledger) -> None:
    """Read again by a Tollbook that finds nothing, the statement of Monday is Monday's still."""
    document, figures = report(300)
    ledger.add(document, figures, RUN, at(MONDAY))
    assert ledger.add(document, [], NEWER_CODE, at(WEDNESDAY)) == "new_reading"
    assert (tolls(ledger, TUESDAY), tolls(ledger, WEDNESDAY)) == ([300], [])


def test_a_day_ends_at_midnight_in_utc(ledger: Ledger) -> None:
    ledger.add(*report(300), RUN, at(MONDAY, time(23, 59, 59)))
    ledger.add(*report(40, "other"), RUN, at(TUESDAY, time(0)))
    assert sorted(tolls(ledger, MONDAY)) == [300]
    assert sorted(tolls(ledger, TUESDAY)) == [40, 300]


def test_before_the_first_day_nothing_was_known(ledger: Ledger) -> None:
    ledger.add(*report(300), RUN, at(MONDAY))
    sunday = MONDAY - timedelta(days=1)
    assert ledger.corpus(sunday) == ({}, ())
    assert ledger.document_ids(sunday) == ()
    with pytest.raises(LedgerError, match="no document 'report' as known on 2025-01-12"):
        ledger.document("report", known_on=sunday)


def test_the_record_is_of_the_day_that_is_asked_for(ledger: Ledger, path: Address) -> None:
    ledger.add(*report(300), RUN, at(MONDAY))
    ledger.add(*report(40, "other"), RUN, at(WEDNESDAY))
    ledger.decide(replace(APART, at=at(WEDNESDAY)))
    then = open_ledger(path).record(known_on=TUESDAY)
    assert (list(then.corpus.documents), then.decisions, then.today) == (["report"], (), TUESDAY)
    now = open_ledger(path).record(known_on=WEDNESDAY)
    assert (len(now.corpus.statements), len(now.decisions)) == (2, 1)


def test_the_command_line_asks_for_a_day(ledger: Ledger, path: Address) -> None:
    ledger.add(*report(300), RUN, at(MONDAY))
    ledger.add(*report(400), RUN, at(WEDNESDAY))

    def said(*args: str) -> str:
        return tollbook(*args, "--ledger", path, at=path.folder).out

    assert "300 killed" in said("show", "--as-known-on", "2025-01-14")
    assert "400 killed" in said("show")
    assert "300 soldiers" in said("document", "report", "--as-known-on", "2025-01-14")
    early = tollbook(
        "document", "report", "--as-known-on", "2025-01-12", "--ledger", path, at=path.folder
    )
    assert (early.status, early.out) == (1, "")
    assert early.err.startswith("no document is called 'report' as known on 2025-01-12")


# Whatever happened


@dataclass(frozen=True)
class Step:
    """One thing that is done to a ledger: something is read, or (`toll` None) decided."""

    day: date
    toll: int | None
    name: str
    newer: bool

    def do(self, ledger: Ledger) -> None:
        """Do it; newer code finds nothing in what it reads."""
        if self.toll is None:
            ledger.decide(replace(APART, subject=self.name, at=at(self.day)))
        else:
            run = NEWER_CODE if self.newer else RUN
            document, figures = report(self.toll, self.name)
            ledger.add(document, [] if self.newer else figures, run, at(self.day))


@st.composite
def histories(draw: st.DrawFn) -> list[Step]:
    """Steps in order of their days."""
    days = sorted(draw(st.lists(st.integers(0, 5), min_size=1, max_size=8)))
    return [
        Step(
            day=MONDAY + timedelta(days=day),
            toll=draw(st.sampled_from([300, 400, None])),
            name=draw(st.sampled_from(["one", "two"])),
            newer=draw(st.booleans()),
        )
        for day in days
    ]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("known") / "empty.db"
    Ledger.open(made).close()
    return made


_numbers = count()


@contextmanager
def after(steps: list[Step], empty: Path) -> Iterator[Ledger]:
    """A ledger of its own to which this was done."""
    path = Path(shutil.copy(empty, empty.with_name(f"{next(_numbers)}.db")))
    with Ledger.open(path) as ledger:
        for step in steps:
            step.do(ledger)
        yield ledger


@settings(max_examples=40, deadline=None)
@given(steps=histories(), days=st.integers(-1, 6))
def test_what_was_known_is_what_had_been_written(empty: Path, steps: list[Step], days: int) -> None:
    day = MONDAY + timedelta(days=days)
    with (
        after(steps, empty) as whole,
        after([step for step in steps if step.day <= day], empty) as part,
    ):
        assert whole.corpus(day) == part.corpus()
        assert whole.decisions(day) == part.decisions()
        assert whole.document_ids(day) == part.document_ids()


@settings(max_examples=40, deadline=None)
@given(steps=histories(), later=histories())
def test_nothing_that_is_done_later_changes_an_entry(
    empty: Path, steps: list[Step], later: list[Step]
) -> None:
    with after(steps, empty) as ledger:
        before = dump(ledger.path)
        for step in later:
            step.do(ledger)
        ledger.decide(APART)
        then = dump(ledger.path)
        for table, rows in before.items():
            assert set(rows) <= set(then[table])
        assert then["entries"][: len(before["entries"])] == before["entries"]
        assert ledger.verify().holds


def test_a_clock_that_was_set_back_dates_nothing_back(path: Address) -> None:
    """What is added later is never known earlier, whatever the clock says."""
    late = datetime(2025, 6, 1, 12, tzinfo=UTC)
    early = late - timedelta(days=90)
    report = a_document("Police said 12 miners died.", id="report")
    with Ledger.open(path) as ledger:
        ledger.add(a_document(id="first"), [], RUN, late)
        ledger.add(report, [a_figure(report, "12 miners died")], RUN, early)
        ledger.decide(replace(APART, at=early))
        assert ledger.last_time() == late
        assert ledger.document_ids(known_on=early.date()) == ()
        assert ledger.decisions(known_on=early.date()) == ()
        assert [decision.at for decision in ledger.decisions(late.date())] == [late]
        assert ledger.verify().dated_back == 0


def test_entries_that_an_older_tollbook_dated_back_are_counted(
    path: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "last_time", lambda _: "")
    with Ledger.open(path) as ledger:
        ledger.add(a_document(id="first"), [], RUN, AT)
        ledger.add(a_document(id="second"), [], RUN, AT - timedelta(days=90))
        found = ledger.verify()
    assert found.holds
    assert found.dated_back == 2  # the version and its reading
