from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reading_tools import (
    HEADLINE,
    PARAGRAPHS,
    article,
    page,
    problem_of,
    read_all,
    read_one,
    roles,
    shown_in_original,
)
from tollbook.model.document import Document
from tollbook.model.problem import Notice, Problem
from tollbook.reading.jsonl import read_record
from tollbook.reading.received import Received
from tollbook.settings import Settings


def lines(*records: Mapping[str, object]) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


def test_a_record_is_a_document(tmp_path: Path) -> None:
    document = read_one(
        tmp_path,
        lines({
            "id": "wire-7", "text": PARAGRAPHS[0], "title": HEADLINE, "publisher": "Example Wire",
            "url": "https://example.org/7", "published": "2024-03-05T10:00:00+02:00",
            "language": "en-GB",
        }),
        "feed.jsonl",
    )  # fmt: skip
    assert document.id == "wire-7"
    assert document.text == PARAGRAPHS[0]
    assert roles(document) == [("body", PARAGRAPHS[0])]
    assert (document.title, document.publisher) == (HEADLINE, "Example Wire")
    assert document.url == "https://example.org/7"
    assert document.published_on == date(2024, 3, 5)
    assert document.language == "en"
    assert document.format == "jsonl"
    assert document.address.endswith("feed.jsonl")


def test_a_record_need_have_nothing_but_its_text(tmp_path: Path) -> None:
    document = read_one(tmp_path, "\n" + lines({"text": PARAGRAPHS[0]}), "feed.jsonl")
    assert document.id == "feed:2"
    assert document.language == "en"
    assert (document.title, document.publisher, document.published) == (None, None, None)


def test_the_layout_of_a_text_tells_what_the_record_does_not(tmp_path: Path) -> None:
    text = f"Fourteen die in Dalvara.\nDALVARA 2024-03-05\n{PARAGRAPHS[0]}"
    document = read_one(tmp_path, lines({"text": text, "title": HEADLINE}), "feed.jsonl")
    assert [role for role, _ in roles(document)] == ["headline", "dateline", "body"]
    assert document.title == HEADLINE
    assert document.published == date(2024, 3, 5)


def test_a_record_can_hold_a_page(tmp_path: Path) -> None:
    record = {"id": "p", "html": page(article(*PARAGRAPHS)), "publisher": "Stated Publisher"}
    document = read_one(tmp_path, lines(record), "feed.jsonl")
    assert roles(document) == [("headline", HEADLINE), *(("body", part) for part in PARAGRAPHS)]
    assert document.publisher == "Stated Publisher"
    start = document.text.index("“We carried")
    shown = shown_in_original(document, start, start + 11)
    assert shown == "\\u201cWe carried"


BAD = {
    "{": "the record is not valid JSON (Expecting value)",
    '{"id": "a"} {"id": "b"}': "the record is not valid JSON (Extra data)",
    '{"id": "a" "text": "x"}': "the record is not valid JSON (Expecting ',' or '}')",
    '["text"]': "the record is not valid JSON (the record is not a JSON object)",
    "Fourteen died.": "the record is not valid JSON (the record is not a JSON object)",
    '{"id": "a"}': "the record has no text; add a key 'text' or 'html'",
    '{"id": "a", "text": null}': "the record has no text; add a key 'text' or 'html'",
    '{"id": "a", "text": " \\n\\u00a0"}': "there is no text in it",
    '{"id": "a", "text": ["x"]}': "the key 'text' is wrong: input should be a valid string",
    '{"id": 7, "text": "x"}': "the key 'id' is wrong: input should be a valid string",
    '{"text": "x", "published": "soon"}': "the key 'published' is not an ISO 8601 date",
    '{"text": "x", "published": "2024-02-31"}': "the key 'published' is not an ISO 8601 date",
    '{"text": "x", "published": 1709632800}': "the key 'published' is not an ISO 8601 date",
    '{"text": ' + "[" * 100_000 + "}": "the record is nested too deep",
    '{"text": "x", "n": ' + "9" * 10_000 + "}": "the record is not valid JSON (Exceeds the limit",
    '{"id": "a", "text": "tab\there"}': "the record is not valid JSON (Invalid control character",
}


@pytest.mark.parametrize("line", BAD, ids=lambda line: str(line)[:40])
def test_a_bad_record_is_named_and_the_rest_is_read(tmp_path: Path, line: str) -> None:
    path = tmp_path / "feed.jsonl"
    good = lines({"id": "good", "text": PARAGRAPHS[0]})
    path.write_text(good + line + "\n" + good.replace("good", "too"), encoding="utf-8")
    first, problem, last = read_all(path)
    assert isinstance(problem, Problem)
    assert str(problem).startswith(f"{path}:2: {BAD[line]}")
    assert [item.id for item in (first, last) if isinstance(item, Document)] == ["good", "too"]


def test_a_line_in_another_encoding_is_a_problem(tmp_path: Path) -> None:
    assert problem_of(tmp_path, b'{"text": "Z\xf6lf"}\n', "a.jsonl") == (
        "a.jsonl:1: the record is not UTF-8; save the file as UTF-8."
    )


def test_a_record_that_never_ends_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl"
    endless = '{"id": "a", "text": "' + "x" * 50_000 + '"}\n'
    path.write_text(endless + lines({"id": "b", "text": PARAGRAPHS[0]}), encoding="utf-8")
    problem, document = read_all(path, settings=Settings(max_document_bytes=10_000))
    assert str(problem) == f"{path}:1: the record is longer than 10,000 bytes; split it."
    assert isinstance(document, Document) and document.id == "b"


