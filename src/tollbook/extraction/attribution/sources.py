"""Who can be a source: kinds of speakers, media, and sources that vouch for nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tollbook.extraction.attribution.lexicon import Cues, Roles, SpeakerKind
from tollbook.extraction.attribution.reading import Reading

if TYPE_CHECKING:
    from spacy.tokens import Token


_NAMED = ("PERSON", "ORG", "GPE", "NORP", "FAC")
_KIND_OF_NAME: dict[str, SpeakerKind] = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "organisation",
    "NORP": "organisation",
}


def kind_of_noun(word: str, roles: Roles) -> SpeakerKind | None:
    """The kind of speaker a head noun names, singular or plural; None where it names none.

    >>> from tollbook.extraction.attribution.lexicon import roles
    >>> kind_of_noun("officials", roles("en")), kind_of_noun("bridge", roles("en"))
    ('person', None)
    """
    low = word.lower()
    return roles.kinds.get(low) or roles.kinds.get(singular(low))


def singular(word: str) -> str:
    """A noun in small letters without its plural ending, roughly: enough to compare two.

    >>> [singular(word) for word in ("spokesmen", "agencies", "witnesses", "police")]
    ['spokesman', 'agency', 'witness', 'police']
    """
    for ending, instead in (("men", "man"), ("ies", "y"), ("sses", "ss"), ("ches", "ch")):
        if word.endswith(ending):
            return word.removesuffix(ending) + instead
    return word.removesuffix("s") if not word.endswith("ss") else word


def speaks(reading: Reading, noun: Token) -> bool:
    """Whether the noun names somebody, or something, that can speak."""
    if noun.lower_ in reading.roles.pronouns or noun.ent_type_ in _NAMED or noun.pos_ == "PROPN":
        return True
    return kind_of_noun(noun.text, reading.roles) is not None


def is_media(reading: Reading, noun: Token) -> bool:
    """Whether the noun names an outlet: a newspaper, a station, an agency."""
    roles = reading.roles
    words = [t.lower_ for t in reading.doc[noun.left_edge.i : noun.i + 1]]
    name = f" {' '.join(words)} "
    if any(f" {known} " in name for known in roles.media_names):
        return True
    return noun.lower_ in roles.media_nouns or (
        noun.pos_ == "PROPN" and not roles.media_nouns.isdisjoint(words)
    )


def vouches_for_nothing(noun: Token, cues: Cues) -> bool:
    """Whether a source is worded as hearsay: "initial reports", but not "news reports"."""
    if noun.lemma_.lower() not in cues.doubtful_heads:
        return False
    before = {other.lower_ for other in noun.lefts}
    if before & cues.doubtful_adjectives:
        return True
    owned = any(c.dep_ in ("poss", "compound") for c in noun.lefts)
    owned = owned or any(
        c.dep_ == "prep" and c.lower_ in ("by", "from", "of", "in") for c in noun.rights
    )
    plural = noun.tag_ == "NNS"
    return (
        plural
        and not owned
        and not before & cues.vouched
        and not any(c.dep_ == "det" for c in noun.lefts)
    )
