"""The phrase "according to X" and its like: the whole clause around it is X's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tollbook.extraction.attribution.reading import Range, Reading
from tollbook.extraction.attribution.relation import Relation
from tollbook.extraction.attribution.sources import vouches_for_nothing
from tollbook.extraction.syntax.nouns import phrase_with_maker
from tollbook.extraction.syntax.tree import child

if TYPE_CHECKING:
    from spacy.tokens import Token


def according_relations(reading: Reading) -> Iterator[Relation]:
    """The relations of "According to X, ..." and "..., according to X"."""
    for i in range(len(reading.doc) - 1):
        length = phrase_length(reading, i)
        found = _relation(reading, i, i + length - 1) if length else None
        if found is not None:
            yield found


def phrase_length(reading: Reading, i: int) -> int:
    """How many tokens from token `i` are such a phrase; 0 where none begins there."""
    for words in reading.cues.according.get(reading.doc[i].lower_, ()):
        if tuple(token.lower_ for token in reading.doc[i : i + len(words)]) == words:
            return len(words)
    return 0


def _relation(reading: Reading, first: int, last: int) -> Relation | None:
    """The relation of a phrase from token `first` to `last`."""
    after = (t for t in reading.doc[last + 1 :] if t.pos_ in ("NOUN", "PROPN", "PRON"))
    noun = child(reading.doc[last], "pobj") or next(after, None)
    if noun is None:
        return None
    start, end = phrase_with_maker(noun)
    source = reading.span(max(start, last + 1), end)
    content = reading.spans(_around(reading, first, end))
    if source is None or not content:
        return None
    return Relation(
        voices=(source,),
        cue=reading.span(first, last),
        content=content,
        cue_lemma=reading.doc[first : last + 1].text.lower(),
        hedge="unconfirmed" if vouches_for_nothing(noun, reading.cues) else None,
    )


def _around(reading: Reading, first: int, last: int) -> list[Range]:
    """All of the sentence but the phrase from `first` to `last`."""
    doc = reading.doc
    end = len(doc) - 1
    comma = next((t.i for t in doc[last + 1 :] if t.text in (",", ";", ":")), None)
    if first <= 1:
        return [((comma or last) + 1, end)]
    clause = doc[first].head
    if doc[first - 1].text != "," and clause.pos_ in ("VERB", "AUX") and clause.i < first:
        return [(clause.left_edge.i, first - 1)]
    goes_on = comma is not None and not _new_clause(reading, list(doc[comma + 1 :]))
    return [(0, first - 1), *([(comma + 1, end)] if comma is not None and goes_on else [])]


def _new_clause(reading: Reading, rest: Sequence[Token]) -> bool:
    """Whether the words after the phrase turn to something else, or to somebody else's word."""
    turns = bool(rest) and rest[0].lower_ in ("but", "while", "although", "though", "yet")
    return turns or any(token.lemma_.lower() in reading.cues.plain for token in rest)
