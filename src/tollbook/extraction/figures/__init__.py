"""Figures: how many people a document says were killed, injured, captured and so on, and who says.

sentence -> harms -> counts -> drafts                           (`harms`, `counts`, `draft`)
drafts   -> with parts, and bare numbers that count on           (`parts`, `recounts`)
drafts   -> weighed by the learned reader, and what it adds     (`learned`)
labels and values of lists and tables -> drafts                  (`structured`)
drafts   -> repeats of the same people, and parts of a total     (`links`)
draft    -> where, when, by whom and how          (`circumstances`, `outline`, `events`)
draft    -> whose word it is
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from tollbook.extraction.attribution.relation import chain
from tollbook.extraction.figures.circumstances import Circumstances, circumstances
from tollbook.extraction.figures.counts import Count, count_people
from tollbook.extraction.figures.draft import Draft, draft_of, merge_twins
from tollbook.extraction.figures.events import place_in_events
from tollbook.extraction.figures.harms import Harm, find_harms
from tollbook.extraction.figures.harms.terms import terms
from tollbook.extraction.figures.learned import (
    confidence_of,
    found_by,
    is_the_pages_own,
    merge_with_reader,
)
from tollbook.extraction.figures.links import link_repeats, link_sums
from tollbook.extraction.figures.losses import ascribe_losses
from tollbook.extraction.figures.modality import is_within_denial, modality_of
from tollbook.extraction.figures.outline import Outline
from tollbook.extraction.figures.parts import find_descriptions, find_parts
from tollbook.extraction.figures.recounts import find_recounts
from tollbook.extraction.figures.structured import Cell, draft_cells, read_cells
from tollbook.extraction.numbers import Quantity, whole_of
from tollbook.extraction.syntax.nouns import certainly_people, objects_of
from tollbook.extraction.syntax.verbs import clause_of
from tollbook.language import load
from tollbook.model.statement import Figure, Period, Place, Population
from tollbook.model.values import BASES, Basis, Measure, Modality, Scope

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from tollbook.extraction.attribution import Attribution, Attributions
    from tollbook.extraction.sentences.parse import ParsedDocument, Sentence
_OPEN = frozenset({"possible", "denied", "question", "hypothetical"})


def find_figures(parsed: ParsedDocument, attributions: Attributions) -> list[Figure]:
    """The figures of a document in text order, under provisional ids: their places in the list."""
    cells = read_cells(parsed.document, parsed.settings.value_policy)
    drafts = merge_with_reader(parsed, find_drafts(parsed, cells.lines), cells.lines)
    # a number without a label may be one of a sentence, and is taken where no sentence has it
    numbers = {draft.people_at for draft in drafts}
    left = [c for c in cells.all if not c.alone or c.entry.quantity.start not in numbers]
    _take_scope_of_report(parsed, drafts, cells.all)
    drafts += draft_cells(parsed, left)
    drafts.sort(key=lambda draft: (draft.evidence.start, draft.evidence.end))
    link_repeats(parsed, drafts)
    link_sums(drafts, parsed.settings)
    ids: dict[Draft | None, str] = {draft: f"figure@{n}" for n, draft in enumerate(drafts)}
    outline = Outline(parsed)
    own = {draft: _circumstances(parsed, draft, outline) for draft in drafts}
    for draft in drafts:
        draft.scope = _scope(draft, outline, own[draft])
    around = place_in_events(parsed, drafts, own, outline)
    figures = []
    for draft in drafts:
        # of "Police: 4 dead" the voice of the number is asked for, not that of the label
        words = draft.evidence if draft.labels is None or draft.number is None else draft.number
        unvoiced = is_the_pages_own(parsed, draft)
        attribution = attributions.of_page(words) if unvoiced else attributions.of(words)
        figures.append(_figure(parsed, attribution, draft, ids, around[draft]))
    return figures


def find_drafts(parsed: ParsedDocument, labelled: Collection[int] = ()) -> list[Draft]:
    """Every figure of a document's sentences in text order, parts tied to their wholes.

    `labelled` are the blocks that hold no sentences but labels and values.
    """
    settings = parsed.settings
    drafts: list[Draft] = []
    before: list[Draft] = []
    for sentence, doc in parsed.parsed_sentences():
        if sentence.block in labelled:
            continue
        here = _in_sentence(parsed, sentence, doc, before)
        # the last figures with a number, as far as a bare number may count them again
        recent = [
            draft
            for draft in drafts[-settings.recount_figures :]
            if sentence.start - draft.sentence.end < settings.recount_chars and draft.number
        ]
        models = [*recent, *here]
        before = [*here, *find_recounts(parsed, sentence, doc, models)]
        drafts.extend(before)
    _settle_shots(drafts, settings.shot_figures)
    return merge_twins(drafts)


def _in_sentence(
    parsed: ParsedDocument, sentence: Sentence, doc: Doc, before: Sequence[Draft]
) -> list[Draft]:
    """The figures of a sentence; `before` are those of the sentence before it."""
    harms = find_harms(doc, parsed.settings.smallest_strength)
    found = merge_twins(
        [
            draft_of(parsed, sentence, harm, count, modality)
            for harm in harms
            if (modality := modality_of(harm)) is not None
            for count in _count_victims(harm, sentence.numbers)
        ]
    )
    drafts = [draft for draft in found if draft.harm.construction != "strength"]
    drafts += list(find_parts(parsed, sentence, doc, drafts))
    # left out are those that only say to whom others belong: "among the dead"
    groups = {
        draft
        for draft in drafts
        if draft.harm.construction == "person" and draft.count.number is None
        if draft.whole is None and _stands_behind_among(draft.count.words)
    }
    for draft in drafts:
        if draft.whole in groups:
            draft.whole = None
    drafts = [draft for draft in drafts if draft not in groups]
    known = [draft for draft in (*before, *drafts) if draft.whole is None]
    drafts += list(find_descriptions(parsed, sentence, doc, known))
    strengths = (draft for draft in found if draft.harm.construction == "strength")
    drafts += [draft for draft in strengths if not _is_counted_among(draft, drafts)]
    drafts = sorted(
        merge_twins(drafts), key=lambda draft: (draft.evidence.start, draft.evidence.end)
    )
    ascribe_losses(parsed, sentence, doc, drafts)
    return drafts


def _is_counted_among(strength: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether the number already counts the harmed: "578 died, including 427 militants"."""
    number = strength.number
    return any(number and draft.number and number.overlaps(draft.number) for draft in drafts)


