"""Who is harmed: the people before the verb, and no place, date or organisation."""

from __future__ import annotations

import pytest

from test_figures import read
from tollbook.extraction.sentences.parse import Parser

PLACES = [
    ("In Norwick, Eastmark, a teacher was shot dead by two men.", ["killed 1"]),
    ("On 4 May, in Orma, northern Kordal, a former councillor was shot dead.", ["killed 1"]),
    ("In the Port Ana area of Westmark three policemen were beheaded by militants.", ["killed 3"]),
    (
        "In Kesh city, Upper Sava, on 3 March 2021, two farmers were shot dead in a market.",
        ["killed 2"],
    ),
    ("Sarkand, Eastmark: a shopkeeper was stabbed to death.", ["killed 1"]),
    ("Norwick: a shopkeeper was shot and killed by militants.", ["killed 1"]),
    ("In Doro city, Eastmark, on 3 March 2021, five labourers were killed.", ["killed 5"]),
    ("On Tuesday, in Velm (Pela district), the mayor was killed.", ["killed 1"]),
    ("Bardo, northern Kordal: three policemen were shot and killed by rebels.", ["killed 3"]),
]


@pytest.mark.parametrize(("text", "expected"), PLACES)
def test_takes_no_place_for_a_victim(text: str, expected: list[str], parser: Parser) -> None:
    """The noun with an article right before a passive is its subject."""
    assert read(text, parser) == expected


GROUPS = [
    ("The patrol killed nine raiders and lost two soldiers.", ["killed 2", "killed 9"]),
    ("In Norwick, Eastmark, a teacher was shot dead.", ["killed 1"]),
    ("In Halden a shopkeeper was stabbed by two men.", ["injured 1"]),
    ("On Tuesday in Sorrel district, two farmers were killed.", ["killed 2"]),
    ("In Bardo, Lim Province, three policemen were shot dead by gunmen.", ["killed 3"]),
    ("On 4 May in Kesh, a woman was kidnapped by armed men.", ["captured 1"]),
    ("Near Tamsin on Friday, the driver of a bus was killed.", ["killed 1"]),
    ("In the city of Orma a student was beaten to death by police.", ["killed 1"]),
    ("At Westgate market, five traders were wounded by a grenade.", ["injured 5"]),
    ("In Doro village (Pela district), an unidentified man was shot and killed.", ["killed 1"]),
    ("In March, in Vell, Harran, a journalist was abducted.", ["captured 1"]),
    ("The 600-strong brigade was deployed to the border.", ["deployed 600"]),
    ("A 40-strong team of rescuers searched the ruins.", []),
    ("Nine troops died, as well as 12 rebels.", ["killed 12", "killed 9"]),
    ("Six soldiers, as well as two interpreters, were killed.", ["killed 2", "killed 6"]),
    ("The bomb killed the governor along with two of his bodyguards.", ["killed 1", "killed 2"]),
    ("The fire killed her and four of her cousins.", ["killed 1", "killed 4"]),
    ("The blast killed him and three aides.", ["killed 1", "killed 3"]),
    ("The mayor and his brother were killed.", ["killed 2"]),
    ("The colonel and his driver were shot dead.", ["killed 2"]),
    ("Mara Venn and Otto Lund were killed.", ["killed 2"]),
    ("A couple were found dead in their flat.", ["killed 2"]),
    ("An elderly couple was killed in the fire.", ["killed 2"]),
    ("Both were killed.", ["killed 2"]),
    ("Both pilots died.", ["killed 2"]),
    ("A man and a woman were killed.", ["killed 1", "killed 1"]),
    ("The couple and their son were killed.", ["killed 3"]),
    ("A father and his two sons drowned.", ["killed 1", "killed 2"]),
    (
        "Five people, including two children, were injured, as were two policemen.",
        ["injured 2", "injured 2", "injured 5"],
    ),
    (
        "Five people, identified as Yan Kell, Oro Lim, Sid Mann and Tam Bek, were wounded.",
        ["injured 5"],
    ),
    ("One of the workers, identified as Lo Tan, was injured by gunmen.", ["injured 1"]),
    ("Two missionaries -- aged 19 and 21 -- were shot to death.", ["killed 2"]),
    ("A militant, identified as Abdul Rook of Kesh, was killed in a raid.", ["killed 1"]),
    ("Three villagers, including a child, were abducted by rebels.", ["captured 1", "captured 3"]),
    ("Two policemen, Constable Ravi Bose and Sergeant Anil Das, were killed.", ["killed 2"]),
    ("The driver, who was 34, was killed.", ["killed 1"]),
    ("A trader, Hamid Noor, 45, was shot dead in Kesh.", ["killed 1"]),
    ("Four cadres of the Valley Front (VF) were arrested.", ["captured 4"]),
    ("The attack left two constables injured.", ["injured 2"]),
    ("Bomb Attack Leaves 4 Dead", ["killed 4"]),
    ("The army killed or wounded more than 700 rebels.", ["casualties 701+"]),
    ("The clashes killed and wounded dozens of people.", ["casualties 24-99"]),
    ("Ten were killed and 20 wounded.", ["injured 20", "killed 10"]),
    ("The prison housed more than 2,600 inmates.", []),
    ("The driver was unhurt.", []),
    ("No one was hurt.", ["injured 0"]),
    ("He died of his injuries.", ["killed 1"]),
    ("The victims were identified on Monday.", []),
    ("Prisoners complained of the food.", []),
    ("Rebels took 40 prisoners.", ["captured 40"]),
    ("Among the victims were two nurses and a baker.", []),
]


@pytest.mark.parametrize(("text", "expected"), GROUPS)
def test_counts_groups_and_companions(text: str, expected: list[str], parser: Parser) -> None:
    """One known person and one of theirs are one figure; each number is its own."""
    assert read(text, parser) == expected


NOBODY = [
    ("Seven men were killed and their bodies were dumped in a river.", ["killed 7"]),
    ("Two women were murdered and their bodies burned.", ["killed 2"]),
    ("Four hostages were killed. Their bodies were found on Friday.", ["killed 4", "killed 4"]),
    ("He warned against killing civilians.", []),
    ("The judge ordered their arrest.", []),
    ("The law bans the killing of elephants and the arrest of journalists.", []),
    ("They called for the release of prisoners.", []),
    ("Police have a warrant for the arrest of two men.", []),
    ("Killing civilians is a war crime.", []),
    ("He was arrested on suspicion of killing his wife.", ["captured 1", "killed 1"]),
    ("The law says anyone who kills a policeman will be hanged.", []),
    ("A ship that can carry 300 sank; nobody died.", ["killed 0"]),
    ("The army must avoid civilian deaths.", []),
    ('They chanted "Death to the tyrants".', []),
    ("He threatened to kill the hostages.", []),
    ("The police said they would arrest anyone who breaks the curfew.", []),
]


@pytest.mark.parametrize(("text", "expected"), NOBODY)
def test_counts_nobody_in_particular(text: str, expected: list[str], parser: Parser) -> None:
    """Rules, orders, warnings and plans harm nobody; bodies are of those already counted."""
    assert read(text, parser) == expected
