"""The gate: which sentences deserve a parse. A page without a casualty word costs next to nothing.

A term of the lexicon opens the gate where it starts a word and at most an inflection follows; the
search is one Aho-Corasick pass over the page. Weak terms ("held", "sent", "lost"), which most pages
hold, are read only near strong ones. Sentences are found here, too, without a parse: the gate
must decide before anything is parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from tollbook.extraction.sentences.dateline import DATELINE
from tollbook.extraction.sentences.parse import ParsedDocument, Parser, Sentence
from tollbook.extraction.tagger import Passage, tag
from tollbook.language import load
from tollbook.model.document import Document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ahocorasick_rs import AhoCorasick

    from tollbook.settings import Settings

_LONGEST_INFLECTION = 5  # "arrest" + "ments"; "kill" + "ings"
# A stop, perhaps a closing quote or bracket, blanks, and what could open a sentence.
_STOP = re.compile(r"[.!?…]{1,3}[\"'”’»)\]]{0,3}(\s{1,8})(?=[\"'“‘«(\[]{0,2}\s?[\w$€£])")
_LAST_WORD = re.compile(r"[\w.’'&-]{1,24}$")
_FIRST_WORD = re.compile(r"[\"'“‘«(\[\s]{0,4}(\w{1,24})")
_INITIAL = re.compile(r"(?:[A-Z]\.)*[A-Z]")
_CAPITAL = re.compile(r"[A-Z]")
_FEW_CAPITALS = 1 / 250  # of the characters; sentences of 150 characters begin with 1 / 150


def read_sentences(
    documents: Sequence[Document], parser: Parser, settings: Settings
) -> list[ParsedDocument]:
    """The sentences of each document, those worth it with their parse; none where no word asks.

    A sentence is worth a parse when it, or one at most `context_sentences` away, holds a casualty
    term: who speaks is often said a few sentences before. No parse makes sense of a table's rows.
    """
    chosen = [_worth_reading(document, settings) for document in documents]
    return _parse(documents, parser, settings, chosen)


def read_all_sentences(document: Document, parser: Parser, settings: Settings) -> ParsedDocument:
    """The document's sentences, each with its parse and tags, whatever they tell of.

    What attribution is measured by: a corpus of attributions holds few casualties.
    """
    found = list(sentences(document, settings.max_sentence_chars))
    every = range(len(found))
    hits = casualty_terms(document.text, document.language)
    (parsed,) = _parse([document], parser, settings, [_Choice(found, every, every, tuple(hits))])
    return parsed


@dataclass(frozen=True, slots=True)
class _Choice:
    """All sentences of a document, which of them to parse and which to tag, and its terms."""

    sentences: Sequence[tuple[int, int, int]] = ()
    parsed: Sequence[int] = ()
    tagged: Sequence[int] = ()
    terms: tuple[int, ...] = ()


def _worth_reading(document: Document, settings: Settings) -> _Choice:
    hits = casualty_terms(document.text, document.language)
    if not hits:
        return _Choice()
    found = list(sentences(document, settings.max_sentence_chars))
    holding: list[int] = []
    place = 0
    for hit in hits:
        while place < len(found) and found[place][1] <= hit:
            place += 1
        if place < len(found) and found[place][0] <= hit and holding[-1:] != [place]:
            holding.append(place)
    written = [document.blocks[block].role != "row" for _, _, block in found]
    worth, near = (
        sorted(
            {
                near
                for index in holding
                for near in range(max(0, index - context), min(len(found), index + context + 1))
                if written[near]
            }
        )
        for context in (settings.context_sentences, settings.tagged_neighbours)
    )
    return _Choice(found, worth, near, tuple(hits))


def _parse(
    documents: Sequence[Document],
    parser: Parser,
    settings: Settings,
    choices: Sequence[_Choice],
) -> list[ParsedDocument]:
    """The documents with their sentences; all are parsed in one go, and tagged in one go.

    Of many short documents that takes less time than one after the other.
    """
    parses = parser.parse(
        [
            document.text[slice(*chosen.sentences[index][:2])]
            for document, chosen in zip(documents, choices, strict=True)
            for index in chosen.parsed
        ]
    )
    docs = [dict(zip(chosen.parsed, parses, strict=False)) for chosen in choices]  # each its own
    tags = tag(
        [
            Passage(
                document.text,
                [(block.start, block.end) for block in document.blocks],
                [chosen.sentences[index] for index in chosen.tagged],
            )
            for document, chosen in zip(documents, choices, strict=True)
        ],
        parser.tagger,
    )
    return [
        ParsedDocument(
            document,
            tuple(
                Sentence(
                    *where,
                    document.text[where[0] : where[1]],
                    parsed.get(index),
                    document.language,
                    settings.value_policy,
                )
                for index, where in enumerate(chosen.sentences)
            ),
            found,
            chosen.terms,
            settings,
        )
        for document, chosen, parsed, found in zip(documents, choices, docs, tags, strict=True)
    ]


def casualty_terms(text: str, language: str) -> list[int]:
    """The offsets at which a casualty term of the language stands in the text, in order.

    >>> casualty_terms("Police said the skilled man was armed.", "en")
    []
    >>> casualty_terms("They killed nobody.", "en")
    [5]
    """
    automaton, exact, losing = _automaton(language)
    low = text.lower()
    if len(low) != len(text):  # a few capitals grow when lowered, and stay
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    found = []
    for term, start, end in automaton.find_matches_as_indexes(low, overlapping=True):
        most = 0 if exact[term] else _LONGEST_INFLECTION
        following = low[end : end + most + 1]
        inflected = len(following) <= most or not following.isalpha()
        if not inflected or low[start - 1 : start].isalnum():
            continue
        if term in losing and not _loses_people(low, end, language):
            continue
        found.append(start)
    return found


def _loses_people(text: str, end: int, language: str) -> bool:
    """Whether a number of people is lost behind the word: "lost 300 men"; not "lost the match"."""
    return _people_lost(language).match(text, end) is not None


@cache
def _people_lost(language: str) -> re.Pattern[str]:
    people = "|".join(load(language, "measures")["gate"]["lost"])
    return re.compile(rf"\s(?:[\w.,+-]+\s){{0,4}}?(?:{people})\b")


@cache
def _automaton(language: str) -> tuple[AhoCorasick, tuple[bool, ...], frozenset[int]]:
    """The search for all terms, which of them must stand as they are, and which lose people."""
    from ahocorasick_rs import AhoCorasick  # noqa: PLC0415 - only a process that reads needs it

    gate = load(language, "measures")["gate"]
    whole = [*gate["words"], *gate["losing"]]
    exact = (*(False for _ in gate["stems"]), *(True for _ in whole))
    losing = range(len(exact) - len(gate["losing"]), len(exact))
    return AhoCorasick([*gate["stems"], *whole]), exact, frozenset(losing)


def sentences(document: Document, max_chars: int) -> Iterator[tuple[int, int, int]]:
    """Each sentence as (start, end, index of its block), in order, without outer blanks.

    A sentence never crosses a block. One of more than `max_chars` characters is cut at a blank.
    """
    for index, block in enumerate(document.blocks):
        if block.role in ("caption", "byline"):
            continue
        for start, end in split(document.text, block.start, block.end, document.language):
            first = start
            while end - first > max_chars:
                blank = document.text.rfind(" ", first + 1, first + max_chars)
                middle = blank if blank > 0 else first + max_chars
                yield from ((*piece, index) for piece in _trim(document.text, first, middle))
                first = middle
            yield from ((*piece, index) for piece in _trim(document.text, first, end))


def split(text: str, start: int, end: int, language: str = "en") -> Iterator[tuple[int, int]]:
    """The sentences of `text[start:end]` as offsets, without outer blanks.

    >>> text = 'Gen. Ali spoke. "We lost 3 men." He left.'
    >>> [text[a:b] for a, b in split(text, 0, len(text))]
    ['Gen. Ali spoke.', '"We lost 3 men."', 'He left.']
    """
    dateline = DATELINE.match(text, start, end)
    begin = dateline.end() if dateline else start
    capitals = sum(1 for _ in _CAPITAL.finditer(text, start, end))
    ends = _ends_sentence if capitals > _FEW_CAPITALS * (end - start) else _ends_in_small_letters
    for stop in _STOP.finditer(text, begin, end):
        if ends(text, begin, stop, language):
            yield from _trim(text, begin, stop.start(1))
            begin = stop.end(1)
    yield from _trim(text, begin, end)


@cache
def _words(language: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    data = load(language, "sentences")
    return frozenset(data["titles"]), frozenset(data["others"]), frozenset(data["starters"])


def _ends_sentence(text: str, begin: int, stop: re.Match[str], language: str) -> bool:
    """Whether the stop is the end of a sentence and not of an abbreviation or initial."""
    following = _FIRST_WORD.match(text, stop.end(1))
    next_word = following.group(1) if following else ""
    if text[stop.start()] != "." or text[stop.start() : stop.start() + 2] == "..":
        return not next_word[:1].islower()
    titles, others, starters = _words(language)
    before = _LAST_WORD.search(text, max(begin, stop.start() - 24), stop.start())
    word = before.group() if before else ""
    if word in titles:
        return False
    if word in others or _INITIAL.fullmatch(word):
        return next_word in starters and word not in starters
    return not next_word[:1].islower()


def _ends_in_small_letters(text: str, begin: int, stop: re.Match[str], language: str) -> bool:
    """Whether a stop ends a sentence in a paragraph without capitals, as old archives print it."""
    if text[stop.start()] != "." or text[stop.start() : stop.start() + 2] == "..":
        return True
    abbreviations, words = _abbreviations_in_small_letters(language)
    before = _LAST_WORD.search(text, max(begin, stop.start() - 24), stop.start())
    word = before.group() if before else ""
    if word in words:  # "he said no. police", "room no. 4"
        return not text[stop.end(1) : stop.end(1) + 1].isdigit()
    return word not in abbreviations and not _INITIAL.fullmatch(word.upper())


@cache
def _abbreviations_in_small_letters(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """The abbreviations in small letters, and those of them that are words too."""
    titles, others, _ = _words(language)
    words = frozenset(load(language, "sentences")["words"])
    return frozenset(word.lower() for word in titles | others), words


def _trim(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
