"""Accounts: who gets in, with which role, and how they are kept out."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest
from argon2.exceptions import VerifyMismatchError

from ledger_tools import AT, BRIEFING, RUN, STATEMENTS, ask, assert_refused, tables_of
from tollbook.accounts import Accounts
from tollbook.accounts.passwords import hash_password
from tollbook.ledger import Ledger
from tollbook.model.account import (
    ROLES,
    AccountError,
    Action,
    Identity,
    SignInError,
    TooManyAttemptsError,
    may,
)
from tollbook.model.address import Address
from tollbook.settings import Safety

CHEAP = Safety(password_memory_kib=64, password_passes=1, password_lanes=1)
PHRASE = "four unrelated words here"
HOME = "192.0.2.7"


class Clock:
    """A clock that tests set forward."""

    def __init__(self) -> None:
        self.now = datetime(2025, 3, 1, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        """The time it shows."""
        return self.now

    def forward(self, **by: int) -> None:
        """Set it forward by so many days, hours and so on."""
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def accounts(path: Address, clock: Clock) -> Iterator[Accounts]:
    """The accounts of a ledger with an administrator and an editor."""
    opened = Accounts(Ledger.open(path), CHEAP, clock)
    opened.add_user("Ana", "admin", PHRASE, by="setup")
    opened.add_user("Ines Vega", "editor", PHRASE, by="Ana")
    yield opened
    opened.close()


# Roles


@pytest.mark.parametrize(
    ("action", "least"),
    [
        ("look", "reader"),
        ("review", "coder"),
        ("add", "editor"),
        ("decide", "editor"),
        ("manage", "admin"),
    ],
)
def test_each_action_takes_a_role_and_those_above_it_have_it_too(
    action: Action, least: str
) -> None:
    allowed = [role for role in ROLES if may(role, action)]
    assert allowed == list(ROLES[ROLES.index(least) :])


def test_every_action_is_in_the_table() -> None:
    assert [action for action in get_args(Action) if not may("admin", action)] == []


# Users


@pytest.mark.parametrize(
    ("name", "role", "password", "said"),
    [
        ("Bo", "reader", "too short", "too short"),
        ("Bo", "reader", "x" * 1001, "longer than"),
        ("Bo", "reader", "aaaaaaaaaaaaaaa", "easily guessed"),
        ("BoBo BoBo", "reader", "bobo bobobobo bobo", "easily guessed"),
        ("Bo", "owner", PHRASE, "not a role"),
        ("ana", "reader", PHRASE, "already"),
        ("ＡＮＡ", "reader", PHRASE, "already"),
        ("", "reader", PHRASE, "can't be a name"),
        ("a" * 61, "reader", PHRASE, "can't be a name"),
        ("An\u202ea", "reader", PHRASE, "can't be a name"),
        ("<b>Bo</b>", "reader", PHRASE, "can't be a name"),
        ("Bo\nAna", "reader", PHRASE, "can't be a name"),
    ],
)
def test_what_can_be_no_account_is_refused(
    accounts: Accounts, name: str, role: str, password: str, said: str
) -> None:
    with pytest.raises(AccountError, match=said):
        accounts.add_user(name, role, password, by="Ana")
    assert [user.name for user in accounts.users()] == ["Ana", "Ines Vega"]


def test_the_last_administrator_stays_one_while_there_are_others(accounts: Accounts) -> None:
    for change in (
        lambda: accounts.set_role("Ana", "reader", by="Ana"),
        lambda: accounts.remove_user("Ana", by="Ana"),
    ):
        with pytest.raises(AccountError, match="last administrator"):
            change()
    accounts.remove_user("Ines Vega", by="Ana")
    accounts.remove_user("Ana", by="Ana")
    assert accounts.users() == ()


def test_a_removed_user_is_shut_out_and_their_name_stays_theirs(accounts: Accounts) -> None:
    """Whoever is added under that name again has none of the old sessions and tokens."""
    _, session = accounts.sign_in("Ines Vega", PHRASE, address=HOME)
    _, secret = accounts.new_token("Ines Vega", "export", by="Ana")
    accounts.remove_user("ines vega", by="Ana")
    with pytest.raises(SignInError):
        accounts.sign_in("Ines Vega", PHRASE, address=HOME)
    accounts.add_user("Ines Vega", "reader", PHRASE, by="Ana")
    assert accounts.find_session(session) is None
    assert accounts.find_bearer(secret) is None
    assert [event.action for event in accounts.history() if event.subject == "Ines Vega"] == [
        "user_added",
        "signed_in",
        "user_removed",
        "user_added",
    ]


# Signing in


def test_a_session_is_that_of_its_user(accounts: Accounts) -> None:
    identity, shown = accounts.sign_in("INES VEGA", PHRASE, address=HOME)
    assert identity == Identity(name="Ines Vega", role="editor")
    assert accounts.find_session(shown) == identity
    accounts.sign_out(shown)
    assert accounts.find_session(shown) is None


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("Ines Vega", "wrong words entirely here"),
        ("Nobody", PHRASE),
        ("Ines Vega", PHRASE + " " * 2000),
        ("Ines Vega", ""),
        ("", ""),
    ],
)
def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(
    accounts: Accounts, name: str, password: str
) -> None:
    with pytest.raises(SignInError, match="the name or the password is wrong"):
        accounts.sign_in(name, password, address=HOME)


def test_an_unknown_name_costs_a_hash_as_well(
    accounts: Accounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise the time of the answer would say which names are known."""
    hashed: list[object] = []

    def count(hasher: object, stored: object, password: object) -> bool:
        hashed.append(stored)
        raise VerifyMismatchError

    monkeypatch.setattr("tollbook.accounts.passwords.PasswordHasher.verify", count)
    for name in ("Ines Vega", "Nobody"):
        with pytest.raises(SignInError):
            accounts.sign_in(name, PHRASE, address=HOME)
    assert len(hashed) == 2


