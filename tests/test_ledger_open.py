"""Opening makes, upgrades or refuses, and says why."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Timer

import pytest

from factories import (
    a_document,
)
from ledger_tools import AT, BRIEFING, RUN, STATEMENTS, tamper
from tollbook.ledger import Ledger, database, sqlite
from tollbook.model.problem import LedgerError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "war.db"


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    with Ledger.open(path) as opened:
        yield opened


@pytest.fixture
def full(ledger: Ledger) -> Ledger:
    ledger.add(BRIEFING, STATEMENTS, RUN, AT)
    return ledger


def test_refuses_to_read_what_is_not_there(path: Path) -> None:
    with pytest.raises(LedgerError, match=r"no ledger at .*war.db; run 'tollbook read' first"):
        Ledger.open(path, writable=False)
    assert not path.exists()


def test_refuses_a_file_that_is_no_database(path: Path) -> None:
    path.write_text("It was a quiet day on the border. " * 50)
    for writable in (True, False):
        with pytest.raises(LedgerError, match="not a ledger; name another file"):
            Ledger.open(path, writable=writable)


def test_leaves_the_database_of_another_program_alone(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE recipes (name TEXT)")
    other.commit()
    other.close()
    before = path.read_bytes()
    for writable in (True, False):
        with pytest.raises(LedgerError, match="not a Tollbook ledger"):
            Ledger.open(path, writable=writable)
    assert path.read_bytes() == before


def test_refuses_a_newer_ledger(full: Ledger, path: Path) -> None:
    full.close()
    tamper(path, "UPDATE tollbook_schema SET version_num = '9999'")
    for writable in (True, False):
        with pytest.raises(LedgerError, match="newer Tollbook"):
            Ledger.open(path, writable=writable)


def test_refuses_a_folder_and_a_folder_that_is_not_there(tmp_path: Path) -> None:
    for wrong in (tmp_path, tmp_path / "nowhere" / "war.db"):
        with pytest.raises(LedgerError, match="name a file in a folder that exists"):
            Ledger.open(wrong)


def test_an_empty_file_becomes_a_ledger(path: Path) -> None:
    path.touch()
    with pytest.raises(LedgerError, match="empty; run 'tollbook read'"):
        Ledger.open(path, writable=False)
    with Ledger.open(path) as opened:
        assert opened.verify().holds


def test_a_name_with_odd_characters_is_a_name(tmp_path: Path) -> None:
    odd = tmp_path / "50% of?it#all ü.db"
    with Ledger.open(odd) as opened:
        opened.add(BRIEFING, [], RUN, AT)
    assert [file.name for file in tmp_path.iterdir()] == [odd.name]


def test_a_reader_can_read_while_a_writer_writes(full: Ledger, path: Path) -> None:
    with Ledger.open(path, writable=False) as reader:
        rows = reader.statements()
        next(rows)
        assert full.add(a_document(id="new"), [], RUN, AT) == "added"
        assert len(list(rows)) == len(STATEMENTS) - 1
        with pytest.raises(LedgerError, match="can't be written to"):
            reader.add(a_document(id="newer"), [], RUN, AT)


def test_reading_leaves_no_files_behind(full: Ledger, path: Path) -> None:
    full.close()
    with Ledger.open(path, writable=False) as reader:
        assert len(list(reader.statements())) == len(STATEMENTS)
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_reader_that_may_write_nowhere_reads_all_the_same(
    full: Ledger, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In an archive or on a read-only disk; beside a writer as well as after it."""
    monkeypatch.setattr("tollbook.ledger.sqlite.os.access", lambda *_: False)
    path.parent.chmod(0o555)
    with Ledger.open(path, writable=False) as reader:
        assert len(list(reader.statements())) == len(STATEMENTS)
    path.parent.chmod(0o755)
    full.close()
    path.parent.chmod(0o555)
    with Ledger.open(path, writable=False) as reader:
        assert reader.verify().holds
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_writer_that_hangs_is_one_sentence(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.01)
    with Ledger.open(path) as ledger, closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerError, match="another program has kept it busy"):
            ledger.add(BRIEFING, STATEMENTS, RUN, AT)


def test_a_new_ledger_that_another_program_holds_is_waited_for(path: Path) -> None:
    """As two processes meet that make one ledger at the same moment."""
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN EXCLUSIVE")
        Timer(0.3, other.rollback).start()
        with Ledger.open(path) as ledger:
            assert ledger.document_ids() == ()


def test_a_new_ledger_that_another_program_never_lets_go_is_one_sentence(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.01)
    monkeypatch.setattr(sqlite, "_switch_to_wal", lambda _: False)
    with pytest.raises(LedgerError, match="another program has kept it busy"):
        Ledger.open(path)


def test_a_damaged_ledger_is_one_sentence(full: Ledger, path: Path) -> None:
    full.close()
    tamper(path, "DROP TABLE statements")
    with (
        Ledger.open(path, writable=False) as reader,
        pytest.raises(LedgerError, match="the file is damaged"),
    ):
        list(reader.statements())
