"""Documents: the list, one with its evidence marked, and what changed between versions."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Page, expect

from factories import a_document, a_figure, reread
from ledger_tools import RUN
from tollbook.ledger import Ledger
from tollbook.web.addresses import address_of
from web.conftest import Served
from web.hostile import IDS, SCRIPT, add_hostile
from web.tools import Scheme, assert_accessible

WIRE = "/documents/2025-01-14-harbour-wire"


@pytest.fixture
def hostile(ledger_path: Path) -> None:
    """The hostile documents, in the ledger before it is served."""
    add_hostile(ledger_path)


@pytest.fixture
def changed(ledger_path: Path) -> None:
    """A document of two versions, read long after the example: no entry is dated back."""
    first = a_document("The army said 20 men died.\n", id="changed", title="Twenty died")
    second = reread(first, "The army said 25 men died.\n")
    with Ledger.open(ledger_path) as stored:
        for day, page, low in ((1, first, 20), (2, second, 25)):
            figure = a_figure(page, f"{low} men died", low=low)
            stored.add(page, [figure], RUN, datetime(2125, 3, day, 12, tzinfo=UTC))


# The list


def test_documents_are_listed_by_day(client: TestClient) -> None:
    shown = client.get("/documents").text
    assert "<strong>12 documents</strong>" in shown
    assert shown.index("30 April 2025") < shown.index("28 April 2025") < shown.index("14 January")
    assert "North Korean casualties in Russia put at 3,000" in shown
    assert "0 of 13 reviewed" in shown


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("publisher=Harbour+Wire", "<strong>5 documents</strong> of 12"),
        ("publisher=-", "<strong>2 documents</strong> of 12"),
        ("since=2025-04-01&until=2025-04-30", "<strong>2 documents</strong> of 12"),
        ("language=fr", "No document fits."),
        ("page=9", "<strong>12 documents</strong>"),
    ],
)
def test_documents_are_narrowed_down(client: TestClient, query: str, found: str) -> None:
    assert found in client.get(f"/documents?{query}").text


def test_what_people_settled_is_counted(client: TestClient, ledger_path: Path) -> None:
    import tollbook  # noqa: PLC0415 - only this test decides

    with tollbook.open(ledger_path) as ledger:
        ledger.confirm("2025-01-14-harbour-wire#2", by="Ada")
    assert "1 of 13 reviewed" in client.get("/documents").text


# One document


def test_evidence_is_marked_with_who_says_what_beside_it(client: TestClient) -> None:
    shown = client.get(WIRE).text
    assert '<mark class="measure-killed is-proposed is-number" data-said="s2">About 300' in shown
    assert 'href="#s2" data-said="s2" aria-label="Statement 2: about 300 killed' in shown
    assert 'id="s2"' in shown
    assert "<q" in shown
    assert "has told" in shown


def test_a_rejected_statement_is_struck_through(client: TestClient, ledger_path: Path) -> None:
    import tollbook  # noqa: PLC0415 - only this test decides

    with tollbook.open(ledger_path) as ledger:
        ledger.reject("2025-01-14-harbour-wire#2", by="Ada", reason="no")
    shown = client.get(WIRE).text
    assert 'class="note is-rejected" id="s2"' in shown
    assert "12 proposed, 1 rejected" in shown


@pytest.mark.parametrize("page", ["documents", "versions", "received", "as-received"])
def test_a_document_that_is_not_there(client: TestClient, page: str) -> None:
    assert client.get(f"/{page}/nowhere").status_code == 404


def test_a_document_that_was_not_known_yet(client: TestClient) -> None:
    assert client.get(f"{WIRE}?as-known-on=2020-01-01").status_code == 404


@pytest.mark.usefixtures("hostile")
@pytest.mark.parametrize("id", IDS)
def test_hostile_ids_and_texts_are_shown_and_never_run(client: TestClient, id: str) -> None:
    """Whatever the id is made of, its pages are there, and nothing of the document is markup."""
    for address in (
        address_of("documents", id),
        address_of("versions", id),
        address_of("received", id),
        address_of("as-received", id),
        address_of("statements", f"{id}#1"),
    ):
        shown = client.get(address)
        assert shown.status_code == 200, address
        assert SCRIPT not in shown.text
        assert "<img" not in shown.text
        assert "\u202e" not in shown.text
        assert "\x07" not in shown.text


@pytest.mark.usefixtures("hostile")
def test_hostile_documents_in_lists(client: TestClient) -> None:
    for address in ("/documents", "/statements"):
        shown = client.get(address).text
        assert SCRIPT not in shown
        assert "<img" not in shown


@pytest.mark.usefixtures("hostile")
def test_hostile_text_neither_runs_nor_widens_the_page(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 700})
    for address in (
        "/documents",
        address_of("documents", "<b>"),
        address_of("statements", "<b>#1"),
    ):
        page.goto(address)
        assert_accessible(page)
        assert page.title() != "run"


def test_the_statement_is_shown_while_its_words_are_pointed_at(page: Page) -> None:
    """By the pointer and by the keyboard; Escape takes it away."""
    page.goto(WIRE)
    voices = page.locator("#s3 .chain")
    expect(voices).to_be_hidden()
    page.get_by_text("have been wounded").first.hover()
    expect(voices).to_be_visible()
    expect(voices).to_contain_text("has told")
    page.keyboard.press("Escape")
    page.mouse.move(0, 0)
    expect(voices).to_be_hidden()
    page.get_by_role("link", name="Statement 3:").focus()
    expect(voices).to_be_visible()


def test_without_javascript_a_number_leads_to_its_statement(
    browser: Browser, served: Served
) -> None:
    context = browser.new_context(base_url=served.address, java_script_enabled=False)
    page = context.new_page()
    page.goto(WIRE)
    page.get_by_role("link", name="Statement 3:").click()
    expect(page.locator("#s3 .chain")).to_be_visible()
    context.close()


@pytest.mark.parametrize(
    ("width", "scheme"), [(1280, "light"), (1280, "dark"), (360, "light"), (360, "dark")]
)
def test_the_pages_are_accessible(page: Page, width: int, scheme: Scheme) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    for address in ("/documents", WIRE):
        page.goto(address)
        assert_accessible(page)


def test_on_a_phone_the_statements_stand_below_their_paragraph(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(WIRE)
    words = page.locator("#of-s3").bounding_box()
    note = page.locator("#s3").bounding_box()
    assert words is not None
    assert note is not None
    assert note["y"] > words["y"]
    expect(page.locator("#s3 .chain")).to_be_visible()


# As received


def test_a_page_as_received_can_do_nothing(client: TestClient) -> None:
    """The frame has a policy of its own: no script, no picture, no form, no origin."""
    shown = client.get("/as-received/2025-04-28-peninsula-post")
    policy = shown.headers["content-security-policy"]
    assert policy.startswith("sandbox; default-src 'none'")
    assert "<script" not in shown.text
    assert "North Korea" in shown.text


def test_the_bytes_are_vouched_for_beside_the_frame(page: Page) -> None:
    page.goto(WIRE)
    page.get_by_role("link", name="As received").click()
    expect(page.get_by_text("SHA-256")).to_be_visible()
    words = page.frame_locator("iframe").locator("body")
    expect(words).to_contain_text("SEOUL, Jan. 14, 2025 (Harbour Wire)")
    expect(words).to_have_css("max-width", "704px")
    assert_accessible(page)


# Versions


@pytest.mark.usefixtures("changed")
def test_what_changed_between_versions(client: TestClient) -> None:
    shown = client.get("/versions/changed").text
    assert "2 versions" in shown
    assert "<del> 20</del><ins> 25</ins>" in shown
    assert "gone: " in shown
    assert "new: " in shown


@pytest.mark.usefixtures("changed")
@pytest.mark.parametrize(
    ("query", "status"),
    [("old=1&new=1", 200), ("old=2&new=1", 200), ("new=9", 404), ("old=x&new=-", 200)],
)
def test_any_two_versions_are_compared(client: TestClient, query: str, status: int) -> None:
    assert client.get(f"/versions/changed?{query}").status_code == status


@pytest.mark.usefixtures("changed")
def test_versions_are_accessible(page: Page) -> None:
    page.goto("/versions/changed")
    assert_accessible(page)
    page.get_by_label("From version 2").check()
    page.get_by_label("To version 1").check()
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("heading", level=2)).to_have_text("What changed from version 2 to 1")


@pytest.mark.usefixtures("changed")
def test_only_the_version_known_on_a_day_is_there(client: TestClient) -> None:
    assert "1 version<" in client.get("/versions/changed?as-known-on=2125-03-01").text
