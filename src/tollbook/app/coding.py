"""The part of an open ledger for a review queue and for blind double coding.

Two people code the same statements without seeing each other; what they differ in is listed and
settled, and where they agree the statements are confirmed together.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Any

from tollbook.app.opened import Day
from tollbook.app.results import Results, words_of
from tollbook.app.reviewing import Reviewing, refuse_conflict, what_was_read
from tollbook.model.coding import BulkConfirmation, Coded, Coding, FieldAgreement, Queued, Round
from tollbook.model.decision import REVIEW_KINDS, Decision, DecisionKind
from tollbook.model.problem import DecisionError
from tollbook.model.review import REVIEW_STATES, ReviewState
from tollbook.model.wire import to_json

if TYPE_CHECKING:
    from tollbook.evaluation.compare import Comparison
    from tollbook.evaluation.reviewed import Gold
    from tollbook.reasoning.record import Record
    from tollbook.reasoning.reviews import Reviewed
    from tollbook.reasoning.reviews.fields import Words


class DoubleCoding(Reviewing):
    """What an open ledger offers to coders and to those who settle their differences."""

    def queue(
        self,
        *,
        case: str | None = None,
        state: ReviewState | Iterable[ReviewState] = "proposed",
        round: str | None = None,
        by: str | None = None,
        known_on: Day | None = None,
    ) -> Results[Queued, Record]:
        """The statements that wait to be looked at, in the order in which they are best decided.

        What two readers disagree on comes first, least agreed first, and with it the figures that
        only the second reader has. Then come those that an answer of a case hangs on, then those
        that a failing check is about; within each, those that the machine is least sure of. With
        `round` it is the queue of the coder `by`: without what they have coded, and what others
        have coded first.
        """
        from tollbook.app.queue import Queue, missed_by_the_preferred
        from tollbook.publishing.coding import QUEUE
        from tollbook.reasoning.reviews.coding import coded, coded_by

        wanted = words_of(state, REVIEW_STATES) or REVIEW_STATES
        record = self.record(case=case, known_on=known_on)
        every = record.reviewed.within(record.corpus, record.case)
        if round is None:
            every = chain(every, missed_by_the_preferred(record))
        waiting = [one for one in every if one.state in wanted]
        if self._queued is None:
            self._queued = Queue(self._asked)
        found = self._queued.sort(waiting, case)
        if round is not None:
            mine = coded_by(record.reviewed, round, by or _login())
            others = {unit.id for unit in coded(record.reviewed, round)}
            found = [one for one in found if one.review.id not in mine]
            found.sort(key=lambda one: one.review.id not in others)
        return Results(found, QUEUE, record)

    # Learning from it

    def gold(self, *, case: str | None = None, known_on: Day | None = None) -> Gold:
        """What people confirmed, corrected and added as gold, for evaluation and for training.

        Documents on whose every figure people have decided; `open` names those that still wait.
        """
        from tollbook.evaluation.reviewed import gold_of

        record = self.record(case=case, known_on=known_on)
        return gold_of(record.reviewed, record.corpus)

    def evaluate(self, *, case: str | None = None, known_on: Day | None = None) -> Comparison:
        """How close the machine came to what people decided, in those documents.

        Raises:
            TollbookError: people have not decided on every figure of any document.
        """
        from tollbook.evaluation.reviewed import compare_with_people

        record = self.record(case=case, known_on=known_on)
        return compare_with_people(record.reviewed, record.corpus)

    # Coding

    def code(
        self,
        subject: str,
        value: str,
        fields: Mapping[str, Any] | None = None,
        *,
        round: str,
        words: Mapping[str, Words] | None = None,
        start: int | None = None,
        end: int | None = None,
        reason: str = "",
        by: str | None = None,
    ) -> Decision:
        """Code a statement in a round, blindly: it takes no effect, and no coder sees another's.

        `value` is what the coder would do: "confirm", "correct" (with `fields`), "reject", or "add"
        (over `start` to `end`; then `subject` is the id of the document). Code again to change your
        mind.

        Raises:
            DecisionError: there is no such statement or document, or a field can't be as given.
        """
        if value not in REVIEW_KINDS:
            raise DecisionError(f"{value!r} can't be coded; choose from {', '.join(REVIEW_KINDS)}")
        if not round.strip():
            raise DecisionError("a coding needs the name of its round")
        if value == "add":
            if start is None or end is None:
                raise DecisionError("an addition needs the stretch that it rests on: start and end")
            data, _ = self._addition(subject, fields or {}, words or {}, start, end)
        else:
            data = self._coding_of(subject, value, fields or {}, words or {})
        decision = self._decision(
            "code", subject, value, data | {"round": round.strip()}, reason=reason, by=by
        )
        return self._enter(decision, self.record().reviewed, None)

    def _coding_of(
        self, id: str, value: str, fields: Mapping[str, Any], words: Mapping[str, Words]
    ) -> dict[str, Any]:
        if value == "correct":
            data, review = self._correction(id, fields, words)
        else:
            review, data = self._page_of(id)[0], {}
        return data | {"statement": to_json(what_was_read(review))}

    def coded_by(self, round: str, by: str) -> frozenset[str]:
        """The ids of the statements that one person has coded in a round."""
        from tollbook.reasoning.reviews.coding import coded_by

        return coded_by(self.record().reviewed, round, by)

    # Comparing

    def rounds(self) -> Results[Round, None]:
        """The rounds of coding, and how far each is."""
        from tollbook.publishing.coding import ROUNDS
        from tollbook.reasoning.reviews.coding import rounds

        return Results(rounds(self.record().reviewed), ROUNDS, None)

    def codings(self, round: str) -> Results[Coded, Round]:
        """Every statement that was coded in a round, with all codings: not for coders' eyes.

        Raises:
            DecisionError: nobody coded in that round.
        """
        from tollbook.publishing.coding import CODED
        from tollbook.reasoning.reviews.coding import coded

        known = {one.name: one for one in self.rounds()}
        if round not in known:
            names = f"there are {', '.join(known)}" if known else "nobody has coded anything"
            raise DecisionError(f"no round is called {round!r}; {names}")
        return Results(coded(self.record().reviewed, round), CODED, known[round])

    def differences(self, round: str, *, settled: bool = False) -> Results[Coded, Round]:
        """The statements on which the coders of a round differ, field by field.

        Those that somebody has settled are left out unless `settled` asks for them.
        """
        found = self.codings(round)
        differ = (one for one in found if one.differences and (settled or not one.settled))
        return Results(differ, found.shape, found.whole)

    def agreement(self, round: str) -> Results[FieldAgreement, Round]:
        """How far the coders of a round agree in each field, by Krippendorff's alpha."""
        from tollbook.evaluation.agreement import agreement
        from tollbook.publishing.coding import AGREEMENT
        from tollbook.reasoning.reviews.coding import units_of

        found = self.codings(round)
        measured = (
            FieldAgreement(field=name, units=one.figures, same=one.same, alpha=one.alpha)
            for name, units in units_of(found).items()
            for one in [agreement(units)]
        )
        return Results(measured, AGREEMENT, found.whole)

    # Settling

    def settle(
        self,
        round: str,
        id: str,
        coder: str,
        *,
        reason: str,
        by: str | None = None,
        expect: int | None = None,
    ) -> Decision:
        """Settle a difference: decide as one of the coders did. To decide otherwise, `correct` it.

        Raises:
            DecisionError: that coder did not code it in that round.
            ConflictError: somebody decided on it after the entry `expect`.
        """
        unit = next((one for one in self.codings(round) if one.id == id), None)
        if unit is None:
            raise DecisionError(f"nobody coded {id!r} in the round {round!r}")
        coding = next((one for one in unit.codings if one.by == coder), None)
        if coding is None:
            names = " and ".join(one.by for one in unit.codings)
            raise DecisionError(f"{coder} did not code {id}; {names} did")
        reviewed = self.record().reviewed
        decision = self._as_coded(unit, coding, reason, by, reviewed)
        return self._enter(decision, reviewed, _Finish(reviewed, {id: expect}))

    def confirm_agreed(
        self,
        round: str,
        *,
        hold_back: float = 0.1,
        seed: str = "",
        case: str | None = None,
        reason: str = "",
        by: str | None = None,
    ) -> BulkConfirmation:
        """Decide as the coders of a round did, wherever they agree and no check fails.

        A random share `hold_back` of these, at least one, is kept for a second look; `seed` draws
        another sample, and the same one is drawn whenever it is asked for. Statements that were
        decided on since they were coded are left as they are.

        Raises:
            DecisionError: nobody coded in that round, or the share is not from 0 to 1.
        """
        if not 0 <= hold_back <= 1:
            raise DecisionError(f"a share of {hold_back} can't be held back; give one from 0 to 1")
        found = self.codings(round)
        agreed = [one for one in found if one.is_double and not one.differences]
        held = _sample([one.id for one in agreed], hold_back, f"{round}\n{seed}")
        failing = self._failing(case)
        waiting = [one for one in agreed if one.settled is None and one.id not in held]
        reviewed, decisions = self.record().reviewed, []
        for unit in waiting:
            if unit.id not in failing:
                names = " and ".join(coding.by for coding in unit.codings)
                why = reason or f"{names} agree in the round {round}"
                decisions.append(self._as_coded(unit, unit.codings[0], why, by, reviewed))
        last = {one.id: _last(reviewed, one.id) for one in waiting}
        made = self._enter_all(decisions, reviewed, _Finish(reviewed, last))
        return BulkConfirmation(
            decisions=made,
            held_back=tuple(one.id for one in agreed if one.id in held and not one.settled),
            failing={one.id: failing[one.id] for one in waiting if one.id in failing},
        )

    def _failing(self, case: str | None) -> dict[str, tuple[str, ...]]:
        """The titles of the open findings that fail, by the ids of the statements they are on."""
        from tollbook.app.check import Wanted, check

        failing: dict[str, tuple[str, ...]] = {}
        for finding in check(self.record(case=case), Wanted(fails=True)).shown:
            for id in finding.statements:
                failing[id] = (*failing.get(id, ()), finding.title)
        return failing

    def _as_coded(
        self, unit: Coded, coding: Coding, reason: str, by: str | None, reviewed: Reviewed
    ) -> Decision:
        """The decision that a coding would have been, made by somebody who settles it."""
        code = coding.decision
        data: dict[str, Any] = {"round": code.data["round"], "settles": unit.id}
        data |= {name: code.data[name] for name in ("fields", "words") if name in code.data}
        kind: DecisionKind = next(kind for kind in REVIEW_KINDS if kind == code.value)
        if kind == "add":
            data["statement"] = code.data["statement"]
            return self._decision(kind, unit.document, "", data, reason=reason, by=by)
        review = reviewed.review(unit.id)
        if review is None:
            raise DecisionError(f"{unit.id} is not there any more")
        data["statement"] = to_json(what_was_read(review))
        return self._decision(kind, unit.id, "yes", data, reason=reason, by=by)


