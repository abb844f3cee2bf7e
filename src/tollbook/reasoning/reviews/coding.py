"""The codings of a round, compared statement by statement and field by field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tollbook.model.coding import Coded, Coding, Difference, Round
from tollbook.model.decision import Decision
from tollbook.model.wire import JsonObject, from_json, to_json
from tollbook.reasoning.names import plain_name
from tollbook.reasoning.reviews.apply import Reviewed
from tollbook.reasoning.reviews.force import in_force
from tollbook.reasoning.reviews.locate import STATEMENT, Locator
from tollbook.reasoning.reviews.overlay import FIELDS, with_fields

ROUND = "round"
"""The key of a coding's data with the name of its round."""

THERE = "there"
"""The field that says whether the page makes the statement at all."""

_NOT_COMPARED = frozenset(
    {
        *("id", "document", "kind", "evidence", "content", "attribution"),
        *("number", "found_by", "confidence"),
    }
)
"""What is no value of the statement, or only the words for one."""


def rounds(reviewed: Reviewed) -> list[Round]:
    """The rounds that anybody coded in, by name."""
    codes = _codes(reviewed)
    names = sorted({str(code.data.get(ROUND, "")) for code in codes})
    found = []
    for name in names:
        units = coded(reviewed, name)
        open_ones = [unit for unit in units if unit.differences and unit.settled is None]
        found.append(
            Round(
                name=name,
                coders=tuple(sorted({coding.by for unit in units for coding in unit.codings})),
                coded=len(units),
                double=sum(unit.is_double for unit in units),
                differences=len(open_ones),
                settled=sum(unit.settled is not None for unit in units),
            )
        )
    return found


def coded(reviewed: Reviewed, round: str) -> list[Coded]:
    """The statements that were coded in a round, in the order of the first coding.

    Of two codings of a statement by one person the later counts.
    """
    locator = _locator(reviewed)
    units: dict[str, dict[str, Decision]] = {}
    additions: list[tuple[str, dict[str, Decision]]] = []
    for code in _codes(reviewed, round):
        if code.value == "add":
            _join_addition(code, additions)
        elif id := locator.find(replace(code, kind="confirm")):
            units.setdefault(id, {})[code.by] = code
    there_in = _coders_by_document(units, reviewed)
    found = [_coded(id, made, reviewed, ()) for id, made in units.items()]
    for id, made in additions:
        document = next(iter(made.values())).subject
        silent = there_in.get(document, set()) - made.keys()
        found.append(_coded(id, made, reviewed, sorted(silent)))
    return found


def coded_by(reviewed: Reviewed, round: str, by: str) -> frozenset[str]:
    """The ids of the statements that one person coded in a round."""
    locator = _locator(reviewed)
    mine = (code for code in _codes(reviewed, round) if code.by == by and code.value != "add")
    found = (locator.find(replace(code, kind="confirm")) for code in mine)
    return frozenset(id for id in found if id is not None)


def coded_record(code: Decision) -> JsonObject | None:
    """The statement as somebody coded it, as a wire record; None where it is not there."""
    if code.value == "reject":
        return None
    record = with_fields(code.data[STATEMENT], code.data.get(FIELDS, {}))
    return to_json(from_json(record))  # its keys in the order of the wire format


def _codes(reviewed: Reviewed, round: str | None = None) -> list[Decision]:
    return [
        decision
        for decision in in_force(reviewed.history)
        if decision.kind == "code" and round in (None, decision.data.get(ROUND))
    ]


def _locator(reviewed: Reviewed) -> Locator:
    added = {id for id, review in reviewed.reviews.items() if review.machine is None}
    return Locator(reviewed.machine, reviewed.aside, added)


def _join_addition(code: Decision, additions: list[tuple[str, dict[str, Decision]]]) -> None:
    """Put an addition beside that of another person on the same words."""
    span = code.data[STATEMENT]["evidence"]
    for _, made in additions:
        other = next(iter(made.values()))
        there = other.data[STATEMENT]["evidence"]
        overlap = span["start"] < there["end"] and there["start"] < span["end"]
        same = other.data[STATEMENT]["kind"] == code.data[STATEMENT]["kind"]
        if other.subject == code.subject and overlap and same and code.by not in made:
            made[code.by] = code
            return
    additions.append((f"{code.subject}#c{code.entry}", {code.by: code}))


