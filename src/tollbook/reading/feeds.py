"""The reader of feeds: the entries of RSS and Atom, whatever shape they are in.

feedparser reads them in a process of its own (`reading/feed_parser.py`) with bounds on time and
memory: it puts up with broken markup, and a hostile feed can make it take a time that grows with
the square of its size.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tollbook.model.problem import Problem
from tollbook.reading.fetch import Fetched
from tollbook.settings import Safety

KINDS = dict.fromkeys(
    (
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/xml",
        "text/xml",
        "text/plain",
        "text/html",  # as some sites call their feeds
        "application/octet-stream",
    ),
    "",
)
ACCEPT = "application/atom+xml, application/rss+xml, application/xml;q=0.9, */*;q=0.1"

_PROGRAM = Path(__file__).with_name("feed_parser.py")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed; what it does not have is empty.

    `id` is what it is known by when it comes again, `digest` changes when the entry does. `text` is
    its own text, without markup.
    """

    id: str
    link: str
    title: str
    published: date | None
    text: str
    digest: str


@dataclass(frozen=True, slots=True)
class Feed:
    """The title of a feed, and its entries as it lists them."""

    title: str
    entries: tuple[Entry, ...]


def read_feed(page: Fetched, safety: Safety) -> Feed | Problem:
    """The feed that was fetched, or why it is none."""
    if len(page.data) > safety.feed_bytes:
        what = f"the feed is larger than {safety.feed_bytes:,} bytes"
        return Problem(page.address, what, "ask its site for a shorter one")
    command = [sys.executable, "-P", str(_PROGRAM), page.address, page.charset]
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            command, input=page.data, capture_output=True, timeout=safety.feed_seconds, check=True
        )
        found = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        return Problem(page.address, "the feed takes too long to read", "look at it in a browser")
    except (subprocess.CalledProcessError, ValueError):
        return Problem(page.address, "the feed can't be read", "look at it in a browser")
    if found is None:
        return Problem(page.address, "this is no feed", "give the address of its RSS or Atom feed")
    return Feed(found["title"], tuple(_entry(**entry) for entry in found["entries"]))


def _entry(published: str | None, **others: str) -> Entry:
    return Entry(published=date.fromisoformat(published) if published else None, **others)
