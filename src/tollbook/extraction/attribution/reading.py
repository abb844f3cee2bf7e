"""A parsed sentence as attribution reads it: its verbs of speech, their clauses, and its spans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tollbook.extraction.attribution.lexicon import Cues, Roles, cues, roles
from tollbook.extraction.sentences.parse import ParsedDocument, Sentence
from tollbook.extraction.syntax.nouns import phrase_with_maker
from tollbook.extraction.syntax.tree import child
from tollbook.extraction.syntax.verbs import is_clause, is_passive
from tollbook.model.text import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Range = tuple[int, int]
"""The first and last token of a stretch of a sentence."""

CLOSING_MARKS = frozenset(("”", '"', "''", "’", "'", "»"))
BREAKS = CLOSING_MARKS | {",", "--", "–", "—", "-", "?", "!"}
_OUTER = (",", ";", ":", "-", "--", "–", "—", ".", "…")
_WISHES = ("plan", "demand", "ask", "claim", "deny", "predict", "warn", "admit")


@dataclass(frozen=True, slots=True)
class Reading:
    """One parsed sentence with the words of its language at hand."""

    parsed: ParsedDocument
    sentence: Sentence
    doc: Doc
    cues: Cues
    roles: Roles

    def span(self, first: int, last: int) -> Span | None:
        """The span of tokens `first` to `last`, both included, without outer commas and dashes."""
        while first <= last and (self.doc[first].is_space or self.doc[first].text in _OUTER):
            first += 1
        while last >= first and (self.doc[last].is_space or self.doc[last].text in _OUTER):
            last -= 1
        if last < first:
            return None
        start = self.sentence.start + self.doc[first].idx
        end = self.sentence.start + self.doc[last].idx + len(self.doc[last])
        return self.parsed.span(start, end)

    def spans(self, ranges: Iterable[Range]) -> tuple[Span, ...]:
        """The spans of several ranges of tokens, empty ones left out."""
        found = (self.span(first, last) for first, last in ranges)
        return tuple(span for span in found if span is not None)

    def phrase(self, noun: Token) -> Span | None:
        """The span of the phrase around a noun."""
        return self.span(*phrase_with_maker(noun))

    def is_cue(self, token: Token) -> bool:
        """Whether the token is a verb of speech, with its particle where it needs one."""
        lemma = token.lemma_.lower()
        if not token.tag_.startswith("VB") or lemma not in self.cues.verbs:
            return False
        particle = self.cues.phrasal.get(lemma)
        after = self.doc[token.i + 1 : token.i + 2]
        return particle is None or (len(after) == 1 and after[0].lower_ == particle)

    def is_finite_and_plain(self, cue: Token) -> bool:
        """Whether the verb surely speaks, and has a tense of its own."""
        lemma = cue.lemma_.lower()
        plain = lemma in self.cues.plain or self.cues.verbs[lemma] == "say"
        perfect = cue.tag_ == "VBN" and any(
            other.lemma_ == "have" and other.dep_ == "aux" for other in cue.lefts
        )
        return plain and (perfect or cue.tag_ in ("VBD", "VBZ", "VBP"))

    def is_passive(self, cue: Token) -> bool:
        """Whether a verb of speech is passive: "was said", "officers suspected of a killing".

        A participle with a subject and no auxiliary is a past tense that the parse took amiss, "The
        Herald reported"; of a verb of harm it would be a headline's passive, "dozens wounded".
        """
        if child(cue, "auxpass") is None and child(cue, "nsubj") is not None:
            return False
        return is_passive(cue)

    def reported_clause(self, cue: Token) -> Token | None:
        """The verb of the clause that a verb of speech reports: "said that two were killed"."""
        labels = ["ccomp"]
        if self.cues.verbs[cue.lemma_.lower()] in _WISHES:
            labels.append("xcomp")
        found = [c for c in cue.children if c.dep_ in labels and is_clause(c)]
        right = [c for c in found if c.i > cue.i]
        return next(iter(right or found), None)


def readings(parsed: ParsedDocument) -> Iterator[Reading]:
    """The parsed sentences of a document in order."""
    language = parsed.document.language
    for sentence, doc in parsed.parsed_sentences():
        yield Reading(parsed, sentence, doc, cues(language), roles(language))
