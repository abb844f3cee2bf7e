"""Whose word it is: when two statements trace back to one voice."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from tollbook.model.statement import Statement, Voice

_ARTICLE = re.compile(r"\A(?:the|a|an)\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s\b")


def nobody_speaks(statement: Statement) -> bool:
    """Whether only the publisher stands behind the statement."""
    return all(voice.role == "publisher" for voice in statement.attribution)


@lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """A name without article, possessive, accents, punctuation and case, to compare it with others.

    >>> plain_name("The Defence Ministry’s"), plain_name("Médecins Sans Frontières")
    ('defence ministry', 'medecins sans frontieres')
    """
    bare = _ARTICLE.sub("", _POSSESSIVE.sub("", name.strip()))
    letters = unicodedata.normalize("NFKD", bare).casefold()
    kept = "".join(char if char.isalnum() else " " for char in letters if not _is_accent(char))
    return " ".join(kept.split())


def same_voice(left: Voice, right: Voice) -> bool:
    """Whether two voices are one: by their entity where both have one, else by their plain name."""
    if left.entity and right.entity:
        return left.entity == right.entity
    return plain_name(left.name) == plain_name(right.name)


def same_origin(left: Statement, right: Statement) -> bool:
    """Whether two statements trace back to one origin.

    A voice without a name of its own ("officials", "a doctor") is the same only within its
    document; so is a publisher that nobody stands behind.
    """
    if nobody_speaks(left) or nobody_speaks(right):
        return left.document == right.document and nobody_speaks(left) and nobody_speaks(right)
    if not same_voice(left.origin, right.origin):
        return False
    return left.document == right.document or _is_named(left.origin)


def names_of(voice: Voice) -> tuple[str, ...]:
    """What a voice can be looked up by: its entity's id where it has one, and its name."""
    return (voice.entity, voice.name) if voice.entity else (voice.name,)


def is_called(voice: Voice, name: str) -> bool:
    """Whether `name` (an entity's id or a name) means this voice."""
    return voice.entity == name or plain_name(voice.name) == plain_name(name)


def _is_named(voice: Voice) -> bool:
    return voice.entity is not None or any(
        word[0].isupper() for word in _ARTICLE.sub("", voice.name.strip()).split()
    )


def _is_accent(char: str) -> bool:
    return unicodedata.category(char) == "Mn"
