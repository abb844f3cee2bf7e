"""The review queue and double coding, in words and as data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tollbook.model.coding import Coded, FieldAgreement, Queued, Round
from tollbook.model.second import SecondOpinion
from tollbook.model.wire import JsonObject
from tollbook.publishing.decisions import to_json as decision_json
from tollbook.publishing.phrases import said_by, says
from tollbook.publishing.reviews import review_json
from tollbook.publishing.second import second_in_words, second_json
from tollbook.publishing.shape import Shape, pick
from tollbook.publishing.visible import one_line


def queued_json(queued: Queued) -> JsonObject:
    """A statement that waits, with how sure the machine is and what hangs on it."""
    return {
        "id": queued.review.id,
        "sure": queued.sure,
        "hangs": list(queued.hangs),
        "second": second_json(_opinion(queued)),
        "review": review_json(queued.review),
    }


def _opinion(queued: Queued) -> SecondOpinion | None:
    return queued.compared.opinion if queued.compared else None


QUEUE_COLUMNS = ("id", "document", "state", "sure", "hangs", "evidence")


def _queued_rows(queued: Queued) -> Iterator[tuple[Any, ...]]:
    said = queued.review.reading or queued.review.machine
    evidence = {"evidence": said.evidence.quote if said else None}
    yield pick(queued_json(queued)["review"] | queued_json(queued) | evidence, QUEUE_COLUMNS)


QUEUE: Shape[Queued] = Shape(to_json=queued_json, columns=QUEUE_COLUMNS, to_rows=_queued_rows)
"""The queue as data."""


def queued_lines(queued: Queued) -> str:
    """A statement that waits, in a few lines."""
    said = queued.review.reading or queued.review.machine
    lines = [f"{one_line(queued.review.id)}  sure to {queued.sure:.0%}"]
    if said:
        lines += [
            f"   {says(said)} – {said_by(said)}",
            f"   “{one_line(said.evidence.quote)}”",
        ]
    if second := second_in_words(_opinion(queued)):
        lines.append(f"   {second}")
    lines += [f"   {one_line(why)}" for why in queued.hangs]
    return "".join(f"{line}\n" for line in lines)


def coded_json(coded: Coded) -> JsonObject:
    """A statement that was coded, with all codings and what they differ in."""
    return {
        "id": coded.id,
        "document": coded.document,
        "codings": [
            {
                "by": coding.by,
                "values": None if coding.values is None else dict(coding.values),
                "decision": decision_json(coding.decision),
            }
            for coding in coded.codings
        ],
        "differences": [
            {"field": difference.field, "values": dict(difference.values)}
            for difference in coded.differences
        ],
        "settled": decision_json(coded.settled) if coded.settled else None,
    }


CODED_COLUMNS = ("id", "document", "field", "coder", "value", "settled_by")


def _coded_rows(coded: Coded) -> Iterator[tuple[Any, ...]]:
    """A row for each value in which coders differ."""
    for difference in coded.differences:
        for coder, value in difference.values.items():
            settled = coded.settled.by if coded.settled else None
            yield coded.id, coded.document, difference.field, coder, value, settled


CODED: Shape[Coded] = Shape(to_json=coded_json, columns=CODED_COLUMNS, to_rows=_coded_rows)
"""Codings as data; as a table, what coders differ in."""


def coded_lines(coded: Coded) -> str:
    """What coders differ in on one statement, a line a field."""
    lines = [one_line(coded.id)]
    for difference in coded.differences:
        given = ", ".join(
            f"{one_line(by)}: {one_line(value) or 'nothing'}"
            for by, value in difference.values.items()
        )
        lines.append(f"   {difference.field} – {given}")
    if coded.settled:
        lines.append(f"   settled by {one_line(coded.settled.by)}")
    return "".join(f"{line}\n" for line in lines)


ROUND_COLUMNS = ("name", "coders", "coded", "double", "differences", "settled")


def round_json(round: Round) -> JsonObject:
    """A round of coding, and how far it is."""
    return {
        "name": round.name,
        "coders": list(round.coders),
        "coded": round.coded,
        "double": round.double,
        "differences": round.differences,
        "settled": round.settled,
    }


ROUNDS: Shape[Round] = Shape(
    to_json=round_json,
    columns=ROUND_COLUMNS,
    to_rows=lambda round: [pick(round_json(round), ROUND_COLUMNS)],
)
"""Rounds as data."""


def round_line(round: Round) -> str:
    """A round in one line."""
    return (
        f"{one_line(round.name)}: {round.coded} coded by {', '.join(map(one_line, round.coders))}, "
        f"{round.double} of them by two; {round.differences} to be settled, "
        f"{round.settled} settled\n"
    )


AGREEMENT_COLUMNS = ("field", "units", "same", "alpha")


def agreement_json(agreement: FieldAgreement) -> JsonObject:
    """The agreement in one field."""
    return {
        "field": agreement.field,
        "units": agreement.units,
        "same": agreement.same,
        "alpha": agreement.alpha,
    }


AGREEMENT: Shape[FieldAgreement] = Shape(
    to_json=agreement_json,
    columns=AGREEMENT_COLUMNS,
    to_rows=lambda agreement: [pick(agreement_json(agreement), AGREEMENT_COLUMNS)],
)
"""Agreement as data."""


def agreement_line(agreement: FieldAgreement) -> str:
    """The agreement in one field, in a line."""
    same = "–" if agreement.same is None else f"{agreement.same:.0%}"
    alpha = "nothing differs" if agreement.alpha is None else f"alpha {agreement.alpha:.2f}"
    return f"{agreement.field:<12} {agreement.units:>5} units  {same:>4} the same  {alpha}\n"
