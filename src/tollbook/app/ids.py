"""The ids that decisions name, checked in one place, with what was probably meant.

Whatever a decision speaks of (a statement, a document, a voice, an entry) has to be in the ledger.
Keys of findings, which may be shortened, are looked up in `reasoning.judgements`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from tollbook.model.decision import Decision
from tollbook.model.document import Document
from tollbook.model.problem import DecisionError
from tollbook.model.review import Review
from tollbook.model.statement import Statement
from tollbook.reasoning.claims.decisions import voice_token
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.reviews import Reviewed, undone_entries
from tollbook.resolution import EntityTable

_MOST_COMPARED = 2000
"""Ids among which a misspelt one is looked for: of the right document first."""


def statement(corpus: Corpus, id: str) -> Statement:
    """The statement of an id.

    Raises:
        DecisionError: there is none.
    """
    found = corpus.statement(id)
    if found is None:
        raise DecisionError(_no_statement(corpus, id))
    return found


def reviewed_statement(reviewed: Reviewed, id: str) -> Review:
    """What became of the statement of an id, which may have been rejected.

    Raises:
        DecisionError: there never was one.
    """
    found = reviewed.review(id)
    if found is None:
        raise DecisionError(_no_statement(reviewed.machine, id))
    return found


def _no_statement(corpus: Corpus, id: str) -> str:
    near = _near(id, [statement.id for statement in corpus.statements])
    advice = (
        f"did you mean {' or '.join(near)}?"
        if near
        else "it is the id of a document, a # and a number, as 'tollbook show' prints them"
    )
    return f"no statement is called {id!r}; {advice}"


def document(corpus: Corpus, id: str) -> Document:
    """The document of an id.

    Raises:
        DecisionError: there is none.
    """
    found = corpus.documents.get(id)
    if found is None:
        near = _near(id, list(corpus.documents))
        advice = f"did you mean {' or '.join(near)}?" if near else "'tollbook show' prints the ids"
        raise DecisionError(f"no document is called {id!r}; {advice}")
    return found


def voices(names: Iterable[str], statements: Iterable[Statement], entities: EntityTable) -> None:
    """See that somebody goes by each of these names, in the ledger or among the entities.

    Raises:
        DecisionError: nobody does.
    """
    heard = {
        name
        for statement in statements
        for voice in statement.attribution
        if voice.role != "publisher"
        for name in (voice.entity, voice.name, voice.mention and voice.mention.quote)
        if name
    }
    known = {voice_token(name): name for name in sorted(heard)}
    for name in names:
        plain = voice_token(name.partition("@")[0])
        if plain not in known and entities.get(name) is None and not entities.resolve(name):
            near = get_close_matches(plain, known, n=3)
            raise DecisionError(
                f"no voice is called {name!r}; "
                + (
                    f"did you mean {' or '.join(known[one] for one in near)}?"
                    if near
                    else "'tollbook claims' lists the voices by name"
                )
            )


def decision(history: Sequence[Decision], entry: int) -> Decision:
    """The decision of an entry, which still counts.

    Raises:
        DecisionError: no entry of that number is a decision, or it was undone.
    """
    found = next((made for made in history if made.entry == entry), None)
    if found is None:
        raise DecisionError(
            f"entry {entry} is no decision; 'tollbook decisions' prints the number of each"
        )
    if entry in undone_entries(history):
        raise DecisionError(f"entry {entry} is undone already; undo the undoing to bring it back")
    return found


def _near(id: str, known: Sequence[str]) -> list[str]:
    """The ids that were probably meant, those of the same document first."""
    of_document = [one for one in known if one.rpartition("#")[0] == id.rpartition("#")[0]]
    near = get_close_matches(id, of_document[:_MOST_COMPARED], n=3)
    return near or get_close_matches(id, known[:_MOST_COMPARED], n=3)
