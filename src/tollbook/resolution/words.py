"""Words as names are compared: without case, accents, possessives, dots and spelling habits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from types import MappingProxyType
from typing import NamedTuple

from tollbook.language import load

_WORD = re.compile(r"(?:[^\W\d_]\.){2,8}(?:['’ʼ]s\b)?|[^\W_]{1,60}(?:['’ʼ][^\W_]{1,60}){0,4}")
_APOSTROPHES = ("'", "’", "ʼ")
_POSSESSIVE = re.compile(r"['’ʼ]s\Z", re.IGNORECASE)
_PLAIN_LETTERS = str.maketrans("ıøłđßæœþð", "iolds" + "aotd")
ARTICLES = frozenset({"the", "a", "an"})


class Word(NamedTuple):
    """A word of a text: where it stands, as it stands (without 's), and as it is compared."""

    start: int
    end: int
    raw: str
    key: str

    @property
    def capital(self) -> bool:
        """Whether the word begins with a capital letter (or a digit, which has no case)."""
        return self.raw[0].isupper() or self.raw[0].isdigit()


def words(text: str) -> Iterator[Word]:
    """The words of a text in order, one at a time.

    >>> [word.key for word in words("the U.S.’s Défense Department")]
    ['the', 'us', 'defence', 'department']
    """
    for found in _WORD.finditer(text):
        raw = found[0]
        if raw[-2:-1] in _APOSTROPHES:
            raw = _POSSESSIVE.sub("", raw)
        yield Word(found.start(), found.start() + len(raw), raw, _key(raw))


@lru_cache(maxsize=32)  # a document's whole text is gone through four times, by different stages
def all_words(text: str) -> tuple[Word, ...]:
    """The words of a text, kept for whoever asks for them next."""
    return tuple(words(text))


@lru_cache(maxsize=20_000)  # names are compared again and again
def keys(text: str) -> tuple[str, ...]:
    """The words of a name as they are compared, without a leading article.

    >>> keys("The Médecins Sans Frontières")
    ('medecins', 'sans', 'frontieres')
    """
    return tuple(word.key for word in without_article(tuple(words(text))))


def without_article(name: Sequence[Word]) -> Sequence[Word]:
    """The words of a name from the first that is no article."""
    return name[1:] if len(name) > 1 and name[0].key in ARTICLES else name


def is_acronym(alias: str) -> bool:
    """Whether an alias is written in capitals only, and so does not stand for small letters.

    >>> [is_acronym(alias) for alias in ("WHO", "U.S.", "RFE/RL", "Fars", "M23")]
    [True, True, True, False, True]
    """
    return " " not in alias and alias == alias.upper()


def written_as_acronym(name: Sequence[Word]) -> bool:
    """Whether words may stand for an acronym: "NIS", "Unicef", but not "who" or "Who"."""
    return all(word.raw.isupper() or (len(word.raw) > 3 and word.capital) for word in name)


@lru_cache(maxsize=20_000)  # nearly all words of a text have been read before
def _key(raw: str) -> str:
    if raw.isascii():
        plain = raw.lower()
    else:
        parts = unicodedata.normalize("NFKD", raw.casefold())
        plain = "".join(c for c in parts if not unicodedata.combining(c)).translate(_PLAIN_LETTERS)
    plain = plain.replace("'", "").replace("’", "").replace("ʼ", "").replace(".", "")
    return _spelling().get(plain, plain)


@cache
def _spelling() -> Mapping[str, str]:
    return MappingProxyType(dict(load("en", "offices")["spelling"]))
