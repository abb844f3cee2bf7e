"""Mails, mailboxes and saved pages: whose words they are, and what hostile ones come to."""

from __future__ import annotations

import base64
import quopri
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reading_tools import PARAGRAPHS, article, page, problem_of, read_all, read_one, roles
from tollbook.model.document import Document
from tollbook.model.problem import Notice, Problem
from tollbook.reading import recover
from tollbook.reading.canonical import Traced
from tollbook.reading.detect import detect_format
from tollbook.reading.quoted import own_markup, own_words
from tollbook.settings import Settings

HEADERS = (
    'From: "Velt Rescue Board" <duty@velt.example>\nTo: list@example.org\n'
    "Subject: Flood in Velt: 9 dead\nDate: Thu, 5 Sep 2024 18:30:00 +0000\n"
    "Message-ID: <a17@velt.example>\nMIME-Version: 1.0\n"
)
BODY = "The board counts nine dead in Velt. Some 40 families were moved to the school.\n"


def mail(body: str = BODY, headers: str = HEADERS, more: str = "") -> str:
    return f"{headers}{more}\n{body}"


def mixed(*parts: str, kind: str = "mixed") -> str:
    """The rest of a mail that holds parts, each with its own headers."""
    inner = "".join(f"--PART\n{part}\n" for part in parts)
    return f'Content-Type: multipart/{kind}; boundary="PART"\n\n{inner}--PART--\n'


def plain(text: str = BODY) -> str:
    return f"Content-Type: text/plain; charset=utf-8\n\n{text}"


def attachment(name: str, data: bytes, kind: str = "text/plain") -> str:
    encoded = base64.encodebytes(data).decode()
    return (
        f"Content-Type: {kind}\nContent-Transfer-Encoding: base64\n"
        f'Content-Disposition: attachment; filename="{name}"\n\n{encoded}'
    )


def documents(folder: Path, content: str | bytes, name: str = "report.eml") -> list[object]:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read_all(path))


def test_what_a_mail_says_of_itself(tmp_path: Path) -> None:
    """Subject, sender, day and Message-ID are the title, publisher, date and identity."""
    document = read_one(tmp_path, mail(), "report.eml")
    assert document.title == "Flood in Velt: 9 dead"
    assert document.publisher == "Velt Rescue Board"
    assert document.published == datetime(2024, 9, 5, 18, 30, tzinfo=UTC)
    assert document.source == "message:a17@velt.example"
    assert document.format == "mail"
    assert roles(document) == [("headline", "Flood in Velt: 9 dead"), ("body", BODY.strip())]


@pytest.mark.parametrize(
    ("raw", "publisher", "title"),
    [
        ("From: duty@velt.example\nSubject: A\n", "duty@velt.example", "A"),
        ("From: =?utf-8?q?Jos=C3=A9_Ruiz?= <j@velt.example>\nSubject: =?utf-8?b?w4k=?=\n",
         "José Ruiz", "É"),
        ("From: Ana Ray <ana@velt.example>\nSubject: Nine dead\n in Velt\n", "Ana Ray",
         "Nine dead in Velt"),
        ("From: (((((\nSubject:\nDate: some day\nMessage-ID: [\n", None, None),
        (f"From: {'(' * 50_000}\nSubject: {'x' * 100}\n", None, "x" * 100),
    ],
)  # fmt: skip
def test_headers(tmp_path: Path, raw: str, publisher: str | None, title: str | None) -> None:
    """Names and subjects are decoded and unfolded; what can't be parsed is simply not known."""
    document = read_one(tmp_path, mail(headers=raw), "report.eml")
    assert (document.publisher, document.title) == (publisher, title)
    assert document.published is None
    assert BODY.strip() in document.text


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252"])
@pytest.mark.parametrize("transfer", ["8bit", "quoted-printable", "base64"])
def test_encodings(tmp_path: Path, charset: str, transfer: str) -> None:
    """Each transfer encoding and charset gives the same words, tied to where the mail has them."""
    words = "In São Velt, the café’s cook died." if charset != "iso-8859-1" else "In São Velt."
    data = words.encode(charset)
    if transfer == "quoted-printable":
        data = quopri.encodestring(data)
    if transfer == "base64":
        data = base64.encodebytes(data)
    more = f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: {transfer}\n\n"
    document = read_one(tmp_path, (HEADERS + more).encode() + data, "report.eml")
    assert document.text.endswith(words)
    at = document.text.index("Velt" if transfer == "base64" else "o Velt", 25)
    place = document.source_map.to_original(at, at + 6)
    assert place is not None
    shown = recover(document)[place[0] : place[1]]
    assert shown == "o Velt" or transfer == "base64"


