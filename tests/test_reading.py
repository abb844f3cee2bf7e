from __future__ import annotations

import errno
import hashlib
import io
import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from reading_tools import PARAGRAPHS, article, page, problem_of, read_all, read_one, roles
from tollbook.example import reports
from tollbook.model.document import Document
from tollbook.model.problem import Notice, Problem
from tollbook.reading import read, recover
from tollbook.reading.language import detect_language
from tollbook.reading.markup import scan
from tollbook.settings import Settings


def ids(items: list[Document | Problem]) -> list[str]:
    return [item.id if isinstance(item, Document) else f"! {item.what}" for item in items]


FORMATS = [
    ("a.txt", PARAGRAPHS[0], "text"),
    ("a", PARAGRAPHS[0], "text"),
    ("a.txt", f"2024-03-05 [News] “X”\n\n{PARAGRAPHS[0]}", "transcript"),
    ("a.html", page(article(*PARAGRAPHS)), "html"),
    ("a", page(article(*PARAGRAPHS)), "html"),
    ("a.txt", "\n <!-- saved --> " + page(article(*PARAGRAPHS)), "html"),
    ("a.ndjson", '{"text": "Two died."}', "jsonl"),
    ("a", '{"text": "Two died."}\n', "jsonl"),
    ("a", '[\n{"text": "Two died."}]', "jsonl"),
    ("a.txt", "{two} died", "text"),
    ("a.txt", "<5 died in the fire", "text"),
]


@pytest.mark.parametrize(("name", "content", "form"), FORMATS)
def test_tells_the_format_of_a_file(tmp_path: Path, name: str, content: str, form: str) -> None:
    assert read_one(tmp_path, content, name).format == form


