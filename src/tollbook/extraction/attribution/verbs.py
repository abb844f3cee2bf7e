"""Verbs of speech: which tokens are cues, how they stand, which clause hangs on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tollbook.extraction.attribution.syntax import Reading, is_clause

if TYPE_CHECKING:
    from spacy.tokens import Token

CLOSING_MARKS = frozenset(("”", '"', "''", "’", "'", "»"))
BREAKS = CLOSING_MARKS | {",", "--", "–", "—", "-", "?", "!"}
_WISHES = ("plan", "demand", "ask", "claim", "deny", "predict", "warn", "admit")


def is_cue(reading: Reading, token: Token) -> bool:
    """Whether the token is a verb of speech, with its particle where it needs one."""
    lemma = token.lemma_.lower()
    if not token.tag_.startswith("VB") or lemma not in reading.cues.verbs:
        return False
    particle = reading.cues.phrasal.get(lemma)
    after = reading.doc[token.i + 1 : token.i + 2]
    return particle is None or (len(after) == 1 and after[0].lower_ == particle)


def is_finite_and_plain(reading: Reading, cue: Token) -> bool:
    """Whether the verb surely speaks, and has a tense of its own."""
    lemma = cue.lemma_.lower()
    plain = lemma in reading.cues.plain or reading.cues.verbs[lemma] == "say"
    return plain and cue.tag_ in ("VBD", "VBZ", "VBP")


def broken_off(reading: Reading, start: int) -> bool:
    """Whether a comma, dash or closing mark stands before a token."""
    return reading.doc[start - 1].text in BREAKS


def clause_of(reading: Reading, cue: Token) -> Token | None:
    """The clause that depends on the verb."""
    labels = ["ccomp"]
    if reading.cues.verbs[cue.lemma_.lower()] in _WISHES:
        labels.append("xcomp")
    found = [c for c in cue.children if c.dep_ in labels and is_clause(c)]
    right = [c for c in found if c.i > cue.i]
    return next(iter(right or found), None)
