"""The standards by key, with what each asks for, in our own words."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Standard:
    """One standard: the area it belongs to, its title, its page in the edition of 2016, its gist.

    `yours` is what an organisation has to say or do itself; it is empty where nothing is left.
    """

    key: str
    area: str
    title: str
    page: str
    gist: str
    yours: str


@cache
def standards() -> Mapping[str, Standard]:
    """All standards, in the order of their areas."""
    return {key: Standard(key=key, **facts) for key, facts in _file()["standards"].items()}


@cache
def areas() -> Mapping[str, str]:
    """The titles of the areas, in their order."""
    titles: Mapping[str, str] = _file()["areas"]
    return titles


@cache
def statuses() -> Mapping[str, str]:
    """What each status is called."""
    names: Mapping[str, str] = _file()["statuses"]
    return names


@cache
def _file() -> Mapping[str, Any]:
    content = files(__package__).joinpath("standards.toml").read_text(encoding="utf-8")
    return tomllib.loads(content)


def refuse_unknown(key: str) -> None:
    """Refuse the key of a standard that there is not.

    Raises:
        ValueError: the message names the key, and the nearest that there is.
    """
    if key not in standards():
        near = get_close_matches(key, standards(), n=1, cutoff=0.5)
        advice = f"did you mean {near[0]}?" if near else f"choose from {', '.join(standards())}"
        raise ValueError(f"has {key!r}, which is the key of no standard; {advice}")