@pytest.mark.parametrize("charset", ["utf-8", "no-such-charset", "unicode_escape", "\x00"])
def test_a_charset_that_is_wrong(tmp_path: Path, charset: str) -> None:
    """Bytes that are not what they are said to be are read as what browsers take them for."""
    more = f"Content-Type: text/plain; charset={charset}\n\n"
    document = read_one(tmp_path, (HEADERS + more).encode() + b"Caf\xe9 owner killed.", "r.eml")
    assert document.text.endswith("Café owner killed.")


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ("Now twelve.\n\n> Nine died.\n>> Four died.\n", "Now twelve."),
        ("On Monday, 2 Sep 2024, Ana Ray\n<ana@velt.example> wrote:\n> Nine died.\n\nTwelve now.",
         "Twelve now."),
        ("On Monday nine died, a witness wrote:\nIt was dark.",
         "On Monday nine died, a witness wrote:\nIt was dark."),
        ("Twelve now.\n\n-----Original Message-----\nFrom: Ana Ray\nNine died.", "Twelve now."),
        ("Twelve now.\n\nFrom: Ana Ray\nSent: Monday\nTo: me\nSubject: toll\n\nNine died.",
         "Twelve now."),
        ("Twelve now.\n-- \nAna Ray, 3 Hill Street", "Twelve now."),
        ("From: the mayor\nTwelve died.", "From: the mayor\nTwelve died."),
        (">From the hills came news of twelve dead.", ">From the hills came news of twelve dead."),
        ("See below.\n\n---------- Forwarded message ---------\nFrom: Ana Ray <a@velt.example>\n"
         "Date: Mon, 2 Sep 2024\nSubject: toll\nTo: me\n\nNine died.",
         "See below.\n\n\nAna Ray / forwarded message\n\n\nNine died."),
    ],
)  # fmt: skip
def test_only_the_senders_words_are_theirs(body: str, kept: str) -> None:
    """Quoted replies and signatures are left out; a forwarded message is under its sender."""
    assert own_words(Traced.whole(body)).text.strip() == kept


def test_a_subject_that_forwards() -> None:
    """Under "Fwd:" the message that is quoted whole is what the mail is about."""
    body = "From: Ana Ray\nSent: Monday\nTo: me\nSubject: toll\n\nNine died."
    text = own_words(Traced.whole(body), forwards=True).text
    assert text.strip() == "Ana Ray / forwarded message\n\n\nNine died."


def test_a_forwarded_message_is_under_a_caption(tmp_path: Path) -> None:
    """The sender of a forwarded message is a caption, which speaks for what follows."""
    body = (
        "FYI, please see what the fire office sent us today.\n\nBegin forwarded message:\n\n"
        "From: Fire Office <fire@velt.example>\nSubject: toll\nDate: 2 September 2024\n"
        "To: Desk\n\nNine people died in the mill.\n"
    )
    document = read_one(tmp_path, mail(body), "report.eml")
    assert ("caption", "Fire Office / forwarded message") in roles(document)
    assert ("body", "Nine people died in the mill.") in roles(document)


def test_the_subject_of_an_answer_is_no_headline(tmp_path: Path) -> None:
    """What stands behind "Re:" repeats another's words."""
    document = read_one(tmp_path, mail().replace("Subject: ", "Subject: Re: "), "report.eml")
    assert roles(document) == [("body", BODY.strip())]
    assert document.title == "Re: Flood in Velt: 9 dead"


def test_text_goes_before_the_page(tmp_path: Path) -> None:
    """Of two forms of one body the plain one is read."""
    both = mixed(plain(), f"Content-Type: text/html\n\n<p>{PARAGRAPHS[0]}</p>", kind="alternative")
    (document,) = documents(tmp_path, HEADERS + both)
    assert isinstance(document, Document)
    assert PARAGRAPHS[0] not in document.text
    assert BODY.strip() in document.text


