"""The words of a page about the method: one text for each setting, check, policy and value."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def texts() -> Mapping[str, Any]:
    """The texts by table and key, as `texts.toml` has them."""
    return tomllib.loads(files(__package__).joinpath("texts.toml").read_text(encoding="utf-8"))


def text(table: str, key: str) -> str:
    """What one value means, in words; the value itself where a newer ledger holds an unknown one.

    >>> text("measures", "missing"), text("formats", "table")
    ('not accounted for', 'row of a table')
    """
    words: str = texts()[table].get(key, key.replace("_", " "))
    return words
