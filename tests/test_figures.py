"""A sentence yields the people it says were harmed, and no others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tollbook.extraction import extract
from tollbook.extraction.sentences.parse import Parser
from tollbook.model.document import Block, Document
from tollbook.model.statement import Figure
from tollbook.settings import Settings


def document(text: str) -> Document:
    """A document with one paragraph a line."""
    blocks, start = [], 0
    for line in text.split("\n"):
        if line:
            blocks.append(Block(start, start + len(line)))
        start += len(line) + 1
    return Document(
        id="d", text=text, blocks=tuple(blocks), format="text", address="d.txt", original=b"",
        sha256="0" * 64, language="en",
    )  # fmt: skip


def figures(text: str, parser: Parser) -> list[Figure]:
    found = extract(document(text), parser, Settings())
    return [statement for statement in found if isinstance(statement, Figure)]


def brief(figure: Figure) -> str:
    """A figure in a few characters: "killed 3", "injured 2+", "captured 200-999"."""
    if figure.high is None:
        return f"{figure.measure} {figure.low}+"
    if figure.high == figure.low:
        return f"{figure.measure} {figure.low}"
    return f"{figure.measure} {figure.low}-{figure.high}"


def read(text: str, parser: Parser) -> list[str]:
    """The figures of a text in short, each with how firmly it is said where that is in doubt."""
    return sorted(
        brief(f) + ("" if f.modality in ("asserted", "estimated") else f" {f.modality}")
        for f in figures(text, parser)
    )


NUMBERED = [
    # the number before the verb
    ("Nineteen miners were killed when the shaft caved in.", ["killed 19"]),
    ("At least 12 shoppers were injured in the stampede.", ["injured 12+"]),
    ("More than 40 fishermen have drowned this season.", ["killed 41+"]),
    ("Up to 60 sailors are missing after the ferry sank.", ["missing 0-60"]),
    # the number after the verb
    ("The raid killed five gunmen.", ["killed 5"]),
    ("Shelling wounded about 30 villagers overnight.", ["injured 30"]),
    ("Rebels kidnapped two engineers near the dam.", ["captured 2"]),
    ("The border guards arrested 17 migrants.", ["captured 17"]),
    ("The flood forced 4,000 people from their homes.", ["displaced 4000"]),
    ("The government deployed 1,500 soldiers to the capital.", ["deployed 1500"]),
    # two verbs, two figures
    ("Six people died and 23 were injured in the crash.", ["killed 6", "injured 23"]),
    ("A blast killed at least 10 and wounded 45.", ["killed 10+", "injured 45"]),
    ("The patrol captured and shot 11 insurgents.", ["captured 11", "casualties 11"]),
    ("The gunman opened fire, killing three and wounding nine.", ["killed 3", "injured 9"]),
    # lists
    ("Three soldiers and two militants were killed.", ["killed 3", "killed 2"]),
    (
        "Eight were killed in Homs, five in Hama and four in Idlib.",
        ["killed 8", "killed 5", "killed 4"],
    ),
    # headlines
    ("Bus plunges into ravine, 14 dead", ["killed 14"]),
    ("12 killed, 30 wounded in market blast", ["killed 12", "injured 30"]),
    ("Ferry sinks; 60 feared dead", ["killed 60"]),
    # nouns for the event
    ("The deaths of 21 conscripts shocked the country.", ["killed 21"]),
    ("Officials reported 300 deaths and 1,200 injuries.", ["killed 300", "injured 1200"]),
    ("The arrest of four clerics caused protests.", ["captured 4"]),
    ("There were 15 fatalities.", ["killed 15"]),
    # nouns for the people
    ("The brigade suffered 200 casualties in a week.", ["casualties 200"]),
    ("Rescuers pulled nine bodies from the rubble.", ["killed 9"]),
    ("The bodies of six hikers were found.", ["killed 6"]),
    ("The group still holds 40 hostages.", ["captured 40"]),
    # tolls
    ("The death toll rose by 4 to 46.", ["killed 46"]),
    ("The toll stands at 230.", ["killed 230"]),
    ("The blast claimed 31 lives.", ["killed 31"]),
    ("The war has cost at least 5,000 lives.", ["killed 5000+"]),
    # states
    ("Two climbers are missing.", ["missing 2"]),
    ("The shelling left 12 dead and 40 wounded.", ["killed 12", "injured 40"]),
    ("Seven pupils were found dead in the dormitory.", ["killed 7"]),
    ("The quake left 20,000 people homeless.", ["displaced 20000"]),
    # joint measures
    ("More than 1,000 troops were killed or wounded.", ["casualties 1001+"]),
    ("The army lost 300 men and took no prisoners.", ["casualties 300", "captured 0"]),
    # nobody
    ("No one was hurt in the fire.", ["injured 0"]),
    ("There were no casualties.", ["casualties 0"]),
    # vague
    ("Dozens of protesters were detained.", ["captured 24-99"]),
    ("Several nurses were hurt.", ["injured 3-9"]),
    ("Thousands of families fled the fighting.", ["displaced 2000-9999"]),
    # phrases of several words
    ("Gunmen took eight passengers hostage.", ["captured 8"]),
    ("Two guards were shot dead.", ["killed 2"]),
    ("Masked men gunned down four farmers.", ["killed 4"]),
    ("Five inmates burned to death.", ["killed 5"]),
    ("Some 600 fighters laid down their arms.", ["surrendered 600"]),
]

SINGLE = [
    ("A soldier was killed.", ["killed 1"]),
    ("The driver was killed and a passenger was hurt.", ["killed 1", "injured 1"]),
    ("Police arrested a Spanish reporter.", ["captured 1"]),
    ("He was shot dead outside his home.", ["killed 1"]),
    ("Maria Ortega and Luis Vega were kidnapped on Monday.", ["captured 2"]),
    ("A nurse and a driver were abducted.", ["captured 1", "captured 1"]),
    ("Civilians were killed.", ["killed 2+"]),
    ("Her death shocked the town.", ["killed 1"]),
]

NOT_FIGURES = [
    "The vote killed the bill.",
    "The 35-year-old was released after three days.",
    "Delays killed hopes of a deal.",
    "The missile can hit targets 300 km away.",
    "The 83rd Brigade was formed in 2014.",
    "The band captured the mood of the crowd.",
    "The hostages were not harmed, and the talks went on.",
    "They threatened to kill him.",
    "Five hospitals were bombed.",
]


@pytest.mark.parametrize(("text", "expected"), NUMBERED + SINGLE)
def test_reads_figures(text: str, expected: list[str], parser: Parser) -> None:
    assert [brief(figure) for figure in figures(text, parser)] == expected
    for figure in figures(text, parser):
        assert text[figure.evidence.start : figure.evidence.end] == figure.evidence.quote


@pytest.mark.parametrize("text", NOT_FIGURES)
def test_takes_no_figure_where_nobody_is_harmed(text: str, parser: Parser) -> None:
    assert [brief(figure) for figure in figures(text, parser)] == []


TOTALS = [
    ("The number of people killed in the fire has risen to 19.", ["killed 19"]),
    ("It brings to 46 the number of journalists killed this year.", ["killed 46"]),
    ("Casualties among the volunteers have now reached about 900.", ["casualties 900"]),
    ("Dead: 12. Injured: 40.", ["killed 12", "injured 40"]),
]

LISTS = [
    ("Three Germans were among the 14 injured.", ["injured 3", "injured 14"]),
    ("Ten sailors were killed along with 26 passengers.", ["killed 10", "killed 26"]),
    (
        "Gunmen killed the mayor of San Pedro, his wife and two guards.",
        ["killed 2", "killed 2"],
    ),
    ("An airstrike on a wedding killed 40, half of them children.", ["killed 40", "killed 20"]),
    ("Six of the hostages were executed.", ["killed 6"]),
    ("17 died at the scene and three more in hospital.", ["killed 17", "killed 3"]),
]


@pytest.mark.parametrize(("text", "expected"), TOTALS + LISTS)
def test_reads_totals_and_lists(text: str, expected: list[str], parser: Parser) -> None:
    assert [brief(figure) for figure in figures(text, parser)] == expected


def test_a_part_points_to_its_whole(parser: Parser) -> None:
    """Words like "including", and a sentence of their own, make parts, never added to the whole."""
    found = figures("Shelling killed 11 villagers, including two girls. Four were nurses.", parser)
    whole, *parts = found
    assert [brief(part) for part in parts] == ["killed 2", "killed 4"]
    assert all(part.part_of == whole.id for part in parts)


def test_killed_and_injured_are_parts_of_the_casualties_they_add_up_to(parser: Parser) -> None:
    found = figures("Losses: 300 killed and 2,700 wounded.\nThat makes 3,000 casualties.", parser)
    killed, injured, total = found
    assert total.measure == "casualties"
    assert killed.part_of == injured.part_of == total.id


def test_a_later_mention_repeats_the_first_and_takes_its_number(parser: Parser) -> None:
    first, later = figures("Four women were killed.\nThe women were killed at dawn.", parser)
    assert later.same_as == first.id
    assert (later.low, later.high) == (4, 4)


MODALITIES = [
    ("Two guards were reportedly killed.", "unconfirmed"),
    ("Up to 20 fighters may have been killed.", "possible"),
    ("If the dam fails, 300 people will be killed.", "hypothetical"),
    ("As many as 900 will be killed by June, the analyst warned.", "possible"),
    ("The model forecast 4,000 killed in the first month.", "possible"),
    ("The agency projects 60,000 deaths by the autumn.", "possible"),
    ("Planners expect 2,000 casualties in the assault.", "possible"),
    ("The number of dead is expected to reach 400.", "possible"),
    ("A forecast of 900 dead proved too low.", "possible"),
    ("The toll may rise to 40.", "possible"),
    ("Dozens more are likely to have been killed.", "possible"),
    ("The study predicted that 12,000 would die.", "hypothetical"),
    ("The army expected to find rebels and killed 12.", "asserted"),
    ("The forecast storm killed 12 people.", "asserted"),
    ("The 40 who died will be remembered.", "asserted"),
    ("Two men who will face trial killed three people.", "asserted"),
    ("An estimated 8,000 men were murdered there.", "estimated"),
    ("It is unclear how many people were killed.", "question"),
    ("He is accused of killing two officers.", "unconfirmed"),
    ("He denied killing two officers.", "denied"),
    ("Two officers were killed.", "asserted"),
]


@pytest.mark.parametrize(("text", "modality"), MODALITIES)
def test_says_how_firmly(text: str, modality: str, parser: Parser) -> None:
    assert [figure.modality for figure in figures(text, parser)] == [modality]


SCOPES = [
    ("The blast killed 12 people.", "incident"),
    # the toll of one event rises with it; a large one is of many
    ("The death toll rose to 54.", "incident"),
    ("The death toll rose to 540.", "cumulative"),
    ("The death toll so far is 54.", "cumulative"),
    ("More than 900 soldiers have been killed since May.", "cumulative"),
    # passing a mark
    ("The number of dead and wounded has passed 3,000.", "cumulative"),
    ("The dead have reached 61.", "cumulative"),
    # the perfect, also where a report shifts it back
    ("About 900 soldiers have been killed or wounded in Kursk.", "cumulative"),
    ("The agency said 900 soldiers had been killed or wounded.", "cumulative"),
    ("Police have arrested two men.", "incident"),
    # so many are counted over many events, unless a day or an attack says otherwise
    ("The ministry counts around 4,700 casualties.", "cumulative"),
    ("The bombing killed 430 people.", "incident"),
    ("On Monday 430 people were killed.", "incident"),
    # up to a day
    ("Some 280 bodies had been recovered by Sunday.", "cumulative"),
    # a stretch
    ("Shelling killed 43 people in the past 24 hours.", "period"),
    # the time stands behind the second of two verbs
    ("About 900 men had been killed or wounded at Dorn over the past week alone.", "period"),
    ("The past week has cost the rebels more than 900 dead.", "period"),
    # some of them are not all there were
    ("About 400 of the wounded were flown home.", "incident"),
    ("Police recorded 310 murders in the first half of 2014.", "period"),
    ("Two men were killed last month.", "incident"),
    # since what was done to the people themselves is no running total
    ("Since his arrest the gang has kept quiet.", "incident"),
    # people who are somewhere now
    ("The army has 2,000 troops in the province.", "cumulative"),
    ("Some 900 men are still in custody.", "cumulative"),
    ("Some 140,000 residents fled.", "incident"),
    ("Some 140,000 residents have fled.", "cumulative"),
]


@pytest.mark.parametrize(("text", "scope"), SCOPES)
def test_says_what_stretch_a_count_covers(text: str, scope: str, parser: Parser) -> None:
    assert [figure.scope for figure in figures(text, parser)] == [scope]


def test_the_headline_is_told_again_by_the_text(parser: Parser) -> None:
    text = "Bus plunges into gorge, 12 dead.\nTwelve pilgrims were killed on Friday, police said."
    blocks = (Block(0, 32, "headline"), Block(33, len(text)))
    page = replace(document(text), blocks=blocks)
    found = [s for s in extract(page, parser, Settings()) if isinstance(s, Figure)]
    headline, lead = found
    assert lead.same_as == headline.id


def test_a_row_that_adds_up_to_a_stated_number_is_its_parts(parser: Parser) -> None:
    total, *row = figures(
        "The army killed 17 rebels.\nEight were killed in Homs, five in Hama and four in Idlib.",
        parser,
    )
    assert [brief(part) for part in row] == ["killed 8", "killed 5", "killed 4"]
    assert {part.part_of for part in row} == {total.id}


def test_two_figures_that_could_be_meant_leave_a_mention_alone(parser: Parser) -> None:
    """Doubt is an answer: "the guards" may be the three or the five."""
    text = "Three soldiers were killed.\nFive miners were killed.\nThe guards were killed at dawn."
    assert figures(text, parser)[-1].same_as is None


SHOTS = [
    ("The minister was shot in the leg.", ["injured 1"]),
    ("Gunmen shot four students. Two of them were killed.", ["casualties 4", "killed 2"]),
    ("Two bakers shot in Kalemie died on Sunday.", ["killed 2"]),
    ("A nurse who was shot on Monday died in hospital.", ["killed 1"]),
    ("Police said a woman shot by soldiers has died.", ["killed 1"]),
    ("Three men shot by guards were wounded.", ["injured 3"]),
    ("Three people were shot in Beni and two died later.", ["casualties 3", "killed 2"]),
    ("Two of the five men shot in Bunia died.", ["killed 2", "casualties 5"]),
    ("Five people shot at a market died, including two boys.", ["killed 5", "killed 2"]),
    ("Nine clerks were shot. Four died.", ["casualties 9", "killed 4"]),
    ("Two clerks shot on Monday may have died.", ["casualties 2", "killed 2"]),
    ("Two men were shot on Friday.", ["casualties 2"]),
    ("Soldiers shot dead four youths.", ["killed 4"]),
]


@pytest.mark.parametrize(("text", "expected"), SHOTS)
def test_reads_what_became_of_those_who_were_shot(
    text: str, expected: list[str], parser: Parser
) -> None:
    """The verb leaves it open; a limb, or the figures around, tell."""
    assert [brief(figure) for figure in figures(text, parser)] == expected


MORE = [
    (
        "Attackers cut the throats of 14 villagers, including five children.",
        ["killed 14", "killed 5"],
    ),
    ("Among the dead were a nurse and six children.", ["killed 1", "killed 6"]),
    ("Four pilgrims were killed. The victims included two women.", ["killed 4", "killed 2"]),
    ("The company has published no casualty figures and no losses.", []),
    ("Rebels released 14 hostages.", []),
    ("The attackers killed two guards before fleeing.", ["killed 2"]),
    (
        "Ten soldiers are in a critical condition after the blast, which wounded no one else.",
        ["injured 10"],
    ),
    (
        "The regiment lost 300 men; a widow lost two sons and took no prisoners.",
        ["casualties 300", "killed 2"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), MORE)
def test_reads_more_ways_to_tell(text: str, expected: list[str], parser: Parser) -> None:
    assert [brief(figure) for figure in figures(text, parser)][: len(expected)] == expected
