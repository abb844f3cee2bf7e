"""An origin's number under another measure."""

import pytest

from press import Report, checked, record, report, seen
from tollbook.reasoning.checks import run_checks

BRIEFING = "2025-01-13"


def total(outlet: str = "Wire", published: str = BRIEFING, says: str = "about 3,000") -> Report:
    return report(outlet, published, says, measure="casualties", day=BRIEFING)


def halves(outlet: str = "Bulletin") -> Report:
    return report(
        outlet,
        BRIEFING,
        {"says": "about 300", "measure": "killed"},
        {"says": "about 2,700", "measure": "injured"},
        day=BRIEFING,
    )


def lantern(says: str = "3,000", measure: str = "killed", **others: str) -> Report:
    usual = {"day": BRIEFING} | others
    return report("Lantern", "2025-01-14", says, measure=measure, **usual)


def test_casualties_relayed_as_killed() -> None:
    """The commonest error of all, with what else the agency said as proof."""
    (finding,) = checked("conflation", total(), halves(), lantern())
    assert (finding.verdict, finding.statements[0]) == ("fails", "lantern-01-14#1")
    assert finding.title == "3,000 killed, by the agency given as casualties"
    assert finding.working == (
        "Lantern has 3,000 killed; on record is about 3,000 casualties (the agency, "
        "13 January 2025).",
        "Both can't be: also on record is about 300 killed (the agency, 13 January 2025).",
    )
    assert set(finding.statements) == {"lantern-01-14#1", "wire-01-13#1", "bulletin-01-13#1"}


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("casualties", "killed"),
        ("casualties", "injured"),
        ("killed", "casualties"),
        ("killed", "injured"),
        ("injured", "killed"),
        ("missing", "killed"),
        ("captured", "surrendered"),
    ],
)
def test_the_measure_that_most_texts_have_is_the_origins(right: str, wrong: str) -> None:
    papers = [report(outlet, BRIEFING, "450", measure=right) for outlet in ("Wire", "Bulletin")]
    assert seen(checked("conflation", *papers, lantern("450", wrong))) == [
        ("fails", "lantern-01-14")
    ]


def test_of_one_against_one_the_later_is_suspected() -> None:
    """Days later the origin may have said so, of a round number."""
    assert seen(checked("conflation", total(), lantern())) == [("fails", "lantern-01-14")]
    later = report("Lantern", "2025-01-20", "3,000", day="2025-01-20")
    assert seen(checked("conflation", total(), later)) == [("undecided", "lantern-01-20")]


def test_a_toll_may_come_to_a_number_that_another_has_left_behind() -> None:
    """Twelve were killed last week; today sixteen are, and twelve are missing."""
    papers = [report(outlet, BRIEFING, "12") for outlet in ("Wire", "Post")]
    today = report("Wire", "2025-01-20", "16", {"says": "12", "measure": "missing"})
    assert checked("conflation", *papers, today) == []


def test_a_hedge_lost_on_the_way_hides_nothing() -> None:
    found = checked("conflation", total(says="at least 3,000"), halves(), lantern("3,000"))
    assert seen(found) == [("fails", "lantern-01-14")]


@pytest.mark.parametrize(
    "other",
    [
        # another number
        lantern("3,100"),
        # another voice, which has a name
        lantern(origin="the army"),
        # other people
        lantern(side="UA"),
        # a month later it is another briefing
        report("Lantern", "2025-02-14", "3,000", day="2025-02-13"),
        # nothing to be taken for
        lantern(measure="deployed"),
        # the same
        lantern(measure="casualties"),
    ],
)
def test_what_is_no_conflation(other: Report) -> None:
    assert checked("conflation", total(), halves(), other) == []


def test_an_origin_may_count_as_many_injured_as_killed() -> None:
    """One report gives both, so the origin did."""
    both = report(
        "Wire",
        BRIEFING,
        {"says": "300", "measure": "killed"},
        {"says": "300", "measure": "injured"},
    )
    papers = [
        report("Gazette", BRIEFING, "300", measure="killed"),
        report("Bulletin", BRIEFING, "300", measure="injured"),
    ]
    assert checked("conflation", both, *papers) == []


def test_a_headline_that_makes_casualties_dead_is_told_of_beside_a_text_that_does_not() -> None:
    page = report(
        "Lantern",
        "2025-01-14",
        {"says": "3,000", "measure": "killed", "headline": True},
        {"says": "about 3,000", "measure": "casualties"},
        day=BRIEFING,
    )
    assert seen(checked("conflation", total(), halves(), page)) == [("fails", "lantern-01-14")]


