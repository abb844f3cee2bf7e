"""The reader of mails: one message, a mailbox of them, and what is attached to them."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import PurePath
from typing import IO

from tollbook.language import languages, load
from tollbook.model.document import Document
from tollbook.model.problem import Notice, Problem
from tollbook.reading.bounds import too_large, too_long_line
from tollbook.reading.canonical import Traced, canonical, joined
from tollbook.reading.detect import Detected, detect_format
from tollbook.reading.html import page_document
from tollbook.reading.layout import lay_out
from tollbook.reading.markup import out_of_bounds, scan, visible_text
from tollbook.reading.mime import Mime, Part, parse_mime, parts_of
from tollbook.reading.quoted import own_markup, own_words
from tollbook.reading.received import Metadata, Received, to_document
from tollbook.reading.sources import Source
from tollbook.reading.wrapped import unwrapped
from tollbook.settings import Settings

ReadItem = Callable[[Received, Detected], Iterator[Document | Problem]]
"""Reads the bytes of one item in a given format; how an attachment becomes a document."""

_MBOX_LINE = re.compile(rb">+From ")
_READ: frozenset[Detected] = frozenset({"text", "html", "mhtml", "mail", "subtitles"})
_SUFFIXES = frozenset({"", ".txt", ".text", ".md", ".log"})  # names of what may be plain text
_DEEPEST = 3  # messages attached to messages
_FEW = 20  # characters: "This mail is in HTML." is no body
_NAMED = 5  # attachments that a notice names


def read_mailbox(
    stream: IO[bytes], source: Source, settings: Settings, read_item: ReadItem
) -> Iterator[Document | Problem]:
    """The documents of a mailbox (mbox), message by message; problems stand in their place.

    A message begins at a line "From " behind a blank one. A message that is larger than a document
    may be is passed over without being kept in memory.
    """
    number = 0
    for data in _messages(stream, settings.max_document_bytes):
        number += 1
        where = f"{source.where}, message {number}"
        problem = too_large(len(data), where, settings)
        if problem:
            yield problem
            continue
        received = Received(f"{source.name}:{number}", source.shown, where, data)
        yield from read_mail(received, settings, read_item)


def _messages(stream: IO[bytes], bound: int) -> Iterator[bytes]:
    """The messages without the lines that part them; of one beyond the bound, a little more."""
    lines: list[bytes] = []
    size = 0
    blank = True
    while line := stream.readline(bound + 1):
        if blank and line.startswith(b"From "):
            if size:
                yield b"".join(lines)
            lines, size = [], 0
        elif size <= bound:
            # ">From " at the start of a line is how a mailbox writes "From ".
            lines.append(line[1:] if _MBOX_LINE.match(line) else line)
            size += len(line)
        blank = not line.strip()
    if size:
        yield b"".join(lines)


def read_mail(
    received: Received, settings: Settings, read_item: ReadItem, depth: int = 0
) -> Iterator[Document | Problem]:
    """The document of a mail's own words, those of its attachments, and a line for the others."""
    mime = parse_mime(received.data, received.where, settings)
    if isinstance(mime, Problem):
        yield mime
        return
    name, address = mime.sender()
    stated = Metadata(
        title=mime.header("Subject") or None,
        publisher=name or address or None,
        published=mime.day(),
    )
    message = received.message or mime.header("Message-ID").strip("<> ")
    received = replace(received, form="mail", encoding=mime.encoding, message=message)
    body, attached = _sorted(list(parts_of(mime)))
    own = _body_document(received, mime, body, stated, settings)
    # A mail that only carries its attachments is complete without words of its own.
    if isinstance(own, Document) or not attached:
        yield own
    readable = [(part, form) for part in attached if (form := _form(part)) in _READ]
    left = [part for part in attached if _form(part) not in _READ]
    if depth >= _DEEPEST:
        left, readable = attached, []
    taken = readable[: settings.max_attachments]
    left += [part for part, _ in readable[settings.max_attachments :]]
    for number, (part, form) in enumerate(taken, 1):
        item = Received(
            f"{received.id}:{number}",
            received.address,
            f"{received.where}, attachment {_called(part)}",
            part.data(),
            message=f"{message}#{number}" if message else "",
        )
        for document in _attachment(item, form, settings, read_item, depth):
            yield _sent_with(document, stated)
    if left:
        named = ", ".join(_called(part) for part in left[:_NAMED])
        more = f" and {len(left) - _NAMED:,} more" if len(left) > _NAMED else ""
        yield Notice(received.where, f"attachments that are not read: {named}{more}")