def _stands_behind_among(words: Sequence[Token]) -> bool:
    first = min(words, key=lambda t: t.i)
    return first.i > 0 and first.nbor(-1).lower_ == "among"


def _count_victims(harm: Harm, numbers: Sequence[Quantity]) -> Iterator[Count]:
    if harm.construction == "toll":
        yield from _count_toll(harm.trigger, numbers)
        return
    counts = count_people(harm.victims, numbers)
    if harm.trigger.dep_ in ("acl", "amod") or harm.construction == "person":
        counts = [_of_the_whole(count) for count in counts]
    if harm.trigger.dep_ == "amod" and harm.trigger.i < harm.victims.i:
        counts = counts[:1]  # of "two dead soldiers and five missing boys" two are dead
    if harm.measure == "deployed":  # "troops were sent" gives no count of them
        counts = [c for c in counts if c.number is not None or c.article is not None]
    yield from (
        counts[:1] if harm.construction == "person" and harm.victims == harm.trigger else counts
    )


def _of_the_whole(count: Count) -> Count:
    """Of "half of the 90 killed were boys" the 90 who were killed, and not the boys."""
    whole = whole_of(count.number) if count.number else None
    if whole is None:
        return count
    words = tuple(t for t in count.words if t.idx >= whole.start)
    return Count(whole.low, whole.high, whole.modifier, words, head=count.head, number=whole)


