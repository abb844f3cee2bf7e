"""For tests: a ledger of hostile documents, and what no output for people may hold of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from shutil import copy
from tempfile import mkdtemp

from fastapi.testclient import TestClient

import tollbook

DOCUMENTS = Path(__file__).with_name("data") / "hostile"
ATTACKER = "attacker.example"

# Control characters, overrides of the direction of writing, and invisible letters.
_ACTING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_EVALUATED = re.compile("A49B|C49D|E49F")  # what "A{{7*7}}B" and the like would come to
_LOADS = {"src", "srcset", "data", "poster", "action", "formaction", "background", "ping"}
_STRANGE = {"svg", "math", "object", "embed", "base", "applet", "frame", "frameset", "marquee"}


PAGES = ["/", "/cases", "/documents", "/statements", "/findings", "/predictions", "/voices"]
PAGES += ["/review", "/add", "/users"]
MOST = 120  # pages that a crawl looks at: each kind comes up several times


def ledger_of_hostile_documents(folder: Path) -> Path:
    """A copy of the ledger into which all of them were read."""
    return Path(copy(_read(), folder / "hostile.db"))


@cache
def _read() -> Path:
    path = Path(mkdtemp(prefix="tollbook-")) / "hostile.db"
    with tollbook.open(path) as ledger:
        ledger.read(DOCUMENTS)
    return path


def acts(text: str) -> str | None:
    """A character of a text for people that acts on a screen or hides; None if there is none."""
    found = _ACTING.search(text)
    return repr(found[0]) if found else None


def faults(markup: str) -> list[str]:
    """What a page of ours must not hold: anything that runs, loads from elsewhere or deceives."""
    page = _Page()
    page.feed(markup)
    page.close()
    if found := acts(markup):
        page.faults.append(f"the character {found}")
    if evaluated := _EVALUATED.search(markup):
        page.faults.append(f"a template was evaluated: {evaluated[0]}")
    return page.faults


def links(markup: str) -> set[str]:
    """The addresses of our own that a page leads to."""
    page = _Page()
    page.feed(markup)
    return {link.partition("#")[0] for link in page.links if re.match(r"/(?!/)", link)}


def crawl(client: TestClient) -> Iterator[tuple[str, str, str]]:
    """Address, kind and content of the pages that links lead to, one of each kind first."""
    met, waiting = set(PAGES), list(PAGES)
    kinds: dict[str, int] = {}
    for _ in range(MOST):
        if not waiting:
            return
        # Those of which the fewest were seen: a thousand statements hide no other page.
        waiting.sort(key=lambda address: kinds.get(address.split("/")[1], 0), reverse=True)
        address = waiting.pop()
        kind = address.split("/")[1]
        kinds[kind] = kinds.get(kind, 0) + 1
        answer = client.get(address)
        yield address, answer.headers.get("content-type", ""), answer.text
        if "text/html" in answer.headers.get("content-type", ""):
            found = links(answer.text) - met
            met |= found
            waiting += sorted(found)


class _Page(HTMLParser):
    """Notes what is wrong with the tags of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at a tag and its attributes."""
        given = {name: value or "" for name, value in attrs}
        shown = f"<{tag} {given}>"[:200]
        if tag in _STRANGE or (tag == "script" and not given.get("src", "").startswith("/static/")):
            self.faults.append(shown)
        for name, value in given.items():
            if name.startswith("on") or name in ("style", "srcdoc", "http-equiv"):
                self.faults.append(shown)
            if name in _LOADS and not re.match(r"/(?!/)|\?|$", value):
                self.faults.append(shown)
        if "href" in given:
            self._look_at_link(tag, given, shown)

    def _look_at_link(self, tag: str, given: dict[str, str], shown: str) -> None:
        """Ours, or one that opens only when it is followed, without saying where from."""
        address = given["href"]
        self.links.append(address)
        if re.match(r"/(?!/)|[?#]|$", address):
            return
        is_quiet = "noreferrer" in given.get("rel", "")
        if tag != "a" or not re.match(r"(?:https?://|mailto:)", address) or not is_quiet:
            self.faults.append(shown)
