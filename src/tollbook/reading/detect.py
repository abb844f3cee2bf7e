"""Which format an input is in: by the name it has, or by how it begins."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal

Detected = Literal["text", "html", "mhtml", "mail", "mailbox", "subtitles", "jsonl", "json"]

HEAD = 8_192
"""How many bytes of the beginning are looked at."""

_SUFFIXES: dict[str, Detected] = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".mht": "mhtml",
    ".mhtml": "mhtml",
    ".eml": "mail",
    ".mbox": "mailbox",
    ".vtt": "subtitles",
    ".srt": "subtitles",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
_PAGE = re.compile(
    rb"\s{0,999}<(?:!--|(?:!doctype\s{1,9}html|html|head|body|\?xml|meta|title|article|main|section"
    rb"|div|h[1-6]|p|table)\b)",
    re.IGNORECASE,
)
_SUBTITLES = re.compile(
    rb"WEBVTT(?=\s|\Z)|\s{0,9}\d{1,6}[ \t]{0,9}\r?\n\d{1,3}:\d\d:\d\d[.,]\d{3} --> "
)
_MAILBOX = re.compile(rb"From \S{1,200} [^\n]{1,100}\n[A-Za-z-]{2,40}:")
# A mail that was saved whole has at least two of these; a report that quotes one has not.
_MAIL_HEADER = re.compile(
    rb"^(?:from|message-id|mime-version|received|delivered-to|return-path):", re.M | re.I
)
_FIRST_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]{1,60}:[ \t]")
_SAVED_PAGE = re.compile(rb"^snapshot-content-location:|^from:\s{1,9}<saved by ", re.M | re.I)
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
    if _PAGE.match(_ascii_of(head)):
        return "html"
    if _SUBTITLES.match(head):
        return "subtitles"
    return _mail(head) or "text"


def _mail(head: bytes) -> Detected | None:
    """The kind of mail that the bytes begin as: mailbox, page saved as one file, or message."""
    if _MAILBOX.match(head):
        return "mailbox"
    if not _FIRST_HEADER.match(head):
        return None
    headers = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    if _SAVED_PAGE.search(headers):
        return "mhtml"
    return "mail" if len(_MAIL_HEADER.findall(headers)) > 1 else None


def _ascii_of(head: bytes) -> bytes:
    """UTF-16 pages begin like others once their zero bytes are gone."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return head[2:2_000].replace(b"\0", b"")
    return head
