"""Reading the ledger: SQL chooses and sorts, the nouns of the model come back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Subquery, func, or_, select

from tollbook.ledger import search
from tollbook.ledger.damage import document_of, row_of
from tollbook.ledger.row import Row
from tollbook.ledger.rows import after, clamp, fold_case, to_published, unpack
from tollbook.ledger.run import Run
from tollbook.ledger.schema import blobs, entries, readings, runs, statements, versions
from tollbook.ledger.words import parse
from tollbook.model.change import Reading
from tollbook.model.document import Document
from tollbook.model.problem import LedgerError
from tollbook.model.provenance import Provenance
from tollbook.model.statement import Place, Population
from tollbook.model.values import Kind, Measure
from tollbook.model.version import Version

_ABOUT = (versions.c.document, versions.c.title, versions.c.publisher, versions.c.published)
"""What a row says of its document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which statements to show; what is left out excludes nothing.

    `origin`, `population` and `place` are looked for anywhere in the words and in the resolved
    name, in any case; `origin` may also be the exact id of an entity. `since` and `until` are days
    of publication, both included; undated documents lie outside any such window. `search` are words
    that the statement has (`Ledger.search`). `version` is the
    number of an older version of each document, the newest unless given. `known_on` asks for what
    the ledger had at the end of that day (UTC), read as it was read then.
    """

    kinds: tuple[Kind, ...] = ()
    measures: tuple[Measure, ...] = ()
    origin: str | None = None
    population: str | None = None
    place: str | None = None
    since: date | None = None
    until: date | None = None
    document: str | None = None
    search: str | None = None
    version: int | None = None
    known_on: date | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the ledger holds: `statements` by kind, in the newest readings alone."""

    documents: int
    versions: int
    readings: int
    entries: int
    statements: dict[str, int]


def rows(connection: Connection, wanted: Filter) -> Iterator[Row]:
    """The statements that `wanted` asks for, by day of publication, document and position."""
    shown = _shown_readings(wanted.version, wanted.known_on)
    query = (
        select(
            statements.c.reading,
            statements.c.id,
            statements.c.record,
            *_ABOUT,
        )
        .join(shown, shown.c.reading == statements.c.reading)
        .join(versions, versions.c.entry == shown.c.version)
        .where(*_conditions(wanted))
        .order_by(*_in_order(), statements.c.position)
    )
    if wanted.search:
        words = parse(wanted.search)
        if not words:
            return
        query = _with(query, search.matching(connection, words))
    for row in connection.execution_options(yield_per=1000).execute(query):
        yield row_of(row)


def fits(wanted: Filter, row: Row) -> bool:
    """Whether a statement is one that `wanted` asks for, as the database would say.

    It is for statements as people decided them, which no table holds.
    """
    said = row.statement
    measures = set(getattr(said, "measures", ())) | {getattr(said, "measure", None)}
    people: Population | None = getattr(said, "population", None)
    where: Place | None = getattr(said, "place", None)
    origin, published = said.origin, row.published.isoformat() if row.published else None
    voice = fold_case(origin.name, origin.mention.quote if origin.mention else None)
    names = [
        (wanted.origin, voice, origin.entity),
        (wanted.population, fold_case(people.mention.quote) if people else "", None),
        (wanted.place, fold_case(where.name, where.mention.quote) if where else "", None),
    ]
    return (
        (not wanted.kinds or said.kind in wanted.kinds)
        and (not wanted.measures or not measures.isdisjoint(wanted.measures))
        and all(
            not words or fold_case(words) in found or words == entity
            for words, found, entity in names
        )
        and (not wanted.since or (published or "") >= wanted.since.isoformat())
        and (not wanted.until or (published or "9999") < _day_after(wanted.until))
        and (wanted.document is None or said.document == wanted.document)
        and (not wanted.search or search.has_words(wanted.search, said, row.title))
    )


def _with(query: Select[Any], found: Subquery) -> Select[Any]:
    """Only the statements that a search found."""
    return query.join(
        found,
        (found.c.reading == statements.c.reading) & (found.c.position == statements.c.position),
    )


def found_ids(connection: Connection, question: str, known_on: date | None) -> tuple[str, ...]:
    """The ids of the statements of the readings that are shown which have all the words.

    Statements of whose own words the most were asked for come first, then the newest.
    """
    words = parse(question)
    if not words:
        return ()
    shown = _shown_readings(None, known_on)
    found = search.matching(connection, words)
    query = _with(
        select(statements.c.id, found.c.own)
        .join(shown, shown.c.reading == statements.c.reading)
        .join(versions, versions.c.entry == shown.c.version)
        .order_by(
            func.substr(versions.c.published, 1, 10).desc().nulls_last(),
            versions.c.document,
            statements.c.position,
        ),
        found,
    )
    hits = [(row.id, search.share(row.own, words)) for row in connection.execute(query)]
    return tuple(id for id, _ in sorted(hits, key=lambda hit: -hit[1]))


