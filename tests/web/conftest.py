"""The desk over the shipped example: a client for fast tests, and a browser for the real thing."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import uvicorn
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Page, sync_playwright

from tollbook.web.desk import Desk
from tollbook.web.site import create_app

CHROMIUM = shutil.which("chromium")


@pytest.fixture
def ledger_path(example_ledger: Path, tmp_path: Path) -> Path:
    """A ledger of the test's own."""
    return Path(shutil.copy(example_ledger, tmp_path / "tollbook.db"))


@pytest.fixture
def desk(ledger_path: Path) -> Iterator[Desk]:
    opened = Desk(str(ledger_path))
    yield opened
    opened.close()


@pytest.fixture
def client(desk: Desk) -> Iterator[TestClient]:
    """Requests to the site without a server between."""
    with TestClient(create_app(desk), base_url="http://127.0.0.1") as client:
        yield client


@dataclass(frozen=True)
class Served:
    """A site that a browser can open."""

    address: str
    desk: Desk


@pytest.fixture
def served(desk: Desk) -> Iterator[Served]:
    """The site at a free port of this machine."""
    config = uvicorn.Config(create_app(desk), port=0, log_level="warning")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
    port = server.servers[0].sockets[0].getsockname()[1]
    yield Served(f"http://127.0.0.1:{port}", desk)
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("chromium is missing; 'make test' installs it where it may")
        pytest.skip("chromium is missing; 'make test' installs it where it may")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    """A page of the served site; it fails the test if a script fails or anything is refused."""
    context = browser.new_context(base_url=served.address, viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    troubles: list[str] = []
    opened.on("pageerror", lambda error: troubles.append(str(error)))
    opened.on(
        "console",
        lambda said: troubles.append(said.text) if "Content Security Policy" in said.text else None,
    )
    yield opened
    context.close()
    assert not troubles
