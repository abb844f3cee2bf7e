"""A program by itself: parse the feed on standard input, and write its entries as JSON.

`reading/feeds.py` runs it in a process of its own. It needs nothing of Tollbook, so that it starts
quickly.
"""

from __future__ import annotations

import hashlib
import io
import json
import resource
import sys
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import feedparser

_MOST_ENTRIES = 2_000
_MOST_CHARS = 1_000_000  # of one entry's own text
_SHORT = 2_000
_MEMORY = 2**30


def _main(address: str, charset: str) -> None:
    """Parse the feed on standard input, and write what is in it as JSON."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    json.dump(_parsed(sys.stdin.buffer.read(), address, charset), sys.stdout, default=str)


def _parsed(data: bytes, address: str, charset: str) -> dict[str, Any] | None:
    """The title and entries of a feed; None where this is none."""
    kind = f"application/xml; charset={charset}" if charset else "application/xml"
    found = feedparser.parse(
        io.BytesIO(data),
        response_headers={"content-type": kind, "content-location": address},
        sanitize_html=False,  # no markup of it is ever shown, only its text
        resolve_relative_uris=True,
    )
    if not found.version and not found.entries:
        return None
    entries = (_one(entry) for entry in found.entries[:_MOST_ENTRIES])
    return {
        "title": _line(found.feed.get("title")),
        "entries": [entry for entry in entries if entry["link"] or entry["text"]],
    }


def _one(entry: Any) -> dict[str, Any]:
    """An entry with the keys of `reading.feeds.Entry`."""
    link = _line(entry.get("link"))
    if urlsplit(link).scheme not in ("http", "https"):
        link = ""
    title = _text(_line(entry.get("title")))
    when = entry.get("published_parsed") or entry.get("updated_parsed")
    stamp = _line(entry.get("updated") or entry.get("published"))
    text = "" if link else "\n\n".join(_texts(entry))[:_MOST_CHARS]
    digest = hashlib.sha256("\n".join((link, title, stamp, text)).encode("utf-8", "replace"))
    return {
        "id": _line(entry.get("id")) or link or digest.hexdigest(),
        "link": link,
        "title": title,
        "published": _day(when),
        "text": text,
        "digest": digest.hexdigest(),
    }


def _texts(entry: Any) -> Iterator[str]:
    """The text of an entry: its full contents where it has them, else its summary."""
    contents = [part.get("value") for part in entry.get("content") or ()]
    for part in contents or [entry.get("summary")]:
        if text := _text(str(part or "")[:_MOST_CHARS]):
            yield text


def _text(markup: str) -> str:
    """The words of what may be HTML."""
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415

    return str(extract_plain_text(markup, main_content=False, links=False)).strip()


def _day(when: Any) -> date | None:
    try:
        return date(*when[:3]) if when else None
    except (TypeError, ValueError):
        return None


def _line(value: Any) -> str:
    return " ".join(str(value or "").split())[:_SHORT]


if __name__ == "__main__":
    _main(*sys.argv[1:])