@pytest.mark.parametrize(
    "body",
    [
        "<p>The board counts nine dead.</p>",
        "<html><body><div>The board counts nine dead.</div></body></html>",
        f"<html><body>{''.join(f'<p>{words}</p>' for words in PARAGRAPHS)}"
        "<p>The board counts nine dead.</p></body></html>",
    ],
)
def test_a_body_that_is_a_page(tmp_path: Path, body: str) -> None:
    """A page is read under its subject, however short; what it quotes is not."""
    more = "Content-Type: text/html; charset=utf-8\n"
    quoted = "<blockquote>Four died, <blockquote>or two</blockquote>.</blockquote>"
    document = read_one(tmp_path, mail(body + quoted, more=more), "report.eml")
    assert roles(document)[0] == ("headline", "Flood in Velt: 9 dead")
    assert "The board counts nine dead." in document.text
    assert "Four" not in document.text and "two" not in document.text


def test_block_quotations_that_never_end() -> None:
    """An open quotation takes what follows it; a close without one takes nothing."""
    assert own_markup(Traced.whole("a</blockquote>b<blockquote>c")).text == "a</blockquote>b"


def test_attachments(tmp_path: Path) -> None:
    """Attached texts, pages and messages are documents of their own; others get one line."""
    inner = mail("Three died in Orlan, the warden wrote today.\n").replace("a17", "b2")
    items = documents(
        tmp_path,
        HEADERS
        + mixed(
            plain(),
            attachment("note.txt", b"Four men drowned in Orlan on Monday."),
            attachment("page.html", page(article(*PARAGRAPHS)).encode(), "text/html"),
            attachment("map.pdf", b"%PDF-1.4", "application/pdf"),
            attachment("photo.jpg", b"\xff\xd8\xff", "image/jpeg"),
            f"Content-Type: message/rfc822\n\n{inner}",
        ),
    )
    read = [item for item in items if isinstance(item, Document)]
    assert [(item.id, item.source, item.format) for item in read] == [
        ("report", "message:a17@velt.example", "mail"),
        ("report:1", "message:a17@velt.example#1", "text"),
        ("report:2", "message:a17@velt.example#2", "html"),
        ("report:3", "message:b2@velt.example", "mail"),
    ]
    assert read[1].publisher == "Velt Rescue Board"
    assert read[1].published == read[0].published
    assert read[1].original == b"Four men drowned in Orlan on Monday."
    (notice,) = [item for item in items if not isinstance(item, Document)]
    assert isinstance(notice, Notice)
    assert notice.what == "attachments that are not read: 'map.pdf', 'photo.jpg'"


def test_a_broken_attachment_does_not_stop_the_rest(tmp_path: Path) -> None:
    """It is a problem in its place, with its name."""
    items = documents(
        tmp_path,
        HEADERS + mixed(plain(), attachment("a.txt", b"%PDF-1.7"), attachment("b.txt", b"Four.")),
    )
    kinds = [type(item) for item in items]
    assert kinds == [Document, Problem, Document]
    assert str(items[1]).endswith(
        "report.eml, attachment 'a.txt': this is a PDF file, not text; "
        "convert it to text or HTML first."
    )


def test_more_attachments_than_are_read(tmp_path: Path) -> None:
    """A bound holds, and a line says what was left out."""
    many = [attachment(f"n{number}.txt", b"Four drowned.") for number in range(7)]
    path = tmp_path / "report.eml"
    path.write_text(HEADERS + mixed(plain(), *many))
    items = list(read_all(path, settings=Settings(max_attachments=5)))
    assert sum(isinstance(item, Document) for item in items) == 6
    assert "attachments that are not read: 'n5.txt', 'n6.txt'" in str(items[-1])


def test_a_mailbox(tmp_path: Path) -> None:
    """Each message of a mailbox is a document; a line "From " within a message is not its end."""
    one = mail("A convoy came.\nFrom here on four died.\n\n>From the hills came three more.\n")
    two = mail().replace("a17", "b2")
    box = f"From duty@velt.example Thu Sep  5 18:30:00 2024\n{one}\nFrom x Thu Sep  5\n{two}"
    items = documents(tmp_path, box, "box.mbox")
    assert all(isinstance(item, Document) for item in items)
    read = [item for item in items if isinstance(item, Document)]
    assert [item.id for item in read] == ["box:1", "box:2"]
    assert "\nFrom the hills came three more." in read[0].text
    assert read[1].source == "message:b2@velt.example"


