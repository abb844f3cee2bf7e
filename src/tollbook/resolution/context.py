"""What one document tells of the names in it: acronyms it explains, countries it speaks of."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from tollbook.resolution.countries import countries_in
from tollbook.resolution.offices import offices_in
from tollbook.resolution.words import all_words, is_acronym, keys, words

MAX_CONTEXT_CHARS = 200_000  # a report names its parties early; a dump names everything
_ACRONYM = re.compile(r"\(([A-Z][A-Za-z0-9-]{1,9})\)")
_EXPLAINED = re.compile(r"\b([A-Z][A-Z0-9-]{1,9}) \(([^()\n]{5,100})\)")
_FULL_NAME_CHARS = 120


@dataclass(frozen=True)
class Context:
    """The names of one document; every part is worked out when it is first asked for."""

    text: str

    @classmethod
    def empty(cls) -> Context:
        """The context of a name that stands alone."""
        return cls("")

    @cached_property
    def countries(self) -> frozenset[str]:
        """ISO 3166 alpha-2 codes of the countries that the document names in any way."""
        return countries_in(self.text)

    @cached_property
    def offices(self) -> Mapping[str, frozenset[str]]:
        """For each kind of office, the countries whose office the document names."""
        return offices_in(self.text)

    @cached_property
    def acronyms(self) -> Mapping[str, str]:
        """The acronyms that the document explains, each with the full name at its first place."""
        return explained_acronyms(self.text)

    @cached_property
    def _running_keys(self) -> str:
        return f" {' '.join(word.key for word in all_words(self.text))} "

    def expansion(self, name: str) -> str | None:
        """The full name that the document gives for an acronym, None where it gives none."""
        bare = name.removeprefix("the ").removeprefix("The ").strip()
        return self.acronyms.get(bare)

    def names_in_full(self, names: Sequence[str], country: str | None) -> bool:
        """Whether the document uses one of these names that is no acronym."""
        full = (keys(name) for name in names if not is_acronym(name))
        return any(f" {' '.join(key)} " in self._running_keys for key in full)

    def names_country_of(self, names: Sequence[str], country: str | None) -> bool:
        """Whether the document names this country."""
        return country in self.countries


def explained_acronyms(text: str) -> dict[str, str]:
    """The acronyms that a text explains, either way round.

    >>> explained_acronyms("The Sudan Relief Fund (SRF) and CAR (Conflict Armament Research) said")
    {'SRF': 'Sudan Relief Fund', 'CAR': 'Conflict Armament Research'}
    """
    found: dict[str, str] = {}
    for match in _ACRONYM.finditer(text):
        before = text[max(match.start() - _FULL_NAME_CHARS, 0) : match.start()]
        full = _name_of(match[1], before.rpartition("\n")[2])
        if full:
            found.setdefault(match[1], full)
    for match in _EXPLAINED.finditer(text):
        full = _name_of(match[1], match[2])
        if full and len(full) == len(match[2].strip()):
            found.setdefault(match[1], full)
    return found


def _name_of(acronym: str, before: str) -> str | None:
    """The words at the end of `before` whose initials spell the acronym, small words aside."""
    letters = [c for c in acronym.lower() if c.isalnum()]
    for word in reversed(tuple(words(before))):
        if word.key[:1] == letters[-1]:
            letters.pop()
            if not letters:
                return before[word.start :].strip() if word.capital else None
        elif word.capital:
            return None
    return None
