"""Statements identified by their words, so that decisions still find them after a new reading.

An id such as "report#3" says which statement of a reading is meant. Newer code may read one more
statement before it, and the number moves on; the words in the document stay. A decision therefore
keeps a reference beside each id, and is bound to the ids of today before anything reasons with it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tollbook.model.decision import Decision
from tollbook.model.statement import Figure, Prediction, Statement
from tollbook.reasoning.corpus import Corpus

Reference = Mapping[str, Any]
"""What identifies a statement by its words, as JSON can hold it: its document, kind and measure,
the `quote` it rests on with its `start`, and the `words` of its number or event."""

STATEMENTS = "statements"
"""The key of a decision's data that holds the reference of each id the decision speaks of."""

EVIDENCE = "evidence"
"""The key of a decision's data that holds the ids of statements which it rests on."""


def reference_to(statement: Statement) -> dict[str, Any]:
    """The reference of a statement."""
    return {
        "document": statement.document,
        "kind": statement.kind,
        "measure": statement.measure if isinstance(statement, Figure) else "",
        "words": _words(statement),
        "quote": statement.evidence.quote,
        "start": statement.evidence.start,
    }


def statement_key(statement: Statement) -> str:
    """A short name of a statement that a new reading of the same words keeps.

    Two statements have the same only where one document says the same words twice. It suits the key
    of whatever is worked out from statements, such as a finding.
    """
    reference_now = reference_to(statement)
    del reference_now["start"]
    digest = hashlib.sha256("\n".join(reference_now.values()).encode()).hexdigest()
    return f"{statement.document}:{digest[:12]}"


def find_statement(reference: Reference, corpus: Corpus) -> Statement | None:
    """The statement that a reference means, as the corpus has it; None in doubt.

    The same words come first, the nearest where they stand more than once; else the only statement
    of that kind whose quote holds the quote or is held by it.
    """
    alike = [
        statement
        for statement in corpus.statements_in(reference["document"])
        if _agrees(statement, reference)
    ]
    same = [
        statement
        for statement in alike
        if statement.evidence.quote == reference["quote"]
        and _words(statement) == reference["words"]
    ]
    if same:
        return min(same, key=lambda statement: abs(statement.evidence.start - reference["start"]))
    near = [statement for statement in alike if _hold(statement.evidence.quote, reference["quote"])]
    near = [s for s in near if _words(s) == reference["words"]] or near
    return near[0] if len(near) == 1 else None


def find_by_id(id: str, reference: Reference, *corpora: Corpus) -> Statement | None:
    """The statement that an id of some day means today, in the first corpus that has it."""
    for corpus in corpora:
        found = corpus.statement(id)
        if found is not None and reference_to(found) == reference:
            return found
    found_elsewhere = (find_statement(reference, corpus) for corpus in corpora)
    return next((found for found in found_elsewhere if found is not None), None)


def refer(decision: Decision, *corpora: Corpus) -> Decision:
    """The decision with a reference beside every id of a statement that it speaks of.

    The words are those of the first corpus that has the statement.
    """
    references = {
        id: reference_to(found)
        for id in ids_in(decision)
        for found in [next(filter(None, (corpus.statement(id) for corpus in corpora)), None)]
        if found is not None
    }
    return replace(decision, data={**decision.data, STATEMENTS: references})


def bind(decisions: Iterable[Decision], *corpora: Corpus) -> tuple[Decision, ...]:
    """The decisions with the ids that the corpora give to the statements they refer to.

    One whose subject is gone, or can't be found with certainty, is left out.
    """
    bound = (bind_one(decision, *corpora) for decision in decisions)
    return tuple(decision for decision in bound if decision is not None)


def bind_one(decision: Decision, *corpora: Corpus) -> Decision | None:
    """One decision bound to the ids of today; None where its subject is gone or in doubt."""
    references: Mapping[str, Reference] = decision.data.get(STATEMENTS, {})
    if not references:
        return decision
    found = {id: find_by_id(id, reference, *corpora) for id, reference in references.items()}
    now = {id: statement.id for id, statement in found.items() if statement is not None}
    subjects = decision.subject.split("\n")
    if any(id in found and id not in now for id in subjects):
        return None
    data = dict(decision.data)
    data[STATEMENTS] = {now[id]: references[id] for id in now}
    if EVIDENCE in data:
        data[EVIDENCE] = [now.get(id, id) for id in data[EVIDENCE]]
    return replace(decision, subject=subject_of(now.get(id, id) for id in subjects), data=data)


def subject_of(ids: Iterable[str]) -> str:
    """The subject of a decision on some statements, whatever the order they are named in."""
    return "\n".join(sorted(ids))


def ids_in(decision: Decision) -> Sequence[str]:
    """The ids of statements, or of documents, that a decision speaks of."""
    records = [decision.data.get("fields", {}), decision.data.get("statement", {})]
    links = (record.get(link) for record in records for link in ("part_of", "same_as"))
    return [
        *decision.subject.split("\n"),
        *decision.data.get(EVIDENCE, ()),
        *(id for id in links if id),
    ]


def _agrees(statement: Statement, reference: Reference) -> bool:
    reference_now = reference_to(statement)
    return all(reference_now[name] == reference[name] for name in ("kind", "measure"))


def _words(statement: Statement) -> str:
    if isinstance(statement, Figure):
        return statement.number.quote if statement.number else ""
    return statement.event.quote if isinstance(statement, Prediction) else ""


def _hold(one: str, other: str) -> bool:
    return one in other or other in one
