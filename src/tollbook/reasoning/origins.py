"""Whose word it is: when two statements trace back to one voice."""

from __future__ import annotations

from tollbook.model.statement import Statement, Voice
from tollbook.reasoning.names import is_many_people, is_name, plain_name

__all__ = [
    "hops",
    "is_called",
    "is_named",
    "names_of",
    "nobody_speaks",
    "plain_name",
    "same_origin",
    "same_voice",
]


def nobody_speaks(statement: Statement) -> bool:
    """Whether no source is given: only the publisher stands behind the statement."""
    return all(voice.role == "publisher" for voice in statement.attribution)


def same_voice(left: Voice, right: Voice) -> bool:
    """Whether two voices are one: by their entity where both have one, else by their plain name."""
    if left.entity and right.entity:
        return left.entity == right.entity
    return plain_name(left.name) == plain_name(right.name)


def same_origin(left: Statement, right: Statement) -> bool:
    """Whether two statements trace back to one origin.

    A voice without a name of its own ("officials", "a doctor") is the same only within its
    document; so is a publisher without a source.
    """
    if nobody_speaks(left) or nobody_speaks(right):
        return left.document == right.document and nobody_speaks(left) and nobody_speaks(right)
    if not same_voice(left.origin, right.origin):
        return False
    return left.document == right.document or is_named(left.origin)


def is_named(voice: Voice) -> bool:
    """Whether a voice is known by more than a description, so that it is one in all documents."""
    if voice.entity is not None:
        return not is_many_people(voice.entity)
    return is_name(voice.name)


def hops(statement: Statement) -> tuple[Voice, ...]:
    """Who passed it on, from the page inward, the origin itself left out.

    Where only the publisher speaks, no one has passed anything on.
    """
    return statement.attribution[:-1]


def names_of(voice: Voice) -> tuple[str, ...]:
    """What a voice can be looked up by: its entity's id where it has one, and its name."""
    return (voice.entity, voice.name) if voice.entity else (voice.name,)


def is_called(voice: Voice, name: str) -> bool:
    """Whether `name` (an entity's id or a name) means this voice."""
    return voice.entity == name or plain_name(voice.name) == plain_name(name)
