"""The page of a case: the answer in words, at the top."""

from __future__ import annotations

from fastapi.testclient import TestClient
from playwright.sync_api import Page, expect


def test_the_only_case_is_the_start(client: TestClient) -> None:
    """A ledger with one case opens on it, and the answer names the voice and the number."""
    shown = client.get("/")
    assert shown.status_code == 200
    assert "North Korean troops in Russia" in shown.text
    assert "about 600" in shown.text
    assert "National Intelligence Service" in shown.text


def test_a_day_in_the_bar_is_kept_by_every_link(client: TestClient) -> None:
    """As known before anything was read there is nothing, and links go on asking for that day."""
    shown = client.get("/cases?as-known-on=2020-01-01")
    assert "as it was known at the end of" in shown.text
    assert "/statements?as-known-on=2020-01-01" in shown.text


def test_what_is_not_a_day_is_said_in_a_sentence(client: TestClient) -> None:
    shown = client.get("/cases?as-known-on=yesterday")
    assert shown.status_code == 422
    assert "is not a date; write it like 2025-01-14" in shown.text


def test_a_case_that_is_not_there(client: TestClient) -> None:
    assert client.get("/cases/nowhere").status_code == 404


def test_the_case_opens_in_a_browser(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("North Korean troops")
