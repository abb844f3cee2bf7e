"""The pages of cases: the answer in words at the top, its chart and the same numbers as a table."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Page, expect

import tollbook
from tollbook.web.desk import Desk
from tollbook.web.site import create_app

CASE = "/cases/north-korean-troops"


def test_the_only_case_is_the_start(client: TestClient) -> None:
    """A ledger with one case opens on it, and the answer names the voice and the number."""
    shown = client.get("/")
    assert shown.status_code == 200
    assert "North Korean troops in Russia" in shown.text
    assert "about 600" in shown.text
    assert "National Intelligence Service" in shown.text


def test_the_page_says_what_contradicts_what_changed_and_what_is_due(client: TestClient) -> None:
    shown = client.get(CASE).text
    assert "Contradicted: " in shown
    assert "3,000 killed, by National Intelligence Service given as casualties" in shown
    assert "New on 30 April 2025" in shown
    assert "Predictions due" in shown
    assert "2 findings fail" in shown
    assert "Seoul now counts 4,700 North Korean casualties" in shown


def test_a_proposal_looks_different_from_what_people_confirmed(
    client: TestClient, desk: Desk
) -> None:
    assert '<span class="state state-proposed">proposed</span>' in client.get(CASE).text
    with desk.ledger() as ledger:
        [answer] = ledger.answers(case="north-korean-troops", measure="killed")
        for id in answer.measures[0].counts[0].claim.statements:
            ledger.confirm(id, by="Ana")
    assert "state-confirmed" in client.get(f"{CASE}?measure=killed").text


def test_a_measure_is_asked_for_alone(client: TestClient) -> None:
    shown = client.get(f"{CASE}?measure=injured").text
    assert "about 2,700" in shown
    assert "about 600</a>" not in shown
    assert f"/charts{CASE}.svg?measure=injured" in shown
    assert client.get(f"{CASE}?measure=sleepy").status_code == 422
    assert "Nobody counts the displaced." in client.get(f"{CASE}?measure=displaced").text


def test_the_estimate_has_its_working(client: TestClient) -> None:
    shown = client.get(f"{CASE}?measure=casualties").text
    assert "Range of claims about an enemy" in shown
    assert "Left out" in shown


def test_a_day_in_the_bar_is_kept_by_every_link(client: TestClient) -> None:
    """As known before anything was read there is nothing, and links go on asking for that day."""
    shown = client.get("/cases?as-known-on=2020-01-01")
    assert "as it was known at the end of" in shown.text
    assert "/statements?as-known-on=2020-01-01" in shown.text
    assert "Nothing had been read by then." in shown.text
    case = client.get(f"{CASE}?as-known-on=2020-01-01").text
    assert "No report counts anybody yet" in case
    assert "/findings?as-known-on=2020-01-01&amp;case=north-korean-troops" in case


def test_what_is_not_a_day_is_said_in_a_sentence(client: TestClient) -> None:
    shown = client.get("/cases?as-known-on=yesterday")
    assert shown.status_code == 422
    assert "is not a date; write it like 2025-01-14" in shown.text


def test_a_case_that_is_not_there(client: TestClient) -> None:
    assert client.get("/cases/nowhere").status_code == 404


def test_the_list_says_of_each_case_what_matters(client: TestClient) -> None:
    shown = client.get("/cases").text
    assert "North Korean troops in Russia" in shown
    assert "2 findings fail" in shown
    assert "Newest report" in shown


def test_an_empty_ledger_says_what_to_do(tmp_path: Path) -> None:
    desk = Desk(str(tmp_path / "empty.db"))
    with TestClient(create_app(desk), base_url="http://127.0.0.1") as client:
        for address in ("/", "/cases", "/all", "/findings", "/predictions", "/voices"):
            shown = client.get(address)
            assert shown.status_code == 200, address
            assert "Add reports" in shown.text, address
    desk.close()


def test_reports_too_few_for_a_case_are_answered_together(tmp_path: Path) -> None:
    """Markup in names of voices, documents and people is shown, not obeyed."""
    report = tmp_path / "report.jsonl"
    record = {
        "text": "The mayor, Ana Lopes, said that at least 14 farmers were killed near Tira.",
        "title": "<script>alert(1)</script>",
        "publisher": "<b>Hill Radio</b>",
        "published": "2025-03-05",
    }
    report.write_text(json.dumps(record), encoding="utf-8")
    with tollbook.open(tmp_path / "one.db") as ledger:
        ledger.read(report)
    desk = Desk(str(tmp_path / "one.db"))
    with TestClient(create_app(desk), base_url="http://127.0.0.1") as client:
        assert "All reports together" in client.get("/").text
        shown = client.get("/all").text
        assert "at least 14" in shown
        pages = [shown, client.get("/voices").text, client.get("/findings").text]
        with desk.ledger() as ledger:
            claims = ledger.claims()
        pages += [client.get(f"/claims/{claim.id}").text for claim in claims]
        assert any("&lt;script&gt;alert" in page for page in pages)
        assert not any("<script>alert" in page or "<b>Hill" in page for page in pages)
        assert client.get("/charts/all.svg").status_code == 200
    desk.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_chart_is_a_picture_that_a_browser_may_keep(client: TestClient, theme: str) -> None:
    address = f"/charts{CASE}.svg?measure=killed&theme={theme}"
    drawn = client.get(address)
    assert drawn.headers["content-type"] == "image/svg+xml"
    assert (b"#1c2024" in drawn.content) is (theme == "dark")
    again = client.get(address, headers={"If-None-Match": drawn.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_numbers_of_the_chart_are_a_table(client: TestClient) -> None:
    for address in (CASE, f"/charts{CASE}"):
        shown = client.get(f"{address}?measure=killed").text
        assert "270–330" in shown
        assert "misread: another measure&#39;s number" in shown
    assert client.get(f"/charts{CASE}?page=99").status_code == 200


def test_the_case_opens_in_a_browser(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("North Korean troops")
    page.get_by_role("link", name="about 600").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("About 600 killed")
