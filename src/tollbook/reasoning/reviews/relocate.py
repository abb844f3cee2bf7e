"""Records moved to another version of their text: each span where its words stand there."""

from __future__ import annotations

from typing import Any

from tollbook.model.wire import JsonObject

_SPAN = {"start", "end", "quote"}
_NEEDS_WORDS = ("population", "place", "likelihood")
NOWHERE: JsonObject = {"start": None, "end": None, "quote": None}


def find_words(quote: str, text: str, near: int) -> JsonObject | None:
    """The span of `text` with these words, the nearest to an offset where there are several.

    >>> find_words("ten", "ten of ten", 6)
    {'start': 7, 'end': 10, 'quote': 'ten'}
    """
    near = max(0, near)
    after, before = text.find(quote, near), text.rfind(quote, 0, near + len(quote))
    starts = [start for start in (before, after) if start >= 0]
    if not starts:
        return None
    start = min(starts, key=lambda one: abs(one - near))
    return {"start": start, "end": start + len(quote), "quote": quote}


def move_spans(value: Any, text: str, shift: int) -> tuple[Any, list[str]]:
    """A part of a record with its spans in `text`, some `shift` further on, and the lost words.

    A span whose words are gone becomes null; within an object only its three keys do.
    """
    if isinstance(value, list):
        pairs = [move_spans(item, text, shift) for item in value]
        return [item for item, _ in pairs], [words for _, lost in pairs for words in lost]
    if not isinstance(value, dict):
        return value, []
    moved, lost = {}, []
    for key, item in value.items():
        moved[key], more = move_spans(item, text, shift)
        lost += more
    if value.get("quote") is not None and value.get("start") is not None:
        found = find_words(value["quote"], text, value["start"] + shift)
        if found is None:
            lost.append(value["quote"])
            if value.keys() == _SPAN:
                return None, lost
        moved |= found or NOWHERE
    return moved, lost


def shift_of(record: JsonObject, text: str) -> int | None:
    """How far the evidence of a record has moved in `text`; None where its words are gone."""
    evidence = record["evidence"]
    found = find_words(evidence["quote"], text, evidence["start"])
    return None if found is None else int(found["start"]) - int(evidence["start"])


def relocate(record: JsonObject, text: str) -> JsonObject | None:
    """The record of a statement with every span where its words stand in `text`.

    What the text no longer says is left out; None where that is the evidence, or an event.
    """
    shift = shift_of(record, text)
    if shift is None:
        return None
    moved: JsonObject = move_spans(record, text, shift)[0]
    if "event" in moved and moved["event"] is None:
        return None
    moved["content"] = moved["content"] or moved["evidence"]
    for name in _NEEDS_WORDS:
        if moved.get(name) is not None and moved[name]["quote"] is None:
            moved[name] = None
    return moved
