"""Each page in a browser: WCAG 2.2 AA by axe, light and dark, wide and on a phone."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from web.conftest import Served

PAGES = (
    "/cases",
    "/cases/north-korean-troops",
    "/charts/cases/north-korean-troops",
    "/claims/2024-12-19-harbour-wire%232",
    "/findings",
    "/findings?judged=true",
    "/predictions",
    "/predictions/2025-01-13-evening-bulletin%2315",
    "/voices",
    "/voices/org:kr-nis",
    "/voices?q=zzz&as-known-on=2020-01-01",
)
_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_pages_are_accessible_and_fit(
    browser: Browser, served: Served, scheme: str, width: int
) -> None:
    """No violation, and nothing but marked regions scrolls sideways."""
    context = browser.new_context(
        base_url=served.address,
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    with served.desk.ledger() as ledger:
        finding = ledger.checks("conflation", fails=True)[0].key
    for address in (*PAGES, f"/findings/{finding}"):
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        found = Axe().run(page, options=_RULES)
        assert found.violations_count == 0, f"{address}: {found.generate_report()}"
        wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        assert not wide, address
    context.close()
