"""The page of a claim: its relays as a tree, its links, its checks, its history, its citation."""

from __future__ import annotations

from fastapi.testclient import TestClient

from tollbook.app.library import OpenLedger
from tollbook.model.claim import Claim
from tollbook.web.desk import Desk

CASE = "north-korean-troops"


def a_claim(ledger: OpenLedger, number: int, measure: str) -> Claim:
    """A claim of the example that has this number."""
    return next(
        claim
        for claim in ledger.claims(case=CASE)
        if claim.measure == measure and claim.figure.low == number
    )


def test_a_claim_shows_its_way_into_print(client: TestClient, desk: Desk) -> None:
    with desk.ledger() as ledger:
        claim = a_claim(ledger, 100, "killed")
    shown = client.get(f"/claims/{claim.id}?case={CASE}").text
    assert "At least 100 killed" in shown
    origin, relay = shown.index("stop-origin"), shown.index("a South Korean lawmaker")
    assert origin < relay < shown.rindex("stop-publisher")
    assert '<mark class="mark mark-number">no fewer than 100</mark>' in shown
    assert "Updated by" in shown
    assert "ledger head" in shown
    assert "@misc{" in shown


def test_a_statement_leads_to_its_claim(client: TestClient, desk: Desk) -> None:
    with desk.ledger() as ledger:
        claim = a_claim(ledger, 100, "killed")
    by_statement = client.get(f"/claims/{claim.statements[0].replace('#', '%23')}").text
    assert f"claim {claim.id}" in by_statement


def test_what_people_decided_stands_beside_what_the_machine_read(
    client: TestClient, desk: Desk
) -> None:
    with desk.ledger() as ledger:
        claim = a_claim(ledger, 2700, "injured")
        ledger.correct(claim.statements[0], {"low": 2701, "high": 2701}, reason="a slip", by="Ana")
        corrected = ledger.claim(claim.statements[0], case=CASE).claim
    shown = client.get(f"/claims/{corrected.id}?case={CASE}").text
    assert "the machine read" in shown
    assert "<strong>Correct</strong> by Ana" in shown
    assert "state-corrected" in shown


def test_a_claim_that_is_not_there(client: TestClient) -> None:
    shown = client.get("/claims/c0000000000")
    assert shown.status_code == 404
    assert "no claim is called" in shown.text
