"""An answer names each voice's latest count, who passed it on, what contradicts it, what is new."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from rich.console import Console

from claim_tools import JANUARY, NIS, a_report, people
from estimate_tools import ORIGINS, Report, a_record, said
from factories import a_document, a_figure
from tollbook.model.answer import CaseAnswer, LatestCount
from tollbook.model.case import Case
from tollbook.model.decision import Decision
from tollbook.model.values import Measure
from tollbook.publishing.answers import ANSWERS, layout
from tollbook.reasoning.answers import answer

ARMY: dict[str, Any] = {"origin": "Army of the North", "entity": "org:army-of-the-north"}


def counts(found: CaseAnswer, measure: Measure = "killed") -> tuple[LatestCount, ...]:
    return next((one.counts for one in found.measures if one.measure == measure), ())


def numbers(found: CaseAnswer) -> list[tuple[str, int]]:
    return [(one.claim.origin.name, one.claim.figure.low) for one in counts(found)]


def shown(found: CaseAnswer, width: int = 100) -> str:
    console = Console(width=width, markup=False, highlight=False, emoji=False)
    with console.capture() as captured:
        console.print(*layout(found), sep="\n")
    return "\n".join(line.rstrip() for line in captured.get().splitlines())


def test_each_voice_has_its_latest_count_the_newest_first() -> None:
    record = a_record(said(1), said(2, "Army of the North", 3), said(3, low=340, day=9))
    found = answer(record)
    assert numbers(found) == [("Red Cross", 340), ("Army of the North", 300)]
    assert (found.until, found.reports) == (JANUARY + timedelta(days=9), 3)


def test_whoever_passed_a_count_on_is_named() -> None:
    """People and bodies apart from the outlets that printed it, each of them once."""
    reports = [
        a_report("a", relayers=["a lawmaker"], **NIS),
        a_report("b", JANUARY + timedelta(days=1), relayers=["a lawmaker", "an aide"], **NIS),
    ]
    (count,) = counts(answer(a_record(*reports)))
    assert count.relays == ("a lawmaker", "an aide")
    assert count.outlets == ("Daily Gazette",)


def test_an_answer_can_be_that_of_an_earlier_day() -> None:
    """Only reports published by then count, whatever they look back on."""
    record = a_record(
        said(1),
        said(2, low=340, day=9),
        a_report("late", JANUARY + timedelta(days=30), period=(None, JANUARY), low=310, **ARMY),
    )
    found = answer(record, at=JANUARY + timedelta(days=10))
    assert numbers(found) == [("Red Cross", 340)]
    assert found.until == JANUARY + timedelta(days=9)
    assert answer(record, at=JANUARY - timedelta(days=1)).reports == 0


def test_the_newest_day_of_reports_is_what_changed() -> None:
    record = a_record(said(1), said(2, low=340, day=9), said(3, "Army of the North", 9))
    found = answer(record)
    assert found.since == JANUARY + timedelta(days=9)
    assert [
        (one.voice, one.before and one.before.figure.low, one.after and one.after.figure.low)
        for one in found.changes
    ] == [("Red Cross", 300, 340), ("Army of the North", None, 300)]


def test_what_changed_since_a_day_includes_its_reports() -> None:
    record = a_record(said(1), said(2, low=320, day=4), said(3, low=340, day=9))
    found = answer(record, since=JANUARY + timedelta(days=4))
    assert [one.before and one.before.figure.low for one in found.changes] == [300]
    assert answer(record, since=JANUARY + timedelta(days=20)).changes == ()


def test_a_repetition_and_a_lost_hedge_are_no_news() -> None:
    again = a_report(
        "again",
        JANUARY + timedelta(days=1),
        period=(None, JANUARY),
        origin="Red Cross",
        entity="org:red-cross",
    )
    found = answer(a_record(said(1, modifier="about"), again))
    assert (found.since, found.changes) == (JANUARY + timedelta(days=1), ())
    assert "Nothing changed in the reports of 14 January 2025." in shown(found)


def test_first_counts_have_nothing_to_be_compared_with() -> None:
    found = answer(a_record(said(1)))
    assert (found.since, found.changes) == (None, ())
    assert "no earlier counts to compare with" in shown(found)


def test_a_voice_that_counts_no_more_says_why() -> None:
    """A greater total makes an event of what was the only count before."""
    record = a_record(
        said(1, "Army of the North", low=4, scope="incident"), said(2, low=3000, day=9)
    )
    gone = next(one for one in answer(record).changes if one.after is None)
    assert gone.voice == "Army of the North"
    assert gone.reason.startswith("one event, beside totals")
    assert "Army of the North: 4 no longer counts: one event" in shown(answer(record))


def conflated() -> list[Report]:
    """3,000 casualties and 300 killed by one agency, and a paper that prints 3,000 killed."""
    page = a_document("3000 soldiers were killed, the NIS said.", id="paper", publisher="Mirror")
    wrong = a_figure(
        page,
        "3000 soldiers were killed",
        low=3000,
        number="3000",
        scope="cumulative",
        population="soldiers",
        **NIS,
    )
    return [
        a_report("a", measure="casualties", low=3000, number="300", **NIS),
        a_report("b", number="300", **NIS),
        (page, wrong),
    ]


def test_a_number_that_a_check_proves_wrong_contradicts_and_does_not_count() -> None:
    found = answer(a_record(*conflated()))
    (count,) = counts(found)
    (against,) = count.contradicted_by
    assert count.claim.figure.low == 300
    assert (against.where, against.check, against.document) == ("Mirror", "conflation", "paper")
    assert found.new_contradictions == (against,)
    assert "contradicted by Mirror: 3,000 killed" in shown(found)


def test_a_finding_that_was_judged_contradicts_nothing() -> None:
    record = a_record(*conflated())
    (against,) = counts(answer(record))[0].contradicted_by
    judged = Decision(
        kind="judge_finding",
        subject=against.key,
        value="known",
        by="Ana",
        reason="a misprint",
        at=datetime(2025, 2, 1, tzinfo=UTC),
    )
    assert counts(answer(replace(record, decisions=(judged,))))[0].contradicted_by == ()


def test_whoever_denies_a_count_contradicts_it() -> None:
    page, denial = said(2, "Army of the North", modality="denied")
    (count,) = counts(answer(a_record(said(1), (page, denial))))
    assert [(one.where, one.what) for one in count.contradicted_by] == [
        ("Army of the North", "denies it")
    ]


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (answer(a_record()), "No report counts anybody."),
        (answer(a_record(said(1)), at=date(2024, 12, 1)), "No report published by 1 December 2024"),
        # what nobody gives a source for is no voice's count
        (answer(a_record(said(1, None))), "No voice has a count that can stand as an answer"),
    ],
)
def test_where_nobody_counts_there_is_a_sentence(found: CaseAnswer, words: str) -> None:
    assert words in shown(found)


def test_many_voices_share_a_line() -> None:
    """Four of them have lines of their own."""
    text = shown(answer(a_record(*(said(n, name, n) for n, name in enumerate(ORIGINS)))))
    others = "also Blue Cross 300 (14 January 2025); Red Cross 300 (13 January 2025)"
    assert others in " ".join(text.split())
    assert text.count("as of") == 4


def test_without_a_case_it_is_said_who_is_counted() -> None:
    page, figure = said(1)
    of = replace(figure, population=people(page, "soldiers"))
    assert "Red Cross: 300 soldiers, as of" in shown(answer(a_record((page, of), case=None)))
    assert "Red Cross: 300, as of" in shown(answer(a_record((page, of))))


def test_every_line_fits_a_narrow_terminal() -> None:
    long = "Committee of Inquiry into the Events " * 4
    reports = [said(n, f"{long}{n}", n) for n in range(7)]
    assert max(map(len, shown(answer(a_record(*reports)), width=60).splitlines())) <= 60


def test_as_data_it_has_one_row_a_count() -> None:
    found = answer(
        a_record(said(1), said(2, "Army of the North", 3), case=Case(name="w", title="W"))
    )
    record = ANSWERS.to_json(found)
    assert [count["origin"] for count in record["measures"][0]["counts"]] == [
        "Army of the North",
        "Red Cross",
    ]
    rows = [dict(zip(ANSWERS.columns, row, strict=True)) for row in ANSWERS.to_rows(found)]
    assert [(row["case"], row["measure"], row["low"]) for row in rows] == [("w", "killed", 300)] * 2
