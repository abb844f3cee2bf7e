"""Across sentences: which figure repeats an earlier one, and which are parts of a stated total.

Doubt leaves figures apart: a mention is tied to an earlier one only where words or number name it,
or where nobody else can be meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tollbook.extraction.figures.draft import Draft
from tollbook.extraction.figures.harms.terms import certainly_under_arms, terms
from tollbook.extraction.syntax.verbs import clause_of
from tollbook.language import load
from tollbook.settings import Settings

if TYPE_CHECKING:
    from spacy.tokens import Token

    from tollbook.extraction.sentences.parse import ParsedDocument

_THEY = frozenset({"they", "them", "themselves", "we", "us", "both"})
_SINGULAR = frozenset({"he", "she", "him", "her", "his"})
_TOTAL = "casualties"
_PARTS = ("killed", "injured")
_THEM = frozenset({"them", "these", "those", "whom", "us"})
_JOINED = re.compile(r"\band\s+\Z")
_PLACED = re.compile(r"[^:;(–—]*\b(?:in|at|near)\s[^:;(–—]*")
_FEWEST = 2  # parts of a row
_CONDITIONS = frozenset({"condition", "care", "coma"})


def link_repeats(parsed: ParsedDocument, drafts: Sequence[Draft]) -> None:
    """Fill in `same`; repeats inherit the value that their words leave out."""
    blocks = enumerate(parsed.document.blocks)
    headlines = frozenset(index for index, block in blocks if block.role == "headline")
    settings = parsed.settings
    for index, draft in enumerate(drafts):
        recent = drafts[max(0, index - settings.linked_figures) : index]
        earlier = next((other for other in reversed(recent) if _same_people(draft, other)), None)
        earlier = earlier or _in_headline(draft, recent, headlines)
        earlier = earlier or _only_candidate(draft, recent) or _unnamed_before(draft, recent)
        if earlier is not None:
            _inherit(draft, earlier)
        elif _is_they(draft) and draft.count.number is None:
            _count_by_antecedent(draft, recent[-settings.pronoun_figures :])


def _same_people(draft: Draft, other: Draft) -> bool:
    """Whether the same people are mentioned again under the same measure."""
    if draft.measure != other.measure:
        return False
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
            # of "five miners and two rescuers" it stands for all, however many they are
            beside = (d for d in earlier if d is not other and d.harm.trigger == other.harm.trigger)
            if not any(d.whole is None and d.measure == other.measure for d in beside):
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


def link_sums(drafts: Sequence[Draft], settings: Settings) -> None:
    """Fill in `whole` where killed and injured, or a row of parts, add up."""
    rows = dict(_rows(drafts, settings))
    reach = settings.linked_figures
    for index, draft in enumerate(drafts):
        near = drafts[max(0, index - reach) : index + reach]
        if draft.whole is None:
            whole = rows.get(draft) or _casualties(draft, near, settings)
            draft.make_part_of(whole or _larger_group(draft, drafts[max(0, index - reach) : index]))


def _larger_group(draft: Draft, before: Sequence[Draft]) -> Draft | None:
    """The last larger figure, where the words say that these are some of those named before.

    "Seven of them died"; "three were in serious condition".
    """
    if draft.same is not None:
        return None
    larger = [other for other in before if other.low > draft.low and other.count.number is not None]
    if _are_of_them(draft):
        # "40 were hurt. Two of them died": of the hurt, whatever has become of them
        last = larger[-1] if larger else None
        return last and (last.same or last)
    # "of the 34 wounded, six died"
    first = draft.count.words[0].i
    opening = {t for of in _fronted_of(draft) if of.right_edge.i < first for t in of.subtree}
    fronted = next((other for other in larger if not opening.isdisjoint(other.count.words)), None)
    if fronted is not None:
        return fronted
    # some "of the dead", "among the dead", or the hurt "in serious condition"
    partitive, trigger = draft.count.partitive, draft.harm.trigger
    harmed = terms("person").single
    named = partitive is not None and (partitive.tag_ == "NNS" or partitive.lower_ in harmed)
    conditions = _CONDITIONS.union(load("en", "measures")["grave"]["adverbs"])
    grave = draft.measure == "injured" and trigger.lower_ in conditions
    among = (t for t in (trigger.head, trigger.head.head) if t.lower_ == "among")
    behind = any(word.i > draft.count.words[0].i for word in among)
    if not (named or grave or behind):
        return None
    same = (
        other
        for other in reversed(larger)
        if other.measure == draft.measure and other.same is None and other.whole is None
    )
    return next(same, None)


def _are_of_them(draft: Draft) -> bool:
    """Whether the words say "of them": "seven of them died"; "of these, 12 were killed"."""
    partitive = draft.count.partitive
    if partitive is not None:
        return partitive.lower_ in _THEM
    return any(t.lower_ in _THEM for of in _fronted_of(draft) for t in of.children)


def _fronted_of(draft: Draft) -> Iterator[Token]:
    """The "of" that opens the clause of a count, in front of its number."""
    first = draft.count.words[0]
    for token in clause_of(draft.anchor).children:
        if token.lower_ == "of" and token.i < first.i:
            yield token


def _casualties(draft: Draft, drafts: Sequence[Draft], settings: Settings) -> Draft | None:
    """The stated total of casualties that killed or injured are parts of.

    They are where they stand in one sentence with it, or where a killed and an injured together
    come to it.
    """
    if draft.measure not in _PARTS or draft.count.number is None:
        return None
    for total in drafts:
        if total.measure != _TOTAL or total.count.number is None:
            continue
        beside = total.sentence is draft.sentence and _fills_no_more(draft, total)
        if beside or _adds_up(draft, total, drafts, settings):
            return total
    return None


def _fills_no_more(draft: Draft, total: Draft) -> bool:
    return total.high is None or draft.low <= total.high


def _adds_up(draft: Draft, total: Draft, drafts: Sequence[Draft], settings: Settings) -> bool:
    slack = settings.sum_slack * total.low
    others = (
        other
        for other in drafts
        if other.measure in _PARTS
        and other.measure != draft.measure
        and other.count.number is not None
        and abs(other.sentence.start - draft.sentence.start) <= settings.sum_chars
    )
    return any(abs(draft.low + other.low - total.low) <= slack for other in others)


def _rows(drafts: Sequence[Draft], settings: Settings) -> Iterator[tuple[Draft, Draft]]:
    """Parts and the total they add up to: 17 killed; "eight in Van, five in Lice, four in Hakkari".

    The parts follow one another under the measure of the total, with nothing between.
    """
    for index, total in enumerate(drafts):
        if total.high != total.low or total.low < settings.row_total_from or total.same is not None:
            continue
        after = [
            draft
            for draft in drafts[index + 1 : index + settings.linked_figures]
            if draft.measure == total.measure and draft.same is None
            if draft.whole is None or draft.whole is total
        ]
        row = _row(after, total.low, settings.row_parts)
        if row and not _goes_on_with(total, row):
            yield from ((part, total) for part in row)


def _goes_on_with(total: Draft, row: Sequence[Draft]) -> bool:
    """Whether a number only opens a list of places: "eight in Homs, five in Hama, three in Deir".

    Where "and" or a mere comma joins the numbers, the first is the sum of two others by chance.
    """
    first = row[0]
    if total.sentence is not first.sentence or total.count.number is None:
        return False
    if first.count.number is None or total.count.number.end >= first.count.number.start:
        return False
    between = total.sentence.text[total.count.number.end : first.count.number.start]
    placed = len(row) == _FEWEST and bool(_PLACED.fullmatch(between))
    return placed or bool(_JOINED.search(between))


def _row(drafts: Sequence[Draft], total: int, longest: int) -> Sequence[Draft]:
    """The first run of two or more exact figures that come to the total."""
    for start in range(len(drafts)):
        left = total
        for end in range(start, min(len(drafts), start + longest)):
            if drafts[end].high != drafts[end].low:
                break
            left -= drafts[end].low
            if left <= 0:
                break
        if left == 0 and end > start:
            return drafts[start : end + 1]
    return ()
