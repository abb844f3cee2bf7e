"""Who speaks: the noun that a verb of speech belongs to, also where the parse missed it."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from tollbook.extraction.attribution.reading import BREAKS, CLOSING_MARKS, Range, Reading
from tollbook.extraction.attribution.sources import singular, speaks
from tollbook.extraction.syntax.nouns import phrase_with_maker
from tollbook.extraction.syntax.tree import child
from tollbook.extraction.syntax.verbs import agent, nearest_subject

if TYPE_CHECKING:
    from spacy.tokens import Token

_LONGEST_NAME = 20  # tokens of a name with office and explanations
_TIMES = ("DATE", "TIME")
_OF_A_NAME = ("DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM", "CCONJ", "ADV", "PART")


def speaker_and_source(reading: Reading, cue: Token) -> tuple[Token | None, Range]:
    """Who speaks, and the tokens that name him."""
    speaker = _speaker(reading, cue)
    if speaker is None or (reading.doc[cue.i - 1].text == "," and not speaks(reading, speaker)):
        other, source = _set_off(reading, cue)
        if speaker is None or other is not None:
            return other, source
    return speaker, phrase_with_maker(speaker)


def _set_off(reading: Reading, cue: Token) -> tuple[Token | None, Range]:
    """The X of "..., X, the governor, said", which the parse hung on something else.

    Stretches between commas belong to the speaker as long as no verb stands in them.
    """
    doc, nowhere = reading.doc, (0, 0)
    if not reading.is_finite_and_plain(cue) or cue.i < 3 or doc[cue.i - 1].text != ",":
        return None, nowhere
    first = i = cue.i - 1
    while i > 0 and cue.i - i < _LONGEST_NAME and doc[i - 1].pos_ not in ("VERB", "AUX"):
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
    """Who the verb makes speak; a passive needs its agent, "it is said" has nobody."""
    if reading.is_passive(cue):
        found = agent(cue)
    else:
        found = _inverted(reading, cue) or nearest_subject(cue) or _beside(reading, cue)
        found = _what_it_says_in(reading, cue, found)
    if found is not None and _is_nobody(reading, found):
        return None
    if found is None or found.dep_ == "expl" or found.pos_ in ("VERB", "AUX", "PUNCT"):
        return None
    return found


def _what_it_says_in(reading: Reading, cue: Token, speaker: Token | None) -> Token | None:
    """The document of "in the diary, it says ..."; the speaker where there is none."""
    if speaker is None or speaker.lower_ != "it" or cue.tag_ != "VBZ":
        return speaker
    for other in cue.lefts:
        noun = child(other, "pobj") if other.lower_ == "in" else None
        if noun is not None and singular(noun.lower_) in reading.roles.found:
            return noun
    return speaker


def _is_nobody(reading: Reading, speaker: Token) -> bool:
    words = [speaker.lower_, *(other.lower_ for other in speaker.lefts)]
    return not reading.roles.nobody.isdisjoint(words)


def _inverted(reading: Reading, cue: Token) -> Token | None:
    """The X of "..., said X", which small parsers often take for something else."""
    if cue.lemma_.lower() in reading.cues.hearing:
        return None
    if cue.i < 2 or not reading.is_finite_and_plain(cue) or not reading.is_set_off(cue.i):
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


def _beside(reading: Reading, cue: Token) -> Token | None:
    """The noun before a verb that the parse left without a subject."""
    if not reading.is_finite_and_plain(cue):
        return None
    nouns = [c for c in cue.lefts if c.pos_ in ("NOUN", "PROPN", "PRON")]
    before = reading.doc[cue.i - 1] if cue.i > 0 else None
    if before is not None and before.pos_ in ("NOUN", "PROPN", "PRON"):
        return before
    return nouns[-1] if nouns else None
