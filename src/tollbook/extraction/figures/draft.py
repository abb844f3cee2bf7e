"""A draft: how many people one word of harm is said of, before it is known who says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tollbook.extraction.figures.scope import scope_of
from tollbook.model.values import Measure, Modality, Modifier, Scope

if TYPE_CHECKING:
    from spacy.tokens import Token

    from tollbook.extraction.figures.circumstances import Circumstances
    from tollbook.extraction.figures.counts import Count
    from tollbook.extraction.figures.harms import Harm
    from tollbook.extraction.sentences.parse import ParsedDocument, Sentence
    from tollbook.model.text import Span


@dataclass(slots=True, eq=False)
class Draft:
    """A figure in the making: one harm of one count of people, in one sentence.

    The stages after the sentence fill in what only the text around it says: the measure of
    "shot", `whole` for the draft of which this one is a part, `same` for the first draft of the
    same people. `population` are the words that say whom, `side` those that say whose losses they
    are. `labels` is what the labels of a list or table say of where and when, None for a figure of
    a sentence. `support` is how likely the learned reader holds it, None where it read nothing, and
    `learned` that only the reader found it. A draft equals only itself.
    """

    sentence: Sentence
    harm: Harm
    count: Count
    measure: Measure
    low: int
    high: int | None
    modifier: Modifier
    modality: Modality
    scope: Scope
    evidence: Span
    number: Span | None
    population: Span | None
    whole: Draft | None = None
    same: Draft | None = None
    side: Span | None = None
    labels: Circumstances | None = None
    support: float | None = None
    learned: bool = False

    @property
    def people_at(self) -> int:
        """Where its people stand in the text: their number, or where they have none, their noun."""
        number = self.count.number
        return self.sentence.start + (number.start if number else self.count.words[-1].idx)

    @property
    def is_several(self) -> bool:
        """Whether they are, or may be, more than one."""
        return self.high is None or self.high > 1

    def make_part_of(self, whole: Draft | None) -> None:
        """Tie it to a whole; to none where that would be a part of its own part."""
        above = whole
        while above is not None:
            if above is self:
                return
            above = above.whole
        self.whole = whole

    @property
    def anchor(self) -> Token:
        """The word of harm, or where a part stands in a sentence of its own, its number."""
        trigger = self.harm.trigger
        return trigger if trigger.doc is self.count.words[0].doc else self.count.words[-1]


def draft_of(
    parsed: ParsedDocument, sentence: Sentence, harm: Harm, count: Count, modality: Modality
) -> Draft:
    """The draft of one harm and one count, which stands in `sentence`."""
    here = [t for t in (harm.trigger, *harm.others) if t.doc == count.words[0].doc]
    number, start = count.number, sentence.start
    return Draft(
        sentence=sentence,
        harm=harm,
        count=count,
        measure=harm.measure,
        low=count.low,
        high=count.high,
        modifier=count.modifier,
        modality="estimated" if count.estimated and modality == "asserted" else modality,
        scope=scope_of(sentence, harm, count, parsed.settings),
        evidence=parsed.span_of(sentence, (*count.words, *here)),
        number=parsed.span(start + number.start, start + number.end) if number else None,
        population=_population(parsed, sentence, count),
    )


def merge_twins(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts without those that say the same measure of the same people again.

    The first of them stays, or the first whose own word says the measure; what was a part of
    another is a part of the one that stays. A stretch of time stands behind the last of several
    words: "killed or wounded in the past week".
    """
    kept: dict[tuple[int, Measure], Draft] = {}
    for draft in sorted(drafts, key=lambda draft: draft.harm.measure != draft.measure):
        stays = kept.setdefault((draft.people_at, draft.measure), draft)
        if draft.scope == "period":
            stays.scope = "period"
    merged = [draft for draft in drafts if kept[draft.people_at, draft.measure] is draft]
    for draft in merged:
        if draft.whole is not None:
            whole = kept.get((draft.whole.people_at, draft.whole.measure), draft.whole)
            draft.whole = None
            draft.make_part_of(whole)
    return merged


def _population(parsed: ParsedDocument, sentence: Sentence, count: Count) -> Span | None:
    """The words that say whom: the noun with its adjectives, without number and article."""
    head = count.head
    if head is None:
        return None
    after_number = count.number.end if count.number and count.number.end <= head.idx else 0
    left = [
        t
        for t in head.lefts
        if t.dep_ in ("amod", "compound", "nmod", "poss") and t.idx >= after_number
    ]
    first = min((inner for t in left for inner in t.subtree), key=lambda t: t.idx, default=head)
    number = count.number
    named = [
        t
        for t in count.words
        if t.idx >= head.idx and not (number and number.start <= t.idx < number.end)
    ]
    return parsed.span_of(sentence, (first, head, *named))
