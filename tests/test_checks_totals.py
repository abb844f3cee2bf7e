"""Running totals that fall, and losses beyond those who were sent."""

import pytest

from press import Report, checked, record, report, seen
from test_checks_relays import linked
from tollbook.model.case import Case
from tollbook.reasoning.checks import run_checks

FIRST = "2025-01-13"
SECOND = "2025-02-20"
THIRD = "2025-03-30"


def total(day: str, says: str, outlet: str = "Wire", **others: str) -> Report:
    return report(outlet, day, says, day=day, **others)


# cumulative_falls


def test_a_total_that_falls() -> None:
    (finding,) = checked("cumulative_falls", total(FIRST, "700"), total(SECOND, "650"))
    assert (finding.verdict, finding.statements) == ("fails", ("wire-02-20#1", "wire-01-13#1"))
    assert finding.title == "650 killed after 700 killed, by the agency"
    assert finding.working == (
        "13 January 2025: 700 killed (the agency, 13 January 2025). "
        "20 February 2025: 650 killed (the agency, 20 February 2025).",
        "50 fewer by the stated numbers; by the intervals a difference of -50.",
    )


@pytest.mark.parametrize(
    ("before", "after", "row", "expected"),
    [
        ("700", "700", {}, []),
        ("700", "710", {}, []),
        # the hedges leave room
        ("about 700", "650", {}, ["undecided"]),
        ("at least 700", "650", {}, ["fails"]),
        ("up to 700", "650", {}, ["undecided"]),
        # other people, another voice, another measure
        ("700", "650", {"side": "UA"}, []),
        ("700", "650", {"origin": "the army"}, []),
        ("700", "650", {"measure": "injured"}, []),
        # single events and stretches of time may differ as they like
        ("700", "650", {"scope": "incident"}, []),
        ("700", "650", {"scope": "period"}, []),
    ],
)
def test_when_a_total_falls(
    before: str, after: str, row: dict[str, str], expected: list[str]
) -> None:
    found = checked("cumulative_falls", total(FIRST, before), total(SECOND, after, **row))
    assert [finding.verdict for finding in found] == expected


@pytest.mark.parametrize("measure", ["missing", "captured", "deployed"])
def test_some_totals_may_fall(measure: str) -> None:
    """The missing are found, the captured exchanged, the deployed sent home."""
    papers = total(FIRST, "700", measure=measure), total(SECOND, "650", measure=measure)
    assert checked("cumulative_falls", *papers) == []


def test_a_correction_explains_the_fall() -> None:
    kept = record(total(FIRST, "700"), total(SECOND, "650"))
    corrected = linked(kept, "corrects", "wire-02-20#1", "wire-01-13#1")
    (finding,) = run_checks(corrected, ["cumulative_falls"])
    assert finding.verdict == "holds"
    assert finding.working[-1] == "The later one corrects the earlier: by hand."


def test_an_old_number_that_comes_back_is_a_stale_repeat() -> None:
    papers = total(FIRST, "300"), total(SECOND, "700"), total(THIRD, "300", "Lantern")
    assert checked("cumulative_falls", *papers) == []
    assert seen(checked("superseded", *papers)) == [("fails", "lantern-03-30")]


def test_a_number_under_a_wrong_measure_starts_no_fall() -> None:
    papers = (
        total(FIRST, "about 3,000", measure="casualties"),
        total(FIRST, "about 300", "Bulletin"),
        total(FIRST, "3,000", "Lantern"),
        total(SECOND, "700"),
    )
    assert checked("cumulative_falls", *papers) == []


def test_of_one_day_the_word_that_most_texts_have_counts() -> None:
    papers = [total(FIRST, "700", outlet) for outlet in ("Wire", "Post")]
    assert (
        checked("cumulative_falls", *papers, total(FIRST, "900", "Star"), total(SECOND, "800"))
        == []
    )


# exceeds_deployed


def sent(says: str = "11,000", **others: str) -> Report:
    return report("Bulletin", FIRST, says, measure="deployed", **others)


def lost(says: str, **others: str) -> Report:
    return report("Wire", SECOND, says, **{"measure": "casualties"} | others)


@pytest.mark.parametrize(
    ("says", "expected"),
    [
        ("12,000", "fails"),
        ("about 12,000", "undecided"),
        ("about 13,000", "fails"),
        ("4,700", "holds"),
    ],
)
def test_more_are_lost_than_were_sent(says: str, expected: str) -> None:
    (finding,) = checked("exceeds_deployed", sent(), lost(says))
    assert finding.verdict == expected
    assert finding.title == f"{says} casualties of 11,000 deployed"
    assert finding.working[:2] == (
        f"Lost: {says} casualties (the agency, 20 February 2025).",
        "Sent: 11,000 deployed (the agency, 13 January 2025).",
    )


def test_another_voice_that_counted_fewer_sent_only_raises_doubt() -> None:
    (finding,) = checked("exceeds_deployed", sent(origin="the army"), lost("12,000"))
    assert finding.verdict == "undecided"
    assert checked("exceeds_deployed", sent(origin="the army"), lost("9,000")) == []


@pytest.mark.parametrize(
    "loss",
    [
        lost("12,000", status="civilian"),
        lost("12,000", side="UA"),
        lost("12,000", scope="incident"),
    ],
)
def test_who_is_not_measured_on_the_sent(loss: Report) -> None:
    assert checked("exceeds_deployed", sent(), loss) == []


def test_of_several_counts_of_the_sent_the_greatest_counts() -> None:
    more = report("Post", SECOND, "15,000", measure="deployed")
    assert seen(checked("exceeds_deployed", sent(), more, lost("12,000"))) == [
        ("holds", "wire-02-20")
    ]


def test_a_case_knows_how_many_there_were() -> None:
    case = Case(name="kursk", title="Troops in Kursk", sides=("KP",), strength=(11_000, 15_000))
    (finding,) = checked("exceeds_deployed", lost("15,001"), case=case)
    assert finding.verdict == "fails"
    assert finding.working[1] == "The case “Troops in Kursk” gives a strength of 11,000 to 15,000."
    (finding,) = checked("exceeds_deployed", lost("12,000"), case=case)
    assert finding.verdict == "undecided"
