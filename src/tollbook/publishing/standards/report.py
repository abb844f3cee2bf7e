"""The report against the standards: each with its status, its evidence and the answers given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tollbook.publishing.cases import case_record
from tollbook.publishing.method.blocks import Entry, Grid, Page, Paragraph, Part, Section
from tollbook.publishing.method.method import Method
from tollbook.publishing.method.record import page_record
from tollbook.publishing.standards.judge import STATUSES, Facts, Judged, judge
from tollbook.publishing.standards.texts import Standard, areas, standards, statuses
from tollbook.publishing.visible import one_line
from tollbook.reasoning.words import day


@dataclass(frozen=True, slots=True)
class Met:
    """A standard with how far it is met, and the organisation's own words; empty without any."""

    standard: Standard
    judged: Judged
    answer: str


@dataclass(frozen=True, slots=True)
class StandardsReport:
    """How far a case meets each standard."""

    method: Method
    standards: tuple[Met, ...]

    @property
    def unanswered(self) -> tuple[str, ...]:
        """The keys of the standards that only the organisation can answer, and has not."""
        return tuple(
            met.standard.key
            for met in self.standards
            if met.judged.status == "yours" and not met.answer
        )


def report_of(facts: Facts) -> StandardsReport:
    """Judge every standard."""
    return StandardsReport(
        facts.method,
        tuple(
            Met(standard, judge(key, facts), facts.answers.get(key, ""))
            for key, standard in standards().items()
        ),
    )


def report_page(report: StandardsReport) -> Page:
    """The report as a page: a summary, then the standards area by area."""
    method = report.method
    title = method.case.title if method.case else "Everything on record"
    as_of = (
        f" It tells what was known at the end of {day(method.known_on)}." if method.known_on else ""
    )
    return Page(
        f"Standards for Casualty Recording: {title}",
        (
            "How this case meets the Standards for Casualty Recording of Every Casualty Worldwide "
            "(2016; version 1.01, 2020, is the same in plainer English)." + as_of,
            "Each standard is put in our own words, with the title under which Every Casualty "
            "explains it, and its page in the edition of 2016 where those explanations give one. "
            "The status is worked out from the ledger; what only you can say is left to you, in "
            "the table [standards] of the case's file or in a file given with --answers.",
        ),
        (
            Section("summary", "In short", tuple(_summary(report))),
            *(Section(area, name, tuple(_entries(report, area))) for area, name in areas().items()),
        ),
    )


def _summary(report: StandardsReport) -> Iterator[Part]:
    number = Counter(met.judged.status for met in report.standards)
    yield Grid(
        ("status", "standards"),
        tuple((statuses()[status], str(number[status])) for status in STATUSES),
        frozenset({1}),
    )
    if report.unanswered:
        yield Paragraph(f"Not answered yet: {', '.join(report.unanswered)}.")
    yield Grid(
        ("standard", "key", "status"),
        tuple(
            (met.standard.title, met.standard.key, statuses()[met.judged.status])
            for met in report.standards
        ),
    )


def _entries(report: StandardsReport, area: str) -> Iterator[Entry]:
    for met in report.standards:
        if met.standard.area == area:
            yield Entry(_heading(met.standard), tuple(_facts(met)))


def _heading(standard: Standard) -> str:
    pages = "pages" if "–" in standard.page else "page"
    return f"{standard.title} ({pages} {standard.page})" if standard.page else standard.title


def _facts(met: Met) -> Iterator[tuple[str, str]]:
    standard, judged = met.standard, met.judged
    yield "status", statuses()[judged.status]
    yield "asks", standard.gist
    yield "here", " ".join(judged.evidence)
    if judged.missing:
        yield "missing", judged.missing
    if judged.shown_by:
        yield "shown by", judged.shown_by
    if standard.yours:
        yield "yours to say", standard.yours
        yield "your words", one_line(met.answer) or f"None yet; the key is {standard.key}."


def report_json(report: StandardsReport, page: Page) -> dict[str, Any]:
    """The report as a record that JSON can hold, its keys in a fixed order."""
    method = report.method
    return {
        "format": "tollbook.standards/1",
        "case": case_record(method.case) if method.case else None,
        "known_on": method.known_on.isoformat() if method.known_on else None,
        "profile": method.profile,
        "standards": [
            {
                "key": met.standard.key,
                "area": met.standard.area,
                "title": met.standard.title,
                "page": met.standard.page or None,
                "asks": met.standard.gist,
                "status": met.judged.status,
                "evidence": list(met.judged.evidence),
                "missing": met.judged.missing or None,
                "shown_by": met.judged.shown_by or None,
                "yours": met.standard.yours or None,
                "answer": met.answer or None,
            }
            for met in report.standards
        ],
        "tollbook": method.tollbook,
        "head": method.head,
        "page": page_record(page),
    }
