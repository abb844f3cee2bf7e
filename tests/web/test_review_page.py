"""The queue: each decision by a form, in the order in which statements wait."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tollbook.app.library import OpenLedger
from tollbook.web.desk import Desk
from tollbook.web.people import Person
from tollbook.web.site import create_app
from web.reviewing import PERSON, hidden, named, send

BULLETIN = "2024-12-19-evening-bulletin"


@pytest.fixture
def client(desk: Desk) -> Iterator[TestClient]:
    """The site, where a header says who asks."""
    with TestClient(create_app(desk, named), base_url="http://127.0.0.1") as client:
        yield client


def waiting(client: TestClient, **query: str) -> str:
    """The id of the statement that the queue shows."""
    return hidden(client.get("/review", params=query).text, "id")


def test_the_queue_shows_one_statement_with_its_words_and_what_was_read(client: TestClient) -> None:
    """The sentence with the words of each field, the chain of voices, and that it is a proposal."""
    shown = client.get("/review", params={"at": "2024-12-19-evening-bulletin#3"})
    assert shown.status_code == 200
    assert "about 1,000 injured" in shown.text
    assert 'class="w-evidence w-number ' in shown.text
    assert "National Intelligence Service" in shown.text
    assert 'class="state state-proposed"' in shown.text


def test_a_confirmed_statement_leaves_the_queue_and_the_next_one_comes(
    client: TestClient, desk: Desk
) -> None:
    first = waiting(client)
    answer = send(client, "/review/decide", id=first, action="confirm", expect=0)
    assert answer.status_code == 303
    shown = client.get(answer.headers["location"])
    assert hidden(shown.text, "id") != first
    with desk.ledger() as ledger:
        review = ledger.review(first)
    assert (review.state, review.by) == ("confirmed", "Ada Reyes")


def test_a_rejection_needs_a_reason_chosen_or_typed(client: TestClient, desk: Desk) -> None:
    first = waiting(client)
    bare = send(client, "/review/decide", id=first, action="reject", expect=0)
    assert bare.status_code in (409, 422)
    assert "why" in bare.text
    chosen = send(
        client, "/review/decide", id=first, action="reject", expect=0, canned="A mere rate"
    )
    assert chosen.status_code == 303
    with desk.ledger() as ledger:
        review = ledger.review(first)
    assert review.state == "rejected"
    assert review.decisions[-1].reason == "A mere rate"


def test_skipping_passes_a_statement_over_until_the_end(client: TestClient) -> None:
    first = waiting(client)
    second = waiting(client, skip=first)
    assert second != first
    send(client, "/review/decide", id=second, action="confirm", expect=0, skip=first)
    third = waiting(client, skip=first)
    assert third not in (first, second)


def test_the_end_of_the_queue_says_how_many_were_skipped(client: TestClient, desk: Desk) -> None:
    document = "2024-12-19-evening-bulletin"
    with desk.ledger() as ledger:
        ids = [said.id for said in ledger.statements(document=document)]
    shown = client.get("/review", params={"document": document, "skip": ids})
    assert f"{len(ids)} statements you skipped wait" in shown.text


def test_undo_shows_the_statement_again(client: TestClient, desk: Desk) -> None:
    """The queue offers to undo the last decision of whoever asks, and of nobody else."""
    first = waiting(client)
    send(client, "/review/decide", id=first, action="confirm", expect=0)
    shown = client.get("/review").text
    assert "You confirmed" in shown
    other = client.get("/review", headers={PERSON: "Ben Okafor"}).text
    assert "You confirmed" not in other
    answer = send(client, "/review/undo", entry=hidden(shown, "entry"))
    assert answer.status_code == 303
    assert hidden(client.get(answer.headers["location"]).text, "id") == first
    with desk.ledger() as ledger:
        assert ledger.review(first).state == "proposed"


def test_filters_narrow_the_queue(client: TestClient, desk: Desk) -> None:
    id = waiting(client, measure="captured")
    with desk.ledger() as ledger:
        assert getattr(ledger.review(id).statement, "measure", "") == "captured"
    send(client, "/review/decide", id=id, action="confirm", expect=0)
    assert waiting(client, state="confirmed") == id
    assert waiting(client, document=id.rpartition("#")[0], state="any").startswith(id[:10])


def test_what_somebody_else_decided_meanwhile_is_shown_and_nothing_is_overwritten(
    client: TestClient, desk: Desk
) -> None:
    """The second sees the first one's decision and his own intention, and decides again."""
    id = waiting(client)
    first = {"id": id, "expect": 0, "action": "reject", "reason": "It is a plan"}
    send(client, "/review/decide", **first)
    second = client.post(
        "/review/decide",
        data={"csrf": client.cookies["csrf"], "id": id, "expect": 0, "action": "confirm"},
        headers={PERSON: "Ben Okafor"},
    )
    assert second.status_code == 409
    assert "Ada Reyes" in second.text
    assert "It is a plan" in second.text
    assert "You were about to confirm it" in second.text
    seen = int(hidden(second.text, "expect"))
    again = send(client, "/review/decide", id=id, expect=seen, action="confirm")
    assert again.status_code == 303
    with desk.ledger() as ledger:
        assert ledger.review(id).state == "confirmed"


