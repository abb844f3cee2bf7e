"""Hedges that a relay lost."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from factories import a_document, a_figure
from press import Report, checked, report, seen
from tollbook.model.statement import Figure

DAY = "2025-01-13"


def hedged(outlet: str = "Wire", published: str = DAY, says: str = "at least 300") -> Report:
    return report(outlet, published, says, day=DAY)


def bare(outlet: str = "Lantern", published: str = "2025-01-14") -> Report:
    return report(outlet, published, "300", day=DAY)


@pytest.mark.parametrize("hedge", ["at least", "about", "up to", "more than", "fewer than"])
def test_a_relay_that_drops_the_hedge(hedge: str) -> None:
    says = f"{hedge} 300"
    (finding,) = checked(
        "hedge_dropped", hedged(says=says), hedged("Post", "2025-01-14", says), bare()
    )
    assert (finding.verdict, finding.marks[0].document) == ("fails", "lantern-01-14")
    assert finding.title == f"300 killed, elsewhere {says} killed"
    assert finding.working == (
        f"Lantern, 14 January 2025: 300 killed. Wire, 13 January 2025: {says} killed.",
        "Texts with a hedge: 2, without: 1.",
    )


def test_doubt_is_a_hedge_too() -> None:
    doubted = report("Wire", DAY, "300", day=DAY, modality="unconfirmed")
    (finding,) = checked("hedge_dropped", doubted, bare())
    assert finding.title == "300 killed, elsewhere 300 killed, unconfirmed"


@pytest.mark.parametrize(
    ("papers", "expected"),
    [
        # the first has it
        ([hedged(), bare("A"), bare("B")], [("fails", "a-01-14"), ("fails", "b-01-14")]),
        # most have it
        (
            [bare("A", DAY), hedged("B", "2025-01-14"), hedged("C", "2025-01-14")],
            [("fails", "a-01-13")],
        ),
        # a later one may have put it in
        ([bare("A", DAY), hedged("B", "2025-01-14")], [("undecided", "a-01-13")]),
        # nobody has it, all have it
        ([bare("A", DAY), bare("B")], []),
        ([hedged("A"), hedged("B")], []),
        # one hedge for another of the same side is no loss
        ([hedged("A"), hedged("B", says="more than 300")], []),
    ],
)
def test_what_the_origin_said_is_judged_by_most_or_by_the_first(
    papers: list[Report], expected: list[tuple[str, str]]
) -> None:
    assert seen(checked("hedge_dropped", *papers)) == expected


LATER = "2025-01-14"


@pytest.mark.parametrize(
    ("origin", "relay"),
    [
        ("at least 300", "up to 300"),
        ("up to 300", "at least 300"),
        ("about 300", "more than 300"),
        ("more than 300", "about 300"),
        ("fewer than 300", "about 300"),
    ],
)
def test_a_relay_that_turns_the_hedge(origin: str, relay: str) -> None:
    """A floor made a ceiling, an estimate made a floor: both say what nobody counted."""
    (finding,) = checked(
        "hedge_dropped",
        hedged(says=origin),
        hedged("Post", LATER, origin),
        hedged("A", LATER, relay),
    )
    assert (finding.verdict, finding.marks[0].document) == ("fails", "a-01-14")
    assert finding.title == f"{relay} killed, elsewhere {origin} killed"
    assert finding.working == (
        f"A, 14 January 2025: {relay} killed. Wire, 13 January 2025: {origin} killed.",
        "Texts with the one hedge: 1, with the other: 2.",
    )


@pytest.mark.parametrize(
    ("papers", "expected"),
    [
        # the first in print is the origin's
        (
            [hedged("A", DAY, "at least 300"), hedged("B", LATER, "up to 300")],
            [("fails", "b-01-14")],
        ),
        # nobody was first, and as many say the one as the other
        (
            [hedged("A", DAY, "at least 300"), hedged("B", DAY, "up to 300")],
            [("undecided", "b-01-13")],
        ),
        # most say the one, the first says the other
        (
            [
                hedged("A", DAY, "up to 300"),
                hedged("B", LATER, "at least 300"),
                hedged("C", LATER, "at least 300"),
            ],
            [("undecided", "a-01-13")],
        ),
        # a text that has both has it right somewhere
        (
            [
                hedged("A", DAY, "at least 300"),
                report("B", LATER, "at least 300", "up to 300", day=DAY),
            ],
            [],
        ),
    ],
)
def test_who_turned_the_hedge_is_judged_by_most_and_by_the_first(
    papers: list[Report], expected: list[tuple[str, str]]
) -> None:
    assert seen(checked("hedge_dropped", *papers)) == expected


@pytest.mark.parametrize(
    ("first", "later", "measure", "expected"),
    [
        # the toll may have passed the number overnight
        ("about 300", "more than 300", "killed", []),
        ("up to 300", "at least 300", "killed", []),
        # it can't have fallen below it, unless they were found
        ("more than 300", "about 300", "killed", ["fails"]),
        ("more than 300", "about 300", "missing", []),
    ],
)
def test_a_hedge_turned_the_next_day(
    first: str, later: str, measure: str, expected: list[str]
) -> None:
    papers = (
        report("Wire", DAY, first, day=DAY, measure=measure),
        report("Lantern", LATER, later, day=LATER, measure=measure),
    )
    assert [finding.verdict for finding in checked("hedge_dropped", *papers)] == expected


def restated(says: str, start: str = "2025-01-01") -> Report:
    """In April: in January the agency had spoken of so many."""
    page, *said = report("Post", "2025-04-10", says, dated="in January", day="2025-01-31")
    (figure,) = said
    assert isinstance(figure, Figure)
    assert figure.period
    stretch = replace(figure.period, start_date=date.fromisoformat(start))
    return page, replace(figure, period=stretch)


@pytest.mark.parametrize(
    ("first", "again", "expected"),
    [
        ("about 300", restated("at least 300"), ["fails"]),
        ("at least 300", restated("300"), ["fails"]),
        # who looks back on "about 300" may say 300
        ("about 300", restated("300"), ["undecided"]),
        ("about 300", restated("about 300"), []),
        # the month after is another count
        ("about 300", restated("at least 300", start="2025-01-20"), []),
    ],
)
def test_a_number_restated_months_later(first: str, again: Report, expected: list[str]) -> None:
    found = checked("hedge_dropped", hedged(says=first), again)
    assert [finding.verdict for finding in found] == expected


def test_the_place_may_be_worded_otherwise() -> None:
    """Of one day and one voice, two scopes or an unnamed place are no other count."""
    wire = report("Wire", DAY, "more than 60", day=DAY, scope="incident", place="Goma")
    other = report("Lantern", LATER, "up to 60", day=DAY)
    assert seen(checked("hedge_dropped", wire, other)) == [("fails", "lantern-01-14")]


def test_a_headline_may_be_short_where_the_text_says_all() -> None:
    page = report("Lantern", "2025-01-14", {"says": "300", "headline": True}, "about 300", day=DAY)
    (finding,) = checked("hedge_dropped", hedged(says="about 300"), page)
    assert finding.verdict == "holds"
    assert finding.title == "300 killed in the headline, about 300 killed below it"


def test_a_text_that_has_the_hedge_once_has_kept_it() -> None:
    page = report("Lantern", "2025-01-14", "about 300", "300", day=DAY)
    assert checked("hedge_dropped", hedged(says="about 300"), page) == []


def test_one_hedge_may_stand_for_two_numbers() -> None:
    """A reader of "at least 100 killed and 300 injured" takes both for a floor."""
    source = report("Wire", DAY, "at least 300", measure="injured", day=DAY)
    text = "The agency said at least 100 soldiers were killed and 300 were injured."
    page = a_document(text, id="page", published=date(2025, 1, 14))
    usual: dict[str, Any] = {"entity": "agency", "scope": "cumulative"}
    killed = a_figure(
        page,
        "at least 100 soldiers were killed",
        **usual | {"low": 100, "high": None, "modifier": "at_least", "number": "at least 100"},
    )
    injured = a_figure(
        page,
        "300 were injured",
        n=2,
        measure="injured",
        number="300",
        period=(None, date(2025, 1, 13)),
        **usual,
    )
    assert checked("hedge_dropped", source, (page, killed, injured)) == []
    assert seen(checked("hedge_dropped", source, (page, injured))) == [("fails", "page")]


def test_two_origins_do_not_share_their_hedges() -> None:
    assert (
        checked("hedge_dropped", hedged(), report("Lantern", DAY, "300", origin="the army")) == []
    )
