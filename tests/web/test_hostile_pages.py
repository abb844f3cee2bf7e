"""Every page of the desk over a ledger of hostile documents: nothing of theirs acts or loads."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Request

from hostile import ATTACKER, PAGES, crawl, faults, ledger_of_hostile_documents
from tollbook.web.addresses import address_of
from tollbook.web.desk import Desk
from tollbook.web.site import create_app
from web.conftest import Served


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = Desk(ledger_of_hostile_documents(tmp_path))
    yield opened
    opened.close()


@pytest.fixture
def client(desk: Desk) -> TestClient:
    return TestClient(create_app(desk), base_url="http://127.0.0.1")


def test_no_page_lets_them_act(client: TestClient) -> None:
    """Every page that a link leads to, and what it offers as a table, a record or a picture."""
    wrong, kinds = [], set()
    for address, kind, content in crawl(client):
        kinds.add(kind.partition(";")[0])
        if "text/html" in kind:
            wrong += [(address, fault) for fault in faults(content)]
        elif "text/csv" in kind:
            for cell in (cell for row in csv.reader(io.StringIO(content)) for cell in row):
                is_number = cell.removeprefix("-").replace(".", "", 1).isdecimal()
                if cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝")) and not is_number:
                    wrong.append((address, cell))
        elif "svg" in kind:
            words = ("<script", "onerror=", ATTACKER)
            wrong += [(address, word) for word in words if word in content.lower()]
    assert wrong == []
    assert "text/html" in kinds


def test_a_browser_finds_nothing_of_theirs(browser: Browser, served: Served) -> None:
    """No dialog, no script of theirs, no breach of our own policy, no request to anywhere else."""
    context = browser.new_context(base_url=served.address)
    page = context.new_page()
    found: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        found.append(f"said {dialog.message}")
        dialog.dismiss()

    def look_at(request: Request) -> None:
        if not request.url.startswith((served.address, "data:")):
            found.append(f"asked {request.url}")

    def listen(said: ConsoleMessage) -> None:
        if "Security Policy" in said.text:
            found.append(said.text)

    page.add_init_script("window.pwned = (n) => { window.alert(n) }")
    page.on("dialog", dismiss)
    page.on("request", look_at)
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("console", listen)
    for id in ("page", "f1", "terminal", "mail:1"):
        for address in (address_of("documents", id), address_of("received", id)):
            page.goto(address)
    for address in PAGES:
        page.goto(address)
    context.close()
    assert found == []
