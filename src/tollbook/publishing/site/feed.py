"""The changes of a publication as an Atom feed (RFC 4287), one entry a publication."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from tollbook.publishing.site.changes import Entry
from tollbook.publishing.site.publication import Publication
from tollbook.publishing.visible import one_line

_ATOM = "http://www.w3.org/2005/Atom"
_ENTRIES = 50
_LINES = 100  # changes that an entry lists; its record has all of them


def write_feed(publication: Publication, history: Sequence[Entry]) -> str:
    """The feed of a folder's publications, the newest first.

    Its ids are made from the case and the head of the first publication, and so stay the same
    wherever the folder is put.
    """
    base = f"tollbook:{publication.name}:{history[-1].head}"
    feed = Element("feed", {"xmlns": _ATOM, "xml:lang": "en"})
    SubElement(feed, "id").text = _id(base)
    SubElement(feed, "title").text = _text(publication, publication.title)
    SubElement(feed, "updated").text = _moment(history[0])
    SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": "changes.html"})
    SubElement(feed, "link", {"rel": "self", "href": "changes.atom"})
    SubElement(SubElement(feed, "author"), "name").text = "Tollbook"
    generator = SubElement(feed, "generator", {"version": publication.version})
    generator.text = "Tollbook"
    for one in history[:_ENTRIES]:
        entry = SubElement(feed, "entry")
        SubElement(entry, "id").text = _id(f"{base}:{one.number}:{one.head}")
        SubElement(entry, "title").text = _title(one)
        SubElement(entry, "updated").text = _moment(one)
        address = f"changes.html#publication-{one.number}"
        SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": address})
        lines = [change.words for change in one.changes[:_LINES]] or [_title(one)]
        more = len(one.changes) - _LINES
        lines += [f"and {more:,} more"] if more > 0 else []
        content = SubElement(entry, "content", {"type": "text"})
        content.text = "\n".join(_text(publication, line) for line in lines)
    indent(feed)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(feed, encoding="unicode")}\n'


def _title(entry: Entry) -> str:
    if entry.number == 1:
        return "First publication"
    n = len(entry.changes)
    return "Nothing changed" if not n else f"{n:,} {'change' if n == 1 else 'changes'}"


def _id(name: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, name)}"


def _moment(entry: Entry) -> str:
    """The day as the moment that Atom asks for; a publication has no time of day."""
    return f"{entry.on.isoformat()}T00:00:00Z"


def _text(publication: Publication, text: str) -> str:
    return publication.discretion.hide(one_line(text))
