"""The part of an open ledger that says how a case was answered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from tollbook.app.coding import DoubleCoding
from tollbook.app.following import WhatFollows
from tollbook.app.opened import Day, day_of
from tollbook.settings import Safety

if TYPE_CHECKING:
    from tollbook.publishing.method import LedgerFacts, Method
    from tollbook.publishing.profiles import Profile
    from tollbook.publishing.standards import StandardsReport
    from tollbook.reasoning.record import Record


class Describing(WhatFollows, DoubleCoding):
    """Questions about the method; `OpenLedger` answers them."""

    def method(
        self,
        case: str | None = None,
        *,
        known_on: Day | None = None,
        profile: Profile = "internal",
    ) -> Method:
        """How a case was answered: what was read, by which rules, what people decided.

        Where no case is named, it is the only one that the ledger has. `profile` says for whom it
        is: names of people are shown as it allows. `tollbook.publishing.method` turns it into a
        page.

        Raises:
            CaseError: no case has that name, or none is named and there are several.
        """
        from tollbook.publishing.method import method_of
        from tollbook.publishing.profiles import Discretion, unnamed_files

        day = day_of(known_on)
        record = self._asked.of_one_case(case, day)
        name = case if case is not None else record.case.name if record.case else None
        files = unnamed_files(record.corpus.documents.values())
        discretion = Discretion(profile, self.private_names(), record.reviewed.history, files)
        forecasts = self.predictions(case=name, known_on=day)
        return method_of(record, forecasts, self._facts_of(record, day), discretion)

    def _facts_of(self, record: Record, known_on: date | None) -> LedgerFacts:
        """What the ledger knows of a record that the record itself does not hold."""
        from tollbook.publishing.method import LedgerFacts

        runs = self._ledger.shown_runs(known_on)
        return LedgerFacts(
            runs=[runs[id] for id in record.corpus.documents if id in runs],
            head=self._ledger.head(),
            known_on=known_on,
            prefer=self.prefer,
            agreement={
                round.name: tuple(self.agreement(round.name))
                for round in self.rounds()
                if round.double
            },
        )

    def standards(
        self,
        case: str | None = None,
        *,
        known_on: Day | None = None,
        profile: Profile = "internal",
        answers: Mapping[str, str] | None = None,
    ) -> StandardsReport:
        """How a case meets each of the Standards for Casualty Recording.

        `answers` are the organisation's own words by the key of a standard; they come before those
        in the case's file. The ledger is verified for it.

        Raises:
            CaseError: no case has that name, or none is named and there are several.
            ValueError: an answer is to no standard.
        """
        from tollbook.accounts import Accounts
        from tollbook.publishing.standards import Facts, report_of
        from tollbook.publishing.standards.texts import refuse_unknown

        for key in answers or {}:
            refuse_unknown(key)
        method = self.method(case, known_on=known_on, profile=profile)
        users = len(Accounts(self._ledger, Safety()).users())
        own = method.case.standards if method.case else {}
        return report_of(
            Facts(
                method=method,
                private_names=len(self.private_names()),
                users=users,
                failure=self._ledger.verify().failure or "",
                answers={**own, **(answers or {})},
            )
        )
