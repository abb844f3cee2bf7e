"""The head of a situation report: whether a document is one, and whose name it stands under."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from tollbook.language import languages, load
from tollbook.model.document import Block, Extent

_TOP_LINES = 6  # blocks above the first list in which a report says what it is
_LINE_MOST = 160
_NAME_WORDS = 9  # "Office for the Coordination of Humanitarian Affairs" has seven
_ENDS_SENTENCE = re.compile(r"[.!?…][\"'”’)]*\Z")
_PIECE = re.compile(r"(?:(?!\s[-–—]\s)[^|,;:()/·•–—\n])+")  # between the bars, dashes and brackets
_LETTER = re.compile(r"[^\W\d_]")
# "Flood update 4", "Health bulletin, 3 May", "report no. 12"; but neither
# "UPDATE 1-Bomb kills three" nor "Report: 3 killed"
_NUMBERED = re.compile(
    r"(?i:\b(?:update|bulletin|report|summary|overview)\s(?:no\.?|nr\.?|number|#)\s?\d{1,3}\b"
    r"|(?<!news\s)\bbulletin(?=\s*(?:[,;:|(]|\Z))"
    r"|(?<=\w\s)(?:update|bulletin|report)\s#?\d{1,3}(?=\s*(?:[,;:|()–—]|-\s|\Z)))"
)
_SMALL = frozenset({"of", "for", "and", "the", "de", "du", "des", "del", "da"})


def is_report_title(line: str) -> bool:
    """Whether a title is that of a situation report: "Situation report 4, as of 6 August 2024".

    >>> is_report_title("Floods in Kilosa: Flash Update No. 2"), is_report_title("Floods in Kilosa")
    (True, False)
    """
    return _says(line, ("as_of", "report_titles")) or bool(_NUMBERED.search(line))


def is_periodical(line: str) -> bool:
    """Whether a title names a paper that comes out for each week, month or quarter."""
    return _says(line, ("periodicals",))


def top_lines(text: str, blocks: Sequence[Block]) -> Iterator[Extent]:
    """The lines over the first list, table or paragraph: titles, dates and names."""
    for index, block in enumerate(blocks[:_TOP_LINES]):
        line = text[block.start : block.end]
        listed = block.role in ("item", "row") or (index > 0 and block.role == "heading")
        if listed or len(line) > _LINE_MOST:
            return
        if not _ENDS_SENTENCE.search(line):
            yield block.start, block.end


def issuer_at_top(text: str, blocks: Sequence[Block]) -> Extent | None:
    """The body that a report names in its head: "Health Ministry | Sitrep 6 | 29 July 2018"."""
    lines = list(top_lines(text, blocks))
    if not any(is_report_title(text[a:b]) or is_periodical(text[a:b]) for a, b in lines):
        return None
    return next((name for line in lines for name in _bodies_in(text, *line)), None)


def is_body(words: str) -> bool:
    """Whether a few words are the name of an office, a service or a force.

    >>> is_body("Ministry of Health"), is_body("Velt Relief Office"), is_body("Office fire")
    (True, True, False)
    """
    head = re.split(r"\s(?:of|for)\s", words.lower())[0].split()
    nouns = _words("bodies")
    return bool(head) and (head[-1] in nouns or " ".join(head[-2:]) in nouns)


def names_body(words: str) -> bool:
    """Whether words are written as the name of a body is, and are no more than that.

    >>> names_body("Interior Ministry"), names_body("Attack on Interior Ministry")
    (True, False)
    """
    parts = [part for part in words.split() if _LETTER.match(part)]
    capital = all(part[0].isupper() or part in _SMALL for part in parts)
    return capital and len(parts) <= _NAME_WORDS and is_body(words)


def _bodies_in(text: str, start: int, end: int) -> Iterator[Extent]:
    """The pieces of a line that name a body; none of what stands behind "To:" or "Contact:"."""
    for piece in _PIECE.finditer(text, start, end):
        words = _before_title(piece[0])
        label = text[start : piece.start()].rpartition(":")[0]
        if label and not is_report_title(label) and not is_periodical(label):
            continue
        name = re.sub(r"\A[\s*_#]*(?:[Tt]he\s)?", "", words)
        at = piece.start() + len(words) - len(name)
        name = name.rstrip(" *_")
        bracketed = text[piece.start() - 1 : piece.start()] == "("
        if names_body(name) or (bracketed and name.islower() and is_body(name)):
            yield at, at + len(name)


def _before_title(words: str) -> str:
    """What stands before the name of the paper: "Health Ministry Situation Report 5"."""
    titles = "|".join(map(re.escape, _words("report_titles") | _words("bulletins")))
    found = re.search(rf"(?i:\b(?:daily\s|weekly\s)?(?:{titles})\b)", words)
    return words[: found.start()] if found and found.start() else words


def _says(line: str, names: Sequence[str]) -> bool:
    plain = " ".join(["", *re.findall(r"[^\W_]+", line.lower()), ""])
    return any(f" {words} " in plain for name in names for words in _words(name))


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(word for language in languages() for word in load(language, "layout")[name])
