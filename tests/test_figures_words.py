"""Words of killing, injuring, detaining and displacing, and their other senses."""

from __future__ import annotations

import pytest

from test_figures import read
from tollbook.extraction.sentences.parse import Parser

WORDS = [
    ("Two officers were slain in the ambush.", ["killed 2"]),
    ("Gunmen assassinated three judges.", ["killed 3"]),
    ("Militants beheaded two aid workers.", ["killed 2"]),
    ("A mob lynched two men.", ["killed 2"]),
    ("Rebels put 12 prisoners to death.", ["killed 12"]),
    ("Nine hostages were put before a firing squad.", ["killed 9"]),
    ("Fourteen miners were entombed when the shaft collapsed.", []),
    ("Three students were electrocuted.", ["killed 3"]),
    ("The avalanche claimed nine lives.", ["killed 9"]),
    ("Six climbers fell to their deaths.", ["killed 6"]),
    ("Thirty people succumbed to the heat.", ["killed 30"]),
    ("The gunmen mowed down 11 worshippers.", ["killed 11"]),
    ("Police gunned down four suspects.", ["killed 4"]),
    ("A car rammed into the crowd, knocking down 14 people.", ["injured 14"]),
    ("Seven people were bludgeoned to death.", ["killed 7"]),
    ("Twelve workers were gassed.", ["killed 12"]),
    ("Eleven people were bitten by dogs.", ["injured 11"]),
    ("Nineteen pupils were taken ill.", []),
    ("Forty passengers were hospitalized.", ["injured 40"]),
    ("The blast maimed nine children.", ["injured 9"]),
    ("Six women were raped.", []),
    ("Two men were tortured by police.", ["injured 2"]),
    ("Three boys were mauled by a bear.", ["injured 3"]),
    ("Fourteen people were mangled in the crash.", ["injured 14"]),
    ("Ten activists were rounded up.", ["captured 10"]),
    ("Police took 30 people into custody.", ["captured 30"]),
    ("Officers nabbed five smugglers.", ["captured 5"]),
    ("The army interned 400 men.", ["captured 400"]),
    ("A court remanded four men.", ["captured 4"]),
    ("Sixteen were thrown in jail.", ["captured 16"]),
    ("Four officials were put under house arrest.", ["captured 4"]),
    ("Some 900 people were uprooted by the flood.", ["displaced 900"]),
    ("The dam forced out 3,000 villagers.", ["displaced 3000"]),
    ("Rebels drove 400 people from their villages.", ["displaced 400"]),
    ("About 1,200 residents were moved to safety.", ["displaced 1200"]),
    ("More than 5,000 people were made homeless.", ["displaced 5001+"]),
    ("Ethnic violence chased 600 families away.", []),
    ("Some 7,000 people were left without shelter.", ["displaced 7000"]),
    ("Authorities evicted 300 squatters.", ["displaced 300"]),
    ("Nearly 20,000 people sought refuge in churches.", ["displaced 20000"]),
    ("Two soldiers fell in battle.", ["killed 2"]),
    ("He killed the engine.", []),
    ("The news killed hopes of a deal.", []),
    ("Two players were injured in training.", ["injured 2"]),
    ("The minister was caught off guard.", []),
    ("The champions beat 14 rivals.", []),
    ("They buried the hatchet.", []),
    ("The comedian slayed the audience.", []),
    ("The team captured two titles.", []),
    ("The film was shot in May by two students.", []),
]


@pytest.mark.parametrize(("text", "expected"), WORDS)
def test_reads_words_of_harm(text: str, expected: list[str], parser: Parser) -> None:
    """A word of harm counts only where people are harmed."""
    assert read(text, parser) == expected
