"""How two readings of one page compare, in words and as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from tollbook.model.comparison import Comparison
from tollbook.model.second import ReaderAgreement, SecondOpinion, Standing
from tollbook.model.statement import Figure
from tollbook.model.wire import JsonObject
from tollbook.publishing.fields import fields_in_words
from tollbook.publishing.shape import Shape, pick
from tollbook.publishing.visible import one_line

STANDINGS: dict[Standing, str] = {
    "agreed": "both readers agree",
    "differs": "the second reader differs",
    "built-in only": "only the built-in reader found this",
    "second only": "only the second reader found this",
}
"""How two readings of a figure compare, in a clause."""

_LEFT_OUT = frozenset({"kind", "content", "found_by", "confidence", "part_of", "same_as"})


def second_json(second: SecondOpinion | None) -> JsonObject | None:
    """How the two readings of a figure compare; None where there is no whole second reading."""
    if second is None:
        return None
    return {"standing": second.standing, "differs": list(second.differs)}


def second_in_words(second: SecondOpinion | None) -> str:
    """The same in a clause; nothing where there is none.

    >>> second_in_words(SecondOpinion("differs", ("low", "as_of")))
    'the second reader differs: low, as of'
    """
    if second is None:
        return ""
    words = STANDINGS[second.standing]
    fields = ", ".join(name.replace("_", " ") for name in second.differs)
    return f"{words}: {fields}" if second.standing == "differs" else words


@dataclass(frozen=True, slots=True)
class FieldTwice:
    """A field as both readers have it, in words; empty where one says nothing of it."""

    label: str
    first: str
    second: str


def differences(compared: Comparison) -> tuple[FieldTwice, ...]:
    """The fields in which the readers differ; none where only one of them has the figure."""
    if compared.first is None or compared.second is None:
        return ()
    first, second = _in_words(compared.first), _in_words(compared.second)
    return tuple(
        FieldTwice(label, first.get(label, ""), second.get(label, ""))
        for label in first | second
        if first.get(label) != second.get(label)
    )


def _in_words(figure: Figure) -> dict[str, str]:
    words = {
        field.label: field.value or (one_line(field.words.quote) if field.words else "")
        for field in fields_in_words(figure)
        if field.name not in _LEFT_OUT
    }
    return {"Who says so": one_line(figure.origin.name)} | words


def agreement_in_words(rows: Iterable[ReaderAgreement]) -> str:
    """How far the readers agree over all documents, in a sentence; nothing without a reading."""
    over_all = {one.field: one for one in rows if one.document is None}
    found = over_all.pop("found", None)
    if found is None or found.same is None:
        return ""
    words = f"Both readers found {found.same:.0%} of {found.figures:,} figures"
    known = [one for one in over_all.values() if one.same is not None and one.same < 1]
    if not known:
        return f"{words}."
    least = min(known, key=lambda one: one.same or 0)
    alpha = f", alpha {least.alpha:.2f}" if least.alpha is not None else ""
    name = least.field.replace("_", " ")
    return f"{words}; they agree least in {name} ({least.same:.0%} the same{alpha})."


def agreement_json(one: ReaderAgreement) -> JsonObject:
    """The agreement of the two readers in one field, as a record that JSON can hold."""
    return {
        "document": one.document,
        "field": one.field,
        "figures": one.figures,
        "same": one.same,
        "alpha": one.alpha,
    }


READER_AGREEMENT_COLUMNS = ("document", "field", "figures", "same", "alpha")


def _agreement_rows(one: ReaderAgreement) -> Iterator[tuple[Any, ...]]:
    yield pick(agreement_json(one), READER_AGREEMENT_COLUMNS)


READER_AGREEMENT: Shape[ReaderAgreement] = Shape(
    to_json=agreement_json, columns=READER_AGREEMENT_COLUMNS, to_rows=_agreement_rows
)
