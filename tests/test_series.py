"""Series: the claims of one origin in line, how far they move, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories import a_document, a_figure
from series_tools import START, TOLERANCE, a_correction, a_total, points_of, series_of
from tollbook.model.statement import Population
from tollbook.model.values import Modifier
from tollbook.reasoning.intervals import counts
from tollbook.reasoning.series import BreakKind, SeriesQuery


def day(n: int) -> date:
    return START + timedelta(days=n)


def test_a_series_is_in_order_of_the_day_it_speaks_for() -> None:
    points = points_of(a_total(day(9), 120), a_total(day(0), 100), a_total(day(4), 110))
    assert [(point.day, point.value) for point in points] == [
        (day(0), 100),
        (day(4), 110),
        (day(9), 120),
    ]


def test_a_running_total_tells_how_far_it_moved() -> None:
    """By the stated numbers, and over how many days."""
    first, second = points_of(
        a_total(day(0), 100, modifier="about"), a_total(day(4), 140, modifier="at_least", high=None)
    )
    assert first.difference is None
    assert second.difference is not None
    assert (second.difference.named, second.difference.days) == (40, 4)
    assert second.difference.per_day == 10.0
    assert (first.low, first.best, first.high) == (90, 100, 110)
    assert (second.low, second.best, second.high) == (140, 140, None)


def test_who_carried_a_count_on_is_a_relay() -> None:
    """Two outlets give the agency's number: one point, one relay."""
    page, figure = a_total(day(0), 1_234, id="first")
    again, copied = a_total(day(0), 1_234, id="second")
    (point,) = points_of((page, figure), (again, copied))
    assert [relay.document for relay in point.relays] == ["second"]


@pytest.mark.parametrize(
    ("odd", "apart"),
    [
        ({"origin": "Red Crescent", "entity": None}, True),
        ({"measure": "injured"}, True),
        ({"scope": "incident"}, True),
        ({"modality": "estimated"}, False),
    ],
)
def test_series_are_of_one_origin_measure_and_scope(odd: dict[str, str], apart: bool) -> None:
    found = series_of(a_total(day(0), 100), a_total(day(4), 140, **odd))
    assert len(found) == (2 if apart else 1)


def test_peoples_are_told_apart_by_their_side() -> None:
    """Whoever names no side is counted with the one people that it can be."""
    sides = []
    for n, side in enumerate(("KP", "RU", "KP")):
        page, figure = a_total(day(n), 100 + n)
        assert figure.population is not None
        people = Population(mention=figure.population.mention, side=side)
        sides.append(a_total(day(n), 100 + n, population=people))
        assert page.id == sides[-1][0].id
    assert [(one.side, len(one.points)) for one in series_of(*sides)] == [("KP", 2), ("RU", 1)]
    assert [len(one.points) for one in series_of(sides[0], sides[2], a_total(day(9), 300))] == [3]
    assert len(series_of(*sides, a_total(day(9), 300))) == 3


def test_a_part_is_no_point_of_the_whole() -> None:
    """Nor is a line of its own: it is never added to anything, and never compared with a whole."""
    page = a_document("Of 100 soldiers killed so far 20 were officers killed.", published=START)
    common: dict[str, Any] = {"scope": "cumulative", "origin": None}
    whole = a_figure(page, "100 soldiers killed", low=100, number="100", **common)
    part = a_figure(page, "20 were officers", n=2, low=20, number="20", part_of=whole.id, **common)
    (series,) = series_of((page, whole), (page, part))
    assert [point.value for point in series.points] == [100]


def test_only_what_is_asked_for() -> None:
    said = [a_total(day(n), 100 + n) for n in range(5)]
    said.append(a_total(day(9), 70, origin="Red Crescent", entity=None))
    assert [one.origin.name for one in series_of(*said, wanted=SeriesQuery(origin="crescent"))] == [
        "Red Crescent"
    ]
    assert len(series_of(*said, wanted=SeriesQuery(origin="org:kr-nis"))) == 1
    assert series_of(*said, wanted=SeriesQuery(measures=("injured",))) == ()
    (late,) = series_of(*said, wanted=SeriesQuery(since=day(2), until=day(3)))
    assert [point.day for point in late.points] == [day(2), day(3)]
    assert late.points[0].difference is not None  # that it is not shown moves nothing


def test_what_only_may_be_has_no_place_in_a_series() -> None:
    assert series_of(a_total(day(0), 100, modality="possible")) == ()


def test_a_correction_tells_how_much_of_a_jump_it_is() -> None:
    """Of 60 more, 40 were not of that day: the pace is 20."""
    points = points_of(a_total(day(0), 100), a_correction(day(1), 40), a_total(day(1), 160))
    moved = points[1].difference
    assert moved is not None
    assert (moved.named, moved.corrected, moved.per_day) == (60, 40, 20.0)
    (found,) = points[1].breaks
    assert (found.kind, found.amount) == ("correction", 40)
    assert found.mark is not None
    assert found.mark.span.quote == "The toll was corrected by 40"


