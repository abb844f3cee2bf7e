"""Across sentences: which figure repeats an earlier one, and what it takes over from it.

Doubt leaves figures apart: a mention is tied to an earlier one only where words or number name it,
or where nobody else can be meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tollbook.extraction.figures.draft import Draft
from tollbook.extraction.figures.harms.terms import certainly_under_arms

if TYPE_CHECKING:
    from tollbook.extraction.sentences.parse import ParsedDocument

_THEY = frozenset({"they", "them", "themselves", "we", "us", "both"})
_SINGULAR = frozenset({"he", "she", "him", "her", "his"})


def link_repeats(parsed: ParsedDocument, drafts: Sequence[Draft]) -> None:
    """Fill in `same`; repeats inherit the value that their words leave out."""
    blocks = enumerate(parsed.document.blocks)
    headlines = frozenset(index for index, block in blocks if block.role == "headline")
    settings = parsed.settings
    for index, draft in enumerate(drafts):
        recent = drafts[max(0, index - settings.linked_figures) : index]
        earlier = _last_mention(draft, recent) or _in_headline(draft, recent, headlines)
        earlier = earlier or _only_candidate(draft, recent) or _unnamed_before(draft, recent)
        if earlier is not None:
            _inherit(draft, earlier)
        elif _is_they(draft) and draft.count.number is None:
            _count_by_antecedent(draft, recent[-settings.pronoun_figures :])


def _last_mention(draft: Draft, earlier: Sequence[Draft]) -> Draft | None:
    """The last mention of the same people under the same measure, where there is one."""
    for other in reversed(earlier):
        if other.measure == draft.measure and _same_people(draft, other):
            return other
    return None


def _same_people(draft: Draft, other: Draft) -> bool:
    if draft.sentence is other.sentence or _are_listed_apart(draft, other):
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
        return other.is_several  # "the wounded", "the hostages"
    if _noun(draft) in _SINGULAR:
        return other.low == other.high == 1
    if _is_they(draft):
        return other.is_several
    if _are_fighters(draft) and _are_fighters(other):
        return other.count.number is not None or _noun(draft) == _noun(other)
    return _noun(draft) == _noun(other)


def _are_listed_apart(draft: Draft, other: Draft) -> bool:
    """Whether a list or table has both, or has one of them as part of a total."""
    if draft.labels is None and other.labels is None:
        return False
    both = draft.labels is not None and other.labels is not None
    return both or draft.whole is not None or other.whole is not None


def _in_headline(draft: Draft, earlier: Sequence[Draft], headlines: frozenset[int]) -> Draft | None:
    """The headline's figure, which the first of its measure and value in the text repeats."""
    same = [other for other in earlier if other.measure == draft.measure]
    if len(same) != 1 or draft.whole is not None or draft.sentence.block in headlines:
        return None
    repeats = same[0].sentence.block in headlines and same[0].low == draft.low
    return same[0] if repeats else None


def _only_candidate(draft: Draft, earlier: Sequence[Draft]) -> Draft | None:
    """The one earlier figure that "the man" or "the two" can mean, where there is only one."""
    if _is_another(draft):
        return None
    if not draft.count.definite or draft.count.partitive is not None or draft.whole is not None:
        return None
    firsts = [
        other
        for other in _firsts(earlier)
        if other.measure == draft.measure
        and other.sentence is not draft.sentence
        and other.is_several == draft.is_several
    ]
    if len(firsts) != 1 or (_is_name(draft) and _is_name(firsts[0])):
        return None
    agrees = draft.count.number is None or (draft.low, draft.high) == (
        firsts[0].low,
        firsts[0].high,
    )
    return firsts[0] if agrees else None


def _unnamed_before(draft: Draft, earlier: Sequence[Draft]) -> Draft | None:
    """Whom a name now names: "a British man was killed", "Ray Holt, 24, died", and nobody else."""
    if not (draft.low == draft.high == 1 and _is_name(draft)) or draft.whole is not None:
        return None
    same = [other for other in _firsts(earlier) if other.measure == draft.measure]
    if len(same) != 1 or same[0].sentence is draft.sentence:
        return None
    first = same[0]
    return first if first.low == first.high == 1 and not _has_a_name(first) else None


def _has_a_name(draft: Draft) -> bool:
    head = draft.count.head
    return _is_name(draft) or (
        head is not None and any(t.dep_ == "appos" and t.pos_ == "PROPN" for t in head.children)
    )


def _firsts(drafts: Sequence[Draft]) -> Iterator[Draft]:
    """The first mentions: all that repeat nobody."""
    return (draft for draft in drafts if draft.same is None)


def _count_by_antecedent(pronoun: Draft, earlier: Sequence[Draft]) -> None:
    """Let "they" be as many as the people just spoken of, whatever happened to those."""
    for other in reversed(earlier):
        if other.low > 1 and other.count.number and other.sentence is not pronoun.sentence:
            _take_value(pronoun, other)
            return


def _is_they(draft: Draft) -> bool:
    return draft.count.head is not None and draft.count.head.lower_ in _THEY


def _noun(draft: Draft) -> str:
    head = draft.count.head
    return "" if head is None else head.lemma_.lower()


def _is_another(draft: Draft) -> bool:
    """Whether the words keep them apart from those before: "the other man"."""
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
    return draft.is_several and head is not None and certainly_under_arms(head)


def _is_name(draft: Draft) -> bool:
    return draft.count.head is not None and draft.count.head.pos_ == "PROPN"


def _inherit(repeat: Draft, earlier: Draft) -> None:
    """Tie a repeat to the first mention; it takes the value where its own words give none."""
    repeat.same = earlier.same or earlier
    if repeat.count.number is None and repeat.modifier == "vague":  # "the women"
        _take_value(repeat, earlier)


def _take_value(draft: Draft, other: Draft) -> None:
    draft.low, draft.high, draft.modifier = other.low, other.high, other.modifier
