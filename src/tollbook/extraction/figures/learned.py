"""The learned reader's figures and the grammar's put together.

The grammar proposes. The reader, a head of the tagger's network (`tagger/support.py`), supports
each word as the anchor of a figure of each measure. What the grammar found is left out where the
reader sees no figure of any measure. Where it is nearly sure of a figure that the grammar did not
find, and no rule says that the words count nobody, the figure is built from the same parts as
others: its number by the number grammar, its people by the parse. Which measure a figure has that
both see is the grammar's to say: corrections by the reader were as often wrong as right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from tollbook.extraction.figures.counts import Count, count_people
from tollbook.extraction.figures.draft import Draft, draft_of, merge_twins
from tollbook.extraction.figures.harms import Harm, counts_nobody
from tollbook.extraction.figures.harms.terms import Construction, measure_of, terms
from tollbook.extraction.figures.harms.verbs import means_harm
from tollbook.extraction.figures.modality import modality_of
from tollbook.extraction.syntax.nouns import certainly_people
from tollbook.extraction.syntax.tree import child
from tollbook.extraction.syntax.verbs import clause_of, is_passive, subject
from tollbook.extraction.tagger.calibration import interpolate, lines
from tollbook.language import load
from tollbook.model.values import MEASURES, FoundBy, Measure

if TYPE_CHECKING:
    from collections.abc import Collection

    from spacy.tokens import Doc, Token

    from tollbook.extraction.numbers import Quantity
    from tollbook.extraction.sentences.parse import ParsedDocument, Sentence

Supports = dict[Measure, float]

_CONSTRUCTIONS: tuple[Construction, ...] = ("object", "subject", "event", "person", "state")
_REPEATING = frozenset({"the", "these", "those"})
_BEFORE_NOUN = ("nummod", "amod", "det", "quantmod", "compound", "nmod", "predet")


def merge_with_reader(
    parsed: ParsedDocument, drafts: Sequence[Draft], labelled: Collection[int] = ()
) -> list[Draft]:
    """The grammar's drafts that the reader does not refuse, and those that only it found.

    `labelled` are the blocks that hold no sentences but labels and values. Where the reader read
    nothing the grammar has its way.
    """
    refused = set()
    for draft in drafts:
        supports = supports_of(parsed, draft)
        draft.support = None if supports is None else supports[draft.measure]
        if supports is not None and _is_refused(parsed, draft, supports):
            refused.add(draft)
    sure = [draft for draft in drafts if draft not in refused]
    # "three nurses and their driver were held": who is harmed by the same word stays with them,
    # and "of the dead, 60 were men" with its parts
    triggers, wholes = {draft.harm.trigger for draft in sure}, {draft.whole for draft in sure}
    refused = {d for d in refused if d.harm.trigger not in triggers and d not in wholes}
    kept = [draft for draft in drafts if draft not in refused]
    for draft in kept:
        if draft.whole in refused:
            draft.whole = None
    by_sentence: dict[int, list[Draft]] = {}
    for draft in kept:
        by_sentence.setdefault(draft.sentence.start, []).append(draft)
    known = {(draft.low, draft.high) for draft in kept}
    added: list[Draft] = []
    for sentence, doc in parsed.parsed_sentences():
        if sentence.block not in labelled:
            here = by_sentence.get(sentence.start, [])
            found = _with_number(parsed, sentence, doc, here, known)
            numbered = [draft for draft in found if not _counts_others(draft, here)]
            added += numbered
            here = [*here, *numbered]
            triggers = {draft.harm.trigger for draft in here}
            unnumbered = _without_number(parsed, sentence, doc, here)
            added += (draft for draft in unnumbered if draft.harm.trigger not in triggers)
    kept += added
    return merge_twins(sorted(kept, key=lambda draft: (draft.evidence.start, draft.evidence.end)))


def found_by(draft: Draft) -> FoundBy | None:
    """Who found a draft; None for a value of a list or table, which its labels explain."""
    if draft.labels is not None:
        return None
    return "reader" if draft.learned else "rule"


def confidence_of(draft: Draft) -> float | None:
    """How likely measure and value of a draft are right; None where the reader read nothing."""
    if draft.support is None:
        return None
    line = lines().get(confidence_line(draft))
    return None if line is None else round(interpolate(draft.support, line), 2)


def is_the_pages_own(parsed: ParsedDocument, draft: Draft) -> bool:
    """Whether the reader is sure that nobody is credited, though a voice speaks around the figure.

    "The mayor, whose son was killed in March, said …": the son is what the page knows.
    """
    if draft.labels is not None:
        return False
    anchor = draft.number or draft.evidence
    voiced = parsed.tags.support.voice(anchor.start, anchor.end)
    return voiced is not None and voiced < parsed.settings.reader_disowns


def confidence_line(draft: Draft) -> str:
    """By which line of `tagger/calibration.py` a draft's support is judged."""
    if draft.learned:
        return "figure_added"
    return "figure" if draft.number else "figure_unnumbered"


