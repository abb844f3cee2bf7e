"""Which measures a phrase is about: "the numbers of both the killed and injured"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from tollbook.extraction.syntax.phrases import words_of
from tollbook.language import load
from tollbook.model.values import MEASURES, Measure

if TYPE_CHECKING:
    from spacy.tokens import Token

    from tollbook.model.statement import Figure

_NOUNS = ("toll", "event", "person")
_PARTICIPLES = frozenset({"VBN", "VBD", "JJ"})
_OUTCOMES = frozenset({"killed", "injured", "casualties", "missing"})


def measure_of(token: Token) -> Measure | None:
    """The measure that one word names as a noun, a participle or a state, if any."""
    lemma = token.lemma_.lower()
    if token.pos_ in ("NOUN", "PROPN", "ADJ"):
        before = token.nbor(-1).lemma_.lower() if token.i else ""
        for words in (f"{before} {lemma}", lemma):
            for construction in _NOUNS:
                if words in _terms(construction):
                    return _terms(construction)[words]
    if token.lower_ in _terms("state"):
        return _terms("state")[token.lower_]
    if token.tag_ not in _PARTICIPLES:
        return None
    return _terms("object").get(lemma) or _terms("subject").get(lemma)


def speaks_of_harm(token: Token) -> bool:
    """Whether the word speaks of people killed, injured, taken or driven out, in any form."""
    measure = measure_of(token)
    if measure is None and token.pos_ == "VERB":
        lemma = token.lemma_.lower()
        measure = _terms("object").get(lemma) or _terms("subject").get(lemma)
    return measure not in (None, "deployed")


def names_harm(token: Token) -> bool:
    """Whether the word names a harm itself, and not only the people who came to it.

    "Deaths", "arrests" and "were killed" do; "hostages" and "refugees" are who they are.
    """
    if not speaks_of_harm(token):
        return False
    is_noun = token.pos_ in ("NOUN", "PROPN")
    return not is_noun or measure_of(token) in _OUTCOMES or token.lemma_.lower() in _terms("event")


@cache
def _terms(construction: str) -> Mapping[str, Measure]:
    """The words of one construction of `measures.toml`, each with its measure."""
    table = load("en", "measures")[construction]
    return {words: measure for measure in MEASURES for words in table.get(measure, ())}


def measures_among(tokens: Iterable[Token]) -> tuple[Measure, ...]:
    """The measures named among some words, in their order, each once.

    People who are merely there ("casualties among the troops") are not what is measured.
    """
    found = [measure for token in tokens if (measure := measure_of(token)) is not None]
    harmed = [measure for measure in found if measure != "deployed"]
    return tuple(dict.fromkeys(harmed or found))


def measures_of_phrase(head: Token) -> tuple[Measure, ...]:
    """What a noun phrase counts: its head and those beside it, else the words under the head."""
    beside = [head, *head.conjuncts]
    own = () if is_counting(head) and not _says_of_what(head) else measures_among(beside)
    return own or measures_among(head.subtree)


def is_counting(token: Token) -> bool:
    """Whether the word says "how many" without saying of what: "the number", "the toll"."""
    return token.lemma_.lower() in words_of("en", "changes", "counting.nouns")


def _says_of_what(head: Token) -> bool:
    return measure_of(head) is not None and not any(
        measure_of(token) is not None for token in head.subtree if token != head
    )


def measures_before(
    figures: Sequence[Figure], offset: int, reach: int, both: bool
) -> tuple[Measure, ...]:
    """The measure of the last figure before an offset: what "the number" or "it" stands for.

    Figures over `reach` characters back are forgotten. With `both` the measures of the last two
    figures that stand together.
    """
    before = [
        figure
        for figure in figures
        if figure.evidence.start < offset and offset - figure.evidence.end < reach
    ]
    last = sorted(before, key=lambda figure: (figure.evidence.start, figure.evidence.end))
    chosen = [figure.measure for figure in last[-2 if both else -1 :]]
    return tuple(dict.fromkeys(chosen))
