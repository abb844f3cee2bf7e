"""What two readings of a figure differ in, side by side and in words."""

from __future__ import annotations

from dataclasses import dataclass

from tollbook.model.comparison import Comparison
from tollbook.model.second import Standing
from tollbook.model.statement import Figure
from tollbook.publishing.fields import fields_in_words
from tollbook.publishing.visible import one_line

STANDINGS: dict[Standing, str] = {
    "agreed": "Read alike by both readers",
    "differs": "The two readers differ",
    "built-in only": "The second reader does not have it",
    "second only": "Only the second reader has it",
}
"""How two readings stand to each other, in words."""

_LEFT_OUT = frozenset({"kind", "content", "found_by", "confidence", "part_of", "same_as"})


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
