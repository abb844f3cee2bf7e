"""Views for people who open the ledger with other programs: `figures` and `documents`.

They hold what `tollbook show` says, as far as SQL can say it. Where people decided on a figure and
its page was read anew since, only Tollbook can find the words again; such a row has the state
`unclear` and no values, so that no number in the view is ever one that does not count.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, text


@dataclass(frozen=True)
class _Json:
    """How a database takes JSON apart; paths are keys with points between, -1 the last item."""

    parsed: Callable[[str], str]
    inner: Callable[[str, str], str]
    word: Callable[[str, str], str]
    whole: Callable[[str, str], str]
    real: Callable[[str, str], str]
    has: Callable[[str, str], str]
    collate: str


def _extract(column: str, path: str) -> str:
    return f"json_extract({column}, '$.{path.replace('.-1', '[#-1]').replace('.0', '[0]')}')"


def _braced(path: str) -> str:
    return "'{" + path.replace(".", ",") + "}'"


_JSON = {
    "sqlite": _Json(
        parsed=lambda column: column,
        inner=_extract,
        word=_extract,
        whole=lambda column, path: f"CAST({_extract(column, path)} AS INTEGER)",
        real=lambda column, path: f"CAST({_extract(column, path)} AS REAL)",
        has=lambda column, path: f"json_type({column}, '$.{path}') IS NOT NULL",
        collate="",
    ),
    "postgresql": _Json(
        parsed=lambda column: f"CAST({column} AS jsonb)",
        inner=lambda column, path: f"({column} #> {_braced(path)})",
        word=lambda column, path: f'({column} #>> {_braced(path)}) COLLATE "C"',
        whole=lambda column, path: (  # a larger number is cut, as in every column
            f"CASE WHEN {column} #>> {_braced(path)} IS NOT NULL THEN CAST("
            f"LEAST(CAST({column} #>> {_braced(path)} AS numeric), 9223372036854775807)"
            " AS bigint) END"
        ),
        real=lambda column, path: f"CAST({column} #>> {_braced(path)} AS double precision)",
        has=lambda column, path: f"({column} #> {_braced(path)}) IS NOT NULL",
        collate=' COLLATE "C"',
    ),
}

_DOCUMENTS = """
CREATE VIEW documents AS
SELECT v.document AS id, v.published, v.publisher, v.title, v.url, v.address, v.format, v.language,
       length(v.text) AS characters, v.sha256, v.number AS version, v.read_at
