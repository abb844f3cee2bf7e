"""The stretch that a report as a whole, or a line over a list, says its counts cover."""

from __future__ import annotations

import re

from tollbook.extraction.labels import scope_of_words
from tollbook.extraction.times import find_times
from tollbook.extraction.times.moments import Between, Weekday
from tollbook.model.document import Document
from tollbook.model.values import Scope
from tollbook.reading.reports import is_periodical, is_report_title, top_lines

_NUMBERED = re.compile(r"\b(?:epi(?:demiological)?\s)?week\s(?:no\.?\s)?\d{1,2}\b", re.IGNORECASE)

# "Report #11 – 21 January": the number of an issue and a day, no stretch of days
_OF_ISSUE = re.compile(
    r"(?:\b(?:report|update|bulletin|sitrep|summary|no\.?|nr\.?|number)\s?#?|#)\s?\d{1,3}\b",
    re.IGNORECASE,
)


def report_scope(document: Document) -> Scope | None:
    """What the labels and tables of a situation report count, where no line says more.

    Those of a report on a stretch ("week 32", "1–15 May") count its days, those of all others
    count up to the day of the report. None where the document is no such report.
    """
    lines = [document.text[a:b] for a, b in top_lines(document.text, document.blocks)]
    if any(map(is_periodical, lines)):
        return "period"
    if not any(map(is_report_title, lines)):
        return None
    return "period" if any(map(names_stretch, lines)) else "cumulative"


def scope_above(words: str, *, title: bool) -> Scope | None:
    """The stretch that a line over a list says: "So far", "Past 24 hours", "3–9 April".

    The days in a `title` may be those of the event.
    """
    said = scope_of_words(words)
    return "period" if said is None and not title and names_stretch(words) else said


def names_stretch(words: str) -> bool:
    """Whether a line names days from one to another, or a week by its number."""
    words = _OF_ISSUE.sub(" ", words)
    return bool(_NUMBERED.search(words)) or any(
        isinstance(time.moment, Between) and not isinstance(time.moment.first, Weekday)
        for time in find_times(words)
    )
