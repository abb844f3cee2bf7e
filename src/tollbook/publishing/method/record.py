"""The method as a record that JSON can hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from tollbook.publishing.cases import case_record
from tollbook.publishing.method.blocks import Entry, Grid, Page, Paragraph, Part, Points
from tollbook.publishing.method.method import Method
from tollbook.reasoning.method import Counted


def to_json(method: Method, page: Page) -> dict[str, Any]:
    """Every number of the method by its name, and the text of the page; keys in a fixed order."""
    practice = method.practice
    documents, said, claims = (
        asdict(counts) for counts in (practice.documents, practice.statements, practice.claims)
    )
    for name in ("first", "last"):
        documents[name] = str(documents[name]) if documents[name] else None
    for counts in (documents, said, claims):
        counts |= {
            name: _object(value) for name, value in counts.items() if isinstance(value, tuple)
        }
    return {
        "format": "tollbook.method/1",
        "case": case_record(method.case) if method.case else None,
        "known_on": method.known_on.isoformat() if method.known_on else None,
        "profile": method.profile,
        "documents": documents,
        "statements": said,
        "second_reader": asdict(practice.second)
        | {
            "models": _object(practice.second.models),
            "standings": _object(practice.second.standings),
            "prefer": method.prefer,
        },
        "claims": claims,
        "estimates": asdict(practice.estimates),
        "checks": {
            one.name: dict(one.verdicts) | {"judged": one.judged, "open": one.open}
            for one in practice.checks
        },
        "predictions": _object(practice.predictions),
        "review": {
            "states": dict(practice.states),
            "decided": practice.reviewed,
            "statements": practice.reviewable,
            "decisions": {
                one.kind: {
                    "number": one.number,
                    "with_reason": one.reasoned,
                    "by": _object(one.people),
                }
                for one in practice.decisions
            },
            "undone": practice.undone,
            "misfits": practice.misfits,
            "rounds": [
                asdict(one)
                | {"agreement": [asdict(field) for field in method.agreement.get(one.name, ())]}
                for one in practice.rounds
            ],
        },
        "scores": asdict(method.measured) | {"on": method.measured.on.isoformat()},
        "settings": {
            name: {"value": value, "reason": reason}
            for name, value, reason in method.settings.with_reasons()
        },
        "read_with": [asdict(one) for one in method.read_with],
        "lexicons": dict(method.lexicons),
        "tollbook": method.tollbook,
        "head": method.head,
        "page": page_record(page),
    }


def page_record(page: Page) -> dict[str, Any]:
    """The text of a page: its sections with their paragraphs, lists and tables."""
    return {
        "title": page.title,
        "lead": list(page.lead),
        "sections": [
            {
                "key": section.key,
                "title": section.title,
                "parts": [_part(part) for part in section.parts],
            }
            for section in page.sections
        ],
    }


def _part(part: Part) -> dict[str, Any]:
    match part:
        case Paragraph(text):
            return {"text": text}
        case Points(items):
            return {"points": list(items)}
        case Grid(header, rows, _):
            return {"header": list(header), "rows": [list(row) for row in rows]}
        case Entry(title, facts):
            return {"title": title, "facts": [list(fact) for fact in facts]}


def _object(counted: Iterable[tuple[str, int]] | Counted) -> dict[str, int]:
    return dict(counted)
