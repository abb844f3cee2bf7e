"""Verbs of speech: "X said that ...", "..., X said", "said X", "X confirmed the death of ..."."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tollbook.extraction.attribution.content import content_of
from tollbook.extraction.attribution.reading import Reading
from tollbook.extraction.attribution.relation import Relation
from tollbook.extraction.attribution.sources import is_media, speaks, vouches_for_nothing
from tollbook.extraction.attribution.speakers import speaker_and_source
from tollbook.extraction.syntax.tree import child

if TYPE_CHECKING:
    from spacy.tokens import Token

    from tollbook.model.text import Span
    from tollbook.model.values import Modality


def verb_relations(reading: Reading, taken: frozenset[int] = frozenset()) -> Iterator[Relation]:
    """The relations made by a verb of speech with its speaker in the same sentence.

    Tokens in `taken` are parts of another cue.
    """
    for token in reading.doc:
        if token.i in taken or token.lower_ in reading.cues.citing:
            continue
        if reading.is_cue(token):
            found = _relation(reading, token)
            if found is not None:
                yield found


def _relation(reading: Reading, cue: Token) -> Relation | None:
    speaker, source = speaker_and_source(reading, cue)
    if speaker is None or _silenced(reading, cue) or _idle(reading, cue, speaker):
        return None
    content = content_of(reading, cue, speaker, source)
    voice, said = reading.span(*source), reading.spans(content)
    if voice is None or not said:
        return None
    lemma = cue.lemma_.lower()
    hearer = _media_hearer(reading, cue)
    return Relation(
        voices=(hearer, voice) if hearer is not None else (voice,),
        cue=reading.span(cue.i, cue.i),
        content=said,
        cue_class=reading.cues.verbs[lemma],
        cue_lemma=lemma,
        hedge=_hedge(reading, cue, speaker),
    )


def _silenced(reading: Reading, cue: Token) -> bool:
    """Whether the speaker is said not to say it."""
    if reading.cues.verbs[cue.lemma_.lower()] not in reading.cues.silence:
        return False
    return any(other.dep_ == "neg" for other in cue.children)


def _idle(reading: Reading, cue: Token, speaker: Token) -> bool:
    """Whether the verb only names speech: "it is wrong to say", "unable to say", "nobody can"."""
    if cue.tag_ != "VB":
        return False
    return speaker.lower_ == "it" or cue.head.pos_ == "ADJ" or not speaks(reading, speaker)


def _hedge(reading: Reading, cue: Token, speaker: Token) -> Modality | None:
    lexicon = reading.cues
    if (
        any(other.dep_ == "neg" for other in cue.children)
        and lexicon.verbs[cue.lemma_.lower()] == "confirm"
    ):
        return "unconfirmed"
    if vouches_for_nothing(speaker, lexicon) or cue.head.lemma_.lower() in lexicon.declining:
        return "unconfirmed"
    return lexicon.modality.get(lexicon.verbs[cue.lemma_.lower()])


def _media_hearer(reading: Reading, cue: Token) -> Span | None:
    """The agency that was told: it stands between the speaker and the page."""
    if cue.lemma_.lower() != "tell":
        return None
    hearer = child(cue, "dobj", "dative")
    if hearer is None or not is_media(reading, hearer):
        return None
    span = reading.phrase(hearer)
    publisher = (reading.parsed.document.publisher or "").casefold()
    is_the_page = span is not None and span.quote.casefold().removeprefix("the ") in publisher
    return None if is_the_page else span
