"""A ledger that was made to lie without a row being changed is named by `verify`."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import zstandard

import postgres
from ledger_tools import AT, BRIEFING, RUN, STATEMENTS, Place, a_place, tamper
from tollbook.ledger import Ledger, Verification
from tollbook.model.address import Address


def fill(path: Place) -> None:
    with Ledger.open(path) as ledger:
        ledger.add(BRIEFING, STATEMENTS, RUN, AT)


def verified(path: Place) -> Verification:
    with Ledger.open(path, writable=False) as ledger:
        return ledger.verify()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A ledger in a file."""
    fill(tmp_path / "war.db")
    return tmp_path / "war.db"


_TRUST = "PRAGMA writable_schema = ON"


@pytest.mark.parametrize(
    ("commands", "where", "failure"),
    [
        (
            ["DROP TRIGGER statements_no_update"],
            "the trigger statements_no_update",
            "it is gone",
        ),
        (
            ["DROP INDEX ix_versions_published"],
            "the index ix_versions_published",
            "it is gone",
        ),
        (
            [
                "CREATE TABLE held AS SELECT * FROM decisions",
                "DROP TABLE decisions",
                "CREATE VIEW decisions AS SELECT * FROM held",
            ],
            "the table decisions",
            "it is gone; a view has its name",
        ),
        (
            [
                _TRUST,
                "UPDATE sqlite_schema SET sql = replace(sql, 'BEFORE DELETE', 'AFTER DELETE')"
                " WHERE name = 'entries_no_delete'",
            ],
            "the trigger entries_no_delete",
            "it is not as Tollbook makes it",
        ),
        (
            ["CREATE TRIGGER quiet BEFORE INSERT ON statements BEGIN SELECT RAISE(IGNORE); END"],
            "the trigger quiet",
            "Tollbook did not make it",
        ),
        (
            ["CREATE INDEX mine ON versions (document) WHERE document <> 'briefing'"],
            "the index mine",
            "Tollbook did not make it",
        ),
        (
            # An index that is said to be over something else than what it was built over.
            [
                "DROP INDEX ix_versions_sha256",
                "CREATE INDEX ix_versions_sha256 ON versions (sha256 || 'x')",
                _TRUST,
                "UPDATE sqlite_schema SET sql = 'CREATE INDEX ix_versions_sha256 ON versions"
                " (sha256)' WHERE name = 'ix_versions_sha256'",
            ],
            "the file",
            "it is damaged (row 1 missing from index ix_versions_sha256)",
        ),
    ],
)
def test_names_what_was_done_to_the_schema(
    file: Path, commands: list[str], where: str, failure: str
) -> None:
    with closing(sqlite3.connect(file)) as connection:
        for command in commands:
            connection.execute(command)
        connection.commit()
    found = verified(file)
    assert (found.where, found.failure) == (where, failure)


def test_a_user_may_add_views_and_tables_of_their_own(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE VIEW mine AS SELECT id FROM statements")
        connection.execute("CREATE TABLE notes (text)")
    assert verified(file).holds


def test_no_bit_of_an_index_flips_unseen(file: Path) -> None:
    """Whatever bit of an index page is turned over, the ledger does not verify as if sound."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        [(size,)] = connection.execute("PRAGMA page_size")
        pages = [
            (name, root)
            for name, root in connection.execute(
                "SELECT name, rootpage FROM sqlite_schema WHERE type = 'index' AND tbl_name IN"
                " ('versions', 'statements', 'readings')"
            )
        ]
    sound = file.read_bytes()
    head = verified(file).head
    for name, root in pages:
        page = sound[(root - 1) * size : root * size]
        held = next(at for at in range(size - 1, 0, -1) if page[at])  # a byte of the last cell
        broken = bytearray(sound)
        broken[(root - 1) * size + held] ^= 1
        file.write_bytes(broken)
        with Ledger.open(file, writable=False) as ledger:
            assert not ledger.verify(head).holds, name


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_bytes_behind_a_compressed_frame(database: str, tmp_path: Path) -> None:
    packed = zstandard.ZstdCompressor().compress(BRIEFING.original) + b"something else"
    with a_place(database, tmp_path) as place:
        fill(place)
        value = f"x'{packed.hex()}'" if place.file else f"'\\x{packed.hex()}'::bytea"
        tamper(place, f"UPDATE blobs SET packed = {value}")  # noqa: S608 - ours
        assert verified(place).failure == "the original was changed: its bytes can't be unpacked"


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
@pytest.mark.parametrize(
    "command",
    [
        "UPDATE search SET own = 'nobody' WHERE position = 1",
        "DELETE FROM search WHERE position = 1",
    ],
)
def test_a_search_that_would_not_find_what_is_there(
    database: str, command: str, tmp_path: Path
) -> None:
    with a_place(database, tmp_path) as place:
        fill(place)
        tamper(place, command)
        found = verified(place)
        assert found.where == "the table search"
        assert found.failure == "it differs from statement 2 of entry 3"


@pytest.mark.parametrize(
    ("command", "where", "failure"),
    [
        (
            "ALTER TABLE statements DISABLE TRIGGER statements_no_change",
            "the trigger statements_no_change",
            "it is turned off",
        ),
        (
            "DROP TRIGGER statements_no_change ON statements",
            "the trigger statements_no_change",
            "it is gone",
        ),
        (
            "ALTER TABLE versions ENABLE ROW LEVEL SECURITY",
            "the table versions",
            "row security can hide rows of it",
        ),
        (
            "CREATE INDEX mine ON versions (document) WHERE document <> 'briefing'",
            "the table versions",
            "the index mine can hide rows of it",
        ),
        (
            "CREATE RULE quiet AS ON INSERT TO statements DO INSTEAD NOTHING",
            "the table statements",
            "the rule quiet can hide rows of it",
        ),
        (
            "ALTER TABLE entities RENAME TO held; CREATE VIEW entities AS SELECT * FROM held",
            "the table entities",
            "it is no plain table any more",
        ),
    ],
)
def test_names_what_was_done_to_a_server(
    command: str, where: str, failure: str, tmp_path: Path
) -> None:
    with a_place("postgresql", tmp_path) as place:
        fill(place)
        postgres.run_sql(place, *command.split("; "))
        found = verified(place)
        assert (found.where, found.failure) == (where, failure)


def test_a_ledger_of_before_is_sound_once_it_is_upgraded(tmp_path: Path) -> None:
    path = Address.of(tmp_path / "old.db")
    dumped = (Path(__file__).parent / "data" / "ledger_0002.sql").read_text(encoding="utf-8")
    assert path.file is not None
    with closing(sqlite3.connect(path.file)) as connection:
        connection.executescript(dumped)
    Ledger.open(path).close()
    assert verified(path).holds
