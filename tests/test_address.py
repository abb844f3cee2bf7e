"""Where a ledger is: a path, or a database, whose password is never shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from terminal import tollbook
from tollbook.model.address import Address
from tollbook.model.problem import LedgerError


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("kursk.db", "kursk.db"),
        ("/srv/war.db", "/srv/war.db"),
        # a file, though it looks a little like something else
        ("postgres/war.db", "postgres/war.db"),
        ("postgresql:war.db", "postgresql:war.db"),
        ("postgresql://ana@desk.example/war", "postgresql://ana@desk.example/war"),
        ("postgres://desk.example:5433/war", "postgres://desk.example:5433/war"),
        ("postgresql:///war", "postgresql:///war"),
        ("postgresql://", "postgresql://"),
        ("postgresql://[::1]:5433/war", "postgresql://[::1]:5433/war"),
        ("postgresql://one:5432,two:5433/war", "postgresql://one:5432,two:5433/war"),
        # the password is left out wherever it stands
        ("postgresql://ana:s3cret@desk.example/war", "postgresql://ana@desk.example/war"),
        ("postgresql://ana:s%40cret@desk.example/war", "postgresql://ana@desk.example/war"),
        ("postgresql://ana:@desk.example/war", "postgresql://ana@desk.example/war"),
        ("postgresql://:s3cret@/war", "postgresql://@/war"),
        ("postgresql:///war?user=ana&password=s3cret", "postgresql:///war?user=ana"),
        (
            "postgresql:///war?PASSWORD=s3cret&host=/run&sslpassword=s3cret",
            "postgresql:///war?host=/run",
        ),
    ],
)
def test_an_address_is_shown_without_its_password(given: str, shown: str) -> None:
    address = Address.of(given)
    assert str(address) == shown
    assert "cret" not in repr(address)
    assert (address.file is None) == given.startswith(("postgresql://", "postgres://"))
    assert Address.of(address) is address


@pytest.mark.parametrize(
    "given",
    [
        # what is part of a password could be taken for a host, which messages name
        "postgresql://ana:s3@cret@desk.example/war",
        "postgresql://ana:s3/cret@desk.example/war",
        "postgresql://ana:s3?cret@desk.example/war",
        "postgresql://ana:s3#cret@desk.example/war",
        "postgresql://ana:s3[cret@desk.example/war",
    ],
)
def test_a_password_with_bare_signs_is_refused_and_not_repeated(given: str, tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="write its signs as %40") as refused:
        Address.of(given)
    assert "cret" not in str(refused.value)
    shown = tollbook("show", "--ledger", given, at=tmp_path)
    assert (shown.status, shown.out) == (2, "")
    assert "can't be understood" in " ".join(shown.err.split())
    assert "cret" not in shown.err


def test_a_ledger_lies_in_the_folder_of_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database lies in the working directory, or where the environment says."""
    monkeypatch.setenv("TOLLBOOK_FOLDER", str(tmp_path))
    assert Address.of("postgresql:///war").folder == tmp_path
    assert Address.of("kursk/war.db").folder == Path("kursk")
    monkeypatch.delenv("TOLLBOOK_FOLDER")
    assert Address.of("postgresql:///war").folder == Path()
