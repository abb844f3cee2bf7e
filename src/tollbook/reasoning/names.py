"""Names of voices: plain forms to compare, and whether words name somebody or only describe."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator
from functools import cache, lru_cache
from typing import Any

from tollbook.language import LexiconError, languages, load

_ARTICLE = re.compile(r"\A(?:the|a|an)\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s\b")
_WORD = re.compile(r"[^\W_](?:[\w.'’&-]*\w)?")
_FULL_NAME = 4
_OWN_NAME = 3  # words; of a shorter one every country has its own


@lru_cache(maxsize=65536)
def plain_name(name: str) -> str:
    """A name without article, possessive, accents, punctuation and case, to compare it with others.

    >>> plain_name("The Defence Ministry’s"), plain_name("Médecins Sans Frontières")
    ('defence ministry', 'medecins sans frontieres')
    """
    bare = _ARTICLE.sub("", _POSSESSIVE.sub("", name.strip()))
    letters = unicodedata.normalize("NFKD", bare).casefold()
    kept = "".join(char if char.isalnum() else " " for char in letters if not _is_accent(char))
    return " ".join(kept.split())


@lru_cache(maxsize=65536)
def is_name(words: str) -> bool:
    """Whether words name somebody, so that two documents with them mean the same one.

    Those of a description don't, whatever their capitals; nor do those of a headline in capitals.

    >>> [is_name(words) for words in ("Mediazona", "the White Helmets", "spokesman John Kirby")]
    [True, True, True]
    >>> [is_name(words) for words in ("Officials", "Western officials", "SPY AGENCY", "It", "NIS")]
    [False, False, False, False, True]
    >>> is_name("a doctor at Al-Shifa Hospital"), is_name("a spokesman for the White Helmets")
    (False, True)
    >>> is_name("the University of Juba"), is_name("the Ministry of Health")
    (True, False)
    """
    return _names_somebody(principal(words))


@lru_cache(maxsize=65536)
def principal(words: str) -> str:
    """Whom a mouthpiece speaks for; the words themselves if no one is named behind it.

    >>> principal("a spokesman for the White Helmets"), principal("a doctor at Al-Shifa Hospital")
    ('the White Helmets', 'a doctor at Al-Shifa Hospital')
    """
    found = list(_WORD.finditer(words))
    for n, word in enumerate(found[1:-1], start=1):
        if word[0].casefold() in voice_words("speaks_for"):
            said = plain_name(words[: word.start()])
            behind = words[found[n + 1].start() :]
            speaks = any(said.endswith(noun) for noun in voice_words("mouthpieces"))
            return behind if speaks and _names_somebody(behind) else words
    return words


@lru_cache(maxsize=65536)
def head(words: str) -> tuple[str, ...]:
    """The words of a name up to where more is said of it: "the leader of X" is "leader".

    >>> head("President Olena Marsh of the Northern League")
    ('President', 'Olena', 'Marsh')
    """
    found = _WORD.findall(_ARTICLE.sub("", words.partition(",")[0].strip()))
    end = next((n for n, word in enumerate(found) if word in voice_words("more_of_it")), len(found))
    return tuple(found[:end])


def full_name_within(words: tuple[str, ...], known: Container[str]) -> str | None:
    """The known full name, as a plain name, that ends `words` after a title or an office.

    >>> full_name_within(("White", "House", "spokesman", "John", "Kirby"), {"john kirby"})
    'john kirby'
    """
    for start in range(1, len(words) - 1):
        name = plain_name(" ".join(words[start:]))
        if name in known and is_common(words[start - 1]):
            return name
    return None


def surname(words: tuple[str, ...]) -> str | None:
    """The one name, as a plain name, that is left after titles; None where there are more.

    >>> surname(("Mr", "Lee")), surname(("Lee",)), surname(("Lee", "Seong-kweun"))
    ('lee', 'lee', None)
    """
    last = [word for word in words if not is_common(word)]
    return plain_name(last[0]) if len(last) == 1 and last[0] == words[-1] else None


def own_name(name: str) -> str | None:
    """What an organisation is called, as a plain name, after whose it is; None for a short name.

    >>> own_name("the South's National Intelligence Service"), own_name("the South's army")
    ('national intelligence service', None)
    """
    _, _, rest = name.replace("’", "'").partition("'s ")
    return plain_name(rest) if len(rest.split()) >= _OWN_NAME else None


@lru_cache(maxsize=65536)
def is_full_name(name: str) -> bool:
    """Whether words may be the full name of a person: two to four names and nothing else.

    >>> is_full_name("John Kirby"), is_full_name("the National Intelligence Service")
    (True, False)
    """
    parts = _WORD.findall(name)
    return 2 <= len(parts) <= _FULL_NAME and not any(
        is_common(part) or not part[0].isupper() or part.isupper() for part in parts
    )


def _names_somebody(words: str) -> bool:
    parts = head(words)
    if not parts or (len(parts) > 1 and words.upper() == words):
        return False
    if not parts[-1][0].isupper():
        return False
    return not all(is_common(part) for part in (*parts, *_of_which(words, parts)))


def _of_which(words: str, parts: tuple[str, ...]) -> Iterator[str]:
    """The names after the "of" of an organisation: University of Juba, but not residents of it."""
    if parts[-1].casefold() in _organisations():
        _, _, rest = words.partition(" of ")
        yield from (word for word in _WORD.findall(rest) if word[0].isupper())


def is_common(word: str) -> bool:
    """Whether a word is a noun for speakers, an office or a pronoun, in the singular or plural."""
    if len(word) > 1 and word.isupper():
        return False
    small = word.casefold()
    return small in _common() or (small.endswith("s") and small[:-1] in _common())


@cache
def _common() -> frozenset[str]:
    words = set(voice_words("pronouns")) | voice_words("descriptions")
    for phrases in _tables("offices", "offices"):
        words.update(word for phrase in phrases.values() for one in phrase for word in one.split())
    for kind in ("person", "organisation", "document"):
        for nouns in _tables("roles", kind):
            words.update(nouns)
    for titles in _tables("roles", "titles"):
        words.update(titles.get("words", ()))
    return frozenset(words)


@cache
def _organisations() -> frozenset[str]:
    return frozenset(noun for nouns in _tables("roles", "organisation") for noun in nouns)


@cache
def voice_words(key: str) -> frozenset[str]:
    """The words of one list under [voices] in claims.toml, of all languages."""
    return frozenset(word for table in _tables("claims", "voices") for word in table.get(key, ()))


def is_many_people(entity: str) -> bool:
    """Whether an entity's id means people who speak each for themselves: officials of a country.

    >>> is_many_people("gov:UA:officials"), is_many_people("gov:UA:army")
    (True, False)
    """
    return entity.endswith(tuple(voice_words("many_people")))


def _tables(lexicon: str, key: str) -> Iterator[Any]:
    """One table of a lexicon in every language that has it."""
    for language in languages():
        try:
            found = load(language, lexicon).get(key)
        except LexiconError:  # a language may have no such words yet
            continue
        if found is not None:
            yield found


def _is_accent(char: str) -> bool:
    return unicodedata.category(char) == "Mn"
