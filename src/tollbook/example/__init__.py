"""The example that ships with Tollbook: ten files of reports that tell one story, and their key."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def folder() -> Path:
    """Where the reports lie; `README.md` beside them says what is true and what is planted."""
    return Path(str(files(__name__)))


def reports() -> tuple[Path, ...]:
    """The files to read, in order of their names, which is the order of the story."""
    kinds = {".txt", ".html", ".jsonl"}
    return tuple(sorted(path for path in folder().iterdir() if path.suffix in kinds))


def cases() -> tuple[Path, ...]:
    """The cases that ship with it, in order of their names."""
    return tuple(sorted((folder() / "cases").glob("*.toml")))


def first_steps() -> dict[str, str]:
    """The files of a first folder, each by its path in there."""
    source = folder() / "first_steps"
    paths = sorted(path for path in source.rglob("*") if path.is_file())
    # A file that begins with a dot would be hidden from those who look for it here.
    names = {"gitignore": ".gitignore"}
    return {
        names.get(name := path.relative_to(source).as_posix(), name): path.read_text("utf-8")
        for path in paths
    }
