"""What a check found: a verdict with its place, its numbers and its working."""

from __future__ import annotations

from dataclasses import dataclass

from tollbook.model.text import Span
from tollbook.model.values import Verdict


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
    failure. `statements` are the ids of everything used.
    """

    check: str
    verdict: Verdict
    title: str
    marks: tuple[Mark, ...]
    statements: tuple[str, ...]
    working: tuple[str, ...]
    hint: str = ""
