"""Denied, expected, supposed, and between two numbers: how firmly and how closely it is said."""

from __future__ import annotations

import pytest

from careful_reader import differences

ROWS = [
    (
        "The army denied reports that 40 of its men had been captured. “Nobody was "
        "captured,” a spokesman, Lem Orty, said.",
        ["captured 40; denied; by army", "captured 0; by Orty"],
    ),
    (
        "The police chief rejected claims that officers had shot dead six protesters.",
        ["killed 6; denied; by police chief; of protesters"],
    ),
    (
        "Reports that 15 prisoners had been executed are false, the justice ministry said.",
        ["killed 15; denied; of prisoners; by ministry"],
    ),
    (
        "It is not true that 40 prisoners were shot, the warden said.",
        ["casualties 40; denied; by warden; of prisoners"],
    ),
    (
        "The denial that any soldiers were killed came hours after rebels had claimed 30 dead.",
        ["killed 0+; denied; of soldiers", "killed 30; by rebels"],
    ),
    (
        "Although nobody died in the port itself, nine people were killed in the hills above "
        "it, the prefect said.",
        ["killed 0; by prefect", "killed 9; by prefect"],
    ),
    (
        "There were no casualties at the embassy, but a bomb at the market left 12 dead, "
        "police said.",
        ["casualties 0; by police", "killed 12; by police"],
    ),
    (
        "No injuries were reported in Brell, while in Sund three children were hurt, the "
        "fire service said.",
        ["injured 0", "injured 3; of children; by fire service; in Sund"],
    ),
    (
        "The air force denied targeting a hospital and said the raid had killed as many as "
        "25 fighters.",
        ["killed 0-25; by air force; of fighters"],
    ),
    (
        "The group denied having bombed the bus and said its fighters killed 12 soldiers "
        "elsewhere.",
        ["killed 12; by group; of soldiers"],
    ),
    (
        "Rebels denied that they had fired on the convoy, in which nine aid workers died.",
        ["killed 9; of aid workers"],
    ),
    (
        "The number of dead could pass 3,000, the minister warned. Rescuers have so far "
        "recovered 812 bodies.",
        ["killed 3001+; possible; by minister", "killed 812"],
    ),
    (
        "Up to 500 people are feared dead after the dam burst, the Red Crescent said. 64 "
        "deaths have been confirmed.",
        ["killed 0-500; possible; by Red Crescent", "killed 64"],
    ),
    (
        "Doctors expect the toll, now 19, to rise above 30.",
        ["killed 19"],
    ),
    (
        "He warned the generals against killing civilians.",
        [],
    ),
    (
        "A judge ordered the arrest of three former ministers.",
        [],
    ),
    (
        "The ferry can carry 300 passengers and 40 crew, none of whom was hurt.",
        ["injured 0"],
    ),
    (
        "The court sentenced a man to death for a murder in 2019.",
        [],
    ),
    (
        "They threatened to kill the mayor if the money was not paid.",
        [],
    ),
    (
        "Police are looking for four men who planned to murder the mayor.",
        [],
    ),
    (
        "Aid workers reported 1,340 deaths in the camps.",
        ["killed 1340; by Aid workers"],
    ),
    (
        "Eleven people were reportedly killed when a jet crashed in Sorrel.",
        ["killed 11; unconfirmed"],
    ),
    (
        "The rebels claim to have killed 50 soldiers, which could not be verified.",
        ["killed 50; unconfirmed; by rebels; of soldiers"],
    ),
    (
        "Between four and 11 civilians, including 2–3 women, were killed in the strike, "
        "residents said.",
        ["killed 4-11; by residents; of civilians", "killed 2-3; part; of women"],
    ),
    (
        "From 20 to 25 fighters were captured near Osk, the militia said.",
        ["captured 20-25; by militia; of fighters"],
    ),
    (
        "The raid killed 8-10 rebels and wounded another 15 to 20, an officer said.",
        ["killed 8-10; by officer; of rebels", "injured 15-20; by officer"],
    ),
    (
        "No fewer than six and possibly as many as 14 miners were trapped and died, the "
        "company said.",
        ["killed 6-14; by company; of miners"],
    ),
    (
        "At least 30, and perhaps up to 55, villagers were killed, the monitors believe.",
        ["killed 30-55; by monitors; of villagers"],
    ),
    (
        "Estimates of the number of dead vary from 120 to 300.",
        ["killed 120-300"],
    ),
    (
        "More than 30 but fewer than 40 people were killed, a doctor said.",
        ["killed 31-39; by doctor"],
    ),
    (
        "At least one, maybe two guards died.",
        ["killed 1-2"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_denials(text: str, expected: list[str]) -> None:
    """What is denied is marked so; what is only wanted, ordered or within capacity is no figure."""
    assert differences(text, expected) == []
