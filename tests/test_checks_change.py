"""Changes, looked up: what the same voice had said before, and whether the words are so."""

from datetime import date
from typing import Any

import pytest

from factories import a_change, a_document, a_figure
from tollbook.model.document import Document
from tollbook.model.finding import Finding
from tollbook.model.statement import Change, Figure
from tollbook.reasoning.checks import run_checks
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.record import Record

Row = dict[str, Any]

MARCH = (date(2024, 3, 1), date(2024, 3, 31))
NOW = a_document(
    "The army said 300 soldiers were killed. The toll has more than tripled since March.",
    id="now",
    published=date(2024, 4, 20),
)
THEN = a_document(
    "The army said 100 soldiers were killed, the medics said 80.",
    id="then",
    published=date(2024, 3, 10),
)


def now(**row: Any) -> Figure:
    usual: Row = {"low": 300, "number": "300", "entity": "army", "scope": "cumulative"}
    return a_figure(NOW, "300 soldiers were killed", **usual | row)


def then(document: Document = THEN, n: int = 1, **row: Any) -> Figure:
    usual: Row = {"low": 100, "number": "100", "entity": "army", "scope": "cumulative"}
    return a_figure(document, "100 soldiers were killed", n=n, **usual | row)


def change(**row: Any) -> Change:
    usual: Row = {"baseline": "since March", "baseline_window": MARCH, "entity": "army"}
    if not row.keys() & {"factor_low", "factor_high", "amount_low", "amount_high", "direction"}:
        usual["factor_low"] = 3.0
    return a_change(NOW, row.pop("says", "has more than tripled"), n=9, **usual | row)


def look_up(*statements: Figure | Change, documents: tuple[Document, ...] = ()) -> list[Finding]:
    corpus = Corpus({item.id: item for item in (THEN, NOW, *documents)}, statements)
    return run_checks(Record(corpus), ["change_vs_baseline"])


def verdict(*statements: Figure | Change, documents: tuple[Document, ...] = ()) -> str:
    (finding,) = look_up(*statements, documents=documents)
    return finding.verdict


@pytest.mark.parametrize(
    ("today", "before", "expected"),
    [
        # 3.0 is not more than three
        ({"low": 300}, {"low": 100}, "fails"),
        ({"low": 301}, {"low": 100}, "holds"),
        # 2.7 as stated, three times at the very most
        ({"low": 2700}, {"low": 1000, "modifier": "about"}, "fails"),
        # three times as stated, up to 3.3 by the hedges
        (
            {"low": 300, "modifier": "about"},
            {"low": 100, "high": None, "modifier": "at_least"},
            "undecided",
        ),
        # 3.5 as stated
        (
            {"low": 350, "modifier": "about"},
            {"low": 100, "high": None, "modifier": "at_least"},
            "holds",
        ),
        # hundreds against dozens: from twice to forty times
        (
            {"low": 200, "high": 999, "modifier": "vague"},
            {"low": 24, "high": 99, "modifier": "vague"},
            "undecided",
        ),
        # nobody was dead before: no ratio is ruled out
        ({"low": 300}, {"low": 0}, "undecided"),
    ],
)
def test_more_than_tripled(today: Row, before: Row, expected: str) -> None:
    """An open-topped factor has to be passed, not reached."""
    assert verdict(then(**before), now(**today), change()) == expected


