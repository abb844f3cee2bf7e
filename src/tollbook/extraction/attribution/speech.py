"""Verbs of speech: "X said that ...", "..., X said", "said X", "X confirmed the death of ...".

Who speaks is the noun that the verb belongs to, also where the parse missed it; `content`
finds what is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from typing import TYPE_CHECKING

from tollbook.extraction.attribution.content import content_of
from tollbook.extraction.attribution.reading import BREAKS, CLOSING_MARKS, Range, Reading
from tollbook.extraction.attribution.relation import Relation
from tollbook.extraction.attribution.sources import (
    is_media,
    kind_of_noun,
    singular,
    speaks,
    vouches_for_nothing,
)
from tollbook.extraction.syntax.nouns import phrase_with_maker
from tollbook.extraction.syntax.phrases import words_among
from tollbook.extraction.syntax.tree import child
from tollbook.extraction.syntax.verbs import agent, nearest_subject

if TYPE_CHECKING:
    from spacy.tokens import Token

    from tollbook.model.text import Span
    from tollbook.model.values import Modality

_TIMES = ("DATE", "TIME")
_DATELINE = 3  # tokens
_OF_A_NAME = ("DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM", "CCONJ", "ADV", "PART")


def verb_relations(reading: Reading, taken: frozenset[int] = frozenset()) -> Iterator[Relation]:
    """The relations made by a verb of speech with its speaker in the same sentence.

    Tokens in `taken` are parts of another cue.
    """
    for token in words_among(reading.doc, reading.cues.verbs.keys()):
        if token.i in taken or token.lower_ in reading.cues.citing:
            continue
        if reading.is_cue(token):
            found = _relation(reading, token)
            if found is not None:
                yield found


def _relation(reading: Reading, cue: Token) -> Relation | None:
    speaker, source = _speaker_and_source(reading, cue)
    if speaker is None:
        return None
    lemma = cue.lemma_.lower()
    cue_class = reading.cues.verbs[lemma]
    negated = any(other.dep_ == "neg" for other in cue.children)
    if negated and cue_class in reading.cues.silence:
        return None  # who is said not to say it
    if cue.tag_ == "VB" and (
        speaker.lower_ == "it" or cue.head.pos_ == "ADJ" or not speaks(reading, speaker)
    ):
        return None  # "it is wrong to say", "unable to say", "nobody can": speech is only named
    content = content_of(reading, cue, speaker, source)
    voice, said = reading.span(*source), reading.spans(content)
    if voice is None or not said:
        return None
    doubtful = vouches_for_nothing(speaker, reading.cues)
    declined = cue.head.lemma_.lower() in reading.cues.declining
    hedge: Modality | None = reading.cues.modality.get(cue_class)
    if negated and cue_class == "deny":
        hedge = None
    elif (negated and cue_class == "confirm") or doubtful or declined:
        hedge = "unconfirmed"
    hearer = _media_hearer(reading, cue)
    return Relation(
        voices=(hearer, voice) if hearer is not None else (voice,),
        cue=reading.span(cue.i, cue.i),
        content=said,
        cue_class=cue_class,
        cue_lemma=lemma,
        hedge=hedge,
    )


def _media_hearer(reading: Reading, cue: Token) -> Span | None:
    """The agency that the speaker spoke to: it stands between speaker and page."""
    if cue.lemma_.lower() != "tell":
        return None
    hearer = child(cue, "dobj", "dative")
    if hearer is None or not is_media(reading, hearer):
        return None
    span = reading.phrase(hearer)
    publisher = (reading.parsed.document.publisher or "").casefold()
    is_the_page = span is not None and span.quote.casefold().removeprefix("the ") in publisher
    return None if is_the_page else span


def _speaker_and_source(reading: Reading, cue: Token) -> tuple[Token | None, Range]:
    """Who speaks, and the tokens that name him."""
    speaker = _speaker(reading, cue)
    if speaker is None or (reading.doc[cue.i - 1].text == "," and not speaks(reading, speaker)):
        other, source = _speaker_between_commas(reading, cue)
        if speaker is None or other is not None:
            return other, source
    first, last = phrase_with_maker(speaker)
    if speaker.ent_type_ in ("GPE", "LOC", "FAC"):  # "in Arlen, the governor, Ada Varga, said"
        named = (c for c in speaker.rights if c.dep_ == "appos" and c.left_edge.i <= last)
        office = next((c for c in named if kind_of_noun(c.text, reading.roles) == "person"), None)
        if office is not None:
            return office, (office.left_edge.i, last)
    return speaker, (first, last)


def _speaker_between_commas(reading: Reading, cue: Token) -> tuple[Token | None, Range]:
    """The X of "..., X, the governor, said", which the parse hung on something else.

    Stretches between commas belong to the speaker as long as no verb stands in them.
    """
    doc, nowhere = reading.doc, (0, 0)
    if not reading.is_finite_and_plain(cue) or cue.i < 3 or doc[cue.i - 1].text != ",":
        return None, nowhere
    first = i = cue.i - 1
    longest = reading.parsed.settings.source_words
    while i > 0 and cue.i - i < longest and doc[i - 1].pos_ not in ("VERB", "AUX"):
        i -= 1
        if doc[i].text in BREAKS:
            first = i + 1
            if doc[i].text != ",":
                break
    heads = [
        t for t in doc[first : cue.i - 1] if t.pos_ in ("NOUN", "PROPN") and speaks(reading, t)
    ]
    return (heads[-1], (first, cue.i - 2)) if heads and first > 1 else (None, nowhere)


def _speaker(reading: Reading, cue: Token) -> Token | None:
    """Who speaks by the verb; a passive needs its agent, "it is said" has no speaker."""
    if reading.is_passive(cue):
        found = agent(cue)
    else:
        found = _speaker_after_verb(reading, cue) or nearest_subject(cue)
        found = found or _noun_before_verb(reading, cue)
        if found is not None and found.lower_ == "it" and cue.tag_ == "VBZ":
            inside = (child(other, "pobj") for other in cue.lefts if other.lower_ == "in")
            papers = (t for t in inside if t and singular(t.lower_) in reading.roles.found)
            found = next(papers, found)  # "in the diary, it says ...": the diary does
    if found is not None and _is_dateline(reading, found):
        found = next((t for t in cue.children if t.dep_ == "nsubj" and t != found), None)
    if found is None or found.dep_ == "expl" or found.pos_ in ("VERB", "AUX", "PUNCT"):
        return None
    words = [found.lower_, *(other.lower_ for other in found.lefts)]
    return found if reading.roles.nobody.isdisjoint(words) else None


def _is_dateline(reading: Reading, noun: Token) -> bool:
    """Whether a name that opens the sentence only says where: "New Arlen: The mayor said"."""
    after = reading.doc[noun.i + 1 : noun.i + 2]
    opens = phrase_with_maker(noun)[0] == 0
    return opens and len(after) == 1 and after[0].text == ":" and noun.i < _DATELINE


def _speaker_after_verb(reading: Reading, cue: Token) -> Token | None:
    """The X of "..., said X", which small parsers often take for something else."""
    if cue.lemma_.lower() in reading.cues.hearing:
        return None
    if (
        cue.i < 2
        or not reading.is_finite_and_plain(cue)
        or reading.doc[cue.i - 1].text not in BREAKS
    ):
        return None
    lemma, quoted = cue.lemma_.lower(), reading.doc[cue.i - 1].text in CLOSING_MARKS
    own_subject = any(other.dep_ == "nsubj" for other in cue.lefts)
    plain = lemma in reading.cues.plain and not (own_subject and lemma in reading.cues.takes_object)
    if not quoted and not plain:
        return None
    clause = reading.reported_clause(cue)
    if clause is not None and clause.i > cue.i and not any(c.dep_ == "ccomp" for c in cue.lefts):
        return None
    nouns = list(takewhile(lambda t: t.pos_ in _OF_A_NAME, reading.doc[cue.i + 1 :]))
    heads = [t for t in nouns if t.pos_ in ("NOUN", "PROPN", "PRON") and t.ent_type_ not in _TIMES]
    named = next((t for t in heads if t.head.i <= cue.i or t.head.i > nouns[-1].i), None)
    return named if named is not None and (quoted or speaks(reading, named)) else None


def _noun_before_verb(reading: Reading, cue: Token) -> Token | None:
    """The noun before a verb that the parse left without a subject."""
    if not reading.is_finite_and_plain(cue):
        return None
    nouns = [c for c in cue.lefts if c.pos_ in ("NOUN", "PROPN", "PRON")]
    before = reading.doc[cue.i - 1] if cue.i > 0 else None
    if before is not None and before.pos_ in ("NOUN", "PROPN", "PRON"):
        return _behind_paper(reading, before) or before
    return nouns[-1] if nouns else None


def _behind_paper(reading: Reading, noun: Token) -> Token | None:
    """Who speaks in a paper: "Okoye, head of the union, in a letter said"."""
    prep = noun.head
    if (
        noun.dep_ != "pobj"
        or prep.lower_ != "in"
        or singular(noun.lower_) not in reading.roles.found
    ):
        return None
    before = (t for t in reading.doc[: prep.i] if t.pos_ in ("NOUN", "PROPN", "PRON"))
    return next(
        (t for t in before if t.dep_ not in ("pobj", "compound") and speaks(reading, t)), None
    )