UNREAD = [
    ("date", "'date', which is not read; did you mean 'published'?"),
    ("pub_date", "'pub_date', which is not read; did you mean 'published'?"),
    ("publishd", "'publishd', which is not read; did you mean 'published'?"),
    ("Source", "'Source', which is not read; did you mean 'publisher'?"),
    ("headline", "'headline', which is not read; did you mean 'title'?"),
    ("link", "'link', which is not read; did you mean 'url'?"),
    ("GUID", "'GUID', which is not read; did you mean 'id'?"),
]


@pytest.mark.parametrize(("key", "said"), UNREAD)
def test_a_key_that_is_not_read_is_said_once_with_the_one_that_was_meant(
    tmp_path: Path, key: str, said: str
) -> None:
    path = tmp_path / "feed.jsonl"
    path.write_text(lines(*({"text": f"{n} died.", key: "2024-03-05"} for n in range(2, 5))))
    *read, notice = read_all(path)
    assert len(read) == 3
    assert all(isinstance(item, Document) for item in read)
    assert isinstance(notice, Notice)
    assert str(notice) == f"{path}: 3 records have the key {said}"


def test_keys_that_nobody_meant_otherwise_are_said_in_one_line(tmp_path: Path) -> None:
    """Nor is one that stands beside the key it is like."""
    path = tmp_path / "feed.json"
    record = {"text": "Two died.", "body": "Two died in Goma.", "section": "world", "\x1b" * 99: 1}
    path.write_text(json.dumps([record, {"text": "Nine died.", "when": "noon"}]))
    *_, notice = read_all(path)
    shown = "\x1b" * 39 + "…"
    assert str(notice) == (f"{path}: keys that are not read: {shown!r}, 'body', 'section', 'when'.")


def test_a_thousand_keys_are_one_short_line(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl"
    path.write_text(lines({"text": "Two died.", **{f"x{n:04}": n for n in range(1_000)}}))
    _, notice = read_all(path)
    assert len(str(notice)) < 200 + len(str(path))


def test_an_id_given_twice_is_noticed_and_both_are_read(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl"
    path.write_text(lines({"id": "a", "text": "One died."}, {"id": "a", "text": "Two died."}))
    first, notice, second = read_all(path)
    assert isinstance(first, Document) and first.text == "One died."
    assert isinstance(notice, Notice)
    assert str(notice) == (
        f"{path}:2: its id 'a' is that of {path}:1, and it is read as another document; "
        "give each its own id."
    )
    assert isinstance(second, Document) and second.text == "Two died."
    assert (first.source, second.source) == ("record:feed.jsonl#a", "record:feed.jsonl#a#2")


@pytest.mark.parametrize(
    ("content", "ids"),
    [
        ('{"id": "a", "text": "One died."}', ["a"]),
        ('{\n  "id": "a",\n  "text": "One died."\n}\n', ["a"]),
        ('[{"id": "a", "text": "One died."},\n {"text": "Two died."}]', ["a", "feed:2"]),
        ("[]", []),
    ],
)
def test_a_json_file_holds_a_record_or_a_list_of_them(
    tmp_path: Path, content: str, ids: list[str]
) -> None:
    path = tmp_path / "feed.json"
    path.write_text(content, encoding="utf-8")
    assert [item.id for item in read_all(path) if isinstance(item, Document)] == ids


def test_a_broken_list_is_named_at_its_line(tmp_path: Path) -> None:
    path = tmp_path / "feed.json"
    path.write_text('[{"id": "a", "text": "One died."},\n {"text": }]', encoding="utf-8")
    first, problem = read_all(path)
    assert isinstance(first, Document)
    assert str(problem).startswith(f"{path}:2: the record is not valid JSON")


def test_lone_surrogates_and_nul_can_be_stored(tmp_path: Path) -> None:
    content = (
        '{"id": "a\\ud800", "title": "\\udfff", "text": "12 \\ud83d\\ude00 \\ud800 \\u0000 dead"}\n'
    )
    document = read_one(tmp_path, content, "feed.jsonl")
    assert document.text == "12 😀 \ufffd \ufffd dead"
    assert (document.id, document.title) == ("a\ufffd", "\ufffd")
    start = document.text.index("😀")
    assert shown_in_original(document, start, start + 1) == "\\ud83d\\ude00"


@settings(deadline=None)
@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
        | st.sampled_from(
            ["\r\n", "e\u0301", '"', "\\", "/", "\t", "😀", "שלום", "\u2028", "12 killed "]
        ),
        max_size=25,
    ).map("".join),
    st.booleans(),
)
def test_offsets_into_the_nfc_text_are_the_callers_own(text: str, ascii_only: bool) -> None:
    line = json.dumps({"id": "a", "text": text}, ensure_ascii=ascii_only).encode("utf-8")
    item = read_record(Received("x", "f", "f:1", line), Settings())
    if isinstance(item, Problem):
        assert not text.strip(" \t\r\n\xa0\ufeff\u200b")
        return
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    assert item.text == unicodedata.normalize("NFC", plain)
    for block in item.blocks:
        shown = shown_in_original(item, block.start, block.end)
        written = json.loads(f'"{shown}"').replace("\r\n", "\n").replace("\r", "\n")
        composed = unicodedata.normalize("NFC", written.replace("\0", "\ufffd"))
        assert item.text[block.start : block.end] in composed
