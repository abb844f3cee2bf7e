"""Any form of number, shares, rates, plans and revisions, as a sentence counts them."""

from __future__ import annotations

import pytest

from test_figures import read
from tollbook.extraction.sentences.parse import Parser

FORMS = [
    ("That brings the number of people killed since 6 March 2012 to 29.", ["killed 29"]),
    ("One thousand, two hundred miners were killed.", ["killed 1200"]),
    ("Two thousand, four hundred and six people were injured in the quake.", ["injured 2406"]),
    ("Flooding displaced 2.4m people in the delta.", ["displaced 2400000"]),
    ("Some 15k people fled the town.", ["displaced 15000"]),
    ("The quake left 1.3 million people homeless.", ["displaced 1300000"]),
    ("Half a million people have been displaced.", ["displaced 500000"]),
    ("Another 1.5m were evacuated on Sunday.", ["displaced 1500000"]),
    ("A quarter of a million people fled.", ["displaced 250000"]),
    ("Police detained 400+ protesters.", ["captured 400+"]),
    ("Fifty-two (52) villagers were killed.", ["killed 52"]),
    (
        "The attack killed thirty-one (31) soldiers and wounded twelve (12).",
        ["injured 12", "killed 31"],
    ),
    ("A total of 14 (fourteen) bodies were recovered.", ["killed 14"]),
    ("By Friday 3 450 people had been killed.", ["killed 3450"]),
    ("The ministry reported 11.350 injured.", ["injured 11350"]),
    ("At least nine and as many as 30 hikers were killed.", ["killed 9-30"]),
    ("At least 11, possibly as many as 25, workers were killed.", ["killed 11-25"]),
    ("At least 11, and possibly up to 25, people were injured.", ["injured 11-25"]),
    ("At least 20 and up to 35 people died.", ["killed 20-35"]),
    ("Between 40 and 60 people were killed.", ["killed 40-60"]),
    ("A dozen or so fighters were killed.", ["killed 12"]),
    ("About two dozen people were injured.", ["injured 24"]),
    ("The missing number 45.", ["missing 45"]),
    ("The dead number at least 300.", ["killed 300+"]),
    ("The wounded numbered 28.", ["injured 28"]),
    ("Casualties now number 900.", ["casualties 900"]),
    ("He is the third journalist killed there since May.", []),
    ("It brings to 41 the number of people killed since 3 April 2019.", ["killed 41"]),
    ("The number of people injured since January 2021 rose to 450.", ["injured 450"]),
    ("The number of deaths from 1 May 2022 to Friday reached 730.", ["killed 730"]),
    (
        "The toll from 7 March 2011 to 3 April 2011 was 512 killed and 900 wounded.",
        ["injured 900", "killed 512"],
    ),
    ("Since 24 February 2022 to date, 8,400 civilians have been killed.", ["killed 8400"]),
    ("At 06:40 a bomb killed four soldiers.", ["killed 4"]),
    ("At 1700 hours on 12 June, six men were shot dead.", ["killed 6"]),
    ("A 9-year-old girl was killed.", ["killed 1"]),
    ("Three brothers, aged 4, 6 and 11, drowned.", ["killed 3"]),
    ("Mira Sol (41) and her son Teo (7) were killed.", ["killed 2"]),
    ("Ravi Nath, 33, Lila Nath, 31, and their baby were killed.", ["killed 3"]),
    ("Abel Rook (55), Nina Rook (52) and Sara Rook (19) died in the fire.", ["killed 3"]),
    ("A gunman killed 6–8 people.", ["killed 6-8"]),
    ("Between 5-7 fishermen are missing.", ["missing 5-7"]),
    ("Some 20-30 rebels surrendered.", ["surrendered 20-30"]),
    ("Around 10 to 15 people were wounded.", ["injured 10-15"]),
    ("In 2019 1,300 people were killed on the roads there.", ["killed 1300"]),
    ("Two hundred-plus passengers were injured.", ["injured 200+"]),
    ("As many as 1 in 5 were killed.", []),
    ("One hundred and two pilgrims died.", ["killed 102"]),
    ("Twelve hundred soldiers surrendered.", ["surrendered 1200"]),
    ("Over 3.2 lakh people were evacuated.", ["displaced 320001+"]),
    ("Exactly 77 people died on Flight 310.", ["killed 77"]),
]


