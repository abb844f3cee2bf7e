"""One sentence of each kind more, in other words than those the rules were written for."""

from __future__ import annotations

import pytest

from careful_reader import differences

ROWS = [
    (
        "The number of fatalities has reached 61, with 14 people still unaccounted for, "
        "rescue chief Omo Tand said.",
        ["killed 61; by Tand", "missing 14; by Tand"],
    ),
    (
        "Seventeen bodies have been pulled from the rubble so far.",
        ["killed 17"],
    ),
    (
        "Twenty-two tourists perished when their coach left the road.",
        ["killed 22; of tourists"],
    ),
    (
        "The tally of dead rose from 40 to 52 overnight, and 300 are in hospital.",
        ["killed 52", "injured 300"],
    ),
    (
        "Troops rounded up 60 suspects, and three of them died in custody.",
        ["captured 60; of suspects", "killed 3; part"],
    ),
    (
        "Floods swept away nine people, five of whom have been found dead.",
        ["killed 5"],
    ),
    (
        "A suicide bomber blew himself up at a checkpoint, killing four soldiers.",
        ["killed 1", "killed 4; of soldiers"],
    ),
    (
        "Some 2,000 were forced to flee; 19 did not survive.",
        ["displaced 2000", "killed 19"],
    ),
    (
        "The militia beheaded six men and shot eight more.",
        ["killed 6; of men", "killed 8"],
    ),
    (
        "One person was killed and another seriously wounded in a knife attack in Bergen.",
        ["killed 1; in Bergen", "injured 1; in Bergen"],
    ),
    (
        "At least 11 people, nine of them women, were trampled to death.",
        ["killed 11+", "killed 9; part; of women"],
    ),
    (
        "The eruption forced 11,000 to evacuate.",
        ["displaced 11000"],
    ),
    (
        "Authorities said that 230 houses were destroyed and 1,100 people left homeless.",
        ["displaced 1100; by Authorities"],
    ),
    (
        "The bombing claimed 34 lives, among them those of five medics.",
        ["killed 34", "killed 5; part; of medics"],
    ),
    (
        "Eleven crew members were taken hostage by pirates off Benin.",
        ["captured 11; of crew"],
    ),
    (
        "The army says it has lost 41 soldiers since March.",
        ["casualties 41; by army; of soldiers"],
    ),
    (
        "Two more bodies were found on Monday, bringing the death toll to 19.",
        ["killed 2", "killed 19"],
    ),
    (
        "Police arrested 112 demonstrators; 40 have since been released.",
        ["captured 112; of demonstrators"],
    ),
    (
        "Three people were feared dead after a boat overturned.",
        ["killed 3; possible"],
    ),
    (
        "Six of the eight climbers were rescued; the other two died.",
        ["killed 2"],
    ),
    (
        "The crash killed all 132 people on board.",
        ["killed 132"],
    ),
    (
        "All but two of the 40 passengers died.",
        ["killed 38"],
    ),
    (
        "Nearly 70 per cent of the 200 victims were women.",
        [],
    ),
    (
        "Cholera has killed 300 and infected 12,000 since June.",
        ["killed 300"],
    ),
    (
        "Up to 40 civilians, mostly children, may have been killed.",
        ["killed 0-40; possible; of civilians"],
    ),
    (
        "Gunmen killed the village chief, his two wives and a guard.",
        ["killed 1; of chief", "killed 2; of wives", "killed 1; of guard"],
    ),
    (
        "A teacher and 14 pupils are missing.",
        ["missing 1; of teacher", "missing 14; of pupils"],
    ),
    (
        "Ten protesters were wounded, three critically.",
        ["injured 10; of protesters", "injured 3; part"],
    ),
    (
        "The raid left seven dead: four fighters, two women and a child.",
        [
            "killed 7",
            "killed 4; part; of fighters",
            "killed 2; part; of women",
            "killed 1; part; of child",
        ],
    ),
    (
        "The army put rebel casualties at 200 and its own at 14 killed and 30 wounded.",
        ["casualties 200", "killed 14", "injured 30"],
    ),
    (
        "More than 2.3 million people have been internally displaced, the UN says.",
        ["displaced 2300001+; by UN|United Nations"],
    ),
    (
        "No one was killed, but 13 people were treated for smoke inhalation.",
        ["killed 0", "injured 13"],
    ),
    (
        "He is accused of murdering three women in 2019.",
        ["killed 3; unconfirmed; of women"],
    ),
    (
        "Thousands fled their homes as the fire spread.",
        ["displaced 2000-9999"],
    ),
    (
        "Of the 36 injured, 12 remain in hospital.",
        ["injured 36", "injured 12; part"],
    ),
    (
        "Hundreds are believed to be trapped; 51 bodies have been recovered.",
        ["killed 51"],
    ),
    (
        "Fourteen were killed on the spot and two succumbed to their wounds in hospital.",
        ["killed 14", "killed 2"],
    ),
    (
        "The ministry said it had killed 15 “terrorists” and destroyed six vehicles.",
        ["killed 15; by ministry"],
    ),
    (
        "Over the weekend 25 migrants drowned off Libya, 12 of them children.",
        ["killed 25; of migrants", "killed 12; part; of children"],
    ),
    (
        "Sixteen people died and 30-plus were hurt in a stampede, local media reported.",
        ["killed 16; by local media", "injured 30+; by local media"],
    ),
    (
        "An estimated 5,000 people were killed in the first month.",
        ["killed 5000; estimated"],
    ),
    (
        "The convoy of 40 trucks was attacked and its 12 guards were killed.",
        ["killed 12; of guards"],
    ),
    (
        "About 1 in 5 of the 1,000 detainees died.",
        ["killed 200", "captured 1000"],
    ),
    (
        "Three journalists and their driver were detained for two hours.",
        ["captured 3; of journalists", "captured 1; of driver"],
    ),
    (
        "7 killed, 3 of them kids, as van hits tree near Lyon",
        ["killed 7", "killed 3; part; of kids"],
    ),
    (
        "Death toll from Ruvu floods passes 150",
        ["killed 151+"],
    ),
    (
        "Iran quake: 21 dead, 1,600 hurt, says state TV",
        ["killed 21; by state TV", "injured 1600; by state TV"],
    ),
    (
        "Mali army kills 30 jihadists, loses 4",
        ["killed 30; of jihadists", "killed 4"],
    ),
    (
        "Eight arrested over killing of priest",
        ["captured 8", "killed 1; of priest"],
    ),
    (
        "Gaza: 45 martyrs since dawn",
        ["killed 45"],
    ),
    (
        "Injured - 12; dead - 3; missing - 1.",
        ["injured 12", "killed 3", "missing 1"],
    ),
    (
        "Confirmed deaths: 1,204 (+18)\nConfirmed injuries: 3,311 (+40)\n",
        ["killed 1204", "injured 3311"],
    ),
    (
        "Overview\n\nDeaths\n14\nInjured\n52\nMissing\n3\n",
        ["killed 14", "injured 52", "missing 3"],
    ),
    (
        "Victims: 5 civilians killed, 11 wounded, 2 missing",
        ["killed 5; of civilians", "injured 11", "missing 2"],
    ),
    (
        "- 3 people killed in Olm\n- 5 people injured in Tarsk\n",
        ["killed 3; in Olm", "injured 5; in Tarsk"],
    ),
    (
        "Casualties: 3 KIA, 7 WIA, 1 MIA.",
        ["killed 3", "injured 7", "missing 1"],
    ),
    (
        "Date | Killed | Injured\n1 May | 2 | 5\n2 May | 1 | 0\nTotal | 3 | 5\n",
        [
            "killed 2; part",
            "injured 5; part",
            "killed 1; part",
            "injured 0; part",
            "killed 3",
            "injured 5",
        ],
    ),
    (
        "Two police officers were shot dead and a third was wounded.",
        ["killed 2; of officers", "injured 1"],
    ),
    (
        "The president said the attack, which he called cowardly, had killed 31 and wounded "
        "more than 100.",
        ["killed 31; by president", "injured 101+; by president"],
    ),
    (
        "“Fifteen of us were arrested and two beaten,” a student told the paper.",
        ["captured 15; by student", "injured 2; by student"],
    ),
    (
        "The toll, according to the hospital, is 8 dead and 15 injured.",
        ["killed 8; by hospital", "injured 15; by hospital"],
    ),
    (
        "On Friday alone, 61 people lost their lives.",
        ["killed 61"],
    ),
    (
        "Three were killed Tuesday and six Wednesday.",
        ["killed 3", "killed 6"],
    ),
    (
        "The first blast killed two, the second five.",
        ["killed 2", "killed 5"],
    ),
    (
        "Police killed one attacker, arrested two and are hunting a fourth.",
        ["killed 1; of attacker", "captured 2"],
    ),
    (
        "Not 12 but 15 people were killed, the mayor said.",
        ["killed 15; by mayor"],
    ),
    (
        "Fewer than a dozen people were hurt.",
        ["injured 0-11"],
    ),
    (
        "Anywhere from 50 to 80 fighters were killed, US officials said.",
        ["killed 50-80; of fighters; by officials"],
    ),
    (
        "A man, 43, and two boys aged 6 and 9 were killed.",
        ["killed 1; of man", "killed 2; of boys"],
    ),
    (
        "Mr Lund, 51, was killed along with his wife and two sons.",
        ["killed 1", "killed 1; of wife", "killed 2; of sons"],
    ),
    (
        "Around 30,000 troops have been deployed along the border.",
        ["deployed 30000; of troops"],
    ),
    (
        "Some 200 rebels laid down their arms.",
        ["surrendered 200; of rebels"],
    ),
    (
        "The war has killed some 12,000 people and driven 1.6 million from their homes.",
        ["killed 12000", "displaced 1600000"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_more(text: str, expected: list[str]) -> None:
    """All figures of the text, and no others."""
    assert differences(text, expected) == []
