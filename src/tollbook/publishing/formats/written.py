"""What an export came to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Written:
    """The files that were written, and what has to be known of them, a sentence each."""

    files: tuple[Path, ...]
    notes: tuple[str, ...] = ()

    def __add__(self, other: Written) -> Written:
        return Written(self.files + other.files, self.notes + other.notes)


def read_me(folder: Path, about: dict[str, str], lines: Sequence[str]) -> Path:
    """Write README.txt: what lies here, of which case, and by which head it can be checked."""
    path = folder / "README.txt"
    facts = [f"{name}: {value}" for name, value in about.items() if value]
    text = "\n".join([*lines, "", *facts, ""])
    path.write_text(text, encoding="utf-8", newline="\n")
    return path
