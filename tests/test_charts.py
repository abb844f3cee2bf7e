"""Charts: what is drawn of a series, and that nothing in it can do more than be read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from factories import a_document
from series_tools import START, a_correction, a_record, a_total
from tollbook.model.case import Case
from tollbook.publishing.charts import (
    Band,
    ChartData,
    Dot,
    Line,
    Panel,
    Stretch,
    chart_data,
    estimate_bands,
    form_of,
    render,
)
from tollbook.publishing.charts.draw import draw
from tollbook.publishing.charts.styles import keys, styles
from tollbook.publishing.links import link_to
from tollbook.reasoning.checks import run_checks
from tollbook.reasoning.series import find_series

VERMILION = "#D55E00"


def a_dot(n: int = 0, value: int = 300, **odd: Any) -> Dot:
    usual: dict[str, Any] = {
        "day": START + timedelta(days=n),
        "value": value,
        "low": value,
        "high": value,
        "says": str(value),
        "voice": "Red Crescent",
        "quote": f"{value} were killed",
        "source": "Daily Gazette",
        "link": "https://gazette.example/1",
    }
    return Dot(**(usual | odd))


def a_line(*dots: Dot, voice: str = "Red Crescent", **odd: Any) -> Line:
    usual: dict[str, Any] = {"known": True, "running": True}
    return Line(voice=voice, dots=dots or (a_dot(0), a_dot(5, 320)), **(usual | odd))


def a_chart(*lines: Line, **odd: Any) -> ChartData:
    panel = Panel(title="Killed: soldiers", measure="killed", lines=lines or (a_line(),), **odd)
    return ChartData(title="Killed: soldiers", subtitle="What 1 voice said", panels=(panel,))


def marks(data: ChartData, *, pointed_at: bool = True) -> list[dict[str, Any]]:
    """Every mark that is drawn, with the rows that it is drawn from."""
    spec = draw(data, pointed_at=pointed_at)
    return [
        layer["mark"] | {"rows": spec["datasets"][layer["data"]["name"]], "on": layer["encoding"]}
        for panel in spec["vconcat"]
        for layer in panel["layer"]
    ]


def of(kind: str, data: ChartData) -> list[dict[str, Any]]:
    return [mark for mark in marks(data) if mark["type"] == kind]


def test_a_running_total_is_a_line_with_its_band() -> None:
    data = a_chart(a_line(a_dot(0, low=270, high=330), a_dot(5, 400, low=360, high=440)))
    (line,), (band,) = of("line", data), of("area", data)
    assert [row["value"] for row in line["rows"]] == [300, 400]
    assert [(row["low"], row["high"]) for row in band["rows"]] == [(270, 330), (360, 440)]
    assert line["color"] == band["color"]


def test_single_counts_are_not_joined() -> None:
    """They are hollow: nobody said that one follows from the other."""
    data = a_chart(a_line(running=False))
    assert not of("line", data)
    assert [mark["fill"] for mark in of("point", data)] == ["white"]


def test_an_open_top_is_an_arrow_and_no_number() -> None:
    """Nothing is drawn at its end; the band leaves it out."""
    data = a_chart(a_line(a_dot(0), a_dot(5, 320, high=None), a_dot(9, 340)))
    assert not of("area", data)
    arrow = next(mark for mark in of("rule", data) if "low" in mark["rows"][0])
    assert [row["low"] for row in arrow["rows"]] == [320]


def test_a_count_taken_back_is_hollow() -> None:
    data = a_chart(a_line(a_dot(0, stands=False), a_dot(5, 320)))
    assert [mark["fill"] != "white" for mark in of("point", data)] == [False, True]


def test_the_estimate_lies_behind_all_else() -> None:
    """A block for each stretch; the last one reaches to the edge."""
    later = START + timedelta(days=3)
    band = Band("range", (Stretch(START, later, 100, 300), Stretch(later, None, 120, 300)))
    first = marks(a_chart(estimate=band))[0]
    assert first["type"] == "rect"
    assert [(row["low"], row["high"]) for row in first["rows"]] == [(100, 300), (120, 300)]
    assert first["rows"][0]["until"] == first["rows"][1]["day"] < first["rows"][1]["until"]


def test_of_several_counts_of_one_day_the_line_takes_one() -> None:
    """The others are hollow, and their bounds are not drawn."""
    data = a_chart(a_line(a_dot(0), a_dot(5, 320), a_dot(5, 330, high=None, joined=False)))
    assert [[row["value"] for row in line["rows"]] for line in of("line", data)] == [[300, 320]]
    hollow, filled = of("point", data)
    assert [row["value"] for row in hollow["rows"]] == [330]
    assert hollow["fill"] == "white" != filled["fill"]
    assert not [mark for mark in of("rule", data) if "low" in mark["rows"][0]]


def test_a_number_proven_wrong_does_not_own_the_scale() -> None:
    """It stands at the upper edge, its number beside it."""
    wrong = a_dot(2, 3000, joined=False, wrong=True, says="3,000")
    data = a_chart(a_line(a_dot(0), wrong, a_dot(5, 320)), failures=(replace(wrong, note="x"),))
    top = 320 * 1.08
    assert [row["value"] for mark in of("point", data) for row in mark["rows"]].count(int(top)) == 3
    assert max(row["value"] for mark in of("point", data) for row in mark["rows"]) <= top
    beside = next(mark for mark in of("text", data) if "text" in mark["on"])
    assert (beside["rows"][0]["says"], beside["on"]["text"]["field"]) == ("3,000", "says")
    (key,) = keys(data.panels[0], styles(data), top, 320)
    assert key.words == "Red Crescent: 320"


def test_a_panel_is_as_high_as_its_names_need() -> None:
    data = a_chart(*(a_line(voice=f"voice {n}") for n in range(40)))
    (panel,) = draw(data)["vconcat"]
    places = [key.at for key in keys(data.panels[0], styles(data), 400, panel["height"])]
    assert all(after - before >= 15 for before, after in pairwise(places))
    assert places[0] >= 0


def test_one_voice_is_not_counted_below() -> None:
    one = replace(a_chart(), voices=((START, 1, 1),))
    two = replace(a_chart(), voices=((START, 1, 1), (START + timedelta(days=2), 1, 2)))
    assert [len(draw(data)["vconcat"]) for data in (one, two)] == [1, 2]


def test_what_fails_a_check_is_ringed_in_a_colour_of_its_own() -> None:
    data = a_chart(failures=(a_dot(0, note="parts_sum fails: 11 against 14"),))
    rings = [mark for mark in of("point", data) if mark.get("stroke") == VERMILION]
    assert {row["note"] for ring in rings for row in ring["rows"]} == {
        "parts_sum fails: 11 against 14"
    }
    voices = [a_line(voice=f"voice {n}") for n in range(20)]
    assert VERMILION not in {look.colour for look in styles(a_chart(*voices)).values()}


def test_voices_are_told_apart_by_colour_and_dashes() -> None:
    """Eighteen of them; whoever is unknown is grey."""
    looks = styles(a_chart(*(a_line(voice=f"voice {n}") for n in range(18))))
    assert len({(look.colour, tuple(look.dash)) for look in looks.values()}) == 18
    unknown = styles(a_chart(a_line(voice="no source given", known=False)))
    assert unknown["no source given"].colour not in {look.colour for look in looks.values()}


def test_names_beside_the_lines_never_overlap() -> None:
    data = a_chart(*(a_line(a_dot(0, 300 + n), voice=f"voice {n}") for n in range(12)))
    places = [key.at for key in keys(data.panels[0], styles(data), 400, 320)]
    assert all(after - before >= 15 for before, after in pairwise(places))
    assert 0 <= places[0] <= places[-1] <= 320


def test_every_count_leads_to_its_evidence() -> None:
    """On pointing at it its quote, on a click its page."""
    (points,) = of("point", a_chart(a_line(a_dot(0))))
    assert points["on"]["href"]["field"] == "link"
    assert {"quote", "source", "says"} <= {shown["field"] for shown in points["on"]["tooltip"]}
    assert points["rows"][0]["link"] == "https://gazette.example/1"


def test_a_long_line_hides_its_points_but_for_a_pointer() -> None:
    data = a_chart(a_line(*(a_dot(n, 300 + n) for n in range(100))))
    (points,) = of("point", data)
    assert points["opacity"] == 0
    assert len(points["rows"]) == 100
    assert not [m for m in marks(data, pointed_at=False) if m["type"] == "point"]


@pytest.mark.parametrize(
    "data",
    [
        a_chart(),
        a_chart(a_line(a_dot(0))),
        a_chart(a_line(a_dot(0, 0))),
        a_chart(a_line(a_dot(0, 10**26), a_dot(1, 3 * 10**26))),
        a_chart(a_line(a_dot(0, 2, high=None, says="2 or more"), running=False)),
        a_chart(*(a_line(voice=f"voice {n}") for n in range(12))),
        replace(a_chart(), voices=((START, 1, 1), (START + timedelta(days=2), 1, 3))),
        replace(a_chart(), voices=((START, None, 1),)),
    ],
)
def test_any_chart_can_be_drawn(data: ChartData) -> None:
    picture = render(data, "svg").decode()
    assert picture.startswith("<svg")
    assert "Killed: soldiers" in picture
    assert "NaN" not in picture


def test_a_picture_may_be_in_pixels() -> None:
    assert render(a_chart(), "png").startswith(b"\x89PNG")


def test_a_page_needs_nothing_from_outside() -> None:
    """Its script is in it, and no text of a document can end it or begin another."""
    hostile = "</script><script>alert(1)</script>"
    dot = a_dot(0, voice=hostile, quote=hostile, source=hostile, note=hostile)
    data = a_chart(a_line(dot, voice=hostile), breaks=(dot,), failures=(dot,))
    page = render(replace(data, title=hostile, subtitle=hostile), "html").decode()
    plain = render(a_chart(), "html").decode()
    assert page.count("</script") == plain.count("</script")
    assert page.count("<script") == plain.count("<script")
    assert not re.findall(r"<(?:script|link)\b[^>]*\b(?:src|href)=", plain)
    assert '"actions":false' in plain


def test_the_data_of_a_page_is_that_of_the_chart() -> None:
    page = render(a_chart(a_line(a_dot(0, quote="300 < 400"))), "html").decode()
    found = re.search(r"const spec = (\{.*\});?\n", page)
    assert found is not None
    rows = [row for rows in json.loads(found[1])["datasets"].values() for row in rows]
    assert "300 < 400" in {row.get("quote") for row in rows}


@pytest.mark.parametrize(
    ("name", "form"), [("a.svg", "svg"), ("a.PNG", "png"), ("a.html", "html"), ("a.pdf", None)]
)
def test_the_name_of_a_file_tells_its_format(name: str, form: str | None) -> None:
    assert form_of(Path(name)) == form


@pytest.mark.parametrize(
    ("odd", "link"),
    [
        ({"url": "https://gazette.example/a b"}, "https://gazette.example/a%20b"),
        ({"url": "javascript:alert(1)"}, "reports/1.txt#2"),
        ({"format": "table", "address": "wrecks.csv:14"}, "wrecks.csv#14"),
        ({"address": "-"}, None),
    ],
)
def test_a_link_leads_to_a_page_or_a_line(odd: dict[str, Any], link: str | None) -> None:
    page = a_document("Losses\n300 died", **({"address": "reports/1.txt"} | odd))
    assert link_to(page, 8) == link


CASE = Case(name="losses", title="Soldiers lost")


def days(*numbers: int) -> Iterator[date]:
    return (START + timedelta(days=n) for n in numbers)


def test_a_chart_of_a_record_tells_what_it_shows() -> None:
    record = a_record(
        *(a_total(day, 100 + 10 * n) for n, day in enumerate(days(0, 1, 2))),
        a_correction(START + timedelta(days=2), 5),
        a_total(START, 90, origin="Red Crescent", entity=None),
    )
    data = chart_data(record, find_series(record), run_checks(record))
    (panel,) = data.panels
    assert data.title == panel.title == "Killed: soldiers"
    assert data.subtitle.startswith("What 2 voices said, by the day that each count speaks for")
    assert [line.voice for line in panel.lines] == ["National Intelligence Service", "Red Crescent"]
    assert [dot.note for dot in panel.breaks] == ["corrected by +5"]
    assert [most for _, _, most in data.voices] == [2]


def test_a_fall_is_ringed() -> None:
    record = a_record(a_total(START, 300), a_total(START + timedelta(days=9), 200))
    data = chart_data(record, find_series(record), run_checks(record))
    (failure,) = data.panels[0].failures
    assert (failure.value, failure.note.split(":")[0]) == (200, "cumulative_falls fails")


def test_an_estimate_needs_a_case_two_voices_and_an_end() -> None:
    """Outside a case counts are of different questions; one voice, or an open top, is no range."""
    red: dict[str, Any] = {"origin": "Red Crescent", "entity": None}
    said = a_total(START, 100), a_total(START + timedelta(days=1), 130, **red)
    record = a_record(*said)
    assert estimate_bands(record, find_series(record)) == {}
    within = replace(record, case=CASE)
    (stretch,) = estimate_bands(within, find_series(within))["killed"].stretches
    assert stretch == Stretch(START + timedelta(days=1), None, 100, 130)
    open_top = a_total(START + timedelta(days=1), 130, high=None, modifier="at_least", **red)
    for reports in ((said[0],), (said[0], open_top)):
        alone = replace(a_record(*reports), case=CASE)
        assert estimate_bands(alone, find_series(alone)) == {}


def test_the_line_runs_through_the_likeliest_count_of_a_day() -> None:
    """The one that more texts carry, else the one with a hedge."""
    later = START + timedelta(days=5)
    record = a_record(
        a_total(START, 100),
        a_total(later, 300),
        a_total(later, 300, id="body", modifier="about", population="soldiers"),
        a_total(later, 310, id="slip"),
    )
    (line,) = chart_data(record, find_series(record)).panels[0].lines
    assert [dot.value for dot in line.dots if dot.joined] == [100, 300]
