"""The desk shows both readings of a figure side by side, and either is taken with one button."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Page, expect

from ledger_tools import AT, RUN
from test_second_readings import BUILT_IN, PAGE, second
from tollbook.ledger import Ledger
from tollbook.web.desk import Desk
from tollbook.web.site import create_app
from web.reviewing import hidden, named, send
from web.tools import assert_accessible


@pytest.fixture
def ledger_path(tmp_path: Path) -> Path:
    """A page that was read twice."""
    with Ledger.open(tmp_path / "war.db") as ledger:
        ledger.add(PAGE, BUILT_IN, RUN, AT)
        ledger.add_second(second(), "tollbook", AT)
    return tmp_path / "war.db"


@pytest.fixture
def client(desk: Desk) -> Iterator[TestClient]:
    with TestClient(create_app(desk, named), base_url="http://127.0.0.1") as client:
        yield client


def test_the_queue_starts_with_what_one_reader_alone_has(client: TestClient, desk: Desk) -> None:
    page = client.get("/review").text
    assert hidden(page, "id") == "page#s3"
    assert "Only the second reader found this" in page
    assert "Take the" not in page  # there is no other reading to take
    answer = send(client, "/review/decide", id="page#s3", action="confirm", expect=0)
    assert answer.status_code == 303
    with desk.ledger() as ledger:
        assert ledger.record().corpus.statement("page#s3") is not None


def test_the_other_reading_is_taken_with_one_button(client: TestClient, desk: Desk) -> None:
    page = client.get("/review", params={"at": "page#2"}).text
    assert "The second reader differs" in page
    assert '<tr><th scope="row">Who says so' in page
    assert '<th scope="row">How many' not in page  # they agree in it
    taking = page[: page.index("Take the second reader's")]
    form = taking[taking.rindex("<form") :]
    assert hidden(form, "id") == "page#s2"
    answer = send(
        client, "/review/decide", id="page#s2", action="confirm", expect=hidden(form, "expect")
    )
    assert answer.status_code == 303
    with desk.ledger() as ledger:
        counted = [one.id for one in ledger.record().corpus.statements]
    assert counted == ["page#1", "page#s2"]


@pytest.mark.parametrize(
    ("id", "words", "other"),
    [
        ("page#1", "Both readers agree", "page%23s1"),
        ("page#2", "The second reader differs", "page%23s2"),
        ("page#s2", "The second reader differs", "page%232"),
        ("page#s3", "Only the second reader found this", None),
    ],
)
def test_the_page_of_a_statement_shows_the_other_reading(
    id: str, words: str, other: str | None, client: TestClient
) -> None:
    page = client.get("/statements/" + id.replace("#", "%23"))
    assert page.status_code == 200
    assert words in page.text
    assert (other is None) or f'href="/statements/{other}"' in page.text


def test_both_readings_are_accessible_and_a_key_takes_the_other(page: Page) -> None:
    page.goto("/statements/page%232")
    assert_accessible(page)
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("/review?at=page%232")
    assert_accessible(page)
    page.keyboard.press("t")
    expect(page.locator("#said")).to_have_text("page#s2 confirmed.")
