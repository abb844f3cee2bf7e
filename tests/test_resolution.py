"""Statements come out of resolution with names, people, places and dates known or as worded."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from factories import a_change, a_custody, a_document, a_figure, a_prediction, a_span
from tollbook.model.statement import Change, Custody, Figure, Period, Population, Prediction
from tollbook.resolution import Entity, EntityTable, resolve

BRIEFING = a_document(
    "Ukraine's defence ministry said on Monday that some 300 North Korean soldiers had been killed "
    "in the Kursk region, twice as many as in last month's report. It expects 5,000 more troops by "
    "the end of March, and holds two prisoners of war.",
    published=date(2025, 1, 14),
)


def figure(*, scope: str = "cumulative", **others: Any) -> Figure:
    """The figure of the briefing, resolved."""
    one = a_figure(
        BRIEFING,
        "some 300 North Korean soldiers had been killed",
        scope=scope,
        **({"origin": "Ukraine's defence ministry", "cue": "said"} | others),
    )
    [resolved] = resolve(BRIEFING, [one])
    assert isinstance(resolved, Figure)
    return resolved


def test_voices_get_entities() -> None:
    """Each voice takes the name and id of its entity; a voice nobody knows stays as worded."""
    publisher, origin = figure().attribution
    assert (publisher.name, publisher.entity) == ("Daily Gazette", None)
    assert (origin.name, origin.entity) == ("Ukrainian Defence Ministry", "gov:UA:defence-ministry")
    assert origin.mention == a_span(BRIEFING, "Ukraine's defence ministry")


def test_an_unknown_acronym_takes_its_full_name() -> None:
    """An acronym that only this document explains is called by the explanation."""
    page = a_document(
        "The Lake Basin Relief Fund (LBRF) was there. The LBRF said nine were killed."
    )
    [resolved] = resolve(page, [a_figure(page, "nine were killed", origin="the LBRF", low=9)])
    assert (resolved.origin.name, resolved.origin.entity) == ("Lake Basin Relief Fund", None)


def test_population_and_place() -> None:
    """Whom and where, from the words of the figure."""
    resolved = figure(population="North Korean soldiers", place="the Kursk region")
    assert resolved.population is not None
    assert resolved.place is not None
    assert (resolved.population.side, resolved.population.status) == ("KP", "combatant")
    assert (resolved.place.name, resolved.place.country) == ("Kursk", "RU")
    assert resolved.place.level == "province"


@pytest.mark.parametrize(
    ("scope", "others", "expected"),
    [
        # a total without time words speaks for the day it was said
        ("cumulative", {}, Period(end_date=date(2025, 1, 13))),
        ("cumulative", {"cue": None}, Period(end_date=date(2025, 1, 14))),
        # the day of a report is not that of an event
        ("incident", {}, None),
        ("incident", {"cue": None}, None),
    ],
)
def test_period_without_words(scope: str, others: dict[str, Any], expected: Period | None) -> None:
    """The days a figure speaks for, where it has no time words of its own."""
    assert figure(scope=scope, **others).period == expected


@pytest.mark.parametrize(
    ("scope", "others", "expected"),
    [
        ("incident", {}, date(2025, 1, 13)),
        ("incident", {"cue": None}, None),
        ("cumulative", {}, None),
    ],
)
def test_as_of(scope: str, others: dict[str, Any], expected: date | None) -> None:
    """The day on which the count of an event was given; that of a total ends its period."""
    assert figure(scope=scope, **others).as_of == expected


def test_period_in_words() -> None:
    """Time words get their dates and keep their place in the text."""
    mention = a_span(BRIEFING, "last month")
    resolved = figure(period=Period(mention=mention))
    assert resolved.period == Period(
        mention=mention, start_date=date(2024, 12, 1), end_date=date(2024, 12, 31)
    )


def test_undated_words_stay() -> None:
    """Words that give no date stay, with no dates."""
    page = a_document("In recent weeks nine were killed, the army said.")
    mention = a_span(page, "In recent weeks")
    one = a_figure(page, "nine were killed", low=9, period=Period(mention=mention))
    [resolved] = resolve(page, [one])
    assert isinstance(resolved, Figure)
    assert resolved.period == Period(mention=mention)


def test_a_document_without_date() -> None:
    """Without the document's day a running total speaks for no day."""
    page = a_document("The army said 300 soldiers were killed.", published=None)
    [resolved] = resolve(page, [a_figure(page, "300 soldiers were killed", scope="cumulative")])
    assert isinstance(resolved, Figure)
    assert resolved.period is None


def test_baseline() -> None:
    """A change is measured against the window of the words and the speaker's own earlier report."""
    change = a_change(
        BRIEFING,
        "twice as many",
        origin="Ukraine's defence ministry",
        baseline="last month's report",
    )
    [resolved] = resolve(BRIEFING, [change])
    assert isinstance(resolved, Change)
    assert resolved.baseline is not None
    assert resolved.baseline.start_date == date(2024, 12, 1)
    assert resolved.baseline.end_date == date(2024, 12, 31)
    assert resolved.baseline.origin == "gov:UA:defence-ministry"


def test_predictions_look_ahead() -> None:
    """The window of a prediction is the coming one."""
    window = Period(mention=a_span(BRIEFING, "by the end of March"))
    prediction = a_prediction(BRIEFING, "expects 5,000 more troops", window=window)
    [resolved] = resolve(BRIEFING, [prediction])
    assert isinstance(resolved, Prediction)
    assert resolved.window is not None
    assert resolved.window.end_date == date(2025, 3, 31)


def test_people_held() -> None:
    """Those in custody get their facets too."""
    population = Population(mention=a_span(BRIEFING, "prisoners of war"))
    [resolved] = resolve(BRIEFING, [a_custody(BRIEFING, "holds two", population=population)])
    assert isinstance(resolved, Custody)
    assert resolved.population is not None
    assert resolved.population.status == "combatant"


def test_own_entities() -> None:
    """A caller's table is used instead of the shipped one."""
    table = EntityTable.of([Entity("org:gazette", "Daily Gazette", "media")])
    [resolved] = resolve(BRIEFING, [a_figure(BRIEFING, "some 300")], table)
    assert resolved.attribution[0].entity == "org:gazette"


def test_resolution_is_stable() -> None:
    """Resolving twice changes nothing more; order and ids stay."""
    statements = [
        a_figure(BRIEFING, "some 300", origin="Ukraine's defence ministry", cue="said"),
        a_custody(BRIEFING, "holds two", n=2),
    ]
    once = resolve(BRIEFING, statements)
    assert [one.id for one in once] == [one.id for one in statements]
    assert resolve(BRIEFING, once) == once
    assert resolve(BRIEFING, []) == []
