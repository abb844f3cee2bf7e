"""Blind double coding: by two people, then compared, settled and confirmed by an editor."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from fastapi import Request
from fastapi.testclient import TestClient

from tollbook.web.desk import Desk
from tollbook.web.people import Person
from tollbook.web.site import create_app
from web.reviewing import PERSON, form_of, hidden, named, send

BULLETIN = "2024-12-19-evening-bulletin"
ROUND = "pilot"
ROUND_PAGE = f"/review/coding/round?name={ROUND}"


def coder_or_editor(request: Request) -> Person:
    """Coders may review and no more."""
    person = named(request)
    if person.name.startswith("Coder"):
        return Person(person.name, may=frozenset({"look", "review"}))
    return person


@pytest.fixture
def client(desk: Desk) -> Iterator[TestClient]:
    """The site, where a header says who asks."""
    app = create_app(desk, coder_or_editor)
    with TestClient(app, base_url="http://127.0.0.1") as client:
        yield client


def code(client: TestClient, who: str, id: str, action: str, reason: str = "") -> int:
    """Code a statement as somebody; the status of the answer."""
    client.headers[PERSON] = who
    fields = {"id": id, "action": action, "reason": reason, "expect": 0, "round": ROUND}
    status: int = send(client, "/review/decide", **fields).status_code
    del client.headers[PERSON]
    return status


def code_three(client: TestClient) -> None:
    """Two coders agree on two statements and differ on a third."""
    for who in ("Coder A", "Coder B"):
        assert code(client, who, f"{BULLETIN}#1", "confirm") == 303
        assert code(client, who, f"{BULLETIN}#2", "confirm") == 303
    assert code(client, "Coder A", f"{BULLETIN}#3", "confirm") == 303
    assert code(client, "Coder B", f"{BULLETIN}#3", "reject", "They are guesses") == 303


def test_a_coder_sees_nothing_of_the_other_and_nothing_takes_effect(
    client: TestClient, desk: Desk
) -> None:
    """Neither the codings nor what people decided in the open review."""
    id = f"{BULLETIN}#3"
    code(client, "Coder A", id, "reject", "They are guesses")
    for address in ("/review", "/review/coding", "/review/history", "/review/misfits"):
        shown = client.get(address, params={"round": ROUND, "at": id}, headers={PERSON: "Coder B"})
        assert "They are guesses" not in shown.text
    with desk.ledger() as ledger:
        assert ledger.review(id).state == "proposed"
        ledger.reject(id, by="Coder A", reason="An open word")
    shown = client.get("/review", params={"round": ROUND, "at": id}, headers={PERSON: "Coder B"})
    assert "An open word" not in shown.text
    assert 'class="state state-proposed"' in shown.text
    assert "Coder A" not in shown.text


def test_each_coder_has_a_queue_of_their_own(client: TestClient) -> None:
    """What one coded is gone from their queue, and still in that of the other; progress is told."""
    id = f"{BULLETIN}#3"
    code(client, "Coder A", id, "confirm")
    asked = {"round": ROUND, "document": BULLETIN}
    mine = client.get("/review", params=asked, headers={PERSON: "Coder A"}).text
    assert "1 coded by you" in mine
    assert hidden(mine, "id") != id
    other = client.get("/review", params=asked, headers={PERSON: "Coder B"}).text
    assert "0 coded by you" in other
    assert hidden(other, "id") == id


def test_a_coding_is_undone_by_its_coder(client: TestClient, desk: Desk) -> None:
    code(client, "Coder A", f"{BULLETIN}#3", "confirm")
    client.headers[PERSON] = "Coder A"
    shown = client.get("/review", params={"round": ROUND}).text
    assert (
        send(client, "/review/undo", entry=hidden(shown, "entry"), round=ROUND).status_code == 303
    )
    with desk.ledger() as ledger:
        assert ledger.coded_by(ROUND, "Coder A") == frozenset()


def test_corrections_and_additions_are_coded_too(client: TestClient, desk: Desk) -> None:
    client.headers[PERSON] = "Coder A"
    address = f"/review/correct/{BULLETIN}%233?round={ROUND}"
    form = form_of(client.get(address).text) | {"f.scope": "incident"}
    send(client, f"/review/correct/{BULLETIN}%233", **form, canned="One event")
    form = form_of(client.get(f"/review/add?on={BULLETIN}&round={ROUND}").text)
    words = "already the losses are heavy"
    form |= {"w.evidence": words, "r.evidence": words, "f.low": "2", "f.measure": "casualties"}
    assert send(client, "/review/add", **form, canned="Missed").status_code == 303
    with desk.ledger() as ledger:
        made = [(one.kind, one.value, one.data["round"]) for one in ledger.decisions(codings=True)]
        assert len(ledger.reviews(state=["corrected", "added"])) == 0
    assert made == [("code", "correct", ROUND), ("code", "add", ROUND)]


def test_an_editor_sees_the_differences_and_settles_them(client: TestClient, desk: Desk) -> None:
    """Field by field, with the reasons of both; what is settled takes effect."""
    code_three(client)
    shown = client.get(ROUND_PAGE).text
    assert "is it there?" in shown
    assert "They are guesses" in shown
    fields = {"name": ROUND, "id": f"{BULLETIN}#3", "coder": "Coder B", "expect": 0}
    assert send(client, "/review/coding/settle", **fields).status_code == 422
    settled = send(client, "/review/coding/settle", **fields, reason="The text says so")
    assert settled.status_code == 303
    assert "Nothing to settle" in client.get(ROUND_PAGE).text
    with desk.ledger() as ledger:
        review = ledger.review(f"{BULLETIN}#3")
    assert (review.state, review.by) == ("rejected", "Ada Reyes")


def test_two_editors_do_not_settle_over_each_other(client: TestClient, desk: Desk) -> None:
    code_three(client)
    with desk.ledger() as ledger:
        ledger.confirm(f"{BULLETIN}#3", by="Ben Okafor", reason="Seen before")
    fields = {"name": ROUND, "id": f"{BULLETIN}#3", "coder": "Coder B", "expect": 0}
    answer = send(client, "/review/coding/settle", **fields, reason="The text says so")
    assert answer.status_code == 409
    assert "Ben Okafor" in answer.text
    assert "Seen before" in answer.text


def test_agreement_is_given_by_field_with_its_number(client: TestClient) -> None:
    code_three(client)
    shown = client.get(ROUND_PAGE).text
    table = shown[shown.index("How far they agree") :]
    assert "67%" in table  # two statements of three are there for both
    assert "Krippendorff" in table


def test_what_both_agree_on_is_confirmed_but_for_a_sample(client: TestClient, desk: Desk) -> None:
    code_three(client)
    done = send(client, "/review/coding/confirm", name=ROUND, hold_back="50")
    assert done.status_code == 200
    assert "Held back for a second look" in done.text
    everything = send(client, "/review/coding/confirm", name=ROUND, hold_back="0")
    assert everything.status_code == 200
    with desk.ledger() as ledger:
        states = [ledger.review(f"{BULLETIN}#{n}").state for n in (1, 2, 3)]
    assert states[2] == "proposed"
    assert "confirmed" in states[:2]


@pytest.mark.parametrize("address", [ROUND_PAGE])
def test_coders_do_not_see_the_differences(client: TestClient, address: str) -> None:
    code_three(client)
    assert client.get(address, headers={PERSON: "Coder A"}).status_code == 403


@pytest.mark.parametrize(
    ("address", "fields"),
    [
        ("/review/coding/settle", {"name": "none", "id": "x#1", "coder": "A", "expect": 0}),
        ("/review/coding/settle", {"name": ROUND, "id": "x#1", "coder": "A", "expect": 0}),
        ("/review/coding/confirm", {"name": "none"}),
        ("/review/coding/confirm", {"name": ROUND, "hold_back": "130"}),
        ("/review/coding/confirm", {"name": ROUND, "hold_back": "nan"}),
        ("/review/decide", {"id": "x#1", "action": "confirm", "expect": 0, "round": ROUND}),
        ("/review/decide", {"id": "x#1", "action": "add", "expect": 0, "round": ROUND}),
    ],
)
def test_what_makes_no_sense_is_refused(
    client: TestClient, desk: Desk, address: str, fields: dict[str, object]
) -> None:
    code_three(client)
    with desk.ledger() as ledger:
        before = len(ledger.decisions())
    answer = send(client, address, **fields, reason="Why not")
    assert answer.status_code in (404, 409, 422)
    with desk.ledger() as ledger:
        assert len(ledger.decisions()) == before


def test_a_round_of_any_name_can_be_opened(client: TestClient) -> None:
    """A name is text: it is neither run nor taken for an address."""
    name = 'a/b?c#d <script>alert(1)</script> "e"'
    shown = client.get("/review", params={"round": name}).text
    assert "<script>alert" not in shown
    id = hidden(shown, "id")
    answer = send(client, "/review/decide", id=id, action="confirm", expect=0, round=name)
    assert answer.status_code == 303
    listed = client.get("/review/coding").text
    assert "<script>alert" not in listed
    assert client.get("/review/coding/round", params={"name": name}).status_code == 200


def test_what_people_decided_is_downloaded_as_gold(client: TestClient, desk: Desk) -> None:
    """A document on whose every figure people decided: its text, and the figures they left."""
    assert "becomes gold once" in client.get("/review/coding").text
    with desk.ledger() as ledger:
        for said in ledger.statements(document=BULLETIN, kind="figure"):
            if said.id == f"{BULLETIN}#3":
                ledger.reject(said.id, by="Ada Reyes", reason="A guess")
            else:
                ledger.confirm(said.id, by="Ada Reyes")
    assert "gold.jsonl" in client.get("/review/coding").text
    [text] = [json.loads(line) for line in gold(client, "texts")]
    [page] = [json.loads(line) for line in gold(client, "gold")]
    assert text["id"] == page["id"] == BULLETIN
    assert {figure["measure"] for figure in page["figures"]} == {"killed"}
    assert client.get("/review/coding/gold/secrets.jsonl").status_code == 422


def gold(client: TestClient, name: str) -> list[str]:
    """The lines of one of the two files."""
    answer = client.get(f"/review/coding/gold/{name}.jsonl")
    assert answer.status_code == 200
    assert f'filename="{name}.jsonl"' in answer.headers["content-disposition"]
    return answer.text.splitlines()
