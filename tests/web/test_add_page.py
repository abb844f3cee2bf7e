"""Adding in the browser: a file and a pasted text, from the form to the document."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Page, expect

from web.conftest import Served
from web.tools import assert_accessible

REPORT = (
    "BENI, March 5, 2025 (Hill Radio) - Militants killed 14 farmers near Beni, the mayor said.\n"
)


def _token(client: TestClient) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', client.get("/add").text)
    assert found
    return found[1]


@pytest.mark.parametrize(
    ("way", "fields", "sentence"),
    [
        ("text", {"text": " \n"}, "Paste the text of a report."),
        ("text", {"text": "30 died.", "published": "soon"}, "is not a date"),
        ("page", {"address": ""}, "Give the address of one page."),
        ("files", {}, "Choose at least one file."),
    ],
)
def test_what_is_missing_is_said_in_a_sentence(
    client: TestClient, way: str, fields: dict[str, str], sentence: str
) -> None:
    shown = client.post(f"/add/{way}", data={"csrf": _token(client), **fields})
    assert shown.status_code == 422
    assert sentence in shown.text


def test_a_text_that_was_refused_is_not_lost(client: TestClient) -> None:
    fields = {"csrf": _token(client), "text": " ", "title": "<b>Title"}
    assert 'value="&lt;b&gt;Title"' in client.post("/add/text", data=fields).text


def test_a_form_of_another_site_is_refused(client: TestClient) -> None:
    client.get("/add")
    assert client.post("/add/text", data={"csrf": "x", "text": REPORT}).status_code == 403


@pytest.mark.parametrize("number", ["7", "0", "-1"])
def test_a_reading_that_is_not_there(client: TestClient, number: str) -> None:
    assert client.get(f"/add/{number}").status_code == 404


def test_files_are_added_end_to_end(page: Page, tmp_path: Path) -> None:
    """Two files, one of them no report: each is listed with what became of it."""
    (tmp_path / "beni.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7 ...")
    page.goto("/add")
    assert_accessible(page)
    page.get_by_label("Choose files").set_input_files(
        [tmp_path / "beni.txt", tmp_path / "scan.pdf"]
    )
    page.get_by_role("button", name="Read the files").click()
    expect(page.get_by_role("status")).to_contain_text("Done", timeout=60_000)
    expect(page.get_by_text("scan.pdf: this is a PDF file, not text")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="beni").click()
    expect(page.locator("mark.is-number")).to_have_text("14")


def test_a_text_is_added_without_javascript(browser: Browser, served: Served) -> None:
    """The page of the reading is loaded anew until it is done."""
    context = browser.new_context(base_url=served.address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/add")
    page.get_by_role("textbox", name="Text").fill(REPORT)
    page.get_by_label("Title").fill("Attack near Beni")
    page.get_by_role("button", name="Read the text").click()
    expect(page.get_by_role("status")).to_contain_text("Done", timeout=60_000)
    page.get_by_role("link", name="Attack near Beni").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Attack near Beni")
    context.close()
