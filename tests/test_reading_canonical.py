from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tollbook.reading.canonical import Traced, canonical, joined
from tollbook.reading.decode import decode

# What real text is troubled with: line ends, blanks, accents, emoji, right-to-left, jamo.
TROUBLE = [
    "\r\n", "\r", "\n", "\xa0", "\u200b", "\ufeff", "e\u0301", "\u0301", "o\u0323\u0302", "Å",
    "\u212b", "\u0958", "👩\u200d🚒", "🇰🇵", "ש\u05c1\u05b8לום", "مرحبا", "\u1112\u1161\u11ab", "한",
    "\x00", "300", "killed", " ", "  ", "“", "ﬁ",
]  # fmt: skip
hard_text = st.lists(st.sampled_from(TROUBLE) | st.text(max_size=3), max_size=30).map("".join)


def as_stored(text: str) -> str:
    """The same rules written the short way, without keeping track of anything."""
    safe = "".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in text)
    return unicodedata.normalize("NFC", safe.replace("\r\n", "\n").replace("\r", "\n"))


@settings(deadline=None)
@given(hard_text)
def test_canonical_text_is_nfc_with_unix_line_ends(text: str) -> None:
    assert canonical(Traced.whole(text)).text == as_stored(text)


@settings(deadline=None)
@given(hard_text)
def test_canonical_text_stays_as_it_is(text: str) -> None:
    once = canonical(Traced.whole(text))
    assert canonical(Traced.whole(once.text)).text == once.text


@settings(deadline=None)
@given(hard_text, st.data())
def test_every_slice_is_found_in_the_original(text: str, data: st.DataObject) -> None:
    """What the map shows for a slice reads the same, or is the least stretch that holds it."""
    traced = canonical(Traced.whole(text))
    if not traced.text:
        return
    start = data.draw(st.integers(0, len(traced.text) - 1))
    end = data.draw(st.integers(start + 1, len(traced.text)))
    place = traced.source_map.to_original(start, end)
    assert place is not None
    assert traced.text[start:end] in as_stored(text[place[0] : place[1]])


@settings(deadline=None)
@given(hard_text)
def test_pieces_lie_in_order_over_the_whole_text(text: str) -> None:
    traced = canonical(Traced.whole(text))
    done = original_done = 0
    for at, original, length, width in traced.pieces:
        assert at == done
        assert original <= original_done <= original + width
        done, original_done = at + length, original + width
    assert (done, original_done) == (len(traced.text), len(text))


@settings(deadline=None)
@given(hard_text, hard_text)
def test_edits_follow_one_another(text: str, new: str) -> None:
    """A cut of an edited text shows the stretch of the first text, however often it was changed."""
    traced = Traced.whole("<<" + text + ">>").edited([(0, 2, new)]).cut(len(new), len(new + text))
    assert traced.text == text
    if text:
        assert traced.source_map.to_original(0, len(text)) == (2, 2 + len(text))


def test_what_was_put_in_stands_nowhere() -> None:
    text = joined([Traced.whole("ab").cut(0, 1), "\n\n", Traced.whole("ab").cut(1, 2)])
    assert text.text == "a\n\nb"
    assert text.source_map.to_original(1, 3) is None
    assert text.source_map.to_original(3, 4) == (1, 2)


def test_a_letter_keeps_thirty_marks() -> None:
    """More would take quadratic time to sort, and no script has them."""
    text = canonical(Traced.whole("e" + "\u0323" * 5_000 + " was killed")).text
    assert text == "ẹ" + "\u0323" * 29 + " was killed"


@pytest.mark.parametrize(
    ("data", "text", "codec"),
    [
        ("Kürsk".encode(), "Kürsk", "utf-8"),
        (b"\xef\xbb\xbfK\xc3\xbcrsk", "Kürsk", "utf-8-sig"),
        ("Kürsk".encode("utf-16"), "Kürsk", "utf-16"),
        ("“Kürsk” – 300".encode("cp1252"), "“Kürsk” – 300", "cp1252"),
        # one broken byte does not make a UTF-8 text another one
        ("Москва и Курск: ".encode() + b"\xff", "Москва и Курск: \ufffd", "utf-8"),
        # Windows-1252 has no character for this byte
        (b"K\xfcrsk \x81", "Kürsk \ufffd", "cp1252"),
    ],
)
def test_decodes_text(data: bytes, text: str, codec: str) -> None:
    assert decode(data) == (text, codec)
    assert data.decode(codec, "replace") == text


@pytest.mark.parametrize(
    ("declared", "written", "codec"),
    [
        ('<meta charset="windows-1251">', "cp1251", "cp1251"),
        (
            '<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">',
            "koi8-r",
            "koi8-r",
        ),
        ('<?xml version="1.0" encoding="windows-1251"?>', "cp1251", "cp1251"),
        # a wrong declaration is not believed, nor one that is no charset
        ('<meta charset="euc-kr">', "utf-8", "utf-8"),
        ('<meta charset="punycode">', "utf-8", "utf-8"),
        ('<meta charset="unicode_escape">', "utf-8", "utf-8"),
        ('<meta charset="no-such-charset">', "utf-8", "utf-8"),
    ],
)
def test_believes_a_page_about_its_charset_where_it_can(
    declared: str, written: str, codec: str
) -> None:
    text = declared + "<p>Курск, погибли солдаты</p>"
    assert decode(text.encode(written), markup=True) == (text, codec)