def _coders_by_document(
    units: Mapping[str, Mapping[str, Decision]], reviewed: Reviewed
) -> dict[str, set[str]]:
    """Who coded anything in each document: who added nothing there saw nothing to add."""
    found: dict[str, set[str]] = {}
    for id, made in units.items():
        if review := reviewed.review(id):
            found.setdefault(review.document, set()).update(made)
    return found


def _coded(
    id: str, made: Mapping[str, Decision], reviewed: Reviewed, silent: Sequence[str]
) -> Coded:
    codings = []
    for by, code in sorted(made.items()):
        record = coded_record(code)
        values = None if record is None else dict(_values(record))
        codings.append(Coding(by=by, values=values, decision=code))
    last = max(code.entry or 0 for code in made.values())
    first = next(iter(made.values()))
    document = first.subject if first.value == "add" else first.data[STATEMENT]["document"]
    return Coded(
        id=id,
        document=document,
        codings=tuple(codings),
        differences=tuple(_differences(codings, silent)),
        settled=_settled(id, first, last, reviewed),
    )


def _settled(id: str, first: Decision, last: int, reviewed: Reviewed) -> Decision | None:
    """The decision on a coded statement that came after its codings."""
    if first.value == "add":
        return next((one for one in reviewed.decisions if one.data.get("settles") == id), None)
    review = reviewed.review(id)
    settled = review.settled_by if review else None
    return settled if settled and (settled.entry or 0) > last else None


def _differences(codings: Sequence[Coding], silent: Sequence[str]) -> Iterator[Difference]:
    there = {coding.by: "yes" if coding.values is not None else "no" for coding in codings}
    there |= dict.fromkeys(silent, "no")
    if len(set(there.values())) > 1:
        yield Difference(field=THERE, values=there)
        return
    seen = {coding.by: coding.values for coding in codings if coding.values is not None}
    for name in dict.fromkeys(name for values in seen.values() for name in values):
        given = {by: values.get(name, "") for by, values in seen.items()}
        if len(set(given.values())) > 1:
            yield Difference(field=name, values=given)


def _values(record: JsonObject) -> Iterator[tuple[str, str]]:
    """The values of a statement by field, so that equal ones mean the same."""
    voices = record["attribution"]
    named = [voice["entity"] or plain_name(voice["name"]) for voice in voices]
    yield "origin", named[-1] if len(voices) > 1 else ""
    yield "relayers", "; ".join(named[1:-1])
    for name, value in record.items():
        if name not in _NOT_COMPARED:
            yield name, _plain(value)


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(map(_plain, value))
    if not isinstance(value, dict):
        return str(value)
    if "start_date" in value:
        return f"{value['start_date'] or '..'}/{value['end_date'] or '..'}"
    words = str(value.get("name") or value.get("quote") or "").casefold()
    facets = _facets(value)
    return f"{words} ({', '.join(facets)})" if facets else words


def _facets(value: Mapping[str, Any]) -> list[str]:
    """What a person says of people beyond their words, or of a likelihood."""
    names = ("side", "status", "sex", "age_group", "country", "low", "high")
    return [str(value[name]) for name in names if value.get(name) not in (None, "unknown")]


def units_of(found: Iterable[Coded]) -> dict[str, list[tuple[str, ...]]]:
    """For each field the values that the coders of each statement gave it, where two did.

    The values of a statement are compared where all say that it is there.
    """
    units: dict[str, list[tuple[str, ...]]] = {}
    for unit in found:
        there = [coding.values is not None for coding in unit.codings]
        silent = [d for d in unit.differences if d.field == THERE]
        if silent:
            units.setdefault(THERE, []).append(tuple(silent[0].values.values()))
        elif unit.is_double:
            units.setdefault(THERE, []).append(tuple("yes" if one else "no" for one in there))
        if unit.is_double and all(there):
            values = [coding.values or {} for coding in unit.codings]
            for name in dict.fromkeys(name for given in values for name in given):
                units.setdefault(name, []).append(tuple(given.get(name, "") for given in values))
    return units
