"""Across sentences: which figure repeats an earlier one, and which are parts of a stated total."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tollbook.extraction.figures import Draft
from tollbook.extraction.people import is_plural_pronoun

_SINGULAR = frozenset({"he", "she", "him", "her", "his"})
_TOTAL = "casualties"
_PARTS = ("killed", "injured")
_NEAR = 600  # characters between the killed and the injured of one account
_SLACK = 0.1  # of a total that killed and injured may miss it by, being rounded
_REACH = 100  # figures back, or ahead, that are looked at: no reader remembers more
_RECENT = 3  # figures back that "they" may speak of


def link(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with `same` and `whole` filled in across sentences; repeats inherit values."""
    linked: list[Draft] = []
    for draft in drafts:
        earlier = _repeated(draft, linked)
        if earlier is not None:
            linked.append(_inheriting(draft, earlier))
        else:
            linked.append(_counted_by_antecedent(draft, linked))
    return [
        _with_total(draft, linked[max(0, index - _REACH) : index + _REACH])
        for index, draft in enumerate(linked)
    ]


def _repeated(draft: Draft, earlier: Sequence[Draft]) -> Draft | None:
    """The first mention of the same people under the same measure, where there is one."""
    for other in reversed(earlier[-_REACH:]):
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
    if draft.harm.construction == "person" and draft.modifier == "vague":
        return other.high is None or other.high > 1  # "the wounded", "the hostages"
    if _noun(draft) in _SINGULAR:
        return other.low == other.high == 1
    if draft.count.head is not None and is_plural_pronoun(draft.count.head):
        return other.high is None or other.high > 1
    return _noun(draft) == _noun(other)


def _counted_by_antecedent(draft: Draft, earlier: Sequence[Draft]) -> Draft:
    """A pronoun: "they" are as many as the people just spoken of, whatever befell those."""
    head = draft.count.head
    if head is None or not is_plural_pronoun(head) or draft.count.number is not None:
        return draft
    for other in reversed(earlier[-_RECENT:]):
        if (
            other.low > 1
            and other.count.number is not None
            and other.sentence is not draft.sentence
        ):
            return replace(draft, low=other.low, high=other.high, modifier=other.modifier)
    return draft


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
    """The killed and the injured of a stated total of casualties are parts of it.

    They are where they stand in one sentence with it, or where a killed and an injured together
    come to it.
    """
    if draft.measure not in _PARTS or draft.whole is not None or draft.count.number is None:
        return draft
    for total in drafts:
        if total.measure != _TOTAL or total.count.number is None:
            continue
        beside = total.sentence is draft.sentence and _fills_no_more(draft, total)
        if beside or _adds_up(draft, total, drafts):
            return replace(draft, whole=total.key)
    return draft


def _fills_no_more(draft: Draft, total: Draft) -> bool:
    return total.high is None or draft.low <= total.high


def _adds_up(draft: Draft, total: Draft, drafts: Sequence[Draft]) -> bool:
    others = (
        other
        for other in drafts
        if other.measure in _PARTS
        and other.measure != draft.measure
        and other.count.number is not None
        and abs(other.sentence.start - draft.sentence.start) <= _NEAR
    )
    return any(abs(draft.low + other.low - total.low) <= _SLACK * total.low for other in others)
