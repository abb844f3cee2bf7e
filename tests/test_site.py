"""The documentation as a site: it builds with every link checked, and fetches nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from scripts.build_site import build

from pages import PAGES

# What a browser fetches by itself, from another place than the site.
_FETCHED = re.compile(
    r"<(?:script|img|iframe|source)\b[^>]*\bsrc=[\"']?(?:https?:)?//[^>]*>"
    r"|<link\b[^>]*\brel=[\"']?(?:stylesheet|preconnect|icon|preload)[^>]*\bhref=[\"']?(?:https?:)?//[^>]*>"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built strictly: a link or an anchor that leads nowhere fails it."""
    folder = tmp_path_factory.mktemp("site")
    build(folder)
    return folder


def test_every_page_is_there_and_in_the_menu(site: Path) -> None:
    menu = (site / "index.html").read_text(encoding="utf-8")
    names = {f"{page.stem}.html" for page in PAGES[1:]}
    assert {name for name in names if not (site / name).is_file()} == set()
    assert {name for name in names if f'href="{name}"' not in menu} == set()


def test_no_page_fetches_anything_from_elsewhere(site: Path) -> None:
    pages = [path.read_text(encoding="utf-8") for path in site.rglob("*.html")]
    assert [found for page in pages for found in _FETCHED.findall(page)] == []
    styles = [path.read_text(encoding="utf-8") for path in site.rglob("*.css")]
    assert [url for style in styles for url in re.findall(r"url\([\"']?https?:[^)]*", style)] == []
