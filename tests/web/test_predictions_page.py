"""The board of predictions, and one of them marked with what came of it."""

from __future__ import annotations

from fastapi.testclient import TestClient
from playwright.sync_api import Browser, expect

from tollbook.web.desk import Desk
from web.conftest import Served
from web.forms import post

VISIT = "/predictions/2025-01-13-evening-bulletin%2315"


def test_the_board_has_a_place_for_each_status(client: TestClient) -> None:
    shown = client.get("/predictions").text
    assert "Overdue" in shown
    assert "Kim Jong-un – visit Russia" in shown
    assert "with fewer than 10" in shown
    assert "Nobody has a record yet" in shown
    assert "No prediction fits these filters" in client.get("/predictions?status=met").text
    assert client.get("/predictions?status=nice").status_code == 422


def test_one_prediction_has_its_words_time_and_relevant_passages(client: TestClient) -> None:
    shown = client.get(VISIT).text
    assert '<mark class="mark mark-number">visit Russia</mark>' in shown
    assert "until 30 June 2025" in shown
    assert "The first half of 2025 ended on Monday without the" in shown
    assert client.get("/predictions/nothing%231").status_code == 404


def test_a_prediction_is_marked_with_evidence_and_opened_again(
    client: TestClient, desk: Desk
) -> None:
    with desk.ledger() as ledger:
        forecasts = ledger.predictions(status="lapsed")
        [bearing] = forecasts[0].bearings
    answer = post(client, VISIT, outcome="not_met", reason="no trip", evidence=bearing.id)
    assert (answer.status_code, answer.headers["location"]) == (303, VISIT)
    shown = client.get(VISIT).text
    assert "Not met" in shown
    assert "Shown by" in shown
    assert "no trip" in client.get("/predictions?status=not_met").text
    late = post(client, VISIT, outcome="met", reason="he came", seen=0)
    assert late.status_code == 422
    assert "decided on this since you looked at it" in late.text
    with desk.ledger() as ledger:
        seen = ledger.prediction("2025-01-13-evening-bulletin#15").last
    assert post(client, VISIT, outcome="open", reason="another Kim", seen=seen).status_code == 303
    assert "Overdue" in client.get(VISIT).text


def test_what_is_wrong_with_a_form_is_said_and_nothing_is_lost(client: TestClient) -> None:
    answer = post(client, VISIT, outcome="not_met", reason="no trip", other="nowhere#7")
    assert answer.status_code == 422
    assert "nowhere#7" in answer.text
    assert "no trip" in answer.text
    assert "Choose what came of it." in post(client, VISIT, reason="no trip").text
    assert "Overdue" in client.get(VISIT).text


def test_a_prediction_is_marked_without_javascript(browser: Browser, served: Served) -> None:
    context = browser.new_context(base_url=served.address, java_script_enabled=False)
    page = context.new_page()
    page.goto(VISIT)
    page.get_by_label("Not met: it did not come true").check()
    page.get_by_role("checkbox").first.check()
    page.get_by_label("Why?").fill("half a year went by")
    page.get_by_role("button", name="Mark it").click()
    expect(page.get_by_text("half a year went by").first).to_be_visible()
    expect(page.locator(".lead .status")).to_have_text("Not met")
    context.close()
