"""Estimates: which claims count, what each policy makes of them, and what can never happen."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from rich.console import Console

from claim_tools import JANUARY, a_report
from estimate_tools import (
    ORIGINS,
    Report,
    a_record,
    all_answers,
    amounts,
    answer,
    by,
    many_reports,
    said,
)
from factories import a_document, a_figure, a_prediction
from press import record as press_record
from press import report
from tollbook.model.case import Case
from tollbook.model.estimate import Ends, Estimate
from tollbook.model.statement import Period, Place
from tollbook.model.text import Span
from tollbook.publishing.estimates import estimate_shape, layout
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.estimates.operations import allow
from tollbook.reasoning.record import Record

UNTIMED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # busy machines

ABOUT: dict[str, Any] = {"modifier": "about"}
ARMY: dict[str, Any] = {"origin": "Army of the South", "entity": "org:army-of-the-south"}
RED: dict[str, Any] = {"origin": "Red Cross", "entity": "org:red-cross"}
NUMBER: dict[str, Any] = {"number": "300"}
OPEN: dict[str, Any] = {"modifier": "at_least", "high": None}


def owners(found: Estimate, end: str) -> set[str]:
    return {claim.origin.name for claim in getattr(found, f"{end}_by")}


THREE = (
    said(1, "Red Cross", low=300, **ABOUT),
    said(2, "Health Ministry", low=500),
    said(3, "Army of the South", low=120, high=150, modifier="between"),
)


def test_a_range_goes_from_the_lowest_to_the_highest_with_whoever_owns_them() -> None:
    found = by("range", a_record(*THREE))
    assert found.ends == Ends(120, None, 500)
    assert owners(found, "low") == {"Army of the South"}
    assert owners(found, "high") == {"Health Ministry"}


def test_a_range_has_a_best_only_where_nobody_names_another() -> None:
    assert by("range", a_record(THREE[0], THREE[2])).ends == Ends(120, 300, 330)


def test_an_open_top_stays_open() -> None:
    """No number is made up for "at least 700", whatever the others say."""
    found = by("range", a_record(*THREE, said(4, "Blue Cross", low=700, **OPEN)))
    assert found.ends == Ends(120, None, None)
    assert owners(found, "high") == {"Blue Cross"}


def test_leaving_one_origin_out_shows_how_far_the_ends_move() -> None:
    without = {item.name: item.ends for item in by("range", a_record(*THREE)).without}
    assert without == {
        "Red Cross": Ends(120, 500, 500),
        "Health Ministry": Ends(120, 300, 330),
        "Army of the South": Ends(270, None, 500),
    }


def test_without_its_only_origin_nothing_is_left() -> None:
    (item,) = by("range", a_record(THREE[0])).without
    assert (item.name, item.ends) == ("Red Cross", None)


def test_latest_of_is_what_one_origin_said_last() -> None:
    record = a_record(*THREE, said(4, "Red Cross", 10, low=350))
    assert by("latest_of", record, origin="red cross").ends == Ends(350, 350, 350)
    assert by("latest_of", record, origin="Red").ends == Ends(350, 350, 350)
    assert by("latest_of", record, origin="red cross", at=JANUARY).ends == Ends(270, 300, 330)


@pytest.mark.parametrize(
    ("origin", "reason"),
    [
        (None, "no origin is named"),
        ("Green Cross", "no single origin is called 'Green Cross'"),
        ("Army", "no single origin is called 'Army'"),
    ],
)
def test_latest_of_nobody_is_no_estimate(origin: str | None, reason: str) -> None:
    record = a_record(*THREE, said(4, "Army of the West", low=60))
    found = by("latest_of", record, origin=origin)
    assert (found.ends, found.reason) == (None, reason)


def test_the_median_is_the_middle_voice_one_vote_each() -> None:
    found = by("independent_median", a_record(*THREE))
    assert found.ends == Ends(270, None, 330)
    assert owners(found, "low") == {"Red Cross"}


def test_the_median_of_two_middles_spans_both() -> None:
    record = a_record(said(1, low=100), said(2, "Health Ministry", low=203))
    assert by("independent_median", record).ends == Ends(100, 151, 203)


def test_the_verified_floor_is_the_highest_lower_bound_of_those_who_verify() -> None:
    record = a_record(
        *THREE, said(4, "Blue Cross", low=200, **OPEN), said(5, "Army of the North", low=9000)
    )
    found = by("verified_floor", record)
    assert found.ends == Ends(270, None, None)
    assert owners(found, "low") == {"Red Cross"}
    assert found.high_by == ()


def test_no_estimate_is_an_answer_with_its_reason() -> None:
    assert by("range", a_record()).reason == "no claim is on record"
    nobody = a_record(said(1, None))
    assert by("range", nobody).reason == "the only claim can't be counted"
    assert by("verified_floor", a_record(THREE[1])).reason == (
        "the case lists none of the origins as a monitor"
    )


@pytest.mark.parametrize(
    ("figure", "reason"),
    [
        ({"origin": None}, "no source is given"),
        ({"modality": "possible"}, "only said to be possible"),
        ({"modifier": "vague", "low": 2, "high": None}, "names no number"),
        ({"scope": "period"}, "counts a stretch of time, not all of it"),
    ],
)
def test_some_claims_answer_nothing_by_themselves(figure: dict[str, Any], reason: str) -> None:
    (item,) = answer(a_record(said(1, **figure))).left_out
    assert item.reason == reason


def test_a_part_is_no_total() -> None:
    page, whole = said(1, low=30)
    part = a_figure(page, "300 soldiers", n=2, low=8, part_of=whole.id, origin="Red Cross")
    found = answer(a_record((page, whole), (page, part)))
    assert found.estimates[0].ends == Ends(30, 30, 30)
    assert [item.reason for item in found.left_out] == ["a part of 30"]


def test_children_are_not_all_of_the_people() -> None:
    page, figure = a_report("r1", origin="Red Cross", low=30)
    assert figure.population is not None
    child = a_report("r2", origin="Health Ministry", low=12)
    assert answer(a_record((page, figure), child)).left_out == ()


@pytest.mark.parametrize(
    ("later", "ends"),
    [
        # a total takes the place of what was said before
        ({"low": 400, "scope": "cumulative"}, Ends(400, 400, 400)),
        # even of a greater one: it puts it right
        ({"low": 200, "scope": "cumulative"}, Ends(200, 200, 200)),
        # a count of nothing in particular may be the new total
        ({"low": 400, "scope": "incident"}, Ends(400, 400, 400)),
        # and is an event if it is smaller
        ({"low": 12, "scope": "incident"}, Ends(300, 300, 300)),
        (
            {"low": 12, "high": None, "modifier": "at_least", "scope": "incident"},
            Ends(300, 300, 300),
        ),
        # "more than 300" may be the new total, with its top open
        (
            {"low": 301, "high": None, "modifier": "more_than", "scope": "incident"},
            Ends(301, None, None),
        ),
    ],
)
def test_what_an_origin_says_later(later: dict[str, Any], ends: Ends) -> None:
    assert by("range", a_record(said(1), said(2, day=7, **later))).ends == ends


@pytest.mark.parametrize(
    ("count", "low"),
    [
        ({"low": 12}, 3000),
        ({"low": 12, **OPEN}, 3000),
        # fewer than half of any total are one event
        ({"low": 1499}, 3000),
        # half of it or more may be a total that its words don't call so
        ({"low": 1500}, 1500),
        # a smaller total is another answer, no event
        ({"low": 12, "scope": "cumulative"}, 12),
    ],
)
def test_a_count_far_below_every_total_is_one_event(count: dict[str, Any], low: int) -> None:
    other = said(2, "Health Ministry", **{"scope": "incident", **count})
    record = a_record(said(1, low=3000), other)
    found = by("range", record)
    assert found.ends is not None
    assert (found.ends.low, found.ends.high) == (low, 3000)
    reasons = [item.reason for item in answer(record).left_out]
    assert reasons == (["one event, beside totals of 3,000 and more"] if low == 3000 else [])


@pytest.mark.parametrize(
    ("few", "most", "left"),
    [(1, 300, True), (9, 90, True), (9, 89, False), (10, 3000, False), (1, 9, False)],
)
def test_a_handful_beside_far_greater_counts_is_one_event(few: int, most: int, left: bool) -> None:
    """Where nobody gives a running total, one man shot is not the low end of a war's dead."""
    events: dict[str, Any] = {"scope": "incident"}
    record = a_record(said(1, low=few, **events), said(2, "Health Ministry", low=most, **events))
    (low,) = {estimate.ends.low for estimate in [by("range", record)] if estimate.ends}
    assert low == (most if left else few)
    reasons = [item.reason for item in answer(record).left_out]
    assert reasons == ([f"one event, beside counts of up to {most:,}"] if left else [])


