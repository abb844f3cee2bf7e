"""Who speaks in a document: what points at a voice is led back to it, and a relay is no origin."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from factories import a_document, a_figure
from tollbook.model.document import Block
from tollbook.model.statement import Figure
from tollbook.resolution import resolve
from tollbook.resolution.voices import is_pronoun


def voices(text: str, *figures: tuple[str, tuple[str, ...]]) -> list[list[str]]:
    """The names of the voices behind each figure: its evidence, and its chain as it is worded."""
    page = a_document(text, blocks=_paragraphs(text))
    statements = [
        a_figure(page, evidence, n=n, origin=chain[-1], relayers=chain[:-1])
        for n, (evidence, chain) in enumerate(figures, start=1)
    ]
    resolved = resolve(page, statements)
    assert all(isinstance(one, Figure) for one in resolved)
    return [[voice.name for voice in one.attribution[1:]] for one in resolved]


def _paragraphs(text: str) -> tuple[Block, ...]:
    starts = [0, *(found.end() for found in re.finditer(r"\n+", text))]
    return tuple(Block(start, end) for start, end in pairwise([*starts, len(text)]))


@pytest.mark.parametrize(
    ("text", "voice", "expected"),
    [
        # the only spy agency of the page, whatever it is called
        (
            "Seoul's NIS met reporters. The spies reckon 20 were killed.",
            "The spies",
            "National Intelligence Service",
        ),
        (
            "SPY AGENCY: 20 WERE KILLED\nThe National Intelligence Service said so in South Korea.",
            "SPY AGENCY",
            "National Intelligence Service",
        ),
        # two of them, and neither speaks elsewhere: the words stay
        (
            "Ukraine's spy agency and Russia's spy agency met. The spies said 20 were killed.",
            "The spies",
            "The spies",
        ),
        # a pronoun for a body is the body named before it, not the person
        (
            "Ada Obi was briefed by the Turkish army. It said 20 were killed.",
            "It",
            "Turkish army",
        ),
        # a pronoun far from every name leads nowhere
        (
            "The Turkish army was silent.\n\nSnow fell.\n\nIt said 20 were killed.",
            "It",
            "It",
        ),
        # somebody else's service, known by its own name
        (
            "The South's National Intelligence Service said 20 were killed.",
            "The South's National Intelligence Service",
            "National Intelligence Service",
        ),
        # a person behind an office, before a country
        (
            "White House spokesman John Kirby said 20 were killed.",
            "White House spokesman John Kirby",
            "John Kirby",
        ),
        (
            "President Volodymyr Zelensky of Ukraine said 20 were killed.",
            "President Volodymyr Zelensky of Ukraine",
            "Volodymyr Zelenskyy",
        ),
        # a paper is its author's word
        (
            "By figures handed to him by his commander, Oleksandr Syrskyi, 20 were killed.",
            "figures handed to him by his commander",
            "Oleksandr Syrskyi",
        ),
    ],
)
def test_words_that_point(text: str, voice: str, expected: str) -> None:
    """Descriptions, pronouns and long names lead to the person or body the page can mean."""
    assert voices(text, ("20 were killed", (voice,))) == [[expected]]


def test_a_last_name_or_a_first_one() -> None:
    """A single name is the one person of the page who bears it, at either end of the full name."""
    text = "Lee Seong-kweun said 20 were killed. Mr Lee said nine were killed."
    assert voices(
        text, ("20 were killed", ("Lee Seong-kweun",)), ("nine were killed", ("Mr Lee",))
    )[1] == ["Lee Seong-kweun"]


BRIEFED = (
    "Lawmaker Ana Sol said the health ministry of Chad had counted 20 were killed. "
    "Ms Sol said nine were killed in the north."
)


def test_a_lawmaker_passes_on_the_briefing() -> None:
    """Who was told a body's count and passes it on is a relay of its other counts as well."""
    assert voices(
        BRIEFED,
        ("20 were killed", ("Ana Sol", "the health ministry of Chad")),
        ("nine were killed", ("Ms Sol",)),
    ) == [["Ana Sol", "Chadian Health Ministry"], ["Ana Sol", "Chadian Health Ministry"]]


