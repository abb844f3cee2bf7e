"""The ledger page: facets, words, order, pages, and the same as CSV and JSON."""

from __future__ import annotations

import csv
import io

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Page, expect

from web.tools import Scheme, assert_accessible


def test_every_statement_is_there_fifty_at_a_time(client: TestClient) -> None:
    first, last = client.get("/statements").text, client.get("/statements?page=3").text
    assert "<strong>102 statements</strong>" in first
    assert first.count('<tr class="is-proposed">') == 50
    assert last.count('<tr class="is-proposed">') == 2
    assert "Page 3 of 3" in last


@pytest.mark.parametrize("page", ["99", "-1", "0", "x", "9" * 40, "²"])
def test_a_page_that_is_not_there_is_the_nearest(client: TestClient, page: str) -> None:
    assert client.get("/statements", params={"page": page}).status_code == 200


def test_choices_are_in_the_address_and_can_be_undone(client: TestClient) -> None:
    """A facet's link adds its value; the link on the chosen one takes it out again."""
    shown = client.get("/statements?measure=killed&words=kursk").text
    assert "<strong>9 statements</strong> of 102" in shown
    assert 'href="/statements?measure=killed&amp;measure=captured&amp;words=kursk"' in shown
    assert 'href="/statements?words=kursk"' in shown


def test_nothing_that_fits_says_what_to_try(client: TestClient) -> None:
    shown = client.get("/statements?place=atlantis").text
    assert "No statement fits. Fewer words or fewer choices show more." in shown
    assert 'href="/statements"' in shown


def test_an_empty_ledger_says_what_to_do(client: TestClient) -> None:
    shown = client.get("/statements?as-known-on=2020-01-01").text
    assert "Add some reports" in shown


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("since=soon", "is not a date; write it like 2025-01-14"),
        ("sort=luck", "is no order; try one of published, as_of, number, origin, confidence"),
    ],
)
def test_what_makes_no_sense_is_said_in_a_sentence(
    client: TestClient, query: str, sentence: str
) -> None:
    shown = client.get(f"/statements?{query}")
    assert shown.status_code == 422
    assert sentence in shown.text


@pytest.mark.parametrize(
    "query", ["", "measure=killed", "words=kursk&sort=number&order=down", "place=atlantis"]
)
def test_downloads_hold_all_that_is_shown_in_its_order(client: TestClient, query: str) -> None:
    """The same statements in the same order, those of all pages."""
    table = list(csv.DictReader(io.StringIO(client.get(f"/statements.csv?{query}").text)))
    records = client.get(f"/statements.json?{query}").json()
    assert [row["id"] for row in table] == [record["id"] for record in records]
    shown = client.get(f"/statements?{query}").text
    places = [shown.find(f'/statements/{row["id"].replace("#", "%23")}"') for row in table[:50]]
    assert places == sorted(places)
    assert -1 not in places


def test_words_of_the_address_are_escaped(client: TestClient) -> None:
    shown = client.get("/statements", params={"words": '"><script>alert(1)</script>\u202e'}).text
    assert "<script>alert" not in shown
    assert "alert(1)&lt;/script&gt;\ufffd</bdi>" in shown


@pytest.mark.parametrize(
    ("width", "scheme"), [(1280, "light"), (1280, "dark"), (360, "light"), (360, "dark")]
)
def test_the_page_is_accessible(page: Page, width: int, scheme: Scheme) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/statements?measure=killed")
    assert_accessible(page)


def test_a_choice_narrows_the_list_in_a_browser(page: Page) -> None:
    page.goto("/statements")
    page.get_by_role("navigation", name="Narrow this list down").get_by_role(
        "link", name="injured 10"
    ).click()
    expect(page.get_by_role("status")).to_contain_text("10 statements of 102")
    page.get_by_role("link", name="measure injured – remove").click()
    expect(page.get_by_role("status")).to_have_text("102 statements")
