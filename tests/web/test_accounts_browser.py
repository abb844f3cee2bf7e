"""Accounts in a browser: signing in, a token, a new user; readable for all, without scripts too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from ledger_tools import AT, BRIEFING, RUN, STATEMENTS
from tollbook.ledger import Ledger
from tollbook.settings import Safety
from tollbook.web.desk import Desk
from web.conftest import Served
from web.tools import assert_accessible

CHEAP = Safety(password_memory_kib=64, password_passes=1, password_lanes=1)
PHRASE = "four unrelated words here"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk with an administrator and a reader of a long name."""
    with Ledger.open(tmp_path / "team.db") as ledger:
        ledger.add(BRIEFING, STATEMENTS, RUN, AT)
    opened = Desk(tmp_path / "team.db", safety=CHEAP)
    opened.all_accounts.add_user("Ana", "admin", PHRASE, by="setup")
    opened.all_accounts.add_user("Wolfeschlegelsteinhausen" * 2, "reader", PHRASE, by="Ana")
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("scheme", "width", "scripts"), [("light", 1280, True), ("dark", 360, False)]
)
def test_an_administrator_signs_in_and_adds_a_user(
    browser: Browser, served: Served, scheme: str, width: int, scripts: bool
) -> None:
    """From the page that was asked for, through the form, to signing out again."""
    context = browser.new_context(
        base_url=served.address,
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=scripts,
    )
    page = context.new_page()
    page.goto("/users")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    page.get_by_label("Name").fill("ana")
    page.get_by_label("Password").fill("not the phrase")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_have_text("The name or the password is wrong; try again.")
    if scripts:
        assert_accessible(page)
    page.get_by_label("Password").fill(PHRASE)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Users")
    page.get_by_label("Name", exact=True).fill("Bo")
    page.locator("form.stacked select").select_option("coder")
    page.get_by_label("Password, 12").fill(PHRASE)
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("rowheader", name="Bo")).to_be_visible()
    if scripts:
        assert_accessible(page)
    page.get_by_role("link", name="Ana").click()
    page.get_by_label("What it is for").fill("nightly export")
    page.get_by_role("button", name="Make a token").click()
    expect(page.get_by_text("It is not shown again")).to_be_visible()
    if scripts:
        assert_accessible(page)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    page.goto("/users")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    context.close()
