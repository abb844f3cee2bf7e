"""The structure of a document: roles of blocks, labels and values, what stands under what."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from reading_tools import (
    article,
    assert_every_block_is_in_the_original,
    page,
    read_one,
    roles,
    shown_in_original,
)
from tollbook.model.document import Document
from tollbook.reading.canonical import Traced
from tollbook.reading.footnotes import without_footnote_marks
from tollbook.reading.structure import issuer_of

LONG = (
    "The river left its bed on Sunday night, and the roads to the south of the province were cut "
    "for two days, so that help came late to many of the villages that asked for it."
)


def fields(document: Document) -> list[tuple[str, list[str], list[str]]]:
    """Each value with the labels of its line and those above it."""
    text = document.text
    return [
        (
            text[slice(*one.value)],
            [text[slice(*label)] for label in one.row],
            [text[slice(*label)] for label in one.header],
        )
        for one in document.structure.fields
        if one.row or one.header
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("**Killed:** 21", [("21", ["Killed"])]),
        ("Dead: 12 / Injured: 30", [("12", ["Dead"]), ("30", ["Injured"])]),
        ("Fatalities – 12", [("12", ["Fatalities"])]),
        ("Velt: 3 killed; 12 hurt", [("3 killed", ["Velt"]), ("12 hurt", ["Velt"])]),
        (
            "Losses: troops - about 1,300 (+20), tanks - 8",
            [("about 1,300 (+20)", ["troops", "Losses"]), ("8", ["tanks", "Losses"])],
        ),
        ("Dead (as of 3 May): 1,204", [("1,204", ["Dead (as of 3 May)"])]),
        ("Tom Ashe – the mayor of Velt", []),
        ("The bridge fell. Nobody was on it: it was night", []),
        ("He left at 14:30 for the coast", []),
        # a whole sentence is no label for what its colon brings
        ("The mayor told us 17 people died in the mill: 16 at once and one later.", []),
    ],
)
def test_parts_labels_from_values(
    tmp_path: Path, line: str, expected: list[tuple[str, list[str]]]
) -> None:
    """A colon parts a label from what follows, a dash only from a number."""
    document = read_one(tmp_path, f"Flood in Velt\n\n{LONG}\n\n{line}\n")
    assert [(value, row) for value, row, _ in fields(document)] == expected


TABLES = {
    "bars": "Town | Dead | Hurt\nOrlan | 12 | -\nNew Velt | 0 | 4\nTotal | 12 | 4",
    "bars at the margins": "| Town | Dead | Hurt |\n|---|--:|--:|\n| Orlan | 12 | - |\n"
    "| New Velt | 0 | 4 |\n| **Total** | **12** | **4** |",
    "tabs": "Town\tDead\tHurt\nOrlan\t12\t-\nNew Velt\t0\t4\nTotal\t12\t4",
    "columns": "Town         Dead    Hurt\nOrlan          12       -\nNew Velt        0       4\n"
    "Total          12       4",
}


@pytest.mark.parametrize("form", TABLES)
def test_reads_the_cells_of_a_table_of_text(tmp_path: Path, form: str) -> None:
    """However its cells are parted, a table gives each value its row's name and its header."""
    document = read_one(tmp_path, f"Flood in Velt\n\n{LONG}\n\n{TABLES[form]}\n\n{LONG}\n")
    assert fields(document) == [
        ("12", ["Orlan"], ["Dead"]),
        ("-", ["Orlan"], ["Hurt"]),
        ("0", ["New Velt"], ["Dead"]),
        ("4", ["New Velt"], ["Hurt"]),
        ("12", ["Total"], ["Dead"]),
        ("4", ["Total"], ["Hurt"]),
    ]


def test_a_cell_left_out_moves_no_other(tmp_path: Path) -> None:
    """In aligned columns a value belongs to the header it stands under, not to the next one."""
    table = (
        "Town         Dead    Hurt    Lost\n"
        "Orlan          12               3\n"
        "Velt                    4\n"
    )
    document = read_one(tmp_path, f"Flood in Velt\n\n{LONG}\n\n{table}")
    assert fields(document) == [
        ("12", ["Orlan"], ["Dead"]),
        ("3", ["Orlan"], ["Lost"]),
        ("4", ["Velt"], ["Hurt"]),
    ]


def test_reads_the_cells_of_a_table_of_a_page(tmp_path: Path) -> None:
    """Rows of a page are rows: empty cells stay empty, a header over two columns holds for both."""
    table = (
        "<table><tr><th>Town</th><th colspan=2>Dead</th></tr>"
        "<tr><th></th><th>Men</th><th>Women</th></tr><tr><td>Orlan</td><td>3</td><td></td></tr><tr><td>Velt</td><td>2</td><td>1</td></tr>"
        "</table>"
    )
    document = read_one(tmp_path, page(article(LONG, table, LONG + " Then it fell.")), "a.html")
    assert [one for one in fields(document) if one[0]] == [
        ("3", ["Orlan"], ["Men", "Dead"]),
        ("2", ["Velt"], ["Men", "Dead"]),
        ("1", ["Velt"], ["Women", "Dead"]),
    ]
    assert_every_block_is_in_the_original(document)