def test_small_numbers_are_equal_by_chance() -> None:
    papers = [report("Wire", BRIEFING, "3", measure="killed", scope="incident")]
    other = report("Gazette", BRIEFING, "3", measure="injured", scope="incident")
    assert checked("conflation", *papers, other) == []


def test_a_voice_that_nobody_can_tell_is_suspected_where_the_agency_has_another_number() -> None:
    """Spies say 3,000 killed; the agency said 3,000 casualties, 300 of them killed."""
    spies = lantern(origin="spies")
    (finding,) = checked("conflation", total(), halves(), spies)
    assert finding.verdict == "undecided"
    assert finding.hint == "If the number is the agency's, its measure was changed on the way."
    assert checked("conflation", total(), spies) == []


def test_a_report_that_names_the_agency_has_its_number() -> None:
    page = report(
        "Lantern",
        "2025-01-14",
        {"says": "3,000", "origin": "spies"},
        {"says": "40", "measure": "captured"},
        day=BRIEFING,
    )
    assert seen(checked("conflation", total(), halves(), page)) == [("fails", "lantern-01-14")]


def test_what_is_conflated_is_told_of_once() -> None:
    found = run_checks(record(total(), total("Bulletin"), halves("Courier"), lantern()))
    told = [finding.check for finding in found if "lantern-01-14#1" in finding.statements]
    assert told == ["conflation"]


def test_each_paper_that_has_it_wrong_is_told_of() -> None:
    other = report("Star", "2025-01-15", "3,000", day=BRIEFING)
    found = checked("conflation", total(), halves(), lantern(), other)
    assert seen(found) == [("fails", "lantern-01-14"), ("fails", "star-01-15")]
    assert len({finding.key for finding in found}) == 2


@pytest.mark.parametrize(
    ("number", "day", "expected"),
    [
        # the rarer, the longer it is one count
        ("3,000", "2025-02-13", []),
        ("1,417", "2025-02-13", ["fails"]),
        ("1,417", "2025-12-13", ["fails"]),
        ("417", "2025-03-01", ["fails"]),
        ("417", "2025-12-13", []),
    ],
)
def test_a_rare_number_is_known_again_for_longer(
    number: str, day: str, expected: list[str]
) -> None:
    later = report("Lantern", day, number, day=day)
    found = checked("conflation", total(says=number), later)
    assert [finding.verdict for finding in found] == expected


def test_of_two_texts_the_earlier_in_print_has_the_measure() -> None:
    killed = report("Wire", BRIEFING, "1,417", day=BRIEFING)
    later = report("Lantern", "2025-01-20", "1,417", measure="casualties", day="2025-01-20")
    (finding,) = checked("conflation", killed, later)
    assert finding.title == "1,417 casualties, by the agency given as killed"


@pytest.mark.parametrize(
    ("day", "expected"), [(BRIEFING, [("fails", "lantern-01-14")]), ("2025-01-20", [])]
)
def test_the_missing_may_be_found_dead_but_not_the_same_day(
    day: str, expected: list[tuple[str, str]]
) -> None:
    """The toll of a wreck comes to the number of those who were missing a week before."""
    wire = report("Wire", BRIEFING, {"says": "127", "measure": "missing"}, "63", day=BRIEFING)
    assert seen(checked("conflation", wire, lantern("127", day=day))) == expected


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        # two events: nothing else speaks for a slip
        ([], []),
        # the same briefing has another number of killed
        ([report("Post", BRIEFING, "22", day=BRIEFING)], [("fails", "lantern-01-14")]),
    ],
)
def test_two_digits_need_a_proof(others: list[Report], expected: list[tuple[str, str]]) -> None:
    wire = report("Wire", BRIEFING, "68", measure="missing", scope="incident", day=BRIEFING)
    found = checked("conflation", wire, *others, lantern("68", scope="incident"))
    assert seen(found) == expected


def test_the_count_of_the_day_proves_more_than_that_of_the_next() -> None:
    """The 68 missing became 61 overnight; that 22 were killed shows who was wrong."""
    wire = report("Wire", BRIEFING, {"says": "68", "measure": "missing"}, "22", day=BRIEFING)
    after = report("Wire", "2025-01-14", "61", measure="missing", day="2025-01-14")
    (finding,) = checked("conflation", wire, after, lantern("68"))
    assert finding.title == "68 killed, by the agency given as missing"
