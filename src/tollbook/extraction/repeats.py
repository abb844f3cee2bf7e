"""Across sentences: which figure repeats an earlier one, and which are parts of a stated total."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tollbook.extraction.figures import Draft
from tollbook.extraction.people import is_plural_pronoun

_SINGULAR = frozenset({"he", "she", "him", "her", "his"})
_TOTAL = "casualties"
_PARTS = ("killed", "injured")


def link(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with `same` and `whole` filled in across sentences; repeats inherit values."""
    linked: list[Draft] = []
    for draft in drafts:
        earlier = _repeated(draft, linked)
        linked.append(draft if earlier is None else _inheriting(draft, earlier))
    return [_with_total(draft, linked) for draft in linked]


def _repeated(draft: Draft, earlier: Sequence[Draft]) -> Draft | None:
    """The first mention of the same people under the same measure, where there is one."""
    for other in reversed(earlier):
        if other.measure == draft.measure and _same_people(draft, other):
            return other
    return None


def _same_people(draft: Draft, other: Draft) -> bool:
    if draft.sentence is other.sentence:
        return False
    if draft.count.number is not None:
        return (
            other.count.number is not None
            and (draft.low, draft.high) == (other.low, other.high)
            and (_noun(draft) == _noun(other) or "" in (_noun(draft), _noun(other)))
        )
    if not draft.count.definite:
        return draft.low == draft.high == 1 and _named(draft) and _noun(draft) == _noun(other)
    if _noun(draft) in _SINGULAR:
        return other.low == other.high == 1
    if draft.count.head is not None and is_plural_pronoun(draft.count.head):
        return other.high is None or other.high > 1
    return _noun(draft) == _noun(other)


def _noun(draft: Draft) -> str:
    head = draft.count.head
    return "" if head is None else head.lemma_.lower()


def _named(draft: Draft) -> bool:
    return draft.count.head is not None and draft.count.head.pos_ == "PROPN"


def _inheriting(draft: Draft, earlier: Draft) -> Draft:
    """The repeat, with the earlier value where its own words give none ("the women")."""
    first = earlier.same or earlier.key
    if draft.count.number is None and draft.modifier == "vague":
        return replace(
            draft,
            same=first,
            low=earlier.low,
            high=earlier.high,
            modifier=earlier.modifier,
        )
    return replace(draft, same=first)


def _with_total(draft: Draft, drafts: Sequence[Draft]) -> Draft:
    """The killed and the injured of a stated total of casualties are parts of it."""
    if draft.measure not in _PARTS or draft.whole is not None or draft.count.number is None:
        return draft
    for total in drafts:
        if total.measure == _TOTAL and total.count.number is not None and _adds_up(total, drafts):
            return replace(draft, whole=total.key)
    return draft


def _adds_up(total: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether killed and injured of the document, or one of them beside it, fill the total."""
    top = total.low if total.high is None else total.high
    sums = [
        killed.low + injured.low
        for killed in drafts
        for injured in drafts
        if (killed.measure, injured.measure) == _PARTS
        and killed.count.number is not None
        and injured.count.number is not None
    ]
    beside = any(d.sentence is total.sentence and d.measure in _PARTS for d in drafts)
    return beside or any(abs(found - top) <= 0.1 * top for found in sums)
