"""The gate: which sentences deserve a parse. A page without a casualty word costs next to nothing.

A term of the lexicon opens the gate where it starts a word and at most an inflection follows; the
search is one Aho-Corasick pass over the page. Weak terms ("held", "sent", "lost"), which most pages
hold, are read only near strong ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from tollbook.extraction.sentences.boundaries import sentences
from tollbook.extraction.sentences.parse import ParsedDocument, Parser, Sentence
from tollbook.extraction.tagger import tag
from tollbook.language import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ahocorasick_rs import AhoCorasick

    from tollbook.model.document import Document
    from tollbook.settings import Settings

_LONGEST_INFLECTION = 5  # "arrest" + "ments"; "kill" + "ings"


def read_sentences(document: Document, parser: Parser, settings: Settings) -> ParsedDocument:
    """The document's sentences, those worth it with their parse; none at all where no word asks.

    A sentence is worth a parse when it, or one at most `context_sentences` away, holds a casualty
    term: who speaks is often said a few sentences before. No parse makes sense of a table's rows.
    """
    hits = casualty_terms(document.text, document.language)
    if not hits:
        return ParsedDocument(document, (), settings=settings)
    found = list(sentences(document, settings.max_sentence_chars))
    holding = _holding(found, hits)
    written = [document.blocks[block].role != "row" for _, _, block in found]
    worth, near = (
        [index for index in _with_neighbours(holding, len(found), context) if written[index]]
        for context in (settings.context_sentences, settings.tagged_neighbours)
    )
    return _parse(document, parser, settings, _Choice(found, worth, near, tuple(hits)))


def read_all_sentences(document: Document, parser: Parser, settings: Settings) -> ParsedDocument:
    """The document's sentences, each with its parse and tags, whatever they tell of.

    What attribution is measured by: a corpus of attributions holds few casualties.
    """
    found = list(sentences(document, settings.max_sentence_chars))
    every = range(len(found))
    hits = casualty_terms(document.text, document.language)
    return _parse(document, parser, settings, _Choice(found, every, every, tuple(hits)))


@dataclass(frozen=True, slots=True)
class _Choice:
    """All sentences of a document, which of them to parse and which to tag, and its terms."""

    sentences: Sequence[tuple[int, int, int]]
    parsed: Sequence[int]
    tagged: Sequence[int]
    terms: tuple[int, ...]


def _parse(
    document: Document, parser: Parser, settings: Settings, chosen: _Choice
) -> ParsedDocument:
    found = chosen.sentences
    texts = [document.text[start:end] for start, end, _ in found]
    parses = parser.parse([texts[i] for i in chosen.parsed])
    docs = dict(zip(chosen.parsed, parses, strict=True))
    blocks = [(block.start, block.end) for block in document.blocks]
    return ParsedDocument(
        document,
        tuple(
            Sentence(*where, text, docs.get(index), document.language, settings.value_policy)
            for index, (where, text) in enumerate(zip(found, texts, strict=True))
        ),
        tag(document.text, blocks, [found[i] for i in chosen.tagged], parser.tagger),
        chosen.terms,
        settings,
    )


def casualty_terms(text: str, language: str) -> list[int]:
    """The offsets at which a casualty term of the language stands in the text, in order.

    >>> casualty_terms("Police said the skilled man was armed.", "en")
    []
    >>> casualty_terms("They killed nobody.", "en")
    [5]
    """
    automaton, exact = _automaton(language)
    low = text.lower()
    if len(low) != len(text):  # a few capitals grow when lowered, and stay
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return [
        start
        for term, start, end in automaton.find_matches_as_indexes(low, overlapping=True)
        if not low[start - 1 : start].isalnum()
        and _letters_after(low, end) <= (0 if exact[term] else _LONGEST_INFLECTION)
    ]


@cache
def _automaton(language: str) -> tuple[AhoCorasick, tuple[bool, ...]]:
    """The search for all terms, and which of them must stand as they are."""
    from ahocorasick_rs import AhoCorasick  # noqa: PLC0415 - only a process that reads needs it

    gate = load(language, "measures")["gate"]
    exact = (*(False for _ in gate["stems"]), *(True for _ in gate["words"]))
    return AhoCorasick([*gate["stems"], *gate["words"]]), exact


def _letters_after(text: str, end: int) -> int:
    """How many letters follow, counted no further than matters."""
    count = 0
    while count <= _LONGEST_INFLECTION and text[end + count : end + count + 1].isalpha():
        count += 1
    return count


def _holding(found: Sequence[tuple[int, int, int]], hits: Iterable[int]) -> list[int]:
    """The sentences that hold a casualty term, in order."""
    holding: list[int] = []
    index = 0
    for hit in hits:
        while index < len(found) and found[index][1] <= hit:
            index += 1
        if index < len(found) and found[index][0] <= hit and holding[-1:] != [index]:
            holding.append(index)
    return holding


def _with_neighbours(holding: Iterable[int], count: int, context: int) -> list[int]:
    """Those sentences and the `context` before and after each, of `count` in all."""
    chosen: set[int] = set()
    for index in holding:
        chosen.update(range(max(0, index - context), min(count, index + context + 1)))
    return sorted(chosen)
