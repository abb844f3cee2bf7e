"""Problems are values that know their place; exceptions are for what stops the program."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tollbook.model.decision import Decision


class TollbookError(Exception):
    """Something stops the command; the message is one sentence for the user."""


class LedgerError(TollbookError):
    """The ledger can't be opened, or is not what it should be."""


class SettingsError(TollbookError):
    """A settings, alias or lexicon file can't be used."""


class ModelError(TollbookError):
    """The language model is missing, or its files are not those that were checked."""


class CaseError(TollbookError):
    """A case is not there, or its file can't be used."""


class ExportError(TollbookError):
    """An export can't be written."""


class TableError(TollbookError):
    """A table can't be read, or is not what its mapping says."""


class UnsettledError(TollbookError):
    """People have not decided on enough to measure anything by."""


class DecisionError(TollbookError):
    """What a person wants to settle can't be settled: it is not there, or makes no sense."""


class ConflictError(DecisionError):
    """Somebody else decided on the same statement since it was last looked at; see `decision`."""

    def __init__(self, message: str, decision: Decision) -> None:
        super().__init__(message)
        self.decision = decision


class MissingError(TollbookError):
    """Something was asked for by its id, and nothing on record has it."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One input that could not be used: where it is, what is wrong, what to try.

    `where` is a file, with its line where there is one ("feed.jsonl:14").

    >>> print(Problem("feed.jsonl:14", "the record has no text", "add a key 'text' or 'html'"))
    feed.jsonl:14: the record has no text; add a key 'text' or 'html'.
    """

    where: str
    what: str
    hint: str = ""

    def __str__(self) -> str:
        """One clear sentence."""
        sentence = f"{self.where}: {self.what}" + (f"; {self.hint}" if self.hint else "")
        return sentence if sentence.endswith("?") else f"{sentence}."


class Notice(Problem):
    """Something to know about an input that was read all the same, or that is plainly no report."""

    __slots__ = ()
