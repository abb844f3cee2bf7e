"""The day in the bar: every page takes it, and every link on a page keeps it."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

from tollbook.web.desk import Desk

DAY = "2099-01-01"
LATER_KNOWN = "as-known-on=2099-01-01"
PAGES = (
    "/cases",
    "/cases/north-korean-troops?measure=killed",
    "/charts/cases/north-korean-troops",
    "/all",
    "/claims/2024-12-19-harbour-wire%232",
    "/findings?verdict=fails",
    "/findings/KEY",
    "/predictions",
    "/predictions/2025-01-13-evening-bulletin%2315",
    "/voices?q=intelligence",
    "/voices/org:kr-nis",
)


@pytest.mark.parametrize("page", PAGES)
def test_links_keep_the_day(client: TestClient, desk: Desk, page: str) -> None:
    """All but the one that leads back to today, which has the page's own address."""
    with desk.ledger() as ledger:
        page = page.replace("KEY", ledger.checks(fails=True)[0].key)
    joint = "&" if "?" in page else "?"
    shown = client.get(f"{page}{joint}as-known-on={DAY}")
    assert shown.status_code == 200
    assert f"at the end of <strong>{DAY}" in shown.text
    main = shown.text.partition("<main")[2].partition("</main>")[0]
    links = re.findall(r'(?:href|src|srcset)="(/[^"]*)"', main)
    own = page.partition("?")[0]
    assert [link for link in links if LATER_KNOWN not in link and link != own] == []
    forms = re.findall(r'<form class="filters".*?</form>', main, re.DOTALL)
    assert all(f'name="as-known-on" value="{DAY}"' in form for form in forms)


def test_an_earlier_day_knows_nothing_of_what_came_later(client: TestClient, desk: Desk) -> None:
    with desk.ledger() as ledger:
        key = ledger.checks(fails=True)[0].key
    for page in (f"/findings/{key}", "/voices/org:kr-nis", "/claims/2024-12-19-harbour-wire%232"):
        assert client.get(f"{page}?as-known-on=2020-01-01").status_code == 404