def test_others_count_for_themselves() -> None:
    """A relay who is no lawmaker may have counted himself: his other counts stay his own."""
    text = BRIEFED.replace("Lawmaker Ana", "Surgeon Ana")
    assert voices(
        text,
        ("20 were killed", ("Ana Sol", "the health ministry of Chad")),
        ("nine were killed", ("Ms Sol",)),
    )[1] == ["Ana Sol"]


def test_two_bodies_leave_the_lawmaker_alone() -> None:
    """Whoever passes on two bodies' words passes on neither where none is named."""
    text = BRIEFED + " Ana Sol added that the army of Chad had said three were killed."
    assert voices(
        text,
        ("20 were killed", ("Ana Sol", "the health ministry of Chad")),
        ("nine were killed", ("Ms Sol",)),
        ("three were killed", ("Ana Sol", "the army of Chad")),
    )[1] == ["Ana Sol"]


@pytest.mark.parametrize(
    ("capital", "expected"),
    [
        ("Seoul", "National Intelligence Service"),
        ("The South Korean government", "South Korean government"),
    ],
)
def test_a_capital_in_a_headline(capital: str, expected: str) -> None:
    """A capital's number is the word of the body of that country that the text gives it to."""
    text = f"{capital} says 300 were killed\n\nThe NIS of South Korea said 300 had been killed."
    headline, body = ("300 were killed", (capital,)), ("300 had been killed", ("NIS",))
    assert voices(text, headline, body)[0] == [expected]


def test_pronouns() -> None:
    """Words that only point are distinguished from names that look like them."""
    assert [is_pronoun(word) for word in ("They", "who", "WHO", "IT", "Ito")] == [
        True,
        True,
        False,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("text", "voice", "expected"),
    [
        # the sentence says who briefed him, and a later one leaves it out
        (
            "A senator said after being briefed by the Turkish army that 20 were killed.",
            "A senator",
            "Turkish army",
        ),
        (
            "20 were killed, said Ada Obi, a deputy, citing a briefing by the Turkish army.",
            "Ada Obi",
            "Turkish army",
        ),
        (
            "In Colombia 20 were killed, said a lawmaker who attended a closed hearing with the "
            "defence ministry.",
            "a lawmaker who attended a closed hearing",
            "Colombian Defence Ministry",
        ),
        # his own word, with nobody who briefed him
        ("20 were killed, said Ada Obi, a senator, in Turkey.", "Ada Obi", "Ada Obi"),
        # whose spokesman, whose paper, whose office
        (
            "The Turkish army held a briefing. 20 were killed, said its spokesman, Bo Lindt.",
            "its spokesman, Bo Lindt",
            "Turkish army",
        ),
        (
            "The Turkish army met reporters. Its latest tally says 20 were killed.",
            "Its latest tally",
            "Turkish army",
        ),
        ("Erdogan's office said 20 were killed.", "Erdogan's office", "Recep Tayyip Erdogan"),
        # a body by its kind, its country or its acronym
        (
            "MSF was there in force. The aid group said 20 were killed.",
            "The aid group",
            "Médecins Sans Frontières",
        ),
        ("Turkey's disaster agency AFAD said 20 were killed.", "disaster agency AFAD", "AFAD"),
        (
            "Ukraine was silent. Its military intelligence agency said 20 were killed.",
            "Its military intelligence agency",
            "Main Directorate of Intelligence",
        ),
        (
            "In Chad the health ministry said 20 were killed.",
            "the health ministry",
            "Chadian Health Ministry",
        ),
        # too much was taken for a name
        (
            "The Turkish army told the committee on Monday that 20 were killed.",
            "The Turkish army told the committee",
            "Turkish army",
        ),
    ],
)
def test_the_body_behind(text: str, voice: str, expected: str) -> None:
    """A relay, a mouthpiece, a paper and a description lead to the body whose word it is."""
    if expected in ("Médecins Sans Frontières",):
        chains = voices(text, ("was there", ("MSF",)), ("20 were killed", (voice,)))
    else:
        chains = voices(text, ("20 were killed", (voice,)))
    assert chains[-1][-1] == expected


def test_staff_of_the_outlet_are_no_source() -> None:
    """What a presenter says is the outlet's word; whom a reporter asked is the origin."""
    text = "PRESENTER: 20 were killed. REPORTER: the Turkish army says nine were killed."
    assert voices(
        text,
        ("20 were killed", ("PRESENTER",)),
        ("nine were killed", ("REPORTER", "the Turkish army")),
    ) == [[], ["Turkish army"]]