def test_a_password_may_be_composed_in_two_ways(accounts: Accounts) -> None:
    accounts.set_password("Ines Vega", "caf\u00e9 au lait, four cups", by="Ana")
    accounts.sign_in("Ines Vega", "cafe\u0301 au lait, four cups", address=HOME)


def test_a_session_ends_when_nobody_uses_it_and_at_last_anyway(
    accounts: Accounts, clock: Clock
) -> None:
    _, shown = accounts.sign_in("Ana", PHRASE, address=HOME)
    clock.forward(hours=CHEAP.session_idle_hours, seconds=-1)
    assert accounts.find_session(shown)
    clock.forward(hours=CHEAP.session_idle_hours, seconds=1)
    assert accounts.find_session(shown) is None
    _, shown = accounts.sign_in("Ana", PHRASE, address=HOME)
    for _ in range(CHEAP.session_days * 3):
        clock.forward(hours=8)
        found = accounts.find_session(shown)
    assert found is None


def test_a_new_password_or_role_ends_all_sessions(accounts: Accounts) -> None:
    _, one = accounts.sign_in("Ines Vega", PHRASE, address=HOME)
    _, other = accounts.sign_in("Ines Vega", PHRASE, address="198.51.100.9")
    _, admins = accounts.sign_in("Ana", PHRASE, address=HOME)
    accounts.set_role("Ines Vega", "coder", by="Ana")
    assert [accounts.find_session(shown) for shown in (one, other)] == [None, None]
    _, again = accounts.sign_in("Ines Vega", PHRASE, address=HOME)
    accounts.change_password("Ines Vega", PHRASE, "quite different words now", address=HOME)
    assert accounts.find_session(again) is None
    assert accounts.find_session(admins)
    with pytest.raises(SignInError):
        accounts.sign_in("Ines Vega", PHRASE, address=HOME)


def test_only_who_knows_the_old_password_changes_it(accounts: Accounts) -> None:
    with pytest.raises(SignInError):
        accounts.change_password(
            "Ines Vega", "not it at all", "quite different words", address=HOME
        )
    accounts.sign_in("Ines Vega", PHRASE, address=HOME)


