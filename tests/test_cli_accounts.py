"""Users and tokens on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from terminal import Ran, tollbook

PHRASE = "four unrelated words here"


def run(folder: Path, *args: str, given: str = "") -> Ran:
    return tollbook(*args, at=folder, given=given, TOLLBOOK_BY="Ana")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a ledger that has one user."""
    done = run(tmp_path, "user", "add", "Ines", "--role", "editor", given=f"{PHRASE}\n")
    assert (done.out, done.err) == ("Ines: editor.\n", "")
    return tmp_path


def test_users_come_and_go(folder: Path) -> None:
    assert run(folder, "user", "role", "ines", "admin").out == "Ines: admin.\n"
    assert run(folder, "user", "password", "Ines", given="other words this time\n").status == 0
    [listed] = json.loads(run(folder, "user", "list", "--format", "json").out)
    assert (listed["name"], listed["role"]) == ("Ines", "admin")
    assert run(folder, "user", "remove", "Ines").out == "Ines: removed.\n"
    assert run(folder, "user", "list").err == "There are no users.\n"
    history = run(folder, "user", "history").out
    assert [line.partition("Ana, ")[2] for line in history.splitlines()] == [
        "user added: Ines (role editor)",
        "role changed: Ines (before editor, role admin)",
        "password changed: Ines",
        "user removed: Ines",
    ]


def test_a_token_is_shown_once(folder: Path) -> None:
    """The secret alone goes to standard output, so that a program can take it from a pipe."""
    made = run(folder, "token", "new", "Ines", "--name", "nightly export", "--role", "reader")
    assert made.out.startswith("tbk_")
    assert "reader in the name of Ines" in made.err
    listed = run(folder, "token", "list")
    assert made.out.strip() not in listed.out
    [token] = json.loads(run(folder, "token", "list", "--format", "json").out)
    assert token["id"] in made.err
    revoked = run(folder, "token", "revoke", token["id"])
    assert revoked.out == f"{token['id']} (nightly export): revoked.\n"
    assert "revoked" in run(folder, "token", "list").out


@pytest.mark.parametrize(
    ("args", "given", "status", "said"),
    [
        (("user", "add", "Bo"), "short\n", 1, "the password is too short"),
        (("user", "add", "Bo"), "", 1, "the password is too short"),
        (("user", "add", "Ines"), f"{PHRASE}\n", 1, "already"),
        (("user", "add", "Bo", "--role", "owner"), f"{PHRASE}\n", 2, "'owner' is not one of"),
        (("user", "remove", "B\x1bo"), "", 1, "there is no user 'B\\x1bo'"),
        (("token", "new", "Ines", "--name", "x", "--role", "admin"), "", 1, "only editor"),
        (("token", "revoke", "x"), "", 1, "there is no token 'x'"),
        (("user", "add", "Bo", PHRASE), "", 2, "unexpected extra argument"),
    ],
)
def test_what_can_not_be_done_is_said_in_a_sentence(
    folder: Path, args: tuple[str, ...], given: str, status: int, said: str
) -> None:
    done = run(folder, *args, given=given)
    assert (done.status, done.out) == (status, "")
    assert said in " ".join(done.err.replace("│", " ").split())


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "desk.example"])  # noqa: S104
def test_nobody_else_is_served_as_long_as_there_are_no_users(tmp_path: Path, host: str) -> None:
    """It says how to add one."""
    done = run(tmp_path, "serve", "--host", host)
    assert (done.status, done.out) == (2, "")
    assert "there are no users" in done.err
    assert "tollbook user add NAME --role admin" in done.err


def test_a_desk_for_others_says_how_it_is_reached(folder: Path) -> None:
    done = run(folder, "serve", "--host", "0.0.0.0")  # noqa: S104 - it refuses
    assert (done.status, done.out) == (2, "")
    assert "--name desk.example" in done.err


def test_names_are_hidden_from_a_role_there_is(folder: Path) -> None:
    done = run(folder, "serve", "--private-names", "owner")
    assert done.status == 2
    assert "'owner' is not one of reader, coder, editor, admin" in " ".join(done.err.split())
