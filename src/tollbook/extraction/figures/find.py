"""From the sentences of a document to drafts of its figures: harms, counts, parts, recounts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from tollbook.extraction.figures.counts import Count, count_people
from tollbook.extraction.figures.draft import Draft, draft_of, merge_twins
from tollbook.extraction.figures.harms import Harm, find_harms
from tollbook.extraction.figures.harms.terms import terms
from tollbook.extraction.figures.losses import ascribe_losses
from tollbook.extraction.figures.modality import modality_of
from tollbook.extraction.figures.parts import (
    find_descriptions,
    find_parts,
)
from tollbook.extraction.figures.recounts import find_recounts
from tollbook.extraction.numbers import Quantity
from tollbook.extraction.syntax.clauses import clause_of
from tollbook.extraction.syntax.nouns import objects_of
from tollbook.extraction.syntax.people import certainly_people
from tollbook.language import load
from tollbook.model.values import Measure

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from tollbook.extraction.numbers import Quantity
    from tollbook.extraction.sentences.parse import ParsedDocument, Sentence
    from tollbook.settings import Settings

_OPEN = frozenset({"possible", "denied", "question", "hypothetical"})


def find_drafts(parsed: ParsedDocument, labelled: Collection[int] = ()) -> list[Draft]:
    """Every figure of a document's sentences in text order, parts tied to their wholes.

    `labelled` are the blocks that hold no sentences but labels and values.
    """
    settings = parsed.settings
    drafts: list[Draft] = []
    before: list[Draft] = []
    for sentence, doc in parsed.parsed():
        if sentence.block in labelled:
            continue
        here = _in_sentence(parsed, sentence, doc, before)
        models = [*_recent(sentence, drafts, settings), *here]
        before = [*here, *find_recounts(parsed, sentence, doc, models)]
        drafts.extend(before)
    _settle_shots(drafts, settings.shot_figures)
    return merge_twins(drafts)


def _in_sentence(
    parsed: ParsedDocument, sentence: Sentence, doc: Doc, before: Sequence[Draft]
) -> list[Draft]:
    """The figures of a sentence; `before` are those of the sentence before it."""
    harms = find_harms(doc, parsed.settings.smallest_strength)
    found = merge_twins(list(_of_harms(parsed, sentence, harms)))
    drafts = [draft for draft in found if draft.harm.construction != "strength"]
    drafts += list(find_parts(parsed, sentence, doc, drafts))
    drafts = _without_bare_groups(drafts)
    known = [draft for draft in (*before, *drafts) if draft.whole is None]
    drafts += list(find_descriptions(parsed, sentence, doc, known))
    strengths = (draft for draft in found if draft.harm.construction == "strength")
    drafts += [draft for draft in strengths if not _is_counted_among(draft, drafts)]
    drafts = sorted(
        merge_twins(drafts), key=lambda draft: (draft.evidence.start, draft.evidence.end)
    )
    ascribe_losses(parsed, sentence, doc, drafts)
    return drafts


def _recent(sentence: Sentence, drafts: Sequence[Draft], settings: Settings) -> list[Draft]:
    """The last figures with a number, as far as a bare number may count them again."""
    return [
        draft
        for draft in drafts[-settings.recount_figures :]
        if sentence.start - draft.sentence.end < settings.recount_chars and draft.number
    ]


def _of_harms(parsed: ParsedDocument, sentence: Sentence, harms: Iterable[Harm]) -> Iterator[Draft]:
    """One draft for each group that a word of harm is said of."""
    for harm in harms:
        modality = modality_of(harm)
        if modality is not None:
            for count in _count_victims(harm, sentence.numbers):
                yield draft_of(parsed, sentence, harm, count, modality)


def _is_counted_among(strength: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether the number already counts the harmed: "578 died, including 427 militants"."""
    number = strength.number
    return any(number and draft.number and number.overlaps(draft.number) for draft in drafts)


def _without_bare_groups(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts without those that only say to whom others belong: "among the dead"."""
    groups = {
        draft
        for draft in drafts
        if draft.harm.construction == "person" and draft.count.number is None
        if draft.whole is None and _stands_behind_among(draft.count.words)
    }
    for draft in drafts:
        if draft.whole in groups:
            draft.whole = None
    return [draft for draft in drafts if draft not in groups]


def _stands_behind_among(words: Sequence[Token]) -> bool:
    first = min(words, key=lambda t: t.i)
    return first.i > 0 and first.nbor(-1).lower_ == "among"


def _count_victims(harm: Harm, numbers: Sequence[Quantity]) -> Iterator[Count]:
    if harm.construction == "toll":
        yield from _count_toll(harm.trigger, numbers)
        return
    counts = count_people(harm.victims, numbers)
    if harm.measure == "deployed":  # "troops were sent" gives no count of them
        counts = [c for c in counts if c.number is not None or c.article is not None]
    yield from (
        counts[:1] if harm.construction == "person" and harm.victims == harm.trigger else counts
    )


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
