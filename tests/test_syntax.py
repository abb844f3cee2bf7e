"""One grammar of English: subjects, actors, the passive, noun phrases and relative pronouns."""

from __future__ import annotations

import pytest
from spacy.tokens import Token

from passages import parser
from tollbook.extraction.syntax.nouns import noun_phrase, phrase_with_maker
from tollbook.extraction.syntax.verbs import (
    actor,
    agent,
    clause_head,
    clause_of,
    is_passive,
    nearest_subject,
    subject,
)


def word(text: str, wanted: str) -> Token:
    """The last token of a parsed text that reads so."""
    (doc,) = parser().parse([text])
    return [token for token in doc if token.text == wanted][-1]


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("The bridge fell.", "fell", "bridge"),
        ("The miners were rescued.", "rescued", "miners"),
        ("The miners were rescued.", "were", "miners"),
        ("Two miners fell and died.", "died", "miners"),
        ("The miner who fell was unhurt.", "fell", "miner"),
        ("Dozens of friends and relatives who waited wept.", "waited", "friends"),
        ("Miners trapped since Monday were freed.", "trapped", "Miners"),
        ("The mayor is likely to resign.", "resign", "mayor"),
        ("The officer ordered his men to leave.", "leave", "men"),
        ("The men were ordered to leave.", "leave", "men"),
        ("Rebels crossed the river to burn the camp.", "burn", "Rebels"),
        ("The river rose, drowning two children.", "drowning", "river"),
        ("While crossing the river, the boys drowned.", "crossing", "boys"),
        ("After fleeing the camp, the boys drowned.", "fleeing", "boys"),
        ("Closing the mine will cost jobs.", "cost", "Closing"),
        ("The toll was lower than expected.", "expected", None),
    ],
)
def test_finds_the_subject(text: str, verb: str, expected: str | None) -> None:
    """A verb without a subject of its own has that of what it is joined to or leans on."""
    found = subject(word(text, verb))
    assert (found and found.text) == expected


@pytest.mark.parametrize(
    ("text", "verb", "of_subject", "of_actor"),
    [
        ("The toll was announced by the ministry.", "announced", "toll", "ministry"),
        ("The ministry announced the toll.", "announced", "ministry", "ministry"),
        ("The bridge was destroyed.", "destroyed", "bridge", "bridge"),
    ],
)
def test_tells_the_actor_from_the_subject(
    text: str, verb: str, of_subject: str, of_actor: str
) -> None:
    """The subject of a passive is whom it is done to, its actor the noun under "by"."""
    token = word(text, verb)
    found = subject(token), actor(token)
    assert [noun and noun.text for noun in found] == [of_subject, of_actor]


def test_finds_the_agent() -> None:
    found = agent(word("Two boys were seized by gunmen on Monday.", "seized"))
    assert found is not None
    assert found.text == "gunmen"
    assert agent(word("Two boys were seized on Monday.", "seized")) is None


def test_the_nearest_subject_speaks() -> None:
    """Where the parse hangs a verb of speech on the wrong noun, the nearer one speaks."""
    text = "Six guards died in an attack south-west of Tolbu, the UN mission, UNMIT, announced."
    announced = word(text, "announced")
    found = subject(announced), nearest_subject(announced)
    assert [noun and noun.text for noun in found] == ["guards", "mission"]
    fell = word("The bridge fell.", "fell")
    assert nearest_subject(fell) == subject(fell)


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("Two boys were killed.", "killed", True),
        ("Two boys killed in the raid were buried.", "killed", True),
        ("Nine were shot and wounded.", "wounded", True),
        ("Gunmen killed two boys.", "killed", False),
        ("Gunmen have killed two boys.", "killed", False),
        ("They’ve been at sea since May.", "been", False),
        ("The boys have been found.", "been", False),
    ],
)
def test_tells_the_passive(text: str, verb: str, *, expected: bool) -> None:
    """A participle is passive without its auxiliary too; an auxiliary never is, nor a perfect."""
    assert is_passive(word(text, verb)) is expected


@pytest.mark.parametrize(
    ("text", "noun", "expected"),
    [
        ("The old men of the valley fled.", "men", "The old men of the valley"),
        ("The men, who had fled, returned.", "men", "The men"),
        ("Sailors seized by pirates were freed.", "Sailors", "Sailors"),
        ("His mother, Ann Blyth, wept.", "mother", "His mother, Ann Blyth"),
        ("Both the army and the rebels agreed.", "army", "Both the army and the rebels"),
        (
            "The report to the committee last October was false.",
            "report",
            "The report to the committee last October",
        ),
        ("Nobody else survived.", "Nobody", "Nobody else"),
        ("His brother-in-law fled.", "brother", "His brother-in-law"),
        ("Lawmaker Park Min-jae fled.", "jae", "Lawmaker Park Min-jae"),
        ("Closing the mine will cost jobs.", "Closing", "Closing the mine"),
    ],
)
def test_finds_the_noun_phrase(text: str, noun: str, expected: str) -> None:
    """A phrase ends at its first clause or aside; an aside that gives a name is part of it."""
    words = noun_phrase(word(text, noun))
    assert words[0].doc[words[0].i : words[-1].i + 1].text == expected


def test_takes_in_the_maker() -> None:
    """Figures are known by who released them; sailors are not known by who seized them."""
    head = word("Figures released by the relief agency show a rise.", "Figures")
    first, last = phrase_with_maker(head)
    assert head.doc[first : last + 1].text == "Figures released by the relief agency"
    assert [token.text for token in noun_phrase(head)] == ["Figures"]


def test_tells_the_nearest_verb_from_the_clause() -> None:
    """The nearest verb may be an infinitive; a clause has a subject of its own."""
    men = word("The army wants to free the men.", "men")
    assert (clause_of(men).text, clause_head(men).text) == ("free", "wants")
