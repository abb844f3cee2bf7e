"""How words become numbers is the user's choice, in every kind of statement that counts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from factories import a_document
from tollbook.extraction import extract
from tollbook.extraction.sentences.parse import Parser
from tollbook.model.statement import Change, Custody, Figure
from tollbook.settings import Settings

PAGE = a_document(
    "The army is holding dozens of prisoners, it said. The toll rose by dozens since Monday, "
    "police said."
)


@pytest.mark.parametrize(
    ("policy", "low", "high"), [("tollbook", 24, 99), ("acled", 12, 12), ("floor", 24, None)]
)
def test_one_policy_for_all(parser: Parser, policy: str, low: int, high: int | None) -> None:
    """Figures, people in custody and changes read "dozens" alike."""
    found = extract(PAGE, parser, replace(Settings(), value_policy=policy))
    counts = [(s.low, s.high) for s in found if isinstance(s, Figure | Custody)]
    assert counts == [(low, high)] * 2
    (change,) = (s for s in found if isinstance(s, Change))
    assert (change.amount_low, change.amount_high) == (low, high)
