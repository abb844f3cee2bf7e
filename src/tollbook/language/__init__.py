"""Words as data: one folder a language, one TOML file a subject. A new language is a new folder.

`load("en", "numbers")` reads `language/en/numbers.toml` once and hands out the same read-only
mapping ever after.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any

_CODE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}\Z")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}\Z")


class LexiconError(LookupError):
    """A language or one of its lexicons is not there, or can't be read."""


@cache
def languages() -> tuple[str, ...]:
    """The codes (BCP 47) of the languages that have lexicons, in alphabetical order."""
    folders = (item for item in files(__name__).iterdir() if item.is_dir())
    return tuple(sorted(folder.name for folder in folders if _lexicons(folder)))


@cache
def load(language: str, name: str) -> Mapping[str, Any]:
    """The lexicon `name` of a language, read-only: tables as mappings, arrays as tuples.

    Raises:
        LexiconError: the language or the lexicon is not there, or is not valid TOML.
    """
    for item in _lexicons(_folder(language)):
        if item.name == f"{name}.toml" and _NAME.match(name):
            return _parse(item)
    raise LexiconError(
        f"the language {language!r} has no lexicon {name!r}: "
        f"add {name}.toml to language/{language}, or ask for one of {_names(language)}"
    )


@cache
def digest(language: str) -> str:
    """SHA-256, in hex, of the names and bytes of all lexicons of a language.

    Two readings with one digest read the same words the same way.

    Raises:
        LexiconError: the language has no lexicons.
    """
    total = hashlib.sha256()
    for item in _lexicons(_folder(language)):
        content = hashlib.sha256(item.read_bytes()).hexdigest()
        total.update(f"{item.name} {content}\n".encode())
    return total.hexdigest()


def _folder(language: str) -> Traversable:
    if not _CODE.match(language) or language not in languages():
        raise LexiconError(
            f"there are no lexicons for the language {language!r}: "
            f"use one of {', '.join(languages())}, or add a folder language/<code>"
        )
    return files(__name__) / language


def _lexicons(folder: Traversable) -> tuple[Traversable, ...]:
    found = (item for item in folder.iterdir() if item.is_file() and item.name.endswith(".toml"))
    return tuple(sorted(found, key=lambda item: item.name))


def _names(language: str) -> str:
    return ", ".join(item.name.removesuffix(".toml") for item in _lexicons(_folder(language)))


def _parse(item: Traversable) -> Mapping[str, Any]:
    try:
        parsed = tomllib.loads(item.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconError(f"{item.name} can't be read: {error}; mend the file") from error
    return MappingProxyType({key: _frozen(value) for key, value in parsed.items()})


def _frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return MappingProxyType({key: _frozen(item) for key, item in value.items()})
    if isinstance(value, list):
        return tuple(_frozen(item) for item in value)
    return value