def documents(connection: Connection, known_on: date | None) -> Iterator[Document]:
    """The newest version of every document, without its original bytes, in order."""
    shown = _shown_readings(None, known_on)
    query = select(versions).join(shown, shown.c.version == versions.c.entry).order_by(*_in_order())
    for row in connection.execution_options(yield_per=1000).execute(query).mappings():
        yield document_of(row)


def document_ids(connection: Connection, known_on: date | None) -> tuple[str, ...]:
    """The ids of all documents, sorted."""
    query = select(versions.c.document).distinct().order_by(versions.c.document)
    if known_on is not None:
        query = query.where(versions.c.read_at < after(known_on))
    return tuple(connection.scalars(query))


def document(
    connection: Connection, id: str, version: int | None, known_on: date | None
) -> Document:
    """One document, the bytes as received included.

    Raises:
        LedgerError: there is none of that id and version.
    """
    query = select(versions, blobs.c.size, blobs.c.packed).join(blobs)
    query = query.where(versions.c.document == id).order_by(versions.c.number.desc()).limit(1)
    if version is not None:
        query = query.where(versions.c.number == clamp(version))
    if known_on is not None:
        query = query.where(versions.c.read_at < after(known_on))
    row = connection.execute(query).mappings().first()
    if row is None:
        which = f"version {version} of " if version is not None else ""
        when = f" as known on {known_on}" if known_on is not None else ""
        raise LedgerError(f"the ledger holds no {which}document {id!r}{when}")
    try:
        return document_of(row, unpack(row))
    except ValueError as error:
        raise LedgerError(f"document {id}: {error}; run 'tollbook verify'") from error


def document_versions(
    connection: Connection, id: str, known_on: date | None
) -> tuple[Version, ...]:
    """The versions of a document, the first one first, with what their newest readings found."""
    newest = select(func.max(readings.c.entry)).where(readings.c.version == versions.c.entry)
    if known_on is not None:
        newest = newest.where(readings.c.read_at < after(known_on))
    found = (
        select(func.count())
        .select_from(statements)
        .where(statements.c.reading == newest.correlate(versions).scalar_subquery())
        .correlate(versions)
    )
    query = (
        select(
            versions.c.document,
            versions.c.number,
            versions.c.read_at,
            versions.c.title,
            versions.c.published,
            func.length(versions.c.text).label("characters"),
            versions.c.sha256,
            found.scalar_subquery().label("statements"),
        )
        .where(versions.c.document == id)
        .order_by(versions.c.number)
    )
    if known_on is not None:
        query = query.where(versions.c.read_at < after(known_on))
    return tuple(
        Version(
            document=row.document,
            number=row.number,
            read_at=datetime.fromisoformat(row.read_at),
            title=row.title,
            published=to_published(row.published),
            characters=row.characters,
            sha256=row.sha256,
            statements=row.statements,
        )
        for row in connection.execute(query)
    )


def provenances(connection: Connection, known_on: date | None) -> dict[str, Provenance]:
    """Which version of each document is shown, and what read it, by the document's id."""
    shown = _shown_readings(None, known_on)
    query = (
        select(
            versions.c.document,
            versions.c.number,
            readings.c.entry,
            runs.c.tollbook,
            runs.c.digest,
            readings.c.read_at,
        )
        .join(shown, shown.c.version == versions.c.entry)
        .join(readings, readings.c.entry == shown.c.reading)
        .join(runs, runs.c.entry == readings.c.run)
    )
    return {
        row.document: Provenance(
            version=row.number,
            reading=row.entry,
            tollbook=row.tollbook,
            run=row.digest,
            read_at=datetime.fromisoformat(row.read_at),
        )
        for row in connection.execute(query)
    }


def shown_runs(connection: Connection, known_on: date | None) -> dict[str, Run]:
    """The run that read each document as it is shown, by the document's id, without alias files."""
    shown = _shown_readings(None, known_on)
    query = (
        select(versions.c.document, runs)
        .join(shown, shown.c.version == versions.c.entry)
        .join(readings, readings.c.entry == shown.c.reading)
        .join(runs, runs.c.entry == readings.c.run)
    )
    names = [item.name for item in fields(Run) if item.name != "aliases"]
    return {
        row["document"]: Run(**{name: row[name] for name in names})
        for row in connection.execute(query).mappings()
    }


def alias_files(connection: Connection, known_on: date | None) -> tuple[bytes, ...]:
    """The alias files of the readings that are shown, the one last used last.

    Raises:
        LedgerError: the bytes of one are not those that were read.
    """
    shown = _shown_readings(None, known_on)
    query = (
        select(blobs)
        .join(runs, runs.c.aliases_digest == blobs.c.sha256)
        .join(readings, readings.c.run == runs.c.entry)
        .join(shown, shown.c.reading == readings.c.entry)
        .group_by(blobs.c.sha256)
        .order_by(func.max(readings.c.entry))
    )
    try:
        return tuple(unpack(row) for row in connection.execute(query).mappings())
    except ValueError as error:
        raise LedgerError(f"the alias file: {error}; 'tollbook verify' gives details") from error


