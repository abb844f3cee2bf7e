"""Names of private persons are hidden from a role in pages, tables, records and the API alike."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

import tollbook
from hostile import PAGES, crawl
from tollbook.model.account import ROLES, Identity, Role, actions_of
from tollbook.model.case import Case
from tollbook.settings import Safety
from tollbook.web.desk import Desk
from tollbook.web.people import Person
from tollbook.web.site import create_app

CHEAP = Safety(password_memory_kib=64, password_passes=1, password_lanes=1)
PHRASE = "four unrelated words here"
REPORT = (
    "DALVARA, May 6, 2025 (Hill Wire) - Salma Idrisova, a nurse at the hospital in Dalvara, said "
    "14 people were killed on Monday.\n\nThe army said 9 soldiers were killed there.\n"
)
API = [f"/api/v1/{name}" for name in ("statements", "claims", "documents", "documents/report")]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk whose readers see no names, with a reader and a coder."""
    (tmp_path / "report.txt").write_text(REPORT)
    with tollbook.open(tmp_path / "team.db") as ledger:
        ledger.read(tmp_path / "report.txt")
    opened = Desk(tmp_path / "team.db", safety=CHEAP, names_for="coder")
    for role in ("reader", "coder", "admin"):
        opened.all_accounts.add_user(role, role, PHRASE, by="setup")
    yield opened
    opened.close()


def signed_in(desk: Desk, role: Role) -> TestClient:
    client = TestClient(create_app(desk), base_url="http://127.0.0.1")
    form = client.get("/sign-in").text.partition('name="csrf" value="')[2].partition('"')[0]
    client.post("/sign-in", data={"csrf": form, "name": role, "password": PHRASE})
    return client


def with_a_token(desk: Desk, role: Role) -> TestClient:
    _, secret = desk.all_accounts.new_token(role, "test", by="setup")
    headers = {"Authorization": f"Bearer {secret}"}
    return TestClient(create_app(desk), base_url="http://127.0.0.1", headers=headers)


def test_no_answer_to_a_reader_has_the_name(desk: Desk) -> None:
    """Everything that a link leads to; what is no text can't be cleaned, and is not given."""
    client = signed_in(desk, "reader")
    answers = list(crawl(client))
    assert len(answers) > len(PAGES)
    answers += [(path, "", client.get(path).text) for path in API]
    found = [path for path, _, text in answers if "Idrisova" in text or "Salma" in text]
    assert found == []
    assert any("[name hidden]" in text for _, _, text in answers)
    assert any("9 soldiers were killed" in text for _, _, text in answers)


def test_a_coder_sees_it(desk: Desk) -> None:
    client = signed_in(desk, "coder")
    assert "Salma Idrisova" in client.get("/documents/report").text
    assert "Salma Idrisova" in client.get("/api/v1/statements").text


@pytest.mark.parametrize(("role", "is_shown"), [("reader", False), ("coder", True)])
def test_a_token_shows_as_much_as_its_role(desk: Desk, role: Role, is_shown: bool) -> None:
    client = with_a_token(desk, role)
    for path in API:
        answer = client.get(path)
        assert answer.status_code == 200
        assert is_shown or "Idrisova" not in answer.text
    assert ("Idrisova" in client.get(API[0]).text) == is_shown


@pytest.mark.parametrize("role", ROLES)
def test_who_does_not_see_the_names_decides_nothing(role: Role) -> None:
    """A form would bring back the words that stand in their place."""
    identity = Identity(name="Bo", role=role)
    assert Person.of(identity, sees_names=False).may == {"look"}
    assert Person.of(identity, sees_names=True).may == actions_of(role)


def test_an_export_has_the_name_for_those_alone_who_may_see_it(desk: Desk) -> None:
    """A file that can't be cleaned afterwards is made without the names, or not at all."""
    with desk.ledger() as ledger:
        ledger.new_case(Case(name="dalvara", title="Dalvara", people=("people", "soldiers")))
    reader, coder = with_a_token(desk, "reader"), with_a_token(desk, "coder")
    export = "/api/v1/cases/dalvara/export"

    def statements(answer: Response) -> str:
        return ZipFile(BytesIO(answer.content)).read("statements.csv").decode()

    assert "Idrisova" in statements(coder.get(export))
    without = statements(reader.get(export))
    assert "[name hidden]" in without
    assert "Idrisova" not in without
    assert reader.get(export, params={"profile": "internal"}).status_code == 403