@pytest.mark.parametrize(("content", "form"), [row[1:] for row in FORMATS])
def test_tells_the_format_of_standard_input(
    monkeypatch: pytest.MonkeyPatch, content: str, form: str
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
    (item,) = read_all("-")
    assert isinstance(item, Document)
    assert item.format == form
    assert item.address == "-"
    assert item.id.startswith("stdin")


def test_reads_folders_in_order_and_each_file_once(tmp_path: Path) -> None:
    for name in ["b.txt", "a/2.txt", "a/1.txt", "c", ".hidden.txt", ".git/x.txt"]:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{name} died.")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "again.txt").symlink_to(tmp_path / "b.txt")
    assert ids(read_all(tmp_path)) == ["1", "2", "again", "c"]
    assert ids(read_all(tmp_path / "c", tmp_path, tmp_path / "c")) == ["c", "1", "2", "again"]


def test_files_of_one_name_are_told_apart_by_their_path(tmp_path: Path) -> None:
    """The readable id is that of the name alone, whatever else is read with it."""
    for name in ["x/report.txt", "y/report.html", "other.txt"]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(page(article(*PARAGRAPHS)))
    read = read_all(tmp_path)
    assert ids(read) == ["other", "report", "report"]
    assert [item.source for item in read if isinstance(item, Document)] == [
        f"file:{tmp_path / name}" for name in ["other.txt", "x/report.txt", "y/report.html"]
    ]


LINK = "<link rel='canonical' href='{}'>"
OPEN_GRAPH = "<meta property='og:url' content='{}'>"


@pytest.mark.parametrize(
    ("name", "content", "source"),
    [
        ("a.txt", PARAGRAPHS[0], "file:{folder}/a.txt"),
        ("a.html", page(article(*PARAGRAPHS)), "file:{folder}/a.html"),
        (
            "a.html",
            page(article(*PARAGRAPHS), LINK.format("http://News.example/dalvara/?id=7#photos")),
            "page:https://news.example/dalvara?id=7",
        ),
        (
            "a.html",
            page(article(*PARAGRAPHS), OPEN_GRAPH.format("https://news.example/dalvara")),
            "page:https://news.example/dalvara",
        ),
        # The address of a whole site, or of none, is not the page's own.
        (
            "a.html",
            page(article(*PARAGRAPHS), LINK.format("https://news.example/")),
            "file:{folder}/a.html",
        ),
        (
            "a.html",
            page(article(*PARAGRAPHS), LINK.format("https://news.example/index.php")),
            "file:{folder}/a.html",
        ),
        ("a.html", page(article(*PARAGRAPHS), LINK.format("//[")), "file:{folder}/a.html"),
        (
            "feed.jsonl",
            '{"id": "7", "text": "Two died.", "url": "https://news.example/7"}',
            "record:feed.jsonl#7",
        ),
        (
            "feed.jsonl",
            '{"text": "Two died.", "url": "https://news.example/7"}',
            "page:https://news.example/7",
        ),
        (
            "feed.jsonl",
            '{"text": "Two died."}\n',
            "text:" + hashlib.sha256(b'{"text": "Two died."}').hexdigest(),
        ),
    ],
)
def test_a_document_is_known_by_where_it_comes_from(
    tmp_path: Path, name: str, content: str, source: str
) -> None:
    """The id of a record, else the address that is declared, else the file, else its bytes."""
    assert read_one(tmp_path, content, name).source == source.format(folder=tmp_path)


def test_a_file_is_known_by_one_path_however_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mon").mkdir()
    (tmp_path / "mon" / "a.txt").write_text("Two died.")
    (tmp_path / "link.txt").symlink_to(tmp_path / "mon" / "a.txt")
    monkeypatch.chdir(tmp_path / "mon")
    named: list[Path | str] = [
        "a.txt",
        "../mon/a.txt",
        tmp_path / "mon" / "a.txt",
        tmp_path / "link.txt",
    ]
    sources = {
        item.source for name in named for item in read_all(name) if isinstance(item, Document)
    }
    assert sources == {f"file:{tmp_path}/mon/a.txt"}


def test_a_name_that_is_no_unicode_is_read_and_can_be_stored(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("Two died.")
    (document,) = read_all(tmp_path)
    assert isinstance(document, Document)
    assert document.id == "caf\\xe9"
    (document.id + document.address + document.source).encode()


def a_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")


def test_a_folder_may_hold_the_ledger_and_other_databases(tmp_path: Path) -> None:
    """The ledger is passed over without a word, others in one line; whatever their names are."""
    for name in ("mine", "a.db", "b.txt", "c.sqlite", "d.html"):
        a_database(tmp_path / name)
    for name in ("mine-wal", "mine-shm", "a.db-wal"):
        (tmp_path / name).write_bytes(b"\x37\x7f\x06\x82" * 9)
    (tmp_path / "report.txt").write_text("Two died.")
    ledger = tmp_path / "mine"
    document, notice = read([str(tmp_path)], Settings(), ledger)
    assert isinstance(document, Document) and document.id == "report"
    assert isinstance(notice, Notice)
    assert str(notice).replace(f"{tmp_path}/", "") == (
        "a.db, b.txt, c.sqlite and 1 more: skipped: a database holds no reports."
    )


def test_the_ledger_is_no_report_even_if_it_is_named(tmp_path: Path) -> None:
    """As by `tollbook read *`; another database that is named is a mistake to hear of."""
    a_database(tmp_path / "mine.db")
    a_database(tmp_path / "other.db")
    (tmp_path / "mine.db-wal").write_bytes(b"\0" * 99)
    named = sorted(map(str, tmp_path.iterdir()))
    (problem,) = read(named, Settings(), tmp_path / "mine.db")
    assert "other.db: this is a SQLite database, not text" in str(problem)
    assert not isinstance(problem, Notice)


def test_keeps_the_bytes_as_received(tmp_path: Path) -> None:
    data = "Zwölf Tote\r\n".encode("cp1252")
    document = read_one(tmp_path, data)
    assert document.original == data
    assert recover(document) == "Zwölf Tote\r\n"
    assert document.text == "Zwölf Tote\n"
    assert len(document.sha256) == 64


def test_two_readings_give_the_same() -> None:
    once, again = (list(read(map(str, reports()), Settings())) for _ in range(2))
    assert once == again
    assert not [item for item in once if isinstance(item, Problem)]


def test_every_block_of_the_example_is_in_its_original() -> None:
    for item in read(map(str, reports()), Settings()):
        assert isinstance(item, Document)
        assert roles(item)
        for block in item.blocks:
            assert item.source_map.to_original(block.start, block.end) is not None


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.txt", b"", "there is no text in it; check that the report was saved whole."),
        ("a.txt", b"\xef\xbb\xbf \xc2\xa0\n", "there is no text in it; check that"),
        ("a.html", b"", "there is no text in it"),
        ("a.txt", b"\0" * 9_999, "this is not text, it is full of control characters"),
        ("a.txt", b"died\x01\x02\x03 12", "this is not text, it is full of control characters"),
        ("a.txt", b"%PDF-1.7 12 died", "this is a PDF file, not text; convert it to text or HTML"),
        ("a.html", b"\x1f\x8b\x08...", "this is a gzip archive, not text"),
        ("a.txt", b"died " * 5_000_000, "the document is larger than 20,000,000 bytes; split it"),
        ("a.txt", b"d" * 2_000_000, ":1: a line is longer than 1,000,000 characters"),
        ("a.txt", b"d\n" + b"d" * 2_000_000, ":2: a line is longer than 1,000,000 characters"),
        ("a.txt", b"d\n" * 300_000, "the text has more than 200,000 lines; split it"),
        ("a.html", b"<div>" * 1_000_000, "the page nests tags more than 2,000 deep; save it as"),
        (
            "a.html",
            b"<p " + b" ".join(b"a%d=1" % n for n in range(70_000)) + b">12 died</p>",
            "a tag of the page has more than 500 attributes; save it as plain text",
        ),
        (
            "a.html",
            b"<p " + b"/".join(b"a%d" % n for n in range(70_000)),
            "a tag of the page has more than 500 attributes; save it as plain text",
        ),
        (
            "a.html",
            (b"<p " + b" ".join(b"a%d=1" % n for n in range(400)) + b">x</p>") * 5_100,
            "the page has too many attributes; save it as plain text",
        ),
        ("a.html", b"<b>x" * 1_000_000, "the page nests tags more than 2,000 deep; save it as"),
        ("a.html", b"<p>x" * 1_000_000, "the page has more than 200,000 tags; save it as"),
        ("a.html", b"<i>" * 1_900 + b"<p>x" * 90_000, "the page nests too many tags too deep"),
        ("a.html", b"<a " * 3_000_000, "a tag of the page has more than 500 attributes"),
        ("a.html", b"<!--" * 3_000_000, "the page has no main text"),
        ("a.html", b"<script>" * 1_000_000, "the page has no main text"),
    ],
    ids=lambda value: value[:20] if isinstance(value, bytes) else None,
)
def test_hostile_input_is_one_clear_sentence(
    tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    assert sentence in problem_of(tmp_path, content, name)


def test_a_file_that_is_not_there_or_no_file_is_a_problem(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nothing")
    (tmp_path / "report.txt").write_text(PARAGRAPHS[0])
    items = read_all("no/such/file", "a\0b", tmp_path)
    assert [str(item).replace(f"{tmp_path}/", "") for item in items[:4]] == [
        "no/such/file: there is no such file; check the path.",
        "a\0b: no file can have this name; check the path.",
        "fifo: this is not a regular file; pipe it in, with '-' as file.",
        "gone.txt: there is no such file; check the path.",
    ]
    assert ids(items[4:]) == ["report"]


def test_a_file_one_may_not_read_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    path = tmp_path / "secret.txt"
    path.write_text("Two died.")
    monkeypatch.setattr(Path, "open", refuse)
    (problem,) = read_all(path)
    assert str(problem) == (
        f"{path}: the file can't be read (Permission denied); check its permissions."
    )


def test_a_folder_nested_a_thousand_deep_is_read(tmp_path: Path) -> None:
    folder = tmp_path
    for _ in range(1_200):
        folder = folder / "d"
        folder.mkdir()
    (folder / "report.txt").write_text(PARAGRAPHS[0])
    assert ids(read_all(tmp_path)) == ["report"]
    (folder / "report.txt").unlink()
    while folder != tmp_path:  # not left to a cleaner that might recurse
        folder.rmdir()
        folder = folder.parent


def test_entities_of_a_document_type_are_never_expanded(tmp_path: Path) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    content = f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>' + page(article("&l8;", *PARAGRAPHS))
    document = read_one(tmp_path, content, "a.html")
    assert len(document.text) < len(content)


@pytest.mark.parametrize(
    ("markup", "deepest"),
    [
        ("<p>" * 50, 0),  # a paragraph closes the one before it
        ("<br><img><input>" * 50, 0),
        ("<div>" * 50, 50),
        ("<div></div>" * 50, 1),
        ("</div>" * 50 + "<div>" * 50, 50),  # closing what is not open opens nothing
        ("<!-- " + "<div>" * 50 + "-->", 0),
        ("<script>" + "<div>" * 50 + "</script>", 1),
        ("<a title='" + "<div>" * 50 + "'>", 1),
        ("5 < 6 <<<", 0),
    ],
)
def test_measures_how_deep_tags_nest(markup: str, deepest: int) -> None:
    assert scan(markup, Settings()).deepest == deepest


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (PARAGRAPHS[0], "en"),
        ("He was shot to death.", "en"),
        ("NK CASUALTIES HIT 3,000 IN RUSSIA", "en"),
        ("Police: 3 dead", "en"),
        ("Al-Shabaab attack Mogadishu hotel, 12 dead.", "en"),
        ("Die Polizei teilte mit, dass bei dem Anschlag zwölf Menschen getötet wurden.", "de"),
        ("Al menos doce personas murieron en el atentado, según la policía.", "es"),
        ("북한군 300명이 사망했다고 국가정보원이 밝혔다", "ko"),
        ("Щонайменше двадцятеро людей загинули внаслідок обстрілу", "uk"),
        ("3,000", "und"),
        ("Zqx vrt", "und"),
    ],
)
def test_detects_the_language(text: str, language: str) -> None:
    """Short English lines too; what can't be told is undetermined."""
    assert detect_language(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "Tashkul: Salva Merekan Dariyo Mission hospital shelled",
        "Dalvara Town Hall Blast Toll Rises",
        "Malik Zarif Khan, Haji Omar Gul killed in Tashkul bazaar",
        "Colonel Aurelio Benavides Zambrano captured near Rio Verde",
        "Five Benadiri Liberation Army (BLA Hiran) cadres surrender in Jowhar",
        "Mayor Teodoro Salcedo Ibarra escapes unhurt in Puerto Alegria ambush",
        "Landmine blast injures three Border Corps (BC) men in Mashkel Tehsil",
        "General Juan Pablo Ortega Marquez wounded in San Rafael del Norte",
        "A Naib Subedar of the 12 Rashtra Rifles was martyred in Gulpora",
    ],
)
def test_a_line_full_of_foreign_names_is_read(text: str) -> None:
    """Nothing but another language that clearly claims a text keeps it from being read."""
    assert detect_language(text) == "en"


