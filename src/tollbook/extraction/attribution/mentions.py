"""Mentions: what the words of a voice tell of whoever bears them."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tollbook.extraction.attribution.lexicon import Roles, SpeakerKind
from tollbook.extraction.attribution.sources import kind_of_noun, singular
from tollbook.extraction.parse import ParsedDocument
from tollbook.model.text import Span

if TYPE_CHECKING:
    from spacy.tokens import Span as Words

_PREPOSITION = re.compile(r"\s(?:of|for|in|at|from|by|on|with|to)\s|,")
_KINDS: dict[str, SpeakerKind] = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "organisation",
    "NORP": "organisation",
}


@dataclass(frozen=True, slots=True)
class Mention:
    """A voice, or a person the text is about, as worded.

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


class Describer:
    """Describes mentions of one document, with its parse where there is one."""

    def __init__(self, parsed: ParsedDocument, roles: Roles) -> None:
        self.parsed = parsed
        self.roles = roles
        self._starts = [sentence.start for sentence in parsed.sentences]

    def __call__(self, span: Span, *, speaks: bool = True, nested: bool = False) -> Mention:
        """What the words of a span tell."""
        words = self._words(span)
        head = words.root if words is not None else None
        word = head.text if head is not None else _PREPOSITION.split(span.quote)[0].split()[-1]
        label = self._label(words)
        own = re.findall(r"[\w’'-]+", span.quote.lower())
        kind = kind_of_noun(word, self.roles) or _KINDS.get(label)
        if label == "PERSON" and word[:1].isupper():
            kind = "person"
        if head is not None and head.pos_ == "PROPN" and kind is None:
            kind = next((k for w in own if (k := kind_of_noun(w, self.roles)) == "person"), None)
        return Mention(
            span=span,
            name=span.quote,
            head=word.lower(),
            kind=kind,
            pronoun=self.roles.pronouns.get(span.quote.lower()),
            gender=next((self.roles.gender[w] for w in own if w in self.roles.gender), None),
            plural=self._plural(words, word),
            is_name=head.pos_ == "PROPN" if head is not None else word[:1].isupper(),
            is_place=label in ("GPE", "NORP"),
            speaks=speaks,
            nested=nested,
        )

    def _words(self, span: Span) -> Words | None:
        index = bisect_right(self._starts, span.start) - 1
        doc = self.parsed.sentences[index].doc if index >= 0 else None
        if doc is None:
            return None
        shift = self._starts[index]
        return doc.char_span(span.start - shift, span.end - shift, alignment_mode="expand")

    def _label(self, words: Words | None) -> str:
        return words.root.ent_type_ if words is not None else ""

    def _plural(self, words: Words | None, word: str) -> bool:
        if word.lower() in self.roles.collective:
            return True
        if words is None:
            return singular(word.lower()) != word.lower()
        joined = any(t.dep_ == "conj" and t.head == words.root for t in words)
        return joined or words.root.tag_ in ("NNS", "NNPS")
