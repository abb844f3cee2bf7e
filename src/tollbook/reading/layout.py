"""The role of each paragraph of a text: headline, byline, dateline, caption or body."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from tollbook.language import languages, load
from tollbook.model.document import Block, BlockRole
from tollbook.reading.dates import find_date, without_dates
from tollbook.reading.labels import BULLET, bulleted, pairs
from tollbook.reading.paragraphs import Paragraph, paragraphs
from tollbook.reading.reports import is_report_title
from tollbook.reading.structure import issue_date, issuer_of
from tollbook.reading.tables import table_rows
from tollbook.reading.transcript import Header, is_caption, is_name_word, read_header

_HEADLINE_MOST = 160
_HEADLINE_WORDS = 26
_TITLE_SHARE = 0.7
_BYLINE_MOST = 120
_DATELINE_MOST = 100
_FRONT = 6  # blocks that can be headline, byline or dateline: the matter before the story
_HEADING_MOST = 70
_HEADING_WORDS = 9
_MARKED_HEADING = re.compile(r"#{1,6}\s{1,8}(?=\S)")
_ENDS_SENTENCE = re.compile(r"[.!?…][\"'”’)]*\Z")
_PLACE = re.compile(r"[^\W\d_][\w.,'’()/ -]{0,60}\Z")
_PERSON = re.compile(r"(?:[^\W\d_][\w.'’-]{0,30}(?:\s|\Z)){2,4}\Z")
# "KYIV -", "LIMA, Peru, May 3 (Agency) --" before the first sentence of a paragraph.
_INLINE_DATELINE = re.compile(
    r"[^\W\d_a-z]{3}[^a-z\n]{0,30}[^\n.]{0,12}[^\n]{0,50}?\s(?:--?|[–—―])\s"
)
# "KYIV, Dec 23 (Agency) -": the place in capitals, perhaps a date, the agency, a dash.
_CREDIT = re.compile(
    r"(?P<opening>[^\W\d_a-z][^a-z\n(]{2,60}[^\n(]{0,40})"
    r"\((?P<agency>[A-Z][\w' -]{1,30})\)\s?(?:--?|[–—―])\s"
)


_CREDIT_AFTER_NAME = re.compile(
    r"[^\n(]{3,60}\((?P<agency>[A-Za-z][\w' -]{1,30})\)\s?(?:--?|[–—―])\s"
)


@dataclass(frozen=True, slots=True)
class Layout:
    """The blocks of a text, and what its layout says about the document."""

    blocks: tuple[Block, ...]
    transcript: bool = False
    title: str | None = None
    publisher: str | None = None
    published: date | None = None


def lay_out(text: str, title: str | None = None) -> Layout:
    """The blocks of a canonical text; `title` is the headline where it is known beforehand."""
    parts = paragraphs(text)
    if not parts:
        return Layout(())
    first = text[parts[0].start : parts[0].end]
    header = read_header(first)
    rows = table_rows(text, parts)
    if header and len(parts) > 1:
        return _transcript(text, parts, header, rows)
    return _report(text, parts, title, rows)


def _transcript(text: str, parts: list[Paragraph], header: Header, rows: frozenset[int]) -> Layout:
    top = parts[0]
    blocks = [Block(top.start, top.start + header.opening_end, "dateline", top.gap)]
    title = None
    if header.headline:
        start, end = (top.start + offset for offset in header.headline)
        blocks.append(Block(start, end, "headline"))
        title = text[start:end]
    for index, part in enumerate(parts[1:], 1):
        words = text[part.start : part.end]
        # The programme's name alone on a line is its own credit, and names no speaker.
        credit = words == header.programme
        role: BlockRole = "byline" if credit else _story_role(text, parts, index, rows)
        blocks.append(_block(text, part, role))
    return Layout(tuple(blocks), True, title, header.programme, header.day)


def _report(text: str, parts: list[Paragraph], title: str | None, rows: frozenset[int]) -> Layout:
    words = [text[part.start : part.end] for part in parts[: _FRONT + 1]]
    front = _front_roles(text, parts, words, title, rows)
    blocks = [
        _block(
            text,
            part,
            front[index] if index < len(front) else _story_role(text, parts, index, rows),
        )
        for index, part in enumerate(parts)
    ]
    headline = next((text[b.start : b.end] for b in blocks if b.role == "headline"), None)
    published, agency = _credits(text, blocks)
    return Layout(tuple(blocks), False, headline, agency, published)


def _front_roles(
    text: str,
    parts: list[Paragraph],
    words: list[str],
    title: str | None,
    rows: frozenset[int],
) -> list[BlockRole]:
    """The roles of the blocks before the story; the last one of a text is always its story."""
    roles: list[BlockRole] = []
    for index, line in enumerate(words[:_FRONT]):
        if index == len(parts) - 1 or (parts[index].lines > 1 and index > 0):
            break
        if index in rows or BULLET.match(line):
            break
        opened = bool(roles)
        dated = is_dateline(line, after_headline=opened)
        if dated or (opened and _is_place(line) and is_dateline(words[index + 1])):
            roles.append("dateline")
        elif is_byline(line, between=opened and index < len(parts) - 1):
            roles.append("byline")
        elif "headline" not in roles and (
            _is_headline(index, words, title) or _titles_a_list(text, parts, index, rows)
        ):
            roles.append("headline")
        else:
            break
    return roles


def line_role(line: str, *, front: bool) -> BlockRole:
    """The role of a paragraph of a page below its headline; `front` near the top of it."""
    if front and is_dateline(line):
        return "dateline"
    if front and is_byline(line):
        return "byline"
    return "caption" if not front and is_caption(line) else "body"


def is_dateline(line: str, *, after_headline: bool = False) -> bool:
    """Whether a line holds a place and a date, or a date, and nothing else.

    >>> is_dateline("QUITO 1996-08-23"), is_dateline("Published: 3 May 2021, 10:15 GMT")
    (True, True)
    >>> is_dateline("Two died on 3 May 2021")
    False
    """
    if len(line) > _DATELINE_MOST:
        return False
    left = without_dates(line)
    if left == line:
        return False
    if issuer_of(line, 0, len(line)):
        return True
    place = " ".join(word for word in re.split(r"[\s:|,–—()-]+", left) if not _is_label(word))
    if not place:
        return True
    capital = place.isupper() or (after_headline and _share_capitalised(place) == 1)
    return capital and len(place.split()) <= 5 and bool(_PLACE.match(place))


def is_byline(line: str, *, between: bool = False) -> bool:
    """Whether a line names the writer: "By Ana Ray", or a name alone right after the headline."""
    if len(line) > _BYLINE_MOST or _ENDS_SENTENCE.search(line):
        return False
    opener = next((word for word in _byline_words() if line.startswith(f"{word} ")), None)
    if opener:
        rest = line[len(opener) :].split()
        return rest[0][:1].isupper() and _share_capitalised(" ".join(rest)) >= _TITLE_SHARE
    return between and bool(_PERSON.match(line)) and all(map(is_name_word, line.split()))


def _is_headline(index: int, words: list[str], title: str | None) -> bool:
    line = words[index]
    if title and _folded(line) == _folded(title):
        return True
    if index > 0 or len(line) > _HEADLINE_MOST or len(line.split()) > _HEADLINE_WORDS:
        return False
    following = words[index + 1]
    if is_report_title(line) and line[-1] not in ",;:" and not _ENDS_SENTENCE.search(line):
        return True
    if _opens_a_story(following, words[index + 2 : index + 3]):
        return True
    if is_caption(line):
        return False
    if not _ENDS_SENTENCE.search(line):
        return line[-1] not in ",;:" and len(following) > len(line) / 2
    return line.isupper() or _share_capitalised(line) >= _TITLE_SHARE


def _titles_a_list(text: str, parts: list[Paragraph], index: int, rows: frozenset[int]) -> bool:
    """Whether the first line is the title of a situation report: a list or a table comes soon."""
    line = text[parts[index].start : parts[index].end]
    if index or len(line) > _HEADLINE_MOST or line[-1] in ".,;:" or BULLET.match(line):
        return False
    if any(labels for _, labels in pairs(line, 0, len(line))):
        return False
    soon = range(1, min(_FRONT, len(parts)))
    return parts[1].gap > 0 and any(
        at in rows or BULLET.match(text, parts[at].start, parts[at].end) for at in soon
    )


def _opens_a_story(line: str, after: list[str]) -> bool:
    """Whether only a headline can stand before this line."""
    if is_dateline(line, after_headline=True) or is_byline(line) or _INLINE_DATELINE.match(line):
        return True
    if _agency_of(line):
        return True
    front = is_byline(line, between=True) or _is_place(line)
    return front and any(is_dateline(words, after_headline=True) for words in after)


def _is_place(line: str) -> bool:
    """Whether a line could be the place of a dateline, its date being on the next line."""
    return line.split(",", maxsplit=1)[0].isupper() and len(line.split()) <= 5


def _story_role(text: str, parts: list[Paragraph], index: int, rows: frozenset[int]) -> BlockRole:
    """The role of a paragraph behind the front: part of the story, or what gives it structure."""
    part = parts[index]
    words = text[part.start : part.end]
    if index in rows:
        return "row"
    if BULLET.match(words):
        return "item"
    if part.lines > 1:
        return "body"
    if _MARKED_HEADING.match(words) or _is_heading(text, parts, index, rows):
        return "heading"
    return "caption" if is_caption(words) else "body"


def _is_heading(text: str, parts: list[Paragraph], index: int, rows: frozenset[int]) -> bool:
    """Whether a short line stands over a section: "SITUATION", "Kharkiv region" over a list."""
    part = parts[index]
    if part.gap == 0 or index + 1 == len(parts) or part.end - part.start > _HEADING_MOST:
        return False
    line = text[part.start : part.end]
    if line[-1] in '.!?…:;,"”)' or not line[0].isupper() or len(line.split()) > _HEADING_WORDS:
        return False
    after = parts[index + 1]
    if after.gap > 1 or is_caption(line) or any(labels for _, labels in pairs(line, 0, len(line))):
        return False
    listed = index + 1 in rows or bool(BULLET.match(text, after.start, after.end))
    return listed or line.isupper()


def _credits(text: str, blocks: list[Block]) -> tuple[date | None, str | None]:
    """The date of the dateline, and the agency that a paragraph's opening credits."""
    published = agency = None
    for block in blocks[: _FRONT + 1]:
        line = text[block.start : min(block.end, block.start + 200)]
        agency = agency or _agency_of(line)
        credit = _CREDIT.match(line)
        dated = block.role == "dateline" or (block.role == "headline" and is_report_title(line))
        where = line if dated else credit["opening"] if credit else ""
        found = find_date(where)
        if found and published is None:
            published = found.day
    return published or issue_date(text, blocks), agency


