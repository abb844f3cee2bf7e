"""Unreal and denied harm, places before passives, rival voices, lists and labels."""

from __future__ import annotations

import pytest

from careful_reader import differences

ROWS = [
    (
        "The envoy warned both armies against shelling civilians.",
        [],
    ),
    (
        "A judge issued a warrant for the arrest of two bankers.",
        [],
    ),
    (
        "Anyone caught killing a guard will hang.",
        [],
    ),
    (
        "The new law bans the detention of children.",
        [],
    ),
    (
        "The hospital ship can treat 400 wounded at a time.",
        [],
    ),
    (
        "They vowed to kill ten hostages a day.",
        [],
    ),
    (
        "The camp was built for 12,000 refugees.",
        [],
    ),
    (
        "The city plans to evacuate 30,000 people if the dam cracks.",
        [],
    ),
    (
        "Rebels tried to kidnap three engineers but failed.",
        [],
    ),
    (
        "The minister said he did not know how many people had been killed.",
        ["killed 0+; question"],
    ),
    (
        "The army denied killing 14 farmers.",
        ["killed 14; denied; by army; of farmers"],
    ),
    (
        "There is no truth in reports that 200 soldiers deserted or were captured, the staff said.",
        ["captured 200; denied; of soldiers"],
    ),
    (
        "The claim that 60 pupils were abducted is a lie, the governor said.",
        ["captured 60; denied; of pupils; by governor"],
    ),
    (
        "The group said it did not kill the two aid workers found dead on Friday.",
        ["killed 2; of aid workers"],
    ),
    (
        "Near the town of Sarn, Upper Lome, four traders were robbed and killed.",
        ["killed 4; of traders"],
    ),
    (
        "On Monday evening in Oder, a taxi driver was found dead.",
        ["killed 1; of driver"],
    ),
    (
        "In Tel Amar, the IDF said, six gunmen were killed.",
        ["killed 6; of gunmen; by IDF|Israel"],
    ),
    (
        "Outside the UN compound, three guards were wounded.",
        ["injured 3; of guards"],
    ),
    (
        "By noon on Friday, 18 were dead.",
        ["killed 18"],
    ),
    (
        "The two brothers were arrested on Sunday. Both were later released.",
        ["captured 2; of brothers"],
    ),
    (
        "Five miners and two rescuers went missing. They were found dead on Tuesday.",
        ["missing 5; of miners", "missing 2; of rescuers", "killed 2+"],
    ),
    (
        "A couple were stabbed in Lund. Their three children were unhurt.",
        ["injured 2"],
    ),
    (
        "Police put the number of wounded at 14; witnesses spoke of more than 30.",
        ["injured 14; by Police", "injured 31+; by witnesses"],
    ),
    (
        "According to the army, four rebels died. The rebels admitted the loss of one fighter.",
        ["killed 4; by army; of rebels", "casualties 1; by rebels"],
    ),
    (
        "State media said 12 people were killed; an opposition group put the toll at 47.",
        ["killed 12; by State media", "killed 47; by opposition group"],
    ),
    (
        "Doctors counted 27 dead, the ministry 19.",
        ["killed 27; by Doctors", "killed 19"],
    ),
    (
        "The UN says at least 1,100 people have been killed, local groups twice as many.",
        ["killed 1100+; by UN|United Nations"],
    ),
    (
        "Seven were killed by the blast and another 3 by falling glass.",
        ["killed 7", "killed 3"],
    ),
    (
        "The death of the third victim brings the toll to three.",
        ["killed 1", "killed 3"],
    ),
    (
        "A 19th body was found on Monday.",
        [],
    ),
    (
        "She is the fifth reporter to be killed there since 2022.",
        [],
    ),
    (
        "The 40-member delegation escaped unhurt.",
        [],
    ),
    (
        "Some 80 families, 350 people in all, were evacuated.",
        ["displaced 350"],
    ),
    (
        "Twenty thousand five hundred people have been displaced.",
        ["displaced 20500"],
    ),
    (
        "1.25 million people are displaced; 2½ million need food.",
        ["displaced 1250000"],
    ),
    (
        "Between 1,000 and 1,500 inmates escaped and 17 guards were killed.",
        ["killed 17; of guards"],
    ),
    (
        "The toll could be as high as 90, against 62 confirmed dead.",
        ["killed 0-90; possible", "killed 62"],
    ),
    (
        "Less than half of the 60 hostages survived.",
        ["captured 60; of hostages"],
    ),
    (
        "Exactly 100 people died, 99 of them in one building.",
        ["killed 100", "killed 99; part"],
    ),
    (
        "None of the 14 passengers was killed, but nine were injured.",
        ["killed 0", "injured 9"],
    ),
    (
        "An 8-year-old, his aunt and a neighbour, 60, drowned.",
        ["killed 1", "killed 1; of neighbour"],
    ),
    (
        "Killed were two nurses, a driver and a guard.",
        ["killed 2; of nurses", "killed 1; of driver", "killed 1; of guard"],
    ),
    (
        "His son, 12, was wounded and his two daughters killed.",
        ["injured 1; of son", "killed 2; of daughters"],
    ),
    (
        "Of the six hurt, two are children.",
        ["injured 6", "injured 2; part; of children"],
    ),
    (
        "As many as 19 people, including at least five children, were burnt alive.",
        ["killed 0-19", "killed 5+; part; of children"],
    ),
    (
        "The attackers, eight in all, were shot dead.",
        ["killed 8"],
    ),
    (
        "All 11 aboard a helicopter were killed.",
        ["killed 11"],
    ),
    (
        "Militants ambushed a patrol, killing three and capturing two.",
        ["killed 3", "captured 2"],
    ),
    (
        "Twin blasts kill 16 in Quetta",
        ["killed 16; in Quetta"],
    ),
    (
        "Hundreds feared dead as dam bursts in Libya",
        ["killed 200-999; possible; in Libya"],
    ),
    (
        "Seven miners still trapped, two bodies recovered",
        ["killed 2"],
    ),
    (
        "5 dead, 12 hurt in Manila jeepney crash -- police",
        ["killed 5; in Manila; by police", "injured 12; by police"],
    ),
    (
        "Toll in Turkish mine disaster rises to 301",
        ["killed 301"],
    ),
    (
        "Update 4 | 6 May 2024\n\nTotal deaths 31 | Total injured 118 | Total displaced 4,020\n",
        ["killed 31", "injured 118", "displaced 4020"],
    ),
    (
        "Killed: 12 (incl. 4 children)\nWounded: approx. 40\n",
        ["killed 12", "killed 4; part; of children", "injured 40"],
    ),
    (
        "North: 4 dead. South: 7 dead. Total: 11 dead.",
        ["killed 4", "killed 7", "killed 11"],
    ),
    (
        "Dead 14 (10 men, 4 women)",
        ["killed 14", "killed 10; part; of men", "killed 4; part; of women"],
    ),
    (
        "Deaths: 6 in Olm, 3 in Tarsk and 1 in Bree",
        ["killed 6; in Olm", "killed 3; in Tarsk", "killed 1; in Bree"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_unreal_and_rival(text: str, expected: list[str]) -> None:
    """All figures of the text, and no others."""
    assert differences(text, expected) == []


# The words of these figures in another sense, and what only looks like one of the constructions.
ORDINARY = [
    "The family moved out of the flat in 2019.",
    "Kia sold 300 cars in Lagos, and 40 buyers waited.",
    "The team lost the final to the men in red.",
    "The bank lost 300 customers.",
    "A maid whisked away the plates of 12 guests.",
    "The waiters cleared out 40 glasses.",
    "All but two of the 40 bridges were destroyed.",
    "A third was left standing after the blast.",
    "The town counted 40 houses, the valley 12.",
    "Deaths by drowning: Chapter 12, Section 3.",
    "The estimate of the cost ranged from 120 to 300.",
    "Two victims of fraud were paid.",
    "He fell as the crowd pushed.",
]


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_words_count_nobody(text: str) -> None:
    """Moves, sales, matches and houses are no harm, whatever number stands beside them."""
    assert differences(text, []) == []
