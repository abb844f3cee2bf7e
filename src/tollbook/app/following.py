"""The part of an open ledger that says what follows: answers, claims, checks, estimates."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tollbook.app.opened import Day, Opened, day_of
from tollbook.app.results import Results, words_of
from tollbook.model.claim import Claim
from tollbook.model.estimate import CLAIM_KINDS, POLICIES, Estimate, Estimates, Policy, Question
from tollbook.model.estimate import Kind as ClaimKind
from tollbook.model.finding import Finding
from tollbook.model.problem import MissingError
from tollbook.model.values import MEASURES, VERDICTS, Measure, Verdict

if TYPE_CHECKING:  # loaded by the methods that need them: to look at a ledger takes no parser
    from tollbook.app.charts import Chart
    from tollbook.app.check import Checked, FindingDetails
    from tollbook.app.claim import ClaimDetails
    from tollbook.app.overview import CaseOverview, CaseSummary
    from tollbook.app.predictions import ForecastDetails
    from tollbook.app.voices import VoiceDetails
    from tollbook.model.answer import CaseAnswer
    from tollbook.model.voice import VoiceEntry
    from tollbook.reasoning.consistency import Clash, Consistency
    from tollbook.reasoning.differences import Difference
    from tollbook.reasoning.predictions import Forecast, Lexicon, OutcomeStatus, Score
    from tollbook.reasoning.record import Record
    from tollbook.reasoning.series import Series


class WhatFollows(Opened):
    """Questions about what follows from the reports; `OpenLedger` answers them."""

    def private_names(self) -> frozenset[str]:
        """The names of private persons in its statements, and the parts that they go by alone.

        They are those whom a report quotes or counts by name, and who hold no office; see
        docs/safety.md.
        """
        from tollbook.reasoning.private_names import private_names

        record = self._asked.whole()
        if self._private is None or self._private[0] is not record:
            statements = (*record.corpus.statements, *record.reviewed.machine.statements)
            self._private = (record, private_names(statements, record.entities))
        return self._private[1]

    def answers(
        self,
        *,
        measure: Measure | Iterable[Measure] = (),
        case: str | None = None,
        at: Day | None = None,
        since: Day | None = None,
        known_on: Day | None = None,
    ) -> Results[CaseAnswer, None]:
        """Who counts how many, as of when, what contradicts it, and what changed: one a case.

        Where no case is named, the answers of all cases of the ledger; of a ledger without any,
        one that takes everything together. `at` asks for what the reports published by that day
        say, `since` for what those published on that day or later changed; unless it is given, for
        what the newest day changed on which a report counted somebody.

        Raises:
            ValueError: `since` is after `at`.
        """
        from tollbook.publishing.answers import ANSWERS
        from tollbook.reasoning.answers import answer

        measures, last, first = words_of(measure, MEASURES), day_of(at), day_of(since)
        if last and first and first > last:
            raise ValueError(f"{first} is after {last}; changes are those up to the last day")
        known = day_of(known_on)
        records = (
            self._asked.of_each_case(known)
            if case is None
            else (self.record(case=case, known_on=known),)
        )

        def answered(record: Record) -> CaseAnswer:
            asked = ("answer", measures, last, first)
            return record.once(asked, lambda: answer(record, measures, last, first))

        found = map(answered, records)
        return Results(found, ANSWERS, None)

    def claims(
        self,
        *,
        measure: Measure | Iterable[Measure] = (),
        case: str | None = None,
        known_on: Day | None = None,
    ) -> Results[Claim, Record]:
        """What is claimed, by whom, as of which day; denials are among the claims.

        `whole` is the record, with the links between claims and who is independent of whom.
        """
        from tollbook.publishing.claims import claim_shape

        record = self.record(case=case, known_on=known_on)
        wanted = words_of(measure, MEASURES) or MEASURES
        found = (claim for claim in record.claims.everything if claim.measure in wanted)
        return Results(found, claim_shape(record), record)

    def series(
        self,
        *,
        origin: str | None = None,
        measure: Measure | Iterable[Measure] = (),
        since: Day | None = None,
        until: Day | None = None,
        case: str | None = None,
        known_on: Day | None = None,
    ) -> Results[Series, Record]:
        """What each origin said over time, by the day that each count speaks for."""
        from tollbook.publishing.series import SERIES
        from tollbook.reasoning.series import SeriesQuery, find_series

        record = self.record(case=case, known_on=known_on)
        measures = words_of(measure, MEASURES)
        days = day_of(since), day_of(until)
        query = SeriesQuery(origin=origin, measures=measures, since=days[0], until=days[1])
        return Results(record.once(query, lambda: find_series(record, query)), SERIES, record)

    def chart(
        self,
        *,
        origin: str | None = None,
        measure: Measure | Iterable[Measure] = (),
        since: Day | None = None,
        until: Day | None = None,
        case: str | None = None,
        known_on: Day | None = None,
    ) -> Chart:
        """The same series as a chart, with failing checks marked; `save` writes it to a file."""
        from tollbook.app.charts import draw_chart

        found = self.series(
            origin=origin,
            measure=measure,
            since=since,
            until=until,
            case=case,
            known_on=known_on,
        )
        return draw_chart(found.whole, found)

    def estimate(
        self,
        *,
        measure: Measure | Iterable[Measure] = (),
        at: Day | None = None,
        since: Day | None = None,
        policy: Policy | Iterable[Policy] = (),
        origin: str | None = None,
        merge: ClaimKind | Iterable[ClaimKind] = (),
        case: str | None = None,
        known_on: Day | None = None,
    ) -> Results[Estimate, Estimates]:
        """How many: low, best and high at a date, under each policy.

        It is asked within a case; where none is named, within the only one that the ledger has.
        `origin` is whom the policy `latest_of` asks; `merge` puts these kinds of claims together
        with counts. `whole` has the working, and what was left out.
        """
        from tollbook.publishing.estimates import estimate_shape
        from tollbook.reasoning.estimates import estimate

        question = Question(
            measures=words_of(measure, MEASURES),
            at=day_of(at),
            since=day_of(since),
            policies=words_of(policy, POLICIES),
            origin=origin,
            merge=words_of(merge, CLAIM_KINDS),
        )
        record = self._asked.of_one_case(case, day_of(known_on))
        found = record.once(question, lambda: estimate(record, question))
        estimates = (one for answer in found.answers for one in answer.estimates)
        return Results(estimates, estimate_shape(found), found)

    def checks(
        self,
        *names: str,
        fails: bool = False,
        verdict: Verdict | Iterable[Verdict] = (),
        since: Day | None = None,
        judged: bool = False,
        case: str | None = None,
        known_on: Day | None = None,
    ) -> Results[Finding, Checked]:
        """What the named checks find, all checks where none is named, what matters most first.

        `fails` leaves out what does not fail, `verdict` what has another verdict; `since` asks for
        findings on reports published on that day or later; `judged` for those that somebody has
        judged, in place of the open ones.
        `whole` says whether some number can't be as stated, and how many were judged before.

        Raises:
            TollbookError: no check has that name.
        """
        from tollbook.app.check import Wanted, check
        from tollbook.publishing.findings import finding_shape

        wanted = Wanted(
            names,
            fails=fails,
            since=day_of(since),
            judged=judged,
            verdicts=words_of(verdict, VERDICTS),
        )
        found = check(self.record(case=case, known_on=known_on), wanted)
        return Results(found.shown, finding_shape(found.judgement, found.reviews), found)

    def consistent(
        self, *, case: str | None = None, known_on: Day | None = None
    ) -> Results[Clash, Consistency]:
        """Whether all claims can be true together: the contradictions, then the differences.

        `whole.feasible` is the answer; `whole` also has the least repair that makes all fit.
        """
        from tollbook.publishing.consistency import clash_shape
        from tollbook.reasoning.consistency import consistency

        record = self.record(case=case, known_on=known_on)
        answer = consistency(record)
        clashes = (*answer.contradictions, *answer.differences)
        return Results(clashes, clash_shape(answer, record), answer)

    def predictions(
        self,
        *,
        status: OutcomeStatus | Iterable[OutcomeStatus] = (),
        lexicon: Lexicon = "icd203",
        policy: Policy = "range",
        case: str | None = None,
        known_on: Day | None = None,
    ) -> Results[Forecast, Record]:
        """What was predicted, and what became of it, by the day its time ends.

        `lexicon` is the yardstick for words of likelihood, `policy` the estimate that a predicted
        number is compared with. Relevant passages are looked for in the whole ledger.
        """
        from tollbook.publishing.forecasts import FORECASTS
        from tollbook.reasoning.predictions import OUTCOME_STATUSES, ByPolicy, find_forecasts

        wanted = words_of(status, OUTCOME_STATUSES) or OUTCOME_STATUSES
        record = self.record(case=case, known_on=known_on)
        around = self.record(known_on=known_on).corpus
        found = record.once(
            ("forecasts", lexicon, policy),
            lambda: find_forecasts(record, lexicon, ByPolicy(policy), around),
        )
        return Results((one for one in found if one.outcome.status in wanted), FORECASTS, record)

    def scores(
        self,
        *,
        lexicon: Lexicon = "icd203",
        case: str | None = None,
        known_on: Day | None = None,
    ) -> Results[Score, Record]:
        """How well each voice predicted, as Brier scores over the band of each likelihood."""
        from tollbook.publishing.forecasts import SCORES
        from tollbook.reasoning.predictions import scores

        found = self.predictions(lexicon=lexicon, case=case, known_on=known_on)
        return Results(scores(found, self.settings), SCORES, found.whole)

    def diff(
        self, since: Day, until: Day, *, case: str | None = None
    ) -> Results[Difference, Record]:
        """What changed in the ledger between the ends of two days (UTC), and why.

        `whole` is the record at the later day.

        Raises:
            ValueError: the second day is before the first.
        """
        from tollbook.publishing.differences import DIFFERENCES
        from tollbook.reasoning.differences import find_differences

        first, last = day_of(since), day_of(until)
        if first is None or last is None or last < first:
            raise ValueError(f"{until} is before {since}; name the earlier day first")
        before, after = (self.record(case=case, known_on=day) for day in (first, last))
        earlier, later = (self._ledger.provenances(day) for day in (first, last))
        return Results(find_differences(before, after, earlier, later), DIFFERENCES, after)

    # One thing with all that belongs to it

    def overview(self, *, case: str | None = None, known_on: Day | None = None) -> CaseOverview:
        """A case at a glance: its answer, open findings, predictions due, newest documents.

        Where no case is named, that of everything on record.
        """
        from tollbook.app.overview import overview

        forecasts = self.predictions(case=case, known_on=known_on)
        return overview(self.record(case=case, known_on=known_on), forecasts)

    def summary(self, *, case: str | None = None, known_on: Day | None = None) -> CaseSummary:
        """A case in short: its answer, how many findings fail, its newest report."""
        from tollbook.app.overview import summarise

        return summarise(self.record(case=case, known_on=known_on))

    def claim(
        self, id: str, *, case: str | None = None, known_on: Day | None = None
    ) -> ClaimDetails:
        """A claim with its relays, links, findings and decisions, by its id or a statement's.

        Within a case more statements may be one claim than in everything on record.

        Raises:
            MissingError: no claim has that id, and no statement of that id makes one.
        """
        from tollbook.app.claim import find_claim

        record = self.record(case=case, known_on=known_on)
        if found := find_claim(record, id, self._ledger.head() or ""):
            return found
        raise MissingError(f"no claim is called {id!r}{_where(case)}; 'tollbook claims' lists them")

    def finding(
        self, key: str, *, case: str | None = None, known_on: Day | None = None
    ) -> FindingDetails:
        """A finding with its passages and what people decided on it, by its key.

        Raises:
            MissingError: no finding has that key.
        """
        from tollbook.app.check import find_finding

        if found := find_finding(self.record(case=case, known_on=known_on), key):
            return found
        raise MissingError(
            f"no finding has the key {key!r}{_where(case)}; 'tollbook checks' lists them"
        )

    def prediction(self, id: str, *, known_on: Day | None = None) -> ForecastDetails:
        """A prediction with its words and the passages that may be relevant, by a statement's id.

        Raises:
            MissingError: no prediction has that id.
        """
        from tollbook.app.predictions import find_forecast

        forecasts = self.predictions(known_on=known_on)
        if found := find_forecast(forecasts.whole, forecasts, id):
            return found
        raise MissingError(f"no prediction is called {id!r}; 'tollbook predictions' lists them all")

    def voices(
        self, words: str = "", *, case: str | None = None, known_on: Day | None = None
    ) -> tuple[VoiceEntry, ...]:
        """Whoever speaks in the reports, those with the most statements first.

        `words` are looked for in all names of a voice. Publishers are no voices, and what has no
        source has none.
        """
        from tollbook.app.voices import search_voices

        return search_voices(self.record(case=case, known_on=known_on), words)

    def voice(
        self, key: str, *, case: str | None = None, known_on: Day | None = None
    ) -> VoiceDetails:
        """A voice with its names, relays, series, revisions and predictions.

        `key` is what `voices` gives, or a name that only one voice goes by.

        Raises:
            MissingError: nobody goes by that name, or several do.
        """
        from tollbook.app.voices import find_voice

        record = self.record(case=case, known_on=known_on)
        forecasts = self.predictions(case=case, known_on=known_on)
        if found := find_voice(record, key, forecasts):
            return found
        raise MissingError(f"no voice is called {key!r}{_where(case)}, or several are")


def _where(case: str | None) -> str:
    """Where something was looked for, to follow what is not there."""
    return f" in the case {case}" if case else " in all reports together"
