"""A ledger in PostgreSQL: what only a server has, and how each trouble with it is one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

import postgres
from factories import a_document, a_figure
from ledger_tools import APART, AT, BRIEFING, RUN, STATEMENTS, tables_of, tamper
from terminal import tollbook
from tollbook.accounts import Accounts
from tollbook.app.library import open_ledger
from tollbook.ledger import Ledger, database
from tollbook.ledger.schema import metadata
from tollbook.model.address import Address
from tollbook.model.problem import LedgerError

PAGE = (Path(__file__).parents[1] / "docs" / "teams.md").read_text(encoding="utf-8")


@pytest.fixture
def place() -> Iterator[Address]:
    """A database with the tables of a ledger."""
    with postgres.a_database() as made:
        yield made


@pytest.fixture
def bare() -> Iterator[Address]:
    """A database without any table."""
    with postgres.a_database(empty=True) as made:
        yield made


# The server of the tests


@pytest.mark.parametrize(
    ("ci", "ends"), [("true", pytest.fail.Exception), ("", pytest.skip.Exception)]
)
def test_where_no_server_is_installed_tests_are_skipped_and_fail_in_ci(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ci: str, ends: type[BaseException]
) -> None:
    monkeypatch.setenv("CI", ci)
    monkeypatch.setenv(postgres.FOLDER, str(tmp_path / "server"))
    monkeypatch.setattr(postgres, "_programs", lambda: None)
    for _ in range(2):  # the second test learns it from the first
        with (
            pytest.raises(ends, match="no PostgreSQL is installed; 'make test'"),
            postgres.a_database(),
        ):
            raise AssertionError


# Opening


def test_a_database_without_tables_becomes_a_ledger(bare: Address) -> None:
    assert not Ledger.exists(bare)
    with pytest.raises(LedgerError, match="is empty; run 'tollbook read'"):
        Ledger.open(bare, writable=False)
    with Ledger.open(bare) as ledger:
        assert ledger.verify().holds
    assert Ledger.exists(bare)


def test_leaves_the_database_of_another_program_alone(bare: Address) -> None:
    postgres.run_sql(bare, "CREATE TABLE recipes (name text)")
    for writable in (True, False):
        with pytest.raises(LedgerError, match="not a Tollbook ledger"):
            Ledger.open(bare, writable=writable)
    assert tables_of(bare) == ["recipes"]


def test_refuses_a_newer_ledger(place: Address) -> None:
    tamper(place, "UPDATE tollbook_schema SET version_num = '9999'")
    for writable in (True, False):
        with pytest.raises(LedgerError, match="newer Tollbook"):
            Ledger.open(place, writable=writable)


def test_a_reader_reads_on_while_a_writer_writes(place: Address) -> None:
    """It sees the ledger as it was when it asked, and may not write."""
    with Ledger.open(place) as writer, Ledger.open(place, writable=False) as reader:
        writer.add(BRIEFING, STATEMENTS, RUN, AT)
        rows = reader.statements()
        next(rows)
        assert writer.add(a_document(id="new"), [], RUN, AT) == "added"
        assert len(list(rows)) == len(STATEMENTS) - 1
        with reader.reading() as connection:
            before = connection.exec_driver_sql("SELECT count(*) FROM entries").scalar()
            writer.decide(APART)
            after = connection.exec_driver_sql("SELECT count(*) FROM entries").scalar()
            assert before == after
        with pytest.raises(LedgerError, match="it can't be written to"):
            reader.add(a_document(id="newer"), [], RUN, AT)


def test_a_writer_that_hangs_is_one_sentence(
    place: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    with (
        Ledger.open(place) as hangs,
        Ledger.open(place) as waits,
        hangs.writing(),
        pytest.raises(LedgerError, match="another program has kept it busy"),
    ):
        waits.add(BRIEFING, STATEMENTS, RUN, AT)


def test_a_server_that_went_away_in_between_is_asked_again(place: Address) -> None:
    """As after a restart of the server, or a night without a question."""
    with Ledger.open(place) as ledger:
        ledger.add(BRIEFING, STATEMENTS, RUN, AT)
        name = place.url.rpartition("/test_")[2].partition("?")[0]
        postgres.run_sql(
            place,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "  # noqa: S608 - our own name
            f"WHERE datname = 'test_{name}' AND pid <> pg_backend_pid()",
        )
        assert ledger.document_ids() == ("briefing",)


def test_a_damaged_ledger_is_one_sentence(place: Address) -> None:
    tamper(place, "DROP TABLE evidence")
    with Ledger.open(place) as ledger, pytest.raises(LedgerError, match="a table is missing"):
        ledger.add(BRIEFING, STATEMENTS, RUN, AT)


def test_a_nul_in_a_question_is_one_sentence(place: Address) -> None:
    with Ledger.open(place) as ledger:
        assert ledger.search("a\0b") == ()
        with pytest.raises(LedgerError, match="NUL character"):
            ledger.document("\0")


# Who can't get in


@pytest.mark.parametrize(
    ("change", "said"),
    [
        # no server
        (("host=/", "host=/nowhere/"), "no server answers there"),
        (("postgres@/", "ana:s3cret@127.0.0.1:1/"), "no server answers there"),
        (("postgres@/", "ana:s3cret@no-such-host.invalid/"), "no host has that name"),
        # no database, no user
        (("/test_", "/nowhere_"), "no such database; make it first (createdb)"),
        (("postgres@", "nobody_at_all@"), "the server knows no such user"),
        # no password, a wrong one
        (("postgres@", "locked@"), "the server wants a password"),
        (("postgres@", "locked:s3cret@"), "the user or the password is wrong"),
    ],
)
def test_who_is_not_let_in_is_told_why(
    place: Address, tmp_path: Path, change: tuple[str, str], said: str
) -> None:
    """In one sentence, which names the ledger and no password."""
    url = place.url.replace(*change)
    if "127" in url or "invalid" in url:
        url = url.partition("?")[0]
    shown = tollbook("show", "--ledger", url, at=tmp_path)
    assert (shown.status, shown.out) == (1, "")
    assert shown.err.startswith(f"tollbook: {Address.of(url)}: {said}")
    assert shown.err.count("\n") == 1
    assert "cret" not in shown.err
    with pytest.raises(LedgerError, match=re.escape(said)):
        Ledger.exists(url)


def test_who_may_not_connect_is_told_so(place: Address) -> None:
    user = f"outsider_{uuid4().hex[:8]}"
    name = place.url.partition("@/")[2].partition("?")[0]
    postgres.run_sql(
        place, f"CREATE ROLE {user} LOGIN", f"REVOKE CONNECT ON DATABASE {name} FROM PUBLIC"
    )
    with pytest.raises(LedgerError, match="the server does not let this user in"):
        Ledger.open(postgres.other_user(place, user))
    postgres.run_sql(place, f"DROP ROLE {user}")


# Rights


@pytest.fixture
def team(place: Address) -> Iterator[dict[str, Address]]:
    """The ledger with the rights of the page on teams, as its owner and as others see it."""
    [recipe] = re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL)
    mark = uuid4().hex[:8]
    roles = {name: f"{name}_{mark}" for name in ("reader", "writer", "desk")}
    users = {name: f"as_{name}_{mark}" for name in ("reader", "writer", "desk", "nobody")}
    for name, role in roles.items():
        recipe = recipe.replace(f"tollbook_{name}", role)
    postgres.run_sql(
        place,
        recipe,
        *(f"CREATE ROLE {user} LOGIN" for user in users.values()),
        *(f"GRANT {role} TO {users[name]}" for name, role in roles.items()),
    )
    with Ledger.open(place) as ledger:
        ledger.add(BRIEFING, STATEMENTS, RUN, AT)
    try:
        yield {name: postgres.other_user(place, user) for name, user in users.items()}
    finally:
        for role in (*users.values(), *roles.values()):
            postgres.run_sql(place, f"DROP OWNED BY {role}", f"DROP ROLE {role}")


def test_a_writer_can_do_all_that_a_ledger_is_for(team: dict[str, Address]) -> None:
    page = a_document("Police said 7 men were hurt.", id="later")
    with Ledger.open(team["writer"]) as ledger:
        assert ledger.add(page, [a_figure(page, "7 men", low=7)], RUN, AT) == "added"
        ledger.decide(APART)
        assert ledger.search("7 men") == ("later#1",)
        assert ledger.verify().holds


@pytest.mark.parametrize("user", ["reader", "writer", "desk"])
def test_nobody_can_change_what_is_there(team: dict[str, Address], user: str) -> None:
    """Neither the rows nor their guards: all of it takes the owner."""
    columns = {name: table.columns.keys()[0] for name, table in metadata.tables.items()}
    for table, column in (columns | {"search": "own", "tollbook_schema": "version_num"}).items():
        for command in (
            f"DELETE FROM {table}",  # noqa: S608 - our own names
            f"UPDATE {table} SET {column} = {column}",  # noqa: S608 - as above
            f"TRUNCATE {table}",
            f"ALTER TABLE {table} DISABLE TRIGGER ALL",
            f"CREATE TRIGGER mine BEFORE INSERT ON {table} EXECUTE FUNCTION tollbook_refuse()",
            f"DROP TABLE {table}",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                postgres.run_sql(team[user], command)
    for table in columns:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            postgres.run_sql(team[user], f"DROP TRIGGER {table}_no_change ON {table}")
    for command in (
        "SET session_replication_role = replica",
        "DROP FUNCTION tollbook_refuse() CASCADE",
        "CREATE OR REPLACE FUNCTION tollbook_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RETURN NULL; END $$",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            postgres.run_sql(team[user], command)
    with Ledger.open(team[user], writable=False) as ledger:
        assert ledger.verify().holds


def test_a_reader_reads_and_is_told_that_it_may_not_write(
    team: dict[str, Address], tmp_path: Path
) -> None:
    with open_ledger(team["reader"]) as ledger:
        assert len(ledger.statements()) == len(STATEMENTS)
        assert ledger.search("kursk soldiers") == ("briefing#1",)
    with (
        Ledger.open(team["reader"]) as opened,
        pytest.raises(LedgerError, match="this user may not do that; ask whoever owns the ledger"),
    ):
        opened.decide(APART)
    shown = tollbook("show", "--ledger", team["nobody"], at=tmp_path)
    assert (shown.status, shown.err.count("\n")) == (1, 1)
    assert "this user may not do that" in shown.err


def test_only_the_desk_sees_the_accounts(team: dict[str, Address]) -> None:
    with Ledger.open(team["desk"]) as ledger:
        accounts = Accounts(ledger)
        accounts.add_user("ines", "editor", "correct horse battery staple", by="ana")
        assert [user.name for user in accounts.users()] == ["ines"]
    for user in ("reader", "writer"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            postgres.run_sql(team[user], "SELECT * FROM users")


def test_an_upgrade_is_the_owners_business(team: dict[str, Address], place: Address) -> None:
    tamper(place, "UPDATE tollbook_schema SET version_num = '0004'")
    with pytest.raises(LedgerError, match="may not do that"):
        Ledger.open(team["writer"])
