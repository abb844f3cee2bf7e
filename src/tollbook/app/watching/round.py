"""One round over all feeds and pages: ask what is due, read what is new, remember where it stands.

An address that fails is put off for a time that doubles with every failure, and the others go on.
What is read goes into the ledger document by document, so that a stopped round loses nothing.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Literal, TypeVar

from tollbook.app.read import Read, Tally, Tools, read_items_into
from tollbook.app.watching.feeds_file import FeedsFile, Watched
from tollbook.app.watching.state import (
    LONGEST_PAUSE,
    Known,
    Met,
    load_state,
    save_state,
    state_path,
)
from tollbook.ledger import Ledger
from tollbook.model.document import Document, Given
from tollbook.model.problem import Notice, Problem
from tollbook.reading import read_fetched
from tollbook.reading.feeds import ACCEPT, KINDS, Entry, Feed, read_feed
from tollbook.reading.fetch import Fetched, RefusedBySite, Request
from tollbook.reading.jsonl import read_record
from tollbook.reading.polite import Visitor
from tollbook.reading.received import Received
from tollbook.settings import Settings

_FIRST_PAUSE = timedelta(minutes=15)  # after a failure; it doubles with each
_OVERLOAD = (429, 503)
_TRIES = 3  # rounds in which an entry that can't be read is tried again

What = Literal["feed", "page"]
Became = Literal["read", "unchanged", "not due", "failed"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What became of one address in a round.

    `new` counts the entries that were read, `left` those that wait for the next round. `due` is
    when an address that was not asked will be.
    """

    what: What
    address: str
    became: Became
    new: int = 0
    left: int = 0
    due: datetime | None = None


@dataclass(slots=True)
class WatchTally:
    """What one round or several came to; `reading` counts documents and statements."""

    addresses: Counter[tuple[What, Became]] = field(default_factory=Counter)
    new: int = 0
    left: int = 0
    changed: int = 0
    failures: Counter[str] = field(default_factory=Counter)
    reading: Tally = field(default_factory=Tally)

    def count(self, item: Asked | Read | Problem) -> None:
        """Add what a round yields."""
        if isinstance(item, Asked):
            self.addresses[item.what, item.became] += 1
            self.new += item.new
            self.left += item.left
            return
        self.reading.count(item)
        if isinstance(item, Read):
            self.changed += item.outcome == "new_version"
        elif not isinstance(item, Notice):
            self.failures[item.what] += 1


