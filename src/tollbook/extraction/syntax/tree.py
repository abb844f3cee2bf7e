"""Steps through a parse: from a word to those that hang on it, and to those it hangs on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

LONGEST_CHAIN = 40  # steps up or across a parse; no real sentence needs more


def child(token: Token, *labels: str) -> Token | None:
    """The first word that hangs on the token under one of the labels."""
    return next((other for other in token.children if other.dep_ in labels), None)
