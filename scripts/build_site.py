"""Build the documentation as a site in `site/`; `make site` runs this.

The pages stay as they are in README.md and `docs/`. They are put together in `build/pages`: README
becomes the first page, files elsewhere in the project that a page links to go under `source/`, and
links are turned to match. MkDocs then refuses any link or anchor that leads nowhere.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGES = ROOT / "build" / "pages"

_LINK = re.compile(r"(\]\()([^)#:\s]+)((?:#[^)\s]*)?\))")
_NAMED_BLOCK = re.compile(r"^```(\w+) (\S+)$", re.MULTILINE)


def put_together(pages: Path = PAGES) -> None:
    """Write all pages, with whatever they link to, into a new folder."""
    shutil.rmtree(pages, ignore_errors=True)
    waiting = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    done: set[Path] = set()
    while waiting:
        source = waiting.pop()
        if source in done or not source.exists():
            continue
        done.add(source)
        target = pages / _place(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.suffix == ".md":
            text, linked = _turned(source)
            target.write_text(text, encoding="utf-8")
            waiting += linked
        else:
            shutil.copyfile(source, target)


def _place(source: Path) -> Path:
    """Where a file of the project lies among the pages."""
    if source == ROOT / "README.md":
        return Path("index.md")
    if source.is_relative_to(ROOT / "docs"):
        return source.relative_to(ROOT / "docs")
    return Path("source") / source.relative_to(ROOT)


def _turned(source: Path) -> tuple[str, list[Path]]:
    """A page with its links as they are among the pages, and the files that they lead to."""
    linked: list[Path] = []
    here = _place(source).parent

    def turn(match: re.Match[str]) -> str:
        target = Path(os.path.normpath(source.parent / match[2]))
        if not target.is_file():
            return match[0]
        linked.append(target)
        return f"{match[1]}{os.path.relpath(_place(target), here)}{match[3]}"

    text = _LINK.sub(turn, source.read_text(encoding="utf-8"))
    # A block of text with the name of a file is shown under that name.
    return _NAMED_BLOCK.sub(r'```\1 title="\2"', text), linked


def build(site: Path | None = None) -> None:
    """Build the site, and fail on the first doubtful link."""
    put_together()
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    command += ["--site-dir", str(site)] if site else []
    # Its makers announce their next program with every build.
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, cwd=ROOT, env=environment, check=True)  # noqa: S603 - a command of our own


if __name__ == "__main__":
    build()
