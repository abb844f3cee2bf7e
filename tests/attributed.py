"""Who is made to say some words of a text, for the tests of attribution."""

from __future__ import annotations

from factories import a_span
from passages import a_passage
from tollbook.extraction.attribution import Attribution, find_attributions


def attributed(text: str, words: str) -> Attribution | None:
    """The attribution of some words of a text."""
    parsed = a_passage(text)
    return find_attributions(parsed).of(a_span(parsed.document, words))


def chain(text: str, words: str) -> list[str]:
    """The names of the voices behind some words, relayers first; empty for the publisher."""
    found = attributed(text, words)
    return [] if found is None else [voice.name for voice in found.voices]
