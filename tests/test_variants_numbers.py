"""Numbers in every written form, and numbers that are none: ages, names, shares."""

from __future__ import annotations

import pytest

from careful_reader import differences

ROWS = [
    (
        "Over 3.5 lakh people have been moved out of low-lying villages in Orissa, the "
        "relief commissioner said.",
        ["displaced 350001+; by relief commissioner"],
    ),
    (
        "Floods have made 12,00,000 people homeless in the state, the chief minister said. "
        "Two lakh were evacuated on Monday.",
        ["displaced 1200000; by chief minister", "displaced 200000"],
    ),
    (
        "As many as 1.2 crore people were displaced, officials said.",
        ["displaced 0-12000000; by officials"],
    ),
    (
        "The list names three hundred and eighteen killed and two thousand, four hundred injured.",
        ["killed 318", "injured 2400"],
    ),
    (
        "Twelve hundred fled, one hundred and five were arrested and forty-one died, the "
        "parish said.",
        ["displaced 1200; by parish", "captured 105; by parish", "killed 41; by parish"],
    ),
    (
        "Forty-four (44) people were killed and one hundred and twelve (112) injured.",
        ["killed 44", "injured 112"],
    ),
    (
        "The Red Cross has counted 2 310 dead, 14 020 injured and 905 missing since March.",
        ["killed 2310; by Red Cross", "injured 14020; by Red Cross", "missing 905; by Red Cross"],
    ),
    (
        "Some 7'200 people were evacuated and 1'015 are missing, the canton said.",
        ["displaced 7200; by canton", "missing 1015; by canton"],
    ),
    (
        "Official figures speak of 3.450 dead and 10.200 wounded.",
        ["killed 3450", "injured 10200"],
    ),
    (
        "A quarter of a million people have fled and a further 75k are homeless, the mission "
        "said. Three dozen died.",
        ["displaced 250000; by mission", "displaced 75000; by mission", "killed 36"],
    ),
    (
        "Some 1.8m refugees crossed the border; 300+ died on the way.",
        ["displaced 1800000; of refugees", "killed 300+"],
    ),
    (
        "One and a half million people were uprooted. A thousand and ten were killed.",
        ["displaced 1500000", "killed 1010"],
    ),
    (
        "12k people were evacuated, the state said, and 60+ wounded.",
        ["displaced 12000; by state", "injured 60+; by state"],
    ),
    (
        "Of the 120 prisoners killed, a third were women, the lawyer said.",
        ["killed 120; by lawyer; of prisoners", "killed 40; part"],
    ),
    (
        "At least half of the 90 killed were children.",
        ["killed 90", "killed 45-90; part; of children"],
    ),
    (
        "Nearly two thirds of the 300 wounded were soldiers, the hospital said.",
        ["injured 300; by hospital", "injured 200; part; of soldiers"],
    ),
    (
        "Two in three of the injured were under five.",
        [],
    ),
    (
        "Some 30 percent of those killed were women, the report says.",
        [],
    ),
    (
        "Half of the 90 killed were boys.",
        ["killed 90", "killed 45; part; of boys"],
    ),
    (
        "By 3 May, 9\u00a0500 people had left their homes and 2\u202f040 had been wounded, "
        "the agency said.",
        ["displaced 9500; by agency", "injured 2040; by agency"],
    ),
    (
        "Up to 15\u00a0000 residents were evacuated on 2 May, and 118 were injured.",
        ["displaced 0-15000; of residents", "injured 118"],
    ),
    (
        "On 4 May 2 300 families lost their homes, and 25 people died.",
        ["killed 25"],
    ),
    (
        "The missing number 60, the mayor said.",
        ["missing 60; by mayor"],
    ),
    (
        "A score of fighters and a couple of dozen civilians died.",
        ["killed 20; of fighters", "killed 24; of civilians"],
    ),
    (
        "Tens of thousands have been displaced and several hundred killed.",
        ["displaced 20000-99999", "killed 300-999"],
    ),
    (
        "Thirty-odd people were hurt.",
        ["injured 30"],
    ),
    (
        "Nobody was killed but scores were injured.",
        ["killed 0", "injured 40-99"],
    ),
    (
        "The toll stands at five hundred and twelve.",
        ["killed 512"],
    ),
    (
        "The 600-strong brigade lost 45 men.",
        ["deployed 600", "casualties 45"],
    ),
    (
        "He was the 12th miner to die this year.",
        [],
    ),
    (
        "Room 12 was empty when 3 policemen were shot dead at 5 p.m. on Highway 9.",
        ["killed 3; of policemen"],
    ),
    (
        "Six Day War veterans mourned the 5 soldiers killed.",
        ["killed 5; of soldiers"],
    ),
    (
        "Rebels armed with AK-47s killed 4 in District 9.",
        ["killed 4"],
    ),
    (
        "Nineteen died and forty are being treated, the clinic said.",
        ["killed 19; by clinic", "injured 40; by clinic"],
    ),
    (
        "Two men shot in the leg died.",
        ["killed 2; of men"],
    ),
    (
        "Officials put the dead at 16 and the wounded at 40.",
        ["killed 16; by Officials", "injured 40; by Officials"],
    ),
    (
        "Malawi reported 230 deaths, Mozambique 86.",
        ["killed 230; by Malawi", "killed 86"],
    ),
    (
        "Another 30 people are missing.",
        ["missing 30"],
    ),
    (
        "The column lost 300 men.",
        ["casualties 300"],
    ),
]

