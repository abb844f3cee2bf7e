"""Which statement of a later day is which of an earlier one, though a page or the code changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from tollbook.model.statement import Change, Custody, Figure, Prediction, Statement
from tollbook.reasoning.grouping import group_by
from tollbook.reasoning.origins import plain_name
from tollbook.reasoning.references import reference_to

Pair = tuple[Statement, Statement]


@dataclass(frozen=True, slots=True)
class Pairing:
    """The statements of one document on two days: those that are the same, and the rest."""

    pairs: tuple[Pair, ...]
    gone: tuple[Statement, ...]
    new: tuple[Statement, ...]


def pair_up(before: Sequence[Statement], after: Sequence[Statement]) -> Pairing:
    """Put the statements of a document on two days together.

    The same words of the same kind come first. Of those that are left, two are one if each is the
    only one of its kind, voice and people: "300 killed" that a page corrected to 400.
    """
    pairs: list[Pair] = []
    left, right = list(before), list(after)
    for key in (_words, _place):
        found, left, right = _pair_by(left, right, key, in_turn=True)
        pairs += found
    found, left, right = _pair_by(left, right, _voice, in_turn=False)
    return Pairing((*pairs, *found), tuple(left), tuple(right))


def gist(statement: Statement) -> tuple[object, ...]:
    """What a statement says, without where it stands: two that differ here say different things."""
    voice = statement.origin.entity or plain_name(statement.origin.name)
    match statement:
        case Figure():
            place = statement.place.name if statement.place else None
            period = statement.period
            ends = (period.start_date, period.end_date) if period else None
            number = (statement.measure, statement.low, statement.high, statement.modifier)
            return (voice, *number, statement.modality, place, ends)
        case Change():
            factor = (statement.factor_low, statement.factor_high)
            amount = (statement.amount_low, statement.amount_high)
            return (voice, statement.measures, statement.direction, factor, amount)
        case Prediction():
            window, likelihood = statement.window, statement.likelihood
            return (
                voice,
                statement.event.quote,
                (window.start_date, window.end_date) if window else None,
                (likelihood.low, likelihood.high) if likelihood else None,
            )
        case Custody():
            return (voice, statement.low, statement.high)
    return (voice, statement.content.quote)


def _pair_by(
    left: Sequence[Statement],
    right: Sequence[Statement],
    key: Callable[[Statement], Hashable],
    *,
    in_turn: bool,
) -> tuple[list[Pair], list[Statement], list[Statement]]:
    """Pairs with one key, and who is left; `in_turn` pairs several of one key in their order."""
    waiting = group_by(right, key)
    times = Counter(map(key, left))
    pairs, rest = [], []
    for statement in left:
        partners = waiting.get(key(statement), [])
        single = len(partners) == 1 and times[key(statement)] == 1
        if partners and (in_turn or single):
            pairs.append((statement, partners.pop(0)))
        else:
            rest.append(statement)
    taken = {other.id for _, other in pairs}
    return pairs, rest, [statement for statement in right if statement.id not in taken]


def _words(statement: Statement) -> Hashable:
    """What stands in the text, but for where."""
    reference = reference_to(statement)
    return reference["kind"], reference["measure"], reference["words"], reference["quote"]


def _place(statement: Statement) -> Hashable:
    """Where it stands, and what is counted."""
    reference = reference_to(statement)
    return reference["kind"], reference["measure"], reference["words"], reference["start"]


def _voice(statement: Statement) -> Hashable:
    """Whose it is, of whom it speaks, and what it counts."""
    reference = reference_to(statement)
    voice = statement.origin.entity or plain_name(statement.origin.name)
    people = getattr(statement, "population", None)
    return reference["kind"], reference["measure"], voice, people.mention.quote if people else None
