"""What `tollbook doctor` says of one thing that Tollbook needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Health = Literal["sound", "note", "wrong"]
"""`note` is something to know that stops nothing; `wrong` is something to mend."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One thing that was looked at: what was found, and what to do about it, if anything."""

    name: str
    health: Health
    found: str
    advice: str = ""
