"""Apply what people decided to what the machine read; the machine's corpus stays as it is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from tollbook.model.case import Case
from tollbook.model.decision import REVIEW_KINDS, Decision
from tollbook.model.review import Misfit, Review, ReviewState
from tollbook.model.statement import Figure, Statement
from tollbook.model.wire import JsonObject, from_json
from tollbook.reasoning.cases import within
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.grouping import group_by
from tollbook.reasoning.references import bind_one
from tollbook.reasoning.reviews.aside import NOTHING_ASIDE, Aside
from tollbook.reasoning.reviews.force import in_force, undone_entries
from tollbook.reasoning.reviews.locate import Locator, why_lost
from tollbook.reasoning.reviews.overlay import change, confirmed_as

_STATES: Mapping[str, ReviewState] = {
    "confirm": "confirmed",
    "correct": "corrected",
    "reject": "rejected",
    "add": "added",
}


@dataclass(frozen=True, slots=True)
class Folded:
    """What the decisions on one statement come to: those of `entries`, but for those `undone`."""

    entries: tuple[int | None, ...]
    undone: frozenset[int]
    review: Review
    misfits: tuple[Misfit, ...]


@dataclass(frozen=True)
class Reviewed:
    """A corpus as people decided it, beside the machine's.

    `reviews` are those of the statements that somebody decided on, by id. `decisions` are all that
    have an effect, bound to the ids of today; `misfits` are those that have no place any more.
    `history` are all that were ever made, as they were made. `aside` has what a reader read whose
    word is not preferred: it counts where somebody confirmed or corrected it. `folded` is what was
    worked out for each statement, for the next time that somebody decides.
    """

    corpus: Corpus = field(default_factory=Corpus)
    machine: Corpus = field(default_factory=Corpus)
    reviews: Mapping[str, Review] = field(default_factory=dict)
    decisions: tuple[Decision, ...] = ()
    misfits: tuple[Misfit, ...] = ()
    history: tuple[Decision, ...] = ()
    aside: Aside = NOTHING_ASIDE
    folded: Mapping[str, Folded] = field(default_factory=dict, repr=False, compare=False)

    @property
    def last(self) -> int:
        """The entry of the last decision that was applied; 0 where there is none."""
        return max((decision.entry or 0 for decision in self.history), default=0)

    def review(self, id: str) -> Review | None:
        """What became of a statement; None where nobody ever had one of that id."""
        if known := self.reviews.get(id):
            return known
        statement = (
            self.corpus.statement(id) or self.machine.statement(id) or self.aside.statement(id)
        )
        return self.proposal(statement) if statement else None

    def state(self, id: str) -> ReviewState:
        """The state of a statement by its id."""
        known = self.reviews.get(id)
        return known.state if known else "proposed"

    def settled(self, ids: Iterable[str]) -> tuple[Review, ...]:
        """The reviews of those of some statements that people have decided on and that count."""
        found = (self.reviews.get(id) for id in ids)
        return tuple(
            review
            for review in found
            if review is not None and review.state not in ("proposed", "rejected")
        )

    def everything(self) -> Iterator[Review]:
        """The reviews of all statements, proposals and rejected ones too, in the text's order."""
        for statement in self._all:
            yield self.reviews.get(statement.id) or self.proposal(statement)
        shown = {statement.id for statement in self._all}
        yield from (review for id, review in self.reviews.items() if id not in shown)

    def within(self, corpus: Corpus, case: Case | None) -> Iterator[Review]:
        """The reviews of the statements in a part of the corpus, that of a case.

        A rejected one belongs to the case where it would if it counted.
        """
        if case is None:
            yield from self.everything()
            return
        inside = {said.id for said in corpus.statements}
        if len(self._all) > len(self.corpus.statements):
            every = within(Corpus(self.corpus.documents, self._all), case)
            inside |= {said.id for said in every.statements if self.state(said.id) == "rejected"}
        yield from (review for review in self.everything() if review.id in inside)

    def proposal(self, statement: Statement) -> Review:
        """The review of a statement that nobody has decided on."""
        read = self.machine.statement(statement.id) or self.aside.statement(statement.id)
        return Review(id=statement.id, state="proposed", reading=statement, machine=read)

    @cached_property
    def _all(self) -> tuple[Statement, ...]:
        gone = [
            review.reading
            for review in self.reviews.values()
            if review.statement is None and review.reading is not None
        ]
        return _in_order(self.corpus.documents, self.corpus.statements, gone)