@pytest.mark.parametrize(
    ("address", "fields"),
    [
        ("/review/decide", {"id": "nowhere#1", "action": "confirm", "expect": 0}),
        ("/review/decide", {"id": "nowhere#1", "action": "shred", "expect": 0}),
        ("/review/decide", {"id": "nowhere#1", "action": "confirm", "expect": "x"}),
        ("/review/decide", {"id": "nowhere#1", "action": "confirm", "expect": -1}),
        ("/review/decide", {"action": "confirm", "expect": 0}),
        ("/review/undo", {"entry": 999999}),
        ("/review/undo", {"entry": "<script>"}),
        ("/review/decide", {"id": "x" * 5000, "action": "confirm", "expect": 0}),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(
    client: TestClient, desk: Desk, address: str, fields: dict[str, object]
) -> None:
    answer = send(client, address, **fields)
    assert answer.status_code in (404, 409, 422)
    assert 'class="lead"' in answer.text
    assert "<script>alert" not in answer.text
    with desk.ledger() as ledger:
        assert len(ledger.decisions()) == 0


def test_a_form_of_another_site_is_refused(client: TestClient) -> None:
    answer = client.post("/review/decide", data={"id": "a#1", "action": "confirm", "expect": "0"})
    assert answer.status_code == 403


def test_hostile_words_are_shown_and_not_run(client: TestClient) -> None:
    """A reason is text, wherever it is shown again."""
    id = waiting(client)
    reason = '<script>alert(1)</script>"><img src=x onerror=alert(1)>\u202e'
    send(client, "/review/decide", id=id, action="reject", expect=0, reason=reason)
    for address in ("/review?state=rejected", "/review/history"):
        shown = client.get(address).text
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown
        assert "&lt;script&gt;alert(1)" in shown


def test_the_review_is_of_today(client: TestClient) -> None:
    """A decision is made on what is known: the day in the bar is left out."""
    answer = client.get("/review?as-known-on=2024-12-20", follow_redirects=False)
    assert answer.status_code == 307
    assert "as-known-on" not in answer.headers["location"]


def test_a_reader_looks_and_decides_nothing(desk: Desk) -> None:
    """Neither forms nor their addresses are for those who may only look."""
    app = create_app(desk, lambda _: Person("Uma Reader", may=frozenset({"look"})))
    with TestClient(app, base_url="http://127.0.0.1") as reader:
        shown = reader.get("/review").text
        assert "Confirm" not in shown[shown.index("review-actions") :]
        fields = {"id": f"{BULLETIN}#1", "action": "confirm", "expect": 0}
        assert send(reader, "/review/decide", **fields).status_code == 403
        assert send(reader, "/review/undo", entry=1).status_code == 403
        assert send(reader, "/review/history", entry=1, reason="x").status_code == 403
        assert send(reader, f"/review/correct/{BULLETIN}%231", expect=0).status_code == 403
        assert send(reader, "/review/add", on=BULLETIN).status_code == 403


def test_any_decision_is_undone_from_the_history(client: TestClient, desk: Desk) -> None:
    """With a reason; an undo is undone in the same way, and the page says what no longer counts."""
    with desk.ledger() as ledger:
        entry = ledger.reject(f"{BULLETIN}#1", by="Ben Okafor", reason="A plan").entry
    assert send(client, "/review/history", entry=entry).status_code == 422
    assert send(client, "/review/history", entry=entry, reason=" ").status_code == 409
    assert send(client, "/review/history", entry=entry, reason="Not so").status_code == 303
    shown = client.get("/review/history").text
    assert "(undone)" in shown
    assert f"undid entry {entry} of" in shown
    with desk.ledger() as ledger:
        assert ledger.review(f"{BULLETIN}#1").state == "proposed"
        last = ledger.decisions()[-1].entry
    assert send(client, "/review/history", entry=last, reason="It was").status_code == 303
    with desk.ledger() as ledger:
        assert ledger.review(f"{BULLETIN}#1").state == "rejected"


def test_a_long_history_has_pages(client: TestClient, desk: Desk) -> None:
    with desk.ledger() as ledger:
        for said in ledger.statements()[:60]:
            ledger.confirm(said.id, by="Ben Okafor")
    first = client.get("/review/history").text
    assert "Page 1 of 2" in first
    last = client.get("/review/history?page=9&by=Ben+Okafor").text
    assert "Page 2 of 2" in last
    assert "Nobody has decided" in client.get("/review/history?by=Nobody").text


def test_decisions_that_no_longer_fit_are_listed_with_what_to_do(
    client: TestClient, desk: Desk, tmp_path: Path
) -> None:
    """A decision on words that a newer version lost takes no effect, and can be undone."""
    with desk.ledger() as ledger:
        read_again(ledger, tmp_path)
    shown = client.get("/review/misfits").text
    assert "find the statement" in shown
    entry = hidden(shown, "entry")
    fields = {"entry": entry, "reason": "Gone from the page", "back": "misfits"}
    assert send(client, "/review/history", **fields).status_code == 303
    assert "Every decision fits" in client.get("/review/misfits").text


def read_again(ledger: OpenLedger, folder: Path) -> None:
    """A decision on a page, of which a second version then says something else."""
    page = folder / "harbour.txt"
    page.write_text("date 2025-01-14\n\nNine sailors drowned off Genoa, the coastguard said.\n")
    ledger.read(page)
    [said] = [one for one in ledger.statements() if one.document == "harbour"]
    ledger.confirm(said.id, by="Ben Okafor")
    page.write_text("date 2025-01-14\n\nThe harbour is open again, the coastguard said.\n")
    ledger.read(page)
