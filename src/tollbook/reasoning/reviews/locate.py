"""Which statement of today a decision means: by its id and words, else by its place in the text.

Newer code may renumber the statements of a page, cut a clause otherwise, or count something else in
the same words. What a person decided stays with the words.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tollbook.model.decision import Decision
from tollbook.model.statement import Figure, Prediction, Statement
from tollbook.model.text import Span
from tollbook.model.wire import JsonObject
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.references import STATEMENTS, find_by_id
from tollbook.reasoning.reviews.aside import NOTHING_ASIDE, Aside
from tollbook.reasoning.reviews.relocate import relocate

STATEMENT = "statement"
"""The key of a decision's data that holds the record it was made on, or that it adds."""


@dataclass
class Locator:
    """Finds the statements of decisions in what the machine read, in the order of the decisions.

    `added` holds the ids of statements that people added, and `kept` those that people confirmed or
    corrected and the newest reading lost: by their document, and the place of their words. `aside`
    has what a reader read whose word is not preferred.
    """

    machine: Corpus
    aside: Aside = NOTHING_ASIDE
    added: set[str] = field(default_factory=set)
    kept: dict[tuple[str, int, int], str] = field(default_factory=dict)

    def find(self, decision: Decision) -> str | None:
        """The id of the statement that a decision is about; None where it has no place today."""
        if decision.kind == "add":
            if decision.subject not in self.machine.documents or self.record(decision) is None:
                return None
            self.added.add(decision.value)
            return decision.value
        if decision.subject in self.added:
            return decision.subject
        found = self.find_id(decision, decision.subject)
        return found if found is not None else self._by_place(decision)

    def statement(self, id: str) -> Statement | None:
        """The statement that a machine read under an id, whether it counts or is set aside."""
        return self.machine.statement(id) or self.aside.statement(id)

    def find_id(self, decision: Decision, id: str) -> str | None:
        """The id today of a statement that a decision names."""
        if id in self.added:
            return id
        reference = decision.data.get(STATEMENTS, {}).get(id)
        if reference is None:
            return id if self.statement(id) else None
        found = find_by_id(id, reference, self.machine, self.aside.corpus)
        return found.id if found else None

    def record(self, decision: Decision) -> JsonObject | None:
        """The record that a decision was made on, in the text of today; None where it is gone."""
        record = decision.data.get(STATEMENT)
        page = self.machine.documents.get(record["document"]) if record else None
        return relocate(record, page.text) if record and page else None

    def _by_place(self, decision: Decision) -> str | None:
        """The statement on the same words, else an id of its own where nothing else is there."""
        record = self.record(decision)
        if record is None:
            return None
        start, end = _place_of(record)
        here = [
            said
            for said in self.machine.statements_in(record["document"])
            if said.kind == record["kind"]
            and _anchor(said).start < end
            and start < _anchor(said).end
        ]
        if len(here) > 1 and "measure" in record:
            here = [s for s in here if isinstance(s, Figure) and s.measure == record["measure"]]
        if here:
            return here[0].id if len(here) == 1 else None
        if decision.kind == "reject":
            return None  # it is not there, as the person said
        key = (record["document"], start, end)
        return self.kept.setdefault(key, f"{record['document']}#a{decision.entry}")


def why_lost(decision: Decision, machine: Corpus) -> str:
    """Why a decision has no place in what the machine reads today, in words."""
    rests_on = [
        (record["document"], record["evidence"]["quote"])
        for record in [decision.data.get(STATEMENT)]
        if record
    ] or [(it["document"], it["quote"]) for it in decision.data.get(STATEMENTS, {}).values()]
    for document, quote in rests_on or [(decision.subject.rpartition("#")[0], "")]:
        page = machine.documents.get(document)
        if page is None:
            return f"the document {document or decision.subject} is not there"
        if quote not in page.text:
            return f"“{_short(quote)}” no longer stands in {document}"
    return "no statement, or more than one, rests on its words now"


def _place_of(record: JsonObject) -> tuple[int, int]:
    span = record.get("number") or record.get("event") or record["evidence"]
    return span["start"], span["end"]


def _anchor(statement: Statement) -> Span:
    match statement:
        case Figure(number=Span() as number):
            return number
        case Prediction():
            return statement.event
    return statement.evidence


def _short(words: str, most: int = 60) -> str:
    return words if len(words) <= most else words[: most - 1] + "…"