class _Finish:
    """Gives additions their ids, and refuses what somebody else has decided on meanwhile."""

    def __init__(self, reviewed: Reviewed, expect: Mapping[str, int | None]) -> None:
        self._reviewed = reviewed
        self._expect = expect
        self._now: Reviewed | None = None

    def __call__(self, decision: Decision, newer: Sequence[Decision]) -> Decision:
        from tollbook.reasoning.reviews import review

        if decision.kind == "add":
            id = f"{decision.subject}#a{decision.entry}"
            statement = decision.data["statement"] | {"id": id}
            return replace(decision, value=id, data=decision.data | {"statement": statement})
        if newer and self._now is None:
            history = (*self._reviewed.history, *newer)
            self._now = review(
                self._reviewed.machine, history, self._reviewed, self._reviewed.aside
            )
        refuse_conflict(
            self._now or self._reviewed, decision.subject, self._expect[decision.subject]
        )
        return decision


def _last(reviewed: Reviewed, id: str) -> int:
    review = reviewed.review(id)
    return review.last if review else 0


def _sample(ids: Sequence[str], share: float, seed: str) -> frozenset[str]:
    """A random share of ids, at least one unless it is 0: the same for the same seed.

    Each id is drawn by itself, so that more codings leave those that were held back before.
    """
    if not share or not ids:
        return frozenset()
    drawn = {
        id: int(hashlib.sha256(f"{seed}\n{id}".encode(errors="surrogatepass")).hexdigest(), 16)
        for id in ids
    }
    held = frozenset(id for id, number in drawn.items() if number < share * 2**256)
    return held or frozenset([min(drawn, key=lambda id: drawn[id])])


def _login() -> str:
    from tollbook.app.decide import login_name

    return login_name()