def review(
    machine: Corpus,
    decisions: Sequence[Decision],
    before: Reviewed | None = None,
    aside: Aside = NOTHING_ASIDE,
) -> Reviewed:
    """The corpus that counts once the decisions are applied, in their order.

    A decision that was undone has no effect, and no place among the misfits. `before` is what
    earlier decisions of the same ledger came to: what has not changed is taken from there. What is
    set aside counts where a decision confirms or corrects it, in place of its partner.
    """
    known = before.folded if before is not None and before.machine is machine else {}
    if not decisions:
        return Reviewed(machine, machine, aside=aside)
    undone = undone_entries(decisions)
    located, lost = _locate(Locator(machine, aside), decisions)
    misfits = [Misfit(one, why_lost(one, machine)) for one in lost if one.entry not in undone]
    folded = {
        id: _fold(id, made, located.locator, undone, known.get(id))
        for id, made in located.decisions.items()
    }
    reviews = {id: one.review for id, one in folded.items()}
    misfits += [misfit for one in folded.values() for misfit in one.misfits]
    corpus = _corpus(machine, reviews, aside)
    for id, one in reviews.items():
        if one.statement is not None:  # without the links to what was rejected
            reviews[id] = replace(one, reading=corpus.statement(id))
    bound = []
    for decision in in_force(decisions):
        if decision.kind == "code":
            continue  # it has no effect until somebody settles it
        if decision.kind in REVIEW_KINDS:
            if target := located.targets.get(decision.entry or 0):
                subject = decision.subject if decision.kind == "add" else target
                bound.append(replace(decision, subject=subject))
        elif (now := bind_one(decision, machine, corpus)) is not None:
            bound.append(now)
        else:
            misfits.append(Misfit(decision, why_lost(decision, machine)))
    misfits.sort(key=lambda misfit: misfit.decision.entry or 0)
    return Reviewed(
        corpus, machine, reviews, tuple(bound), tuple(misfits), tuple(decisions), aside, folded
    )


@dataclass
class _Located:
    """The decisions on each statement by its id today, and the statement of each entry."""

    locator: Locator
    decisions: dict[str, list[Decision]] = field(default_factory=dict)
    targets: dict[int, str] = field(default_factory=dict)


def _locate(locator: Locator, decisions: Iterable[Decision]) -> tuple[_Located, list[Decision]]:
    """Where each decision on a statement belongs, and those that belong nowhere."""
    located, lost = _Located(locator), []
    for decision in decisions:
        if decision.kind == "undo":
            entry = int(decision.subject) if decision.subject.isdecimal() else 0
            id = located.targets.get(entry)  # None: of another kind, or of one without a place
        elif decision.kind in REVIEW_KINDS:
            id = located.locator.find(decision)
            if id is None:
                lost.append(decision)
        else:
            id = None
        if id is not None:
            located.targets[decision.entry or 0] = id
            located.decisions.setdefault(id, []).append(decision)
    return located, lost


def _fold(
    id: str,
    made: Sequence[Decision],
    locator: Locator,
    undone: frozenset[int],
    known: Folded | None,
) -> Folded:
    """What the decisions on a statement come to, taken over where it is known already."""
    entries = tuple(decision.entry for decision in made)
    undone = undone.intersection(entry for entry in entries if entry is not None)
    if known is not None and (known.entries, known.undone) == (entries, undone):
        return known
    fold = _Fold(id, locator, undone)
    fold.apply(made)
    return Folded(entries, undone, fold.review(made), tuple(fold.misfits))


