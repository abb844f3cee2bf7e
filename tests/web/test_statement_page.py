"""The page of one statement: its words, every field, its voices, its history, what rests on it."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Page

import tollbook
from web.tools import Scheme, assert_accessible

PAGE = "/statements/2025-01-14-harbour-wire%233"
ID = "2025-01-14-harbour-wire#3"


@pytest.fixture
def reviewed(ledger_path: Path) -> None:
    """A statement that was corrected, the first time by mistake, and then confirmed."""
    with tollbook.open(ledger_path) as ledger:
        wrong = ledger.correct(ID, {"measure": "casualties"}, reason="misread", by="Ada <b>")
        ledger.undo(wrong.entry or 0, reason="my mistake", by="Ada <b>")
        ledger.correct(ID, {"low": 2600, "high": 2800}, reason="a range", by="Ben")
        ledger.confirm(ID, by="Cy")


def test_everything_about_a_statement_is_there(client: TestClient) -> None:
    shown = client.get(PAGE).text
    for words in (
        "about 2,700 injured",
        '<mark class="measure-injured is-proposed is-number">around 2,700</mark>',
        "National Intelligence Service",
        "lawmaker Lee Seong-kweun",
        "The machine read",
        "Nobody has decided on it yet.",
        'href="/claims/',
        'href="/findings/',
        'href="/review/correct/2025-01-14-harbour-wire%233"',
        'href="/documents/2025-01-14-harbour-wire#s3"',
    ):
        assert words in shown, words


@pytest.mark.usefixtures("reviewed")
def test_its_history_shows_who_decided_what_and_strikes_through_what_was_undone(
    client: TestClient,
) -> None:
    shown = client.get(PAGE).text
    assert "state-confirmed" in shown
    assert shown.count("<del>") == 1
    undone = shown[shown.index("<del>") : shown.index("</del>")]
    assert "Ada &lt;b&gt;" in undone
    assert "misread" in undone
    for words in ("high 2800, low 2600", "a range", "my mistake", "<bdi>Cy</bdi>"):
        assert words in shown, words


@pytest.mark.usefixtures("reviewed")
def test_a_corrected_field_shows_what_the_machine_read(client: TestClient) -> None:
    shown = client.get(PAGE).text
    assert "2,600–2,800" in shown
    assert "The machine read: about 2,700" in shown.replace("\n", " ")


def test_a_rejected_statement_says_that_it_counts_nowhere(
    client: TestClient, ledger_path: Path
) -> None:
    with tollbook.open(ledger_path) as ledger:
        ledger.reject(ID, reason="no", by="Ada")
    shown = client.get(PAGE).text
    assert "People rejected this statement: it counts nowhere." in shown
    assert "It makes no claim about numbers." in shown


def test_nothing_is_corrected_on_an_earlier_day(client: TestClient) -> None:
    """As known on a day the statement is there, without the way to correct it."""
    shown = client.get(f"{PAGE}?as-known-on=2999-01-01")
    assert shown.status_code == 200
    assert "/review/correct/" not in shown.text


def test_every_statement_of_the_example_has_its_page(client: TestClient) -> None:
    """Whatever its kind: figures, changes, predictions, custody and those that only quote."""
    records = client.get("/statements.json").json()
    assert len({record["kind"] for record in records}) > 5
    for record in records:
        id = record["id"].replace("#", "%23")
        assert client.get(f"/statements/{id}").status_code == 200, id


def test_a_statement_that_is_not_there_says_what_was_probably_meant(client: TestClient) -> None:
    shown = client.get("/statements/2025-01-14-harbour-wire%2399")
    assert shown.status_code == 404
    assert "did you mean 2025-01-14-harbour-wire#" in shown.text


@pytest.mark.usefixtures("reviewed")
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_the_page_is_accessible(page: Page, width: int, scheme: Scheme) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(PAGE)
    assert_accessible(page)