def _agency_of(line: str) -> str | None:
    """The agency that a paragraph's opening credits; a place in small letters needs a known one."""
    credit = _CREDIT.match(line)
    if credit and credit["agency"] not in _not_agencies():
        return credit["agency"]
    credit = _CREDIT_AFTER_NAME.match(line)
    return credit["agency"] if credit and credit["agency"] in _agencies() else None


def _block(text: str, part: Paragraph, role: BlockRole) -> Block:
    """The block of a paragraph; the bullet of an item and the marks of a heading are outside it."""
    start = part.start
    if role == "item":
        start = bulleted(text, part.start, part.end)
    elif role in ("heading", "headline") and (
        marks := _MARKED_HEADING.match(text, start, part.end)
    ):
        start = marks.end()
    return Block(start, part.end, role, part.gap)


def _share_capitalised(line: str) -> float:
    words = [word.strip("\"'“”‘’(),") for word in line.split()]
    words = [word for word in words if word and word[0].isalpha()]
    return sum(word[0].isupper() for word in words) / len(words) if words else 0.0


def _folded(line: str) -> str:
    return re.sub(r"\W+", " ", line).strip().casefold()


def _is_label(word: str) -> bool:
    return not word.strip(".,:") or word.strip(".,:").lower() in _labels()


@cache
def _labels() -> frozenset[str]:
    return frozenset(
        word
        for language in languages()
        for label in load(language, "layout")["date_labels"]
        for word in label.split()
    )


@cache
def _byline_words() -> tuple[str, ...]:
    return tuple(word for language in languages() for word in load(language, "layout")["bylines"])


@cache
def _agencies() -> frozenset[str]:
    return frozenset(
        word for language in languages() for word in load(language, "layout")["agencies"]
    )


@cache
def _not_agencies() -> frozenset[str]:
    return frozenset(
        word for language in languages() for word in load(language, "layout")["not_agencies"]
    )
