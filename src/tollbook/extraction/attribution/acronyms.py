"""Acronyms that the text introduces: "National Intelligence Service (NIS)" and the other way."""

from __future__ import annotations

import re

# Up to ten words of a name, the small ones between included, then the acronym in brackets.
_INTRODUCED = re.compile(
    r"((?:[A-Z][\w’'.&-]{0,40}\s(?:(?:of|for|and|the|de|on|in|to)\s){0,2}){1,9}?)"
    r"\(([A-Z][A-Za-z]{1,9})\)"
)
_SPELLED_OUT = re.compile(
    r"\b([A-Z][A-Z]{1,9})\s\(((?:[A-Z][\w’'&-]{0,40}\s?(?:(?:of|for|and|the|de)\s){0,2}){2,9})\)"
)


def introduced_acronyms(text: str) -> dict[str, str]:
    """Each acronym that brackets introduce, with its full name.

    >>> introduced_acronyms("The Fictional Relief Agency (FRA) met the FRB (Frontier Board).")
    {'FRA': 'Fictional Relief Agency'}
    """
    found: dict[str, str] = {}
    for match in _INTRODUCED.finditer(text):
        name = _spelled(match.group(1).strip(), match.group(2), loosely=True)
        if name is not None:
            found.setdefault(match.group(2), name)
    for match in _SPELLED_OUT.finditer(text):
        name = _spelled(match.group(2).strip(), match.group(1))
        if name is not None:
            found.setdefault(match.group(1), name)
    return found


def initials(name: str) -> str:
    """The first letters of the words of a name that have capitals, without its article.

    >>> initials("The National Intelligence Service of Ruritania")
    'NISR'
    """
    bare = re.sub(r"^(?:The|A|An)\s", "", name)
    return "".join(word[0] for word in re.findall(r"\w+", bare) if word[0].isupper())


def _spelled(name: str, acronym: str, *, loosely: bool = False) -> str | None:
    """The last words of `name` whose initials are the acronym; None where they don't fit.

    `loosely`: it is enough that the first letters agree, as in "Liberation Tigers of Toval (LTTE)"
    or where the acronym stands for the words of another language.
    """
    words = name.split()
    for first in range(len(words)):
        rest = " ".join(words[first:])
        if words[first][0] == acronym[0] and initials(rest).upper().startswith(acronym.upper()):
            return rest
    if not loosely or len(words) < 2:
        return None
    return next((" ".join(words[i:]) for i, w in enumerate(words) if w[0] == acronym[0]), None)