@dataclass
class Watcher:
    """Goes round the addresses of a file, and reads into an open ledger."""

    path: Path
    feeds: FeedsFile
    ledger: Ledger
    tools: Tools
    visitor: Visitor
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    _room: int = 0

    def round(self) -> Iterator[Asked | Read | Problem]:
        """Ask each address that is due, and yield what is read, what fails and what became of it.

        Raises:
            OSError: the state can't be written.
        """
        where = state_path(self.path)
        state, notice = load_state(where)
        if notice:
            yield notice
        self.visitor.begin_round()
        self._room = self.feeds.items
        wanted: list[tuple[What, Watched]] = [("feed", one) for one in self.feeds.feed]
        wanted += [("page", one) for one in self.feeds.page]
        for what, one in wanted:
            known = state.of(one.address)
            try:
                yield from self._ask(what, one, known)
            finally:  # also where Ctrl-C stops it
                save_state(where, state)

    def _ask(self, what: What, one: Watched, known: Known) -> Iterator[Asked | Read | Problem]:
        interval = self.feeds.interval if one.interval is None else one.interval
        due = known.due(timedelta(minutes=interval), self.now())
        if due:
            yield Asked(what, one.address, "not due", due=due)
            return
        ask = self._ask_feed if what == "feed" else self._ask_page
        asked, problem = yield from ask(one, known)
        known.asked, known.not_before = self.now(), None
        known.failures = known.failures + 1 if problem else 0
        if problem:
            known.not_before = self.now() + _time_off(problem, known.failures, self.now())
        yield asked

    def _ask_feed(self, one: Watched, known: Known) -> _Asking:
        failed = Asked("feed", one.address, "failed")
        request = Request(accept=ACCEPT, kinds=KINDS, etag=known.etag, modified=known.modified)
        page = self.visitor.fetch(one.address, request)
        if isinstance(page, Problem):
            yield page
            return failed, page
        if page.unchanged:
            return Asked("feed", one.address, "unchanged"), None
        feed = read_feed(page, self.visitor.safety)
        if isinstance(feed, Problem):
            yield feed
            return failed, feed
        return (yield from self._read_entries(one, feed, known, page))

    def _read_entries(self, one: Watched, feed: Feed, known: Known, page: Fetched) -> _Asking:
        """Read the new and changed entries of a feed, the oldest first.

        A site that says it is overloaded is left alone: the other entries wait.
        """
        new = left = 0
        overload: Problem | None = None
        for entry in reversed(feed.entries):
            met = known.entries.get(entry.id)
            failures = met.failures if met and met.digest == entry.digest else 0
            if met and met.digest == entry.digest and not 0 < failures < _TRIES:
                known.remember(entry.id, met)
                continue
            if self._room <= 0 or overload:
                left += 1
                continue
            self._room -= 1
            problem = yield from self._read_entry(one, feed, entry)
            if isinstance(problem, RefusedBySite) and problem.status in _OVERLOAD:
                overload = problem
                left += 1
                continue
            failures = failures + 1 if problem else 0
            known.remember(entry.id, Met(digest=entry.digest, failures=failures))
            new += problem is None
            left += 0 < failures < _TRIES
        # A feed with entries left is asked for in full next time.
        known.etag, known.modified = ("", "") if left else (page.etag, page.modified)
        became: Became = "failed" if overload else "read" if new or left else "unchanged"
        return Asked("feed", one.address, became, new, left), overload

    def _read_entry(self, one: Watched, feed: Feed, entry: Entry) -> _Storing[Problem | None]:
        """Read the page of an entry, or its own text where it has no link."""
        given = Given(published=entry.published, publisher=one.name or feed.title or None)
        if entry.link:
            page = self.visitor.fetch(entry.link, Request())
            if isinstance(page, Problem):
                yield page
                return page
            items = _titled(read_fetched(page, self.tools.settings), entry.title)
        else:
            items = iter([_own_text(one, entry, self.tools.settings)])
        problem, _ = yield from self._store(items, given)
        return problem

    def _ask_page(self, one: Watched, known: Known) -> _Asking:
        page = self.visitor.fetch(one.address, Request(etag=known.etag, modified=known.modified))
        if isinstance(page, Problem):
            yield page
            return Asked("page", one.address, "failed"), page
        if page.unchanged:
            return Asked("page", one.address, "unchanged"), None
        items = read_fetched(page, self.tools.settings)
        problem, is_new = yield from self._store(items, Given(publisher=one.name))
        if problem:
            return Asked("page", one.address, "failed"), problem
        known.etag, known.modified = page.etag, page.modified
        return Asked("page", one.address, "read" if is_new else "unchanged"), None

    def _store(
        self, items: Iterator[Document | Problem], given: Given
    ) -> _Storing[tuple[Problem | None, bool]]:
        """Read documents into the ledger; the first problem, and whether anything was new."""
        first: Problem | None = None
        is_new = False
        tools = replace(self.tools, given=self.tools.given.or_else(given))
        for item in read_items_into(self.ledger, map(self._as_held, items), tools, self.now):
            if isinstance(item, Read):
                is_new |= item.outcome != "unchanged"
            elif not isinstance(item, Notice):
                first = first or item
            yield item
        return first, is_new

    def _as_held(self, item: Document | Problem) -> Document | Problem:
        """The version that the ledger holds, where only bytes that nobody reads have changed.

        Otherwise a page with an advertisement of the day would be a new version every day.
        """
        if isinstance(item, Problem):
            return item
        known = self.ledger.identify(item, self.tools.settings)
        if not self.ledger.versions(known.id):
            return item
        held = self.ledger.document(known.id)
        return replace(held, source=item.source) if held.text == item.text else item


T = TypeVar("T")
_Storing = Generator[Read | Problem, None, T]
_Asking = _Storing[tuple[Asked, Problem | None]]


def _own_text(one: Watched, entry: Entry, settings: Settings) -> Document | Problem:
    """The document of an entry without a page, known by the feed's address and the entry's id."""
    record = {"id": entry.id, "text": entry.text, "title": entry.title or None}
    data = json.dumps(record, ensure_ascii=False).encode("utf-8", "replace")
    read = read_record(Received("entry", one.address, one.address, data, key=one.address), settings)
    if isinstance(read, Problem):
        return read
    plain = re.sub(r"[^\w.-]+", "-", entry.title or entry.id).strip("-.")[:80]
    return replace(read, id=plain or "entry")


def _titled(items: Iterable[Document | Problem], title: str) -> Iterator[Document | Problem]:
    """The same, with the title that the feed gives where a page names none."""
    for item in items:
        if isinstance(item, Problem) or item.title or not title:
            yield item
        else:
            yield replace(item, title=title)


def _time_off(problem: Problem, failures: int, now: datetime) -> timedelta:
    """How long an address that failed so often in a row is left alone."""
    pause = min(_FIRST_PAUSE * (1 << min(failures - 1, 10)), LONGEST_PAUSE)
    asked = problem.retry_after if isinstance(problem, RefusedBySite) else ""
    try:
        seconds = int(asked) if asked.isdecimal() else 0
        if asked and not asked.isdecimal():
            seconds = int((parsedate_to_datetime(asked) - now).total_seconds())
    except (ValueError, TypeError, OverflowError):
        seconds = 0
    longest = int(LONGEST_PAUSE.total_seconds())
    return max(pause, timedelta(seconds=min(max(seconds, 0), longest)))
