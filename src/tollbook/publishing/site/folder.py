"""The folder of a publication: written beside the old one, and put in its place once whole."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tollbook.model.problem import TollbookError

MANIFEST = "publication.json"
FORMAT = "tollbook-publication"
_KEYS = {"case", "profile", "head", "number", "day", "files", "state"}
_NAMED = 3  # files that a refusal names


class FolderError(TollbookError):
    """The folder can't be published into."""


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """What was published into a folder before; None where it is empty or not there.

    Raises:
        FolderError: it holds other things.
    """
    _restore(folder)
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return None
    if not folder.is_dir():
        raise FolderError(f"{folder} is a file; name a folder to publish into")
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        whole = found["format"] == FORMAT and found.keys() >= _KEYS
        known = set(found["files"]) | {MANIFEST} if whole else set()
    except (OSError, ValueError, KeyError, TypeError):
        known = set()
    there = sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()
    )
    others = [name for name in there if name not in known]
    if others:
        more = f" and {len(others) - _NAMED:,} more" if len(others) > _NAMED else ""
        raise FolderError(
            f"{folder} holds what no publication put there: {', '.join(others[:_NAMED])}{more}; "
            "name an empty folder, or one that was published into before"
        )
    result: dict[str, Any] = found
    return result


class Writer:
    """Writes files of a publication, and keeps their digests."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.digests: dict[str, str] = {}

    def write(self, name: str, text: str) -> None:
        """Write a text as UTF-8 with line feeds."""
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        content = text.encode("utf-8", "replace")
        path.write_bytes(content)
        self.digests[name] = hashlib.sha256(content).hexdigest()


@contextmanager
def replacing(folder: Path) -> Iterator[Writer]:
    """A place to write to, put where `folder` is once the block has ended well.

    Until then the folder stays as it was; whatever stops the block leaves it so. Should the program
    be killed between the two renamings, the next publication puts the old folder back first.
    """
    folder = folder.resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{folder.name}.new-", dir=folder.parent))
    try:
        made.chmod(0o755)
        yield Writer(made)
        if folder.exists():
            old = _old(folder)
            folder.rename(old)
            made.rename(folder)
            shutil.rmtree(old)
        else:
            made.rename(folder)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _restore(folder: Path) -> None:
    """Undo a replacement that was cut off between its two renamings."""
    folder = folder.resolve()
    old = _old(folder)
    if old.exists():
        if folder.exists():
            shutil.rmtree(old)
        else:
            old.rename(folder)


def _old(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.old")
