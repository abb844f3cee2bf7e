"""Lexicons are data: found by language and name, read once, never changed."""

from __future__ import annotations

import hashlib
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from tollbook import language
from tollbook.language import LexiconError, digest, languages, load


def test_english_is_there() -> None:
    assert "en" in languages()
    assert list(languages()) == sorted(languages())


def test_a_lexicon_is_read_once() -> None:
    assert load("en", "numbers") is load("en", "numbers")


def test_a_lexicon_cannot_be_changed() -> None:
    lexicon: Any = load("en", "numbers")
    with pytest.raises(TypeError):
        lexicon["dozen"] = 13


def test_arrays_and_tables_are_frozen_all_the_way_down() -> None:
    frozen = language._frozen({"outer": {"inner": [1, {"deep": [2]}]}})
    assert frozen["outer"]["inner"][0] == 1
    assert frozen["outer"]["inner"][1]["deep"] == (2,)
    with pytest.raises(TypeError):
        frozen["outer"]["inner"][1]["deep"] = ()


@pytest.mark.parametrize(
    ("code", "name", "message"),
    [
        ("en", "nosuch", "has no lexicon 'nosuch'"),
        ("en", "../en/numbers", "has no lexicon"),
        ("xx", "numbers", "no lexicons for the language 'xx'"),
        ("../en", "numbers", "no lexicons for the language"),
        ("", "numbers", "no lexicons for the language"),
    ],
)
def test_what_is_missing_is_said_in_a_sentence(code: str, name: str, message: str) -> None:
    with pytest.raises(LexiconError, match=message):
        load(code, name)


def test_a_broken_lexicon_names_itself(tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text("a = = 1")
    with pytest.raises(LexiconError, match=r"broken\.toml can't be read"):
        language._parse(broken)


def test_the_digest_is_that_of_names_and_bytes() -> None:
    folder = files(language) / "en"
    items = sorted(
        (item.name, item.read_bytes())
        for item in folder.iterdir()
        if item.is_file() and item.name.endswith(".toml")
    )
    lines = [f"{name} {hashlib.sha256(content).hexdigest()}\n" for name, content in items]
    assert digest("en") == hashlib.sha256("".join(lines).encode()).hexdigest()
