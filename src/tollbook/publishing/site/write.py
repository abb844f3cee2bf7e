"""Writing a publication into its folder, and the record by which the next tells what changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tollbook.publishing.charts import ChartData, chart_data, estimate_bands
from tollbook.publishing.profiles import withheld_in_words
from tollbook.publishing.site.changes import (
    Change,
    Entry,
    find_changes,
    removed_pages,
    state_of,
)
from tollbook.publishing.site.feed import write_feed
from tollbook.publishing.site.folder import (
    FORMAT,
    MANIFEST,
    FolderError,
    Writer,
    read_manifest,
    replacing,
)
from tollbook.publishing.site.looks import style
from tollbook.publishing.site.pages import page_names, write_pages
from tollbook.publishing.site.picture import draw_svg, with_links
from tollbook.publishing.site.publication import Publication
from tollbook.reasoning.series import SeriesQuery, find_series

Advance = Callable[[int, int], None]
"""Called with the pages written so far, and how many there will be."""

_DRAWN = 40
"""Series in the chart, the longest of all: more lines than that nobody tells apart."""

_SAME = ("case", "title", "head", "profile", "reviewed_only", "tollbook", "settings")
"""What two publications share that must be byte for byte the same, if they also say the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What was published: into which folder, on which day, and what changed by it.

    `again` says that the folder already held this publication, and holds the same bytes now.
    """

    folder: Path
    day: date
    number: int
    pages: int
    changes: tuple[Change, ...]
    withheld: tuple[str, ...]
    again: bool


def publish(
    make: Callable[[date], Publication],
    folder: Path,
    day: date,
    *,
    advance: Advance = lambda done, total: None,
) -> Published:
    """Publish into a folder, which is whole at any time: the old pages, or the new ones.

    `make` gives the publication of a day. Where nothing was added to the ledger and nothing that is
    said changed with the day, the pages are again those of the day before, so that the same ledger
    gives the same bytes.

    Raises:
        FolderError: the folder holds other things, another case, or pages for other readers.
    """
    before = read_manifest(folder)
    publication = make(day)
    if before is not None:
        _refuse_others(before, _identity(publication), folder)
    earlier = _history(folder, publication, before) if before is not None else ()
    again = before is not None and _says_the_same(before, publication)
    if again:
        entry, *older = earlier
        publication = make(entry.on)
        history = (entry, *older)
    else:
        history = (_entry(before, publication, len(earlier) + 1), *earlier)
    with replacing(folder) as writer:
        _write(writer, publication, history, advance)
    return Published(
        folder=folder,
        day=publication.day,
        number=history[0].number,
        pages=sum(name.endswith(".html") for name in writer.digests),
        changes=history[0].changes,
        withheld=_withheld(publication),
        again=again,
    )


def _says_the_same(before: Mapping[str, Any], publication: Publication) -> bool:
    """Whether the folder holds this very publication, whatever day it is."""
    identity = _identity(publication)
    return before["state"] == state_of(publication) and all(
        before.get(name) == identity[name] for name in _SAME
    )


def _entry(before: Mapping[str, Any] | None, publication: Publication, number: int) -> Entry:
    """What this publication changes, against the one that the folder holds."""
    changes: tuple[Change, ...] = ()
    if before is not None:
        changes = (
            *find_changes(publication.discretion.hide_all(before["state"]), state_of(publication)),
            *removed_pages(before["files"], page_names(publication)),
        )
    return Entry(number=number, on=publication.day, head=publication.head, changes=changes)


def _write(
    writer: Writer, publication: Publication, history: tuple[Entry, ...], advance: Advance
) -> None:
    """Every file of a publication, its record last: that has the digests of all others."""
    hide = publication.discretion.hide
    total, chart = len(page_names(publication)), _chart(publication)
    for n, (name, page) in enumerate(write_pages(publication, history, chart), start=1):
        writer.write(name, hide(page))
        advance(n, total)
    if chart:
        writer.write("chart.svg", hide(f"{chart}\n"))
    writer.write("site.css", style())
    writer.write("icon.svg", (Path(__file__).parent / "icon.svg").read_text(encoding="utf-8"))
    writer.write("changes.atom", write_feed(publication, history))
    for entry in history:
        writer.write(entry.file, _json(publication, _record(entry, publication)))
    manifest = {
        "format": FORMAT,
        **_identity(publication),
        "number": history[0].number,
        "day": publication.day.isoformat(),
        "withheld": list(_withheld(publication)),
        "changes": [change.to_json() for change in history[0].changes],
        "files": dict(sorted(writer.digests.items())),
        "state": state_of(publication),
    }
    writer.write(MANIFEST, _json(publication, manifest))


def _identity(publication: Publication) -> dict[str, Any]:
    """What says whose publication it is, and what it was made from."""
    hide = publication.discretion.hide
    return {
        "case": hide(publication.name),
        "title": hide(publication.title),
        "head": publication.head,
        "profile": publication.discretion.profile,
        "reviewed_only": publication.reviewed_only,
        "tollbook": publication.version,
        "settings": publication.record.settings.digest(),
    }


def _refuse_others(before: Mapping[str, Any], now: Mapping[str, Any], folder: Path) -> None:
    """A folder keeps to one case and to one kind of reader.

    Its records of earlier publications would show one kind what only another may see.
    """
    if before["case"] != now["case"]:
        raise FolderError(
            f"{folder} holds the case {before['case']}; publish {now['case']} into another folder"
        )
    if before["profile"] != now["profile"]:
        raise FolderError(
            f"{folder} was published with --{before['profile']}; "
            f"publish with --{now['profile']} into another folder"
        )


def _history(
    folder: Path, publication: Publication, before: Mapping[str, Any]
) -> tuple[Entry, ...]:
    """The publications before, the newest first, without names that have become private since.

    Raises:
        FolderError: a record is missing, or is none.
    """
    hide = publication.discretion.hide_all
    found = []
    for number in range(before["number"], 0, -1):
        path = folder / "publications" / f"{number:04}.json"
        try:
            found.append(Entry.of(hide(json.loads(path.read_text(encoding="utf-8")))))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            raise FolderError(
                f"{path} is no longer the record of publication {number}; "
                "put it back, or publish into another folder"
            ) from None
    return tuple(found)


def _chart(publication: Publication) -> str:
    """The chart of the case as an SVG element; empty where there is nothing to draw."""
    record = publication.record
    series = find_series(record, SeriesQuery())[:_DRAWN]
    if not series:
        return ""
    documents = record.corpus.documents
    bands = estimate_bands(record, series)

    def source(statement: str) -> str:
        page = documents[statement.rpartition("#")[0]]
        return page.publisher or publication.discretion.id(page.id)

    data: ChartData = chart_data(record, series, publication.contradictions, bands)
    return draw_svg(with_links(data, publication.at.statement, source))


def _record(entry: Entry, publication: Publication) -> dict[str, Any]:
    """The record of one publication: small, and never lost."""
    return {
        "number": entry.number,
        "day": entry.on.isoformat(),
        "head": entry.head,
        "profile": publication.discretion.profile,
        "changes": [change.to_json() for change in entry.changes],
    }


def _withheld(publication: Publication) -> tuple[str, ...]:
    return withheld_in_words(
        publication.discretion.profile, reviewed_only=publication.reviewed_only
    )


def _json(publication: Publication, value: Any) -> str:
    hidden = publication.discretion.hide_all(value)
    return f"{json.dumps(hidden, ensure_ascii=False, indent=1)}\n"
