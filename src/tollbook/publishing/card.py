"""The words of a statement's card: its people, its days, how sure it was read, who decided what."""

from __future__ import annotations

from tollbook.model.decision import Decision
from tollbook.model.statement import Figure, Period, Population, Statement
from tollbook.publishing.visible import one_line
from tollbook.reasoning.words import day

_DEEDS = {
    "confirm": "confirmed",
    "reject": "rejected",
    "add": "added",
    "join": "joined",
    "separate": "separated",
    "judge_finding": "judged",
    "mark_prediction": "marked",
    "voice": "settled the voices of",
}


def people_in_words(people: Population) -> str:
    """What the words for people were taken to say of them, else the words."""
    facets = (
        people.side,
        people.status if people.status != "unknown" else None,
        people.sex,
        people.age_group,
    )
    return ", ".join(facet for facet in facets if facet) or one_line(people.mention.quote)


def days_in_words(period: Period) -> str:
    """The days of a period, as "13 January 2025", "up to 13 January 2025"."""
    start, end = period.start_date, period.end_date
    if start and end:
        return day(start) if start == end else f"{day(start)} to {day(end)}"
    if end:
        return f"up to {day(end)}"
    return f"from {day(start)}" if start else "no day"


def sureness(statement: Statement) -> str:
    """How a statement was read, and how sure that is."""
    if not isinstance(statement, Figure) or statement.found_by is None:
        return ""
    by = {
        "rule": "Found by a rule",
        "reader": "Found by the learned reader alone",
        "second": "Found by a second reader",
    }
    sure = statement.confidence
    return by[statement.found_by] + ("" if sure is None else f", {sure:.0%} sure of the count")


def deed(decision: Decision) -> str:
    """What somebody did by a decision: "rejected", "corrected low and high of"."""
    if decision.kind == "correct":
        names = [name.replace("_", " ") for name in decision.data.get("fields", {})]
        return f"corrected {' and '.join(filter(None, (', '.join(names[:-1]), *names[-1:])))} of"
    if decision.kind == "undo":
        return f"undid entry {one_line(decision.subject)} of"
    if decision.kind == "code":
        return f"coded ({one_line(decision.value)})"
    return _DEEDS.get(decision.kind, decision.kind)