def test_the_dead_of_a_running_total_of_casualties_are_a_running_total() -> None:
    """They replace an earlier, greater count, though their own words don't call them so."""
    page = a_document(
        "The Red Cross said losses so far had come to 900, of whom 200 died.",
        id="later",
        published=JANUARY + timedelta(days=7),
    )
    day = (None, page.published_on)
    whole = a_figure(
        page,
        "losses so far had come to 900",
        measure="casualties",
        low=900,
        scope="cumulative",
        period=day,
        **RED,
    )
    dead = a_figure(page, "200 died", n=2, low=200, part_of=whole.id, period=day, **RED)
    record = a_record(said(1, low=300), (page, whole), (page, dead))
    assert by("range", record).ends == Ends(200, 200, 200)


def test_what_conflation_proves_to_be_misread_is_left_out() -> None:
    """The Lantern has the Red Cross count 900 dead; 900 were killed or hurt, and 90 killed."""
    right = said(1, low=900, measure="casualties", number="300")
    dead = said(2, low=90, number="300")
    misread = said(3, day=1, low=900, number="300")
    record = a_record(right, dead, misread)
    assert by("range", record).ends == Ends(90, 90, 90)
    (item,) = answer(record).left_out
    assert item.reason == (
        "a misread count of casualties, by the check conflation: 900 (Red Cross, 13 January 2025)"
    )


