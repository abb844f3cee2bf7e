"""The part of an open ledger that hands a case on in the formats of others."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from tollbook.app.following import WhatFollows
from tollbook.app.opened import Day, day_of
from tollbook.app.said import WhatWasSaid
from tollbook.ledger import Filter
from tollbook.model.address import AnyPath
from tollbook.model.problem import ExportError

if TYPE_CHECKING:  # loaded by the methods that need them: to look at a ledger takes no writers
    from tollbook.model.change import EntryChanges
    from tollbook.publishing.formats import Bundle
    from tollbook.publishing.profiles import Profile
    from tollbook.reasoning.record import Record

_IN_MEMORY = 8_000_000  # bytes of a ZIP file, beyond which it lies on disk


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export came to: its files, the head of the ledger, and what has to be known of it."""

    folder: Path
    files: tuple[Path, ...]
    head: str | None
    notes: tuple[str, ...] = ()


class Exporting(WhatWasSaid, WhatFollows):
    """Exports of a case; `OpenLedger` makes them."""

    def bundle(
        self,
        case: str | None = None,
        *,
        known_on: Day | None = None,
        profile: Profile = "internal",
    ) -> Bundle:
        """Everything that is said, follows and was decided in a case, for any format.

        Without a case it is the whole ledger, of which nothing is estimated.
        """
        from tollbook import __version__
        from tollbook.publishing.claims import claim_shape
        from tollbook.publishing.decisions import DECISIONS
        from tollbook.publishing.documents import DOCUMENTS
        from tollbook.publishing.estimates import estimate_shape
        from tollbook.publishing.forecasts import FORECASTS
        from tollbook.publishing.formats import Bundle
        from tollbook.publishing.profiles import Discretion, unnamed_files
        from tollbook.publishing.series import SERIES
        from tollbook.publishing.statements import STATEMENTS

        known = day_of(known_on)
        record = self.record(case=case, known_on=known)
        estimates = self.estimate(case=case, known_on=known) if case else None
        findings = self.checks(case=case, known_on=known)
        judged = self.checks(judged=True, case=case, known_on=known)
        every_decision = self._ledger.decisions(known)
        private = frozenset() if profile == "internal" else self.private_names()
        rows = tuple(self.rows(Filter(known_on=known), case=case))
        used = {row.document_id for row in rows}
        documents = record.corpus.documents.values()
        return Bundle(
            case=record.case,
            known_on=known,
            record=record,
            documents=tuple(one for one in documents if case is None or one.id in used),
            statements=rows,
            claims=tuple(record.claims.everything),
            estimates=estimates.whole if estimates else None,
            series=tuple(self.series(case=case, known_on=known)),
            findings=(*findings, *judged),
            decisions=tuple(one for one in every_decision if one.kind != "code"),
            predictions=tuple(self.predictions(case=case, known_on=known)),
            head=self._ledger.head(),
            provenances=self._ledger.provenances(known),
            changes=lambda: self._changes(record, known),
            version=__version__,
            discretion=Discretion(profile, private, every_decision, unnamed_files(documents)),
            shapes={
                "statements": STATEMENTS,
                "claims": claim_shape(record),
                "series": SERIES,
                "findings": findings.shape,
                "predictions": FORECASTS,
                "decisions": DECISIONS,
                "documents": DOCUMENTS,
                **({"estimates": estimate_shape(estimates.whole)} if estimates else {}),
            },
        )

    def export(
        self,
        case: str | None,
        folder: AnyPath,
        *,
        format: str,
        known_on: Day | None = None,
        profile: Profile = "internal",
        bom: bool = False,
        since: int = 0,
    ) -> Exported:
        """Write a case into a folder in the format of that name (`FORMATS` has them all).

        The folder is made if need be; what an earlier export left there is replaced, and nothing
        is left half written. `bom` puts a byte-order mark at the start of CSV files. `since` is the
        entry after which a changes feed begins.

        Raises:
            ExportError: there is no such format, what it needs is not installed, the folder holds
                something else, or the ledger has no entry `since`.
            CaseError, LedgerError: as for any question.
        """
        from tollbook.publishing.formats import FORMATS, changes, csv_files

        if format not in FORMATS:
            known = ", ".join(FORMATS)
            raise ExportError(f"no format is called {format!r}; there are {known}")
        if bom and format != "csv":
            raise ExportError("only CSV files have a byte-order mark; leave out --bom")
        if since and format != "changes":
            raise ExportError("only a changes feed begins after an entry; leave out --since")
        if format == "changes" and self.prefer != "built-in":
            raise ExportError("a changes feed follows the built-in reader; leave out --prefer")
        if since and since > (last := max(self._ledger.entry_hashes(), default=0)):
            raise ExportError(
                f"the ledger ends at entry {last}: a copy that has entry {since} is of another one"
            )
        write = FORMATS[format].write
        if bom:
            write = partial(csv_files.write, bom=True)
        elif since:
            write = partial(changes.write, since=since)
        bundle = self.bundle(case, known_on=known_on, profile=profile)
        target = Path(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".export-") as made:
            written = write(bundle, Path(made))
            names = tuple(path.relative_to(made) for path in written.files)
            _move(Path(made), target, names)
        return Exported(target, tuple(target / name for name in names), bundle.head, written.notes)

    def export_zip(
        self,
        case: str | None,
        *,
        format: str,
        known_on: Day | None = None,
        profile: Profile = "internal",
        bom: bool = False,
    ) -> IO[bytes]:
        """The same as one ZIP file, to be read from its start and closed; large ones are on disk.

        The same ledger makes the same bytes.

        Raises:
            ExportError, CaseError, LedgerError: as for `export`.
        """
        packed = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - the caller's
        with tempfile.TemporaryDirectory() as folder:
            made = self.export(
                case, folder, format=format, known_on=known_on, profile=profile, bom=bom
            )
            with ZipFile(packed, "w") as archive:
                for path in made.files:
                    # Without a time of its own, which would differ from one export to the next.
                    entry = ZipInfo(path.relative_to(folder).as_posix())
                    entry.compress_type = ZIP_DEFLATED
                    with (
                        path.open("rb") as source,
                        archive.open(entry, "w", force_zip64=True) as target,
                    ):
                        shutil.copyfileobj(source, target)
        packed.seek(0)
        return packed

    def _changes(self, record: Record, known_on: date | None) -> Sequence[EntryChanges]:
        """What each entry of the ledger changed in what belongs to the record's case."""
        from tollbook.reasoning.changes import find_changes

        reviewed, hashes = record.reviewed, self._ledger.entry_hashes()
        readings = self._ledger.readings(known_on)
        found = find_changes(readings, reviewed.history, reviewed.corpus, record.case)
        return [replace(one, hash=hashes[one.entry]) for one in found]


def _move(made: Path, target: Path, names: tuple[Path, ...]) -> None:
    """Put finished files where they belong; a folder with anything else in it is left alone."""
    if target.exists():
        if not target.is_dir():
            raise ExportError(f"{target} is a file; name a folder")
        held = {path.relative_to(target) for path in target.rglob("*") if path.is_file()}
        if others := sorted(held - set(names)):
            raise ExportError(f"{target} holds {others[0]}, which is not ours; name another folder")
    for name in names:
        place = target / name
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(made / name, place)
