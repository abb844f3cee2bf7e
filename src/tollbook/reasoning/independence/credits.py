"""Whose text a page says it prints: "(Reuters)" after the place, "Source: AFP" at the end."""

from __future__ import annotations

import re
from functools import cache

from tollbook.language import LexiconError, load
from tollbook.model.document import Document

_NEAR = 200  # characters at either end of a page where such a line stands
_BRACKETS = re.compile(r"\([^()\n]{2,30}\)").findall
_LAST_LINE = re.compile(r"[^\n]{1,60}\Z")


def credited_agencies(document: Document) -> frozenset[str]:
    """The agencies that a page gives credit to; empty where it gives none.

    An agency that the report speaks of ("…, Reuters reported") is a voice, and no credit.
    """
    names = _agencies(document.language)
    if not names:
        return frozenset()
    text = document.text.rstrip()
    last = _LAST_LINE.search(text)
    lines = [document.text[b.start : b.end] for b in document.blocks if b.role != "body"]
    lines = [line for line in lines if len(line) <= _NEAR] + ([last[0]] if last else [])
    credit_lines = (line for line in lines if _is_credit(line))
    ends = (bracketed for end in (text[:_NEAR], text[-_NEAR:]) for bracketed in _BRACKETS(end))
    found = (match[0] for line in (*credit_lines, *ends) for match in names.finditer(line))
    return frozenset(name.upper() for name in found)


def _is_credit(line: str) -> bool:
    """Whether a line is too short, or ends too early, to be a sentence of the report."""
    return not line.rstrip().endswith((".", "!", "?", "”", '"'))


@cache
def _agencies(language: str) -> re.Pattern[str] | None:
    try:
        names = load(language, "layout").get("agencies", ())
    except LexiconError:  # a language may have no such words yet
        return None
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b") if names else None