AGES = [
    (
        "Police identified the two men killed as Aron Dey, 22, and Obi Manu, 25.",
        ["killed 2; of men"],
    ),
    (
        "Killed were Rita Solm (41), her daughter Ines (12) and a neighbour.",
        ["killed 3"],
    ),
    (
        "All nine victims were aged between 14 and 17; a teacher, 52, also died.",
        ["killed 1; of teacher"],
    ),
    (
        "The 11 girls killed were 8 to 12 years old, and two nuns were also killed.",
        ["killed 11; of girls", "killed 2; of nuns"],
    ),
    (
        "A 70-year-old man and two women in their 80s died in the fire.",
        ["killed 1; of man", "killed 2; of women"],
    ),
    (
        "Farid Amin (45), his wife Sara (38) and their daughters Noor (9) and Hana (5) died "
        "in the blast, neighbours said.",
        ["killed 4; by neighbours"],
    ),
    (
        "The strike killed Ali Dorr, 50, his brother Sam, 47, and their mother, a nurse said.",
        ["killed 3; by nurse"],
    ),
    (
        "Ana Pell, 31, and her baby were killed on Monday.",
        ["killed 2"],
    ),
    (
        "A 3-month-old boy, a 40-year-old woman and two men were injured, the hospital said. "
        "In all, 17 people were arrested.",
        [
            "injured 1; of boy; by hospital",
            "injured 1; of woman; by hospital",
            "injured 2; of men; by hospital",
            "captured 17",
        ],
    ),
    (
        "Troops shot dead a 15-year-old and a 62-year-old farmer.",
        ["killed 1", "killed 1; of farmer"],
    ),
    (
        "A two-year-old girl was killed, as were her parents, both 30.",
        ["killed 1; of girl", "killed 2+; of parents"],
    ),
    (
        "The mayor and his brother were killed.",
        ["killed 2"],
    ),
    (
        "The attack killed her and 4 of her cousins.",
        ["killed 1", "killed 4; of cousins"],
    ),
    (
        "A man and a woman were killed.",
        ["killed 1; of man", "killed 1; of woman"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_numbers(text: str, expected: list[str]) -> None:
    """A share is of a stated whole; an age is no count; a list of names is one figure."""
    assert differences(text, expected) == []


@pytest.mark.parametrize(("text", "expected"), AGES)
def test_ages(text: str, expected: list[str]) -> None:
    """A share is of a stated whole; an age is no count; a list of names is one figure."""
    assert differences(text, expected) == []