@pytest.mark.parametrize(
    ("row", "today", "expected"),
    [
        # tripled: three times, give or take ten in a hundred
        ({"factor_low": 3.0, "factor_high": 3.0}, 300, "holds"),
        ({"factor_low": 3.0, "factor_high": 3.0}, 325, "holds"),
        ({"factor_low": 3.0, "factor_high": 3.0}, 350, "fails"),
        # between two and three times
        ({"factor_low": 2.0, "factor_high": 3.0}, 250, "holds"),
        ({"factor_low": 2.0, "factor_high": 3.0}, 310, "fails"),
        # less than half of it
        ({"factor_high": 0.5, "direction": "down"}, 49, "holds"),
        ({"factor_high": 0.5, "direction": "down"}, 50, "fails"),
        # up by forty, by more than forty
        ({"amount_low": 40, "amount_high": 40}, 140, "holds"),
        ({"amount_low": 40, "amount_high": 40}, 141, "fails"),
        ({"amount_low": 41}, 141, "holds"),
        # down by forty
        ({"amount_low": 40, "amount_high": 40, "direction": "down"}, 60, "holds"),
        ({"amount_low": 40, "amount_high": 40, "direction": "down"}, 140, "fails"),
        # risen, fallen, the same
        ({"direction": "up"}, 101, "holds"),
        ({"direction": "up"}, 100, "fails"),
        ({"direction": "down"}, 99, "holds"),
        ({"direction": "unchanged"}, 100, "holds"),
        ({"direction": "unchanged"}, 110, "fails"),
    ],
)
def test_factors_amounts_and_directions(row: Row, today: int, expected: str) -> None:
    """Against a hundred before, what the words ask and what the count today gives."""
    assert verdict(then(), now(low=today), change(**row)) == expected


def test_at_least_tripled_lets_three_times_in() -> None:
    text = "The army said 300 soldiers were killed. The toll has at least tripled since March."
    page = a_document(text, id="page", published=date(2024, 4, 20))
    statements = (
        then(),
        a_figure(page, "300 soldiers were killed", entity="army", number="300"),
        a_change(
            page,
            "has at least tripled",
            n=2,
            factor_low=3.0,
            baseline="since March",
            baseline_window=MARCH,
            entity="army",
        ),
    )
    assert verdict(*statements, documents=(page,)) == "holds"


@pytest.mark.parametrize(
    ("before", "row"),
    [
        # another voice
        ({"origin": "the medics", "entity": "medics"}, {}),
        # before and after the window
        ({"period": (None, date(2024, 2, 29))}, {}),
        ({"period": (None, date(2024, 4, 1))}, {}),
        # another measure
        ({"measure": "injured"}, {}),
        # nobody asserts it
        ({"modality": "denied"}, {}),
        ({"modality": "possible"}, {}),
        # the window has no dates
        ({}, {"baseline_window": (None, None)}),
        # the change is measured on somebody else's word
        ({}, {"baseline_origin": "medics"}),
    ],
)
def test_where_nothing_is_on_record_nothing_is_decided(before: Row, row: Row) -> None:
    (finding,) = look_up(then(**before), now(low=900), change(**row))
    assert finding.verdict == "undecided"
    assert finding.title == "killed: nothing on record to compare with"


def test_a_change_measured_on_another_voice_is_looked_up_there() -> None:
    """It is the medics' 80 that the army's 300 are compared with."""
    medics = a_figure(
        THEN, "the medics said 80", low=80, number="80", origin="the medics", entity="medics"
    )
    (finding,) = look_up(then(n=2), medics, now(), change(baseline_origin="medics"))
    assert finding.verdict == "holds"
    assert finding.title == "killed: 300 against 80"


def test_a_voice_without_an_entity_is_known_by_its_name_across_documents() -> None:
    named: Row = {"entity": None, "origin": "Hill Hospital"}
    assert verdict(then(**named), now(**named), change(**named)) == "fails"


def test_officials_are_not_the_same_in_every_paper() -> None:
    unnamed: Row = {"entity": None, "origin": "an official"}
    (finding,) = look_up(then(**unnamed), now(**unnamed), change(**unnamed))
    assert finding.title == "killed: nothing on record to compare with"


def test_a_change_that_does_not_say_since_when_is_no_question() -> None:
    assert look_up(then(), now(), change(baseline=None)) == []


def test_each_measure_is_looked_up_by_itself() -> None:
    findings = look_up(then(), now(low=400), change(measures=("killed", "injured", "missing")))
    assert {finding.title.split(":")[0]: finding.verdict for finding in findings} == {
        "killed": "holds",
        "injured": "undecided",
        "missing": "undecided",
    }