def supports_of(parsed: ParsedDocument, draft: Draft) -> Supports | None:
    """How the reader supports each measure at a draft's anchor; None where it read nothing.

    The anchor is its number; where it has none, any word of its evidence that is no number.
    """
    support, sentence = parsed.tags.support, draft.sentence
    number = draft.count.number
    if number is not None:
        start = sentence.start
        return support.by_measure(start + number.core_start, start + number.core_end)
    places = [draft.evidence.start]
    for other in sentence.numbers:
        start, end = sentence.start + other.core_start, sentence.start + other.core_end
        if draft.evidence.start < end and start < draft.evidence.end:
            places += [start, end]
    places.append(draft.evidence.end)
    parts = [
        found
        for start, end in zip(places[::2], places[1::2], strict=True)
        if start < end and (found := support.by_measure(start, end)) is not None
    ]
    if not parts:
        return None
    return {measure: max(part[measure] for part in parts) for measure in MEASURES}


def _is_refused(parsed: ParsedDocument, draft: Draft, supports: Supports) -> bool:
    """Whether the reader sees no figure of any measure.

    Of nobody harmed, and of idioms ("gave her life"), it has seen too few to refuse them.
    """
    idiom = draft.harm.trigger.lemma_.lower() in _idioms()
    nobody = draft.high == 0
    return max(supports.values()) < parsed.settings.reader_refuses and not (idiom or nobody)


@cache
def _idioms() -> frozenset[str]:
    """The first words of phrases that are words of harm only as a whole."""
    found = {word for kind in _CONSTRUCTIONS for word in terms(kind).phrases}
    return frozenset(found.difference(*(terms(kind).single for kind in _CONSTRUCTIONS)))


def _with_number(
    parsed: ParsedDocument,
    sentence: Sentence,
    doc: Doc,
    here: Sequence[Draft],
    known: Collection[tuple[int, int | None]],
) -> Iterator[Draft]:
    """The figures of numbers that no draft of the sentence has; `known` are all values so far."""
    for number in sentence.numbers:
        start, end = sentence.start + number.start, sentence.start + number.end
        if number.role != "count" or number.form in ("set", "pronoun", "share"):
            continue
        if any(d.number and d.number.start < end and start < d.number.end for d in here):
            continue
        core = (sentence.start + number.core_start, sentence.start + number.core_end)
        supports = parsed.tags.support.by_measure(*core) or {}
        words = tuple(t for t in doc if number.start <= t.idx < number.end)
        if not words or _is_set_aside(words[0], number, known):
            continue
        count = _count_of(number, words, sentence.numbers)
        for measure, support in supports.items():
            if support >= parsed.settings.reader_adds and count is not None:
                yield from _draft(parsed, sentence, measure, count, support)


def _counts_others(found: Draft, here: Sequence[Draft]) -> bool:
    """Whether the word of harm counts other people already, in no list with these.

    "Hundreds are trapped; 51 bodies were found"; but "the deaths of a guard and five rebels".
    """
    people = found.harm.victims
    return any(
        known.harm.trigger == found.harm.trigger and people not in known.harm.victims.conjuncts
        for known in here
    )


def _is_set_aside(
    first: Token, number: Quantity, known: Collection[tuple[int, int | None]]
) -> bool:
    """Whether the text rules the number out, or repeats it: "17 died, not 29"; "claimed the 17"."""
    before = first.nbor(-1).lower_ if first.i else ""
    return before == "not" or (before in _REPEATING and (number.low, number.high) in known)