def _count_toll(toll: Token, numbers: Sequence[Quantity]) -> Iterator[Count]:
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
    aside = {t.idx for clause in toll.children if clause.dep_ == "relcl" for t in clause.subtree}
    # "the toll, which includes 40 police, stands at 312"
    nearby = [q for q in nearby if q.start not in aside] or nearby
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
    """Whether the number goes with a word of harm of its own: "at nine dead", "at 12 killed"."""
    after = next((t for t in toll.doc if t.idx >= quantity.end), None)
    if after is None:
        return False
    if after.tag_ in ("VBN", "VBD") and after.lemma_.lower() in terms("object").single:
        return toll.i < after.i and next(after.rights, after).dep_ != "dobj"
    if after.tag_ == "VBD" and after.lemma_.lower() in terms("subject").single:
        return True  # "300 died"
    return any(after.lower_ in terms(construction).single for construction in ("state", "person"))


def _settle_shots(drafts: Sequence[Draft], around: int) -> None:
    """Read "shot" as killed or injured where the text says what became of them.

    `around` is how many figures before and after may tell; where none does they stay casualties.
    """
    verbs = load("en", "measures")["shot"]["verbs"]
    settled: list[tuple[Draft, Measure]] = []
    for index, draft in enumerate(drafts):
        if draft.measure == "casualties" and draft.harm.trigger.lemma_.lower() in verbs:
            near = (*drafts[max(0, index - around) : index], *drafts[index + 1 :][:around])
            settled.append((draft, _outcome(draft, near)))
    for draft, measure in settled:  # once all are judged, so that no guess stands on a guess
        draft.measure = measure


def _outcome(shot: Draft, near: Sequence[Draft]) -> Measure:
    """What became of people who were shot.

    First by another word said of the same people ("two men shot in Goma died"), then by a limb or
    a word of survival, last by people killed close by, unless those are only some of them.
    """
    firm = [draft for draft in near if draft.modality not in _OPEN]
    of_them = [draft.measure for draft in firm if draft.people_at == shot.people_at]
    if "killed" in of_them or "injured" in of_them:
        return "killed" if "killed" in of_them else "injured"
    words = {token.lower_ for token in shot.harm.trigger.subtree}
    if not words.isdisjoint(load("en", "measures")["shot"]["survived"]):
        return "injured"
    killed = [draft for draft in firm if draft.measure == "killed"]
    if any(_are_some_of(draft, shot) for draft in killed):
        return "casualties"
    return "killed" if killed else "casualties"


def _are_some_of(killed: Draft, shot: Draft) -> bool:
    """Whether those killed are only some of those shot: "shot four, two of whom died".

    They are fewer, and some "of them" or, behind them, a number without a noun: "shot four, killing
    two"; "Six were shot. Two died".
    """
    beside, count = killed.sentence is shot.sentence, killed.count
    after = killed.evidence.start > shot.evidence.start
    bare = count.head is None and (beside or killed.harm.construction == "subject")
    some = (count.partitive is not None and (beside or after)) or (bare and after)
    return some and killed.high is not None and killed.high < shot.low


def _figure(
    parsed: ParsedDocument,
    attribution: Attribution | None,
    draft: Draft,
    ids: Mapping[Draft | None, str],
    around: Circumstances,
) -> Figure:
    content = attribution.content if attribution else (draft.evidence,)
    basis: Basis = "unknown"  # how the source knows: by its cue ("counted", "estimates")
    if attribution is not None:
        relayed: Basis = "relayed" if len(attribution.voices) > 1 else "unknown"
        basis = _bases().get(attribution.cue_lemma, relayed)
    return Figure(
        id=ids[draft],
        document=parsed.document.id,
        evidence=draft.evidence,
        content=parsed.span(content[0].start, content[-1].end),
        attribution=chain(parsed.document, attribution),
        measure=draft.measure,
        low=draft.low,
        high=draft.high,
        modifier=draft.modifier,
        modality=_modality(draft, attribution),
        number=draft.number,
        population=_population(draft),
        scope=draft.scope,
        part_of=ids.get(draft.whole),
        same_as=ids.get(draft.same),
        place=Place(mention=around.place, inherited="place" in around.inherited)
        if around.place
        else None,
        period=Period(mention=around.time, inherited="time" in around.inherited)
        if around.time
        else None,
        by=around.by,
        cause=around.cause,
        basis=basis,
        found_by=found_by(draft),
        confidence=confidence_of(draft),
    )


