"""The tagger's attributions and the grammar's put together into one list of relations.

The tagger knows better where sources and contents begin and end; the grammar knows what a cue does
to what it brings, who stands behind whom, and what the layout says. Where both read one cue, the
relation has the tagger's content and the grammar's sense. What only one of them read stays if it is
likely enough to be an attribution (`attribution_confidence` of the settings): F1 is highest where
everything is taken that is at least half as likely as it is high (Z. Lipton, C. Elkan and
B. Naryanaswamy, "Optimal Thresholding of Classifiers to Maximize F1 Measure", ECML 2014). Both
likelihoods are calibrated by what the tagger's scores were worth on held-out articles, for each way
that tagger and grammar can agree (`tagger/calibration.py`).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from tollbook.extraction.attribution.lexicon import roles
from tollbook.extraction.attribution.reading import Reading, readings
from tollbook.extraction.attribution.relation import Relation
from tollbook.extraction.attribution.sources import kind_of_noun
from tollbook.extraction.sentences.parse import ParsedDocument
from tollbook.extraction.tagger import Tagged
from tollbook.extraction.tagger.calibration import interpolate, lines
from tollbook.model.text import Span

_DASH = re.compile(r"\s[-–—]{1,2}\s")  # behind the place of a dateline: "QUITO - Nine died"

Agreement = Literal["agrees", "differs", "alone", "unseen", "harm"]
"""How tagger and grammar agree on a cue.

They name one source; name two; only the tagger read it; only the grammar did, and what is said
mentions no harm; only the grammar did, and it mentions one.
"""


def confidence(score: float, agreement: Agreement) -> float:
    """The likelihood, from 0 to 1, that cue and source are right."""
    return round(interpolate(score, lines()[agreement]), 2)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A relation with what speaks for it: the score of the tagger, and what the grammar made of it.

    `otherwise` takes its place where it is not likely enough, None where nothing does. Without a
    `score` there is nothing to judge by, and it stands.
    """

    relation: Relation
    score: float | None = None
    agreement: Agreement = "agrees"
    otherwise: Relation | None = None


def merge_with_tagger(parsed: ParsedDocument, grammar: Sequence[Relation]) -> list[Relation]:
    """All relations of a document in text order, each with its confidence where it was tagged."""
    chosen: list[Relation] = []
    for one in candidates(parsed, grammar):
        if one.score is None:
            chosen.append(one.relation)
            continue
        sure = confidence(one.score, one.agreement)
        if sure >= parsed.settings.attribution_confidence:
            chosen.append(replace(one.relation, confidence=sure))
        elif one.otherwise is not None:
            other = sure if one.otherwise == one.relation else 1 - sure
            chosen.append(replace(one.otherwise, confidence=other))
    return sorted(chosen, key=lambda relation: relation.place)


def candidates(parsed: ParsedDocument, grammar: Sequence[Relation]) -> Iterator[Candidate]:
    """What the grammar read, and what the tagger alone did."""
    tagged_here = [_within_paragraph(parsed, one) for one in parsed.tags.found]
    cues = sorted((one.cue.start, one.cue.end, i) for i, one in enumerate(tagged_here) if one.cue)
    used: set[int] = set()
    for relation in grammar:
        index = _overlapping(cues, relation.cue)
        if index is None:
            yield _candidate_of_grammar(parsed, relation)
        else:
            used.add(index)
            yield _candidate_of_both(relation, tagged_here[index])
    places = list(readings(parsed))
    for index, tagged in enumerate(tagged_here):
        if index in used or tagged.cue is None or _places_a_count(parsed, tagged):
            continue
        reading = _reading_around(places, tagged.cue)
        if reading is None:
            continue
        relation = _relation_of_tagger(reading, tagged, tagged.cue)
        deed = _may_be_a_deed(reading, relation) and parsed.tells_of_harm(relation.content)
        if not deed or _is_voiced(parsed, relation.content):
            yield Candidate(relation, tagged.sure, "alone")


def _within_paragraph(parsed: ParsedDocument, tagged: Tagged) -> Tagged:
    """An attribution without sources that only head it: a line of its own, or a dateline."""
    cue, text = tagged.cue, parsed.document.text
    if cue is None:
        return tagged
    near = (
        source
        for source in tagged.sources
        if "\n" not in text[min(source.end, cue.end) : max(source.start, cue.start)]
        and not _DASH.match(text, source.end)
    )
    return replace(tagged, sources=tuple(near))


def _places_a_count(parsed: ParsedDocument, tagged: Tagged) -> bool:
    """Whether a colon stands between a name and a number: "Kano: 3 killed".

    The name is one of a place there, unless it says who speaks: "Police: 3 killed".
    """
    cue, known = tagged.cue, roles(parsed.document.language)
    if cue is None or cue.quote.strip() not in (":", "："):
        return False
    behind = parsed.document.text[cue.end : cue.end + 3].lstrip()[:1]
    words = (word.strip(".") for source in tagged.sources for word in source.quote.split())
    return behind.isdigit() and not any(kind_of_noun(word, known) for word in words)


