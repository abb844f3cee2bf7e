"""Figures: how many people a sentence says were killed, injured, captured and so on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tollbook.extraction.figures.continued import continued
from tollbook.extraction.figures.counts import Count, count_people
from tollbook.extraction.figures.harms import Harm, find_harms
from tollbook.extraction.figures.harms.terms import terms
from tollbook.extraction.figures.modality import modality_of
from tollbook.extraction.figures.parts import Part, among_them, described, parts_of, spread
from tollbook.extraction.figures.scope import scope_of
from tollbook.extraction.figures.shots import settle_shots
from tollbook.extraction.numbers import Quantity, quantities
from tollbook.extraction.syntax.grammar import clause_of, objects_of
from tollbook.extraction.syntax.people import certainly_people
from tollbook.model.values import Measure, Modality, Modifier, Scope

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from tollbook.extraction.sentences.parse import ParsedDocument, Sentence
    from tollbook.model.text import Span

_RECENT = 6  # figures back that a bare number may go on with
_RECALL = 300  # characters back to them: a sentence or two


@dataclass(frozen=True, slots=True, eq=False)
class Draft:
    """A figure before it has a voice: what one sentence says, token by token.

    `key` tells drafts of a document apart: the measure, and where the number or the noun stands.
    `whole` is the key of the draft of which this one is a part, `same` of an earlier one of the
    same people.
    """

    key: str
    sentence: Sentence
    harm: Harm
    measure: Measure
    count: Count
    low: int
    high: int | None
    modifier: Modifier
    modality: Modality
    scope: Scope
    evidence: Span
    number: Span | None
    population: Span | None
    whole: str | None = None
    same: str | None = None

    @property
    def anchor(self) -> Token:
        """The word of harm, or where a part stands in a sentence of its own, its number."""
        trigger = self.harm.trigger
        return trigger if trigger.doc is self.count.words[0].doc else self.count.words[-1]


def find_figures(parsed: ParsedDocument, policy: str = "tollbook") -> list[Draft]:
    """Every figure of a document in text order, parts tied to their wholes within a sentence."""
    drafts: list[Draft] = []
    before: list[Draft] = []
    for sentence, doc in parsed.parsed():
        numbers = quantities(doc.text, policy)
        before = _in_sentence(parsed, sentence, doc, numbers, before)
        models = [*_recent(sentence, drafts), *before]
        before += _continued(parsed, sentence, models, numbers)
        drafts.extend(before)
    return settle_shots(drafts)


def _in_sentence(
    parsed: ParsedDocument,
    sentence: Sentence,
    doc: Doc,
    numbers: Sequence[Quantity],
    before: Sequence[Draft],
) -> list[Draft]:
    """The figures of a sentence; `before` are those of the sentence before it."""
    told = list(_told(parsed, sentence, find_harms(doc), numbers))
    drafts = [draft for draft in told if draft.harm.construction != "strength"]
    strengths = [draft for draft in told if draft.harm.construction == "strength"]
    wholes = [(draft.harm, draft.count) for draft in drafts]
    for part in (
        *parts_of(doc, wholes, numbers),
        *spread(doc, wholes, numbers),
        *among_them(doc, wholes, numbers),
    ):
        drafts.append(_part_draft(parsed, sentence, drafts[part.whole], part))
    drafts = [draft for draft in drafts if not _only_names_a_group(draft)]
    known = [draft for draft in (*before, *drafts) if draft.whole is None]
    for part in described(doc, [(draft.harm, draft.count) for draft in known], numbers):
        drafts.append(_part_draft(parsed, sentence, known[part.whole], part))
    drafts += [draft for draft in strengths if not _is_taken(draft, drafts)]
    return sorted(_distinct(drafts), key=lambda draft: (draft.evidence.start, draft.evidence.end))


def _recent(sentence: Sentence, drafts: Sequence[Draft]) -> list[Draft]:
    """The last figures with a number, as far as a bare number may go on with them."""
    return [
        draft
        for draft in drafts[-_RECENT:]
        if sentence.start - draft.sentence.end < _RECALL and draft.number
    ]


def _continued(
    parsed: ParsedDocument,
    sentence: Sentence,
    models: Sequence[Draft],
    numbers: Sequence[Quantity],
) -> Iterator[Draft]:
    """The figures of a sentence whose harm was told before, by one of the models."""
    wholes = [(draft.harm, draft.count) for draft in models]
    taken = [draft.number for draft in models if draft.number]
    for part in continued(sentence.doc, wholes, numbers) if sentence.doc else ():
        model, number = models[part.whole], part.count.words[-1]
        others = (number.head,) if number.head.pos_ == "VERB" else ()
        harm = Harm(model.measure, number, number, model.harm.construction, others)
        draft = _draft(parsed, sentence, harm, part.count, modality_of(harm) or "asserted")
        if draft.number and not any(draft.number.overlaps(span) for span in taken):
            taken.append(draft.number)
            yield replace(draft, whole=model.whole, scope=model.scope, population=model.population)


def _told(
    parsed: ParsedDocument,
    sentence: Sentence,
    harms: Iterable[Harm],
    numbers: Sequence[Quantity],
) -> Iterator[Draft]:
    """One draft for each group that a word of harm is said of."""
    drafts = (
        _draft(parsed, sentence, harm, count, modality)
        for harm in harms
        if (modality := modality_of(harm)) is not None
        for count in _counted(harm, numbers)
    )
    return _distinct(drafts)


def _is_taken(strength: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether the number already counts the harmed: "578 died, including 427 militants"."""
    number = strength.number
    return any(number and draft.number and number.overlaps(draft.number) for draft in drafts)


