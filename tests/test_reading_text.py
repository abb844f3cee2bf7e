from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reading_tools import assert_every_block_is_in_the_original, bodies, read_one, roles
from tollbook.model.document import Document
from tollbook.reading.layout import is_byline, is_dateline, lay_out
from tollbook.reading.paragraphs import paragraphs
from tollbook.reading.received import Received
from tollbook.reading.text import read_text
from tollbook.reading.transcript import is_caption, read_header
from tollbook.settings import Settings

STORY = (
    "A bus carrying pilgrims left the road near Ambato on Friday and fell into a gorge, killing 12 "
    "people and injuring 20, police said."
)
MORE = "Rescuers worked through the night. Three children were among the dead, a doctor said."


@pytest.mark.parametrize(
    ("text", "front"),
    [
        # an agency's wire: a headline with a full stop, a dateline
        (
            f"Bus plunges into gorge, 12 dead - police.\nQUITO 1996-08-23\n{STORY}",
            ["headline", "dateline"],
        ),
        # with the writer's name in between, and the place and date on two lines
        (
            f"Twelve die as bus leaves road.\nMaria Soto\nQUITO 1996-08-23\n{STORY}",
            ["headline", "byline", "dateline"],
        ),
        (f"Twelve die as bus leaves road.\nAMBATO, Ecuador\n1996-08-23\n{STORY}",
         ["headline", "dateline", "dateline"]),
        # a newspaper: a headline without a full stop, a byline, a date
        (
            f"Pilgrims' bus falls into gorge\nBy Maria Soto\n23 August 2019\n\n{STORY}",
            ["headline", "byline", "dateline"],
        ),
        (f"BUS FALLS INTO GORGE\n\n{STORY}", ["headline"]),
        (f"Why Do So Many Buses Fall Into Gorges?\n\n{STORY}", ["headline"]),
        # the dateline opens the first paragraph
        (f"Bus plunges into gorge, 12 dead - police.\nQUITO, Aug 23 (Agency) - {STORY}",
         ["headline"]),
        # a date and the place of publication, written out
        (f"Twelve die in gorge\nPublished: 23 August 2019, 14:05 GMT\n{STORY}",
         ["headline", "dateline"]),
        # no headline: the first line is the story, or all there is
        (f"{STORY}\n{MORE}", []),
        (f"{MORE}\n{STORY}", []),
        ("Twelve die in gorge", []),
        # an address to the reader is no headline
        (f"Dear all,\n\n{STORY}", []),
    ],
)  # fmt: skip
def test_tells_the_front_matter_from_the_story(text: str, front: list[str]) -> None:
    blocks = lay_out(text).blocks
    found = [block.role for block in blocks]
    assert found == front + ["body"] * (len(found) - len(front))
    assert len(found) > len(front)


TRANSCRIPT = """\
\ufeff date 2021-05-03 [Evening Report] “TWELVE DIE IN GORGE”

Evening Report
\u00a0

Twelve people died when a bus left the road on Friday.


Ana Petrova / Rescue Service
\u00a0
We reached the wreck only after dark.

\t
Luis Mora/ Provincial Police
The driver is in custody.


The transport ministry has ordered an inquiry.
"""


def test_reads_a_transcript(tmp_path: Path) -> None:
    """The first line is date, programme and headline; a caption names who speaks below it."""
    document = read_one(tmp_path, TRANSCRIPT)
    assert roles(document) == [
        ("dateline", "date 2021-05-03 [Evening Report]"),
        ("headline", "TWELVE DIE IN GORGE"),
        ("byline", "Evening Report"),
        ("body", "Twelve people died when a bus left the road on Friday."),
        ("caption", "Ana Petrova / Rescue Service"),
        ("body", "We reached the wreck only after dark."),
        ("caption", "Luis Mora/ Provincial Police"),
        ("body", "The driver is in custody."),
        ("body", "The transport ministry has ordered an inquiry."),
    ]
    assert [block.gap_before for block in document.blocks] == [0, 0, 1, 2, 2, 1, 2, 0, 2]
    assert document.format == "transcript"
    assert document.title == "TWELVE DIE IN GORGE"
    assert document.publisher == "Evening Report"
    assert document.published == date(2021, 5, 3)
    assert document.language == "en"
    assert_every_block_is_in_the_original(document)


@pytest.mark.parametrize(
    ("line", "programme", "headline"),
    [
        ("date 2021-05-03 [Evening Report] “TWELVE DIE”", "Evening Report", "TWELVE DIE"),
        ('2021-05-03 [Evening Report] "TWELVE DIE"', "Evening Report", "TWELVE DIE"),
        ("Aired: May 3, 2021 [Radio 4 News] TWELVE DIE", "Radio 4 News", "TWELVE DIE"),
        ("[Evening Report] 3 May 2021 21:00 «TWELVE DIE»", "Evening Report", "TWELVE DIE"),
        ("2021-05-03 [Evening Report]", "Evening Report", None),
    ],
)
def test_reads_the_first_line_of_a_transcript(
    line: str, programme: str, headline: str | None
) -> None:
    header = read_header(line)
    assert header is not None
    assert header.programme == programme
    assert header.day == date(2021, 5, 3)
    assert (line[slice(*header.headline)] if header.headline else None) == headline


