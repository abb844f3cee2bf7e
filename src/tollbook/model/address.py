"""Where a ledger is: in a file, or in a PostgreSQL database."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from tollbook.model.problem import LedgerError

AnyPath = str | os.PathLike[str]
"""Where a file is: a text or a `Path`."""

FOLDER_VARIABLE = "TOLLBOOK_FOLDER"
"""The environment variable that names the folder of a ledger that lies in no folder itself."""

_SERVER = re.compile(r"postgres(?:ql)?://")
_SECRET = re.compile(r"&?(?:ssl)?password=[^&]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Address:
    """A file (`file`) or a database on a server (`url`; then `file` is None).

    As a text it has no password, so it may stand in any message.
    """

    file: Path | None
    url: str = field(default="", repr=False)

    @classmethod
    def of(cls, given: AnyPath | Address) -> Address:
        """The address that a user gave: a path, or `postgresql://USER@HOST/DATABASE`.

        Raises:
            LedgerError: it is no address of a database, though it begins like one.

        >>> print(Address.of("kursk.db"), Address.of("postgresql://ana:secret@desk.example/war"))
        kursk.db postgresql://ana@desk.example/war
        """
        if isinstance(given, Address):
            return given
        text = os.fspath(given)
        if not _SERVER.match(text):
            return cls(Path(text))
        parts = _split(text)
        # What is part of a password must not be taken for a host, which messages name.
        rest = f"{parts.path}?{parts.query}" if parts else ""
        if parts is None or parts.netloc.count("@") > 1 or (":" in parts.netloc and "@" in rest):
            raise LedgerError(
                "the ledger's address can't be understood; write it like "
                "postgresql://USER@HOST/DATABASE and leave the password to ~/.pgpass, or write "
                "its signs as %40 (@), %3A (:), %2F (/), %3F (?) and %23 (#)"
            )
        return cls(None, text)

    @property
    def folder(self) -> Path:
        """Where its cases lie, and from where it sees the files that were read into it.

        It is the folder of the ledger's file. A database lies in the folder that the environment
        variable `TOLLBOOK_FOLDER` names, or else in the working directory.
        """
        if self.file is not None:
            return self.file.parent
        return Path(os.environ.get(FOLDER_VARIABLE, ""))

    def __str__(self) -> str:
        """The path as it was given, or the database's address without any password."""
        if self.file is not None:
            return str(self.file)
        parts = urlsplit(self.url)
        user, at, host = parts.netloc.rpartition("@")
        query = _SECRET.sub("", parts.query).lstrip("&")
        shown = parts._replace(netloc=user.partition(":")[0] + at + host, query=query)
        # `urlunsplit` drops the slashes of an address without a host.
        return f"{parts.scheme}://{shown.netloc}{shown.path}" + (f"?{query}" if query else "")


def _split(text: str) -> SplitResult | None:
    """The parts of an address; None where it has a fragment, or can't be taken apart."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    return None if parts.fragment else parts