FROM versions v
JOIN readings r ON r.version = v.entry
WHERE r.entry IN (
    SELECT max(r.entry) FROM readings r JOIN versions v ON v.entry = r.version GROUP BY v.document
)
"""

_FIGURES = """
CREATE VIEW figures AS
WITH RECURSIVE
-- Which decisions were undone: an undo counts unless a later one that counts undoes it.
undos AS (
    SELECT entry, subject, row_number() OVER (ORDER BY entry DESC) AS n
    FROM decisions WHERE kind = 'undo'
),
walk (n, gone) AS (
    SELECT CAST(0 AS BIGINT), CAST(',' AS TEXT){collate}
    UNION ALL
    SELECT u.n, CASE WHEN w.gone LIKE '%,' || u.entry || ',%' THEN w.gone
                     ELSE w.gone || u.subject || ',' END
    FROM walk w JOIN undos u ON u.n = w.n + 1
),
undone AS (SELECT gone FROM walk ORDER BY n DESC LIMIT 1),
in_force AS (
    SELECT d.entry, d.kind, d."by" AS person, d.at, {data} AS data,
           CASE d.kind WHEN 'add' THEN d.value ELSE d.subject END AS id
    FROM decisions d CROSS JOIN undone
    WHERE d.kind IN ('confirm', 'correct', 'reject', 'add')
      AND undone.gone NOT LIKE '%,' || d.entry || ',%'
),
-- Every undo, and the decision on a statement that it revokes or restores in the end.
roots (entry, root) AS (
    SELECT entry, entry FROM decisions WHERE kind IN ('confirm', 'correct', 'add')
    UNION ALL
    SELECT u.entry, r.root
    FROM roots r JOIN decisions u ON u.kind = 'undo' AND u.subject = CAST(r.entry AS TEXT)
),
-- The newest reading of each document.
shown AS (
    SELECT r.entry AS reading, v.entry AS version, v.document
    FROM readings r JOIN versions v ON v.entry = r.version
    WHERE r.entry IN (
        SELECT max(r.entry) FROM readings r JOIN versions v ON v.entry = r.version
        GROUP BY v.document
    )
),
machine AS (
    SELECT s.id, s.kind, shown.document, shown.reading, shown.version, {record} AS record
    FROM statements s JOIN shown ON shown.reading = s.reading
),
added AS (
    SELECT f.id, f.entry, shown.document, shown.reading, shown.version
    FROM in_force f JOIN shown ON shown.document = {of_document}
    WHERE f.kind = 'add'
),
-- The decisions whose statement is certain: made on this very reading, or on the same words of the
-- same text. Of the others only Tollbook knows which statement they mean now.
placed AS (
    SELECT f.entry, f.kind, f.person, f.at, f.data, f.id, m.document, m.reading
    FROM in_force f JOIN machine m ON m.id = f.id
    WHERE f.entry > m.reading OR (f.entry > m.version AND {same})
    UNION ALL
    SELECT f.entry, f.kind, f.person, f.at, f.data, f.id, a.document, a.reading
    FROM in_force f JOIN added a ON a.id = f.id
    WHERE a.entry > a.reading OR (a.entry > a.version AND {unlinked})
),
-- The others, but for those on an addition that was undone.
lost AS (
    SELECT f.entry, f.id, f.kind, {of_document} AS document
    FROM in_force f
    WHERE {of_kind} = 'figure'
      AND f.entry NOT IN (SELECT entry FROM placed)
      AND f.id NOT IN (
          SELECT d.value FROM decisions d
          WHERE d.kind = 'add' AND d.entry NOT IN (SELECT entry FROM in_force)
      )
),
latest AS (
    SELECT * FROM (
        SELECT p.*, row_number() OVER (PARTITION BY p.id ORDER BY p.entry DESC) AS n FROM placed p
    ) AS numbered
    WHERE n = 1
),
-- The statements on which a decision may count that is not known to be on them, or a correction of
-- a record that has values, or lacks them, of what was revoked or restored since.
unclear AS (
    SELECT l.id FROM latest l JOIN lost ON lost.document = l.document AND lost.entry > l.entry
    UNION
    SELECT l.id
    FROM latest l
    JOIN decisions d ON d.entry < l.entry
        AND (d.subject = l.id OR (d.kind = 'add' AND d.value = l.id) OR d.entry < l.reading)
    JOIN roots r ON r.root = d.entry AND r.entry > l.entry
    WHERE l.kind = 'correct'
),
read AS (
    SELECT m.id, m.document,
           CASE WHEN m.document IN (SELECT document FROM lost) THEN 'unclear' ELSE 'proposed' END
               AS state,
           CASE WHEN m.document NOT IN (SELECT document FROM lost) THEN m.record END AS record
    FROM machine m
    WHERE m.kind = 'figure' AND m.id NOT IN (SELECT id FROM latest)
),
decided AS (
    SELECT f.id, f.document, f.person, f.at,
           CASE f.kind WHEN 'confirm' THEN 'confirmed' WHEN 'correct' THEN 'corrected'
                       ELSE 'added' END AS state,
           {decided_on} AS record,
           CASE f.kind WHEN 'correct' THEN f.data END AS data
    FROM latest f
    WHERE f.kind <> 'reject' AND {of_kind} = 'figure' AND f.id NOT IN (SELECT id FROM unclear)
),
chosen (id, document, state, person, at, record, data) AS (
    SELECT id, document, state, person, at, record, data FROM decided
    UNION ALL
    SELECT id, document, state, NULL, NULL, record, NULL FROM read
    UNION ALL
    SELECT f.id, f.document, 'unclear', NULL, NULL, NULL, NULL FROM latest f
    WHERE {of_kind} = 'figure' AND f.id IN (SELECT id FROM unclear)
    UNION ALL
    SELECT id, document, 'unclear', NULL, NULL, NULL, NULL
    FROM (SELECT DISTINCT id, document FROM lost WHERE kind <> 'reject') AS kept
    WHERE id NOT IN (SELECT id FROM read UNION ALL SELECT id FROM latest)
)
SELECT c.id, c.document, v.published, v.publisher, v.title, v.url,
{columns},
       c.state{collate} AS state, c.person{collate} AS reviewed_by, c.at{collate} AS reviewed_at