def value_policies(connection: Connection) -> tuple[str, ...]:
    """The value policies of the newest reading of each document, sorted."""
    shown = _shown_readings(None, None)
    query = (
        select(runs.c.settings)
        .distinct()
        .join(readings, readings.c.run == runs.c.entry)
        .join(shown, shown.c.reading == readings.c.entry)
    )
    found = {json.loads(settings).get("value_policy", "") for settings in connection.scalars(query)}
    return tuple(sorted(found - {""}))


def counts(connection: Connection) -> Counts:
    """How much there is of everything."""
    shown = _shown_readings(None, None)
    by_kind = (
        select(statements.c.kind, func.count())
        .join(shown, shown.c.reading == statements.c.reading)
        .group_by(statements.c.kind)
        .order_by(statements.c.kind)
    )

    def number(query: Select[Any]) -> int:
        return connection.scalar(query) or 0

    return Counts(
        documents=number(select(func.count(versions.c.document.distinct()))),
        versions=number(select(func.count()).select_from(versions)),
        readings=number(select(func.count()).select_from(readings)),
        entries=number(select(func.count()).select_from(entries)),
        statements={row.kind: row[1] for row in connection.execute(by_kind)},
    )


def all_readings(connection: Connection, known_on: date | None) -> Iterator[Reading]:
    """Every reading with its statements, by document, the older ones of each first."""
    query = (
        select(
            versions,
            runs.c.tollbook,
            readings.c.entry.label("reading"),
            readings.c.read_at.label("made_at"),
        )
        .join(readings, readings.c.version == versions.c.entry)
        .join(runs, runs.c.entry == readings.c.run)
        .order_by(versions.c.document, readings.c.entry)
    )
    said = (
        select(statements.c.reading, statements.c.id, statements.c.record, *_ABOUT)
        .join(readings, readings.c.entry == statements.c.reading)
        .join(versions, versions.c.entry == readings.c.version)
        .order_by(statements.c.position)
    )
    if known_on is not None:
        query = query.where(readings.c.read_at < after(known_on))
    for row in connection.execution_options(yield_per=100).execute(query).mappings():
        found = connection.execute(said.where(statements.c.reading == row["reading"]))
        yield Reading(
            entry=row["reading"],
            at=datetime.fromisoformat(row["made_at"]),
            tollbook=row["tollbook"],
            version=row["number"],
            document=document_of(row),
            statements=tuple(row_of(one).statement for one in found),
        )


def entry_hashes(connection: Connection) -> dict[int, str]:
    """The hash of every entry by its number."""
    return {row.seq: row.hash for row in connection.execute(select(entries.c.seq, entries.c.hash))}


def last_reading(connection: Connection, known_on: date | None) -> int:
    """The entry of the last reading, up to the end of a day; 0 where there is none."""
    query = select(func.max(readings.c.entry))
    if known_on is not None:
        query = query.where(readings.c.read_at < after(known_on))
    return connection.scalar(query) or 0


def _shown_readings(version: int | None, known_on: date | None) -> Subquery:
    """The last reading of each document, or of one version of each, up to the end of a day.

    Later entries are newer. A reading by newer code after that day is not what was known on it.
    """
    last = select(func.max(readings.c.entry)).join(versions, versions.c.entry == readings.c.version)
    if version is not None:
        last = last.where(versions.c.number == clamp(version))
    if known_on is not None:
        last = last.where(readings.c.read_at < after(known_on))
    return (
        select(readings.c.entry.label("reading"), readings.c.version)
        .where(readings.c.entry.in_(last.group_by(versions.c.document)))
        .subquery("shown")
    )


def _in_order() -> tuple[ColumnElement[Any], ...]:
    return versions.c.published.asc().nulls_last(), versions.c.document


def _conditions(wanted: Filter) -> Iterator[ColumnElement[bool]]:
    if wanted.kinds:
        yield statements.c.kind.in_(wanted.kinds)
    if wanted.measures:
        padded = " " + statements.c.measures + " "
        yield or_(*(padded.contains(f" {measure} ") for measure in wanted.measures))
    if wanted.origin:
        named = statements.c.origin.contains(fold_case(wanted.origin), autoescape=True)
        yield or_(named, statements.c.origin_entity == wanted.origin)
    for column, words in (
        (statements.c.population, wanted.population),
        (statements.c.place, wanted.place),
    ):
        if words:
            yield column.contains(fold_case(words), autoescape=True)
    if wanted.since:
        yield versions.c.published >= wanted.since.isoformat()
    if wanted.until:
        # A time of day sorts after its bare date and before the next one.
        yield versions.c.published < _day_after(wanted.until)
    if wanted.document is not None:
        yield versions.c.document == wanted.document


def _day_after(day: date) -> str:
    return (day + timedelta(days=1)).isoformat()
