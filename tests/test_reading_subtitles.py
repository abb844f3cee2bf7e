"""Subtitles: cues become paragraphs, and who speaks is set apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from reading_tools import (
    assert_every_block_is_in_the_original,
    problem_of,
    read_one,
    roles,
    shown_in_original,
)


def vtt(*cues: str, every: float = 3.0, shown: float = 3.0) -> str:
    """Subtitles with those cues, one after another."""
    parts = ["WEBVTT - Evening\nKind: captions\n"]
    for index, cue in enumerate(cues):
        start, end = index * every, index * every + shown
        parts.append(f"{_time(start)} --> {_time(end)} align:start\n{cue}\n")
    return "\n".join(parts)


def _time(seconds: float) -> str:
    return f"{int(seconds) // 60:02}:{seconds % 60:06.3f}"


@pytest.mark.parametrize(
    ("cues", "expected"),
    [
        # a sentence over two cues and two lines
        (["Nine people were\nkilled in Velt,", "the fire office says."],
         [("body", "Nine people were killed in Velt, the fire office says.")]),
        # marks and entities are no words
        (["<c.yellow>Nine</c> &amp; <i>more</i> <00:00:01.500>died."],
         [("body", "Nine & more died.")]),
        (["{\\an8}Nine died."], [("body", "Nine died.")]),
        # sounds are left out
        (["[sirens]", "♪ slow music ♪", "Nine died.", "(people shouting)"],
         [("body", "Nine died.")]),
        # captions that roll show each line twice
        (["Nine people", "Nine people\nwere killed", "were killed\nin Velt."],
         [("body", "Nine people were killed in Velt.")]),
        # voices
        (["<v Ana Ray>We found nine bodies.</v>", "<v Ana Ray>Three were boys.</v>"],
         [("caption", "Ana Ray"), ("body", "We found nine bodies. Three were boys.")]),
        (["FIRE CHIEF: We found nine.", "It is over.", "MAYOR: Eight, I think."],
         [("caption", "FIRE CHIEF"), ("body", "We found nine. It is over."),
          ("caption", "MAYOR"), ("body", "Eight, I think.")]),
        # who tells the story is no source
        (["<v Mayor Ruiz>Nine died.", "<v.first Anchor>And now the weather."],
         [("caption", "Mayor Ruiz"), ("body", "Nine died."), ("body", "[Anchor]"),
          ("body", "And now the weather.")]),
        # a new speaker without a name
        (["- Did nine die?\n- Ten died."], [("body", "Did nine die?"), ("body", "Ten died.")]),
        ([">> Nine died.", "In Velt.", ">>> In sport"],
         [("body", "Nine died. In Velt."), ("body", "In sport")]),
        # a line that names its speaker opens a paragraph, for the attribution to judge
        (["It burned.", "Police: nine died."],
         [("body", "It burned."), ("body", "Police: nine died.")]),
        # a heading in capitals names nobody
        (["VELT: FLOODS LATEST"], [("body", "VELT: FLOODS LATEST")]),
    ],
)  # fmt: skip
def test_cues_become_paragraphs(
    tmp_path: Path, cues: list[str], expected: list[tuple[str, str]]
) -> None:
    """Lines run on until the sentence ends and somebody else speaks."""
    document = read_one(tmp_path, vtt(*cues), "news.vtt")
    assert roles(document) == expected
    assert document.format == "transcript"
    assert "-->" not in document.text


def test_a_pause_ends_a_paragraph(tmp_path: Path) -> None:
    """Behind a sentence only: one that goes on after a pause is one sentence."""
    text = vtt("Nine died.", "The mayor", "has resigned.", every=8)
    document = read_one(tmp_path, text, "news.vtt")
    assert roles(document) == [("body", "Nine died."), ("body", "The mayor has resigned.")]


def test_long_paragraphs_end_with_a_sentence(tmp_path: Path) -> None:
    """An hour of subtitles without a pause is not one paragraph."""
    document = read_one(
        tmp_path, vtt(*(f"Village {n} lost its bridge." for n in range(90))), "n.vtt"
    )
    assert 3 < len(document.blocks) < 10
    assert all(document.text[block.end - 1] == "." for block in document.blocks)


def test_subrip(tmp_path: Path) -> None:
    """SubRip numbers its cues, and may have been saved with other line ends and marks."""
    text = (
        "\ufeff1\r\n00:00:01,000 --> 00:00:03,000\r\n<i>Nine people</i>\r\n\r\n"
        "2\r\n00:00:03,000 --> 00:00:05,000\r\ndied in 2019.\r\n1,200 fled.\r\n"
    )
    document = read_one(tmp_path, text, "news.srt")
    assert roles(document) == [("body", "Nine people died in 2019. 1,200 fled.")]
    at = document.text.index("1,200 fled.")
    assert shown_in_original(document, at, at + 11) == "1,200 fled."


def test_notes_and_styles_are_left_out(tmp_path: Path) -> None:
    """Only cues are read."""
    text = "WEBVTT\n\nSTYLE\n::cue { color: red }\n\nNOTE 500 died\nin the draft\n\nintro\n"
    text += "00:01.000 --> 00:02.000\nNine died.\n"
    document = read_one(tmp_path, text, "news.vtt")
    assert document.text == "Nine died."
    assert_every_block_is_in_the_original(document)


@pytest.mark.parametrize(
    "text", ["WEBVTT\n", "WEBVTT\n\n00:01.000 -> 00:02.000\nNine died.\n", "Nine died.\n" * 5]
)
def test_no_subtitles(tmp_path: Path, text: str) -> None:
    """A file without a cue is a problem."""
    assert "there are no subtitles in it" in problem_of(tmp_path, text, "news.vtt")


@pytest.mark.parametrize(
    "text",
    [
        "WEBVTT\n\n" + "99:99.999 --> 00:00.000\n" * 5_000,
        "WEBVTT\n\n00:01.000 --> 00:02.000\n" + "<v " * 50_000,
        "WEBVTT\n\n00:01.000 --> 00:02.000\n" + "&" * 50_000 + "<" * 50_000 + "{\\" * 50_000,
        "WEBVTT\n\n00:01.000 --> 00:02.000\n" + "A" * 100_000 + ": x",
    ],
)
def test_odd_subtitles_are_read_or_refused(tmp_path: Path, text: str) -> None:
    """Marks that never end are words, and take no time."""
    path = tmp_path / "news.vtt"
    path.write_text(text)
    if "--> 00:02" in text:
        assert read_one(tmp_path, text, "news.vtt").blocks
    else:
        assert "there are no subtitles" in problem_of(tmp_path, text, "news.vtt")
