"""The part of an open ledger for decisions on findings, claims, voices and predictions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tollbook.app.opened import Day, Opened, day_of
from tollbook.app.results import Results, words_of
from tollbook.model.decision import Decision, DecisionKind
from tollbook.model.finding import Finding

if TYPE_CHECKING:  # loaded by the methods that need them: to look at a ledger takes no parser
    from tollbook.reasoning.predictions.outcomes import PredictionMark


class Deciding(Opened):
    """What an open ledger offers to those who decide; `OpenLedger` is one of these."""

    def decisions(
        self, *, codings: bool = False, known_on: Day | None = None
    ) -> Results[Decision, None]:
        """What people decided, the earliest first; with `codings` what they coded, too.

        Codings are blind: who still codes should not see those of others.
        """
        from tollbook.publishing.decisions import DECISIONS

        made = self._ledger.decisions(day_of(known_on))
        shown = (one for one in made if codings or one.kind != "code")
        return Results(shown, DECISIONS, None)

    def join(
        self, one: str, other: str, *, reason: str, by: str | None = None, undo: bool = False
    ) -> Decision:
        """Join two figures (their ids) into one claim; with `undo`, leave it open again.

        Who decides is the login name unless `by` names somebody. What was there before is kept.

        Raises:
            DecisionError: a figure is not there, or the two can't be one claim.
        """
        return self._pair("join", one, other, reason, by, undo=undo)

    def separate(
        self, one: str, other: str, *, reason: str, by: str | None = None, undo: bool = False
    ) -> Decision:
        """Separate two figures (their ids) that were taken for one claim; otherwise as `join`."""
        return self._pair("separate", one, other, reason, by, undo=undo)

    def join_voices(self, one: str, other: str, *, reason: str, by: str | None = None) -> Decision:
        """Say that two voices (names or entities' ids) are one, shown under the first.

        It holds in every case, until `part_voices` says the opposite. `police@report-7` is what one
        document calls police. Who decides is the login name unless `by` names somebody.

        Raises:
            DecisionError: nobody in the ledger goes by one of the names, or they are the same.
        """
        return self._on_voices("one", one, other, reason, by)

    def part_voices(self, one: str, other: str, *, reason: str, by: str | None = None) -> Decision:
        """Say that two voices are two, whatever the machine finds; otherwise as `join_voices`."""
        return self._on_voices("two", one, other, reason, by)

    def judge(
        self,
        key: str,
        *,
        reason: str,
        by: str | None = None,
        reopen: bool = False,
        case: str | None = None,
        expect: int | None = None,
    ) -> Finding:
        """Judge the finding with this key as known, and say why; with `reopen`, undo that.

        `checks` leaves it out from then on, in every later reading of the same reports. `expect`
        is the entry of the last judgement of it that was seen, 0 for none.

        Raises:
            ConflictError: somebody judged it after the entry `expect`.
            DecisionError: no finding has that key, or one that is open was to be opened.
        """
        from tollbook.app import decide
        from tollbook.reasoning.judgements import Judgement

        who = by or decide.login_name()
        word = Judgement(key=key, by=who, reason=reason, at=datetime.now(UTC), reopen=reopen)
        record = self.record(case=case)
        return decide.judge(self._open_writer(), record, word, expect)

    def mark(
        self,
        prediction: str,
        outcome: PredictionMark,
        *,
        reason: str,
        by: str | None = None,
        evidence: Iterable[str] = (),
        expect: int | None = None,
    ) -> Decision:
        """Record what came of a prediction (its id), with statements or documents that show it.

        `expect` is the entry of the last mark on it that was seen, 0 for none.

        Raises:
            ConflictError: somebody marked it after the entry `expect`.
            DecisionError: there is no such prediction, or no such evidence.
        """
        from tollbook.reasoning.predictions import PREDICTION_MARKS
        from tollbook.reasoning.references import EVIDENCE

        [value] = words_of(outcome, PREDICTION_MARKS)
        shown = {EVIDENCE: list(dict.fromkeys(evidence))}
        return self._decide(
            "mark_prediction", prediction, value, reason=reason, by=by, data=shown, expect=expect
        )

    def _pair(
        self, kind: DecisionKind, one: str, other: str, reason: str, by: str | None, *, undo: bool
    ) -> Decision:
        from tollbook.reasoning.references import subject_of

        value = "no" if undo else "yes"
        return self._decide(kind, subject_of((one, other)), value, reason=reason, by=by, data={})

    def _on_voices(self, value: str, one: str, other: str, reason: str, by: str | None) -> Decision:
        from tollbook.app import decide

        entities = self.record().entities
        decision = Decision(
            kind="voice",
            subject=f"{one}\n{other}",
            value=value,
            by=by or decide.login_name(),
            reason=reason,
            at=datetime.now(UTC),
        )
        return decide.settle_voices(self._open_writer(), decision, entities)

    def _decide(
        self,
        kind: DecisionKind,
        subject: str,
        value: str,
        *,
        reason: str,
        by: str | None,
        data: dict[str, Any],
        expect: int | None = None,
    ) -> Decision:
        from tollbook.app import decide

        decision = Decision(
            kind=kind,
            subject=subject,
            value=value,
            by=by or decide.login_name(),
            reason=reason,
            at=datetime.now(UTC),
            data=data,
        )
        return decide.settle(self._open_writer(), decision, expect)
