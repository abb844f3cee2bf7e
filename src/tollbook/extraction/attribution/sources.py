"""Who can be a source, and what the words for one say about whoever they name.

Kinds of speakers, media, sources that vouch for nothing; number, gender and kind of a mention.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tollbook.extraction.attribution.lexicon import Cues, Roles, SpeakerKind
from tollbook.extraction.attribution.reading import Reading
from tollbook.extraction.sentences.parse import ParsedDocument
from tollbook.model.text import Span

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

_NAMED = ("PERSON", "ORG", "GPE", "NORP", "FAC")
_KIND_OF_NAME: dict[str, SpeakerKind] = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "organisation",
    "NORP": "organisation",
}
_PREPOSITION = re.compile(r"\s(?:of|for|in|at|from|by|on|with|to)\s|,")


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


def is_body(reading: Reading, words: Tokens) -> bool:
    """Whether a few words in brackets name who says it: "AFAD", "OCHA/WHO", "army count".

    People ("soldiers") may be who is counted, and a place in capitals is no body.
    """
    last = words[-1]
    if any(t.like_num for t in words):
        return False
    if " ".join(t.lower_ for t in words) in reading.roles.media_names:
        return True
    kind = kind_of_noun(last.text, reading.roles)
    if kind in ("organisation", "document") or last.lower_ in reading.cues.counts:
        return True
    if any(t.pos_ in ("VERB", "AUX") for t in words):
        return False
    parts = re.split(r"[/,&\s-]+|\band\b", words.text)
    names = [part for part in parts if part]
    return all(2 <= len(n) <= 10 and n.isalpha() and n.isupper() for n in names) and (
        all(t.ent_type_ not in ("GPE", "LOC", "DATE", "TIME") for t in words)
    )


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


@dataclass(frozen=True, slots=True)
class Mention:
    """A voice, or a person the text is about, in the words of the text.

    `name` is the fuller name it goes by, `head` the word that carries it, in small letters.
    `pronoun` is its kind in `roles.toml` ("person", "group", "thing", "speaker") where it is one.
    `speaks` is False for people who are only written about, `nested` says that another's words
    hold it.
    """

    span: Span
    name: str
    head: str
    kind: SpeakerKind | None = None
    pronoun: str | None = None
    gender: str | None = None
    plural: bool = False
    is_name: bool = False
    is_place: bool = False
    speaks: bool = True
    nested: bool = False

    @property
    def words(self) -> list[str]:
        """The words of the name in small letters."""
        return re.findall(r"[\w’'-]+", self.name.lower())


def _head_word(words: str) -> str:
    """The last word before a preposition or comma, where no parse tells the head."""
    return (_PREPOSITION.split(words)[0].split() or words.split() or [words])[-1]


@dataclass(frozen=True, slots=True)
class Describer:
    """Describes mentions of one document, with its parse where there is one."""

    parsed: ParsedDocument
    roles: Roles

    def __call__(self, span: Span, *, speaks: bool = True, nested: bool = False) -> Mention:
        """What the words of a span say about whom they name."""
        sentences = self.parsed.sentences
        index = bisect_right(sentences, span.start, key=lambda sentence: sentence.start) - 1
        words = None
        if index >= 0 and (doc := sentences[index].doc) is not None:
            before = sentences[index].start
            words = doc.char_span(span.start - before, span.end - before, alignment_mode="expand")
        head = words.root if words is not None else None
        word = head.text if head is not None else _head_word(span.quote)
        label = head.ent_type_ if head is not None else ""
        own = re.findall(r"[\w’'-]+", span.quote.lower())
        kind = self._kind(head, word, own, label)
        if words is None or head is None:
            plural = singular(word.lower()) != word.lower()
        else:
            joined = any(t.dep_ == "conj" and t.head == head for t in words)
            plural = joined or head.tag_ in ("NNS", "NNPS")
        return Mention(
            span=span,
            name=span.quote,
            head=word.lower(),
            kind=kind,
            pronoun=self.roles.pronouns.get(span.quote.lower()),
            gender=next((self.roles.gender[w] for w in own if w in self.roles.gender), None),
            plural=plural or word.lower() in self.roles.collective,
            is_name=word[:1].isupper() and (kind is None or head is None or head.pos_ == "PROPN"),
            is_place=label in ("GPE", "NORP"),
            speaks=speaks,
            nested=nested,
        )

    def _kind(
        self, head: Token | None, word: str, own: list[str], label: str
    ) -> SpeakerKind | None:
        """What kind of speaker: by the head noun, then by a word of the name, then by its label.

        Small models take many a person for an organisation, so that label alone tells nothing.
        """
        if label == "PERSON" and word[:1].isupper():
            return "person"
        if head is not None and head.tag_ == "NNPS":
            return "organisation"  # "the Joint Chiefs", "Doctors Without Borders"
        found = kind_of_noun(word, self.roles)
        if found is None and head is not None and head.pos_ == "PROPN":
            found = next((k for w in own if (k := kind_of_noun(w, self.roles))), None)
        named = label == "ORG" and (own[:1] == ["the"] or " ".join(own) in self.roles.media_names)
        if found is None and (named or label in ("GPE", "NORP") or word.isupper()):
            return "organisation"
        return found
