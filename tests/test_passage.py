"""A statement within its text: where the words of its fields begin and end."""

from __future__ import annotations

from factories import a_document, a_figure
from tollbook.model.document import Block
from tollbook.publishing.passage import passage, whole_text

TEXT = "Floods.\n\nThe mayor said nine people drowned in Genoa.\n\nRain goes on.\n\nMore later."
BLOCKS = tuple(Block(TEXT.index(part), TEXT.index(part) + len(part)) for part in TEXT.split("\n\n"))
PAGE = a_document(TEXT, blocks=BLOCKS)
SAID = a_figure(
    PAGE,
    "nine people drowned in Genoa",
    low=9,
    number="nine",
    population="people",
    place="Genoa",
)


def test_the_text_is_cut_at_the_words_of_each_field() -> None:
    """Put together the pieces are the paragraph; each names the fields its words belong to."""
    [_, paragraph, _] = passage(PAGE, SAID)
    pieces = {piece.text: piece.fields for piece in paragraph.pieces if piece.fields}
    assert "".join(piece.text for piece in paragraph.pieces) == TEXT.split("\n\n")[1]
    assert pieces["nine"] == ("evidence", "number")
    assert pieces["Genoa"] == ("evidence", "place")


def test_a_passage_has_the_paragraphs_around_the_evidence() -> None:
    shown = passage(PAGE, SAID)
    assert [paragraph.start for paragraph in shown] == [block.start for block in BLOCKS[:3]]
    assert [paragraph.gap for paragraph in shown] == [False, False, False]


def test_a_voice_that_is_named_far_off_is_shown_with_a_gap() -> None:
    text = "The mayor spoke.\n\na\n\nb\n\nc\n\nNine drowned."
    starts = [text.index(part) for part in ("The", "a\n\nb", "b\n\nc", "c\n\nN", "Nine")]
    ends = [*(start - 2 for start in starts[1:]), len(text)]
    page = a_document(text, blocks=tuple(map(Block, starts, ends)))
    said = a_figure(page, "Nine drowned", low=9, origin="The mayor")
    shown = passage(page, said)
    assert [paragraph.start for paragraph in shown] == [starts[0], starts[3], starts[4]]
    assert [paragraph.gap for paragraph in shown] == [False, True, False]


def test_control_characters_are_drawn_and_every_offset_holds() -> None:
    text = "Nine\x1b[2J people \u202edrowned."
    page = a_document(text)
    [paragraph] = whole_text(page, a_figure(page, "people", low=9, origin=None))
    shown = "".join(piece.text for piece in paragraph.pieces)
    assert len(shown) == len(text)
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_an_endless_paragraph_is_shown_around_the_words() -> None:
    text = "word " * 5000 + "nine drowned " + "word " * 5000
    page = a_document(text)
    [paragraph] = passage(page, a_figure(page, "nine drowned", low=9, origin=None))
    shown = "".join(piece.text for piece in paragraph.pieces)
    assert "nine drowned" in shown
    assert len(shown) < 5000
    assert paragraph.gap