def test_a_hash_of_other_parameters_is_renewed_on_signing_in(
    accounts: Accounts, path: Address, clock: Clock
) -> None:
    before = ask(path, "SELECT password FROM users WHERE key = 'ana'")
    dearer = Safety(password_memory_kib=128, password_passes=2, password_lanes=1)
    later = Accounts(Ledger.open(path), dearer, clock)
    _, session = later.sign_in("Ana", PHRASE, address=HOME)
    after = ask(path, "SELECT password FROM users WHERE key = 'ana'")
    assert "m=64,t=1,p=1" in str(before)
    assert "m=128,t=2,p=1" in str(after)
    assert later.find_session(session)
    later.sign_in("Ana", PHRASE, address=HOME)
    assert ask(path, "SELECT password FROM users WHERE key = 'ana'") == after
    later.close()


def test_the_parameters_in_force_are_those_of_the_standard() -> None:
    assert hash_password(PHRASE, Safety()).startswith("$argon2id$v=19$m=65536,t=3,p=4$")


# Limits


def fail(accounts: Accounts, times: int, name: str = "Ana", address: str = HOME) -> None:
    for number in range(times):
        with pytest.raises(SignInError, match="wrong"):
            accounts.sign_in(name.format(number), "not the password", address=address)


def test_a_name_is_not_guessed_at_for_long(accounts: Accounts, clock: Clock) -> None:
    """Even the right password waits then, from wherever it comes; others get in."""
    fail(accounts, CHEAP.sign_in_failures_by_name)
    for name in ("Ana", "ANA "):
        with pytest.raises(TooManyAttemptsError, match="wait 15 minutes"):
            accounts.sign_in(name, PHRASE, address="198.51.100.9")
    accounts.sign_in("Ines Vega", PHRASE, address=HOME)
    clock.forward(minutes=CHEAP.sign_in_minutes, seconds=1)
    accounts.sign_in("Ana", PHRASE, address=HOME)


def test_success_takes_back_what_counted_against_a_name(accounts: Accounts) -> None:
    for _ in range(3):
        fail(accounts, CHEAP.sign_in_failures_by_name - 1)
        accounts.sign_in("Ana", PHRASE, address=HOME)


@pytest.mark.parametrize(
    ("address", "neighbour"),
    [(HOME, HOME), (HOME, f"::ffff:{HOME}"), ("2001:db8:1:2::3", "2001:db8:1:2:ffff::9")],
)
def test_an_address_does_not_try_name_after_name(
    accounts: Accounts, address: str, neighbour: str
) -> None:
    """An IPv6 network of a household counts as one address; success in between changes nothing."""
    fail(accounts, CHEAP.sign_in_failures_by_address - 1, "user {}", address)
    accounts.sign_in("Ana", PHRASE, address=address)
    fail(accounts, 1, "one more", address)
    with pytest.raises(TooManyAttemptsError):
        accounts.sign_in("Ana", PHRASE, address=neighbour)
    accounts.sign_in("Ana", PHRASE, address="203.0.113.5")


def test_limits_hold_over_processes_and_threads(
    accounts: Accounts, path: Address, clock: Clock
) -> None:
    others = [Accounts(Ledger.open(path), CHEAP, clock) for _ in range(4)]

    def attempt(number: int) -> str:
        try:
            others[number % 4].sign_in("Ana", "not the password", address=HOME)
        except SignInError as error:
            return type(error).__name__
        return "in"

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(attempt, range(30)))
    assert outcomes.count("SignInError") == CHEAP.sign_in_failures_by_name
    assert outcomes.count("TooManyAttemptsError") == 30 - CHEAP.sign_in_failures_by_name
    for other in others:
        other.close()


def test_what_is_typed_as_a_name_is_not_stored(accounts: Accounts, path: Address) -> None:
    """People type their password where the name belongs."""
    fail(accounts, 1, PHRASE)
    assert PHRASE not in str(ask(path, "SELECT * FROM sign_in_attempts"))


# Tokens


