"""The installation: Python, packages, the files of Tollbook, its words and models, the shell."""

from __future__ import annotations

import base64
import hashlib
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from tollbook import __version__
from tollbook.model.diagnosis import Diagnosis
from tollbook.model.problem import TollbookError

EXTRAS = {
    "postgresql": ("ledgers in a PostgreSQL database", ("psycopg",)),
    "tables": ("workbooks and Parquet, written and checked", ("xlsxwriter", "openpyxl", "pyarrow")),
    "mcp": ("'tollbook mcp'", ("mcp",)),
}
_AGAIN = "install Tollbook again: pip install --force-reinstall tollbook"
_COMPLETIONS = (
    ".bash_completions/tollbook.sh",
    ".zfunc/_tollbook",
    ".config/fish/completions/tollbook.fish",
)
_OLDEST_SQLITE = (3, 37)  # the first with strict tables


def look_at_installation() -> Iterator[Diagnosis]:
    """Everything but a ledger."""
    yield from _packages()
    yield from _extras()
    yield _sqlite()
    yield _shipped_files()
    yield from _words_and_models()
    yield _completion()


def _packages() -> Iterator[Diagnosis]:
    """The versions of Python and of what Tollbook is built on, against the ranges it asks for."""
    from packaging.requirements import Requirement
    from packaging.specifiers import SpecifierSet

    python = ".".join(map(str, sys.version_info[:3]))
    try:
        about = metadata.metadata("tollbook")
    except metadata.PackageNotFoundError:
        yield Diagnosis("python", "sound", f"{python} runs Tollbook {__version__}")
        yield Diagnosis("packages", "note", "Tollbook runs from its source and is not installed")
        return
    wanted = about["Requires-Python"] or ""
    if python in SpecifierSet(wanted):
        yield Diagnosis("python", "sound", f"{python} runs Tollbook {__version__}")
    else:
        yield Diagnosis("python", "wrong", f"{python}, not {wanted}", f"use a Python {wanted}")
    needed = [Requirement(line) for line in about.get_all("Requires-Dist") or ()]
    needed = [one for one in needed if one.marker is None or one.marker.evaluate({"extra": ""})]
    unfit = [one for one in (_unfit(a.name, str(a.specifier)) for a in needed) if one]
    for name, what, specifier in unfit:
        advice = f"pip install '{name}{specifier}'"
        yield Diagnosis("packages", "wrong", f"{name} {what}", advice)
    if not unfit:
        yield Diagnosis("packages", "sound", f"all {len(needed)} are there, in versions that fit")


def _unfit(name: str, specifier: str) -> tuple[str, str, str] | None:
    """A package, what is wrong with its version, and the versions that would do."""
    from packaging.specifiers import SpecifierSet

    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        return name, "is missing", specifier
    if SpecifierSet(specifier).contains(version, prereleases=True):
        return None
    return name, f"is of version {version}, not {specifier}", specifier


def _extras() -> Iterator[Diagnosis]:
    for extra, (purpose, modules) in EXTRAS.items():
        missing = [module for module in modules if find_spec(module) is None]
        if missing:
            found = f"not installed ({', '.join(missing)}), only needed for {purpose}"
            yield Diagnosis(extra, "note", found, f"pip install 'tollbook[{extra}]' brings it")
        else:
            yield Diagnosis(extra, "sound", f"installed, for {purpose}")


def _sqlite() -> Diagnosis:
    version = sqlite3.sqlite_version
    advice = "use a Python with a newer SQLite"
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        return Diagnosis("sqlite", "wrong", f"{version} has no strict tables", advice)
    try:
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.execute("CREATE VIRTUAL TABLE words USING fts5(word)")
    except sqlite3.Error:
        return Diagnosis("sqlite", "wrong", f"{version} can't search (FTS5)", advice)
    return Diagnosis("sqlite", "sound", f"{version}, with full-text search")


def _shipped_files() -> Diagnosis:
    """The files of the package, against the digests that were written when it was installed."""
    try:
        noted = metadata.files("tollbook") or []
    except metadata.PackageNotFoundError:
        noted = []
    ours = [(file, file.hash) for file in noted if file.hash and file.parts[0] == "tollbook"]
    if not ours:
        return Diagnosis("files", "note", "Tollbook runs from its source: no digests to compare")
    bad = [str(file) for file, hash in ours if not _is_as_noted(Path(str(file.locate())), hash)]
    if bad:
        more = f" and {len(bad) - 1} more" if len(bad) > 1 else ""
        return Diagnosis("files", "wrong", f"{bad[0]}{more} changed since the installation", _AGAIN)
    return Diagnosis("files", "sound", f"all {len(ours)} are as they were installed")


def _is_as_noted(path: Path, noted: metadata.FileHash) -> bool:
    try:
        found = hashlib.new(noted.mode, path.read_bytes()).digest()
    except OSError:
        return False
    return base64.urlsafe_b64encode(found).rstrip(b"=").decode() == noted.value


def _words_and_models() -> Iterator[Diagnosis]:
    """The lexicons, spaCy's model against its known digests, and the network."""
    from tollbook.extraction.sentences.parse import Parser
    from tollbook.language import LexiconError, digest, languages

    try:
        for code in languages():
            yield Diagnosis(f"words ({code})", "sound", f"SHA-256 {digest(code)[:12]}…")
        parser = Parser()
        yield Diagnosis("language model", "sound", f"{parser.name}, its files are the known ones")
        yield Diagnosis("network", "sound", f"SHA-256 {parser.tagger.digest[:12]}…")
    except (TollbookError, LexiconError, OSError) as error:
        yield Diagnosis("language model", "wrong", str(error), _AGAIN)


def _completion() -> Diagnosis:
    try:
        home = Path.home()
    except RuntimeError:  # a user without a home
        return Diagnosis("completion", "note", "there is no home folder to look in")
    there = [name for name in _COMPLETIONS if (home / name).is_file()]
    if there:
        return Diagnosis("completion", "sound", f"installed in ~/{there[0]}")
    return Diagnosis(
        "completion", "note", "not installed in your shell", "tollbook --install-completion"
    )
