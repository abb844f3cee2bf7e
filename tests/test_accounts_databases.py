"""Accounts are the same in a file and in PostgreSQL."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tollbook.accounts import Accounts
from tollbook.ledger import Ledger
from tollbook.model.account import SignInError, TooManyAttemptsError
from tollbook.model.address import Address
from tollbook.model.problem import LedgerError
from tollbook.settings import Safety

CHEAP = Safety(password_memory_kib=64, password_passes=1, password_lanes=1)
PHRASE = "four unrelated words here"


def test_accounts_work_in_every_database(path: Address) -> None:
    """Users, sessions, tokens, limits and the history, one after the other."""
    accounts = Accounts(Ledger.open(path), CHEAP)
    assert not accounts.has_users()
    accounts.add_user("Ana", "admin", PHRASE, by="setup")
    accounts.add_user("Zoë", "coder", PHRASE, by="Ana")
    _, session = accounts.sign_in("ZOË", PHRASE, address="192.0.2.7")
    token, secret = accounts.new_token("Zoë", "export", by="Zoë")
    for found in (accounts.find_session(session), accounts.find_bearer(secret)):
        assert found is not None
        assert (found.name, found.role) == ("Zoë", "coder")
    assert accounts.tokens()[0].used_at is not None
    accounts.revoke_token(token.id, by="Ana")
    accounts.set_role("Zoë", "editor", by="Ana")
    assert accounts.find_session(session) is None
    assert accounts.find_bearer(secret) is None
    for _ in range(CHEAP.sign_in_failures_by_name):
        with pytest.raises(SignInError, match="wrong"):
            accounts.sign_in("Zoë", "not the phrase", address="192.0.2.7")
    with pytest.raises(TooManyAttemptsError):
        accounts.sign_in("Zoë", PHRASE, address="192.0.2.7")
    accounts.remove_user("Zoë", by="Ana")
    assert [event.action for event in accounts.history()] == [
        "user_added",
        "user_added",
        "signed_in",
        "token_made",
        "token_revoked",
        "role_changed",
        "user_removed",
    ]
    accounts.close()


@pytest.mark.parametrize(
    "command", ["UPDATE account_history SET action = 'x'", "DELETE FROM account_history"]
)
def test_no_database_lets_its_history_be_changed(path: Address, command: str) -> None:
    with Ledger.open(path) as ledger:
        Accounts(ledger, CHEAP).add_user("Ana", "admin", PHRASE, by="setup")
        refused = pytest.raises((LedgerError, DBAPIError), match="append-only")
        with refused, ledger.writing() as connection:
            connection.execute(text(command))
        assert ledger.verify().holds
