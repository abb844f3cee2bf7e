"""Numbers given to another speaker, day, stretch of time or group of people."""

from dataclasses import replace
from typing import Any

import pytest

from press import Report, checked, report, seen
from tollbook.model.statement import Figure

DAY = "2025-01-13"
NEXT = "2025-01-14"
ODD = "1,763"


def said(outlet: str = "Wire", published: str = DAY, says: str = ODD, **others: Any) -> Report:
    return report(outlet, published, says, **others)


def test_a_number_of_another_speaker() -> None:
    (finding,) = checked("number_moved", said(), said("Post", NEXT, origin="the army"))
    assert (finding.verdict, finding.statements) == ("undecided", ("post-01-14#1", "wire-01-13#1"))
    assert finding.title == "1,763 killed: elsewhere by the agency, not the army"
    assert finding.working == (
        "Post, 14 January 2025: 1,763 killed. "
        "Wire, 13 January 2025: the same number by the agency, not the army.",
    )


@pytest.mark.parametrize(
    "other",
    [
        # the same voice, another number, another measure
        said("Post", NEXT),
        said("Post", NEXT, "1,764", origin="the army"),
        said("Post", NEXT, origin="the army", measure="injured"),
        # other people may be as many
        said("Post", NEXT, origin="the army", side="UA"),
        # weeks later
        said("Post", "2025-02-14", origin="the army"),
        # a text that names both passes one's number on
        report("Post", NEXT, {"says": ODD, "origin": "the army"}, {"says": "40"}),
    ],
)
def test_what_is_no_other_speaker(other: Report) -> None:
    assert checked("number_moved", said(), other) == []


def test_two_may_come_to_a_round_number() -> None:
    army = said("Post", NEXT, "1,700", origin="the army")
    assert checked("number_moved", said(says="1,700"), army) == []


def dated(outlet: str, published: str, words: str, day: str, **others: Any) -> Report:
    return said(outlet, published, dated=words, day=day, **others)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        # the later text gives the earlier day
        ("2025-01-10", "2025-01-01", ["undecided"]),
        # a toll may stand still
        ("2025-01-01", "2025-01-10", []),
        ("2025-01-10", "2025-01-10", []),
    ],
)
def test_a_day_that_slipped(first: str, second: str, expected: list[str]) -> None:
    papers = dated("Wire", DAY, "that week", first), dated("Post", NEXT, "that day", second)
    assert [finding.verdict for finding in checked("number_moved", *papers)] == expected


def test_all_up_to_a_day_is_not_that_day_alone() -> None:
    """A round number will do: it is one voice, and one day."""
    wire = report("Wire", DAY, {"says": "200", "dated": "by Sunday", "day": "2025-01-12"})
    page, *said = report("Post", NEXT, {"says": "200", "dated": "on Sunday", "day": "2025-01-12"})
    (figure,) = said
    assert isinstance(figure, Figure)
    alone = _on_its_day_alone(figure)
    [finding] = checked("number_moved", wire, (page, alone))
    assert finding.title == (
        "200 killed: elsewhere in all up to 12 January 2025, not on 12 January 2025 alone"
    )
    assert checked("number_moved", (page, alone)) == []


def _on_its_day_alone(figure: Figure) -> Figure:
    assert figure.period
    return replace(figure, period=replace(figure.period, start_date=figure.period.end_date))


@pytest.mark.parametrize(
    ("people", "side", "expected"),
    [
        # some of those counted together
        ("Korean soldiers", "KR", ["undecided"]),
        # the same people by other words
        ("soldiers", "RU", []),
    ],
)
def test_some_of_those_who_were_counted_together(
    people: str, side: str, expected: list[str]
) -> None:
    together = said(says="230", people="Russian and South Korean soldiers", side=None)
    other = said("Post", NEXT, "230", people=people.replace("Korean", "South Korean"), side=side)
    assert [finding.verdict for finding in checked("number_moved", together, other)] == expected


def test_other_people_with_an_odd_number() -> None:
    civilians = said("Post", NEXT, status="civilian", people="civilians")
    assert seen(checked("number_moved", said(), civilians)) == [("undecided", "post-01-14")]
    assert checked("number_moved", said(says="1,700"), said("Post", NEXT, "1,700", side="UA")) == []


def test_a_number_that_an_earlier_text_has_as_it_is_was_not_moved() -> None:
    """Only the first text that gives it otherwise is in doubt."""
    army = {"origin": "the army"}
    papers = said(), said("Star", NEXT, **army), said("Post", "2025-01-15", **army)
    assert seen(checked("number_moved", *papers)) == [("undecided", "star-01-14")]
