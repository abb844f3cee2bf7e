"""The pages of findings: filters, the working with its passages, and judging one with a reason."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, expect

from tollbook.web.desk import Desk
from web.conftest import Served
from web.forms import post

CASE = "north-korean-troops"


def a_key(desk: Desk) -> str:
    with desk.ledger() as ledger:
        return ledger.checks("conflation", fails=True)[0].key


@pytest.mark.parametrize(
    ("query", "there", "missing"),
    [
        ("", "3,000 killed, by National", "No finding fits"),
        ("?verdict=undecided", "About 300 against at least 100".lower(), "3,000 killed, by"),
        ("?check=single_origin", "4 outlets, one voice", "3,000 killed, by"),
        (f"?case={CASE}&verdict=fails", "3,000 killed, by National", "outlets, one voice"),
        ("?check=superseded", "No finding fits these filters", "3,000 killed, by"),
        ("?judged=true", "No finding has been judged", "3,000 killed, by"),
        ("?page=99", "3,000 killed, by National", "No finding fits"),
    ],
)
def test_findings_are_filtered(client: TestClient, query: str, there: str, missing: str) -> None:
    shown = client.get(f"/findings{query}").text
    assert there in shown
    assert missing not in shown


def test_a_check_or_verdict_that_there_is_not(client: TestClient) -> None:
    assert client.get("/findings?check=vibes").status_code == 422
    assert client.get("/findings?verdict=maybe").status_code == 422
    assert client.get("/findings/000000000000").status_code == 404


def test_a_finding_shows_its_working_and_its_passages(client: TestClient, desk: Desk) -> None:
    shown = client.get(f"/findings/{a_key(desk)}").text
    assert "The Daily Lantern has 3,000 killed" in shown
    assert '<mark class="mark mark-mark">Three thousand North Korean soldiers</mark>' in shown
    assert "Nobody has judged it." in shown


def test_a_finding_is_judged_listed_and_opened_again(client: TestClient, desk: Desk) -> None:
    key = a_key(desk)
    page = f"/findings/{key}"
    answer = post(client, page, action="judge", reason="the paper printed a correction")
    assert (answer.status_code, answer.headers["location"]) == (303, page)
    judged = client.get("/findings?judged=true").text
    assert "the paper printed a correction" in judged
    assert key in judged
    assert key not in client.get("/findings").text
    with desk.ledger() as ledger:
        seen = ledger.finding(key).last
    assert post(client, page, action="reopen", reason="it did not", seen=seen).status_code == 303
    assert key in client.get("/findings").text
    shown = client.get(page).text
    assert "Opened again" in shown
    assert "Judged as known and explained" in shown


def test_a_judgement_needs_a_reason_and_a_token(client: TestClient, desk: Desk) -> None:
    page = f"/findings/{a_key(desk)}"
    answer = post(client, page, action="judge", reason=" ")
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert client.post(page, data={"action": "judge", "reason": "x"}).status_code == 403
    assert "Nobody has judged it." in client.get(page).text


def test_the_second_of_two_people_is_shown_what_the_first_decided(
    client: TestClient, desk: Desk
) -> None:
    """Their own reason is kept, and the form is then sent with what they have seen."""
    key = a_key(desk)
    with desk.ledger() as ledger:
        ledger.judge(key, reason="corrected the day after", by="Ben")
    answer = post(client, f"/findings/{key}", action="judge", reason="a misprint", seen=0)
    assert answer.status_code == 422
    assert "Ben decided on this since you looked at it" in answer.text
    assert "corrected the day after" in answer.text
    assert "a misprint" in answer.text
    with desk.ledger() as ledger:
        last = ledger.finding(key).last
    assert f'name="seen" value="{last}"' in answer.text
    again = post(client, f"/findings/{key}", action="reopen", reason="a misprint", seen=last)
    assert again.status_code == 303


def test_an_earlier_day_cannot_be_decided_on(client: TestClient, desk: Desk) -> None:
    shown = client.get(f"/findings/{a_key(desk)}?as-known-on=2099-01-01").text
    assert "<textarea" not in shown
    assert "to decide" in shown


def test_a_finding_is_judged_without_javascript(browser: Browser, served: Served) -> None:
    context = browser.new_context(base_url=served.address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/findings")
    page.get_by_role("link", name=re.compile("3,000 killed, by National")).click()
    page.get_by_label("Why is it known and explained?").fill("corrected the day after")
    page.get_by_role("button", name="Judge as known").click()
    expect(page.get_by_text("corrected the day after")).to_be_visible()
    expect(page.get_by_role("button", name="Open it again")).to_be_visible()
    context.close()
