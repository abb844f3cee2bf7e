"""The prompt: instructions with the guide of the claim model, examples, and one passage as data."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from tollbook.model.document import Document
from tollbook.second_reader.answers import schema

_FOLDER = Path(__file__).parent

Message = dict[str, str]


@cache
def instructions() -> str:
    """What the model is told before it gets a passage."""
    guide = (_FOLDER / "guide.md").read_text(encoding="utf-8")
    text = (_FOLDER / "instructions.md").read_text(encoding="utf-8")
    return text.replace("{guide}", guide.strip())


@cache
def examples() -> tuple[tuple[dict[str, Any], dict[str, Any]], ...]:
    """Passages with the answers that are right."""
    found = json.loads((_FOLDER / "examples.json").read_text(encoding="utf-8"))
    return tuple((one["passage"], one["answer"]) for one in found)


@cache
def prompt_digest() -> str:
    """SHA-256 of everything but the passage: instructions, guide, examples and schema."""
    return digest_of([instructions(), examples(), schema()])


def digest_of(value: Any) -> str:
    """SHA-256 in hex of a value in canonical JSON."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def messages(document: Document, start: int, end: int) -> list[Message]:
    """The conversation that asks for the figures of one window of a document."""
    asked: list[Message] = [{"role": "system", "content": instructions()}]
    for passage, answer in examples():
        asked.append({"role": "user", "content": _as_data(passage)})
        asked.append({"role": "assistant", "content": _as_data(answer)})
    passage = {
        "title": document.title,
        "publisher": document.publisher,
        "published": document.published.isoformat() if document.published else None,
        "text": document.text[start:end],
    }
    asked.append({"role": "user", "content": _as_data(passage)})
    return asked


def _as_data(value: dict[str, Any]) -> str:
    """A passage as one JSON object: no text can end its own quotation marks."""
    return json.dumps(value, ensure_ascii=False)
