"""What an event is about, by its words: enough to see that two texts speak of the same one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from tollbook.language import load
from tollbook.model.statement import Prediction
from tollbook.resolution.words import Word, words

_ENDINGS = re.compile(r"(?:ing|ed|es|s)\Z")


def kind_of(word: str) -> str:
    """The kind of event that a word means: the first word of its family, else its own stem.

    >>> kind_of("arrived") == kind_of("visit"), kind_of("monuments") == kind_of("monument")
    (True, True)
    """
    return _families().get(word) or stem(word)


@lru_cache(maxsize=1024)
def forms_of(word: str) -> re.Pattern[str]:
    """Where a text may have a word for the same kind of event as `word`; `kind_of` decides."""
    family = [one for one, first in _families().items() if first == kind_of(word)]
    forms = [re.escape(one) for one in sorted(family, key=lambda one: (-len(one), one))]
    either = "|".join(forms) or rf"{re.escape(stem(word))}\w{{0,3}}"
    return re.compile(rf"\b(?:{either})\b", re.IGNORECASE)


def stem(word: str) -> str:
    """A word without its ending; short words are left alone.

    >>> stem("soldiers"), stem("killed"), stem("war")
    ('soldier', 'kill', 'war')
    """
    return _ENDINGS.sub("", word) if len(word) > 4 else word


def telling(text: str) -> tuple[Word, ...]:
    """The words of a text that carry meaning."""
    passed_over = _passed_over()
    return tuple(
        word for word in words(text) if word.key not in passed_over and not word.key.isdigit()
    )


def event_word(prediction: Prediction) -> Word | None:
    """The word for what is to happen: the first that has a family, else the first."""
    found = telling(prediction.event.quote)
    return next((word for word in found if word.key in _families()), next(iter(found), None))


def stems(found: Iterable[Word]) -> frozenset[str]:
    """The stems of some words."""
    return frozenset(stem(word.key) for word in found)


@cache
def _families() -> Mapping[str, str]:
    families = load("en", "bearing")["families"]
    return {word: family[0] for family in reversed(families) for word in family}


@cache
def _passed_over() -> frozenset[str]:
    return frozenset(load("en", "bearing")["passed_over"])
