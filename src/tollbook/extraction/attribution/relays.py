"""One voice hands on another's words: "Y quoted X as saying", "X was quoted by Y", "citing X"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tollbook.extraction.attribution.reading import Reading
from tollbook.extraction.attribution.relation import Relation
from tollbook.extraction.attribution.sources import kind_of_noun, singular, speaks
from tollbook.extraction.syntax.nouns import phrase_bounds, phrase_with_maker
from tollbook.extraction.syntax.phrases import words_among
from tollbook.extraction.syntax.tree import child
from tollbook.extraction.syntax.verbs import agent, subject

if TYPE_CHECKING:
    from spacy.tokens import Token

    from tollbook.model.text import Span


def quoting_relations(reading: Reading) -> Iterator[tuple[Relation, frozenset[int]]]:
    """Each "quoted ... as saying", with the tokens of the two verbs that make it."""
    for verb in words_among(reading.doc, reading.cues.relays):
        if verb.lemma_.lower() not in reading.cues.relays or not verb.tag_.startswith("VB"):
            continue
        saying = _as_saying(reading, verb)
        if saying is None:
            continue
        voices = _relayer_and_origin(reading, verb, saying)
        content = _content_of_saying(reading, verb, saying)
        if voices and content:
            relation = Relation(
                voices=voices,
                cue=reading.span(verb.i, verb.i),
                content=content,
                cue_class="say",
                cue_lemma=verb.lemma_.lower(),
            )
            yield relation, frozenset((verb.i, saying.i))


def _as_saying(reading: Reading, verb: Token) -> Token | None:
    doc = reading.doc
    for i in range(verb.i + 1, min(verb.i + reading.parsed.settings.relay_words, len(doc) - 1)):
        if doc[i].lower_ == "as" and doc[i + 1].tag_ == "VBG":
            return doc[i + 1] if doc[i + 1].lemma_.lower() in reading.cues.verbs else None
    return None


def _relayer_and_origin(reading: Reading, verb: Token, saying: Token) -> tuple[Span, ...]:
    doer = subject(verb)
    after_by = child(verb, "agent") or child(saying, "agent") or _by_after(saying)
    if reading.is_passive(verb):
        own = child(verb, "nsubjpass", "nsubj") or doer
        by = child(after_by, "pobj") if after_by is not None else None
        nouns = [phrase_with_maker(noun) for noun in (by, own) if noun is not None]
    else:
        nouns = [phrase_with_maker(doer)] if doer is not None else []
        nouns.append((verb.i + 1, saying.i - 2))
    return reading.spans(nouns)


def _by_after(saying: Token) -> Token | None:
    """The "by" of "was quoted as saying by X", where nothing else follows."""
    following = saying.doc[saying.i + 1 : saying.i + 2]
    return following[0] if len(following) and following[0].lower_ == "by" else None


def _content_of_saying(reading: Reading, verb: Token, saying: Token) -> tuple[Span, ...]:
    clause = child(saying, "ccomp", "xcomp", "dobj")
    doc = reading.doc
    if clause is not None and clause.i > saying.i and clause.dep_ != "dobj":
        return reading.spans([(max(clause.left_edge.i, saying.i + 1), clause.right_edge.i)])
    own = child(verb, "nsubjpass", "nsubj") or verb
    start = min(own.left_edge.i, verb.i)
    if start > 2 and doc[start - 1].text in (",", "”", '"', "''"):
        return reading.spans([(0, start - 1)])
    return reading.spans([(saying.i + 1, len(doc) - 1)])


def add_cited(reading: Reading, relations: Sequence[Relation]) -> list[Relation]:
    """The relations of a sentence with whoever is cited ("Y said, citing X") or quotes the speaker.

    The speaker of "X, quoted by Y, said" stands behind Y.
    """
    held = list(relations)
    for token in reading.doc:
        if token.lower_ in reading.cues.citing and token.tag_ == "VBG":
            _add_cited(reading, held, token)
        elif token.tag_ == "VBN" and token.dep_ == "acl":
            _add_quoter(reading, held, token)
            _add_briefing_body(reading, held, token)
        elif token.lower_ in reading.cues.briefings and token.dep_ == "pobj":
            _add_briefer(reading, held, token)
    return held


def _add_cited(reading: Reading, held: list[Relation], citing: Token) -> None:
    cited = child(citing, "dobj")
    if cited is None and citing.dep_ == "amod" and citing.head.i > citing.i:
        cited = citing.head  # "citing figures given by ...": the parse has them do the citing
    worded = cited is not None and (speaks(reading, cited) or _is_handed_on(reading, cited))
    voice = _cited_voice(reading, citing, cited) if cited is not None and worded else None
    if voice is None or cited is None:
        return
    index = _cue_of(reading, held, citing)
    if index is not None and _counts_by_witnesses(reading, held[index], cited):
        return
    if index is not None:
        held[index] = replace(held[index], voices=(*held[index].voices, voice))
    else:
        held += _page_cites(reading, citing, voice)


def _cited_voice(reading: Reading, citing: Token, cited: Token) -> Span | None:
    """The words of whoever is cited; where the parse fails, all up to the next comma."""
    if cited != citing.head:
        return reading.phrase(cited)
    comma = next((t.i for t in citing.doc[cited.i :] if t.text == ","), len(citing.doc))
    return reading.span(citing.i + 1, comma - 1)


def _counts_by_witnesses(reading: Reading, relation: Relation, cited: Token) -> bool:
    """Whether a body makes its own count of what people saw: "the council said, citing witnesses".

    A paper that cites them only hands it on.
    """
    if singular(cited.lower_) not in reading.cues.witnesses:
        return False
    words = [word.lower() for word in relation.voices[-1].quote.split()]
    body = any(kind_of_noun(word, reading.roles) == "organisation" for word in words)
    return body and reading.roles.media_nouns.isdisjoint(words)


def _is_handed_on(reading: Reading, paper: Token) -> bool:
    """Whether somebody is named who made a paper: "lists handed over by nurses"."""
    made = child(paper, "acl") or (paper.head if paper.head.dep_ == "acl" else None)
    maker = agent(made) if made is not None else None
    return maker is not None and speaks(reading, maker)


def _add_briefer(reading: Reading, held: list[Relation], briefing: Token) -> None:
    """Whoever briefed the speaker: "a lawmaker said after a closed briefing by the agency"."""
    by = next((t for t in briefing.children if t.lower_ in reading.cues.briefed_by), None)
    briefer = child(by, "pobj") if by is not None else child(briefing, "poss")
    voice = reading.phrase(briefer) if briefer and speaks(reading, briefer) else None
    index = _cue_of(reading, held, briefing.head)
    if voice is not None and index is not None and voice not in held[index].voices:
        held[index] = replace(held[index], voices=(*held[index].voices, voice))


def _add_quoter(reading: Reading, held: list[Relation], quoted: Token) -> None:
    quoter = agent(quoted)
    if quoter is None or quoted.lemma_.lower() not in reading.cues.relays:
        return
    voice = reading.phrase(quoter)
    speaker = reading.sentence.start + quoted.head.idx
    for index, relation in enumerate(held):
        if voice and any(span.start <= speaker < span.end for span in relation.voices):
            held[index] = replace(relation, voices=(voice, *relation.voices))


def _add_briefing_body(reading: Reading, held: list[Relation], briefed: Token) -> None:
    """Whoever briefed the speakers: "lawmakers briefed by the agency said"."""
    briefer = agent(briefed) if briefed.lemma_.lower() in reading.cues.hearing else None
    voice = reading.phrase(briefer) if briefer and speaks(reading, briefer) else None
    speaker = reading.sentence.start + briefed.head.idx
    briefed_one = reading.span(*phrase_bounds(briefed.head))
    if voice is None or briefed_one is None:
        return
    for index, relation in enumerate(held):
        if any(span.start <= speaker < span.end for span in relation.voices):
            held[index] = replace(relation, voices=(briefed_one, voice))


def _cue_of(reading: Reading, relations: Sequence[Relation], citing: Token) -> int | None:
    """The relation whose cue or speaker the word hangs on, or the last one before it."""
    spoken = [i for i, r in enumerate(relations) if r.voices and r.cue is not None]
    for above in (citing, *citing.ancestors):
        head = reading.sentence.start + above.idx
        for i in spoken:
            speaker = relations[i].voices[-1]
            if relations[i].place[0] == head or speaker.start <= head < speaker.end:
                return i
    place = reading.sentence.start + citing.idx
    return next((i for i in reversed(spoken) if relations[i].place[1] <= place), None)


def _page_cites(reading: Reading, citing: Token, voice: Span) -> list[Relation]:
    last = citing.right_edge.i
    pieces = [(0, citing.i - 1)] if citing.i > 1 else [(last + 1, len(reading.doc) - 1)]
    content = reading.spans(pieces)
    cue = reading.span(citing.i, citing.i)
    lemma = citing.lemma_.lower()
    return [Relation(voices=(voice,), cue=cue, content=content, cue_lemma=lemma)] if content else []
