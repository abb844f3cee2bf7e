"""Names of private persons, hidden in whatever is shown: pages, tables, records and pictures.

Names are hidden in the finished text, so that no page can forget to: also where a name is escaped
for HTML or JSON, stands in an address, or has marks of a page between its words.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from html import escape
from urllib.parse import quote

HIDDEN = "[name hidden]"
"""What is shown in place of a name."""

_BETWEEN = r"(?:\s|&nbsp;|%20|\+|<[^<>]{0,500}>|\\[nt])+"
_WORD = re.compile(r"\w+")


class NameHider:
    """Hides some names in any text.

    >>> NameHider(["Salma Idris", "Idris"]).hide("<b>Salma</b> Idris, a nurse; later Idris said")
    '<b>[name hidden], a nurse; later [name hidden] said'
    """

    def __init__(self, names: Iterable[str]) -> None:
        # The longest first: a full name goes before its parts.
        self._names = [
            (frozenset(_WORD.findall(name.casefold())), _pattern(name))
            for name in sorted(set(names), key=lambda name: (-len(name), name))
        ]

    def hide(self, text: str) -> str:
        """The text with every name in it replaced."""
        there = set(_WORD.findall(_plain(text).casefold()))
        patterns = [pattern for words, pattern in self._names if words <= there]
        if not patterns:
            return text
        return re.sub("|".join(patterns), HIDDEN, text)


def _plain(text: str) -> str:
    """The text with what escaping does to letters undone, to see which words are in it."""
    if "%" in text or "\\u" in text or "&#" in text:
        unquoted = re.sub(r"(?:%[0-9A-Fa-f]{2})+", lambda found: _unquoted(found[0]), text)
        unescaped = re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), unquoted)
        text = f"{text} {unescaped}"
    return f"{text} {unicodedata.normalize('NFC', text)}"


def _unquoted(octets: str) -> str:
    return bytes.fromhex(octets.replace("%", "")).decode("utf-8", "replace")


def _pattern(name: str) -> str:
    words = name.split()
    each = ["|".join(dict.fromkeys(map(re.escape, _forms(word)))) for word in words]
    return r"(?<!\w)" + _BETWEEN.join(f"(?:{forms})" for forms in each) + r"(?!\w)"


def _forms(word: str) -> Iterator[str]:
    """A word as it may stand in a page, a record, an address, or a title in capitals."""
    for form in (word, unicodedata.normalize("NFD", word), word.upper()):
        yield form
        yield escape(form)
        yield form.replace("'", "&#39;").replace("’", "&rsquo;")
        yield json.dumps(form)[1:-1]
        yield quote(form)