@pytest.mark.parametrize("form", ["text", "page"])
def test_tells_what_an_item_stands_under(tmp_path: Path, form: str) -> None:
    """An item stands under the one it details, that one under the line before the list."""
    lead = "According to the rescue service, as of 3 May:"
    if form == "text":
        items = "- Dead: 21\n  - Children: 4\n- Hurt: 30"
        document = read_one(tmp_path, f"Flood in Velt\n\n{LONG}\n\n{lead}\n\n{items}\n\n{LONG}\n")
    else:
        items = "<ul><li>Dead: 21<ul><li>Children: 4</li></ul></li><li>Hurt: 30</li></ul>"
        body = article(LONG, lead, items, LONG + " It fell on Tuesday.")
        document = read_one(tmp_path, page(body), "a.html")
    text, blocks = document.text, document.blocks
    words = [text[block.start : block.end] for block in blocks]
    above = document.structure.above
    assert words[above[words.index("Children: 4")]] == "Dead: 21"
    assert words[above[words.index("Dead: 21")]] == lead
    assert words[above[words.index("Hurt: 30")]] == lead


@pytest.mark.parametrize(
    ("line", "issuer"),
    [
        ("Issued by the Regional Desk, 7 September 2024, 14:00 UTC", "Regional Desk"),
        ("Flash update 2 | Prepared by Velt Rescue Board | 3 May 2024", "Velt Rescue Board"),
        ("Source: Ministry of Civil Protection", "Ministry of Civil Protection"),
        ("The permit was issued by the city on Monday.", None),
        ("Sources of water are few.", None),
    ],
)
def test_finds_the_issuer(line: str, issuer: str | None) -> None:
    found = issuer_of(line, 0, len(line))
    assert (line[slice(*found)] if found else None) == issuer


@pytest.mark.parametrize(
    "top",
    [
        "Quake update 3\nIssued by the Regional Desk, 7 September 2024, 14:00 UTC\n\n",
        "Situation report 4, as of 7 September 2024, 18:00\n\nHighlights\n- Dead: 3\n\n",
        "Quake update 3\n\nDate: 7 September 2024\n\n",
    ],
)
def test_dates_a_report_by_the_lines_over_it(tmp_path: Path, top: str) -> None:
    assert read_one(tmp_path, top + LONG + "\n").published == date(2024, 9, 7)


@pytest.mark.parametrize(
    ("markup", "left"),
    [
        ("62<sup>1</sup> people", "62 people"),
        ("62<sup id='r1'><a href='#n1'>[1]</a></sup> people", "62 people"),
        ("62<sup>a, b</sup> people", "62 people"),
        ('62<a href="#note3">3</a> people', "62 people"),
        ("the 5<sup>th</sup> of May", "the 5<sup>th</sup> of May"),
        ("2 x 10<sup>6</sup>", "2 x 10<sup>6</sup>"),
        ('see <a href="#n3">3</a>', 'see <a href="#n3">3</a>'),
        ("<sup>" * 50, "<sup>" * 50),
    ],
)
def test_leaves_out_marks_of_footnotes(markup: str, left: str) -> None:
    """A raised mark is no digit of the number before it; ordinals and powers stay."""
    assert without_footnote_marks(Traced.whole(markup)).text == left


def test_offsets_hold_behind_a_mark_left_out(tmp_path: Path) -> None:
    body = f"<p>{LONG}</p><p>In Velt 62<sup>1</sup> people were killed and 95<sup>2</sup> hurt.</p>"
    document = read_one(tmp_path, page(article(body)), "a.html")
    start = document.text.index("62 people were killed and 95 hurt")
    for words in ("62", "people", "95", "hurt"):
        at = document.text.index(words, start)
        assert shown_in_original(document, at, at + len(words)) == words


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("- a boat with nine people sank", "item"),
        ("3. A boat with nine people sank", "item"),
        ("## Southern region", "heading"),
        ("SOUTHERN REGION", "heading"),
        ("Ana Petrova / Rescue Service", "caption"),
        ("A boat with nine people sank.", "body"),
    ],
)
def test_gives_lines_their_roles(tmp_path: Path, line: str, role: str) -> None:
    document = read_one(tmp_path, f"Flood in Velt\n\n{LONG}\n\n{line}\n\n{LONG}\n")
    assert roles(document)[2][0] == role
