"""Messages of MIME, as mails and saved pages are: parts tied to where the message has them."""

from __future__ import annotations

import binascii
import codecs
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from email import policy
from email.message import Message
from email.parser import Parser
from typing import Any

from tollbook.model.problem import Problem
from tollbook.reading.canonical import Traced
from tollbook.reading.dates import read_iso
from tollbook.reading.decode import decode
from tollbook.settings import Settings

_HEADER_MOST = 2_000  # characters of a header that are read; parsing one takes quadratic time
_NAME_MOST = 120
_CONTAINER = re.compile(r"^content-type:\s{0,9}(?:multipart|message)/", re.M | re.I)
# The standard parser takes quadratic time for the parameters of one header.
_LONG_HEADER = re.compile(r"^content-(?:type|disposition):(?:[^\n]|\n[ \t]){10000}", re.M | re.I)
_QUOTED = re.compile(r"(?:=[0-9A-Fa-f]{2}|=[ \t]{0,99}\r?\n|[^\x00-\x7f])+")
_BYTES = re.compile(r"[^\x00-\x7f]+")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]+")


@dataclass(frozen=True, slots=True)
class Mime:
    """A parsed message over its `text`, decoded with `encoding` so that offsets lead back to it.

    `encoding` is UTF-8 where the whole message is, else Latin-1: one character a byte, which each
    part's own charset is read from.
    """

    message: Message
    text: str
    encoding: str

    def header(self, name: str) -> str:
        """A header in plain words, on one line; empty where there is none."""
        return _CONTROLS.sub(" ", str(self._parsed(name) or "")).strip()

    def sender(self) -> tuple[str, str]:
        """The display name and the address of who sent it; each empty where there is none."""
        parsed = self._parsed("From")
        addresses = getattr(parsed, "addresses", ())
        first = addresses[0] if addresses else None
        name = first.display_name if first else ""
        address = first.addr_spec if first and "@" in first.addr_spec else ""
        return _CONTROLS.sub(" ", name).strip(), _CONTROLS.sub("", address)

    def day(self) -> date | datetime | None:
        """When it was sent, by its Date."""
        sent = getattr(self._parsed("Date"), "datetime", None)
        return read_iso(sent.isoformat()) if sent else None

    def header_text(self, name: str) -> Traced:
        """A header in plain words, tied to where the message has it."""
        words = self.header(name)
        raw = self.message.get(name)
        at = self.text.find(str(raw)) if raw else -1
        if not words or at < 0:
            return Traced(words, ())
        found = Traced.whole(self.text).cut(at, at + len(str(raw)))
        inner = found.text.find(words)
        if inner >= 0:
            return found.cut(inner, inner + len(words))
        return found.edited([(0, len(found.text), words)])

    def bytes_of(self, text: str) -> bytes:
        """The bytes that a stretch of the message is written in."""
        return text.encode("latin-1" if self.encoding == "latin-1" else "utf-8", "replace")

    def _parsed(self, name: str) -> Any:
        raw = self.message.get(name)
        if raw is None:
            return None
        value = str(raw)[:_HEADER_MOST]
        if self.encoding == "latin-1":
            value = decode(value.encode("latin-1"))[0]
        try:
            return policy.default.header_fetch_parse(name, value)
        except Exception:  # the standard parser stumbles over some malformed headers
            return None