def test_a_change_that_is_no_correction_breaks_nothing() -> None:
    points = points_of(
        a_total(day(0), 100), a_correction(day(1), 40, "The toll rose by"), a_total(day(1), 140)
    )
    assert points[1].breaks == ()


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Some bodies were exhumed from a mass grave.", "discovery"),
        ("The agency now includes those presumed dead.", "definition"),
        ("Names were added to the list after a review.", "lists"),
        ("The agency revised its toll.", "correction"),
    ],
)
def test_discovery_or_event(words: str, kind: BreakKind) -> None:
    """Where the words beside a total say why it moved, its point says so, with the words."""
    _, point = points_of(a_total(day(0), 100), a_total(day(1), 160, words=words))
    assert kind in {found.kind for found in point.breaks}
    for found in point.breaks:
        assert found.mark is not None
        assert found.mark.span.quote.casefold() in words.casefold()


def test_a_total_that_jumps_without_a_word_asks_why() -> None:
    """Only beside a usual pace, and only upward."""
    steady = [a_total(day(n), 100 + 10 * n) for n in range(10)]
    assert not any(point.breaks for point in points_of(*steady))
    *_, jump, after = points_of(*steady, a_total(day(10), 260), a_total(day(11), 270))
    assert [found.kind for found in jump.breaks] == ["jump"]
    assert jump.breaks[0].mark is None
    assert after.breaks == ()


def test_a_first_total_moved_from_nowhere() -> None:
    (point,) = points_of(a_total(day(0), 100, words="The bodies were exhumed."))
    assert point.breaks == ()


def test_a_single_count_breaks_nothing() -> None:
    said = [a_total(day(n), 100 + n, scope="incident", words="Exhumed.") for n in (0, 1)]
    assert [point.breaks for point in points_of(*said)] == [(), ()]


MODIFIERS: tuple[Modifier, ...] = (
    *("exact", "about", "at_least", "at_most", "more_than", "less_than"),
)
TOTALS = st.lists(
    st.tuples(st.integers(0, 400), st.integers(0, 10**6), st.sampled_from(MODIFIERS)),
    min_size=1,
    max_size=12,
    unique_by=lambda row: row[:2],
)


@settings(deadline=None)  # busy machines
@given(rows=TOTALS)
def test_every_point_lies_within_its_claim(rows: list[tuple[int, int, Modifier]]) -> None:
    """Points stand in order of their days, and each claim is one point with a value it allows."""
    said = []
    for n, number, modifier in rows:
        low, high = {
            "at_least": (number, None),
            "more_than": (number + 1, None),
            "at_most": (0, number),
            "less_than": (0, max(number - 1, 0)),
        }.get(modifier, (number, number))
        page, figure = a_total(day(n), number)
        said.append((page, replace(figure, low=low, high=high, modifier=modifier)))
    found = series_of(*said)
    for one in found:
        assert [point.day for point in one.points] == sorted(point.day for point in one.points)
        for point in one.points:
            allowed = counts(point.claim.figure, TOLERANCE)
            assert point.value in allowed
            assert point.best is None or point.best in allowed
    assert sum(len(one.points) for one in found) <= len(rows)


def test_a_headline_over_a_count_makes_no_point_of_its_own() -> None:
    """It leaves out that the count is a total, and the hedge; who printed it is a relay."""
    later = START + timedelta(days=5)
    body = a_total(later, 300, id="body", modifier="about")
    headline = a_total(later, 300, id="headline", scope="incident")
    first, second = points_of(a_total(START, 100), body, headline)
    assert (first.best, second.best) == (100, 300)
    assert second.claim.figure.modifier == "about"
    assert second.statements == ("body#1", "headline#1")
    assert [figure.id for figure in second.relays] == ["headline#1"]


def test_a_total_does_not_move_to_a_number_proven_wrong() -> None:
    """A paper makes 3,000 dead of 3,000 casualties beside 300 dead."""
    later = START + timedelta(days=5)
    found = series_of(
        a_total(START, 100),
        a_total(later, 300, id="wire"),
        a_total(later, 3000, id="whole", measure="casualties"),
        a_total(later, 3000, id="tabloid"),
        wanted=SeriesQuery(measures=("killed",)),
    )
    (series,) = found
    assert [(point.best, point.misread) for point in series.points] == [
        (100, False),
        (3000, True),
        (300, False),
    ]
    assert [point.difference and point.difference.named for point in series.points] == [
        None,
        None,
        200,
    ]
