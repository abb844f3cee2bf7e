"""Which format an input is in: by the name it has, or by how it begins."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal

Detected = Literal["text", "html", "jsonl", "json"]

HEAD = 8_192
"""How many bytes of the beginning are looked at."""

_SUFFIXES: dict[str, Detected] = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
_PAGE = re.compile(
    rb"\s{0,999}<(?:!--|(?:!doctype\s{1,9}html|html|head|body|\?xml|meta|title|article|main|section"
    rb"|div|h[1-6]|p|table)\b)",
    re.IGNORECASE,
)
_RECORD = re.compile(rb'\s{0,999}\{[ \t]{0,99}(?:"|\})')
_JSON = re.compile(rb'\s{0,999}(?:\[\s{0,999}(?:\{|\])|\{\s{0,999}")')


def detect_format(address: str, head: bytes) -> Detected:
    """The format of an input, from its address and its first bytes.

    JSON that opens a record on its first line is read as JSON Lines, other JSON as a whole.
    """
    suffix = PurePath(address).suffix.lower()
    if suffix in _SUFFIXES:
        return _SUFFIXES[suffix]
    head = head.removeprefix(b"\xef\xbb\xbf")
    if _RECORD.match(head):
        return "jsonl"
    if suffix == ".json" or _JSON.match(head):
        return "json"
    return "html" if _PAGE.match(_ascii_of(head)) else "text"


def _ascii_of(head: bytes) -> bytes:
    """UTF-16 pages begin like others once their zero bytes are gone."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return head[2:2_000].replace(b"\0", b"")
    return head
