"""Which documents, statements and decisions each entry of the ledger added, changed or withdrew.

What people decide on a statement depends on its document alone, so each document is followed by
itself: from reading to reading, and from decision to decision.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from tollbook.model.case import Case
from tollbook.model.change import (
    Change,
    EntryChanges,
    Item,
    ItemKind,
    Reading,
    ReviewedStatement,
)
from tollbook.model.decision import REVIEW_KINDS, Decision
from tollbook.model.document import Document
from tollbook.reasoning.cases import within
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.grouping import group_by
from tollbook.reasoning.reviews import Reviewed, in_force, review

_Key = tuple[ItemKind, str]


@dataclass(frozen=True, slots=True)
class _Cause:
    """Who made an entry, when and why; with the decision, if it is one."""

    entry: int
    at: datetime
    by: str
    reason: str
    decision: Decision | None = None

    @classmethod
    def of(cls, decision: Decision) -> _Cause:
        return cls(decision.entry or 0, decision.at, decision.by, decision.reason, decision)


def find_changes(
    readings: Iterable[Reading],
    decisions: Sequence[Decision],
    whole: Corpus,
    case: Case | None = None,
) -> list[EntryChanges]:
    """What each entry changed, the first one first; entries that changed nothing are left out.

    `readings` are all that there were, the newer ones of a document after the older ones;
    `decisions` all that were made. `whole` is the corpus that counts today. With a case, only what
    belongs to it is followed; whether a statement did is asked of its document as it was, beside
    the documents of today.
    """
    on_document = _by_document(decisions)
    steps = {
        id: list(_steps(tuple(some), on_document.get(id, ())))
        for id, some in groupby(readings, key=lambda reading: reading.document.id)
    }
    found: list[tuple[_Cause, list[Change]]] = []
    inside = _inside(steps, whole, case) if case is not None else None
    for id, taken in steps.items():
        ids = inside[id] if inside is not None else [None] * len(taken)
        found += _differences(map(_counting, taken, ids))
    found += _decisions_in_force(decisions)
    causes = {cause.entry: cause for cause, _ in found}
    changes = group_by(found, lambda pair: pair[0].entry)
    return [
        EntryChanges(
            entry,
            cause.at,
            cause.by,
            cause.reason,
            tuple(change for _, changed in changes[entry] for change in changed),
            cause.decision,
        )
        for entry, cause in sorted(causes.items())
    ]


def _differences(
    steps: Iterable[tuple[_Cause, Mapping[_Key, Item]]],
) -> Iterator[tuple[_Cause, list[Change]]]:
    """What differs from step to step."""
    before: Mapping[_Key, Item] = {}
    for cause, after in steps:
        changed = [
            Change("changed" if key in before else "added", *key, item)
            for key, item in after.items()
            if key not in before or _state(before[key]) != _state(item)
        ]
        changed += [Change("withdrawn", *key, None) for key in before if key not in after]
        before = after
        if changed:
            yield cause, changed


def _state(item: Item) -> object:
    return item.state if isinstance(item, ReviewedStatement) else item


@dataclass(frozen=True, slots=True)
class _Step:
    """A document and what people decided in it after an entry that may have changed that."""

    cause: _Cause
    page: Document
    reviewed: Reviewed


def _steps(readings: Sequence[Reading], decisions: Sequence[Decision]) -> Iterator[_Step]:
    """A document and what counts in it after each entry that may have changed that."""
    made: list[Decision] = []
    page, machine = readings[0].document, Corpus()
    reviewed: Reviewed | None = None
    both: list[Reading | Decision] = [*readings, *decisions]
    for one in sorted(both, key=lambda one: one.entry or 0):
        if isinstance(one, Reading):
            page, machine = one.document, Corpus({one.document.id: one.document}, one.statements)
            cause = _Cause(one.entry, one.at, f"tollbook {one.tollbook}", _why(one, readings))
        else:
            made.append(one)
            cause = _Cause.of(one)
        reviewed = review(machine, made, reviewed)
        yield _Step(cause, page, reviewed)


def _why(reading: Reading, readings: Sequence[Reading]) -> str:
    first = next(one for one in readings if one.version == reading.version)
    if first.entry != reading.entry:
        return "read again, by another version of Tollbook or with other settings"
    return "read for the first time" if reading.version == 1 else "the document was changed"


def _inside(
    steps: Mapping[str, Sequence[_Step]], whole: Corpus, case: Case
) -> Mapping[str, Sequence[frozenset[str]]]:
    """The ids of the statements that belonged to the case after each step of each document.

    All documents take their first step at once, then their second: a case is narrowed down once for
    each of these, and the last step of every document is today.
    """
    today = frozenset(said.id for said in within(whole, case).statements)
    then = []
    for n in range(max((len(taken) for taken in steps.values()), default=0)):
        earlier = [taken[n] for taken in steps.values() if n + 1 < len(taken)]
        pages = {**whole.documents, **{step.page.id: step.page for step in earlier}}
        said = tuple(one for step in earlier for one in step.reviewed.corpus.statements)
        then.append(frozenset(one.id for one in within(Corpus(pages, said), case).statements))
    return {id: [*then[: len(taken) - 1], today] for id, taken in steps.items()}


def _counting(step: _Step, inside: frozenset[str] | None) -> tuple[_Cause, Mapping[_Key, Item]]:
    """The document and the statements that count in it, as far as they are inside (None: all)."""
    reviewed = step.reviewed
    said = [one for one in reviewed.corpus.statements if inside is None or one.id in inside]
    items: dict[_Key, Item] = {}
    if said or inside is None:
        items["document", step.page.id] = step.page
    for one in said:
        items["statement", one.id] = ReviewedStatement(one, reviewed.reviews.get(one.id))
    return step.cause, items


def _decisions_in_force(
    decisions: Sequence[Decision],
) -> Iterator[tuple[_Cause, list[Change]]]:
    """The decisions that took effect or lost it with each of them; blind codings have none."""
    by_entry = {str(one.entry): one for one in decisions if one.kind not in ("code", "undo")}
    shown: set[str] = set()
    for n, decision in enumerate(decisions):
        new, gone = {str(decision.entry)} & by_entry.keys(), set[str]()
        if decision.kind == "undo":
            now = {str(one.entry) for one in in_force(decisions[: n + 1])} & by_entry.keys()
            new, gone = now - shown, shown - now
        shown |= new
        shown -= gone
        changed = [Change("added", "decision", id, by_entry[id]) for id in sorted(new)]
        changed += [Change("withdrawn", "decision", id, None) for id in sorted(gone)]
        if changed:
            yield _Cause.of(decision), changed


def _by_document(decisions: Iterable[Decision]) -> Mapping[str, Sequence[Decision]]:
    """The decisions on statements by document, each undo beside what it undoes."""
    documents: dict[str, str] = {}
    found = []
    for decision in decisions:
        if decision.kind in REVIEW_KINDS:
            document = _document_of(decision)
        elif decision.kind == "undo" and decision.subject in documents:
            document = documents[decision.subject]
        else:
            continue
        documents[str(decision.entry)] = document
        found.append((document, decision))
    return {
        document: [decision for _, decision in pairs]
        for document, pairs in group_by(found, lambda pair: pair[0]).items()
    }


def _document_of(decision: Decision) -> str:
    if decision.kind == "add":
        return decision.subject
    record = decision.data.get("statement")
    return str(record["document"]) if record else decision.subject.rpartition("#")[0]
