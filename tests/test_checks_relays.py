"""Relays of one briefing that differ, and numbers that their origin had replaced."""

from dataclasses import replace

import pytest

from press import Report, checked, record, report, seen
from tollbook.model.claim import ClaimLink, LinkKind
from tollbook.reasoning.checks import run_checks
from tollbook.reasoning.claims import Claims
from tollbook.reasoning.record import Record

DAY = "2025-01-13"
NEXT = "2025-01-14"
LATER = "2025-02-20"


def linked(kept: Record, kind: LinkKind, later: str, earlier: str) -> Record:
    """The same record with a link between the claims of two statements."""
    known = kept.claims
    new, old = known.of(later), known.of(earlier)
    assert new
    assert old
    link = ClaimLink(kind=kind, claim=new.id, other=old.id, rule="by hand")
    again = replace(kept)  # nothing is worked out of it yet
    again.__dict__["claims"] = Claims(known.all, (*known.links, link), known.clusters)
    return again


# relay_differs


def test_a_relay_with_another_number() -> None:
    wires = [report(outlet, DAY, "about 300", day=DAY) for outlet in ("Wire", "Bulletin")]
    (finding,) = checked("relay_differs", *wires, report("Lantern", NEXT, "400", day=DAY))
    assert (finding.verdict, finding.statements[0]) == ("fails", "lantern-01-14#1")
    assert finding.title == "400 killed against about 300"
    assert finding.working == (
        "Lantern has 400 killed for 13 January 2025; on record is about 300 killed (the agency, "
        "13 January 2025, in 2 documents).",
        "By the intervals: 400 against 270 to 330. Texts that carry them: 1 and 2.",
    )


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({}, ["fails"]),
        # both may be the origin's word
        ({"says": "about 320"}, []),
        ({"says": "at least 250"}, []),
        # rounded without saying so
        ({"says": "310"}, ["undecided"]),
        # another voice, measure, people, day
        ({"origin": "the army"}, []),
        ({"measure": "injured"}, []),
        ({"side": "UA"}, []),
        ({"day": NEXT}, []),
        # a part is no total
        ({"scope": "incident"}, []),
    ],
)
def test_what_two_relays_owe_one_another(row: dict[str, str], expected: list[str]) -> None:
    wire = report("Wire", DAY, "300", day=DAY)
    other = report("Lantern", NEXT, {"says": "400", "day": DAY} | row)
    assert [finding.verdict for finding in checked("relay_differs", wire, other)] == expected


def test_two_numbers_of_one_text_are_no_slip() -> None:
    page = report("Wire", DAY, "300", "400", day=DAY)
    assert checked("relay_differs", page) == []


def test_a_number_that_the_origin_corrected_is_explained() -> None:
    kept = record(report("Wire", DAY, "300", day=DAY), report("Post", NEXT, "400", day=DAY))
    assert len(run_checks(kept, ["relay_differs"])) == 1
    corrected = linked(kept, "corrects", "post-01-14#1", "wire-01-13#1")
    assert run_checks(corrected, ["relay_differs"]) == []


def test_tolls_of_one_event_may_rise_within_the_day() -> None:
    event = {"scope": "incident", "place": "Goma"}
    papers = [report("Wire", DAY, "12", **event), report("Post", DAY, "15", **event)]
    assert [finding.verdict for finding in checked("relay_differs", *papers)] == ["undecided"]
    nowhere = [
        report("Wire", DAY, "12", scope="incident"),
        report("Post", DAY, "15", scope="incident"),
    ]
    assert checked("relay_differs", *nowhere) == []


@pytest.mark.parametrize(
    ("beside", "expected"),
    [
        # whoever was at the same briefing has its other counts too
        ({"says": "61", "measure": "missing"}, ["fails"]),
        ({"says": "4,639", "measure": "injured"}, ["fails"]),
        # so few injured may be the same after the next update
        ({"says": "61", "measure": "injured"}, []),
        # what everybody knows
        ({"says": "11,000", "measure": "deployed"}, []),
        # another briefing has others
        ({"says": "58", "measure": "missing"}, []),
    ],
)
def test_texts_that_share_a_count_report_one_briefing(
    beside: dict[str, str], expected: list[str]
) -> None:
    """Even of an event without a place, and though each page was taken for its own day."""
    rest: list[dict[str, str]] = [
        {"says": "61", "measure": "missing"},
        {"says": "4,639", "measure": "injured"},
        {"says": "61", "measure": "injured"},
        {"says": "11,000", "measure": "deployed"},
    ]
    wire = report("Wire", DAY, "29", *rest, scope="incident")
    other = report("Herald", NEXT, "39", beside, scope="incident")
    assert [finding.verdict for finding in checked("relay_differs", wire, other)] == expected


def test_a_toll_on_the_rise_may_have_the_next_number() -> None:
    """An origin with three numbers in two days counts by the hour."""
    papers = [
        report("Wire", DAY, "296", day=DAY),
        report("Post", DAY, "820", day=DAY),
        report("Wire", NEXT, "2,012", day=NEXT),
    ]
    assert [finding.verdict for finding in checked("relay_differs", *papers)] == ["undecided"]


