"""Which case a name means.

A name is looked for as a file's path, then as `cases/NAME.toml` beside the ledger, then among the
cases that ship with the example, and at last among the automatic cases of the ledger.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from difflib import get_close_matches
from pathlib import Path

from tollbook.app.cases.read import read_case
from tollbook.example import cases as shipped_cases
from tollbook.model.address import Address
from tollbook.model.case import Case, CaseEntry, CaseKind
from tollbook.model.problem import CaseError
from tollbook.reasoning.cases import automatic_cases, within
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.record import Record

FOLDER = "cases"
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}\Z")


def folder_of(ledger: Address) -> Path:
    """Where the cases of a ledger lie: the folder `cases` beside it."""
    return ledger.folder / FOLDER


def case_path(name: str, ledger: Address) -> Path:
    """The file of a ledger's own case.

    Raises:
        CaseError: no case can have that name.
    """
    if not _NAME.match(name):
        raise CaseError(
            f"a case can't be called {name!r}; use up to 64 small letters, digits, - and _"
        )
    return folder_of(ledger) / f"{name}.toml"


def find_case(name: str, ledger: Address, record: Record, *, by_path: bool = True) -> Case:
    """The case of that name or file; `record` is all that the ledger at `ledger` holds.

    `by_path` says whether the name may be the path of a file: not where it comes from strangers,
    who could ask for any file of the machine.

    Raises:
        CaseError: there is none, or its file can't be used.
    """
    if by_path and (name.endswith(".toml") or "/" in name or "\\" in name):
        return read_case(Path(name))
    for path in _files(ledger):
        if path.stem == name:
            return read_case(path)
    automatic = _automatic(record)
    for case in automatic:
        if case.name == name:
            return case
    known = [path.stem for path in _files(ledger)] + [case.name for case in automatic]
    near = get_close_matches(name, known, n=1, cutoff=0.5)
    advice = f"did you mean {near[0]}?" if near else "'tollbook case list' names them all."
    raise CaseError(f"no case is called {name!r}; {advice}")


def case_entries(ledger: Address, record: Record) -> tuple[CaseEntry, ...]:
    """The cases of a ledger: its own, else the example's that hold something, else automatic ones.

    Raises:
        CaseError: the file of a case can't be used.
    """
    own = tuple(_entries(map(read_case, _own(ledger)), "file", record))
    if own:
        return own
    shipped = map(read_case, shipped_cases())
    held = tuple(entry for entry in _entries(shipped, "example", record) if entry.statements)
    return held or tuple(_entries(_automatic(record), "automatic", record))


def case_files_digest(ledger: Address) -> str:
    """A digest of what the ledger's own case files hold; it changes when one is edited."""
    known = hashlib.sha256()
    for path in _own(ledger):
        with suppress(OSError):
            known.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return known.hexdigest()


def corpus_of(case: Case, record: Record) -> Corpus:
    """What of all that a ledger holds belongs to a case, as its file has it now."""
    return record.once(("within", repr(case)), lambda: within(record.corpus, case))


def _automatic(record: Record) -> tuple[Case, ...]:
    return record.once(
        "automatic cases",
        lambda: automatic_cases(record.corpus, record.settings, record.entities),
    )


def _entries(cases: Iterable[Case], kind: CaseKind, record: Record) -> Iterator[CaseEntry]:
    for case in cases:
        yield CaseEntry(case, kind, len(corpus_of(case, record).statements))


def _files(ledger: Address) -> tuple[Path, ...]:
    return _own(ledger) + shipped_cases()


def _own(ledger: Address) -> tuple[Path, ...]:
    return tuple(sorted(folder_of(ledger).glob("*.toml")))
