"""The part of an open ledger that publishes a case as a folder of pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tollbook.app.method import Describing
from tollbook.app.opened import Day, day_of

if TYPE_CHECKING:  # loaded by the methods that need them: to look at a ledger takes no parser
    from tollbook.publishing.profiles import Profile
    from tollbook.publishing.site import Published
    from tollbook.reasoning.record import Record


class Publishing(Describing):
    """Publishes cases; `OpenLedger` does it."""

    def publish(
        self,
        case: str | None,
        folder: Path | str,
        *,
        profile: Profile = "public",
        reviewed_only: bool = False,
        on: Day | None = None,
        advance: Callable[[int, int], None] = lambda done, total: None,
    ) -> Published:
        """Write a case as pages that stand by themselves; None for everything on record.

        `profile` says for whom, and with that what is withheld. `reviewed_only` leaves out what
        nobody has confirmed, corrected or added, as if it had not been read. `on` is the day of the
        publication, today (UTC) unless given: on it depends which predictions are due. `advance` is
        called with the pages written so far, and how many there will be.

        Until all pages are written the folder stays as it was. Published again, it tells what
        changed since; see docs/publish.md.

        Raises:
            FolderError: the folder holds other things, another case or pages for other readers.
        """
        from tollbook import __version__
        from tollbook.publishing.method import method_of, page_of, to_fragment
        from tollbook.publishing.profiles import Discretion, unnamed_files
        from tollbook.publishing.site import Publication, publish
        from tollbook.reasoning.checks import run_checks
        from tollbook.reasoning.predictions import ByPolicy, find_forecasts

        record = self.record(case=case)
        if reviewed_only:
            record = _reviewed(record)
        pages = record.corpus.documents.values()
        discretion = Discretion(
            profile, self.private_names(), record.reviewed.history, unnamed_files(pages)
        )
        facts = self._facts_of(record, None)

        def make(day: date) -> Publication:
            of_day = record if record.today == day else replace(record, today=day)
            forecasts = find_forecasts(of_day, "icd203", ByPolicy("range"))
            method = method_of(of_day, forecasts, facts, discretion)
            return Publication(
                record=of_day,
                discretion=discretion,
                findings=tuple(run_checks(of_day)),
                forecasts=forecasts,
                method=to_fragment(page_of(method)),
                head=facts.head or "",
                version=__version__,
                day=day,
                reviewed_only=reviewed_only,
            )

        day = day_of(on) or datetime.now(UTC).date()
        return publish(make, Path(folder), day, advance=advance)


def _reviewed(record: Record) -> Record:
    """The record of what people confirmed, corrected or added alone, and its documents."""
    from tollbook.reasoning.corpus import Corpus

    kept = tuple(
        said
        for said in record.corpus.statements
        if record.reviewed.state(said.id) in ("confirmed", "corrected", "added")
    )
    cited = {said.document for said in kept}
    documents = {id: page for id, page in record.corpus.documents.items() if id in cited}
    return replace(record, corpus=Corpus(documents, kept))