def test_what_a_relay_has_wrong_is_left_out() -> None:
    slip = said(3, low=400, number="300")
    record = a_record(said(1, number="300"), said(2, number="300"), slip)
    assert by("range", record).ends == Ends(300, 300, 300)
    (item,) = answer(record).left_out
    assert item.reason == "another number than most relays give, by the check relay_differs: 300"


def test_an_old_number_printed_again_is_left_out() -> None:
    """A feature in March has the 300 of January, though the 700 of February were out."""
    pages = (
        report(
            "Wire",
            "2025-01-13",
            {"says": "3,000", "measure": "casualties"},
            {"says": "300", "scope": "incident", "part_of": "wire-01-13#1"},
        ),
        report("Wire", "2025-02-20", "700"),
        report("Lantern", "2025-03-01", "300"),
    )
    record = press_record(*pages)
    assert by("range", record).ends == Ends(700, 700, 700)
    reasons = {item.reason for item in answer(record).left_out}
    assert "an old number, by the check superseded: 700 was out since 20 February 2025" in reasons


@pytest.mark.parametrize(
    ("measure", "ends"), [("missing", Ends(53, 53, 53)), ("killed", Ends(68, 68, 68))]
)
def test_the_missing_are_found_and_the_dead_are_not(measure: Any, ends: Ends) -> None:
    event: dict[str, Any] = {"measure": measure, "scope": "incident"}
    record = a_record(said(1, low=68, **event), said(2, day=5, low=53, **event))
    found = all_answers(record, measures=(measure,), policies=("range",))
    assert found.answers[0].estimates[0].ends == ends


def test_a_total_of_another_country_takes_no_total_s_place() -> None:
    turkey, syria = (
        {"place": Place(mention=Span(0, 6, "Report"), level="country", country=code), **NUMBER}
        for code in ("TR", "SY")
    )
    record = a_record(said(1, low=900, **turkey), said(2, day=1, low=300, **syria))
    assert by("range", record).ends == Ends(900, 900, 900)
    nowhere = a_record(said(1, low=900, **NUMBER), said(2, day=1, low=300, **NUMBER))
    assert by("range", nowhere).ends == Ends(300, 300, 300)


