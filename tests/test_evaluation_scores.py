"""Scores of paired figures, in all and by slice, and how sure they are."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from factories import a_document
from tollbook.evaluation.annotated import Annotated, with_number_words
from tollbook.evaluation.bootstrap import draws, intervals
from tollbook.evaluation.evaluate import ALL, WORDED, evaluate
from tollbook.evaluation.misses import misses
from tollbook.evaluation.pairing import pair, same_place, same_source
from tollbook.evaluation.passage import Passage
from tollbook.evaluation.score import count, scores
from tollbook.evaluation.slices import has_carried_voice
from tollbook.model.document import Block

TITLE = "Dozens die in mine collapse"
TEXT = f"""{TITLE}
Rescuers in Lubumbashi found 31 dead. At least 12 miners were injured, among them two boys.
The governor spoke of 40 dead. They lost nine men last year, he said."""
PAGE = a_document(TEXT, blocks=(Block(0, len(TITLE), "headline"), Block(len(TITLE) + 1, len(TEXT))))


def figure(quote: str, low: int, high: int | None = -1, **others: Any) -> Annotated:
    """A figure of the text above; exact unless `high` is given."""
    start = TEXT.index(quote)
    number = re.match(r"at least \w+|\w+", quote, re.I)
    assert number
    return Annotated(
        measure=others.pop("measure", "killed"),
        low=low,
        high=low if high == -1 else high,
        evidence=(start, start + len(quote)),
        number=(start, start + number.end()),
        voices=others.pop("voices", ()),
        quote=quote,
        number_words=number[0],
        **others,
    )


HEADLINE = figure("Dozens die", 24, 99, modifier="vague")
DEAD = figure("31 dead", 31, voices=("Rescuers",))
HURT = figure("At least 12 miners were injured", 12, None, measure="injured", modifier="at_least")
BOYS = figure("two boys", 2, measure="injured", whole=2)
TOLL = figure("40 dead", 40, voices=("The governor",), scope="cumulative")
MEN = figure("nine men", 9, measure="casualties", voices=("The governor",))
GOLD = [HEADLINE, DEAD, HURT, BOYS, TOLL, MEN]


def compared(predicted: list[Annotated], gold: list[Annotated] = GOLD) -> Passage:
    """The page as two annotators have it."""
    return Passage.compare(PAGE, gold, predicted)


@pytest.mark.parametrize(
    ("predicted", "found", "value"),
    [
        (GOLD, (1, 1, 1), (1, 1, 1)),
        ([], (None, 0, 0), (None, 0, 0)),
        (GOLD[:3], (1, 1 / 2, 2 / 3), (1, 1 / 2, 2 / 3)),
        ([replace(DEAD, low=30), TOLL], (1, 1 / 3, 1 / 2), (1 / 2, 1 / 6, 1 / 4)),
        ([replace(DEAD, measure="injured")], (0, 0, 0), (0, 0, 0)),
        ([DEAD, DEAD], (1 / 2, 1 / 6, 1 / 4), (1 / 2, 1 / 6, 1 / 4)),
    ],
    ids=["alike", "nothing read", "half read", "a wrong value", "a wrong measure", "read twice"],
)
def test_precision_recall_and_their_mean(
    predicted: list[Annotated],
    found: tuple[float | None, ...],
    value: tuple[float | None, ...],
) -> None:
    result = scores(count(compared(predicted).outcomes))
    for accuracy, expected in ((result.found, found), (result.value, value)):
        assert (accuracy.precision, accuracy.recall, accuracy.f1) == pytest.approx(expected)


def test_shares_are_of_the_found() -> None:
    """Of two that met one has another scope, both a voice known by a word of its name."""
    read = [replace(DEAD, scope="period"), replace(TOLL, voices=("Governor of Haut-Katanga",))]
    result = scores(count(compared(read).outcomes))
    assert (result.source, result.scope, result.modality) == (1.0, 0.5, 1.0)
    assert scores(count(compared([]).outcomes)).source is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ((), (), True),
        (("the army",), (), False),
        (("the army",), ("Army spokesman Lt Col Diop",), True),
        (("the minister of health",), ("the ministry of war",), False),
        (("Reuters", "a medic"), ("the medic",), True),
    ],
)
def test_voices_are_the_same_by_a_word_of_a_name(
    one: tuple[str, ...], other: tuple[str, ...], same: bool
) -> None:
    assert same_source(replace(DEAD, voices=one), replace(DEAD, voices=other)) is same


@pytest.mark.parametrize(
    ("whole", "right"), [(1, True), (0, False), (None, False)], ids=["right", "wrong", "none"]
)
def test_a_part_is_right_where_it_leads_to_what_met_its_whole(
    whole: int | None, right: bool
) -> None:
    met = compared([DEAD, HURT, replace(BOYS, whole=whole)]).outcomes
    assert [outcome.whole for outcome in met if outcome.gold is BOYS] == [right]


def test_links_follow_figures_when_those_without_a_number_word_go() -> None:
    man = replace(DEAD, number_words="a")
    kept = with_number_words([man, HURT, replace(BOYS, whole=1), replace(TOLL, same=0)])
    assert [(one.whole, one.same) for one in kept] == [(None, None), (0, None), (None, None)]


def test_equal_values_meet_first() -> None:
    near = replace(DEAD, low=13, high=13)
    assert pair([DEAD], [near, DEAD]).pairs == ((0, 1),)


SLICED = {
    "killed": [HEADLINE, DEAD, TOLL],
    "injured": [HURT, BOYS],
    "casualties": [MEN],
    "10 or more": [HEADLINE, DEAD, HURT, TOLL],
    "vague": [HEADLINE],
    "bounded": [HURT],
    "part or whole": [HURT, BOYS],
    "carried": [MEN],
    "headline": [HEADLINE],
}


def test_each_slice_holds_its_figures_and_none_is_empty() -> None:
    rows = evaluate({PAGE.id: PAGE}, {PAGE.id: GOLD}, {PAGE.id: GOLD}).rows
    held = {name: row.scores.gold for name, row in rows.items()}
    expected = {name: len(figures) for name, figures in SLICED.items()}
    assert held == {ALL: len(GOLD), WORDED: len(GOLD)} | expected


def test_a_false_figure_falls_into_the_slices_where_it_is() -> None:
    """It costs precision there, and in no slice that it does not belong to."""
    false = replace(HEADLINE, measure="missing")
    rows = evaluate({PAGE.id: PAGE}, {PAGE.id: GOLD}, {PAGE.id: [*GOLD, false]}).rows
    precision = {name: row.scores.found.precision for name, row in rows.items()}
    assert precision["missing"] == 0
    assert precision["headline"] == precision["vague"] == 1 / 2
    assert precision["killed"] == precision["bounded"] == precision["carried"] == 1


def test_a_voice_is_carried_where_its_sentence_does_not_name_it() -> None:
    passage = compared(GOLD)
    assert [one for one in GOLD if has_carried_voice(passage, one)] == [MEN]


@pytest.mark.parametrize(
    ("gold", "read", "right"),
    [
        ((), (), True),
        ((), None, True),
        ((), ("Likasi", ""), False),
        (("Likasi",), (), False),
        (("the mines of Likasi",), ("LIKASI", "Likasi"), True),
        (("Kolwezi",), ("the copper town", "Kolwezi"), True),
        (("Tanga region",), ("Arusha region", "Arusha"), False),
        (("northern Mali",), ("northern Niger",), False),
        (("the camp",), ("a camp",), True),
    ],
)
def test_places_are_the_same_where_they_share_a_word_of_a_name(
    gold: tuple[str, ...], read: tuple[str, ...] | None, right: bool
) -> None:
    """Many places share "region" and "northern", which are no names; "camp" may be all there is."""
    assert same_place(replace(DEAD, place=gold), replace(DEAD, place=read)) is right


def test_place_and_period_are_scored_where_they_are_annotated() -> None:
    """A figure without them is left out, and `told` leaves out those of which nothing is known."""
    monday = date(2019, 6, 3)
    gold = [
        HEADLINE,
        replace(DEAD, place=("Lubumbashi",), period=(monday, monday)),
        replace(HURT, place=("Lubumbashi",), period=(None, monday)),
        replace(TOLL, place=(), period=(None, None)),
    ]
    read = [
        replace(HEADLINE, place=("Likasi", ""), period=(monday, monday)),
        replace(DEAD, place=("Lubumbashi", ""), period=(monday, monday)),
        replace(HURT, place=(), period=(monday, monday)),
        replace(TOLL, place=(), period=(None, None)),
    ]
    found = scores(count(compared(read, gold).outcomes))
    assert (found.place, found.period) == (2 / 3, 2 / 3)
    assert (found.place_stated, found.period_stated) == (1 / 2, 1 / 2)
    assert [(miss.fault, miss.gold) for miss in misses([compared(read, gold)])] == [
        ("place", gold[2]),
        ("period", gold[2]),
    ]
    bare = scores(count(compared(GOLD).outcomes))
    assert (bare.place, bare.place_stated, bare.period, bare.period_stated) == (None,) * 4


def test_what_went_wrong_is_told_in_text_order_and_in_its_sentence() -> None:
    read = [replace(TOLL, low=4), replace(DEAD, voices=()), HURT, replace(MEN, measure="missing")]
    told = [(miss.fault, miss.sentence) for miss in misses([compared(read, GOLD[1:])])]
    lost = "They lost nine men last year, he said."
    assert told == [
        ("source", "Rescuers in Lubumbashi found 31 dead."),
        ("missed", "At least 12 miners were injured, among them two boys."),
        ("value", "The governor spoke of 40 dead."),
        ("missed", lost),
        ("false", lost),
    ]


def test_intervals_hold_the_score_and_are_the_same_every_time() -> None:
    passages = [compared(GOLD[: n % 7]) for n in range(30)]
    counts = [count(passage.outcomes) for passage in passages]
    of_all = scores(count(o for passage in passages for o in passage.outcomes)).headlines()
    found = intervals(counts, draws(len(counts)))
    assert found == intervals(counts, draws(len(counts)))
    low, high = found["value"] or (1, 0)
    value = of_all["value"]
    assert value is not None and low < value < high < 1
    assert found["source"] == (1.0, 1.0)


def test_more_passages_make_a_score_surer() -> None:
    few = [count(compared(GOLD[: n % 7]).outcomes) for n in range(7)]
    widths = []
    for counts in (few, few * 9):
        low, high = intervals(counts, draws(len(counts)))["found"] or (0, 0)
        widths.append(high - low)
    assert 0 < widths[1] < widths[0]


def test_there_is_no_interval_of_nothing() -> None:
    empty = count(compared([], []).outcomes)
    assert set(intervals([empty], draws(1)).values()) == {None}