def _population(draft: Draft) -> Population | None:
    """Whom it counts, with the words for their side, which a later stage resolves.

    Where no other words say whom, those for the side do. A part is of the side of its whole.
    """
    whole = draft.whole
    side = draft.side or (whole.side if whole is not None else None)
    mention = draft.population or side
    return Population(mention=mention, side=side.quote if side else None) if mention else None


def _take_scope_of_report(
    parsed: ParsedDocument, drafts: Sequence[Draft], cells: Sequence[Cell]
) -> None:
    """Give a line that is all one count the scope of its report: "19 dead", "- Injured 21".

    A line that goes on after it, with a place or a cause, tells of an event.
    """
    scopes = {c.entry.quantity.start: c.scope for c in cells if c.alone and _ends_line(parsed, c)}
    for draft in drafts:
        if draft.scope == "incident" and draft.people_at in scopes:
            draft.scope = scopes[draft.people_at]


def _ends_line(parsed: ParsedDocument, cell: Cell) -> bool:
    """Whether no further word follows a count in its line, save behind a comma or a bracket."""
    end = parsed.document.blocks[cell.field.block].end
    return not parsed.document.text[cell.entry.end : end].lstrip()[:1].isalpha()


def _scope(draft: Draft, outline: Outline, around: Circumstances) -> Scope:
    """What a count covers: by its own sentence, the lines above it, or the casualties it is of.

    A situation report counts up to its day, save the few to whom something happened.
    """
    if draft.scope != "incident":
        return draft.scope
    above = outline.scope_of(draft.sentence.block) if draft.labels is None else None
    whole = draft.whole
    split = whole is not None and whole.measure == "casualties" != draft.measure
    own_day = around.time is not None and "time" not in around.inherited
    if own_day and above == "period" and draft.low < outline.parsed.settings.running_total_from:
        return "incident"  # "On 3 May a shell killed two" under "Past week"
    reported = outline.report_scope if around.time is None else None
    many = draft.low >= outline.parsed.settings.running_total_from
    if above is None and reported and (many or draft.measure == "missing"):
        return reported  # who is missing is missing as of that day, however few
    return above or (whole.scope if whole is not None and split else draft.scope)


def _circumstances(parsed: ParsedDocument, draft: Draft, outline: Outline) -> Circumstances:
    """What its sentence or its labels say, and where they leave it open, the lines above."""
    if draft.labels is None:
        anchor, head, number = draft.anchor, draft.count.head, draft.count.number
        here = draft.count.words[0].doc is anchor.doc
        words = draft.count.words if here and number is not None else ()
        around = circumstances(
            parsed,
            draft.sentence,
            anchor,
            victims=head if head is not None and head.doc is anchor.doc else None,
            number=[t for t in words if number and number.start <= t.idx < number.end],
        )
    else:
        around = draft.labels
    block, labelled = draft.sentence.block, draft.labels is not None
    return replace(
        around,
        place=around.place or outline.place_of(block, labelled=labelled),
        time=around.time or outline.time_of(block, labelled=labelled),
    )


def _modality(draft: Draft, attribution: Attribution | None) -> Modality:
    """What the sentence says of the harm itself goes before what the cue says of its source."""
    if draft.modality != "asserted" or attribution is None or attribution.hedge is None:
        return draft.modality
    if attribution.hedge == "denied" and not _is_denied_by(attribution, draft):
        return draft.modality
    believed = _bases().get(attribution.cue_lemma) == "estimated"
    if attribution.hedge == "unconfirmed" and believed and draft.count.number is not None:
        return "estimated"  # who believes a number estimates it
    return attribution.hedge


def _is_denied_by(attribution: Attribution, draft: Draft) -> bool:
    """Whether the cue denies the harm itself, and not only somebody's part in it."""
    cue, sentence, anchor = attribution.cue, draft.sentence, draft.anchor
    if cue is None or sentence.doc is None or anchor.doc is not sentence.doc:
        return True
    denying = [t for t in sentence.doc if sentence.start + t.idx == cue.start]
    return not denying or is_within_denial(anchor, denying[0])


@cache
def _bases() -> dict[str, Basis]:
    table = load("en", "bases")
    return {lemma: basis for basis in BASES for lemma in table.get(basis, ())}
