"""Checking tables that others wrote; no ledger is needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tollbook.app.results import Results
from tollbook.model.address import AnyPath
from tollbook.model.problem import Problem, TableError
from tollbook.model.table_finding import SHAPES, CheckedTable, ShapeName, TableFinding
from tollbook.settings import Linting, Settings

if TYPE_CHECKING:
    from tollbook.linting import Rules

Advance = Callable[[Path, float | None], None]
"""Called now and then with a file and the share of it that was read, None if that is not known."""


def check_names() -> tuple[tuple[str, str], ...]:
    """Each check with what it looks for, in the order in which findings are listed."""
    from tollbook.linting import CHECKS

    return tuple((check.name, check.looks_for) for check in CHECKS)


def lint(
    *files: AnyPath,
    shape: ShapeName | None = None,
    mapping: AnyPath | None = None,
    notes: bool = False,
    ignore: Iterable[str] = (),
    errors_only: bool = False,
    settings: Settings | None = None,
    limits: Linting | None = None,
) -> Results[TableFinding, tuple[CheckedTable, ...]]:
    """Check tables that others wrote: what can't be as they have it, and what is worth a look.

    `files` are CSV, JSON, JSON Lines, XLSX or Parquet. What their columns mean is seen from the
    header, unless `shape` forces one or `mapping` is a file that says it. With `notes`, columns of
    notes are read as reports are, and compared with the counts: that takes much longer. Checks
    named in `ignore` are left out, and with `errors_only` all that is merely odd.

    `whole` has each table with its shape, rows and findings by check; `problems` the files that
    could not be checked.

    Raises:
        SettingsError: the mapping can't be used.
        ValueError: no check or shape has that name.
    """
    rules = rules_of(
        shape=shape,
        mapping=mapping,
        notes=notes,
        ignore=ignore,
        errors_only=errors_only,
        settings=settings,
        limits=limits,
    )
    return results(list(lint_each(files, rules)))


def rules_of(
    *,
    shape: ShapeName | None = None,
    mapping: AnyPath | None = None,
    notes: bool = False,
    ignore: Iterable[str] = (),
    errors_only: bool = False,
    settings: Settings | None = None,
    limits: Linting | None = None,
) -> Rules:
    """How tables are to be checked.

    Raises:
        ValueError: no check or shape has that name.
    """
    from tollbook.linting import CHECK_NAMES, Rules

    ignored = frozenset(ignore)
    for name in sorted(ignored):
        if name not in CHECK_NAMES:
            raise ValueError(f"{name!r} is not one of {', '.join(CHECK_NAMES)}")
    if shape is not None and shape not in SHAPES:
        raise ValueError(f"{shape!r} is not one of {', '.join(SHAPES)}")
    if shape == "mapping" and mapping is None:
        raise ValueError("the shape 'mapping' needs a mapping")
    settings = settings or Settings()
    return Rules(
        today=datetime.now(UTC).date(),
        settings=settings,
        limits=limits or Linting(),
        shape=shape,
        mapping=Path(mapping) if mapping else None,
        count_dead=_reader_of_notes(settings) if notes else None,
        ignored=ignored,
        errors_only=errors_only,
    )


def lint_each(
    files: Iterable[AnyPath], rules: Rules, advance: Advance = lambda path, share: None
) -> Iterator[tuple[CheckedTable, list[TableFinding]] | Problem]:
    """The same, table by table."""
    from tollbook.linting import lint_table

    for file in map(Path, files):

        def report(share: float | None, file: Path = file) -> None:
            advance(file, share)

        try:
            yield lint_table(file, rules, report)
        except TableError as error:
            where, _, what = str(error).removeprefix(f"{file}").partition(": ")
            yield Problem(f"{file}{where}", what)


def results(
    items: Sequence[tuple[CheckedTable, list[TableFinding]] | Problem],
) -> Results[TableFinding, tuple[CheckedTable, ...]]:
    """What was found in all tables together."""
    from tollbook.publishing.linting import TABLE_FINDINGS

    checked = [item for item in items if not isinstance(item, Problem)]
    return Results(
        (finding for _, found in checked for finding in found),
        TABLE_FINDINGS,
        tuple(table for table, _ in checked),
        (item for item in items if isinstance(item, Problem)),
    )


def _reader_of_notes(settings: Settings) -> Callable[[str], tuple[int, str] | None]:
    """What reads the most people killed out of a text, as reports are read."""
    from tollbook.app.read import Tools, read_one_text
    from tollbook.model.document import Given
    from tollbook.model.statement import Figure

    tools = Tools.ready(settings, None, Given(language="en"))

    def count_dead(text: str) -> tuple[int, str] | None:
        read = read_one_text(text, tools)
        if isinstance(read, Problem):
            return None
        counted = [
            (one.low, one.number.quote if one.number else one.evidence.quote)
            for one in read.statements
            if isinstance(one, Figure)
            and one.measure == "killed"
            and one.modality in ("asserted", "estimated", "unconfirmed")
            and one.scope == "incident"
            and one.low
        ]
        return max(counted, default=None)

    return count_dead
