"""Take the pictures of the desk and of published pages for the documentation: `make screenshots`.

The shipped example is read into a fresh ledger in a folder of its own, a few things are decided,
and each page is opened in Debian's Chromium. Names on the command line choose among the pictures.
"""

from __future__ import annotations

import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import uvicorn
from playwright.sync_api import Browser, sync_playwright

import tollbook
from tollbook.example import reports
from tollbook.web.desk import Desk
from tollbook.web.site import create_app

IMAGES = Path(__file__).parent.parent / "docs" / "images"
MOST_BYTES = 150_000
CASE = "north-korean-troops"
BULLETIN = "2024-12-19-evening-bulletin"
WORDS_FOR_NUMBER = ("ArrowRight", "ArrowRight", "ArrowRight", "n")
_PATIENCE = 180_000  # milliseconds: the first chart takes a busy machine a while


@dataclass(frozen=True)
class Shot:
    """A picture: its name, the address of the page, and how it is looked at.

    An address that does not begin with "/" is that of a page of the published example.

    `height` is that of the window, and of the picture; `at` is what is scrolled to, if anything,
    and `keys` are pressed before it is taken.
    """

    name: str
    address: str
    width: int = 1200
    height: int = 800
    dark: bool = False
    at: str = ""
    keys: tuple[str, ...] = ()


SHOTS = (
    Shot("case", f"/cases/{CASE}", width=1040, height=660),
    Shot("case-dark", f"/cases/{CASE}?measure=killed", dark=True, at="#over-time"),
    Shot("case-phone", f"/cases/{CASE}", width=390, height=844),
    Shot("cases", "/cases", height=420),
    Shot("claim", "/claims/2024-12-19-harbour-wire%232", width=1000, height=760),
    Shot("findings", "/findings"),
    Shot("finding", "/findings/{finding}", width=1000, height=720),
    Shot("predictions", "/predictions"),
    Shot("prediction", "/predictions/2025-01-13-evening-bulletin%2315", height=900),
    Shot("voices", "/voices", height=700),
    Shot("voice", "/voices/org:kr-nis", height=800),
    Shot("review", "/review?at=2025-01-14-harbour-wire%239", width=1000, height=620),
    Shot(
        "correct", f"/review/correct/{BULLETIN}%233", width=940, height=660, keys=WORDS_FOR_NUMBER
    ),
    Shot("coding", "/review/coding/round?name=January", width=1000, height=680),
    Shot("document", "/documents/2025-01-14-harbour-wire#s3", width=1000, height=400),
    Shot("statements", "/statements?measure=killed&sort=number", width=1080, height=640),
    Shot("statement", "/statements/2025-01-14-harbour-wire%232", width=1000, height=620),
    Shot("add", "/add", height=700),
    Shot("published", "site/index.html", width=1100, height=640),
)


def main() -> int:
    """Take the pictures that are named, all where none is; 1 where one is too large."""
    chosen = [shot for shot in SHOTS if not sys.argv[1:] or shot.name in sys.argv[1:]]
    IMAGES.mkdir(exist_ok=True)
    with _served() as (address, finding), sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        too_large = [
            shot.name for shot in chosen if _take(browser, address, finding, shot) > MOST_BYTES
        ]
        browser.close()
    for name in too_large:
        print(f"{name}.png is larger than {MOST_BYTES:,} bytes; make its window smaller")
    return 1 if too_large else 0


@contextmanager
def _served() -> Iterator[tuple[str, str]]:
    """The example at a free port of this machine, with the key of a finding that fails."""
    with TemporaryDirectory() as folder, chdir(folder):
        for report in reports():
            shutil.copy(report, folder)
        with tollbook.open("example.db") as ledger:
            ledger.read(*(report.name for report in reports()))
            _decide(ledger)
            finding = ledger.checks("conflation", fails=True)[0].key
            ledger.publish(CASE, "site", on="2025-05-02")
        desk = Desk("example.db")
        server = uvicorn.Server(uvicorn.Config(create_app(desk), port=0, log_level="warning"))
        thread = threading.Thread(target=server.run)
        thread.start()
        while not server.started:
            thread.join(0.05)
        port = server.servers[0].sockets[0].getsockname()[1]
        try:
            yield f"http://127.0.0.1:{port}", finding
        finally:
            server.should_exit = True
            thread.join()
            desk.close()


def _decide(ledger: tollbook.OpenLedger) -> None:
    """What the pictures show as settled by people."""
    [answer] = ledger.answers(case=CASE)
    for measure in answer.measures[:2]:
        for id in measure.counts[0].claim.statements:
            ledger.confirm(id, by="Ana")
    known = next(one for one in ledger.checks() if one.check == "single_origin")
    ledger.judge(known.key, reason="no other body counts them", by="Ana")
    for n in range(1, 4):
        ledger.code(f"{BULLETIN}#{n}", "confirm", round="January", by="Ana")
        ledger.code(f"{BULLETIN}#{n}", *_BENS_CODING[n], round="January", by="Ben")


_BENS_CODING: dict[int, tuple[str, dict[str, str]]] = {
    1: ("confirm", {}),
    2: ("correct", {"modality": "asserted"}),
    3: ("correct", {"measure": "casualties", "scope": "incident"}),
}


def _take(browser: Browser, address: str, finding: str, shot: Shot) -> int:
    """Take one picture; how many bytes it has."""
    context = browser.new_context(
        base_url=address,
        viewport={"width": shot.width, "height": shot.height},
        color_scheme="dark" if shot.dark else "light",
    )
    page = context.new_page()
    page.set_default_timeout(_PATIENCE)
    published = not shot.address.startswith("/")
    at = Path(shot.address).resolve().as_uri() if published else shot.address
    page.goto(at.format(finding=finding), wait_until="networkidle")
    if shot.at:
        page.locator(shot.at).evaluate("heading => heading.scrollIntoView()")
    for key in shot.keys:
        page.keyboard.press(key)
    page.wait_for_load_state("networkidle")
    picture = IMAGES / f"{shot.name}.png"
    page.screenshot(path=picture)
    context.close()
    return picture.stat().st_size


if __name__ == "__main__":
    sys.exit(main())