def test_where_the_report_gives_no_count_the_latest_on_record_is_taken() -> None:
    page = a_document("The army said 350 soldiers were killed.", id="page", published=NOW.published)
    later = a_figure(page, "350 soldiers were killed", low=350, number="350", entity="army")
    (finding,) = look_up(then(), later, change(), documents=(page,))
    assert (finding.verdict, finding.title) == ("holds", "killed: 350 against 100")


def test_a_publisher_that_compares_speaks_of_the_count_it_has_just_given() -> None:
    """The trend stands in the paper's own voice; the counts on both sides are the army's."""
    (finding,) = look_up(then(), now(low=330), change(origin=None))
    assert (finding.verdict, finding.title) == ("holds", "killed: 330 against 100")


RELAYS = tuple(
    a_document(THEN.text, id=f"relay-{day}", published=date(2024, 3, day)) for day in (11, 12, 13)
)


@pytest.mark.parametrize(
    ("relayed", "expected", "title"),
    [
        # three papers agree
        (({"low": 100}, {"low": 100}, {"low": 100}), "holds", "killed: 400 against 100"),
        # one of three has it wrong
        (({"low": 200}, {"low": 100}, {"low": 100}), "holds", "killed: 400 against 100"),
        # one against one, and it matters which
        (({"low": 200}, {"low": 100}), "undecided", "killed: 400 against 200"),
        # one against one, and it does not
        (({"low": 90}, {"low": 100}), "holds", "killed: 400 against 90"),
        # "several" is not what a report is held to, nor is an unnumbered "soldiers"
        (
            ({"low": 3, "high": 9, "modifier": "vague"}, {"low": 100}),
            "holds",
            "killed: 400 against 100",
        ),
        (
            ({"low": 1, "number": None}, {"low": 100}),
            "holds",
            "killed: 400 against 100",
        ),
        # a single event is not the running total
        (({"low": 2, "scope": "incident"}, {"low": 100}), "holds", "killed: 400 against 100"),
    ],
)
def test_the_claim_that_most_relays_give_is_the_one_on_record(
    relayed: tuple[Row, ...], expected: str, title: str
) -> None:
    before = [then(page, **row) for page, row in zip(RELAYS, relayed, strict=False)]
    (finding,) = look_up(*before, now(low=400), change(), documents=RELAYS)
    assert (finding.verdict, finding.title) == (expected, title)


def test_of_the_counts_in_one_report_the_total_is_compared() -> None:
    """An ambush that killed two is not what last month's total was."""
    total, ambush = then(), then(n=2, low=2)
    assert verdict(ambush, total, now(low=350), change()) == "holds"


def test_what_else_is_on_record_is_named() -> None:
    several = then(RELAYS[0], low=3, high=9, modifier="vague")
    (finding,) = look_up(then(), several, now(), change(), documents=RELAYS)
    assert finding.working[-1] == "Also on record: 3 to 9 killed (the army, 11 March 2024)."


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        # said of nobody in particular
        ("100 of them", "fails"),
        ("their dead", "fails"),
        # said of others
        ("civilian drivers", "undecided"),
    ],
)
def test_only_the_same_people_are_compared(before: str, expected: str) -> None:
    text = f"The army said that {before} were killed."
    page = a_document(text, id="page", published=date(2024, 3, 9))
    earlier = a_figure(
        page, f"{before} were killed", population=before, low=100, number="killed", entity="army"
    )
    assert verdict(earlier, now(population="soldiers"), change(), documents=(page,)) == expected


def test_prints_both_ratios_and_whose_word_they_rest_on() -> None:
    (finding,) = look_up(then(low=120, modifier="about"), now(), change())
    assert finding.working == (
        "Now: 300 killed (the army, 20 April 2024).",
        "Before: about 120 killed (the army, 10 March 2024).",
        "By the stated numbers: 2.5 times.",
        "By the intervals: 2.27 to 2.78 times.",
        "The words claim more than 3.0 times.",
    )
    assert finding.statements == ("now#9", "now#1", "then#1")
    assert [mark.document for mark in finding.marks] == ["now", "now", "then"]