@pytest.mark.parametrize(("text", "expected"), FORMS)
def test_counts_by_any_form_of_number(text: str, expected: list[str], parser: Parser) -> None:
    """Dates, ages and times beside a number are never counted."""
    assert read(text, parser) == expected


SHARES_AND_RATES = [
    ("An average of 90 people a day are killed on the roads.", []),
    ("On average, 12 civilians were killed every day.", []),
    ("The army loses 300 men a day.", []),
    ("Some 250 people per week are being displaced.", []),
    ("The average daily losses rose to 1,100 in May.", []),
    ("The average number of daily deaths was 35.", []),
    ("About 70 soldiers die daily.", []),
    ("Between 60 and 80 fighters are killed each week.", []),
    ("The monthly average of civilian deaths is 210.", []),
    ("Twenty-eight people are killed by police every month.", []),
    ("Forty percent of the victims were children.", []),
    ("Two in three were injured.", []),
    ("Three out of five prisoners died.", []),
    ("A third of the 90 passengers were killed.", ["killed 30"]),
    ("A third of the crew drowned.", []),
    ("Of the 60 people injured, more than half were women.", ["injured 31-60", "injured 60"]),
    ("Of the 60 people killed, at least half were children.", ["killed 30-60", "killed 60"]),
    ("Of the 50 people killed, less than half were soldiers.", ["killed 0-24", "killed 50"]),
    ("Half of the 300 villagers were killed.", ["killed 150"]),
    ("Around 1,400 households were displaced.", []),
    ("More than 300 families fled their homes.", []),
    ("The flood displaced 210 families, 1,050 people in all.", ["displaced 1050"]),
    ("The agency aims to shelter 40,000 displaced people.", []),
    ("The plan would help 50,000 refugees.", []),
    ("The UN is appealing for money for 600,000 refugees.", []),
    ("It expects to assist 25,000 evacuees by June.", []),
    ("The camp was built for 5,000 refugees.", []),
    ("The camp can hold 12,000 refugees.", []),
    ("The boat can carry 300 passengers.", []),
    ("The hospital has room for 80 wounded.", []),
    ("The prison has a capacity of 900 inmates.", []),
    ("The toll rose to 17 (previous total: 12).", ["killed 17"]),
    ("The death toll reached 48, up from 41 the day before.", ["killed 48"]),
    ("The number of injured rose from 30 to 52.", ["injured 52"]),
    ("Police revised the toll to 17, down from 29.", ["killed 17"]),
    ("Police lowered the death toll from 29 to 17.", ["killed 17"]),
    ("The death toll was cut to 17 from an earlier count of 29.", ["killed 17"]),
    ("Officials say 17 people died, not 29 as reported earlier.", ["killed 17"]),
    ("The mayor said 14 people died, not 40.", ["killed 14"]),
    (
        "The toll was revised to 63 after nine bodies were found to have been counted twice.",
        ["killed 63"],
    ),
    ("The number of dead is 212 after removing 8 duplicates.", ["killed 212"]),
    ("The list had 230 names, but 12 were duplicates.", []),
    ("Four were killed. No one else was hurt.", ["injured 0", "killed 4"]),
    ("Sixteen died and thirty are being treated.", ["injured 30", "killed 16"]),
    ("Sixteen were killed and 30 are in hospital.", ["injured 30", "killed 16"]),
    (
        "Eleven people died and a further 25 were being treated for burns.",
        ["injured 25", "killed 11"],
    ),
    ("It is the deadliest attack since 2014, when 132 pupils were killed.", ["killed 132"]),
    ("The bank lost 300 million dollars and 40 jobs.", []),
    ("Every year 1.3 million people die on the roads.", []),
    ("Some 3,000 people are killed annually by snakes.", []),
    ("The rate of killings is 18 per 100,000 people.", []),
    ("More than 12 people die each day.", []),
]


@pytest.mark.parametrize(("text", "expected"), SHARES_AND_RATES)
def test_counts_nobody_by_a_rate_or_a_plan(text: str, expected: list[str], parser: Parser) -> None:
    """A share counts where its whole is stated; a rate, a plan, a capacity and a family never."""
    assert read(text, parser) == expected
