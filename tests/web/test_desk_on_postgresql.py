"""The desk over a database shows the same pages as over a file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

import postgres
import tollbook
from tollbook.model.problem import ConflictError
from tollbook.web.desk import Desk
from tollbook.web.site import create_app

ADDRESSES = (
    "/",
    "/documents",
    "/documents/2025-01-14-daily-lantern",
    "/statements?words=kursk&measure=killed",
    "/statements.csv",
    "/statements?as-known-on=2020-01-01",
    "/findings",
    "/predictions",
    "/voices",
    "/review",
    "/api/v1/statements?measure=killed",
)


@pytest.fixture
def team_desk(ledger_path: Path) -> Iterator[Desk]:
    """The example, copied into a database."""
    with postgres.a_database() as place:
        with tollbook.open(ledger_path) as ledger:
            assert ledger.copy_to(place).holds
        opened = Desk(place)
        yield opened
        opened.close()


def pages(client: TestClient) -> dict[str, tuple[int, str]]:
    """What each address answers; the tokens of forms are each visitor's own."""
    found = {address: client.get(address) for address in ADDRESSES}
    return {
        address: (answer.status_code, re.sub(r'(?<=value=")[\w.-]{30,}(?=")', "", answer.text))
        for address, answer in found.items()
    }


def test_pages_are_the_same(client: TestClient, team_desk: Desk) -> None:
    with TestClient(create_app(team_desk), base_url="http://127.0.0.1") as other:
        shown = pages(other)
    assert {status for status, _ in shown.values()} == {200}
    assert shown == pages(client)


def test_two_people_decide_on_one_statement(team_desk: Desk) -> None:
    """The second is shown the first one's word, and nothing of theirs is written."""
    with team_desk.ledger() as ledger:
        id = ledger.statements(measure="killed")[0].id
        ledger.confirm(id, by="Ines", expect=0)
        with pytest.raises(ConflictError):
            ledger.reject(id, by="Omar", reason="no", expect=0)
        assert [review.by for review in ledger.reviews(state="confirmed")] == ["Ines"]
        assert ledger.verify().holds
