"""The reader of subtitles (WebVTT, SubRip): cues joined to paragraphs, speakers set apart."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from tollbook.language import languages, load
from tollbook.model.document import Block, Document
from tollbook.model.problem import Problem
from tollbook.reading.bounds import empty, too_long_line
from tollbook.reading.canonical import Traced, canonical, joined
from tollbook.reading.decode import decode
from tollbook.reading.received import Metadata, Received, to_document
from tollbook.settings import Settings

_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_TIMING = re.compile(rf"\s{{0,9}}{_TIME}[ \t]{{1,9}}-->[ \t]{{1,9}}{_TIME}(?:[ \t][^\n]*)?\Z")
_ASIDE = re.compile(r"(?:WEBVTT|NOTE|STYLE|REGION)(?:\s|\Z)")
_VOICE = re.compile(r"<v(?:\.[^\s<>]{1,60})?\s{1,9}([^<>\n]{1,80})>")
_MARKS = re.compile(r"<[^<>\n]{0,200}>|\{\\[^{}\n]{0,60}\}")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});")
_SOUND = re.compile(r"[\[(♪♫#][^\]()]{0,120}[\])♪♫#]?\Z|[♪♫][^\n]*\Z")
_CHANGE = re.compile(r"(?:>{2,3}|[-–—](?=\s?[^\W\d_]))\s{0,3}")
_SPEAKER = re.compile(r"\[?([^\W\d_a-z][^a-z\n:\[\]]{1,50}[^\W_a-z.)])\]?:\s{1,4}(?=\S)")
_LABELLED = re.compile(r"[A-Z][^:;,.!?\"“”\n]{1,60}:\s")
_ENDS_SENTENCE = re.compile(r"[.!?…][\"'”’)\]]*\Z")
_PAUSE = 2.0  # seconds without a cue, behind a sentence: the next story, or the next picture
_LONG = 600  # characters; a paragraph of more ends with its sentence


@dataclass(slots=True)
class _Cue:
    """A cue: when it is shown, in seconds, and its lines as stretches of the text."""

    start: float
    end: float
    lines: list[tuple[int, int]]


def read_subtitles(received: Received, settings: Settings) -> Document | Problem:
    """The document of the words that are shown, in paragraphs, or why there is none.

    A voice that is marked, or named in capitals before a colon, becomes a caption, which speaks
    for what follows; one who tells the story (an anchor, a reporter) is set in brackets.
    """
    original, encoding = decode(received.data, charset=received.charset)
    problem = empty(original, received.where) or too_long_line(original, received.where, settings)
    if problem:
        return problem
    text = canonical(Traced.whole(original))
    laid = list(_paragraphs(text))
    if not laid:
        return Problem(received.where, "there are no subtitles in it", "save them as .vtt or .srt")
    blocks: list[Block] = []
    parts: list[Traced | str] = []
    at = 0
    for block in laid:
        parts += ("\n" if parts else "", block.words)
        at += bool(blocks)
        end = at + len(block.words.text)
        blocks.append(Block(at, end, "caption" if block.speaks else "body"))
        at = end
    received = replace(received, form="transcript", encoding=encoding)
    return to_document(received, joined(parts), tuple(blocks), Metadata())


@dataclass(frozen=True, slots=True)
class _Laid:
    words: Traced
    speaks: bool = False


def _paragraphs(text: Traced) -> Iterator[_Laid]:
    """Captions and paragraphs in order."""
    open_parts: list[Traced] = []
    speaker = ""
    last_line = ""
    ended = 0.0
    for cue in _cues(text.text):
        if open_parts and _is_over(open_parts, cue.start - ended):
            yield _Laid(_line(open_parts))
            open_parts = []
        ended = max(ended, cue.end)
        for start, end in cue.lines:
            name, words, changes = _speech(text.cut(start, end))
            if words.text == last_line or (not words.text and name is None):
                continue  # captions that roll show each line twice
            last_line = words.text or last_line
            new = name is not None and name.text != speaker
            if open_parts and (new or changes or _LABELLED.match(words.text)):
                yield _Laid(_line(open_parts))
                open_parts = []
            if name is not None and new:
                speaker = name.text
                yield _caption(name)
            if words.text:
                open_parts.append(words)
    if open_parts:
        yield _Laid(_line(open_parts))


def _cues(text: str) -> Iterator[_Cue]:
    """The cues that have a time; headers, notes, styles and the names of cues are left out."""
    cue: _Cue | None = None
    start = 0
    aside = False
    for line in text.split("\n"):
        end = start + len(line)
        timing = _TIMING.match(line)
        if timing:
            if cue:
                yield cue
            times = timing.groups()
            cue, aside = _Cue(_seconds(times[:4]), _seconds(times[4:]), []), False
        elif not line.strip():
            aside = False
            if cue and cue.lines:
                yield cue
                cue = None
        elif cue is None and _ASIDE.match(line):
            aside = True
        elif cue and not aside:
            cue.lines.append((start, end))
        start = end + 1
    if cue:
        yield cue


def _seconds(parts: tuple[str, ...]) -> float:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return hours * 3600 + minutes * 60 + seconds + thousandths / 1000


def _is_over(parts: list[Traced], pause: float) -> bool:
    """Whether the paragraph ends here: behind a sentence, where it is long or nobody speaks."""
    if not _ENDS_SENTENCE.search(parts[-1].text):
        return False
    return pause >= _PAUSE or sum(len(part.text) for part in parts) >= _LONG


def _speech(line: Traced) -> tuple[Traced | None, Traced, bool]:
    """Who speaks a line, if it says so; its words; and whether another speaker takes over."""
    voice = _VOICE.search(line.text)
    name = _plain(line.cut(*voice.span(1))) if voice else None
    words = _plain(line)
    if _SOUND.match(words.text) and not _is_narrator(words.text.strip("[]() ")):
        return name, Traced("", ()), False
    change = _CHANGE.match(words.text)
    if change:
        words = words.cut(change.end(), len(words.text))
    label = _SPEAKER.match(words.text)
    if label and not words.text[label.end() : label.end() + 12].isupper():
        name = words.cut(*label.span(1))
        words = words.cut(label.end(), len(words.text))
    return name, words, bool(change)


def _plain(line: Traced) -> Traced:
    """The words without their marks, entities written out, blanks folded."""
    bare = line.edited((mark.start(), mark.end(), "") for mark in _MARKS.finditer(line.text))
    bare = bare.edited(
        (e.start(), e.end(), html.unescape(e[0])) for e in _ENTITY.finditer(bare.text)
    )
    words = list(re.finditer(r"[^\s\ufeff\u200b-\u200f]+", bare.text))
    pieces: list[Traced | str] = []
    for word in words:
        pieces += (" " if pieces else "", bare.cut(*word.span()))
    return joined(pieces)


def _caption(name: Traced) -> _Laid:
    if _is_narrator(name.text):
        return _Laid(joined(["[", name, "]"]))
    return _Laid(name, speaks=True)


def _is_narrator(name: str) -> bool:
    return not _narrators().isdisjoint(re.findall(r"[\w-]+", name.casefold()))


def _line(parts: list[Traced]) -> Traced:
    pieces: list[Traced | str] = []
    for part in parts:
        pieces += (" " if pieces else "", part)
    return joined(pieces)


@cache
def _narrators() -> frozenset[str]:
    return frozenset(
        word for language in languages() for word in load(language, "subtitles")["narrators"]
    )
