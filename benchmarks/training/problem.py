"""What is wrong with a passage, told to its writer."""

from __future__ import annotations


class AuthoringError(ValueError):
    """A passage that can't be compiled: in which one, and why."""

    def __init__(self, passage: str, what: str) -> None:
        super().__init__(f"{passage}: {what}")
