"""The page of the API: made from the description, so that it can't go out of date."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from fastapi.testclient import TestClient
from playwright.sync_api import Page

from tollbook.web.api.app import PREFIX
from tollbook.web.api.problems import MEANINGS


def test_every_address_shape_and_problem_is_on_the_page(client: TestClient) -> None:
    shown = client.get("/api")
    assert shown.status_code == 200
    described = client.get(f"{PREFIX}/openapi.json").json()
    for path in described["paths"]:
        assert f"<code>{path}</code>" in shown.text
    for name in described["components"]["schemas"]:
        assert f'id="shape-{name}"' in shown.text
    for name, _ in MEANINGS.values():
        assert f'id="{name}"' in shown.text


def test_the_type_of_a_problem_leads_to_what_it_means(client: TestClient) -> None:
    page, anchor = client.get(f"{PREFIX}/nowhere").json()["type"].split("#")
    assert f'id="{anchor}"' in client.get(page).text


def test_it_is_accessible(page: Page) -> None:
    page.goto("/api")
    page.locator("#facets > summary").click()
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    assert found.violations_count == 0, found.generate_report()
