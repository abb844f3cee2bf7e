"""Who speaks: the noun that a verb of speech belongs to, also where the parse missed it."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from tollbook.extraction.attribution.sources import singular, speaks
from tollbook.extraction.attribution.syntax import (
    Range,
    Reading,
    child_of,
    is_passive,
    noun_phrase,
    subject,
)
from tollbook.extraction.attribution.verbs import (
    BREAKS,
    CLOSING_MARKS,
    broken_off,
    clause_of,
    is_finite_and_plain,
)

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
    return speaker, noun_phrase(speaker)


def _set_off(reading: Reading, cue: Token) -> tuple[Token | None, Range]:
    """The X of "..., X, the governor, said", which the parse hung on something else.

    Stretches between commas belong to the speaker as long as no verb stands in them.
    """
    doc, nowhere = reading.doc, (0, 0)
    if not is_finite_and_plain(reading, cue) or cue.i < 3 or doc[cue.i - 1].text != ",":
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
    if is_passive(cue):
        agent = child_of(cue, "agent")
        found = child_of(agent, "pobj") if agent is not None else None
    else:
        found = _inverted(reading, cue) or subject(cue) or _beside(reading, cue)
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
    for child in cue.lefts:
        noun = child_of(child, "pobj") if child.lower_ == "in" else None
        if noun is not None and singular(noun.lower_) in reading.roles.found:
            return noun
    return speaker


def _is_nobody(reading: Reading, speaker: Token) -> bool:
    words = [speaker.lower_, *(child.lower_ for child in speaker.lefts)]
    return not reading.roles.nobody.isdisjoint(words)


def _inverted(reading: Reading, cue: Token) -> Token | None:
    """The X of "..., said X", which small parsers often take for something else."""
    if cue.lemma_.lower() in reading.cues.hearing:
        return None
    if cue.i < 2 or not is_finite_and_plain(reading, cue) or not broken_off(reading, cue.i):
        return None
    lemma, quoted = cue.lemma_.lower(), reading.doc[cue.i - 1].text in CLOSING_MARKS
    own_subject = any(child.dep_ == "nsubj" for child in cue.lefts)
    plain = lemma in reading.cues.plain and not (own_subject and lemma in reading.cues.takes_object)
    if not quoted and not plain:
        return None
    clause = clause_of(reading, cue)
    if clause is not None and clause.i > cue.i and not any(c.dep_ == "ccomp" for c in cue.lefts):
        return None
    nouns = list(takewhile(lambda t: t.pos_ in _OF_A_NAME, reading.doc[cue.i + 1 :]))
    heads = [t for t in nouns if t.pos_ in ("NOUN", "PROPN", "PRON") and t.ent_type_ not in _TIMES]
    named = next((t for t in heads if t.head.i <= cue.i or t.head.i > nouns[-1].i), None)
    return named if named is not None and (quoted or speaks(reading, named)) else None


def _beside(reading: Reading, cue: Token) -> Token | None:
    """The noun before a verb that the parse left without a subject."""
    if not is_finite_and_plain(reading, cue):
        return None
    nouns = [c for c in cue.lefts if c.pos_ in ("NOUN", "PROPN", "PRON")]
    before = reading.doc[cue.i - 1] if cue.i > 0 else None
    if before is not None and before.pos_ in ("NOUN", "PROPN", "PRON"):
        return before
    return nouns[-1] if nouns else None