@pytest.mark.parametrize(("start", "counts"), [(1, True), (-200, False)])
def test_what_counts_from_long_before_the_case_is_left_out(start: int, counts: bool) -> None:
    """So many have drowned on the route this year; the case is one wreck in October."""
    case = Case(name="wreck", title="A wreck", since=JANUARY)
    page, figure = said(1, day=7, low=410)
    begun = JANUARY + timedelta(days=start)
    counted = replace(figure, period=Period(start_date=begun, end_date=page.published_on))
    record = a_record((page, counted), case=case)
    assert (by("range", record).ends is not None) is counts
    reasons = [item.reason for item in answer(record).left_out]
    assert reasons == ([] if counts else ["counts since 27 June 2024, before the case begins"])


def test_a_named_origin_is_taken_at_its_word() -> None:
    """What it says is of one event, beside the totals of others; still it is what it says."""
    event = said(2, "Health Ministry", low=40, scope="incident")
    record = a_record(said(1, low=3000), event)
    assert by("range", record).ends == Ends(3000, 3000, 3000)
    assert by("latest_of", record, origin="Health Ministry").ends == Ends(40, 40, 40)


@pytest.mark.parametrize(
    ("event", "scope", "counts"),
    [
        # what is expected is no count
        ("900 people would be dead by March", "incident", False),
        # those who are dead already are, whatever else is expected
        ("be buried by March", "incident", True),
        ("900 people would be dead by March", "cumulative", True),
    ],
)
def test_what_is_only_predicted_is_left_out(event: str, scope: Any, counts: bool) -> None:
    text = "The ministry expects that 900 people would be dead by March and be buried by March."
    page = a_document(text, id="p", published=JANUARY)
    voice: dict[str, Any] = {"origin": "Health Ministry", "entity": "org:health-ministry"}
    figure = a_figure(page, "900 people would be dead", low=900, scope=scope, number="900", **voice)
    expected = a_prediction(page, text[:-1], n=2, event=event, **voice)
    corpus = Corpus({page.id: page}, (figure, expected))
    found = answer(Record(corpus))
    assert (found.estimates[0].ends == Ends(900, 900, 900)) is counts
    assert [item.reason for item in found.left_out] == ([] if counts else ["only predicted"])


def test_an_event_after_a_total_is_told_from_what_the_total_replaced() -> None:
    record = a_record(said(1), said(2, day=7, low=12, scope="incident", **OPEN))
    (item,) = answer(record).left_out
    assert item.reason == "an event or a part beside its 300 (13 January 2025)"


def test_what_is_claimed_for_a_later_day_is_not_known_yet() -> None:
    record = a_record(said(1), said(2, "Health Ministry", day=30, low=900))
    assert by("range", record, at=JANUARY + timedelta(days=29)).ends == Ends(300, 300, 300)


def test_what_was_never_renewed_can_be_left_out() -> None:
    record = a_record(said(1, low=100), said(2, "Health Ministry", day=30, low=900))
    since = JANUARY + timedelta(days=1)
    assert by("range", record, since=since).ends == Ends(900, 900, 900)
    (item,) = answer(record, since=since).left_out
    assert item.reason == "speaks for a day before 14 January 2025"


def test_two_origins_that_likely_draw_on_one_another_have_one_vote() -> None:
    """No round number is told twice on one day by chance; it was in print at the ministry first."""
    told = (
        said(1, "Health Ministry", low=1597),
        a_report("r2", JANUARY + timedelta(days=1), **ARMY, low=1597, period=(None, JANUARY)),
        said(3, "Red Cross", low=400),
    )
    found = by("independent_median", a_record(*told))
    assert {claim.origin.name for claim in found.counted} == {"Health Ministry", "Red Cross"}
    (item,) = found.left_out
    assert item.claim.origin.name == "Army of the South"
    assert item.reason.startswith("one vote with Health Ministry: Both give 1,597 for")
    assert len(by("range", a_record(*told)).counted) == 3


