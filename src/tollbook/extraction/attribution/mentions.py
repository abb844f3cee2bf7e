"""Mentions: what the words for a voice say about whoever they name."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tollbook.extraction.attribution.lexicon import Roles, SpeakerKind
from tollbook.extraction.attribution.sources import kind_of_noun, singular
from tollbook.extraction.sentences.parse import ParsedDocument
from tollbook.model.text import Span

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

_PREPOSITION = re.compile(r"\s(?:of|for|in|at|from|by|on|with|to)\s|,")


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


class Describer:
    """Describes mentions of one document, with its parse where there is one."""

    def __init__(self, parsed: ParsedDocument, roles: Roles) -> None:
        self.parsed = parsed
        self.roles = roles
        self._starts = [sentence.start for sentence in parsed.sentences]

    def __call__(self, span: Span, *, speaks: bool = True, nested: bool = False) -> Mention:
        """What the words of a span say about whom they name."""
        words = self._words(span)
        head = words.root if words is not None else None
        word = head.text if head is not None else _head_word(span.quote)
        label = self._label(words)
        own = re.findall(r"[\w’'-]+", span.quote.lower())
        kind = self._kind(head, word, own, label)
        return Mention(
            span=span,
            name=span.quote,
            head=word.lower(),
            kind=kind,
            pronoun=self.roles.pronouns.get(span.quote.lower()),
            gender=next((self.roles.gender[w] for w in own if w in self.roles.gender), None),
            plural=self._plural(words, word),
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
