"""Text copied from a PDF: words and paragraphs are whole again, lists and verses stay."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reading_tools import read_one, roles, shown_in_original
from tollbook.reading.canonical import Traced
from tollbook.reading.paragraphs import paragraphs
from tollbook.reading.wrapped import unwrapped


@pytest.mark.parametrize(
    ("wrapped", "mended"),
    [
        ("Nine were inju-\nred in Velt.", "Nine were injured in Velt."),
        ("Nine were inju\u00ad\nred in Velt.", "Nine were injured in Velt."),
        ("Nine died near Port-au-\nPrince today.", "Nine died near Port-au-Prince today."),
        ("Nine died near Port-\nau-Prince today.", "Nine died near Port-au-Prince today."),
        ("rebels of the Al-\nNur brigade", "rebels of the Al-Nur brigade"),
        ("a 12-\nyear-old boy and 10-\n15 others", "a 12-year-old boy and 10-15 others"),
        ("some twenty-\nfive men", "some twenty-five men"),
        ("the so-\ncalled front", "the so-called front"),
        ("a state-of-\nthe-art bridge", "a state-of-the-art bridge"),
        ("an anti-govern-\nment rally", "an anti-government rally"),
        ("hit by COVID-\n19 and floods", "hit by COVID-19 and floods"),
        # the hyphen stands for a word to come
        ("the pre-\nand post-war toll of evacu-\nees", "the pre- and post-war toll of evacuees"),
        # first halves that may as well be syllables
        ("the state-\nment on the ex-\nplosion", "the statement on the explosion"),
        ("un-\nknown men in state-\nowned cars", "unknown men in state-owned cars"),
        ("the nine-\nteen men of a two-\nday trip", "the nineteen men of a two-day trip"),
        # a dash is no hyphen
        ("Nine died -\nthe worst toll yet", "Nine died -\nthe worst toll yet"),
        ("Nine died \u2013\nthe worst toll yet", "Nine died \u2013\nthe worst toll yet"),
        # nor does one part a label from its value
        ("Dead-\n12\nHurt-\n30", "Dead-\n12\nHurt-\n30"),
        ("Dead in Velt-\n12\n", "Dead in Velt-\n12\n"),
        # a blank line ends a paragraph
        ("Nine were inju-\n\nred roses", "Nine were inju-\n\nred roses"),
        # only the lines of that paragraph are joined
        ("UPDATE\nNine people were evac-\nuated from Velt and\nfour died.\n\nOne\ntwo",
         "UPDATE\nNine people were evacuated from Velt and four died.\n\nOne\ntwo"),
        ("Moved were 90 fami-\nlies:\n- from Velt\n- from Orlan",
         "Moved were 90 families:\n- from Velt\n- from Orlan"),
        ("Houses de-\nstroyed\n12\nDead\n3", "Houses destroyed\n12\nDead\n3"),
    ],
)  # fmt: skip
def test_words_broken_at_the_line_end(wrapped: str, mended: str) -> None:
    """The hyphen goes with the line break, unless it belongs to the word."""
    assert unwrapped(Traced.whole(wrapped)).text == mended


TITLE = "Velt Flood Update"
STORY = "The board said that nine people were taken out of the"


@pytest.mark.parametrize(
    ("pages", "report"),
    [
        (f"{STORY}\n\n3\n\nflooded mill.", f"{STORY}\nflooded mill."),
        (f"{STORY}\n\nPage 3 of 9\n\nflooded mill.", f"{STORY}\nflooded mill."),
        ("It ended.\n\n- 3 -\n\nThen it began.", "It ended.\n\nThen it began."),
        ("It ended.\n3\n\fThen it began.\n", "It ended.\n\n\fThen it began.\n"),
        (f"{TITLE}\n\n{STORY}\n\n{TITLE}\n\nflooded mill.",
         f"{TITLE}\n\n{STORY}\nflooded mill."),
        (f"{TITLE}\nPage 1\n\n{STORY}\nflooded mill.\n\n{TITLE}\nPage 2\n\nIt rains.",
         f"{TITLE}\n\n{STORY}\nflooded mill.\n\nIt rains."),
        (f"{TITLE}\n1\n\nIt rains.\nIt pours.\n\n{TITLE}\n2\n\nIt ends.\nIt dries.\n",
         f"{TITLE}\n\nIt rains.\nIt pours.\n\nIt ends.\nIt dries.\n"),
        # numbers that say something stay
        ("Killed\n\n21\n\nincluding 3 children", "Killed\n\n21\n\nincluding 3 children"),
        ("People who were killed in the flood\n\n21\n\nof them children\n\n3",
         "People who were killed in the flood\n\n21\n\nof them children\n\n3"),
        ("Dead\n1\nHurt\n2\nDead\n3\nHurt\n4", "Dead\n1\nHurt\n2\nDead\n3\nHurt\n4"),
        # so does a refrain
        ("Weep for the mill\nas it falls\nWeep for the mill\nas it burns",
         "Weep for the mill\nas it falls\nWeep for the mill\nas it burns"),
    ],
)  # fmt: skip
def test_what_pages_repeat(pages: str, report: str) -> None:
    """Page numbers and repeated headers go, and the sentence around them goes on."""
    assert unwrapped(Traced.whole(pages)).text == report


COLUMN = (
    "The board said that nine\npeople had drowned when\nthe old mill fell into the\n"
    "river Orl on Monday night."
)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (COLUMN, [4]),
        (f"{COLUMN}\n\n{COLUMN}", [4, 4]),
        # verses: lines are not full
        ("so many came to weep\nin the rain\nfor those who are gone\nand the mill", [1, 1, 1, 1]),
        # each begins with a capital
        ("The mill has fallen down\nThe river took the miller\nThe night has taken", [1, 1, 1]),
        ("- nine dead in old Velt\n- four hurt in Lower Velt\n- three gone from Velt", [1, 1, 1]),
        ("Velt | 9 dead | 4 hurt\nOrlan | 8 dead | 3 hurt\nSarim | 7 dead | 2 hurt", [1, 1, 1]),
        ("Dead: 9\nHurt: 4\nGone: 3", [1, 1, 1]),
    ],
)  # fmt: skip
def test_narrow_columns(text: str, lines: list[int]) -> None:
    """Lines narrower than those of a screen are one paragraph only where each one is full."""
    assert [part.lines for part in paragraphs(text)] == lines


def test_words_lead_back_to_the_original(tmp_path: Path) -> None:
    """Around a mended word every other one keeps its own place, in a file and in a record."""
    text = "Nine people were evac-\nuated and 12 peo-\nple drowned in Velt."
    for name, content in (("a.txt", text), ("a.jsonl", json.dumps({"text": text}))):
        document = read_one(tmp_path, content, name)
        assert roles(document)[0][1] == "Nine people were evacuated and 12 people drowned in Velt."
        at = document.text.index("drowned")
        assert shown_in_original(document, at, at + 7) == "drowned"
        at = document.text.index("people drowned")
        assert shown_in_original(document, at, at + 6).startswith("peo-")


@pytest.mark.parametrize(
    "hostile",
    ["a-\n" * 50_000, "1\n" * 100_000, "Velt Flood Update\n3\n" * 40_000, "-a" * 100_000 + "-\nb"],
)
def test_text_made_to_take_long(hostile: str) -> None:
    """The work grows with the length of the text, whatever it holds."""
    assert unwrapped(Traced.whole(hostile)).text