class _Fold:
    """The decisions on one statement, applied one after the other."""

    def __init__(self, id: str, locator: Locator, undone: frozenset[int]) -> None:
        self.misfits: list[Misfit] = []
        self._id = id
        self._machine = locator.statement(id)
        self._locator = locator
        self._undone = undone
        self._state: ReviewState = "proposed"
        self._now = self._machine

    def apply(self, decisions: Iterable[Decision]) -> None:
        """Apply those that are in force."""
        for decision in decisions:
            if decision.kind == "undo" or decision.entry in self._undone:
                continue
            try:
                self._apply(decision)
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                self.misfits.append(Misfit(decision, str(error)))

    def _apply(self, decision: Decision) -> None:
        if decision.kind != "reject":
            self._now = self._changed(decision)
        self._state = _STATES[decision.kind]

    def _changed(self, decision: Decision) -> Statement:
        """The statement once a decision is applied to it.

        Raises:
            ValueError: the decision no longer fits; the message says why.
        """
        if decision.kind == "add":
            return from_json(self._record(decision))
        now = self._now
        if now is None:
            if self._id in self._locator.added:
                raise ValueError("the statement was added, and the addition was undone")
            now = from_json(self._record(decision))
        if decision.kind == "confirm":
            return confirmed_as(now, decision, self._locator)
        return change(now, decision, self._locator)

    def _record(self, decision: Decision) -> JsonObject:
        record = self._locator.record(decision)
        if record is None:
            raise ValueError(why_lost(decision, self._locator.machine))
        links = {
            name: record[name] and self._locator.find_id(decision, record[name])
            for name in ("part_of", "same_as")
            if name in record
        }
        return record | links | {"id": self._id}

    def review(self, decisions: Sequence[Decision]) -> Review:
        """What became of the statement."""
        taken_back = self._now is None and self._state == "proposed"
        return Review(
            id=self._id,
            state="rejected" if taken_back else self._state,
            reading=self._now,
            machine=self._machine,
            decisions=tuple(decisions),
            undone=self._undone,
        )


def _corpus(machine: Corpus, reviews: Mapping[str, Review], aside: Aside) -> Corpus:
    """The statements that count, in the order of the text, without links to what is gone."""
    kept = []
    taken = {id for id, one in reviews.items() if aside.statement(id) and _is_taken(one)}
    replaced = {aside.partners[id] for id in taken & aside.partners.keys()}
    for said in machine.statements:
        if said.id in replaced and said.id not in reviews:
            continue
        known = reviews.get(said.id)
        now = known.statement if known else said
        if now is not None:
            kept.append(now)
    new = [
        review.statement
        for review in reviews.values()
        if review.statement is not None and (review.machine is None or review.id in taken)
    ]
    return Corpus(machine.documents, _linked(_in_order(machine.documents, kept, new)))


def _is_taken(review: Review) -> bool:
    """Whether a person confirmed or corrected a statement."""
    return review.state not in ("proposed", "rejected")


def _in_order(
    documents: Mapping[str, object], statements: Sequence[Statement], more: Sequence[Statement]
) -> tuple[Statement, ...]:
    """The statements with some more among them, each where its words stand in its document."""
    if not more:
        return tuple(statements)
    of_document = {id: list(said) for id, said in group_by(statements, _document).items()}
    for statement in sorted(more, key=lambda one: one.evidence.start):
        said = of_document.setdefault(statement.document, [])
        starts = [one.evidence.start for one in said]
        said.insert(bisect_right(starts, statement.evidence.start), statement)
    return tuple(one for id in documents for one in of_document.get(id, ()))


def _document(statement: Statement) -> str:
    return statement.document


def _linked(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """The statements without links to what is not there, and without chains that lead back."""
    by_id = {said.id: said for said in statements}

    def holds(figure: Figure, name: str) -> bool:
        id, seen = getattr(figure, name), {figure.id}
        while id is not None:
            other = by_id.get(id)
            if id in seen or (other is None and id == getattr(figure, name)):
                return False
            seen.add(id)
            id = getattr(other, name, None)
        return True

    linked: list[Statement] = []
    for said in statements:
        if isinstance(said, Figure) and (said.part_of or said.same_as):
            linked.append(
                replace(
                    said,
                    part_of=said.part_of if holds(said, "part_of") else None,
                    same_as=said.same_as if holds(said, "same_as") else None,
                )
            )
        else:
            linked.append(said)
    return tuple(linked)