@pytest.mark.parametrize(
    "text",
    [
        "Die Hardliner hurt das nicht: die Zahl der Toten stieg auf 40.",
        "War die Brücke in Tashkul schon vorher beschädigt?",
        "Der Mann war in dem Hotel, dies sagte die Polizei.",
        "Acht Menschen tot nach Angriff auf Dalvara",
        "Hij was dead tired, zei de man, en de war is over.",
        "Zeker twaalf doden en veel gewonden in de stad Tashkul",
        "Men sprak van tien doden; de man was op weg naar het hotel.",
        "Douze morts dans un attentat à Dalvara, dit un hospital director",
        "Le film Dead Man est sorti, on a dit non",
        "Trois blessés, dont un enfant, près de Tashkul",
        "Al menos doce muertos en un ataque en Dalvara",
        "El grupo Dead or Alive dio un total de tres conciertos",
        "Mueren diez soldados en la provincia de Tashkul",
        "Tiga orang dead dalam serangan di Dalvara, kata polisi",
        "Polisi: tiga tentara tewas dan lima luka di Tashkul",
        "북한군 12명 사망, 국정원 “dead” 표현",
        "국방부는 병사 세 명이 hurt 상태라고 밝혔다",
    ],
)
def test_a_line_in_another_language_stays_unread(text: str) -> None:
    """Whatever English-looking words it holds."""
    assert detect_language(text) != "en"
