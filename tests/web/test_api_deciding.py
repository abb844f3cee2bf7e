"""Decisions over the API: entered with their person, never over somebody else's."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from tollbook.app.decide import login_name
from tollbook.cli.app import app
from tollbook.web.api.app import PREFIX
from tollbook.web.desk import Desk
from tollbook.web.people import Person
from tollbook.web.site import create_app
from web.api_tools import sentence

FIGURE = "2025-04-30-northern-courier#1"
STATEMENT = f"{PREFIX}/statements/{quote(FIGURE)}"
WHY = {"reason": "the page says so"}


def state(client: TestClient) -> str:
    return str(client.get(STATEMENT).json()["state"])


def test_a_statement_is_confirmed_corrected_rejected_and_brought_back(client: TestClient) -> None:
    """Each is entered under the name of whoever asks, and counts from then on."""
    made = client.post(f"{STATEMENT}/confirm", json={})
    assert made.status_code == 201
    assert (made.json()["kind"], made.json()["by"]) == ("confirm", login_name())
    assert state(client) == "confirmed"
    corrected = client.post(f"{STATEMENT}/correct", json=WHY | {"changes": {"low": 7, "high": 7}})
    assert corrected.status_code == 201
    now = client.get(STATEMENT).json()
    assert (now["state"], now["statement"]["low"]) == ("corrected", 7)
    assert set(now["fields"]) == {"low", "high"}
    assert now["machine"]["low"] != 7
    assert client.post(f"{STATEMENT}/reject", json=WHY).status_code == 201
    assert client.get(STATEMENT).json()["statement"] is None
    entry = client.get(STATEMENT).json()["last"]
    undone = client.post(f"{PREFIX}/decisions/{entry}/undo", json=WHY)
    assert undone.status_code == 201
    assert state(client) == "corrected"
    kinds = [one["kind"] for one in client.get(f"{PREFIX}/decisions").json()["items"]]
    assert kinds == ["confirm", "correct", "reject", "undo"]


def test_a_statement_that_was_missed_is_added(client: TestClient) -> None:
    page = client.get(f"{PREFIX}/documents/2025-04-30-northern-courier").json()
    body = WHY | {"fields": {"measure": "injured", "low": 3, "high": 3}, "start": 0, "end": 20}
    made = client.post(f"{PREFIX}/documents/{page['id']}/statements", json=body)
    assert made.status_code == 201
    added = client.get(f"{PREFIX}/statements/{quote(made.json()['value'])}").json()
    assert added["state"] == "added"
    assert added["statement"]["evidence"]["quote"] == page["text"][:20]


def test_who_saw_an_older_state_is_shown_the_newer_decision(client: TestClient) -> None:
    """`expect` and `If-Match` both refuse what would overwrite somebody else."""
    seen = client.get(STATEMENT)
    client.post(f"{STATEMENT}/reject", json={"reason": "it is a rumour", "expect": 0})
    late = client.post(f"{STATEMENT}/confirm", json={"expect": seen.json()["last"]})
    assert late.status_code == 409
    assert "since you looked at it" in sentence(late)
    assert late.json()["decision"]["reason"] == "it is a rumour"
    tag = {"If-Match": seen.headers["etag"]}
    changed = client.post(f"{STATEMENT}/confirm", json={}, headers=tag)
    assert changed.status_code == 412
    assert changed.json()["decision"]["kind"] == "reject"
    assert state(client) == "rejected"
    tag = {"If-Match": client.get(STATEMENT).headers["etag"]}
    assert client.post(f"{STATEMENT}/confirm", json={}, headers=tag).status_code == 201


def test_findings_predictions_voices_and_claims_are_decided_on(client: TestClient) -> None:
    key = client.get(f"{PREFIX}/findings?limit=1").json()["items"][0]["key"]
    open_ones = client.get(f"{PREFIX}/findings").json()["total"]
    assert client.post(f"{PREFIX}/findings/{key}/judgement", json=WHY).status_code == 201
    assert client.get(f"{PREFIX}/findings").json()["total"] == open_ones - 1
    assert client.get(f"{PREFIX}/findings/{key}").json()["judgement"]["by"] == login_name()

    id = client.get(f"{PREFIX}/predictions?limit=1").json()["items"][0]["id"]
    marked = WHY | {"outcome": "met", "evidence": [FIGURE]}
    made = client.post(f"{PREFIX}/predictions/{quote(id)}/outcome", json=marked)
    assert made.status_code == 201
    assert client.get(f"{PREFIX}/predictions/{quote(id)}").json()["status"] == "met"

    one, other = [one["name"] for one in client.get(f"{PREFIX}/voices").json()["items"][:2]]
    for way, value in (("join", "one"), ("part", "two")):
        made = client.post(f"{PREFIX}/voices/{way}", json=WHY | {"one": one, "other": other})
        assert (made.status_code, made.json()["value"]) == (201, value)

    claims = client.get(f"{PREFIX}/claims?measure=killed").json()["items"]
    pair = {"one": claims[0]["statements"][0], "other": claims[1]["statements"][0]}
    for way in ("join", "separate"):
        made = client.post(f"{PREFIX}/claims/{way}", json=WHY | pair)
        assert (made.status_code, made.json()["kind"]) == (201, way)


@pytest.mark.parametrize(
    ("address", "body", "status", "words"),
    [
        (f"{STATEMENT}/reject", {}, 422, "reason: this is needed"),
        (f"{STATEMENT}/reject", {"reason": "  "}, 422, "reason: "),
        (f"{STATEMENT}/reject", WHY | {"colour": 1}, 422, "colour: "),
        (f"{STATEMENT}/correct", WHY, 409, "name a field and its value"),
        (f"{STATEMENT}/correct", WHY | {"changes": {"colour": 1}}, 409, "colour"),
        (f"{STATEMENT}/correct", WHY | {"changes": {"low": "many"}}, 409, ""),
        (f"{STATEMENT}/correct", WHY | {"changes": {"low": -1, "high": -1}}, 409, ""),
        (f"{STATEMENT}/correct", WHY | {"changes": {"low": {"a": []}}}, 409, ""),
        (f"{STATEMENT}/correct", WHY | {"changes": {"place": [1]}}, 409, ""),
        (f"{STATEMENT}/correct", WHY | {"changes": {"period": 3.5}}, 409, ""),
        (f"{STATEMENT}/correct", WHY | {"words": {"low": "not on this page"}}, 409, ""),
        (f"{PREFIX}/statements/x%231/confirm", {}, 404, "no statement is called 'x#1'"),
        (f"{PREFIX}/documents/x/statements", WHY | {"fields": {}, "start": 0, "end": 1}, 404, "x"),
        (f"{PREFIX}/decisions/9999/undo", WHY, 404, "entry 9999 is no decision"),
        (f"{PREFIX}/decisions/1/undo", WHY, 404, "entry 1 is no decision"),
        (f"{PREFIX}/findings/none/judgement", WHY, 409, "none"),
        (f"{PREFIX}/predictions/x/outcome", WHY | {"outcome": "met"}, 404, "no prediction"),
        (f"{PREFIX}/voices/join", WHY | {"one": "Nobody", "other": "No one"}, 409, "no voice is"),
        (f"{PREFIX}/claims/join", WHY | {"one": FIGURE, "other": FIGURE}, 409, "name two of them"),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused(
    client: TestClient, address: str, body: Any, status: int, words: str
) -> None:
    """And nothing is entered."""
    head = client.get(f"{PREFIX}/ledger").json()["head"]
    got = client.post(address, json=body)
    assert got.status_code == status
    assert words in sentence(got)
    assert client.get(f"{PREFIX}/ledger").json()["head"] == head


def test_a_report_is_read_once(client: TestClient) -> None:
    body = {
        "name": "../hill/radio.txt",
        "text": "BENI, March 5, 2025 - Militants killed at least 14 farmers near Beni on Tuesday, "
        "the mayor said.",
        "publisher": "Hill Radio",
    }
    made = client.post(f"{PREFIX}/documents", json=body)
    assert made.status_code == 201
    [document] = made.json()["documents"]
    assert (document["document"], document["outcome"]) == ("radio", "added")
    assert document["statements"] >= 1
    again = client.post(f"{PREFIX}/documents", json=body)
    assert (again.status_code, again.json()["documents"][0]["outcome"]) == (200, "unchanged")
    page = client.get(f"{PREFIX}/documents/radio").json()
    assert page["text"].startswith("BENI")
    assert page["publisher"] == "Hill Radio"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 201),
        ({"Origin": "http://127.0.0.1"}, 201),
        ({"Sec-Fetch-Site": "same-origin"}, 201),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Cookie": "csrf=abc"}, 403),
        ({"Cookie": "csrf=abc", "X-CSRF-Token": "abd"}, 403),
        ({"Cookie": "csrf=abc", "X-CSRF-Token": "abc"}, 201),
    ],
)
def test_another_site_can_make_no_browser_decide(
    client: TestClient, headers: dict[str, str], status: int
) -> None:
    """A call without a token must come from this site or from no browser at all."""
    assert client.post(f"{STATEMENT}/confirm", json={}, headers=headers).status_code == status


def test_a_body_must_be_json_and_of_bounded_size(client: TestClient) -> None:
    form = client.post(f"{STATEMENT}/confirm", data={"reason": "x"})
    assert form.status_code in (415, 422)
    assert sentence(form)
    broken = client.post(
        f"{STATEMENT}/confirm", content=b"{", headers={"Content-Type": "application/json"}
    )
    assert "not JSON" in sentence(broken)
    large = client.post(f"{PREFIX}/documents", json={"text": "a" * 3_000_000})
    assert large.status_code == 413
    assert "larger than" in sentence(large)


def test_who_may_only_look_decides_nothing(desk: Desk) -> None:
    """A route says what it needs; whoever may not is refused in one sentence."""
    site = create_app(desk, lambda _: Person("ana", may=frozenset({"look"})))
    with TestClient(site, base_url="http://127.0.0.1") as client:
        assert client.get(STATEMENT).status_code == 200
        got = client.post(f"{STATEMENT}/confirm", json={})
        assert got.status_code == 403
        assert "ana may not do this" in sentence(got)


def test_a_list_shows_what_people_decided_as_the_command_line_does(
    client: TestClient, ledger_path: Path
) -> None:
    client.post(f"{STATEMENT}/correct", json=WHY | {"changes": {"low": 7, "high": 7}})
    [listed] = client.get(f"{PREFIX}/statements?state=corrected").json()["items"]
    shown = ["show", "--state", "corrected", "--format", "json", "--ledger", str(ledger_path)]
    assert [listed] == json.loads(CliRunner().invoke(app, shown).stdout)
    assert listed["review"]["state"] == "corrected"
    reviewed = client.get(f"{PREFIX}/reviews?state=corrected").json()["items"]
    assert [one["id"] for one in reviewed] == [FIGURE]


FOUR_WORDS = "four words about herons"


def test_a_team_s_desk_asks_programs_for_a_token(client: TestClient, desk: Desk) -> None:
    """A token speaks in the name of its user, and may do no more than its role."""
    accounts = desk.all_accounts
    accounts.add_user("ada", "admin", FOUR_WORDS, by="setup")
    accounts.add_user("cleo", "coder", FOUR_WORDS, by="setup")
    _, secret = accounts.new_token("cleo", "import", by="cleo")
    _, looking = accounts.new_token("cleo", "screen", by="cleo", role="reader")
    refused = client.get(f"{PREFIX}/claims")
    assert refused.status_code == 401
    assert refused.headers["www-authenticate"] == "Bearer"
    assert "bearer token" in sentence(refused)
    assert client.get(f"{PREFIX}/claims", headers=bearer("no-such-token")).status_code == 401

    made = client.post(f"{STATEMENT}/confirm", json={}, headers=bearer(secret))
    assert (made.status_code, made.json()["by"]) == (201, "cleo")
    assert client.get(STATEMENT, headers=bearer(looking)).json()["by"] == "cleo"
    assert client.post(f"{STATEMENT}/confirm", json={}, headers=bearer(looking)).status_code == 403
    voices = WHY | {"one": "Kyiv", "other": "Seoul"}
    refused = client.post(f"{PREFIX}/voices/join", json=voices, headers=bearer(secret))
    assert refused.status_code == 403


def test_a_coder_undoes_what_coders_may_decide(client: TestClient, desk: Desk) -> None:
    accounts = desk.all_accounts
    accounts.add_user("ada", "admin", FOUR_WORDS, by="setup")
    accounts.add_user("cleo", "coder", FOUR_WORDS, by="setup")
    admin, coder = (bearer(accounts.new_token(name, "t", by=name)[1]) for name in ("ada", "cleo"))
    key = client.get(f"{PREFIX}/findings?limit=1", headers=admin).json()["items"][0]["key"]
    judged = client.post(f"{PREFIX}/findings/{key}/judgement", json=WHY, headers=admin).json()
    made = client.post(f"{STATEMENT}/confirm", json={}, headers=admin).json()
    for decision, status in ((judged, 403), (made, 201)):
        undo = f"{PREFIX}/decisions/{decision['entry']}/undo"
        assert client.post(undo, json=WHY, headers=coder).status_code == status


def bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}