def test_what_an_origin_took_back_does_not_count() -> None:
    first = said(1, low=84)
    text = "The Red Cross corrected its toll: the number of dead was lowered from 84 to 76."
    page = a_document(text, id="r2", published=JANUARY + timedelta(days=2))
    second = a_figure(
        page, "the number of dead was lowered from 84 to 76", low=76, **RED, scope="cumulative"
    )
    found = answer(a_record(first, (page, second)))
    assert found.estimates[0].ends == Ends(76, 76, 76)
    assert [item.reason for item in found.left_out] == ["corrected to 76 by 15 January 2025"]
    (before,) = answer(a_record(first, (page, second)), at=JANUARY).standing
    assert before[1].figure.low == 84


def kinds(found: Any) -> list[tuple[str, ...]]:
    return [item.kinds for item in found.estimates if item.policy == "range"]


MIXED = (
    said(1, "Health Ministry", low=300),
    said(2, "Army of the South", low=800, basis="estimated"),
    said(3, "Army of the North", low=5000),
)


def test_counts_estimates_and_claims_about_an_enemy_are_never_merged_unasked() -> None:
    found = answer(a_record(*MIXED))
    assert kinds(found) == [("count",), ("estimate",), ("enemy",)]
    ranges = [item.ends for item in found.estimates if item.policy == "range"]
    assert ranges == [Ends(300, 300, 300), Ends(800, 800, 800), Ends(5000, 5000, 5000)]


def test_they_are_merged_where_the_question_says_so() -> None:
    found = answer(a_record(*MIXED), merge=("enemy",))
    assert kinds(found) == [("count", "enemy"), ("estimate",)]
    assert found.estimates[0].ends == Ends(300, None, 5000)


def test_an_origin_s_older_claim_of_another_kind_does_not_come_back() -> None:
    """What counts is what an origin said last, whatever kind of claim that is."""
    record = a_record(said(1, low=100, basis="estimated"), said(2, day=9, low=300, basis="counted"))
    assert kinds(answer(record)) == [("count",)]


# What can never happen


def ranges(record: Any) -> list[Estimate]:
    return [
        item
        for found in all_answers(record).answers
        for item in found.estimates
        if item.policy == "range" and item.ends
    ]


@UNTIMED
@given(many_reports())
def test_a_range_contains_every_claim_that_it_counts(told: list[Report]) -> None:
    record = a_record(*told)
    for found in ranges(record):
        assert found.ends is not None
        for claim in found.counted:
            words = allow(claim, record.settings.about_tolerance)
            assert found.ends.low <= words.low
            assert found.ends.high is None or (words.high or 0) <= found.ends.high
            assert words.high is not None or found.ends.high is None


@UNTIMED
@given(many_reports())
def test_leaving_an_origin_out_never_widens_a_range(told: list[Report]) -> None:
    for found in ranges(a_record(*told)):
        for item in found.without:
            if item.ends and found.ends:
                assert item.ends.low >= found.ends.low
                assert found.ends.high is None or (
                    item.ends.high is not None and item.ends.high <= found.ends.high
                )


@UNTIMED
@given(many_reports())
def test_low_is_never_above_best_nor_best_above_high(told: list[Report]) -> None:
    for found in all_answers(a_record(*told)).answers:
        for item in found.estimates:
            if item.ends:
                best = item.ends.low if item.ends.best is None else item.ends.best
                assert item.ends.low <= best
                assert item.ends.high is None or best <= item.ends.high
                assert item.low_by


@UNTIMED
@given(many_reports(), st.randoms())
def test_the_order_of_documents_does_not_matter(told: list[Report], chance: Any) -> None:
    shuffled = chance.sample(told, len(told))
    assert ends_of(told) == ends_of(shuffled)


@UNTIMED
@given(many_reports(), st.data())
def test_one_more_relay_changes_no_estimate(told: list[Report], data: st.DataObject) -> None:
    """The same word of the same origin in one more paper is no new vote."""
    assume(told)
    page, figure = data.draw(st.sampled_from(told))
    assume(figure.origin.name != "officials")  # of another paper they may be others
    again = a_report(
        "relay",
        page.published_on,
        origin=figure.origin.name if len(figure.attribution) > 1 else None,
        entity=figure.origin.entity,
        period=figure.period,
        low=figure.low,
        high=figure.high,
        number="300" if figure.number else None,
        **{
            name: getattr(figure, name)
            for name in ("measure", "modifier", "modality", "scope", "basis")
        },
    )
    assert ends_of([*told, again]) == ends_of(told)


