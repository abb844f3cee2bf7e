"""Reliability: confidence beside the share that is right."""

from __future__ import annotations

from dataclasses import replace

from tollbook.evaluation.annotated import Annotated
from tollbook.evaluation.reliability import reliability
from tollbook.evaluation.score import Outcome

GOLD = Annotated("killed", 9, 9, (0, 9), (0, 4), voices=("the army",))


def met(confidence: float | None, voice: str = "the army") -> Outcome:
    return Outcome(GOLD, replace(GOLD, voices=(voice,), confidence=confidence))


def test_puts_voices_of_like_confidence_together() -> None:
    low, high = reliability([met(0.4, "police"), met(0.95), met(0.99), met(1.0, "police")])
    assert (low.count, low.right, low.mean) == (1, 0, 0.4)
    assert (high.low, high.high, high.count, high.right) == (0.95, 1.0, 3, 2)


def test_leaves_out_what_has_no_confidence_or_did_not_meet() -> None:
    missed, false = Outcome(GOLD, None), Outcome(None, replace(GOLD, confidence=0.9))
    assert reliability([met(None), missed, false]) == []
