"""What `doctor` finds wrong, each by a fault made on purpose, and that it changes nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from importlib import metadata
from pathlib import Path

import pytest

import tollbook as library
from factories import a_document, a_figure
from ledger_tools import RUN
from terminal import tollbook
from tollbook.app.doctor import doctor, installation, is_sound
from tollbook.app.doctor.ledger import look_at_ledger
from tollbook.app.doctor.second_reader import VARIABLE, look_at_second_reader
from tollbook.ledger import Ledger
from tollbook.model.address import Address
from tollbook.model.diagnosis import Diagnosis

AT = datetime(2025, 2, 3, 12, tzinfo=UTC)


def _ledger(path: Path, at: datetime = AT) -> Address:
    with Ledger.open(path) as ledger:
        page = a_document("The army said 3 men died.", published=date(2025, 2, 3))
        ledger.add(page, [a_figure(page, "3 men died", low=3)], RUN, at)
    return Address.of(path)


def _wrong(address: Address, *, full: bool = False) -> dict[str, str]:
    looked = look_at_ledger(address, full=full)
    return {one.name: one.found for one in looked if one.health == "wrong"}


def test_a_ledger_that_is_sound(tmp_path: Path) -> None:
    path = tmp_path / "sound.db"
    address = _ledger(path)
    before = path.read_bytes()
    for full in (False, True):
        looked = list(look_at_ledger(address, full=full))
        names = ["ledger", "contents", "clock", "space", "permission"]
        assert [one.name for one in looked] == names
        assert is_sound(looked)
    assert path.read_bytes() == before


def test_a_ledger_that_is_not_there(tmp_path: Path) -> None:
    assert "no ledger at" in _wrong(Address.of(tmp_path / "none.db"))["ledger"]
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_ledger(tmp_path: Path) -> None:
    (tmp_path / "noise.db").write_bytes(b"\x00\x01 noise" * 500)
    assert "not a ledger" in _wrong(Address.of(tmp_path / "noise.db"))["ledger"]


def test_a_ledger_that_is_damaged(tmp_path: Path) -> None:
    """A page in the middle of the file is overwritten."""
    path = tmp_path / "damaged.db"
    address = _ledger(path)
    content = bytearray(path.read_bytes())
    content[-8192:] = b"\xee" * 8192
    path.write_bytes(content)
    assert _wrong(address).keys() & {"contents", "ledger"}


def test_entries_from_the_future(tmp_path: Path) -> None:
    later = datetime.now(UTC) + timedelta(days=2)
    assert "later than now" in _wrong(_ledger(tmp_path / "future.db", later))["clock"]


@pytest.mark.parametrize(
    ("environment", "health", "found"),
    [
        ({}, None, ""),
        ({VARIABLE: "http://localhost:1/v1"}, "note", "localhost was not contacted"),
        ({VARIABLE: "localhost"}, "wrong", "can't be understood"),
        ({VARIABLE: "http://[x/"}, "wrong", "can't be understood"),
        ({VARIABLE: "dir:/nowhere/at/all"}, "note", "the first request makes it"),
        ({VARIABLE: f"dir:{__file__}"}, "wrong", "not a folder"),
    ],
)
def test_the_second_reader(environment: Mapping[str, str], health: str | None, found: str) -> None:
    looked = list(look_at_second_reader(environment, network=False))
    assert [one.health for one in looked] == ([health] if health else [])
    assert all(found in one.found for one in looked)


def test_a_second_reader_that_does_not_answer() -> None:
    [one] = look_at_second_reader({VARIABLE: "http://127.0.0.1:1/v1"}, network=True)
    assert (one.health, "can't be reached" in one.found) == ("wrong", True)


def test_the_installation_is_named_where_it_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    """A package of a version that does not fit, and an extra that is missing."""
    real = metadata.version
    monkeypatch.setattr(metadata, "version", lambda name: "0.1" if name == "rich" else real(name))
    monkeypatch.setattr(installation, "EXTRAS", {"tables": ("exports", ("no_such_module",))})
    looked = {one.name: one for one in doctor()}
    assert looked["packages"].found.startswith("rich is of version 0.1, not ")
    assert looked["packages"].advice.startswith("pip install 'rich")
    assert looked["tables"].health == "note"
    assert looked["language model"].health == "sound"


def test_it_is_part_of_the_library(tmp_path: Path) -> None:
    looked = library.doctor(_ledger(tmp_path / "l.db"))
    assert all(isinstance(one, Diagnosis) for one in looked)
    assert is_sound(looked)


def test_its_status_tells(tmp_path: Path) -> None:
    (tmp_path / "noise.db").write_bytes(b"noise" * 500)
    ran = tollbook("doctor", "--ledger", "noise.db", "--format", "json", at=tmp_path)
    assert ran.status == 1
    assert [one["name"] for one in json.loads(ran.out) if one["health"] == "wrong"] == ["ledger"]