def test_a_mail_without_text(tmp_path: Path) -> None:
    """It is a problem, unless its subject says something."""
    assert problem_of(tmp_path, "From: a@velt.example\nMIME-Version: 1.0\n\n", "report.eml") == (
        "report.eml: the mail has no text; check that it was saved whole."
    )
    assert read_one(tmp_path, mail(""), "report.eml").text.strip() == "Flood in Velt: 9 dead"


@pytest.mark.parametrize(
    ("hostile", "said"),
    [
        ("".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(3_000)),
         "the mail holds more than 50 multiparts and messages"),
        ("Content-Type: message/rfc822\n\n" * 3_000,
         "the mail holds more than 50 multiparts and messages"),
        (f"{HEADERS}\n" + "\n" * 500_000, "the mail has more than 400,000 lines"),
        (f"Content-Type: text/plain{'; a=b' * 50_000}\n\nNine died.",
         "a header of the mail is longer than 10,000 characters"),
        (f"Content-Type: text/plain;\n{'  a=b;' * 2_000}\n\nNine died.",
         "a header of the mail is longer than 10,000 characters"),
    ],
)  # fmt: skip
def test_mails_made_to_exhaust_the_parser(tmp_path: Path, hostile: str, said: str) -> None:
    """Deep nesting and endless lines are refused in one sentence."""
    assert said in problem_of(tmp_path, hostile, "report.eml")


@pytest.mark.parametrize(
    "hostile",
    [
        "X-Header: value\n" * 100_000,
        f"Subject: {'=?utf-8?q?a?= ' * 50_000}\n",
        f"From: {'<a@' * 50_000}\n",
        'Content-Type: multipart/mixed; boundary="A"\n\n--A\n',
        "Content-Transfer-Encoding: base64\n\n=== not base64 at all",
        "Content-Type: multipart/mixed\n",
    ],
)
def test_mails_that_are_odd_are_read_or_refused(tmp_path: Path, hostile: str) -> None:
    """No header stops the program."""
    (tmp_path / "report.eml").write_text(f"{hostile}\nNine people died in Velt.\n")
    (item,) = read_all(tmp_path / "report.eml")
    assert isinstance(item, Document | Problem)


def saved_page(markup: str, headers: str = "") -> str:
    body = quopri.encodestring(markup.encode()).decode()
    return (
        f"From: <Saved by Blink>\nSnapshot-Content-Location: https://post.example/velt/9\n"
        f"Subject: Saved\nDate: Fri, 6 Sep 2024 08:00:00 -0000\nMIME-Version: 1.0\n{headers}"
        + mixed(
            "Content-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n"
            f"Content-Location: https://post.example/velt/9\n\n{body}",
            attachment("style.css", b"p {}", "text/css"),
            kind="related",
        )
    )


def test_a_saved_page(tmp_path: Path) -> None:
    """It is read as the page, known by the page's address; every word leads back to the file."""
    document = read_one(tmp_path, saved_page(page(article(*PARAGRAPHS))), "page.mhtml")
    assert document.format == "html"
    assert document.url == "https://post.example/velt/9"
    assert document.source == "page:https://post.example/velt/9"
    assert str(document.published_on) == "2024-09-06"
    assert PARAGRAPHS[2] in document.text
    at = document.text.index("nurse")
    place = document.source_map.to_original(at, at + 5)
    assert place is not None
    assert recover(document)[slice(*place)].replace("=\n", "") == "nurse"


def test_a_saved_page_without_a_page(tmp_path: Path) -> None:
    """It is a problem of its own."""
    assert "there is no page in it" in problem_of(tmp_path, mail(), "page.mht")


@pytest.mark.parametrize(
    ("head", "form"),
    [
        (mail(), "mail"),
        (f"From a@b.example Thu Sep  5 18:30:00 2024\n{mail()}", "mailbox"),
        (saved_page("<p>a</p>"), "mhtml"),
        ("From: the mayor\n\nNine died.", "text"),
        ("From Monday on, nine died:\nmen and boys.", "text"),
        ("Killed: 9\nFrom: Velt\n", "text"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nHi", "subtitles"),
        ("1\n00:00:01,000 --> 00:00:02,000\nHi", "subtitles"),
        ("1\nNine died.", "text"),
    ],
)
def test_formats_without_a_name(head: str, form: str) -> None:
    """What begins as a mail, a mailbox, a saved page or subtitles does is one."""
    assert detect_format("-", head.encode()) == form
