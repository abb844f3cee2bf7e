"""For tests: a small ledger, and steps that people and the machine take in it, in any order."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from factories import a_document, a_figure, reread
from ledger_tools import RUN
from tollbook.app.library import OpenLedger
from tollbook.ledger import Ledger
from tollbook.model.address import Address
from tollbook.model.document import Document
from tollbook.model.problem import DecisionError
from tollbook.model.statement import Figure, Place

READ_AT = datetime(2025, 5, 10, 12, tzinfo=UTC)
PAGE = a_document(
    "The mayor said 40 people were killed in Beni on Monday, among them 12 children. A nurse said "
    "9 soldiers were hurt. Later 40 people were said to be safe.",
    id="beni",
    published=date(2025, 5, 9),
)
OTHER = a_document("Police said 41 people were killed in Beni.", id="wire")
NEWER = replace(RUN, lexicon_digest="w2")


def figures_of(page: Document, first: int = 1) -> list[Figure]:
    """What is read in the page, numbered from `first`."""
    dead = a_figure(
        page,
        "40 people were killed in Beni",
        n=first,
        low=40,
        number="40",
        origin="The mayor",
        population="people",
        place=Place(mention=a_figure(page, "Beni").evidence, name="Beni", country="CD", lat=0.49),
        period=(None, date(2025, 5, 5)),
    )
    children = a_figure(
        page, "12 children", n=first + 1, low=12, number="12", part_of=dead.id, origin="The mayor"
    )
    hurt = a_figure(page, "9 soldiers were hurt", n=first + 2, measure="injured", low=9, number="9")
    return [dead, children, hurt]


POLICE = a_figure(
    OTHER, "41 people were killed in Beni", low=41, high=None, modifier="at_least", number="41"
)


def fill(path: Address | Path) -> None:
    with Ledger.open(path) as ledger:
        ledger.add(PAGE, figures_of(PAGE), RUN, READ_AT)
        ledger.add(OTHER, [POLICE], RUN, READ_AT)


@cache
def filled() -> bytes:
    """A filled ledger in a file, made once."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "war.db"
        fill(path)
        return path.read_bytes()


CHANGES: tuple[Mapping[str, Any], ...] = (
    {"low": 50},
    {"low": 5, "high": 90, "modifier": "between"},
    {"high": None, "modifier": "at_least"},
    {"measure": "injured", "origin": None},
    {"origin": "A nurse"},
    {"population": "soldiers", "place": None},
    {"part_of": None},
    {"period": "2025-05-01/2025-05-03", "as_of": "2025-05-04"},
)
STEPS = st.one_of(
    st.tuples(st.just("correct"), st.integers(0, 5), st.sampled_from(CHANGES)),
    st.tuples(st.sampled_from(["confirm", "reject", "undo"]), st.integers(0, 9), st.none()),
    st.tuples(st.sampled_from(["add", "read"]), st.integers(0, 2), st.none()),
)


def step(ledger: OpenLedger, path: Path, what: str, which: int, changes: Any) -> None:
    """One thing that people or the machine do; what is refused changes nothing."""
    why: dict[str, Any] = {"by": "Ines", "reason": "misread"}
    known = sorted(review.id for review in ledger.reviews())
    id = known[which % len(known)]
    made = ledger.decisions()
    try:
        if what == "correct":
            ledger.correct(id, changes, **why)
        elif what == "confirm":
            ledger.confirm(id, by="Ines")
        elif what == "reject":
            ledger.reject(id, **why)
        elif what == "add":
            ledger.add("wire", {"measure": "missing", "low": which}, start=0, end=11, **why)
        elif what == "undo" and made:
            ledger.undo(made[-1 - which % len(made)].entry or 0, **why)
        elif what == "read":
            page = reread(PAGE, PAGE.text + " " * which + "Stop.") if which == 2 else PAGE
            run = replace(RUN, lexicon_digest=f"w{ledger.head()}")
            with Ledger.open(path) as stored:
                stored.add(page, figures_of(page, first=1 + which % 2), run, READ_AT)
    except DecisionError:
        pass