def test_swapped_digits_are_a_slip_even_of_an_event() -> None:
    event = {"scope": "incident", "place": "Goma"}
    papers = report("Wire", DAY, "2,439", **event), report("Post", DAY, "2,349", **event)
    assert [finding.verdict for finding in checked("relay_differs", *papers)] == ["fails"]


def test_about_600_is_not_made_about_700() -> None:
    """Some number fits both, but not both relays; who was at the briefing can't have heard both."""
    shared = {"says": "about 4,700", "measure": "casualties"}
    wire = report("Wire", DAY, "about 600", shared, day=DAY)
    relays = (
        report("Post", NEXT, "about 700", shared, day=NEXT),
        report("Post", NEXT, "about 700", day=DAY),
        report("Post", NEXT, "about 650", shared, day=DAY),
    )
    verdicts = [seen(checked("relay_differs", wire, relay)) for relay in relays]
    assert verdicts == [[("fails", "post-01-14")], [("undecided", "post-01-14")], []]


# superseded


def series() -> list[Report]:
    return [
        report("Wire", DAY, "300", day=DAY),
        report("Wire", LATER, "700", day=LATER),
    ]


def test_an_old_total_as_if_it_still_stood() -> None:
    stale = report("Lantern", "2025-03-01", "300")
    (finding,) = checked("superseded", *series(), stale)
    assert (finding.verdict, finding.statements) == ("fails", ("lantern-03-01#1", "wire-02-20#1"))
    assert finding.title == "300 killed, by then 700 killed"
    assert finding.working == (
        "Lantern, 1 March 2025, has 300 killed.",
        "Since 20 February 2025 on record is 700 killed (the agency, 20 February 2025).",
    )


@pytest.mark.parametrize(
    "page",
    [
        # nothing newer was out
        report("Lantern", "2025-02-01", "300"),
        report("Lantern", LATER, "300"),
        # it says of when it is
        report(
            "Lantern", "2025-03-01", {"says": "300", "dated": "in January", "day": "2025-01-31"}
        ),
        # the newer number stands beside it
        report("Lantern", "2025-03-01", "700", "300"),
        # the newer number alone
        report("Lantern", "2025-03-01", "700"),
        # another voice
        report("Lantern", "2025-03-01", "300", origin="the army"),
    ],
)
def test_what_is_not_stale(page: Report) -> None:
    assert checked("superseded", *series(), page) == []


def test_a_hedge_lost_on_the_way_makes_it_no_fresher() -> None:
    first, second = series()
    hedged = report("Wire", DAY, "about 300", day=DAY)
    assert first != hedged
    stale = report("Lantern", "2025-03-01", "300")
    assert seen(checked("superseded", hedged, second, stale)) == [("fails", "lantern-03-01")]


def test_a_toll_of_one_event_is_stale_once_the_ledger_knows_the_next() -> None:
    event = {"scope": "incident", "place": "Goma"}
    kept = record(
        report("Wire", DAY, "12", **event),
        report("Wire", "2025-01-15", "15", **event),
        report("Lantern", "2025-01-17", "12", day=DAY, **event),
    )
    assert run_checks(kept, ["superseded"]) == []
    updated = linked(kept, "updates", "wire-01-15#1", "wire-01-13#1")
    assert seen(run_checks(updated, ["superseded"])) == [("fails", "lantern-01-17")]


def test_a_toll_that_is_said_to_rise_is_one_event() -> None:
    event = {"scope": "incident", "place": "Goma"}
    first = report("Wire", DAY, "1,037", **event)
    stale = report("Lantern", "2025-01-20", "1,037", **event)
    risen = report("Wire", "2025-01-15", "2,862", people="soldiers of the toll", **event)
    assert seen(checked("superseded", first, risen, stale)) == [("fails", "lantern-01-20")]
    another = report("Wire", "2025-01-15", "2,862", **event)
    assert checked("superseded", first, another, stale) == []


def test_a_later_word_on_an_earlier_day_replaces_nothing() -> None:
    """In March the agency says how many there had been in January."""
    looking_back = report("Wire", "2025-03-01", "700", day=DAY)
    papers = looking_back, report("Wire", LATER, "300", day=LATER)
    assert checked("superseded", *papers, report("Post", "2025-03-02", "700")) == []
    assert checked("cumulative_falls", *papers) == []


def test_the_key_of_a_finding_outlives_a_new_reading() -> None:
    """The statements are numbered anew, one relay more is on record: the finding is the same."""
    stale = report("Lantern", "2025-03-01", "300")
    (before,) = checked("superseded", *series(), stale)
    page, *figures = stale
    (figure,) = figures
    renumbered = replace(figure, id=f"{page.id}#7")
    (after,) = checked("superseded", *series(), (page, renumbered), report("Post", LATER, "700"))
    assert after.statements != before.statements
    assert after.key == before.key