def _candidate_of_both(relation: Relation, tagged: Tagged) -> Candidate:
    """A relation that both read: the tagger's spans, in the grammar's chain of voices.

    Where they name different sources the tagger's speaks, if it is likely enough.
    """
    voices, sources = relation.voices, tagged.sources
    spans = replace(
        relation,
        cue=tagged.cue,
        content=tagged.content or relation.content,
        wider=relation.content if tagged.content else (),
    )
    if sources and voices and not any(v.overlaps(s) for v in voices for s in sources):
        return Candidate(replace(spans, voices=sources), tagged.sure, "differs", otherwise=spans)
    single = [s for s in sources if sum(s.overlaps(v) for v in voices) == 1]
    # each voice as the tagger bounds it, unless that takes two voices of a chain for one
    bounded = (
        next((s for s in single if s.overlaps(voice) and not _cuts_a_name(s, voice)), voice)
        for voice in voices
    )
    named = tuple(dict.fromkeys(bounded))
    return Candidate(replace(spans, voices=named), tagged.sure, "agrees", otherwise=spans)


def _cuts_a_name(source: Span, voice: Span) -> bool:
    """Whether a source is only the beginning of a name: "Mina", where the voice is "Mina Sole"."""
    left = voice.quote.removeprefix(source.quote).split()
    same_start = source.start == voice.start and source.end < voice.end
    return same_start and all(word.isalpha() and word.istitle() for word in left)


def _candidate_of_grammar(parsed: ParsedDocument, relation: Relation) -> Candidate:
    """A relation that the tagger did not find; hearsay and layout are not its business.

    The tagger learned from news of politics. Where people come to harm the grammar, which was made
    for that, has its way.
    """
    if relation.cue is None or not relation.voices:
        return Candidate(relation)
    score = parsed.tags.cue_likelihood(relation.cue.start, relation.cue.end)
    if parsed.tells_of_harm(relation.content):
        return Candidate(relation, score, "harm", otherwise=relation)
    return Candidate(relation, score, "unseen")


def _relation_of_tagger(reading: Reading, tagged: Tagged, cue: Span) -> Relation:
    """A relation that the grammar did not find, with the sense that its cue has in the lexicon."""
    lemma, cue_class, silent = _sense(reading, cue)
    return Relation(
        voices=tagged.sources,
        cue=cue,
        content=tagged.content,
        cue_class=cue_class,
        cue_lemma=lemma,
        hedge=reading.cues.modality.get(cue_class),
        silent=silent,
    )


def _may_be_a_deed(reading: Reading, relation: Relation) -> bool:
    """Whether the cue is a verb of deeds too: "released five hostages", "claimed 27 lives".

    The grammar knows when such a verb speaks, and here it found that it does not.
    """
    cues, lemma = reading.cues, relation.cue_lemma
    if lemma not in cues.verbs and lemma not in cues.nouns:
        return True
    return lemma in cues.unsure or lemma in cues.takes_object


def _is_voiced(parsed: ParsedDocument, content: Sequence[Span]) -> bool:
    """Whether the reader is sure that somebody is credited with the figures of a content."""
    support, least = parsed.tags.support, parsed.settings.reader_credits
    for span in content:
        counted = support.by_measure(span.start, span.end)
        voiced = support.voice(span.start, span.end)
        sees = counted is not None and max(counted.values()) >= parsed.settings.reader_sees
        if sees and voiced is not None and voiced >= least:
            return True
    return False


def _reading_around(places: Sequence[Reading], span: Span) -> Reading | None:
    index = bisect_right(places, span.start, key=lambda reading: reading.sentence.start) - 1
    inside = index >= 0 and span.start < places[index].sentence.end
    return places[index] if inside else None


def _sense(reading: Reading, cue: Span) -> tuple[str, str, bool]:
    """The lemma and class of a cue, and whether it says that nothing was said."""
    start = reading.sentence.start
    tokens = [t for t in reading.doc if cue.start <= start + t.idx < cue.end and not t.is_punct]
    named = next((t for t in tokens if reading.is_cue(t)), None)
    noun = next((t for t in tokens if t.lemma_.lower() in reading.cues.nouns), None)
    verb = next((t for t in reversed(tokens) if t.pos_ == "VERB"), None)
    token = named or noun or verb
    if token is None:
        return cue.quote.lower(), "say", False
    lemma = token.lemma_.lower()
    cue_class = reading.cues.verbs.get(lemma) or reading.cues.nouns.get(lemma) or "say"
    denied = any(other.dep_ == "neg" for other in token.children)
    return lemma, cue_class, denied and cue_class in reading.cues.silence


def _overlapping(cues: Sequence[tuple[int, int, int]], span: Span | None) -> int | None:
    """The index of the first cue that shares a character with a span; cues are (start, end, index).

    They are sorted, and two are either apart, or one cue with contents far from each other.
    """
    if span is None:
        return None
    at = bisect_left(cues, (span.start, 0, 0))
    for start, end, index in cues[max(0, at - 1) : at + 1]:
        if start < span.end and span.start < end:
            return index
    return None