def _count_of(
    number: Quantity, words: tuple[Token, ...], numbers: Sequence[Quantity]
) -> Count | None:
    """The count of a number: with the noun that it stands before, or behind its "of".

    None where the noun counts no people, as "300 families" do not say how many they are.
    """
    last = words[-1]
    noun = last.head if last.dep_ in _BEFORE_NOUN and last.head.i > last.i else last
    found = next((c for c in count_people(noun, numbers) if c.number == number), None)
    if found is None and noun is last:
        return Count(
            number.low, number.high, number.modifier, words, number=number,
            estimated=number.estimated,
        )  # fmt: skip
    return found


def _without_number(
    parsed: ParsedDocument, sentence: Sentence, doc: Doc, here: Sequence[Draft]
) -> Iterator[Draft]:
    """The figures of people whom no number counts: "the mayor's killers", "her abduction"."""
    support, settings = parsed.tags.support, parsed.settings
    taken = [(d.measure, d.evidence.start, d.evidence.end) for d in here]
    within = support.words(sentence.start, sentence.end)
    if not (support.measures[within] >= settings.reader_adds).any():
        return
    for token in doc:
        start, end = sentence.start + token.idx, sentence.start + token.idx + len(token)
        if any(n.core_start <= token.idx < n.core_end for n in sentence.numbers):
            continue
        for measure, own in (support.by_measure(start, end) or {}).items():
            if own < settings.reader_adds or any(
                measure == other and first < end and start < last for other, first, last in taken
            ):
                continue
            people = token if token.pos_ != "VERB" else child(token, "nsubjpass", "dobj")
            counts = [] if people is None else count_people(people, sentence.numbers)
            for count in counts[:1]:
                if count.number is None:
                    for draft in _draft(parsed, sentence, measure, count, own):
                        taken.append((measure, draft.evidence.start, draft.evidence.end))
                        yield draft


def _draft(
    parsed: ParsedDocument, sentence: Sentence, measure: Measure, count: Count, support: float
) -> Iterator[Draft]:
    """The draft of what only the reader found, unless a rule says that it counts nobody."""
    people = count.head if count.head is not None else count.words[-1]
    harm = _harm(people, measure)
    if harm is None or counts_nobody(harm) or _is_no_harm(harm):
        return
    if count.number is not None and _says_it_of_others(harm):
        return
    if harm.construction == "learned" and support < parsed.settings.reader_adds_unknown:
        return
    does_it = harm.construction == "object" and not is_passive(harm.trigger)
    if does_it and subject(harm.trigger) in (people, *count.words):
        return  # "the two men who killed a guard" are not harmed
    modality = modality_of(harm)
    if modality is not None:
        draft = draft_of(parsed, sentence, harm, count, modality)
        draft.support, draft.learned = support, True
        yield draft


def _says_it_of_others(harm: Harm) -> bool:
    """Whether the word stands before another noun: "800,000 displaced people; a camp for 40"."""
    trigger = harm.trigger
    return trigger.dep_ == "amod" and trigger.head != harm.victims


def _is_no_harm(harm: Harm) -> bool:
    """Whether words that only the reader found count no people, or say nothing of their harm.

    "45 names were deleted", "the flood hit 8,000 people", "sentenced a man to death".
    """
    words, trigger = load("en", "measures")["unharmed_yet"], harm.trigger
    if trigger.i and trigger.nbor(-1).lower_ == "to":
        return trigger.nbor(-1).head.lemma_ in words["sentences"]
    if harm.construction != "learned":
        return False
    if harm.measure == "displaced" and trigger.lemma_ in words["affects"]:
        return True
    return harm.victims.pos_ == "NOUN" and not certainly_people(harm.victims)


def _harm(people: Token, measure: Measure) -> Harm | None:
    """The word of harm of that measure nearest to the people; where there is none, their verb.

    None where the only such word means something else: "buried under rubble", "survived".
    """
    found, other = [], False
    for token in people.doc:
        for construction in _CONSTRUCTIONS:
            if measure_of(token, construction)[0] != measure:
                continue
            if token.lemma_ == "survive" or not means_harm(token, measure, people):
                other = True
            else:
                found.append((abs(token.i - people.i), token.i, construction))
    if found:
        _, place, construction = min(found)
        return Harm(measure, people.doc[place], people, construction)
    verb = clause_of(people)
    words = load("en", "measures")["spared"]
    spared = any(token.lower_ in words["words"] for token in verb.subtree)
    spared = spared or (measure == "captured" and people.lemma_.lower() in words["residents"])
    return None if other or spared else Harm(measure, verb, people, "learned")