@dataclass(frozen=True, slots=True)
class Part:
    """A part that holds no others; `kind` is its media type, `name` its file name or empty."""

    kind: str
    name: str
    attached: bool
    location: str
    mime: Mime
    payload: Traced
    transfer: str
    charset: str

    def data(self) -> bytes:
        """Its bytes, the transfer encoding undone; broken encodings give what can be read."""
        raw = self.mime.bytes_of(self.payload.text)
        if self.transfer == "quoted-printable":
            return quopri.decodestring(raw)
        if self.transfer == "base64":
            clean = re.sub(rb"[^A-Za-z0-9+/]", b"", raw)
            usable = len(clean) - (len(clean) % 4 == 1)
            return binascii.a2b_base64(clean[:usable] + b"=" * (-usable % 4))
        return raw

    def content(self, *, markup: bool = False) -> Traced:
        """Its text, tied to the message: by the character where the encoding allows, else whole."""
        if self.transfer not in ("quoted-printable", "base64") and self.mime.encoding != "latin-1":
            return self.payload  # a part that is UTF-8 already, whatever it declares
        text, codec = decode(self.data(), markup=markup, charset=self.charset)
        traced = self.payload
        if self.transfer != "base64":
            runs = _QUOTED if self.transfer == "quoted-printable" else _BYTES
            traced = traced.edited(
                (run.start(), run.end(), self._run(run[0], codec))
                for run in runs.finditer(traced.text)
            )
        if traced.text != text and traced.text:
            traced = self.payload.edited([(0, len(self.payload.text), text)])
        return traced

    def _run(self, run: str, codec: str) -> str:
        raw = self.mime.bytes_of(run)
        if self.transfer == "quoted-printable":
            raw = quopri.decodestring(raw)
        return raw.decode(codec, "replace")


def parse_mime(data: bytes, where: str, settings: Settings) -> Mime | Problem:
    """The message of the bytes, or why it can't be parsed."""
    try:
        encoding = "utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-8"
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text, encoding = data.decode("latin-1"), "latin-1"
    lines = max(text.count("\n"), text.count("\r"))
    if lines > settings.max_mail_lines:
        what = f"the mail has more than {settings.max_mail_lines:,} lines"
        return Problem(where, what, "save the report without its attachments")
    containers = sum(1 for _ in _CONTAINER.finditer(text))
    if containers > settings.max_mail_containers:
        what = f"the mail holds more than {settings.max_mail_containers} multiparts and messages"
        return Problem(where, what, "save the messages within it one by one")
    if _LONG_HEADER.search(text):
        what = "a header of the mail is longer than 10,000 characters"
        return Problem(where, what, "save the report as text")
    # The old policy keeps headers unparsed: only those that are asked for are, up to a bound.
    return Mime(Parser(policy=policy.compat32).parsestr(text), text, encoding)


def parts_of(mime: Mime) -> Iterator[Part]:
    """The parts that hold no others, in order; a message within the message is one such part."""
    whole = Traced.whole(mime.text)
    at = 0
    ahead: list[Message] = [mime.message]
    while ahead:
        part = ahead.pop()
        kind = part.get_content_type()
        inner: Any = part.get_payload()
        if isinstance(inner, list) and kind != "message/rfc822":
            ahead += reversed(inner)
            continue
        if isinstance(inner, list):
            yield _part(part, mime, Traced(_as_text(inner), ()), "8bit")
            continue
        raw = str(inner)
        place = next(
            (
                found + len(blank)
                for blank in ("\r\n\r\n", "\n\n", "")
                if (found := mime.text.find(blank + raw, at)) >= 0
            ),
            None,
        )
        if place is None:
            payload = Traced(raw, ())
        else:
            payload, at = whole.cut(place, place + len(raw)), place + len(raw)
        yield _part(part, mime, payload, _word(part, "Content-Transfer-Encoding"))


def _as_text(messages: list[Message]) -> str:
    """The messages within a message as they would be sent."""
    try:
        return "".join(message.as_string(maxheaderlen=0) for message in messages[:1])
    except Exception:  # headers that can be read but not written
        return ""


def _part(part: Message, mime: Mime, payload: Traced, transfer: str) -> Part:
    name = _CONTROLS.sub(" ", _ask(part.get_filename) or "").strip()[-_NAME_MOST:]
    return Part(
        kind=part.get_content_type(),
        name=name,
        attached=(_ask(part.get_content_disposition) or "") == "attachment",
        location=_CONTROLS.sub("", str(part.get("Content-Location") or ""))[:_HEADER_MOST].strip(),
        mime=mime,
        payload=payload,
        transfer=transfer,
        charset=_ask(part.get_content_charset) or "",
    )


def _word(part: Message, name: str) -> str:
    return str(part.get(name) or "").split(";")[0].strip().lower()[:40]


def _ask(question: Any) -> str | None:
    """What a header says; None where the standard parser stumbles over it."""
    try:
        answer = question()
    except Exception:  # e.g. a charset in a charset that is none
        return None
    return answer if isinstance(answer, str) else None
