"""Words as they are searched: taken out of text here, so that every database finds the same."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_QUOTATION = re.compile(r'"([^"]*)"?')

_LONGEST = 64  # characters of a word that count; PostgreSQL takes 2,046 bytes
_MOST = 32  # words of a question that count; nobody types more, and SQLite nests no deeper than 256


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand side by side; `is_begun`: of the last one only the start may be there."""

    words: tuple[str, ...]
    is_begun: bool = False


Words = tuple[Phrase, ...]
"""What somebody looks for: all of these phrases, in any order."""


def words_of(text: str) -> list[str]:
    """The words of a text in their order, without case, accents and the commas of thousands.

    >>> words_of("Al-Shifa’s doctors counted 1,200 dead in Łódź")
    ['al', 'shifa', 's', 'doctors', 'counted', '1200', 'dead', 'in', 'łodz']
    """
    letters = unicodedata.normalize("NFKD", text)
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()
    return [word[:_LONGEST] for word in _WORD.findall(_THOUSANDS.sub("", plain))]


def parse(question: str) -> Words:
    """What a question asks for: words, and phrases in quotation marks.

    Whatever else stands there is no word; there is no syntax that could be wrong. The last word
    need not be complete, unless a quotation mark ends it.

    >>> parse('kursk "north korean" sol')
    (Phrase(words=('kursk',), is_begun=False), \
Phrase(words=('north', 'korean'), is_begun=False), Phrase(words=('sol',), is_begun=True))
    """
    phrases: list[Phrase] = []
    end = 0
    for quotation in _QUOTATION.finditer(question.replace("“", '"').replace("”", '"')):
        phrases += _words(question[end : quotation.start()])
        phrases.append(Phrase(tuple(words_of(quotation[1]))))
        end = quotation.end()
    phrases += _words(question[end:])
    phrases = [phrase for phrase in phrases if phrase.words]
    is_last_open = bool(phrases) and not question.rstrip().endswith(('"', "”"))
    kept = _first(phrases)
    return tuple(
        Phrase(phrase.words, is_last_open and number == len(phrases))
        for number, phrase in enumerate(kept, 1)
    )


def _words(text: str) -> list[Phrase]:
    """Each word by itself; one with a mark in it, such as a hyphen, is a phrase."""
    return [Phrase(tuple(words_of(word))) for word in text.split()]


def _first(phrases: list[Phrase]) -> list[Phrase]:
    """The phrases that hold the first words, up to the bound."""
    kept: list[Phrase] = []
    left = _MOST
    for phrase in phrases:
        if left <= 0:
            break
        kept.append(Phrase(phrase.words[:left]))
        left -= len(phrase.words)
    return kept
