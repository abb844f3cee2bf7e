"""The part of an open ledger by which people say whether what was read is right.

Each decision is checked against what the ledger holds, written with the words it rests on, and
refused where somebody else decided on the same statement since it was looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tollbook.app.opened import Day, Opened
from tollbook.app.results import Results
from tollbook.model.decision import Decision, DecisionKind
from tollbook.model.problem import ConflictError, DecisionError
from tollbook.model.review import REVIEW_STATES, Misfit, Review, ReviewState
from tollbook.model.wire import to_json

if TYPE_CHECKING:
    from tollbook.ledger.deciding import Finish
    from tollbook.model.statement import Statement
    from tollbook.reasoning.record import Record
    from tollbook.reasoning.reviews import Reviewed
    from tollbook.reasoning.reviews.fields import Page, Words


class Reviewing(Opened):
    """What an open ledger offers to those who review it; `OpenLedger` is one of these."""

    # Deciding

    def confirm(
        self, id: str, *, by: str | None = None, reason: str = "", expect: int | None = None
    ) -> Decision:
        """Confirm that a statement is as the page has it, with the corrections made so far.

        Who decides is the login name unless `by` names somebody. `expect` is the entry of the last
        decision on it that was seen (`Review.last`; 0: none), and guards that of somebody else.

        Raises:
            DecisionError: there is no such statement.
            ConflictError: somebody decided on it since; nothing was written.
        """
        return self._decide_on("confirm", id, {}, reason=reason, by=by, expect=expect)

    def reject(
        self, id: str, *, reason: str, by: str | None = None, expect: int | None = None
    ) -> Decision:
        """Reject a statement that the page does not make; otherwise as `confirm`.

        It counts nowhere from then on, but is never deleted: `reviews(state="rejected")` has it.
        """
        return self._decide_on("reject", id, {}, reason=reason, by=by, expect=expect)

    def correct(
        self,
        id: str,
        changes: Mapping[str, Any],
        *,
        words: Mapping[str, Words] | None = None,
        reason: str,
        by: str | None = None,
        expect: int | None = None,
    ) -> Decision:
        """Correct fields of a statement, by their names in the wire format; otherwise as `confirm`.

        An origin may be given by its name, people and places by their words, a period as a day or
        as two with a slash between. `words` are those that show the new value of a field: a span,
        or the words themselves, which have to stand in the document. A correction of a rejected
        statement brings it back.

        Raises:
            DecisionError: a field does not exist, a value can't be, or words do not stand there.
        """
        data, _ = self._correction(id, changes, words or {})
        return self._decide_on("correct", id, data, reason=reason, by=by, expect=expect)

    def add(
        self,
        document: str,
        fields: Mapping[str, Any],
        *,
        start: int,
        end: int,
        words: Mapping[str, Words] | None = None,
        reason: str,
        by: str | None = None,
    ) -> Decision:
        """Add a statement that was missed, over a stretch of its document.

        `fields` are those of the wire format, as for `correct`; its `kind` is a figure unless
        given. The publisher speaks where no origin is named. The decision's `value` is its id.

        Raises:
            DecisionError: there is no such document or stretch, or a field can't be as given.
        """
        data, reviewed = self._addition(document, fields, words or {}, start, end)

        def finish(decision: Decision, _: Sequence[Decision]) -> Decision:
            id = f"{document}#a{decision.entry}"
            statement = decision.data["statement"] | {"id": id}
            return replace(decision, value=id, data=decision.data | {"statement": statement})

        decision = self._decision("add", document, "", data, reason=reason, by=by)
        return self._enter(decision, reviewed, finish)

    def find_words(self, document: str, words: str) -> tuple[int, int]:
        """Where words stand in a document: the start and end of the only place.

        Raises:
            DecisionError: there is no such document, or the words stand there never or twice.
        """
        from tollbook.app import ids
        from tollbook.reasoning.reviews.fields import find_places

        found = find_places(words, ids.document(self.record().corpus, document).text)
        if len(found) != 1:
            trouble = "stand in {0} twice; give more of them" if found else "do not stand in {0}"
            raise DecisionError(f"the words “{words}” {trouble.format(document)}")
        return found[0]

    def undo(self, entry: int, *, reason: str, by: str | None = None) -> Decision:
        """Undo a decision of any kind, by the number of its entry; an undo can be undone as well.

        Raises:
            DecisionError: no entry of that number is a decision, or it was undone already.
        """
        from tollbook.app import ids

        self._open_writer()
        reviewed = self.record().reviewed
        undone = ids.decision(reviewed.history, entry)

        def finish(decision: Decision, newer: Sequence[Decision]) -> Decision:
            ids.decision((*reviewed.history, *newer), entry)
            return decision

        data = {"undoes": {"kind": undone.kind, "subject": undone.subject, "by": undone.by}}
        decision = self._decision("undo", str(entry), "yes", data, reason=reason, by=by)
        return self._enter(decision, reviewed, finish)

    def kind_undone(self, entry: int) -> DecisionKind:
        """The kind of the decision that undoing an entry would revoke or restore.

        Raises:
            DecisionError: no entry of that number is a decision, or it was undone already.
        """
        from tollbook.app import ids

        history = self.record().reviewed.history
        decisions = {one.entry: one for one in history}
        found = ids.decision(history, entry)
        while found.kind == "undo":
            found = decisions[int(found.subject)]
        return found.kind

    # Asking

    def review(self, id: str, *, known_on: Day | None = None) -> Review:
        """What became of one statement: what the machine read, and every decision on it.

        Raises:
            DecisionError: there is no such statement.
        """
        from tollbook.app import ids

        return ids.reviewed_statement(self.record(known_on=known_on).reviewed, id)

    def reviews(
        self,
        *,
        state: ReviewState | Iterable[ReviewState] = (),
        case: str | None = None,
        known_on: Day | None = None,
    ) -> Results[Review, Record]:
        """What became of each statement, proposals and rejected ones too, in the text's order.

        `state` asks for those that are proposed, confirmed, corrected, rejected or added.
        """
        from tollbook.app.results import words_of
        from tollbook.publishing.reviews import REVIEWS

        wanted = words_of(state, REVIEW_STATES) or REVIEW_STATES
        record = self.record(case=case, known_on=known_on)
        every = record.reviewed.within(record.corpus, record.case)
        found = (one for one in every if one.state in wanted)
        return Results(found, REVIEWS, record)

    def misfits(self, *, known_on: Day | None = None) -> Results[Misfit, None]:
        """Decisions that have no place in the newest reading of their pages, and why."""
        from tollbook.publishing.reviews import MISFITS

        return Results(self.record(known_on=known_on).reviewed.misfits, MISFITS, None)

    # Plumbing

    def _correction(
        self, id: str, changes: Mapping[str, Any], words: Mapping[str, Words]
    ) -> tuple[dict[str, Any], Review]:
        """The data of a correction, checked, and the review of the statement that it is about."""
        from tollbook.reasoning.reviews.fields import check_fields

        review, page = self._page_of(id)
        if not changes and not words:
            raise DecisionError(f"say what is wrong in {id}: name a field and its value")
        fields, shown = check_fields(changes, words, to_json(what_was_read(review)), page)
        if not fields:
            raise DecisionError(f"{', '.join(shown)}: give the new value, not its words alone")
        return {"fields": fields, "words": shown}, review

    def _addition(
        self,
        document: str,
        fields: Mapping[str, Any],
        words: Mapping[str, Words],
        start: int,
        end: int,
    ) -> tuple[dict[str, Any], Reviewed]:
        """The data of an addition, checked, and what was known as it was made."""
        from tollbook.app import ids
        from tollbook.reasoning.reviews.additions import new_statement
        from tollbook.reasoning.reviews.fields import Page

        self._open_writer()
        record = self.record()
        found = ids.document(record.corpus, document)
        page = Page(found, record.corpus, record.entities, start)
        return {"statement": new_statement(fields, words, start, end, page)}, record.reviewed

    def _page_of(self, id: str) -> tuple[Review, Page]:
        from tollbook.app import ids
        from tollbook.reasoning.reviews.fields import Page

        self._open_writer()
        record = self.record()
        review = ids.reviewed_statement(record.reviewed, id)
        document = record.corpus.documents[review.document]
        near = what_was_read(review).evidence.start
        return review, Page(document, record.corpus, record.entities, near)

    def _decide_on(
        self,
        kind: DecisionKind,
        id: str,
        data: dict[str, Any],
        *,
        reason: str,
        by: str | None,
        expect: int | None,
    ) -> Decision:
        """Enter a decision on one statement, unless somebody else's came first."""
        from tollbook.app import ids
        from tollbook.reasoning.reviews import review as apply_decisions

        self._open_writer()
        reviewed = self.record().reviewed
        review = ids.reviewed_statement(reviewed, id)
        data = {**data, "statement": to_json(what_was_read(review))}

        def finish(decision: Decision, newer: Sequence[Decision]) -> Decision:
            history = (*reviewed.history, *newer)
            now = (
                apply_decisions(reviewed.machine, history, reviewed, reviewed.aside)
                if newer
                else reviewed
            )
            refuse_conflict(now, id, expect)
            return decision

        decision = self._decision(kind, id, "yes", data, reason=reason, by=by)
        return self._enter(decision, reviewed, finish)

    def _decision(
        self,
        kind: DecisionKind,
        subject: str,
        value: str,
        data: dict[str, Any],
        *,
        reason: str,
        by: str | None,
    ) -> Decision:
        from tollbook.app.decide import login_name

        return Decision(
            kind=kind,
            subject=subject,
            value=value,
            by=by or login_name(),
            reason=reason,
            at=datetime.now(UTC).replace(microsecond=0),  # as the ledger keeps it
            data=data,
        )

    def _enter(self, decision: Decision, reviewed: Reviewed, finish: Finish | None) -> Decision:
        [made] = self._enter_all([decision], reviewed, finish)
        return made

    def _enter_all(
        self, decisions: Iterable[Decision], reviewed: Reviewed, finish: Finish | None
    ) -> tuple[Decision, ...]:
        """Enter decisions in one transaction, with the words of the statements they speak of."""
        from tollbook.reasoning.references import refer

        known = (reviewed.machine, reviewed.corpus, reviewed.aside.corpus)
        referring = [refer(one, *known) for one in decisions]
        return self._open_writer().decide_all(referring, seen=reviewed.last, finish=finish)


def what_was_read(review: Review) -> Statement:
    """The statement of a review.

    Raises:
        DecisionError: it was added and the addition undone, so that nothing is left to decide on.
    """
    statement = review.reading or review.machine
    if statement is None:
        raise DecisionError(f"{review.id} was added, and the addition undone; undo the undoing")
    return statement


def refuse_conflict(reviewed: Reviewed, id: str, expect: int | None) -> None:
    """Refuse a decision on a statement on which somebody decided after the entry `expect`.

    Raises:
        ConflictError: somebody did.
    """
    found = reviewed.review(id)
    if expect is None or found is None:
        return
    made = [one for one in found.decisions if (one.entry or 0) > expect]
    if made:
        last = made[-1]
        raise ConflictError(
            f"{last.by} decided on {id} since you looked at it ({last.kind}, {last.at:%H:%M} UTC); "
            "look at it again",
            last,
        )
    if found.last != expect:
        raise DecisionError(f"entry {expect} is no decision on {id}; the last is {found.last}")
