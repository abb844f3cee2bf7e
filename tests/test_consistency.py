"""All claims at once: what can be true together, what can't, and what the least repair is."""

from __future__ import annotations

import pytest

from consistency_tools import GUR, NOBODY, Briefing, Count, asked, clashes, record_of
from tollbook.model.case import Case
from tollbook.publishing.consistency import contradiction_layout, summary, to_json
from tollbook.reasoning.consistency import consistency

TOLD = Briefing(
    0,
    [Count("casualties", 2095), Count("killed", 498, part=True), Count("injured", 1597, part=True)],
)


def killed(day: int, low: int, **others: object) -> Briefing:
    return Briefing(day, [Count("killed", low, **others)])  # type: ignore[arg-type] # its own fields


def test_dead_and_wounded_that_make_up_the_casualties_are_fine() -> None:
    answer = asked(TOLD)
    assert answer.feasible
    assert answer.asked == 3
    assert summary(answer) == "All 3 comparable claims can be true together."


def test_parts_that_miss_the_whole_clash_with_it() -> None:
    """1,957 for 1,597: two digits changed places, and the three numbers are 360 apart."""
    wrong = Briefing(1, [TOLD.counts[0], TOLD.counts[1], Count("injured", 1957, part=True)])
    answer = asked(wrong)
    assert clashes(answer) == [{("casualties", 2095), ("killed", 498), ("injured", 1957)}]
    (clash,) = answer.contradictions
    assert clash.off == 360
    assert clash.rules == ("adds_up",)
    assert {shift.by for shift in clash.repairs} == {360, -360}
    assert [abs(shift.by) for shift in answer.repair] == [360]


@pytest.mark.parametrize(
    ("briefings", "clash"),
    [
        # a running total falls
        ([killed(0, 300), killed(5, 200)], {("killed", 300), ("killed", 200)}),
        # "about 300" allows 270, not 200
        (
            [Briefing(0, [Count("killed", 300, modifier="about")]), killed(5, 200)],
            {("killed", 300), ("killed", 200)},
        ),
        # more dead than there had been casualties
        (
            [killed(0, 300), Briefing(3, [Count("casualties", 250)])],
            {("killed", 300), ("casualties", 250)},
        ),
        # more dead in one event than in all
        (
            [Briefing(0, [Count("killed", 80, scope="incident")]), killed(4, 60)],
            {("killed", 80), ("killed", 60)},
        ),
        # more dead in a week than in all
        (
            [Briefing(7, [Count("killed", 80, scope="period", days=7)]), killed(9, 60)],
            {("killed", 80), ("killed", 60)},
        ),
        # more dead in one event than in the week around it
        (
            [
                Briefing(3, [Count("killed", 80, scope="incident")]),
                Briefing(7, [Count("killed", 60, scope="period", days=7)]),
            ],
            {("killed", 80), ("killed", 60)},
        ),
        # more dead than had been sent up to then
        (
            [killed(0, 300), Briefing(2, [Count("deployed", 200)])],
            {("killed", 300), ("deployed", 200)},
        ),
        # the dead and the wounded of one text are different people
        (
            [Briefing(0, [Count("killed", 300), Count("injured", 900)]),
             Briefing(6, [Count("casualties", 1000)])],
            {("killed", 300), ("injured", 900), ("casualties", 1000)},
        ),
    ],
)  # fmt: skip
def test_what_one_origin_cannot_say(briefings: list[Briefing], clash: set[tuple[str, int]]) -> None:
    assert clashes(asked(*briefings)) == [clash]


@pytest.mark.parametrize(
    "briefings",
    [
        # "at least 300" and then "at least 200" say the same of 300 dead
        [
            Briefing(0, [Count("killed", 300, None, "at_least")]),
            Briefing(5, [Count("killed", 200, None, "at_least")]),
        ],
        # "about 300" may be 280
        [Briefing(0, [Count("killed", 300, modifier="about")]), killed(5, 280)],
        # a total may rise within a day
        [killed(3, 320), Briefing(3, [Count("killed", 300)], id="in the morning")],
        # the wounded may die
        [
            Briefing(0, [Count("killed", 10), Count("injured", 40)]),
            Briefing(2, [Count("killed", 12), Count("injured", 38)]),
        ],
        # the missing may be found
        [Briefing(0, [Count("missing", 90)]), Briefing(2, [Count("missing", 20)])],
        # more may have been sent since
        [Briefing(0, [Count("deployed", 200)]), killed(9, 300)],
        # an event after the total is not in it
        [killed(0, 60), Briefing(4, [Count("killed", 80, scope="incident")])],
        # whom an origin fears to be dead it does not say is dead
        [killed(0, 300), killed(5, 200, modality="possible")],
    ],
)
def test_what_one_origin_can_say(briefings: list[Briefing]) -> None:
    answer = asked(*briefings)
    assert answer.feasible
    assert not answer.repair


def test_a_corrected_total_may_fall() -> None:
    corrected = Briefing(
        5, [Count("killed", 200)], words="The agency corrected its earlier count of 300 dead"
    )
    assert asked(killed(0, 300), corrected, killed(6, 210)).feasible
    assert clashes(asked(killed(0, 300), corrected, killed(6, 190))) == [
        {("killed", 200), ("killed", 190)}
    ]


def test_origins_that_disagree_contradict_nobody() -> None:
    answer = asked(killed(0, 300), Briefing(0, [Count("killed", 900)], GUR))
    assert answer.feasible
    (difference,) = answer.differences
    assert set(difference.who) == {"National Intelligence Service", GUR["origin"]}
    assert difference.off == 600


