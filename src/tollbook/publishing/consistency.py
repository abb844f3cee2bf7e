"""Whether all claims can be true, in words with their places, and as a record for JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tollbook.model.claim import Claim
from tollbook.model.finding import Finding
from tollbook.publishing.findings import layout, wrapped
from tollbook.publishing.shape import Shape, pick
from tollbook.publishing.visible import visible
from tollbook.reasoning.consistency import RULES, Clash, Consistency, Shift
from tollbook.reasoning.evidence import claim_in_words, count_in_words, mark_of
from tollbook.reasoning.intervals import counts
from tollbook.reasoning.record import Record
from tollbook.reasoning.words import count, stretch

NAME = "all_claims"
_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def contradiction_layout(clash: Clash, record: Record) -> str:
    """A contradiction in the layout of a finding: every claim marked, what it breaks, the repair.

    A claim is shown where it was printed first in its fullest words.
    """
    finding = Finding(
        check=NAME,
        verdict="fails",
        title=_title(clash),
        marks=tuple(mark_of(claim.figure, record.corpus) for claim in clash.claims),
        statements=tuple(claim.figure.id for claim in clash.claims),
        working=tuple(_working(clash, record)),
        hint=_repairs(clash, record),
    )
    return layout(finding, record.corpus, keyed=False)


def difference_line(clash: Clash) -> str:
    """Two origins that can't both be right, in a sentence of its own."""
    said = " against ".join(claim_in_words(claim) for claim in clash.claims)
    return _wrap(f"{' and '.join(clash.who)}: {said}; at least {count(clash.off)} apart.")


def summary(answer: Consistency) -> str:
    """The answer in a sentence or two."""
    sentences = []
    judged = answer.asked - answer.given_up
    if not answer.asked:
        sentences.append("No two claims can be compared.")
    elif answer.feasible and judged:
        sentences.append(f"All {count(judged)} comparable claims can be true together.")
    elif not answer.feasible:
        wrong = len(answer.repair)
        least = f"at least {_number(wrong)} {'is' if wrong == 1 else 'are'} wrong"
        sentences.append(
            f"Of {count(judged)} comparable claims {least}, by {count(_total(answer))} in all."
        )
    if answer.given_up:
        sentences.append(
            f"{count(answer.given_up)} claims are too many to judge at once: ask within a case."
        )
    return " ".join(sentences)


def to_json(answer: Consistency, record: Record) -> dict[str, Any]:
    """The answer as a record that JSON can hold, its keys in a fixed order."""
    return {
        "feasible": answer.feasible,
        "claims": answer.asked,
        "given_up": answer.given_up,
        "contradictions": [_clash(clash, record) for clash in answer.contradictions],
        "repair": _shifts(answer.repair),
        "differences": [_clash(clash, record) for clash in answer.differences],
    }


COLUMNS = ("kind", "who", "claims", "rules", "off", "repairs", "statements")
"""The header of the flat table. New columns are added at the end."""


def clash_shape(answer: Consistency, record: Record) -> Shape[Clash]:
    """The clashes of an answer as data; each is a contradiction or a difference of two origins."""

    def to_json(clash: Clash) -> dict[str, Any]:
        known = clash in answer.contradictions
        return {"kind": "contradiction" if known else "difference"} | _clash(clash, record)

    def to_rows(clash: Clash) -> Iterator[tuple[Any, ...]]:
        cells = {
            "claims": [claim.id for claim in clash.claims],
            "repairs": [f"{shift.count} {shift.by:+}" for shift in clash.repairs],
            "statements": [claim.figure.id for claim in clash.claims],
        }
        yield pick(to_json(clash) | cells, COLUMNS)

    return Shape(to_json=to_json, columns=COLUMNS, to_rows=to_rows)


def _clash(clash: Clash, record: Record) -> dict[str, Any]:
    return {
        "who": list(clash.who),
        "claims": [_claim(claim, record) for claim in clash.claims],
        "strength": list(record.case.strength)
        if clash.strength and record.case and record.case.strength
        else None,
        "rules": list(clash.rules),
        "off": clash.off,
        "repairs": _shifts(clash.repairs),
    }


def _claim(claim: Claim, record: Record) -> dict[str, Any]:
    allowed = counts(claim.figure, record.settings.about_tolerance)
    evidence = claim.figure.evidence
    return {
        "id": claim.id,
        "origin": claim.origin.name,
        "measure": claim.measure,
        "words": count_in_words(claim),
        "low": allowed.low,
        "high": allowed.high,
        "as_of": claim.as_of.isoformat() if claim.as_of else None,
        "documents": list(claim.documents),
        "quote": {
            "document": claim.figure.document,
            "start": evidence.start,
            "end": evidence.end,
            "quote": evidence.quote,
        },
    }


def _shifts(shifts: tuple[Shift, ...]) -> list[dict[str, Any]]:
    return [{"claim": shift.count, "by": shift.by} for shift in shifts]


def _title(clash: Clash) -> str:
    return f"{_number(len(clash.claims))} claims of {clash.who[0]} can't all be true"


def _working(clash: Clash, record: Record) -> Iterator[str]:
    together = "can't all be true" if len(clash.claims) > 1 else "can't be true"
    yield f"{clash.who[0]} stands behind all of this, and it {together}:"
    for claim in clash.claims:
        allowed = stretch(counts(claim.figure, record.settings.about_tolerance))
        said = claim_in_words(claim)
        yield said if claim.figure.modifier == "exact" else f"{said}, which allows {allowed}"
    if clash.strength and record.case and record.case.strength:
        low, high = record.case.strength
        there = f"{count(low)} or more" if high is None else f"{count(low)} to {count(high)}"
        yield f"the case “{record.case.title}” says that there were {there}"
    broken = "; ".join(RULES[kind] for kind in RULES if kind in clash.rules)
    yield f"{broken[:1].upper()}{broken[1:]}."


def _repairs(clash: Clash, record: Record) -> str:
    """What would set it right: one claim changed, each in turn."""
    number = len(clash.claims) + clash.strength
    which = f"One of these {_number(number)} is" if number > 1 else "It is"
    ways = []
    for shift in clash.repairs:
        claim = record.claims.get(shift.count)
        name = count_in_words(claim) if claim else "the strength"
        ways.append(f"{name} by {count(abs(shift.by))} too {'few' if shift.by > 0 else 'many'}")
    return f"{which} off by at least {count(clash.off)}: {', or '.join(ways)}."


def _total(answer: Consistency) -> int:
    return sum(abs(shift.by) for shift in answer.repair)


def _number(number: int) -> str:
    return _SMALL[number] if number < len(_SMALL) else count(number)


def _wrap(sentence: str) -> str:
    return "\n".join(wrapped(visible(sentence, keep=""), further_indent="  "))