def _attachment(
    item: Received, form: Detected, settings: Settings, read_item: ReadItem, depth: int
) -> Iterator[Document | Problem]:
    if form == "mail":  # a message attached to a message has an identity of its own
        yield from read_mail(replace(item, message=""), settings, read_item, depth + 1)
    else:
        yield from read_item(item, form)


def _sent_with(document: Document | Problem, mail: Metadata) -> Document | Problem:
    """The attachment; what it does not say of itself, the mail that brought it does."""
    if isinstance(document, Problem):
        return document
    return replace(
        document,
        publisher=document.publisher or mail.publisher,
        published=document.published or mail.published,
    )


def _sorted(parts: list[Part]) -> tuple[list[Part], list[Part]]:
    """The parts that are the body, and those that are attached; pictures of a page are neither."""
    inline = [part for part in parts if not part.attached and not part.name]
    plain = [part for part in inline if part.kind == "text/plain"]
    pages = [part for part in inline if part.kind == "text/html"]
    enough = sum(len(part.payload.text.strip()) for part in plain) >= _FEW
    body = plain if plain and (enough or not pages) else pages[:1]
    attached = [
        part
        for part in parts
        if part not in plain and part not in pages and (part.attached or _is_item(part))
    ]
    return body, attached


def _is_item(part: Part) -> bool:
    """Whether a part that is not said to be attached is more than a picture in the text."""
    return part.kind == "message/rfc822" or (bool(part.name) and not part.kind.startswith("image/"))


def _form(part: Part) -> Detected | None:
    """The format that an attachment is read in; None where it is of no use."""
    if part.kind == "message/rfc822":
        return "mail"
    if not part.kind.startswith(("text/", "message/", "multipart/", "application/")):
        return None
    suffix = PurePath(part.name).suffix.lower()
    form = detect_format(part.name, part.data()[:200] if suffix in _SUFFIXES else b"")
    if form != "text":
        return form
    if part.kind in ("text/html", "application/xhtml+xml"):
        return "html"
    return "text" if suffix in _SUFFIXES - {""} or part.kind == "text/plain" else None


def _called(part: Part) -> str:
    return f"{part.name!r}" if part.name else f"({part.kind})"


def _body_document(
    received: Received, mime: Mime, body: list[Part], stated: Metadata, settings: Settings
) -> Document | Problem:
    subject, forwards = _headline(mime)
    if body and body[0].kind == "text/html":
        return _page(received, own_markup(body[0].content(markup=True)), subject, stated, settings)
    own = [own_words(part.content(), forwards=forwards) for part in body]
    words = joined(piece for words in own for piece in (words, "\n\n"))
    words = words.cut(0, len(words.text.rstrip()))
    return _text(received, words, subject, stated, settings)


def _text(
    received: Received, words: Traced, subject: Traced, stated: Metadata, settings: Settings
) -> Document | Problem:
    """The document of a plain body, under its subject."""
    if not words.text.strip() and not subject.text:
        return Problem(received.where, "the mail has no text", "check that it was saved whole")
    problem = too_long_line(words.text, received.where, settings, numbered=False)
    if problem:
        return problem
    text = joined([canonical(subject), "\n\n" if subject.text else "", unwrapped(canonical(words))])
    layout = lay_out(text.text, canonical(subject).text or None)
    told = Metadata(publisher=layout.publisher, published=layout.published)
    return to_document(received, text, layout.blocks, stated.or_else(told))


def _page(
    received: Received, page: Traced, subject: Traced, stated: Metadata, settings: Settings
) -> Document | Problem:
    """The document of a body that is a page; one too short for the page reader is read as text."""
    escaped = subject.edited(
        (found.start(), found.end(), html.escape(found[0]))
        for found in re.finditer(r"[&<>]", subject.text)
    )
    titled = joined(["<title>", escaped, "</title>", page]) if subject.text else page
    document = page_document(received, titled, settings, stated)
    if isinstance(document, Document):
        return document
    found = scan(page.text, settings)
    if out_of_bounds(found, received.where, settings):
        return document
    return _text(received, visible_text(page, found.runs), subject, stated, settings)


def _headline(mime: Mime) -> tuple[Traced, bool]:
    """The subject as a headline, and whether it says that the mail passes another one on.

    The subject of an answer is another's words, and no headline.
    """
    subject = mime.header_text("Subject")
    prefix = _prefix().match(subject.text)
    if prefix is None:
        return subject, False
    if prefix["reply"]:
        return Traced("", ()), False
    return subject.cut(prefix.end(), len(subject.text)), True


@cache
def _prefix() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?P<reply>{_either('reply_prefixes')})|{_either('forward_prefixes')})\s?:\s{{0,4}}"
    )


def _either(name: str) -> str:
    words = (word for language in languages() for word in load(language, "mail")[name])
    return "(?:" + "|".join(map(re.escape, words)) + ")"