def test_origins_that_leave_room_for_one_another_do_not_disagree() -> None:
    more = Briefing(4, [Count("killed", 900)], GUR)
    assert not asked(killed(0, 300), more).differences


RISING = (killed(0, 300), Briefing(0, [Count("killed", 420)], id="in the evening"))


@pytest.mark.parametrize(("other", "apart"), [(350, []), (425, []), (900, [480]), (200, [100])])
def test_totals_of_one_day_are_no_difference_with_somebody_else(
    other: int, apart: list[int]
) -> None:
    """One origin's total rises within the day; another differs from it if it fits none of both."""
    answer = asked(*RISING, Briefing(0, [Count("killed", other)], GUR))
    assert answer.feasible
    assert [difference.off for difference in answer.differences] == apart
    for difference in answer.differences:
        assert {claim.origin.name for claim in difference.claims} == set(difference.who)


def test_what_one_origin_contradicts_itself_in_is_no_difference_with_somebody_else() -> None:
    """Each side of a difference gives a claim for it, also where one side can't be judged alone."""
    fell = [killed(0, 500), killed(4, 200)]
    others = [Briefing(day, [Count("killed", 500 + day)], GUR) for day in range(0, 9, 2)]
    answer = consistency(record_of(*fell, *others))
    assert not answer.feasible
    for difference in answer.differences:
        assert {claim.origin.name for claim in difference.claims} == set(difference.who)


def test_a_page_that_adds_up_others_words_stands_behind_its_sum() -> None:
    added = Briefing(
        0,
        [
            Count("casualties", 1000, voice=NOBODY),
            Count("killed", 300, part=True),
            Count("injured", 900, part=True),
        ],
    )
    answer = asked(added)
    assert [clash.who for clash in answer.contradictions] == [("Daily Gazette",)]


def test_nobody_stands_behind_two_origins_at_once() -> None:
    """A page that sets one origin's dead beside another's casualties adds up nothing."""
    beside = Briefing(
        0,
        [
            Count("casualties", 1000),
            Count("killed", 300, part=True, voice=GUR),
            Count("injured", 900, part=True, voice=GUR),
        ],
    )
    assert asked(beside).feasible


def test_no_more_are_lost_than_the_case_says_there_were() -> None:
    case = Case(name="k", title="Troops in Kursk", sides=("KP",), strength=(10_000, 12_000))
    answer = asked(killed(0, 16_000), case=case)
    (clash,) = answer.contradictions
    assert clash.strength
    assert clash.off == 4_000
    assert asked(killed(0, 11_000), case=case).feasible


def test_two_errors_are_two_contradictions() -> None:
    answer = asked(killed(0, 300), killed(2, 30), killed(4, 310), killed(6, 31), killed(8, 320))
    assert sorted(abs(shift.by) for shift in answer.repair) == [270, 279]
    assert len(answer.contradictions) == 2
    assert all(len(clash.claims) == 2 for clash in answer.contradictions)


def test_it_says_what_is_too_large_to_judge() -> None:
    answer = consistency(record_of(killed(0, 300), killed(5, 200), solver_claims=1))
    assert answer.given_up == 2
    assert "2 claims are too many to judge at once: ask within a case." in summary(answer)


def test_it_gives_up_where_the_solver_does() -> None:
    answer = consistency(record_of(killed(0, 300), killed(5, 200), solver_effort=1))
    assert answer.given_up == 2


def test_a_contradiction_is_told_with_its_places_and_its_repair() -> None:
    record = record_of(killed(0, 300), killed(5, 200))
    (clash,) = consistency(record).contradictions
    assert contradiction_layout(clash, record).splitlines() == [
        "org:kr-nis on 0.txt:1: all_claims fails",
        "    1 | It was said of soldiers, 0: 300 killed in Kursk.",
        "      |                             ^^^",
        "org:kr-nis on 5.txt:1:",
        "    1 | It was said of soldiers, 0: 200 killed in Kursk.",
        "      |                             ^^^",
        "   National Intelligence Service stands behind all of this, and it can't all be",
        "     true:",
        "   300 killed (National Intelligence Service, 10 January 2025)",
        "   200 killed (National Intelligence Service, 15 January 2025)",
        "   A running total can't fall unless it is corrected.",
        "   One of these two is off by at least 100: 300 killed by 100 too many, or 200",
        "     killed by 100 too few.",
    ]


def test_the_record_for_json_holds_all_of_it() -> None:
    record = record_of(killed(0, 300), killed(5, 200))
    told = to_json(consistency(record), record)
    assert list(told) == [
        *("feasible", "claims", "given_up", "contradictions", "repair", "differences")
    ]
    assert told["contradictions"][0]["claims"][0]["quote"]["quote"] == "0: 300 killed in Kursk"


def test_a_hedged_total_said_again_is_not_held_to_the_parts_of_two_briefings() -> None:
    """By Wednesday "at least 100" may stand for three more: no contradiction."""
    monday = Briefing(
        0,
        [
            Count("casualties", 100, None, "at_least"),
            Count("killed", 40, part=True),
            Count("injured", 60, part=True),
        ],
    )
    wednesday = Briefing(
        2,
        [
            Count("casualties", 100, None, "at_least"),
            Count("killed", 41, part=True),
            Count("injured", 62, part=True),
        ],
    )
    assert asked(monday, wednesday).feasible
