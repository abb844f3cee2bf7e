"""Reports for tests of what is compared across papers: one sentence each, the ordinary by default.

>>> page, figure = report("Gazette", "2025-01-14", "about 300", day="2025-01-13")
>>> page.text.splitlines()
['The agency said about 300 soldiers were killed.', 'By Gazette.']
>>> figure.low, figure.modifier, figure.origin.entity, figure.period.end_date.isoformat()
(300, 'about', 'agency', '2025-01-13')
"""

from __future__ import annotations

from datetime import date
from typing import Any

from factories import a_document, a_figure, a_span
from tollbook.model.document import Block, Document
from tollbook.model.finding import Finding
from tollbook.model.statement import Figure, Period, Population, Prediction
from tollbook.reasoning.checks import run_checks
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.record import Record

Report = tuple[Document, *tuple[Figure | Prediction, ...]]

_WORDS = {
    "killed": "were killed",
    "injured": "were injured",
    "casualties": "became casualties",
    "missing": "went missing",
    "deployed": "were sent",
    "captured": "were taken prisoner",
    "surrendered": "surrendered",
}
_HEDGES = {
    "about": "about",
    "at least": "at_least",
    "more than": "more_than",
    "up to": "at_most",
    "fewer than": "less_than",
}


def report(outlet: str, published: str, *numbers: str | dict[str, Any], **common: Any) -> Report:
    """A report of one paper: a sentence for each number, its voice and people the usual ones.

    A number is its words ("at least 300"), or these as `says` among what is odd about it:
    `measure`, `origin`, `day` (the day it speaks for), `dated` (words that say so), `headline`...
    `common` goes for all of them.
    """
    rows = [{"says": item} if isinstance(item, str) else item for item in numbers]
    rows = [{"measure": "killed", "origin": "the agency"} | common | row for row in rows]
    sentences = [_sentence(row) for row in rows]
    text = "\n".join((*sentences, f"By {outlet}."))  # no two papers have the same words
    blocks, start = [], 0
    for row, sentence in zip(rows, sentences, strict=True):
        role: Any = "headline" if row.pop("headline", False) else "body"
        blocks.append(Block(start, start + len(sentence), role))
        start += len(sentence) + 1
    id = f"{outlet.lower().replace(' ', '-')}-{published[5:]}"
    page = a_document(
        text,
        id=id,
        publisher=outlet,
        published=date.fromisoformat(published),
        blocks=tuple(blocks),
    )
    figures = (_figure(page, n, row, blocks[n - 1]) for n, row in enumerate(rows, start=1))
    return page, *figures


def checked(name: str, *reports: Report, **others: Any) -> list[Finding]:
    """What one check finds in these reports."""
    return run_checks(record(*reports, **others), [name])


def record(*reports: Report, **others: Any) -> Record:
    """These reports on record."""
    documents = {page.id: page for page, *_ in reports}
    return Record(Corpus(documents, tuple(item for _, *said in reports for item in said)), **others)


def seen(findings: list[Finding]) -> list[tuple[str, str]]:
    """The verdict of each finding and the document it points at first."""
    return [(finding.verdict, finding.marks[0].document) for finding in findings]


def _sentence(row: dict[str, Any]) -> str:
    voice = row["origin"] or "It was heard that"
    says = "said" if row["origin"] else ""
    dated = f"{row['dated']} " if row.get("dated") else ""
    people = row.get("people", "soldiers")
    words = " ".join(
        f"{dated}{voice} {says} {row['says']} {people} {_WORDS[row['measure']]}".split()
    )
    place = f" near {row['place']}" if row.get("place") else ""
    return f"{words[:1].upper()}{words[1:]}{place}."


def _figure(page: Document, n: int, row: dict[str, Any], block: Block) -> Figure:
    says, people = row.pop("says"), row.pop("people", "soldiers")
    day, dated = row.pop("day", None), row.pop("dated", None)
    side, status = row.pop("side", "KP"), row.pop("status", "combatant")
    hedge, _, digits = says.rpartition(" ")
    modifier: Any = _HEDGES.get(hedge, "exact")
    count = int(digits.replace(",", ""))
    low, high = {
        "exact": (count, count),
        "about": (count, count),
        "at_least": (count, None),
        "more_than": (count + 1, None),
        "at_most": (0, count),
        "less_than": (0, count - 1),
    }[modifier]
    mention = a_span(page, people, after=block.start)
    origin = row["origin"]
    usual: dict[str, Any] = {
        "low": low,
        "high": high,
        "modifier": modifier,
        "number": says,
        "scope": "cumulative",
        "population": Population(mention=mention, side=side, status=status),
        "entity": origin.removeprefix("the ") if origin and origin.startswith("the ") else None,
    }
    if day or dated:
        when = a_span(page, dated, after=block.start) if dated else None
        usual["period"] = Period(mention=when, end_date=date.fromisoformat(day) if day else None)
    return a_figure(page, page.text[block.start : block.end], n=n, **usual | row)
