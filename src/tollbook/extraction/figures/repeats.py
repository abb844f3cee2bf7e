"""Across sentences: which figure repeats an earlier one, and what it takes over from it.

Doubt leaves figures apart: a mention is tied to an earlier one only where words or number name it,
or where nobody else can be meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tollbook.extraction.figures.find import Draft
from tollbook.extraction.figures.harms.terms import certainly_under_arms

_THEY = frozenset({"they", "them", "themselves", "we", "us", "both"})
_SINGULAR = frozenset({"he", "she", "him", "her", "his"})
_REACH = 100  # figures back that are looked at: no reader remembers more
_RECENT = 3  # figures back that "they" may speak of


def link_repeats(drafts: Sequence[Draft], headlines: frozenset[int]) -> list[Draft]:
    """The drafts with `same` filled in, repeats inheriting the value that their words leave out.

    `headlines` are the indices of the blocks that are headlines.
    """
    linked: list[Draft] = []
    for draft in drafts:
        recent = linked[-_REACH:]
        earlier = _repeated(draft, recent) or _headline(draft, recent, headlines)
        earlier = earlier or _only_candidate(draft, recent) or _unnamed_before(draft, recent)
        if earlier is not None:
            linked.append(_inheriting(draft, earlier))
        else:
            linked.append(_counted_by_antecedent(draft, recent))
    return linked


def _repeated(draft: Draft, earlier: Sequence[Draft]) -> Draft | None:
    """The last mention of the same people under the same measure, where there is one."""
    for other in reversed(earlier):
        if other.measure == draft.measure and _same_people(draft, other):
            return other
    return None


def _same_people(draft: Draft, other: Draft) -> bool:
    if draft.sentence is other.sentence or _are_told_apart(draft, other):
        return False
    if draft.count.number is not None:
        return (
            other.count.number is not None
            and (draft.low, draft.high) == (other.low, other.high)
            and (_noun(draft) == _noun(other) or "" in (_noun(draft), _noun(other)))
        )
    if not draft.count.definite:
        single = draft.low == draft.high == 1 == other.low == other.high
        return single and bool(_name(draft) & _name(other))
    if _is_another(draft):
        return False
    if draft.harm.construction == "person" and draft.modifier == "vague":
        return other.high is None or other.high > 1  # "the wounded", "the hostages"
    if _noun(draft) in _SINGULAR:
        return other.low == other.high == 1
    if _is_they(draft):
        return other.high is None or other.high > 1
    if _are_fighters(draft) and _are_fighters(other):
        return other.count.number is not None or _noun(draft) == _noun(other)
    return _noun(draft) == _noun(other)


def _are_told_apart(draft: Draft, other: Draft) -> bool:
    """Whether a list or table has them in two places, or one of them as part of a total."""
    if draft.cell is None and other.cell is None:
        return False
    both = draft.cell is not None and other.cell is not None
    return both or draft.whole is not None or other.whole is not None


def _headline(draft: Draft, earlier: Sequence[Draft], headlines: frozenset[int]) -> Draft | None:
    """The headline's figure, which the first of its measure and value in the text tells again."""
    same = [other for other in earlier if other.measure == draft.measure]
    if len(same) != 1 or draft.whole is not None or draft.sentence.block in headlines:
        return None
    told = same[0].sentence.block in headlines and same[0].low == draft.low
    return same[0] if told else None


def _only_candidate(draft: Draft, earlier: Sequence[Draft]) -> Draft | None:
    """The one earlier figure that "the man" or "the two" can mean, where there is only one."""
    if _is_another(draft):
        return None
    if not draft.count.definite or draft.count.partitive is not None or draft.whole is not None:
        return None
    several = draft.high is None or draft.high > 1
    firsts = [
        other
        for other in _firsts(earlier)
        if other.measure == draft.measure
        and other.sentence is not draft.sentence
        and (other.high is None or other.high > 1) == several
    ]
    if len(firsts) != 1 or (_named(draft) and _named(firsts[0])):
        return None
    agrees = draft.count.number is None or (draft.low, draft.high) == (
        firsts[0].low,
        firsts[0].high,
    )
    return firsts[0] if agrees else None


def _unnamed_before(draft: Draft, earlier: Sequence[Draft]) -> Draft | None:
    """Whom a name now names: "a British man was killed", "Ray Holt, 24, died", and nobody else."""
    if not (draft.low == draft.high == 1 and _named(draft)) or draft.whole is not None:
        return None
    same = [other for other in _firsts(earlier) if other.measure == draft.measure]
    if len(same) != 1 or same[0].sentence is draft.sentence:
        return None
    first = same[0]
    return first if first.low == first.high == 1 and not _is_told_by_name(first) else None


def _is_told_by_name(draft: Draft) -> bool:
    head = draft.count.head
    return _named(draft) or (
        head is not None and any(t.dep_ == "appos" and t.pos_ == "PROPN" for t in head.children)
    )


def _firsts(drafts: Sequence[Draft]) -> Iterator[Draft]:
    """The first mentions: all that repeat nobody."""
    return (draft for draft in drafts if draft.same is None)


def _counted_by_antecedent(draft: Draft, earlier: Sequence[Draft]) -> Draft:
    """A pronoun: "they" are as many as the people just spoken of, whatever befell those."""
    if not _is_they(draft) or draft.count.number is not None:
        return draft
    for other in reversed(earlier[-_RECENT:]):
        if other.low > 1 and other.count.number and other.sentence is not draft.sentence:
            return replace(draft, low=other.low, high=other.high, modifier=other.modifier)
    return draft


def _is_they(draft: Draft) -> bool:
    return draft.count.head is not None and draft.count.head.lower_ in _THEY


def _noun(draft: Draft) -> str:
    head = draft.count.head
    return "" if head is None else head.lemma_.lower()


def _is_another(draft: Draft) -> bool:
    """Whether the words keep them apart from those told of: "the other man"."""
    head = draft.count.head
    return head is not None and "other" in (head.lower_, *(t.lower_ for t in head.lefts))


def _name(draft: Draft) -> frozenset[str]:
    """The words of the name of one who is named: "Alan" and "Kurdi"."""
    head = draft.count.head
    if head is None:
        return frozenset()
    names = [head, *(t for t in head.children if t.dep_ in ("appos", "compound"))]
    return frozenset(t.lower_ for t in names if t.pos_ == "PROPN" and t.ent_type_ == "PERSON")


def _are_fighters(draft: Draft) -> bool:
    """Whether several people under arms are meant: rebels, guerrillas and gunmen are the same."""
    head = draft.count.head
    several = draft.high is None or draft.high > 1
    return several and head is not None and certainly_under_arms(head)


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
