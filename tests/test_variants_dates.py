"""Days, stretches, revisions and several events at once: what is counted, and for when."""

from __future__ import annotations

import pytest

from careful_reader import differences

ROWS = [
    (
        "At 1800 local time on 2 May, 57 villagers were confirmed dead and 9 unaccounted "
        "for, the rescue service said.",
        ["killed 57; by rescue service; of villagers", "missing 9; by rescue service"],
    ),
    (
        "By 14:30 UTC on Monday the count stood at 12 dead, 40 injured and 3 missing, "
        "according to the fire brigade.",
        ["killed 12; by fire brigade", "injured 40; by fire brigade", "missing 3; by fire brigade"],
    ),
    (
        "As of 5 May, 0900 hrs: 26 people killed, 114 hurt, provincial police reported.",
        ["killed 26; by police; to 2024-05-05", "injured 114; by police"],
    ),
    (
        "Twelve people were killed and 31 wounded in the last 48 hours, the health "
        "department reported, taking the toll since 15 April 2023 to 16,420 dead.",
        [
            "killed 12; by health department",
            "injured 31; by health department",
            "killed 16420; by health department; from 2023-04-15",
        ],
    ),
    (
        "Over the previous 24 hours hospitals received the bodies of 36 people and 90 "
        "injured, said the ministry, which puts the total since 9 October 2023 at 33,204 "
        "killed and 75,900 wounded.",
        [
            "killed 36; by ministry",
            "injured 90; by ministry",
            "killed 33204; by ministry; from 2023-10-09",
            "injured 75900; by ministry",
        ],
    ),
    (
        "Since 4 February 2022 a total of 3,812 civilians have died and 6,004 have been "
        "injured, the monitors said; in the past week alone 44 were killed.",
        [
            "killed 3812; by monitors; from 2022-02-04",
            "injured 6004; by monitors",
            "killed 44; by monitors",
        ],
    ),
    (
        "A woman hurt in Friday's bus crash succumbed to her injuries on Sunday, taking the "
        "death toll to six, police said.",
        ["killed 1; by police; of woman; from 2024-05-05", "injured 1", "killed 6; by police"],
    ),
    (
        "Two of those injured in the shelling died overnight, the mayor said, bringing the "
        "number of dead to 11.",
        ["killed 2; by mayor", "injured 2", "killed 11; by mayor"],
    ),
    (
        "A soldier who had been wounded in the ambush died of his wounds on Saturday, the "
        "army announced. The attack has now claimed five lives.",
        ["killed 1; by army; of soldier", "injured 1", "killed 5"],
    ),
    (
        "The number of dead in Sarwan since 3 March 2011 now stands at 61, the council said.",
        ["killed 61; by council; from 2011-03-03"],
    ),
    (
        "That takes the number of people displaced since 12 June 2023 to 4,100, the agency said.",
        ["displaced 4100; by agency; from 2023-06-12"],
    ),
    (
        "From 1 January 2024 to 30 April, 212 people were killed in the province, the "
        "observatory said.",
        ["killed 212; by observatory; from 2024-01-01; to 2024-04-30"],
    ),
    (
        "Cyclone bulletin no. 7\nReleased by the Coastal Emergency Centre, 6 May 2024, 09:00 "
        "UTC\n\nOn Sunday 22 fishermen drowned off Velm, the harbour master said.\n",
        ["killed 22; by harbour master; of fishermen; from 2024-05-05; to 2024-05-05"],
    ),
    (
        "SITUATION REPORT 12\nDate: 6 May 2024\nPrepared by: Northern Relief Office\n\nEight "
        "people were killed and 19 injured in a landslide on Saturday, the prefect said.\n",
        ["killed 8; from 2024-05-04", "injured 19"],
    ),
    (
        "Flash Update #3 - Landslide in Upper Teshi - 5 May 2024\n\nLocal authorities report "
        "that 17 people have been found dead and 30 are missing.\n",
        ["killed 17; by authorities", "missing 30; by authorities"],
    ),
    (
        "Shelling across the front killed five civilians and wounded 21 on Sunday, the "
        "regional command said. In Marel a rocket killed three women and hurt six, mayor Ada "
        "Brenn said. In Osk two people died and four were injured, the police said.",
        [
            "killed 5; by command; of civilians",
            "injured 21; by command",
            "killed 3; by Brenn; of women; in Marel",
            "injured 6; by Brenn; in Marel",
            "killed 2; by police; in Osk",
            "injured 4; by police; in Osk",
        ],
    ),
    (
        "Two attacks hit the capital on Monday. A car bomb outside a bank left nine dead. "
        "Hours later gunmen shot dead three guards at a depot.",
        ["killed 9", "killed 3; of guards"],
    ),
    (
        "In Tarn, 14 people drowned. In nearby Lobeck, seven were killed when a wall fell. "
        "No one was hurt in Sarsk.",
        ["killed 14; in Tarn", "killed 7; in Lobeck", "injured 0"],
    ),
    (
        "A bomb killed six people in Orlen on Monday, police said. In 2011 an attack on the "
        "same square killed 41 people.",
        ["killed 6; by police; in Orlen", "killed 41; from 2011-01-01; to 2011-12-31"],
    ),
    (
        "The shooting, in which four pupils died, was the worst in the country since 1996, "
        "when a gunman killed 16 children in Dunmore.",
        ["killed 4; of pupils", "killed 16; of children; in Dunmore; from 1996-01-01"],
    ),
    (
        "Ten years ago a fire in the same mine killed 301 workers; on Friday, 12 more died, "
        "the union said.",
        ["killed 301; of workers", "killed 12; by union"],
    ),
    (
        "The explosion, which left eight dead and injured 40 others, followed a raid in Pell "
        "in which two officers were killed, the ministry said.",
        ["killed 8; by ministry", "injured 40; by ministry", "killed 2; by ministry; of officers"],
    ),
    (
        "A truck bomb that killed 23 people in Gaio went off hours after an ambush near Tesk "
        "had left seven soldiers dead.",
        ["killed 23; in Gaio", "killed 7; of soldiers"],
    ),
    (
        "The flood that drowned 30 people in Lesk last week was followed on Monday by a "
        "landslide that buried a school and killed 11 pupils.",
        ["killed 30; in Lesk", "killed 11; of pupils"],
    ),
    (
        "On average 38 soldiers are killed each day, the analysts said; the total since the "
        "spring is more than 7,000 dead.",
        ["killed 7001+; by analysts"],
    ),
    (
        "Some 120 people a week were being arrested in March, the group said. It has counted "
        "2,340 arrests this year.",
        ["captured 2340; by group"],
    ),
    (
        "The army is losing around 900 men per day, the defence staff said, and its "
        "casualties now exceed 410,000.",
        ["casualties 410001+; by defence staff"],
    ),
    (
        "Authorities lowered the toll to 84 from 91, saying that seven names had been listed "
        "twice.",
        ["killed 84; by Authorities"],
    ),
    (
        "Rescuers now put the number of dead at 58, three more than on Sunday.",
        ["killed 58; by Rescuers"],
    ),
    (
        "The death toll was revised upward to 134 on Monday from an earlier 120, the "
        "governor's office said.",
        ["killed 134; by governor"],
    ),
    (
        "The hospital said 32 people were killed, not 35 as it had reported; three patients "
        "had been counted in two wards.",
        ["killed 32; by hospital"],
    ),
    (
        "Police corrected the number of dead to eight, down from nine, because of a counting "
        "error.",
        ["killed 8; by Police"],
    ),
    (
        "The toll is 27, the coroner said on Monday, cutting it by two after body parts were "
        "matched.",
        ["killed 27; by coroner"],
    ),
    (
        "Floods in Sorn killed nine people, the mayor said.\n\nCorrection: This article "
        "previously stated that 19 people had been killed. The correct number is nine.",
        ["killed 9; by mayor", "killed 19; denied", "killed 9"],
    ),
    (
        "The crash killed three people.\n\n(This story has been corrected to say three "
        "people died, not four.)",
        ["killed 3", "killed 3"],
    ),
    (
        "Gunmen shot dead seven farmers in Ulo.\n\nEditor's note: an earlier report that 17 "
        "were killed was wrong.",
        ["killed 7; of farmers", "killed 17; denied"],
    ),
    (
        "The number of dead fell to 2,204 after the ministry removed 61 duplicate entries "
        "from its list.",
        ["killed 2204"],
    ),
    (
        "Officials said 310 people were missing, after 45 names that appeared twice were deleted.",
        ["missing 310; by Officials"],
    ),
    (
        "The toll is now 945; it includes 38 deaths added on Monday, while 12 recorded by "
        "mistake were taken off, the health office said.",
        ["killed 945; by health office", "killed 38; by health office; part"],
    ),
    (
        "The health authority put the number of dead at 41,020 on Sunday, an increase of "
        "118: 45 died in the past day and 73 earlier deaths were approved by a panel.",
        [
            "killed 41020; by health authority",
            "killed 45; by health authority",
            "killed 73; by health authority",
        ],
    ),
    (
        "The toll rose by 26 to 1,904 on Monday, the agency said.",
        ["killed 1904; by agency"],
    ),
    (
        "Deaths reached 730, up 14 on the day before; 12 of the 14 died in one hospital.",
        ["killed 730", "killed 12"],
    ),
    (
        "The death toll from Saturday's fire in Jund has climbed to 23, police said on Monday.",
        ["killed 23; by police; in Jund"],
    ),
    (
        "Police now say 31 people died in Saturday's fire in Jund, up from 23 on Monday.",
        ["killed 31; by Police; in Jund"],
    ),
    (
        "Police said on Tuesday that the number killed in the Jund fire had risen to 35.",
        ["killed 35; by Police"],
    ),
    (
        "Hundreds marched on Monday to protest against the killing of two students by police "
        "last week.",
        ["killed 2; of students"],
    ),
    (
        "Gunmen killed four traders in Omu on Monday. The victims died on the spot, a "
        "witness said.",
        ["killed 4; of traders; in Omu", "killed 4"],
    ),
    (
        "On 4 May, soldiers clashed with rebels near Tuk. One rebel was killed. 1 killed.",
        ["killed 1; of rebel", "killed 1"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_dates(text: str, expected: list[str]) -> None:
    """A day is no count, a rate none, a former total none; an earlier event is one of its own."""
    assert differences(text, expected) == []
