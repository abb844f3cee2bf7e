"""What a check found: a verdict with its place, its numbers and its working."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from tollbook.model.text import Span
from tollbook.model.values import Verdict

KEY_LENGTH = 12
"""Hexadecimal digits: a chance of one in five thousand that two of 300,000 findings share a key."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place that a finding points at: a span of one document's canonical text."""

    document: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The outcome of one check on some statements.

    `title` says in a few words what was compared, `marks` where it stands (the first one gives the
    finding its place), `working` is the arithmetic in sentences, and `hint` what could explain a
    failure. `statements` are the ids of everything used, the one in question first; `claims` those
    of the claims that they make. `about` says in words that outlive a new reading what the finding
    rests on.
    """

    check: str
    verdict: Verdict
    title: str
    marks: tuple[Mark, ...]
    statements: tuple[str, ...]
    working: tuple[str, ...]
    hint: str = ""
    about: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What a judgement of it is kept under: the same in every run, whatever the verdict."""
        content = "\n".join((self.check, *(self.about or self.statements)))
        return hashlib.sha256(content.encode(errors="surrogatepass")).hexdigest()[:KEY_LENGTH]