def _only_names_a_group(draft: Draft) -> bool:
    """Whether the words only say to whom others belong: "among the dead"."""
    words = draft.count.words
    bare = draft.harm.construction == "person" and draft.count.number is None
    first = min(words, key=lambda t: t.i)
    return bare and first.i > 0 and first.nbor(-1).lower_ == "among" and draft.whole is None


def _counted(harm: Harm, numbers: Sequence[Quantity]) -> Iterator[Count]:
    if harm.construction == "toll":
        yield from _toll(harm.trigger, numbers)
        return
    counts = [c for c in count_people(harm.victims, numbers) if _is_told(harm, c)]
    yield from (
        counts[:1] if harm.construction == "person" and harm.victims == harm.trigger else counts
    )


def _is_told(harm: Harm, count: Count) -> bool:
    """Whether the sentence says enough for a figure: "troops were sent" gives no count of them."""
    return harm.measure != "deployed" or count.number is not None or count.article is not None


def _toll(toll: Token, numbers: Sequence[Quantity]) -> Iterator[Count]:
    """The number a toll is put at: "the toll rose by 4 to 46" is 46."""
    clause = clause_of(toll)
    inside = {token.idx for token in clause.subtree} | {token.idx for token in toll.subtree}
    nearby = [
        q
        for q in numbers
        if q.role == "count"
        and q.form != "set"
        and any(q.start <= i < q.end for i in inside)
        and not _counts_others(toll, q)
    ]
    after = [q for q in nearby if q.start > toll.idx] or nearby
    if after:
        chosen = after[0]
        words = tuple(t for t in toll.doc if chosen.start <= t.idx < chosen.end)
        head = next(
            (t for p in ("among", "of", "in") for t in objects_of(toll, p) if certainly_people(t)),
            None,
        )
        yield Count(chosen.low, chosen.high, chosen.modifier, words, head=head, number=chosen)


def _counts_others(toll: Token, quantity: Quantity) -> bool:
    """Whether the number goes with a word of harm of its own: "losses at nine dead"."""
    after = next((t for t in toll.doc if t.idx >= quantity.end), None)
    return after is not None and any(
        after.lower_ in terms(construction).single for construction in ("state", "person")
    )


def _draft(
    parsed: ParsedDocument, sentence: Sentence, harm: Harm, count: Count, modality: Modality
) -> Draft:
    number = count.number
    population = _population(parsed, sentence, count)
    here = [t for t in (harm.trigger, *harm.others) if t.doc == count.words[0].doc]
    anchor = number.start if number else count.words[-1].idx
    return Draft(
        key=f"{harm.measure}@{sentence.start + anchor}",
        sentence=sentence,
        harm=harm,
        measure=harm.measure,
        count=count,
        low=count.low,
        high=count.high,
        modifier=count.modifier,
        modality="estimated" if count.estimated and modality == "asserted" else modality,
        scope=scope_of(harm, count),
        evidence=parsed.span_of(sentence, (*count.words, *here)),
        number=_number_span(parsed, sentence, number),
        population=population,
    )


def _number_span(
    parsed: ParsedDocument, sentence: Sentence, number: Quantity | None
) -> Span | None:
    if number is None:
        return None
    return parsed.span(sentence.start + number.start, sentence.start + number.end)


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


def _part_draft(parsed: ParsedDocument, sentence: Sentence, whole: Draft, part: Part) -> Draft:
    """The draft of a part: its own number and people, under the harm of its whole."""
    draft = _draft(parsed, sentence, whole.harm, part.count, whole.modality)
    if draft.population is None and whole.population is not None:
        draft = replace(draft, population=whole.population)
    return replace(draft, whole=whole.key if part.is_part else whole.whole)


def _distinct(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """One draft for the same people under the same measure: the first, most telling one."""
    seen: set[str] = set()
    for draft in drafts:
        if draft.key not in seen:
            seen.add(draft.key)
            yield draft
