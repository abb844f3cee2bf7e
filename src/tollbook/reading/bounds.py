"""What a report can be: inputs beyond these bounds are refused in one sentence each."""

from __future__ import annotations

import codecs

from tollbook.model.problem import Problem
from tollbook.settings import Settings

_TEXT_CONTROLS = b"\t\n\x0b\x0c\r\x1b"
_CONTROLS = bytes(code for code in range(32) if code not in _TEXT_CONTROLS)
_KNOWN = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"SQLite format 3\x00", "a SQLite database"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"\x89PNG", "a PNG image"),
)
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SNIFFED = 65_536


def not_text(data: bytes, where: str) -> Problem | None:
    """A problem where the bytes are no text: a known binary format, or 1 % control characters."""
    for magic, name in _KNOWN:
        if data.startswith(magic):
            return Problem(where, f"this is {name}, not text", "convert it to text or HTML first")
    head = data[:_SNIFFED]
    if head.startswith(_WIDE_MARKS):
        return None
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if controls * 100 > len(head):
        return Problem(
            where, "this is not text, it is full of control characters", "save it as UTF-8 text"
        )
    return None


def too_large(size: int, where: str, settings: Settings) -> Problem | None:
    """A problem where a document has more bytes than the settings allow."""
    bound = settings.max_document_bytes
    if size <= bound:
        return None
    return Problem(
        where,
        f"the document is larger than {bound:,} bytes",
        "split it into single reports, or write it as JSON Lines with one report a line",
    )


def too_long_line(
    text: str, where: str, settings: Settings, *, numbered: bool = True
) -> Problem | None:
    """A problem where a line of plain text never seems to end, or there are too many of them.

    It is found at "file:line" unless `where` is one line of a file already (not `numbered`).
    """
    lines = text.count("\n") + 1
    if lines > settings.max_parts:
        return Problem(
            where,
            f"the text has more than {settings.max_parts:,} lines",
            "split it into single reports",
        )
    start = 0
    for number in range(1, lines + 1):
        end = text.find("\n", start)
        if (len(text) if end < 0 else end) - start > settings.max_line_chars:
            return Problem(
                f"{where}:{number}" if numbered else where,
                f"a line is longer than {settings.max_line_chars:,} characters",
                "break it into paragraphs, or leave it out if it is not text",
            )
        start = end + 1
    return None


def empty(text: str, where: str) -> Problem | None:
    """A problem where there is nothing to read."""
    if text.strip("\ufeff\u200b \t\r\n\xa0"):
        return None
    return Problem(where, "there is no text in it", "check that the report was saved whole")
