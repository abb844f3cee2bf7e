"""Where, when, by whom and how: the words of a sentence that tell of one harm."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tollbook.extraction.figures.circumstances import Circumstances, circumstances
from tollbook.extraction.sentences.parse import ParsedDocument, Parser, Sentence
from tollbook.model.document import Block, Document
from tollbook.model.text import Span

PARSER = Parser()
NOTHING = {"place": None, "time": None, "by": None, "cause": None, "said_on": None}


def told(text: str, word: str, victims: str | None = None) -> Circumstances:
    """The circumstances of the harm `word` of a one-sentence document."""
    document = Document(
        id="report",
        text=text,
        blocks=(Block(0, len(text)),),
        format="text",
        address="-",
        original=b"",
        sha256="",
    )
    doc = next(PARSER.parse([text]))
    sentence = Sentence(0, len(text), 0, text, doc)
    trigger = next(token for token in doc if token.lower_ == word.lower())
    head = next((token for token in doc if victims and token.lower_ == victims.lower()), None)
    return circumstances(ParsedDocument(document, (sentence,)), sentence, trigger, head)


def quotes(found: Circumstances) -> dict[str, str | None]:
    """The circumstances by name, as quotes."""
    return {name: getattr(found, name) and getattr(found, name).quote for name in NOTHING}


@pytest.mark.parametrize(
    ("text", "word", "victims", "expected"),
    [
        # where and when hang on the verb
        (
            "Three soldiers were killed by a roadside bomb near Van on Saturday.",
            "killed",
            "soldiers",
            {"place": "Van", "time": "on Saturday", "cause": "roadside bomb"},
        ),
        # the day of the saying is not the day of the harm
        (
            "The army said on Friday that rebels had killed 12 villagers in an attack on a church"
            " in North Kivu last week.",
            "killed",
            "villagers",
            {
                "place": "North Kivu",
                "time": "last week",
                "by": "rebels",
                "cause": "attack",
                "said_on": "on Friday",
            },
        ),
        (
            "A suicide bomber killed 30 recruits at a checkpoint in Mogadishu, the government said"
            " on Thursday.",
            "killed",
            "recruits",
            {
                "place": "Mogadishu",
                "by": "suicide bomber",
                "cause": "suicide bomber",
                "said_on": "on Thursday",
            },
        ),
        (
            "The service said on Monday that about 300 men have been killed.",
            "killed",
            "men",
            {"said_on": "on Monday"},
        ),
        # a weapon has a maker
        (
            "At least 11 people were killed on Monday when Russian shells hit a market in the city"
            " of Kherson, the governor said on Tuesday.",
            "killed",
            "people",
            {
                "place": "city of Kherson",
                "time": "on Monday",
                "by": "Russian",
                "cause": "shells",
                "said_on": "on Tuesday",
            },
        ),
        (
            "Israeli airstrikes killed at least 40 Palestinians across the Gaza Strip overnight.",
            "killed",
            "Palestinians",
            {"place": "Gaza Strip", "time": "overnight", "by": "Israeli", "cause": "airstrikes"},
        ),
        ("A Kabul bomb killed nine people.", "killed", "people", {"cause": "bomb"}),
        ("The 1918 flu killed millions of people.", "killed", "millions", {}),
        # who did it: subject, "by", of a noun, shared with another verb, blamed, accused
        (
            "Ukraine captured two North Korean soldiers in Kursk on January 9.",
            "captured",
            "soldiers",
            {"place": "Kursk", "time": "on January 9", "by": "Ukraine"},
        ),
        (
            "The killing of five aid workers by militants in Darfur shocked the charity.",
            "killing",
            "workers",
            {"place": "Darfur", "by": "militants"},
        ),
        (
            "Rebels opened fire on a bus south of Goma, killing five.",
            "killing",
            "five",
            {"place": "south of Goma", "by": "Rebels", "cause": "opened fire"},
        ),
        (
            "The strike, which killed nine people in Rafah, was blamed on Israel.",
            "killed",
            "people",
            {"place": "Rafah", "by": "Israel", "cause": "strike"},
        ),
        (
            "Gunmen from the M23 group are accused of killing 130 villagers in Kishishe in June.",
            "killing",
            "villagers",
            {"place": "Kishishe", "time": "in June", "by": "Gunmen from the M23 group"},
        ),
        # who confesses or mourns need not have done it
        (
            "Four men described the murder of a priest in Verona.",
            "murder",
            "priest",
            {"place": "Verona"},
        ),
        # the verb of harm, or of the event, tells how
        (
            "Soldiers executed dozens of prisoners in the town of Bucha in March 2022.",
            "executed",
            "dozens",
            {
                "place": "town of Bucha",
                "time": "in March 2022",
                "by": "Soldiers",
                "cause": "executed",
            },
        ),
        (
            "Ten died when a bus plunged into a gorge near Quito on Friday night.",
            "died",
            "Ten",
            {"place": "Quito", "time": "on Friday night", "cause": "plunged"},
        ),
        (
            "More than 1,000 people died in the earthquake in Afghanistan in October 2023.",
            "died",
            "people",
            {"place": "Afghanistan", "time": "in October 2023", "cause": "earthquake"},
        ),
        # a toll takes its circumstances from its own sentence part
        (
            "The death toll from the fighting in Kursk rose to 300 in the past month.",
            "toll",
            None,
            {"place": "Kursk", "time": "in the past month", "cause": "fighting"},
        ),
        # joined harms share what stands behind the second
        (
            "Two civilians were killed and five injured in a drone attack in Kharkiv region.",
            "killed",
            "civilians",
            {"place": "Kharkiv region", "cause": "drone attack"},
        ),
        # a fronted place, though it hangs on the saying
        (
            "In Kabul, police said five people were killed on Sunday by gunmen on motorcycles.",
            "killed",
            "people",
            {"place": "Kabul", "time": "on Sunday", "by": "gunmen"},
        ),
        # another clause is another matter
        (
            "One man was killed by a drone in Raqqa in 2015, while another is in prison in Turkey.",
            "prison",
            "another",
            {"place": "Turkey"},
        ),
        # from where people fled, but not where they come from
        (
            "Thousands fled from Mosul in June last year.",
            "fled",
            "Thousands",
            {"place": "Mosul", "time": "in June last year"},
        ),
        ("Men from Algeria were arrested in Paris.", "arrested", "Men", {"place": "Paris"}),
        # a line that ends behind a name is no part of it
        (
            "The mine said 14 workers died when a shaft collapsed near Ostrel\non Monday.",
            "died",
            "workers",
            {"place": "Ostrel", "time": "on Monday", "cause": "collapsed"},
        ),
        # nothing is said
        ("Twelve people were killed.", "killed", "people", {}),
    ],
)
def test_circumstances(
    text: str, word: str, victims: str | None, expected: dict[str, str | None]
) -> None:
    """Each circumstance is the words nearest to the harm, None where the sentence is silent."""
    assert quotes(told(text, word, victims)) == NOTHING | expected


def test_quotes_of_a_headline_in_capitals() -> None:
    """A headline is parsed in small letters and quoted as it stands."""
    found = told("FIVE SOLDIERS KILLED IN BLAST IN MOGADISHU ON FRIDAY", "Killed", "Soldiers")
    assert quotes(found) == NOTHING | {"place": "MOGADISHU", "time": "ON FRIDAY", "cause": "BLAST"}


PIECES = st.lists(
    st.sampled_from(
        ["killed", "in", "Kursk", "on Monday", "by", "rebels", ",", "said", "who", "airstrike",
         "five", "people", "blamed on", "Israel", "and", "since May", "were", "the", "of", "😀"]
    ),
    max_size=14,
)  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(before=PIECES, after=PIECES)
def test_any_sentence(before: list[str], after: list[str]) -> None:
    """Whatever the words, every circumstance is a slice of the text."""
    text = " ".join([*before, "dead", *after])
    found = told(text, "dead")
    spans: list[Span] = [span for name in NOTHING if (span := getattr(found, name))]
    assert all(text[span.start : span.end] == span.quote for span in spans)