@pytest.mark.parametrize(
    "line",
    [
        "The report of 2021-05-03 [seen by reporters] says “twelve died”",
        "[Evening Report] “TWELVE DIE”",
        "2021-05-03 “TWELVE DIE”",
        "2021-02-31 [Evening Report] “TWELVE DIE”",
        "[" * 1000,
    ],
)
def test_other_lines_open_no_transcript(line: str) -> None:
    assert read_header(line) is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Ana Petrova / Rescue Service", True),
        ("Park Ji-won/ Justice Party", True),
        ("Omar al-Sayed | spokesman, health ministry", True),
        ("Jan van der Berg / Red Cross", True),
        ("김민수 / 국방부", True),
        ("He was told to run and/or hide", False),
        ("Losses rose by 3/4 in a week", False),
        ("The ministry said he died 1/2 hour later.", False),
        ("https://example.org/news", False),
        ("Ana Petrova", False),
    ],
)
def test_a_caption_is_a_name_and_what_it_stands_for(line: str, expected: bool) -> None:
    assert is_caption(line) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("QUITO 1996-08-23", True),
        ("SAN JUAN, Puerto Rico 1996-08-23", False),  # a place in small letters needs a headline
        ("Tuesday, 3 May 2021", True),
        ("Updated May 3, 2021 10:15 a.m.", True),
        ("2021-05-03T10:15", True),
        ("KYIV, May 3", True),
        ("KYIV", False),
        ("Twelve died on 3 May 2021", False),
        ("1999 was a bad year", False),
    ],
)
def test_a_dateline_is_a_place_and_a_date(line: str, expected: bool) -> None:
    assert is_dateline(line) is expected


@pytest.mark.parametrize(
    ("line", "alone", "between"),
    [
        ("By Ana Ray", True, True),
        ("By Ana Ray and Luis Mora in Quito", True, True),
        ("By Friday twelve had died", False, False),
        ("By night the town was empty.", False, False),
        ("Ana Ray", False, True),
        ("Geert de Wit", False, True),
        ("Three Dead", False, True),
        ("They died", False, False),
    ],
)
def test_a_byline_is_a_name(line: str, alone: bool, between: bool) -> None:
    assert is_byline(line) is alone
    assert is_byline(line, between=between) is between


@pytest.mark.parametrize(
    ("opening", "day", "agency"),
    [
        ("QUITO, Aug. 23, 2019 (Andes Press) - ", date(2019, 8, 23), "Andes Press"),
        ("QUITO (AP) — ", None, "AP"),
        ("QUITO, Ecuador, 23 August 2019 (UPI) -- ", date(2019, 8, 23), "UPI"),
        ("Quito (AFP) – ", None, "AFP"),
        ("Quito (EST) – ", None, None),
        ("QUITO, Aug 23 (local time) - ", None, None),
        ("Ecuador's police (PNE) - the national force - said ", None, None),
    ],
)
def test_a_dateline_in_a_paragraph_tells_day_and_agency(
    opening: str, day: date | None, agency: str | None
) -> None:
    layout = lay_out(f"Bus falls into gorge\n\n{opening}{STORY}")
    assert (layout.published, layout.publisher) == (day, agency)


WRAPPED = """\
Bus falls into gorge

A bus carrying pilgrims left the road near Ambato on Friday and fell
into a gorge, killing 12 people and injuring 20, police said. Three
children were among the dead.
    Rescuers worked through the night. A doctor said that many of the
wounded were in a bad way.

The transport ministry ordered an inquiry. It said the road had been
Ecuador's most dangerous one:
- 14 killed in 2018
- 9 killed in 2017
"""


def test_joins_lines_broken_at_a_fixed_width(tmp_path: Path) -> None:
    """One block spans several lines, the text keeps its line ends, and list items stay apart.

    The bullet of an item is no part of its block.
    """
    document = read_one(tmp_path, WRAPPED)
    assert document.text == WRAPPED
    assert [words.split()[0] for words in bodies(document)] == ["A", "Rescuers", "The"]
    items = [words for role, words in roles(document) if role == "item"]
    assert items == ["14 killed in 2018", "9 killed in 2017"]
    assert bodies(document)[0].count("\n") == 2
    assert_every_block_is_in_the_original(document)


@pytest.mark.parametrize(
    "lines",
    [
        # one paragraph a line, short ones too
        ["He was shot.", "She fled with two of her children to the town of Ambato.", "They died."],
        # verses and lists in small letters
        ["killed: 300", "injured: 2,700", "missing: 12"],
        ["A first heading without a full stop", "A second heading without a full stop"],
    ],
)
def test_lines_that_end_of_themselves_are_paragraphs(lines: list[str]) -> None:
    assert len(paragraphs("\n".join(lines))) == len(lines)


LINES = st.lists(
    st.text(st.characters(codec="utf-8"), max_size=20)
    | st.sampled_from(
        ["", " ", "\xa0", "\u200b", "\x1f", "12 killed.", "🇰🇵 300 ofs\u0301", "قتل ثلاثة",
         "KYIV 2021-05-03", "By Ana Ray", "Ana / Party",
         "date 2021-05-03 [News] “X dead”", "[", "/", "“", "- item"]
    ),
    max_size=12,
)  # fmt: skip


@settings(deadline=None)
@given(LINES, st.sampled_from(["\n", "\r\n", "\r"]))
def test_blocks_hold_every_word_once_and_in_order(lines: list[str], line_end: str) -> None:
    data = line_end.join(lines).encode("utf-8")
    item = read_text(Received("x", "x.txt", "x.txt", data), Settings())
    if not isinstance(item, Document):
        assert not "".join(lines).strip("\ufeff\u200b \t\r\n\xa0\x1f")
        return
    done = 0
    for block in item.blocks:
        assert block.start >= done
        assert not [c for c in item.text[done : block.start] if c.isalnum()]
        assert item.text[block.start : block.end].strip()
        done = block.end
    assert not [c for c in item.text[done:] if c.isalnum()]
    if item.blocks:
        assert_every_block_is_in_the_original(item)
