"""The example as it is published: every number followed to its words, every page looked at."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import feedparser
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

import tollbook
from publication import Pages, every_text
from tollbook.publishing.site import looks
from tollbook.web.looks import STATIC

CASE = "north-korean-troops"
_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "preload": False}


@pytest.fixture(scope="module")
def ledger(
    example_ledger: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tollbook.OpenLedger]:
    """The example with a count that people confirmed and a finding that they judged."""
    path = shutil.copy(example_ledger, tmp_path_factory.mktemp("published") / "tollbook.db")
    with tollbook.open(path) as opened:
        [answer] = opened.answers(case=CASE, measure="injured")
        for id in answer.measures[0].counts[0].claim.statements:
            opened.confirm(id, by="Ines Okonjo")
        known = next(one for one in opened.checks(case=CASE) if one.check == "single_origin")
        opened.judge(known.key, reason="nobody else counts them", by="Ines Okonjo")
        yield opened


@pytest.fixture(scope="module", params=["public", "internal"])
def pages(
    request: pytest.FixtureRequest,
    ledger: tollbook.OpenLedger,
    tmp_path_factory: pytest.TempPathFactory,
) -> Pages:
    """The pages of two profiles, as they are published."""
    folder = tmp_path_factory.mktemp("site") / request.param
    ledger.publish(CASE, folder, profile=request.param, on="2025-12-01")
    return Pages(folder)


def test_every_number_leads_to_its_words(pages: Pages, ledger: tollbook.OpenLedger) -> None:
    """No count stands without a link; where it names a statement, the words of that are quoted."""
    assert list(pages.numbers_without_words()) == []
    said = {one.id: one for one in ledger.record(case=CASE).corpus.statements}
    followed = 0
    for page, link in pages.numbers():
        target = pages.target(page, link.get("href"))
        assert target is not None, link.get("href")
        id = link.get("data-of")
        named = target.xpath("descendant-or-self::*[@data-statement=$id]", id=id)
        if not named:  # a finding or a link shows its own passages
            assert pages.has_words(page, link), f"{page}: {link.text_content()}"
            continue
        words = "".join(named[0].xpath(".//blockquote")[0].itertext())
        if "[name hidden]" not in words:
            assert " ".join(said[id].evidence.quote.split())[:80] in " ".join(words.split())
        followed += 1
    assert followed > 300


def test_no_link_is_dead_and_nothing_is_fetched_or_refused(pages: Pages) -> None:
    assert list(pages.dead_links()) == []
    assert list(pages.troubles()) == []
    assert {"index.html", "card.html", "about.html", "changes.html"} <= set(pages.trees)


def test_every_statement_claim_and_finding_has_its_place(
    pages: Pages, ledger: tollbook.OpenLedger
) -> None:
    record = ledger.record(case=CASE)
    shown = {
        id
        for page, tree in pages.trees.items()
        if page.startswith("documents/")
        for id in tree.xpath("//*[@data-statement]/@data-statement")
    }
    assert shown == {said.id for said in record.corpus.statements}
    articles = [tree.xpath("//article/@id") for tree in pages.trees.values()]
    marks = {mark for found in articles for mark in found}
    assert len([mark for mark in marks if mark.startswith("c-")]) == len(record.claims.everything)


def test_machine_readings_and_checked_numbers_look_different(pages: Pages) -> None:
    index = pages.trees["index.html"]
    looks = {link.get("class") for link in index.xpath("//a[@data-of]")}
    assert looks >= {"n is-proposed", "n is-settled"}
    states = {one.text_content() for one in index.xpath("//*[contains(@class, 'state ')]")}
    assert "read by the machine" in states
    assert any("checked by people" in one for one in states)


def test_what_is_withheld_is_withheld_and_listed(pages: Pages) -> None:
    """A public page has no reviewer, no reason, no full text, no path; an internal one says who."""
    public = pages.folder.name == "public"
    written = "\n".join(text for _, text in every_text(pages.folder))
    assert ("Ines" not in written) is public
    assert ("nobody else counts them" not in written) is public
    assert ("Its text" not in written) is public
    assert ("site-packages" not in written and "tollbook/example" not in written) or not public
    record = json.loads((pages.folder / "publication.json").read_text())
    assert len(record["withheld"]) == (6 if public else 1)
    about = pages.trees["about.html"].text_content()
    assert all(one in about for one in record["withheld"])


@pytest.mark.parametrize("pages", ["public"], indirect=True)
def test_the_same_ledger_gives_the_same_bytes(
    pages: Pages, ledger: tollbook.OpenLedger, tmp_path: Path
) -> None:
    """In another folder, and into the same one again on a later day."""
    ledger.publish(CASE, tmp_path / "other", on="2025-12-01")
    assert dict(every_text(tmp_path / "other")) == dict(every_text(pages.folder))
    again = ledger.publish(CASE, tmp_path / "other", on="2025-12-02")
    assert again.again
    assert again.day == date(2025, 12, 1)
    assert dict(every_text(tmp_path / "other")) == dict(every_text(pages.folder))


def test_the_feed_is_valid_and_its_ids_stay(
    pages: Pages, ledger: tollbook.OpenLedger, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    shutil.copytree(pages.folder, folder)
    first = feedparser.parse((folder / "changes.atom").read_bytes())
    assert first.version == "atom10"
    assert not first.bozo
    assert [entry.title for entry in first.entries] == ["First publication"]
    assert all(entry.id.startswith("urn:uuid:") and entry.updated for entry in first.entries)


def test_published_pages_and_the_desk_share_their_colours() -> None:
    """The rooms must not lean on each other, so each has a copy; this keeps the copies the same."""
    desk = (STATIC / "desk.css").read_text(encoding="utf-8")
    tokens = desk[desk.index(":root {") : desk.index("* { box-sizing")].strip()
    assert tokens in looks.style()
    assert tokens in looks.card_style()


KINDS = (
    *("index.html", "card.html", "voices.html", "claims/killed.html", "findings.html"),
    *("predictions.html", "documents.html", "documents/2025-01-14-daily-lantern.html"),
    *("changes.html", "about.html", "voices/org-kr-nis.html", "claims.html"),
)
"""A page of each kind."""

LOOKED_AT = ("index.html", "claims/killed.html", "findings.html", "documents.html", "about.html")
"""Those that axe looks at: between them they have all that a page can have."""


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
@pytest.mark.parametrize("pages", ["internal"], indirect=True)
def test_pages_are_accessible_and_fit(
    browser: Browser, pages: Pages, scheme: str, width: int
) -> None:
    """Opened as files: no violation by axe, nothing refused, nothing but regions scrolls."""
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    troubles: list[str] = []
    page.on("console", lambda said: troubles.append(said.text))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("requestfailed", lambda request: troubles.append(request.url))
    for name in KINDS if scheme == "light" else KINDS[:6]:
        page.goto((pages.folder / name).as_uri())
        assert troubles == [], name
        assert page.evaluate("getComputedStyle(document.body).margin") == "0px", name
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        assert not wide, name
        if name in (LOOKED_AT if scheme == "light" else ("index.html", "card.html")):
            found = Axe().run(page, options=_RULES)
            assert found.violations_count == 0, f"{name}: {found.generate_report()}"
    context.close()
