"""The text of a page as its markup writes it: a linear scan that keeps every offset.

This is no HTML parser. It finds where text stands, for the source map, and measures how deep the
tags nest, before a real parser is trusted with the page. It never looks back, so that its time is
proportional to the length of the page whatever the page is.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from tollbook.model.problem import Problem
from tollbook.reading.canonical import Traced, canonical, joined
from tollbook.settings import Settings

# Quotation marks open an attribute's value after "=" only; all repetitions are possessive.
_TAG = re.compile(
    r"""<(/?)([a-zA-Z][^\s/>]{0,60}+)
    (?:[^>"'=]++ | =\s*+(?:"[^"]*+" | '[^']*+' | [^\s>"']?) | ["'])*+>""",
    re.VERBOSE,
)
_RAW_TEXT = {"script", "style", "xmp", "iframe", "noembed", "noframes"}
_END_OF_RAW = {name: re.compile(rf"</{name}\b", re.IGNORECASE) for name in _RAW_TEXT | {"title"}}

# Tags that a page says something of itself with.
_TELLING = {"html", "title", "meta", "link", "time", "h1", "script"}
_MAX_ELEMENTS = 2_000
_MAX_TAG = 20_000
_OPEN_ABOVE = 3  # telling elements that one can hold, such as a time in a heading
_ATTRIBUTE = re.compile(
    r"""([a-zA-Z_:@][\w:.@-]{0,60})\s{0,20}=\s{0,20}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))"""
)

# Tags that hold nothing, and those that a second one of their kind closes.
_NOT_NESTING = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option",
    "optgroup", "html", "head", "body",
})  # fmt: skip
_MEAN_DEPTH = 100  # parsers take time in proportion to the sum of the depths of all tags

# Parsers compare each attribute of a tag with all before it: the time grows with the square.
_ATTRIBUTES = re.compile(r"""[^\s"'/>=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'>]*+))?""")
_MANY_ATTRIBUTES = 50
_ATTRIBUTES_A_TAG = 10  # on the mean of a whole page; real pages have two
_ENTITIES = re.compile(r"(?:&(?:#\d{1,8}|#[xX][0-9a-fA-F]{1,8}|[a-zA-Z][a-zA-Z0-9]{1,31});?)+")
INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]+")  # hyphenation and line-breaking hints


class _Token(NamedTuple):
    kind: Literal["text", "open", "close", "raw"]
    name: str
    start: int
    end: int


@dataclass(slots=True)
class Element:
    """A tag with information about the page, and where its content is."""

    name: str
    attributes: dict[str, str]
    start: int
    end: int


@dataclass(slots=True)
class Scan:
    """Where the text of a page stands, its informative elements, and how its tags nest."""

    runs: list[tuple[int, int]] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)

    def runs_in(self, element: Element) -> list[tuple[int, int]]:
        """The runs of text inside an element."""
        first = bisect_left(self.runs, (element.start, 0))
        last = bisect_left(self.runs, (element.end, 0))
        return self.runs[first:last]

    tags: int = 0
    depth: int = 0
    deepest: int = 0
    total_depth: int = 0
    attributes: int = 0
    most_attributes: int = 0


def scan(page: str, settings: Settings) -> Scan:
    """The scan of a page; it stops where a bound of the settings is passed."""
    found = Scan()
    open_tags: dict[str, int] = {}
    for token in _tokens(page):
        if token.kind == "text":
            found.runs.append((token.start, token.end))
            continue
        if token.name in _TELLING and len(found.elements) < _MAX_ELEMENTS:
            _keep(found.elements, page, token)
        if token.kind != "raw":
            _count(found, open_tags, token.name, closing=token.kind == "close")
            _count_attributes(found, page[token.start : token.end])
            if out_of_bounds(found, "", settings):
                break
    return found


def _keep(elements: list[Element], page: str, token: _Token) -> None:
    """Add an element at its opening tag; its content ends at the closing one."""
    if token.kind == "open":
        tag = page[token.start : min(token.end, token.start + _MAX_TAG)]
        elements.append(Element(token.name, _attributes(tag), token.end, token.end))
        return
    for element in elements[: -_OPEN_ABOVE - 1 : -1]:
        if element.name == token.name:
            element.end = token.start if token.kind == "close" else token.end
            return


