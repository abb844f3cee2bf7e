"""The part of an open ledger that says how a case was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tollbook.app.coding import DoubleCoding
from tollbook.app.following import WhatFollows
from tollbook.app.opened import Day, day_of

if TYPE_CHECKING:
    from tollbook.publishing.method import Method
    from tollbook.publishing.profiles import Profile


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
        from tollbook.publishing.method import LedgerFacts, method_of
        from tollbook.publishing.profiles import Discretion

        day = day_of(known_on)
        record = self._asked.of_one_case(case, day)
        name = case if case is not None else record.case.name if record.case else None
        runs = self._ledger.shown_runs(day)
        facts = LedgerFacts(
            runs=[runs[id] for id in record.corpus.documents if id in runs],
            head=self._ledger.head(),
            known_on=day,
            agreement={
                round.name: tuple(self.agreement(round.name))
                for round in self.rounds()
                if round.double
            },
        )
        discretion = Discretion(profile, self.private_names(), record.reviewed.history)
        return method_of(record, self.predictions(case=name, known_on=day), facts, discretion)
