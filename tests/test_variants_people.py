"""Who is counted: parts, lists, two sides, two voices, several places."""

from __future__ import annotations

import pytest

from careful_reader import differences

ROWS = [
    (
        "The health office reported 14 martyrs and 52 injuries in the past day; 9 bodies "
        "were pulled from a well.",
        ["killed 14; by health office", "injured 52; by health office", "killed 9"],
    ),
    (
        "Hospitals received 6 martyrs and 20 wounded on Sunday, a doctor said.",
        ["killed 6; by doctor", "injured 20; by doctor"],
    ),
    (
        "Seven fighters were martyred and three commanders fell as martyrs, the movement said.",
        ["killed 7; of fighters; by movement", "killed 3; of commanders; by movement"],
    ),
    (
        "The boat had 96 people on board. Fifty-one were rescued, 14 drowned and 31 are "
        "unaccounted for, the navy said.",
        ["killed 14; by navy", "missing 31; by navy"],
    ),
    (
        "Of 210 passengers, 180 were saved; the bodies of 22 have been found and eight are "
        "still missing, the port authority said.",
        ["killed 22; by port authority", "missing 8; by port authority"],
    ),
    (
        "Rescuers pulled 12 survivors from the river and recovered 17 bodies. Another nine "
        "people are missing.",
        ["killed 17", "missing 9"],
    ),
    (
        "A bus carrying 45 pilgrims plunged into a gorge, killing 29 and injuring the rest.",
        ["killed 29", "injured 2+"],
    ),
    (
        "All 33 miners were found alive, the minister said.",
        [],
    ),
    (
        "Only two of the nine crew survived the crash.",
        [],
    ),
    (
        "Officials had announced that seven trapped workers were safe.",
        [],
    ),
    (
        "IOM said on Monday that about 61,000 people had fled to Chad. It is preparing for "
        "200,000 arrivals. Some 1.4 million are internally displaced, according to OCHA.",
        ["displaced 61000; by IOM|Migration", "displaced 1400000; by OCHA|Humanitarian"],
    ),
    (
        "More than 40,000 people are refugees in the district, the mission said.",
        ["displaced 40001+; by mission"],
    ),
    (
        "The agency aims to help 800,000 displaced people and runs a camp for 5,000.",
        [],
    ),
    (
        "The storm affected 120,000 people; 3,400 were evacuated and one person died, the "
        "civil defence said.",
        ["displaced 3400; by civil defence", "killed 1; by civil defence"],
    ),
    (
        "No casualties were reported after the eruption. Around 900 people have been moved "
        "to shelters, and 5,000 are at risk.",
        ["casualties 0", "displaced 900"],
    ),
    (
        "Floods hit 30 villages and 8,000 people. Some 650 households (3,100 people) had to "
        "leave their homes.",
        ["displaced 3100"],
    ),
    (
        "Since January nearly 15,000 migrants have arrived on the island by boat, UNHCR said.",
        [],
    ),
    (
        "Some 2,000 refugees reached the border town of Addel on Friday, a volunteer said.",
        ["displaced 2000; of refugees; by volunteer"],
    ),
    (
        "Around 26,000 people sought refuge in Uganda between March and April, the Red Cross said.",
        ["displaced 26000; by Red Cross"],
    ),
    (
        "Nineteen people are dead after a gunman opened fire in a mall in western Poland.",
        ["killed 19; in Poland"],
    ),
    (
        "At least eight soldiers were left dead when fighters overran a base in northern Mali.",
        ["killed 8+; of soldiers; in Mali"],
    ),
    (
        "Three dead as boat capsizes off Sicily",
        ["killed 3; in Sicily"],
    ),
    (
        "On 3 May 2024, gunmen attacked a post in Arbin (Kano). Fatalities unknown. Police "
        "claimed that 5 attackers died; the group said it lost two men.",
        ["killed 5; by Police; of attackers", "casualties 2; by group"],
    ),
    (
        "On 2 May, police clashed with protesters in Sund. No fatalities. Residents reported "
        "6 injured, while police said only two were hurt.",
        ["killed 0", "injured 6; by Residents", "injured 2; by police"],
    ),
    (
        "On 1 May 2024, an unidentified armed group abducted 4 farmers in Dor (Upper Nile) "
        "and killed another. 1 fatality.",
        ["captured 4; of farmers; in Dor", "killed 1", "killed 1"],
    ),
    (
        "Some 120 government troops were killed and 340 injured, the army said. It put rebel "
        "losses at more than 900 dead and 60 captured.",
        ["killed 120; by army; of troops", "injured 340; by army", "killed 901+", "captured 60"],
    ),
    (
        "Kyiv said 41 of its soldiers died in the battle while Russia lost 250 men.",
        ["killed 41; by Kyiv; of soldiers", "casualties 250; by Kyiv"],
    ),
    (
        "Our losses are 12 dead and 30 wounded, the enemy's at least 100 killed, the colonel said.",
        ["killed 12; by colonel", "injured 30; by colonel", "killed 100+; by colonel"],
    ),
    (
        "Premier Sorel said 1,204 people died in Albia, while 310 were killed in Veria: "
        "medics reported 190 deaths in the south and officials 120 in the north.",
        ["killed 1204; by Sorel", "killed 310", "killed 190; by medics; part", "killed 120; part"],
    ),
    (
        "The quake killed 45 people in Iran and 12 in Iraq, state television said.",
        ["killed 45; in Iran; by state television", "killed 12; in Iraq; by state television"],
    ),
    (
        "In Nepal 61 people died; India reported 14 deaths and Bangladesh three.",
        ["killed 61; in Nepal", "killed 14; by India", "killed 3"],
    ),
    (
        "Storms in Kenya and Uganda have killed more than 70 people and left hundreds "
        "homeless, officials say. In Kenya 44 people drowned. Uganda's Red Cross said "
        "landslides had claimed 30 lives.",
        [
            "killed 71+; by officials",
            "displaced 200-999; by officials",
            "killed 44; in Kenya",
            "killed 30; by Red Cross",
        ],
    ),
    (
        "Heat took the lives of at least 26 people in Spain and cost four lives in Portugal, "
        "local papers reported.",
        ["killed 26+; in Spain; by papers", "killed 4; in Portugal; by papers"],
    ),
    (
        "The avalanche claimed five climbers' lives. Nobody died in the valley, the mayor said.",
        ["killed 5; of climbers", "killed 0; by mayor"],
    ),
    (
        "Lightning killed nine people in Punjab and six in Haryana, while 12 others died in "
        "Rajasthan, the weather office in Delhi said.",
        [
            "killed 9; in Punjab; by weather office",
            "killed 6; in Haryana",
            "killed 12; in Rajasthan",
        ],
    ),
    (
        "Militants killed 20 people in Borno and kidnapped 11 in Zamfara, police in Abuja said.",
        ["killed 20; in Borno; by police", "captured 11; in Zamfara; by police"],
    ),
    (
        "In Herat 31 died, in Farah 12 and in Nimroz seven, the disaster agency said.",
        ["killed 31; by agency", "killed 12; by agency", "killed 7; in Nimroz; by agency"],
    ),
    (
        "In Arlon, a baker was shot.",
        ["casualties 1; of baker; in Arlon"],
    ),
    (
        "In Kesh, Westmark, two clerks were abducted by armed men.",
        ["captured 2; of clerks; in Kesh"],
    ),
    (
        "Near Osk, on Monday, the driver of a lorry was stabbed to death.",
        ["killed 1; of driver"],
    ),
    (
        "Bamako, Mali: five soldiers were killed by a mine.",
        ["killed 5; of soldiers"],
    ),
    (
        "The office recorded 402 civilian casualties in April: 97 killed and 305 injured. Of "
        "the dead, 60 were men, 25 women and 12 children.",
        [
            "casualties 402; by office",
            "killed 97; by office; part",
            "injured 305; by office; part",
            "killed 97",
            "killed 60; part; of men",
            "killed 25; part; of women",
            "killed 12; part; of children",
        ],
    ),
    (
        "A total of 58 people (31 men, 20 women, 4 girls and 3 boys) were killed.",
        [
            "killed 58",
            "killed 31; part; of men",
            "killed 20; part; of women",
            "killed 4; part; of girls",
            "killed 3; part; of boys",
        ],
    ),
    (
        "Of 240 wounded, 90 were women and 55 were children, the clinic said.",
        ["injured 240; by clinic", "injured 90; part; of women", "injured 55; part; of children"],
    ),
    (
        "A mine killed a colonel and three other soldiers and injured two drivers, the army said.",
        [
            "killed 1; of colonel; by army",
            "killed 3; of soldiers; by army",
            "injured 2; of drivers; by army",
        ],
    ),
    (
        "The governor and six others died in the crash.",
        ["killed 1; of governor", "killed 6; of others"],
    ),
    (
        "Nine troops died, as well as 12 rebels.",
        ["killed 9; of troops", "killed 12; of rebels"],
    ),
    (
        "Soldiers killed nine militants but lost one man in the fight, a spokesman said.",
        ["killed 9; of militants; by spokesman", "killed 1; of man; by spokesman"],
    ),
    (
        "Four policemen and 11 attackers were killed in the battle, while seven civilians "
        "were wounded.",
        ["killed 4; of policemen", "killed 11; of attackers", "injured 7; of civilians"],
    ),
    (
        "Rebels said they killed 30 soldiers and captured 12 for the loss of three fighters.",
        [
            "killed 30; by Rebels; of soldiers",
            "captured 12; by Rebels",
            "killed 3; by Rebels; of fighters",
        ],
    ),
    (
        "Police said 14 people were killed in the collapse: 11 inside the hall and three on "
        "the way to hospital. Five others were seriously injured.",
        ["killed 14; by Police", "killed 11; part", "killed 3; part", "injured 5"],
    ),
    (
        "Twenty died, 13 of them at once and seven later in hospital.",
        ["killed 20", "killed 13; part", "killed 7; part"],
    ),
    (
        "Six were killed and their bodies were found in a well.",
        ["killed 6"],
    ),
    (
        "Of the nine people shot dead, five died in the church, three in the yard and one in "
        "an ambulance, the coroner said.",
        ["killed 9; by coroner", "killed 5; part", "killed 3; part", "killed 1; part"],
    ),
    (
        "Among the 40 killed were 12 women and five children.",
        ["killed 40", "killed 12; part; of women", "killed 5; part; of children"],
    ),
    (
        "Seventeen students were killed, including six girls and a boy of ten.",
        ["killed 17; of students", "killed 6; part; of girls", "killed 1; part; of boy"],
    ),
    (
        "A landmine killed a shepherd and wounded another near Tesk, the district governor said.",
        ["killed 1; of shepherd; by governor", "injured 1; by governor"],
    ),
    (
        "Two men were stabbed, one fatally.",
        ["injured 2; of men", "killed 1"],
    ),
    (
        "One pilot was killed and the other captured.",
        ["killed 1; of pilot", "captured 1"],
    ),
    (
        "Three out of a team of seven climbers were killed, the club said.",
        ["killed 3; by club"],
    ),
    (
        "Five of the 12 hostages have been freed and two killed.",
        ["killed 2"],
    ),
    (
        "Eight of 20 passengers died.",
        ["killed 8"],
    ),
    (
        "Police said three people were killed, residents said seven.",
        ["killed 3; by Police", "killed 7; by residents"],
    ),
    (
        "The army put the number of dead at four; doctors counted 19.",
        ["killed 4; by army", "killed 19; by doctors"],
    ),
    (
        "Police shot four men, killing two.",
        ["casualties 4; of men", "killed 2"],
    ),
    (
        "A couple and their three children were killed. Both had fled the war.",
        ["killed 2", "killed 3; of children", "displaced 2"],
    ),
    (
        "No other injuries were reported.",
        ["injured 0"],
    ),
    (
        "He denied it.",
        [],
    ),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_people(text: str, expected: list[str]) -> None:
    """A part points at its whole and is never added; every voice has its own count."""
    assert differences(text, expected) == []
