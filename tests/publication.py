"""For tests: a folder of published pages, read as a reader's browser reads it."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import dirname, join, normpath

from lxml import html
from lxml.html import HtmlElement

NO_COUNT = ("time", "q", "blockquote", "cite", "code", "pre", "bdi", "title")
"""What holds digits that count nobody: days, words of others, names, hashes."""


@dataclass
class Pages:
    """The pages of a publication by their files."""

    folder: Path
    trees: dict[str, HtmlElement] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for path in sorted(self.folder.rglob("*.html")):
            name = path.relative_to(self.folder).as_posix()
            self.trees[name] = html.document_fromstring(path.read_text(encoding="utf-8"))

    def target(self, page: str, href: str) -> HtmlElement | None:
        """What a link leads to: a page, or the part of it that is marked; None where it is dead."""
        address, _, mark = href.partition("#")
        name = normpath(join(dirname(page), address)) if address else page
        tree = self.trees.get(name)
        if tree is None or not mark:
            return tree
        found = tree.xpath("//*[@id=$mark]", mark=mark)
        return found[0] if len(found) == 1 else None

    def dead_links(self) -> Iterator[str]:
        """Links to what is not there, or to outside of the folder, but for documents on the web."""
        for page, tree in self.trees.items():
            for link in tree.iter("a", "link"):
                href = link.get("href", "")
                if "external" in link.get("rel", "") and href.startswith("http"):
                    continue
                file = self.folder / dirname(page) / href.partition("#")[0]
                if href.startswith(("/", "http", "file:")) or not (
                    self.target(page, href) is not None
                    or (file.is_file() and not file.name.endswith(".html"))
                ):
                    yield f"{page}: {href}"

    def troubles(self) -> Iterator[str]:
        """What a browser would fetch from outside, or refuse by the policy of the page."""
        for page, tree in self.trees.items():
            [policy] = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
            assert policy.startswith("default-src 'none'; ")
            for element in tree.iter():
                if not isinstance(element.tag, str):
                    continue
                for name, value in element.attrib.items():
                    fetched = name in ("src", "srcset", "data", "poster") or (
                        name == "href" and element.tag in ("link", "use", "image", "base")
                    )
                    if fetched and re.match(r"\w+:|//|/", value):
                        yield f"{page}: {element.tag} {name}={value}"
                    if name == "style" or name.startswith("on"):
                        yield f"{page}: {name} within {element.tag}"
                if element.tag in ("script", "style"):
                    digest = hashlib.sha256((element.text or "").encode()).digest()
                    if f"'sha256-{base64.b64encode(digest).decode()}'" not in policy:
                        yield f"{page}: an inline {element.tag} that its policy refuses"
        for path in self.folder.rglob("*.css"):
            if re.search(r"@import|url\(", path.read_text(encoding="utf-8")):
                yield f"{path.name} fetches something"

    def numbers_without_words(self) -> Iterator[str]:
        """Digits that stand for people and lead to no sentence."""
        for page, tree in self.trees.items():
            for text in tree.find("body").xpath(".//text()[not(ancestor::style|ancestor::script)]"):
                if re.search(r"\d", text) and not self._is_accounted_for(page, text.getparent()):
                    yield f"{page}: {text.strip()}"

    def _is_accounted_for(self, page: str, element: HtmlElement) -> bool:
        for one in (element, *element.iterancestors()):
            classes = set(one.get("class", "").split())
            if one.tag in NO_COUNT or classes & {"tally", "chart", "method"}:
                return True
            if one.tag == "a" and self.has_words(page, one):
                return True
            if "derived" in classes and any(self.has_words(page, a) for a in one.iter("a")):
                return True
        return False

    def has_words(self, page: str, link: HtmlElement) -> bool:
        """Whether a link leads to a sentence with marked words."""
        target = self.target(page, link.get("href", ""))
        return target is not None and bool(target.xpath(".//blockquote//mark"))

    def numbers(self) -> Iterator[tuple[str, HtmlElement]]:
        """Every number that names its statement, with its page."""
        for page, tree in self.trees.items():
            for link in tree.xpath("//a[@data-of]"):
                yield page, link


def every_text(folder: Path) -> Iterator[tuple[str, str]]:
    """The names of all files, and what stands in them."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_text(encoding="utf-8")
