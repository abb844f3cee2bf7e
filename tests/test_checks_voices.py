"""Origins that stand apart, and outlets that all lead back to one."""

from typing import Any

import pytest

from press import Report, checked, report, seen

DAY = "2025-01-13"
NEXT = "2025-01-14"
LATER = "2025-03-01"


def agency(says: str = "about 1,100", published: str = DAY, **others: Any) -> Report:
    return report("Wire", published, says, **others)


def army(says: str = "more than 3,000", published: str = NEXT, **others: Any) -> Report:
    return report("Courier", published, says, **{"origin": "the army"} | others)


# disagreement


def test_two_origins_that_can_not_both_be_right() -> None:
    (finding,) = checked("disagreement", agency(), army())
    assert finding.verdict == "fails"
    assert finding.title == "killed: about 1,100 by the agency, more than 3,000 by the army"
    assert finding.working == (
        "about 1,100 killed (the agency, 13 January 2025).",
        "more than 3,000 killed (the army, 14 January 2025).",
        "By the stated numbers 2.73 times; by the intervals at least 1,791 apart.",
    )


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        # near enough
        (army("1,100"), ["holds"]),
        (army("about 1,150"), ["holds"]),
        # the words leave room
        (army("at least 500"), ["undecided"]),
        (army("up to 5,000"), ["undecided"]),
        # another question
        (army(measure="injured"), []),
        (army(side="UA"), []),
        (army(scope="incident"), []),
        # another date
        (army(published=LATER), []),
        # nobody's word
        (army(origin=None), []),
    ],
)
def test_how_far_apart_two_origins_are(other: Report, expected: list[str]) -> None:
    assert [finding.verdict for finding in checked("disagreement", agency(), other)] == expected


def test_as_long_as_they_stand_apart_alike_it_is_one_finding() -> None:
    papers = [
        *(agency(f"{1_000 + n}", f"2025-0{n}-01") for n in range(1, 7)),
        *(army(f"{3_000 + n}", f"2025-0{n}-02") for n in range(1, 7)),
    ]
    (finding,) = checked("disagreement", *papers)
    assert finding.title == "killed: 1,006 by the agency, 3,006 by the army"
    assert finding.working[-1] == "So it has been at 6 times since 2025-01-01."
    earlier = checked("disagreement", *papers[:3], *papers[6:9])
    assert [item.key for item in earlier] == [finding.key]


def test_three_origins_are_one_finding_from_the_lowest_to_the_highest() -> None:
    monitor = report("Post", DAY, "2,000", origin="the monitor")
    (finding,) = checked("disagreement", agency(), army(), monitor)
    assert [statement.split("-")[0] for statement in finding.statements] == [
        "wire",
        "post",
        "courier",
    ]


def test_events_are_compared_at_one_place_on_one_day() -> None:
    event: dict[str, Any] = {"scope": "incident", "place": "Goma"}
    assert seen(checked("disagreement", agency("12", **event), army("30", DAY, **event))) == [
        ("fails", "wire-01-13")
    ]
    assert checked("disagreement", agency("12", **event), army("30", **event)) == []
    assert (
        checked("disagreement", agency("12", scope="incident"), army("30", scope="incident")) == []
    )


def test_of_a_large_event_the_next_days_tell_more() -> None:
    event: dict[str, Any] = {"scope": "incident", "place": "Goma"}
    assert seen(checked("disagreement", agency("470", **event), army("120", **event))) == [
        ("fails", "courier-01-14")
    ]


def test_a_toll_on_the_rise_is_compared_within_the_day() -> None:
    """Of the first days nobody can say that two counts contradict each other."""
    rising = [report("Wire", DAY, "912"), report("Wire", NEXT, "1,498")]
    assert checked("disagreement", *rising, army("3,419", LATER)) == []
    assert [f.verdict for f in checked("disagreement", *rising, army("3,419", NEXT))] == [
        "undecided"
    ]


# single_origin


def test_many_outlets_and_one_voice() -> None:
    papers = [report(outlet, DAY, "300") for outlet in ("Wire", "Post", "Star")]
    (finding,) = checked("single_origin", *papers)
    assert finding.verdict == "note"
    assert finding.title == "killed: 3 outlets, one voice, the agency"
    assert finding.working == (
        "3 outlets carry 1 claim, the latest 300 killed; each leads back to the agency.",
    )


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        # one paper is no crowd
        ([], []),
        # a second voice, whatever it says
        ([army("900", LATER)], []),
        # a paper that names nobody
        ([report("Post", NEXT, "300"), report("Star", DAY, "310", origin=None)], ["note"]),
        # another question has another voice
        ([report("Post", NEXT, "300"), army("900", measure="injured")], ["note"]),
    ],
)
def test_how_many_voices_there_are(others: list[Report], expected: list[str]) -> None:
    found = checked("single_origin", agency("300"), *others)
    assert [finding.verdict for finding in found] == expected


def test_one_relay_more_is_no_new_finding() -> None:
    papers = [report(outlet, DAY, "300") for outlet in ("Wire", "Post", "Star")]
    (one,) = checked("single_origin", *papers[:2])
    (two,) = checked("single_origin", *papers)
    assert (one.key, one.title) != (two.key, two.title)
    assert one.key == two.key


def test_a_text_and_its_copies_are_one_text() -> None:
    """Two outlets print the same words: there is no second relay to speak of."""
    first, copy = report("Wire", DAY, "300"), report("Wire", NEXT, "300")
    assert first[0].text == copy[0].text
    assert checked("single_origin", first, copy) == []


def test_an_event_that_somebody_else_tells_of_too_has_two_voices() -> None:
    event: dict[str, Any] = {"scope": "incident", "place": "Goma"}
    papers = [report("Wire", DAY, "12", **event), report("Post", DAY, "12", **event)]
    assert len(checked("single_origin", *papers)) == 1
    other = army("12", NEXT, scope="incident")
    assert checked("single_origin", *papers, other) == []