def _attributes(tag: str) -> dict[str, str]:
    """The attributes of a tag by their names in small letters; of two with one name the first."""
    found: dict[str, str] = {}
    for name, *values in _ATTRIBUTE.findall(tag):
        found.setdefault(name.lower(), html.unescape("".join(values)).strip())
    return found


def _count_attributes(found: Scan, tag: str) -> None:
    # Most tags have few, and counting signs is quick; the signs may stand inside a value, though.
    count = sum(tag.count(sign) for sign in "=/") + len(tag.split())
    if count > _MANY_ATTRIBUTES:
        count = sum(1 for _ in _ATTRIBUTES.finditer(tag))
    found.attributes += count
    found.most_attributes = max(found.most_attributes, count)


def out_of_bounds(found: Scan, where: str, settings: Settings) -> Problem | None:
    """A problem where a page has too many tags or attributes, or nests tags too deep."""
    if found.most_attributes > settings.max_attributes:
        return Problem(
            where,
            f"a tag of the page has more than {settings.max_attributes:,} attributes",
            "save it as plain text",
        )
    if found.attributes > _ATTRIBUTES_A_TAG * settings.max_parts:
        return Problem(where, "the page has too many attributes", "save it as plain text")
    if found.deepest > settings.max_markup_depth:
        return Problem(
            where,
            f"the page nests tags more than {settings.max_markup_depth:,} deep",
            "save it as plain text",
        )
    if found.total_depth > _MEAN_DEPTH * settings.max_parts:
        return Problem(where, "the page nests too many tags too deep", "save it as plain text")
    if found.tags > settings.max_parts:
        return Problem(
            where, f"the page has more than {settings.max_parts:,} tags", "save it as plain text"
        )
    return None


def visible_text(page: Traced, runs: list[tuple[int, int]]) -> Traced:
    """The text of the runs, one after another: entities read, hints for line breaks left out."""
    written = joined(page.cut(start, end) for start, end in runs)
    read = written.edited(
        (m.start(), m.end(), html.unescape(m[0])) for m in _ENTITIES.finditer(written.text)
    )
    text = canonical(read)
    return text.edited((m.start(), m.end(), "") for m in INVISIBLE.finditer(text.text))


def _count(found: Scan, open_tags: dict[str, int], name: str, *, closing: bool) -> None:
    found.tags += 1
    found.total_depth += 0 if closing else found.depth
    if name in _NOT_NESTING:
        return
    count = open_tags.get(name, 0)
    if closing:
        if count:
            open_tags[name] = count - 1
            found.depth -= 1
        return
    open_tags[name] = count + 1
    found.depth += 1
    found.deepest = max(found.deepest, found.depth)


def _tokens(page: str) -> Iterator[_Token]:
    """Text, open and close tags, and raw content, in order; an unclosed tag swallows the rest."""
    at = run = 0
    while (tag := page.find("<", at)) >= 0:
        after = _after_markup(page, tag)
        if after is None:  # a "<" that is text: "5 < 6"
            at = tag + 1
            continue
        if tag > run:
            yield _Token("text", "", run, tag)
        end, closing, name = after
        if end < 0:
            yield _Token("open", "", tag, len(page))  # it swallows the rest
            return
        if name:
            yield _Token("close" if closing else "open", name, tag, end)
        at = run = end
        if name in _END_OF_RAW and not closing:
            stop = _END_OF_RAW[name].search(page, end)
            if stop is None:
                return
            yield _Token("raw", name, end, stop.start())
            at = run = stop.start()
    if run < len(page):
        yield _Token("text", "", run, len(page))


def _after_markup(page: str, at: int) -> tuple[int, bool, str] | None:
    """Where the markup that starts at a "<" ends (-1: never), whether it closes, and its name."""
    sign = page[at + 1 : at + 2]
    if page.startswith("<!--", at):
        return _past(page, "-->", at + 4), False, ""
    if sign in ("!", "?"):
        return _past(page, ">", at), False, ""
    if sign != "/" and not (sign.isascii() and sign.isalpha()):
        return None
    found = _TAG.match(page, at)
    if found:
        return found.end(), bool(found[1]), found[2].lower()
    return _past(page, ">", at), False, ""


def _past(page: str, sign: str, at: int) -> int:
    found = page.find(sign, at)
    return -1 if found < 0 else found + len(sign)
