"""A first folder to work in: a case, a place for reports, and what to type next."""

from __future__ import annotations

from pathlib import Path

from tollbook.app.cases import case_path, write_case
from tollbook.example import first_steps
from tollbook.model.address import Address
from tollbook.model.case import Case
from tollbook.model.problem import CaseError
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.record import Record

_EXAMPLE = ("cases/", "reports/")


def start_folder(folder: Path, case: Case | None = None) -> tuple[Path, ...]:
    """Make a folder with an example of a case and reports, or with a case of your own instead.

    Gives the files that were written; nothing that exists is overwritten or changed.

    Raises:
        CaseError: a file that would be written is there already, `folder` is a file, or no case
            can have that name; then nothing is written.
        OSError: something can't be written.
    """
    if folder.exists() and not folder.is_dir():
        raise CaseError(f"{folder} is a file; name a new folder")
    files = {
        folder / name: text
        for name, text in first_steps().items()
        if case is None or not name.startswith(_EXAMPLE)
    }
    own = case_path(case.name, Address.of(folder / "tollbook.db")) if case else None
    for path in (*files, *filter(None, [own])):
        if path.exists() or path.is_symlink():
            raise CaseError(f"{path} is there already and is left as it is; name another folder")
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    if case is None or own is None:
        return tuple(files)
    (folder / "reports").mkdir(exist_ok=True)
    write_case(own, case, Record(Corpus()))
    return (*files, own)