FROM chosen c
JOIN shown ON shown.document = c.document
JOIN versions v ON v.entry = shown.version
"""

_CHOSEN = "(SELECT id FROM chosen)"

_WORDS = {
    "measure": "measure",
    "modifier": "modifier",
    "modality": "modality",
    "basis": "basis",
    "scope": "scope",
    "population": "population.quote",
    "side": "population.side",
    "status": "population.status",
    "sex": "population.sex",
    "age_group": "population.age_group",
    "country": "place.country",
    "level": "place.level",
    "start_date": "period.start_date",
    "end_date": "period.end_date",
    "as_of": "as_of",
    "cause": "cause.quote",
    "evidence": "evidence.quote",
}
"""The columns that hold words or days, with the keys of the wire format that lead to them."""

FIGURE_COLUMNS = (
    *("id", "document", "published", "publisher", "title", "url"),
    *("low", "high", "origin", "origin_entity", "place", "lat", "lon", "part_of", "same_as"),
    *_WORDS,
    *("state", "reviewed_by", "reviewed_at"),
)
"""The columns of the view `figures`; they mean what they mean in the table of statements."""


def make_views(connection: Connection) -> None:
    """Make the views; there are none of these names yet."""
    connection.execute(text(_DOCUMENTS))
    connection.execute(text(figures_view(connection.dialect.name)))


def figures_view(database: str) -> str:
    """The SQL that makes the view `figures` in SQLite or PostgreSQL."""
    json = _JSON[database]

    def same(path: str) -> str:
        decided, read = json.word("f.data", f"statement.{path}"), json.word("m.record", path)
        return f"COALESCE({decided}, '') = COALESCE({read}, '')"

    def value(path: str, get: Callable[[str, str], str] = json.word) -> str:
        """What a correction gives, else what is on record."""
        changed = json.has("c.data", f"fields.{path.partition('.')[0]}")
        given = get("c.data", f"fields.{path}")
        return f"CASE WHEN {changed} THEN {given} ELSE {get('c.record', path)} END"

    def voice(key: str) -> str:
        """The same of the origin, which is the page itself where a correction leaves it out."""
        given, page = json.word("c.data", f"fields.origin.{key}"), f"attribution.0.{key}"
        return (
            f"CASE WHEN {json.word('c.data', 'fields.origin.name')} IS NOT NULL THEN {given}"
            f" WHEN {json.has('c.data', 'fields.origin')} THEN {json.word('c.record', page)}"
            f" ELSE {json.word('c.record', f'attribution.-1.{key}')} END"
        )

    def link(name: str) -> str:
        """A part of what was rejected is a part no more."""
        return f"CASE WHEN {value(name)} IN {_CHOSEN} THEN {value(name)} END"

    same_start = (
        f"{json.whole('f.data', 'statement.evidence.start')}"
        f" = {json.whole('m.record', 'evidence.start')}"
    )
    same_words = ("measure", "number.quote", "evidence.quote", "part_of", "same_as")
    links = [
        f"{part}.{name}" for part in ("statement", "fields") for name in ("part_of", "same_as")
    ]
    columns = {
        "low": value("low", json.whole),
        "high": value("high", json.whole),
        "origin": voice("name"),
        "origin_entity": voice("entity"),
        "place": f"COALESCE({value('place.name')}, {value('place.quote')})",
        "lat": value("place.lat", json.real),
        "lon": value("place.lon", json.real),
        "part_of": link("part_of"),
        "same_as": link("same_as"),
        **{name: value(path) for name, path in _WORDS.items()},
    }
    return _FIGURES.format(
        collate=json.collate,
        data=json.parsed("d.data"),
        record=json.parsed("s.record"),
        of_document=json.word("f.data", "statement.document"),
        of_kind=json.word("f.data", "statement.kind"),
        decided_on=json.inner("f.data", "statement"),
        same=" AND ".join([same_start, *map(same, same_words)]),
        unlinked=f"COALESCE({', '.join(json.word('f.data', path) for path in links)}) IS NULL",
        columns=",\n".join(f"       {what} AS {name}" for name, what in columns.items()),
    )
