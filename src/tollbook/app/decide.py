"""From a person's word to the ledger: decisions on findings, figures and predictions.

A decision is kept with the words of its statements, so that it still finds them in a new reading.
"""

from __future__ import annotations

from collections.abc import Sequence
from getpass import getuser

from tollbook.app import ids
from tollbook.ledger import Filter, Ledger
from tollbook.model.decision import Decision
from tollbook.model.finding import Finding
from tollbook.model.problem import ConflictError, DecisionError
from tollbook.model.statement import Figure, Statement
from tollbook.reasoning.checks import run_checks
from tollbook.reasoning.claims.decisions import voice_token
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.judgements import Judgement, by_key, judgements
from tollbook.reasoning.record import Record
from tollbook.reasoning.references import EVIDENCE, refer
from tollbook.reasoning.reviews import Reviewed, review
from tollbook.resolution import EntityTable


def login_name() -> str:
    """Who decides where no name is given: the name that they are logged in under.

    Raises:
        DecisionError: the system has no such name.
    """
    try:
        return getuser()
    except (OSError, KeyError, ImportError) as error:  # as systems without accounts have it
        raise DecisionError("the login has no name; say who decides") from error


def judge(
    ledger: Ledger, record: Record, judgement: Judgement, expect: int | None = None
) -> Finding:
    """Store a judgement of a finding in the ledger, and return the finding.

    `expect` is the entry of the last judgement that its author has seen, 0 for none; None is
    content with any.

    Raises:
        ConflictError: somebody judged it since.
        DecisionError: no finding has that key, or one that is open was to be opened.
        LedgerError: the ledger can't be written.
        RefusedError: it is not said who judges, or why.
    """
    finding = by_key(run_checks(record), judgement.key)
    if judgement.reopen and finding.key not in judgements(record.decisions):
        raise DecisionError(f"{finding.key} is open already; it has not been judged")
    _enter(ledger, judgement.on(finding), expect)
    return finding


def _enter(ledger: Ledger, decision: Decision, expect: int | None) -> Decision:
    """Enter a decision, unless somebody else decided on the same after the entry `expect`."""

    def refuse_conflict(made: Decision, newer: Sequence[Decision]) -> Decision:
        for other in reversed(newer):
            if (other.kind, other.subject) == (made.kind, made.subject):
                raise ConflictError(
                    f"{other.by} decided on this since you looked at it ({other.at:%H:%M} UTC): "
                    f"{other.reason}; look at it again",
                    other,
                )
        return made

    if expect is None:
        return ledger.decide(decision)
    return ledger.decide(decision, seen=expect, finish=refuse_conflict)


def settle(ledger: Ledger, decision: Decision, expect: int | None = None) -> Decision:
    """Enter a decision on statements, with a reference to each of them, and return it.

    `expect` is the entry of the last such decision that its author has seen, as for `judge`.

    Raises:
        ConflictError: somebody decided on the same since.
        DecisionError: a statement is not there, or can't be decided on like this.
        LedgerError: the ledger can't be read or written.
    """
    subjects = decision.subject.split("\n")
    evidence = decision.data.get(EVIDENCE, ())
    reviewed = _reviewed(ledger, (*subjects, *evidence))
    for id in evidence:
        if id not in reviewed.corpus.documents:  # a page as a whole may show it
            ids.statement(reviewed.corpus, id)
    check = _prediction if decision.kind == "mark_prediction" else _pair
    check(decision, [ids.statement(reviewed.corpus, id) for id in subjects])
    return _enter(
        ledger, refer(decision, reviewed.machine, reviewed.corpus, reviewed.aside.corpus), expect
    )


def settle_voices(ledger: Ledger, decision: Decision, entities: EntityTable) -> Decision:
    """Enter a decision that two names are one voice, or two, and return it.

    Raises:
        DecisionError: nobody in the ledger goes by one of the names, or they are the same.
        LedgerError: the ledger can't be read or written.
    """
    one, other = decision.subject.split("\n")
    if voice_token(one) == voice_token(other):
        raise DecisionError(f"{one!r} and {other!r} are one name; give the names of two voices")
    ids.voices((one, other), ledger.statements(), entities)
    return ledger.decide(decision)


def _pair(decision: Decision, pair: Sequence[Statement]) -> None:
    """Refuse what are not two figures, or two that can't be one claim."""
    for statement in pair:
        if not isinstance(statement, Figure):
            raise DecisionError(
                f"{statement.id} is {_a(statement.kind)}; only figures are joined or kept apart"
            )
    if len({statement.id for statement in pair}) < 2:
        raise DecisionError(f"{pair[0].id} is one statement; name two of them")
    counted = {s.measure: s.id for s in pair if isinstance(s, Figure)}
    if decision.kind == "join" and len(counted) > 1:
        both = " and ".join(f"{id} counts {measure}" for measure, id in counted.items())
        raise DecisionError(f"{both}; no claim counts two things")


def _prediction(_: Decision, found: Sequence[Statement]) -> None:
    """Refuse any other kind of statement."""
    [statement] = found
    if statement.kind != "prediction":
        raise DecisionError(
            f"{statement.id} is {_a(statement.kind)}, not a prediction; "
            "'tollbook predictions' lists them"
        )


def _reviewed(ledger: Ledger, named: Sequence[str]) -> Reviewed:
    """The documents of these statements, as far as they exist, as people decided them."""
    wanted = {name for id in named for name in (id, id.rpartition("#")[0])}
    wanted &= set(ledger.document_ids())
    documents = {id: ledger.document(id) for id in sorted(wanted)}
    statements = [s for id in documents for s in ledger.statements(Filter(document=id))]
    return review(Corpus(documents, tuple(statements)), ledger.decisions())


def _a(kind: str) -> str:
    noun = kind.replace("_", " ")
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