def test_a_token_speaks_in_its_users_name_with_at_most_their_role(accounts: Accounts) -> None:
    token, secret = accounts.new_token("Ines Vega", "export", by="Ines Vega")
    assert secret.startswith("tbk_")
    assert accounts.find_bearer(secret) == Identity(name="Ines Vega", role="editor", token=token.id)
    accounts.set_role("Ines Vega", "reader", by="Ana")
    assert accounts.find_bearer(secret) == Identity(name="Ines Vega", role="reader", token=token.id)
    with pytest.raises(AccountError, match="is only reader"):
        accounts.new_token("Ines Vega", "more", by="Ines Vega", role="coder")
    _, lower = accounts.new_token("Ana", "look", by="Ana", role="reader")
    assert accounts.find_bearer(lower).role == "reader"  # type: ignore[union-attr]


def test_a_token_ends(accounts: Accounts, clock: Clock) -> None:
    token, secret = accounts.new_token("Ana", "a week", by="Ana", days=7)
    other, second = accounts.new_token("Ana", "a year", by="Ana")
    clock.forward(days=6)
    assert accounts.find_bearer(secret)
    assert {one.used_at for one in accounts.tokens() if one.id == token.id} == {clock.now}
    clock.forward(days=1)
    assert accounts.find_bearer(secret) is None
    assert accounts.find_bearer(second)
    accounts.revoke_token(other.id, by="Ana")
    assert accounts.find_bearer(second) is None
    assert [event.subject for event in accounts.history()][-1] == other.id
    assert token.expires_at == clock.now


def test_a_new_password_revokes_tokens(accounts: Accounts) -> None:
    """Who changes a password fears that somebody knows it, and may have made a token with it."""
    _, secret = accounts.new_token("Ana", "export", by="Ana")
    accounts.set_password("Ana", "quite different words", by="Ana")
    assert accounts.find_bearer(secret) is None


@pytest.mark.parametrize(
    ("name", "days", "said"),
    [
        ("", None, "needs a name"),
        ("x" * 61, None, "needs a name"),
        ("a\x1b[2Jb", None, "needs a name"),
        ("x", 0, "lasts from"),
        ("x", 366, "lasts from"),
    ],
)
def test_a_token_has_a_name_and_an_end(
    accounts: Accounts, name: str, days: int | None, said: str
) -> None:
    with pytest.raises(AccountError, match=said):
        accounts.new_token("Ana", name, by="Ana", days=days)


def test_nobody_revokes_the_token_of_another_as_their_own(accounts: Accounts) -> None:
    token, _ = accounts.new_token("Ana", "export", by="Ana")
    with pytest.raises(AccountError, match="no token"):
        accounts.revoke_token(token.id, by="Ines Vega", user="Ines Vega")


# What is stored


def test_nothing_that_lets_anybody_in_is_stored_as_it_is(accounts: Accounts, path: Address) -> None:
    _, session = accounts.sign_in("Ana", PHRASE, address=HOME)
    _, secret = accounts.new_token("Ana", "export", by="Ana")
    accounts.close()
    stored = str([ask(path, f"SELECT * FROM {table}") for table in tables_of(path)])  # noqa: S608 - ours
    if path.file is not None:
        stored += str(b"".join(file.read_bytes() for file in path.folder.iterdir()))
    for shown in (PHRASE, session, secret, secret.removeprefix("tbk_")):
        assert shown not in stored


def test_the_history_can_only_be_added_to(accounts: Accounts, path: Address) -> None:
    for command in ("UPDATE account_history SET by = 'x'", "DELETE FROM account_history"):
        assert_refused(path, command)
    assert [event.by for event in accounts.history()] == ["setup", "Ana"]


def test_accounts_change_neither_the_chain_nor_its_head(accounts: Accounts, path: Address) -> None:
    with Ledger.open(path) as ledger:
        ledger.add(BRIEFING, STATEMENTS, RUN, AT)
        head = ledger.head()
        accounts.set_role("Ines Vega", "coder", by="Ana")
        found = ledger.verify()
    assert (found.head, found.faults if hasattr(found, "faults") else ()) == (head, ())
