"""W3C Web Annotation: every statement as a note on the words of its page.

The model is that of https://www.w3.org/TR/annotation-model/: a target with its source, the words
(`TextQuoteSelector`) and their place (`TextPositionSelector`, in code points of the canonical
text), and a body that says what they come to. The context stands in the file, with the terms of the
W3C's own (http://www.w3.org/ns/anno.jsonld) that are used, so that nothing has to be fetched.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tollbook.model.document import Document
from tollbook.model.statement import Figure
from tollbook.publishing.formats.bundle import Bundle
from tollbook.publishing.formats.identifiers import urn
from tollbook.publishing.formats.written import Written
from tollbook.publishing.phrases import said_by, says, whom

if TYPE_CHECKING:
    from tollbook.ledger import Row

AROUND = 32
"""Code points quoted before and after the words, by which they are found again in a text that has
changed; the specification's own examples have about as many."""

CONTEXT: dict[str, Any] = {
    "oa": "http://www.w3.org/ns/oa#",
    "as": "http://www.w3.org/ns/activitystreams#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "tb": "urn:tollbook:term:",
    "id": "@id",
    "type": "@type",
    "AnnotationCollection": "as:OrderedCollection",
    "AnnotationPage": "as:OrderedCollectionPage",
    "Annotation": "oa:Annotation",
    "SpecificResource": "oa:SpecificResource",
    "TextualBody": "oa:TextualBody",
    "TextQuoteSelector": "oa:TextQuoteSelector",
    "TextPositionSelector": "oa:TextPositionSelector",
    "Software": "as:Application",
    "Person": "foaf:Person",
    "Figure": "tb:Figure",
    "TextState": "tb:TextState",
    "describing": "oa:describing",
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
    "body": {"@id": "oa:hasBody", "@type": "@id"},
    "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "state": {"@id": "oa:hasState", "@type": "@id"},
    "creator": {"@id": "dcterms:creator", "@type": "@id"},
    "generator": {"@id": "as:generator", "@type": "@id"},
    "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
    "first": {"@id": "as:first", "@type": "@id"},
    "total": "as:totalItems",
    "startIndex": "as:startIndex",
    "created": {"@id": "dcterms:created", "@type": "xsd:dateTime"},
    "label": "rdfs:label",
    "name": "foaf:name",
    "value": "rdf:value",
    "format": "dc:format",
    "language": "dc:language",
    "exact": "oa:exact",
    "prefix": "oa:prefix",
    "suffix": "oa:suffix",
    "start": "oa:start",
    "end": "oa:end",
    **{
        name: f"tb:{name}"
        for name in (
            *("measure", "low", "high", "modifier", "modality", "scope", "people", "origin"),
            *("originEntity", "reviewState", "sha256", "characters"),
        )
    },
}
"""The terms of the W3C's context that are used, and `tb:` for what it has no word for."""


def write(bundle: Bundle, folder: Path) -> Written:
    """Write `annotations.jsonld`, one collection with one page."""
    path = folder / "annotations.jsonld"
    documents = bundle.record.corpus.documents
    items = [_annotation(row, documents[row.document_id], bundle) for row in bundle.statements]
    collection = {
        "@context": CONTEXT,
        "type": "AnnotationCollection",
        "label": bundle.title,
        "total": len(items),
        "generator": {"type": "Software", "name": f"Tollbook {bundle.version}"},
        "first": {"type": "AnnotationPage", "startIndex": 0, "items": items},
    }
    text = json.dumps(collection, ensure_ascii=False, indent=1)
    path.write_text(f"{text}\n", encoding="utf-8", newline="\n")
    return Written((path,))


def _annotation(row: Row, document: Document, bundle: Bundle) -> dict[str, Any]:
    said, review, discretion = row.statement, row.review, bundle.discretion
    words = f"{says(said)}{f', {whom(said)}' if whom(said) else ''} – {said_by(said)}"
    note = {
        "type": "TextualBody",
        "value": discretion.hide(words),
        "format": "text/plain",
        "language": "en",
        "purpose": "describing",
    }
    by_person: dict[str, Any] = {}
    if review is not None and review.by:
        by_person["creator"] = {"type": "Person", "name": discretion.person(review.by)}
        if review.at:
            by_person["created"] = review.at.isoformat()
    return {
        "id": urn("statement", discretion.id(said.id)),
        "type": "Annotation",
        "motivation": "describing",
        **by_person,
        "reviewState": review.state if review else "proposed",
        "body": [note, _figure(said, bundle)] if isinstance(said, Figure) else [note],
        "target": _target(row, document, bundle),
    }


def _figure(figure: Figure, bundle: Bundle) -> dict[str, Any]:
    """The figure as data; what is unknown is left out, so an open top has no `high`."""
    values = {
        "measure": figure.measure,
        "low": figure.low,
        "high": figure.high,
        "modifier": figure.modifier,
        "modality": figure.modality,
        "scope": figure.scope,
        "people": whom(figure) or None,
        "origin": figure.origin.name,
        "originEntity": figure.origin.entity,
    }
    known = {name: value for name, value in values.items() if value is not None}
    shown: dict[str, Any] = bundle.discretion.hide_all(known)
    return {"type": "Figure", **shown}


def _target(row: Row, document: Document, bundle: Bundle) -> dict[str, Any]:
    discretion, span = bundle.discretion, row.statement.evidence
    selectors: list[dict[str, Any]] = []
    if not discretion.mentions_private(span.quote):
        quote: dict[str, Any] = {"type": "TextQuoteSelector", "exact": span.quote}
        if discretion.shows("private_names"):  # half a name can't be recognised as one
            before, after = document.text[: span.start], document.text[span.end :]
            around = {"prefix": before[-AROUND:], "suffix": after[:AROUND]}
            quote |= {name: words for name, words in around.items() if words}
        selectors.append(quote)
    selectors.append({"type": "TextPositionSelector", "start": span.start, "end": span.end})
    return {
        "type": "SpecificResource",
        "source": _source(document, bundle),
        "selector": selectors,
        "state": {
            "type": "TextState",
            "sha256": hashlib.sha256(document.text.encode()).hexdigest(),
            "characters": len(document.text),
        },
    }


def _source(document: Document, bundle: Bundle) -> str:
    """The page's address on the web, else a name for it."""
    found = bundle.discretion.address(document) or ""
    if found.startswith(("https://", "http://")):
        return found
    return urn("document", bundle.discretion.id(document.id))
