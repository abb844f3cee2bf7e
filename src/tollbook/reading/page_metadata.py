"""What a page says of itself: title, publisher, address, date of publication, language.

Asked in order of how often they are right: JSON-LD, OpenGraph and other meta tags, `<time>`, and
for the date htmldate, which also looks at the address and the text. For the address the canonical
link comes first: JSON-LD often describes other articles that the page leads to.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from htmldate import find_date as find_page_date

from tollbook.reading.dates import find_date, read_iso
from tollbook.reading.markup import Element
from tollbook.reading.received import Metadata

Day = date | datetime

_META_NAMES = ("property", "name", "itemprop")
_ARTICLE = re.compile(r"(?:\w{0,40}(?:Article|Posting|Report|NewsItem)|Report)\Z")
_TITLE_KEYS = ("og:title", "twitter:title", "dc.title", "headline", "title")
_SITE_KEYS = ("og:site_name", "application-name", "dc.publisher", "publisher")
_DATE_KEYS = (
    "article:published_time", "og:published_time", "datepublished", "date", "dc.date",
    "dc.date.issued", "dcterms.created", "dcterms.date", "parsely-pub-date", "pubdate",
    "publish-date", "publication_date", "sailthru.date", "article.published",
    "cxenseparse:recs:publishtime",
)  # fmt: skip
_MAX_JSON = 1_000_000
_MAX_NODES = 10_000
_GUESS_CHARS = 1_000_000
_SHORT = 300

logging.getLogger("htmldate").setLevel(logging.CRITICAL)


def page_metadata(markup: str, elements: list[Element]) -> Metadata:
    """The metadata of a page, from its markup and its informative elements."""
    tags = _from_tags(elements)
    stated = Metadata(url=tags.url).or_else(_from_json_ld(markup, elements)).or_else(tags)
    if stated.published is None and len(markup) <= _GUESS_CHARS:
        stated = stated.or_else(Metadata(published=_guessed_date(markup, stated.url)))
    return stated


def _from_json_ld(markup: str, elements: list[Element]) -> Metadata:
    found = Metadata()
    for script in _named(elements, "script"):
        if "ld+json" not in script.attributes.get("type", "").lower():
            continue
        if script.end - script.start > _MAX_JSON:
            continue
        try:
            parsed = json.loads(markup[script.start : script.end], strict=False)
        except (ValueError, RecursionError):
            continue  # a broken block says nothing; the next one may
        for node in _articles(parsed):
            found = found.or_else(_article(node))
    return found


def _articles(parsed: Any) -> Iterator[dict[str, Any]]:
    """The nodes of a JSON-LD block that describe an article: alone, in a list or in a @graph."""
    ahead, met = [parsed], 0
    while ahead and met < _MAX_NODES:
        node = ahead.pop(0)
        met += 1
        if isinstance(node, list):
            ahead += node
        elif isinstance(node, dict):
            kinds = node.get("@type")
            if any(_ARTICLE.match(str(kind)) for kind in _listed(kinds)):
                yield node
            ahead += [node[key] for key in ("@graph", "mainEntity") if key in node]


def _article(node: dict[str, Any]) -> Metadata:
    publishers = (_name(item) for item in _listed(node.get("publisher")))
    return Metadata(
        title=_short(node.get("headline")) or _short(node.get("name")),
        publisher=next((name for name in publishers if name), None),
        url=_address(node.get("url")),
        published=_date(node.get("datePublished")) or _date(node.get("dateCreated")),
        language=_language(node.get("inLanguage")),
    )


def _from_tags(elements: list[Element]) -> Metadata:
    metas: dict[str, str] = {}
    for tag in _named(elements, "meta"):
        key = next((tag.attributes[name] for name in _META_NAMES if name in tag.attributes), "")
        if content := tag.attributes.get("content"):
            metas.setdefault(key.lower(), content)
    links = (
        tag.attributes.get("href")
        for tag in _named(elements, "link")
        if tag.attributes.get("rel", "").lower() == "canonical"
    )
    root = next(_named(elements, "html"), None)
    return Metadata(
        title=_first(metas, _TITLE_KEYS),
        publisher=_first(metas, _SITE_KEYS),
        url=_address(next(links, None)) or _address(metas.get("og:url")),
        published=next(filter(None, (_date(metas.get(key)) for key in _DATE_KEYS)), None)
        or _time_date(list(_named(elements, "time"))),
        language=_language(root.attributes.get("lang") if root else None),
    )


def _time_date(times: list[Element]) -> Day | None:
    """The date of the first `<time>` that is marked as that of publication, else of the first."""
    marked = (
        tag
        for tag in times
        if any("publi" in tag.attributes.get(name, "").lower() for name in ("itemprop", "class"))
    )
    dates = (_date(tag.attributes.get("datetime")) for tag in (*marked, *times))
    return next(filter(None, dates), None)


def _guessed_date(markup: str, url: str | None) -> Day | None:
    try:
        guess = find_page_date(markup, original_date=True, extensive_search=False, url=url)
    except Exception:  # whatever a hostile page does to it, the page has no date then
        return None
    return read_iso(guess) if guess else None


def _date(value: Any) -> Day | None:
    if not isinstance(value, str):
        return None
    value = value.strip()[:64]
    read = read_iso(value)
    if read is None and (found := find_date(value)):
        return found.day
    return read


def _named(elements: list[Element], name: str) -> Iterator[Element]:
    return (element for element in elements if element.name == name)


def _first(metas: dict[str, str], keys: tuple[str, ...]) -> str | None:
    return next((_short(metas[key]) for key in keys if key in metas), None)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _name(value: Any) -> str | None:
    return _short(value.get("name") if isinstance(value, dict) else value)


def _short(value: Any) -> str | None:
    if not isinstance(value, str):
        return None
    return " ".join(value.split())[:_SHORT] or None


def _address(value: Any) -> str | None:
    address = _short(value)
    return address if address and re.match(r"https?://", address) else None


def _language(value: Any) -> str | None:
    tag = _short(value)
    return tag if tag and re.fullmatch(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,3}", tag) else None
