"""Marks of footnotes in a page: `62<sup>1</sup>` says 62, not 621."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from tollbook.reading.canonical import Edit, Traced

# All repetitions are possessive or bounded: the search never looks back far.
_RAISED = re.compile(
    r"<sup\b[^<>]{0,500}+>((?:[^<]{1,40}+|<(?!/?sup\b)[^<>]{0,500}+>){0,8}+)</sup\s{0,9}+>",
    re.IGNORECASE,
)
_LINKED = re.compile(
    r"<a\b[^<>]{0,300}?\bhref\s?=\s?[\"']?#[^<>]{0,300}+>(\s{0,9}\[?\w{1,3}\]?\s{0,9})</a\s{0,9}+>",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^<>]{0,500}+>")
_ONE = r"(?:\d{1,3}|[a-z]|[ivx]{1,5}|[*†‡§¶#]{1,3})"
_MARK = re.compile(rf"[\[(]?\s?{_ONE}(?:\s?[,;–-]\s?{_ONE}){{0,5}}\s?[\])]?", re.IGNORECASE)
_POWER = re.compile(r"[x×*·]\s?10\Z")


def without_footnote_marks(page: Traced) -> Traced:
    """The page without its raised marks and links to notes; what is left stays where it was.

    Ordinals ("5<sup>th</sup>") and powers of ten stay.

    >>> without_footnote_marks(Traced.whole("62<sup>1</sup> died on 5<sup>th</sup> May")).text
    '62 died on 5<sup>th</sup> May'
    """
    unmarked = page.edited(_marks(page.text))
    return unmarked.edited(_links(unmarked.text))


def _marks(markup: str) -> Iterator[Edit]:
    for raised in _RAISED.finditer(markup):
        inside = html.unescape(_TAG.sub("", raised[1])).strip()
        power = _POWER.search(markup, max(0, raised.start() - 6), raised.start())
        if _MARK.fullmatch(inside) and not power:
            yield raised.start(), raised.end(), ""


def _links(markup: str) -> Iterator[Edit]:
    """Links to notes right behind a word: `62<a href="#n1">1</a>`."""
    for link in _LINKED.finditer(markup):
        attached = markup[link.start() - 1 : link.start()].isalnum()
        if attached and _MARK.fullmatch(link[1].strip()):
            yield link.start(), link.end(), ""
