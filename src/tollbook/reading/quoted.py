"""What of a mail its sender wrote: no quoted replies, no signature, forwarded messages marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from tollbook.language import languages, load
from tollbook.model.document import Extent
from tollbook.reading.canonical import Traced, joined

_QUOTED = re.compile(r"\s{0,9}>(?!From )")
_SIGNATURE = re.compile(r"--\s?\Z")
_FORWARDED = "forwarded message"
_OPENER_LINES = 3  # lines over which "On …, … wrote:" may be broken
_OPENER_MOST = 300
_HEADERS_MOST = 12  # lines of the headers over a message that is passed on
_NAME = re.compile(r"[*_\s]*([^<>\[\]\n]{2,80}?)[\s*_\"]*(?:[<\[(]|\Z)")
_TAG = re.compile(r"<(/?)(blockquote|div)\b([^<>]{0,1000})>", re.IGNORECASE)
_QUOTING_DIV = re.compile(
    r"""(?:class|id)\s?=\s?["']?[^"'>]*(?:gmail_attr|moz-cite-prefix)""", re.I
)


def own_words(text: Traced, *, forwards: bool = False) -> Traced:
    """The body of a mail without the messages it answers and without the signature.

    A message quoted whole without a line that says it was passed on is one that is answered, unless
    the subject says that the mail `forwards` it. The headers over a forwarded message become a
    caption with the name of its sender ("Ana Ray / forwarded message"), which speaks for what
    follows.
    """
    kept: list[Traced | str] = []
    for extent in _own_lines(text.text, forwards):
        kept.append(extent if isinstance(extent, str) else text.cut(*extent))
    return joined(kept)


def _own_lines(text: str, forwards: bool) -> Iterator[Extent | str]:
    lines = list(_lines(text))
    index = 0
    while index < len(lines):
        start, end = lines[index]
        line = text[start:end].rstrip()
        if _SIGNATURE.fullmatch(text[start:end].rstrip("\r\n")):
            return
        if opener := _opener(text, lines, index):
            index += opener
            continue
        if _QUOTED.match(line):
            index += 1
            continue
        bare = line.strip(" -_*")
        replied = bare in _words("replied_lines")
        headers = _headers(text, lines, index, bare in _words("forwarded_lines") or replied)
        if (headers or replied) and not (forwards or bare in _words("forwarded_lines")):
            return
        if headers:
            index, name = headers
            if name:
                yield "\n"
                yield name
                yield f" / {_FORWARDED}\n\n"
            continue
        yield start, end
        index += 1


def _lines(text: str) -> Iterator[Extent]:
    start = 0
    for line in text.splitlines(keepends=True):
        yield start, start + len(line)
        start += len(line)


def _opener(text: str, lines: list[Extent], index: int) -> int:
    """How many lines "On Monday, Ana Ray wrote:" takes up; 0 where the line begins none.

    What it opens is a quotation, so that it must stand right before a quoted line.
    """
    start = lines[index][0]
    if not text[start : start + 20].lstrip(" >*").startswith(_words("quotation_openers")):
        return 0
    for count in range(1, _OPENER_LINES + 1):
        if index + count > len(lines):
            return 0
        words = text[start : lines[index + count - 1][1]].strip()
        if len(words) > _OPENER_MOST:
            return 0
        if words.rstrip("*_ ").endswith(_words("quotation_endings")):
            after = next(
                (
                    text[a:b]
                    for a, b in lines[index + count : index + count + 3]
                    if text[a:b].strip()
                ),
                ">",
            )
            return count if _QUOTED.match(after) else 0
    return 0


def _headers(
    text: str, lines: list[Extent], index: int, announced: bool
) -> tuple[int, Extent | None] | None:
    """The headers of a message that is quoted whole: the line after them, its sender's name.

    They begin with the sender, and the subject is among them; an `announced` message has a line and
    blanks before them.
    """
    if announced:
        index += 1
        while index < len(lines) and not text[slice(*lines[index])].strip():
            index += 1
    found: list[str] = []
    name: Extent | None = None
    for start, end in lines[index : index + _HEADERS_MOST]:
        label, colon, value = text[start:end].partition(":")
        label = label.strip(" *_")
        if not colon or label not in _words("message_headers"):
            break
        if label == "From" and name is None and (sender := _NAME.match(value)):
            at = start + text[start:end].index(":") + 1
            name = (at + sender.start(1), at + sender.end(1))
        found.append(label)
    whole = len(found) > 2 and found[0] == "From" and "Subject" in found
    return (index + len(found), name) if whole else None


def own_markup(markup: Traced) -> Traced:
    """The markup of a mail without its block quotations and the lines that open them."""
    depth = 0
    start: int | None = None
    edits = []
    ends = ""
    for tag in _TAG.finditer(markup.text):
        name = tag[2].lower()
        if start is None:
            if not tag[1] and (name == "blockquote" or _QUOTING_DIV.search(tag[3])):
                start, ends, depth = tag.start(), name, 1
        elif name == ends:
            depth += -1 if tag[1] else 1
            if depth == 0:
                edits.append((start, tag.end(), ""))
                start = None
    if start is not None:
        edits.append((start, len(markup.text), ""))
    return markup.edited(edits)


@cache
def _words(name: str) -> tuple[str, ...]:
    return tuple(word for language in languages() for word in load(language, "mail")[name])