def ends_of(told: list[Report]) -> list[Any]:
    return [
        (found.measure, item.policy, item.kinds, item.ends)
        for found in all_answers(a_record(*told)).answers
        for item in found.estimates
    ]


@UNTIMED
@given(st.lists(amounts(), min_size=1, max_size=6))
def test_the_median_lies_within_the_range(told: list[dict[str, Any]]) -> None:
    record = a_record(
        *(
            said(n, origin, **words)
            for n, (origin, words) in enumerate(zip(ORIGINS, told, strict=False))
        )
    )
    whole, middle = by("range", record).ends, by("independent_median", record).ends
    if whole is None or middle is None:
        assert whole == middle
        return
    assert whole.low <= middle.low
    assert whole.high is None or (middle.high or 0) <= whole.high


def shown(*told: Report, **question: Any) -> str:
    """What a terminal of 80 columns shows."""
    console = Console(width=80, file=io.StringIO(), markup=False)
    console.print(*layout(all_answers(a_record(*told), measures=("killed",), **question)), sep="\n")
    assert isinstance(console.file, io.StringIO)
    return "\n".join(line.rstrip() for line in console.file.getvalue().splitlines())


def test_a_terminal_shows_whose_ends_they_are_and_what_each_origin_moves() -> None:
    told = (*THREE, said(4, None, low=9000), said(5, "Red Cross", -5, low=280))
    assert (
        shown(*told, policies=("range",))
        == """\
A war, on 13 January 2025

killed
policy                  estimate          whose ends; without one origin
────────────────────────────────────────────────────────────────────────────────
range                   120 to 500        low: Army of the South
                                          high: Health Ministry
                                          without Health Ministry: 120 to 330,
                                          best 300 (high −170)
                                          without Army of the South: 270 to 500
                                          (low +150)

said last                                           as of        kind
────────────────────────────────────────────────────────────────────────────────
Army of the South               120–150             2025-01-13   counts
Health Ministry                 500                 2025-01-13   counts
Red Cross                       about 300           2025-01-13   counts

left out
  no source is given: 9,000 (Daily Gazette, 2025-01-13)
  1 claim gave way to another of the same origin"""
    )


def test_a_terminal_names_the_kinds_that_were_merged() -> None:
    assert "(counts, claims" in shown(*MIXED, policies=("range",), merge=("enemy",))
    assert "(counts" not in shown(*MIXED, policies=("range",))


def test_what_a_report_calls_its_voices_can_t_reach_the_terminal() -> None:
    assert "\x1b" not in shown(said(1, "Army\x1b[2J"), said(2, None, day=1))


def test_a_table_for_spreadsheets_has_a_row_for_each_origin_left_out() -> None:
    hostile = said(9, "=Ministry\n(1)", low=60)
    out = io.StringIO()
    found = all_answers(a_record(*THREE, hostile), policies=("range",))
    estimates = (one for answer in found.answers for one in answer.estimates)
    estimate_shape(found).write_csv(estimates, out)
    rows = list(csv.DictReader(io.StringIO(out.getvalue())))
    assert [(row["without"], row["low"], row["high"], row["open"]) for row in rows] == [
        ("", "60", "500", "false"),
        ("'=Ministry (1)", "120", "500", "false"),
        ("Army of the South", "60", "500", "false"),
        ("Health Ministry", "60", "330", "false"),
        ("Red Cross", "60", "500", "false"),
    ]
    assert rows[0]["at"] == "2025-01-13"
    assert rows[0]["low_by"] == "'=Ministry (1)"


def test_a_total_that_is_only_looked_back_on_keeps_its_day() -> None:
    """A later report that repeats its number, and does not call it a total, is no newer count."""
    record = a_record(said(1), said(2, day=5, scope="incident"))
    ((_, claim),) = answer(record).standing
    assert claim.as_of == JANUARY
