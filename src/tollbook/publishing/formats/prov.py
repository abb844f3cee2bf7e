"""PROV-O: how each number came about, from the document to the estimate, as JSON-LD.

The terms are those of https://www.w3.org/TR/prov-o/. A document is an entity; reading it is an
activity of a program, deciding on a statement one of a person; statements are derived from the
document, claims from statements, estimates from claims.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tollbook.model.claim import Claim
from tollbook.model.decision import Decision
from tollbook.model.document import Document
from tollbook.model.estimate import Ends, Estimate
from tollbook.model.review import Review
from tollbook.model.statement import Statement
from tollbook.publishing.claims import claim_in_words, whose_claim
from tollbook.publishing.formats.bundle import Bundle
from tollbook.publishing.formats.identifiers import Thing, urn
from tollbook.publishing.formats.written import Written
from tollbook.publishing.phrases import says

CONTEXT: dict[str, Any] = {
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "tb": "urn:tollbook:term:",
    "label": "rdfs:label",
    "comment": "rdfs:comment",
    "value": "prov:value",
    "sha256": "tb:sha256",
    "wasDerivedFrom": {"@id": "prov:wasDerivedFrom", "@type": "@id"},
    "wasGeneratedBy": {"@id": "prov:wasGeneratedBy", "@type": "@id"},
    "wasInvalidatedBy": {"@id": "prov:wasInvalidatedBy", "@type": "@id"},
    "wasAttributedTo": {"@id": "prov:wasAttributedTo", "@type": "@id"},
    "wasInfluencedBy": {"@id": "prov:wasInfluencedBy", "@type": "@id"},
    "wasAssociatedWith": {"@id": "prov:wasAssociatedWith", "@type": "@id"},
    "used": {"@id": "prov:used", "@type": "@id"},
    "atLocation": {"@id": "prov:atLocation", "@type": "@id"},
    "endedAtTime": {"@id": "prov:endedAtTime", "@type": "xsd:dateTime"},
}

_PROGRAM = "urn:tollbook:program"


def write(bundle: Bundle, folder: Path) -> Written:
    """Write `provenance.jsonld`."""
    path = folder / "provenance.jsonld"
    graph = [*_nodes(bundle)]
    text = json.dumps({"@context": CONTEXT, "@graph": graph}, ensure_ascii=False, indent=1)
    path.write_text(f"{text}\n", encoding="utf-8", newline="\n")
    return Written((path,))


def _nodes(bundle: Bundle) -> Iterator[dict[str, Any]]:
    yield {
        "@id": _PROGRAM,
        "@type": "prov:SoftwareAgent",
        "label": f"Tollbook {bundle.version}",
    }
    yield from _people(bundle)
    documents = {row.document_id for row in bundle.statements}
    for document in bundle.documents:
        yield _document(document, bundle)
        if document.id in documents:
            yield _reading(document, bundle)
    for row in bundle.statements:
        yield _statement(row.statement, row.review, bundle)
    shown = {row.statement.id for row in bundle.statements}
    for review in bundle.record.reviewed.within(bundle.record.corpus, bundle.case):
        if review.state == "rejected" and review.reading is not None:
            yield _rejected(review.reading, review, bundle)
            shown.add(review.id)
    for decision in bundle.decisions:
        yield _decision(decision, shown, bundle)
    claims = {claim.id: claim for claim in bundle.claims}
    for claim in claims.values():
        yield _claim(claim, shown, bundle)
    for answer in bundle.estimates.answers if bundle.estimates else ():
        for estimate in answer.estimates:
            if estimate.ends is not None:
                yield _estimate(estimate, estimate.ends, claims, bundle)


def _people(bundle: Bundle) -> Iterator[dict[str, Any]]:
    names = dict.fromkeys(bundle.discretion.person(one.by) for one in bundle.decisions)
    for name in names:
        yield {"@id": urn("person", name), "@type": ["prov:Agent", "prov:Person"], "label": name}
    hide = bundle.discretion.hide
    for name in dict.fromkeys(hide(d.publisher) for d in bundle.documents if d.publisher):
        yield {"@id": urn("publisher", name), "@type": "prov:Agent", "label": name}
    origins = {hide(one.origin.key): one.origin for one in bundle.claims}
    for key, origin in origins.items():
        if origin.kind != "unknown":
            yield {"@id": urn("voice", key), "@type": "prov:Agent", "label": hide(origin.name)}


def _document(document: Document, bundle: Bundle) -> dict[str, Any]:
    discretion = bundle.discretion
    node = {
        "@id": _name("document", document.id, bundle),
        "@type": "prov:Entity",
        "label": discretion.hide(document.title or discretion.id(document.id)),
        "sha256": document.sha256,
    }
    if document.publisher:
        node["wasAttributedTo"] = urn("publisher", discretion.hide(document.publisher))
    address = discretion.address(document) or ""
    if address.startswith(("https://", "http://")):
        node["atLocation"] = address
    return node


def _reading(document: Document, bundle: Bundle) -> dict[str, Any]:
    node: dict[str, Any] = {
        "@id": _name("reading", document.id, bundle),
        "@type": "prov:Activity",
        "label": f"reading {bundle.discretion.id(document.id)}",
        "used": _name("document", document.id, bundle),
        "wasAssociatedWith": _PROGRAM,
    }
    known = bundle.provenances.get(document.id)
    if known is not None:
        node |= {"endedAtTime": known.read_at.isoformat(), "comment": f"Tollbook {known.tollbook}"}
    return node


def _statement(said: Statement, review: Review | None, bundle: Bundle) -> dict[str, Any]:
    made_by = _name("reading", said.document, bundle)
    if review is not None and review.machine is None and review.decisions:
        made_by = urn("decision", str(review.decisions[0].entry))  # added, or kept, by a person
    node: dict[str, Any] = {
        "@id": _name("statement", said.id, bundle),
        "@type": "prov:Entity",
        "label": bundle.discretion.hide(says(said)),
        "value": bundle.discretion.hide(said.evidence.quote),
        "wasDerivedFrom": _name("document", said.document, bundle),
        "wasGeneratedBy": made_by,
    }
    if review is not None and review.in_force:
        node["wasInfluencedBy"] = [urn("decision", str(one.entry)) for one in review.in_force]
    return node


def _rejected(said: Statement, review: Review, bundle: Bundle) -> dict[str, Any]:
    node = _statement(said, review, bundle)
    if review.settled_by is not None:
        node["wasInvalidatedBy"] = urn("decision", str(review.settled_by.entry))
    return node


def _decision(decision: Decision, shown: set[str], bundle: Bundle) -> dict[str, Any]:
    made = bundle.discretion.decision(decision)
    node: dict[str, Any] = {
        "@id": urn("decision", str(decision.entry)),
        "@type": "prov:Activity",
        "label": made.kind,
        "endedAtTime": made.at.isoformat(),
        "wasAssociatedWith": urn("person", made.by),
    }
    if made.reason:
        node["comment"] = bundle.discretion.hide(made.reason)
    about = [id for id in decision.subject.split("\n") if id in shown]
    if about:
        node["used"] = [_name("statement", id, bundle) for id in about]
    return node


def _claim(claim: Claim, shown: set[str], bundle: Bundle) -> dict[str, Any]:
    denial = bundle.record.claims.is_denial(claim.id)
    words = f"{claim_in_words(claim, denial=denial)} – {whose_claim(claim)}"
    node: dict[str, Any] = {
        "@id": _name("claim", claim.id, bundle),
        "@type": "prov:Entity",
        "label": bundle.discretion.hide(words),
        "wasDerivedFrom": [
            _name("statement", id, bundle) for id in claim.statements if id in shown
        ],
    }
    if claim.origin.kind != "unknown":
        node["wasAttributedTo"] = urn("voice", bundle.discretion.hide(claim.origin.key))
    return node


def _estimate(
    estimate: Estimate, ends: Ends, claims: dict[str, Claim], bundle: Bundle
) -> dict[str, Any]:
    return {
        "@id": urn("estimate", f"{bundle.name}:{estimate.measure}:{estimate.policy}"),
        "@type": "prov:Entity",
        "label": f"{estimate.measure}, {estimate.policy}",
        "value": _in_one(ends),
        "wasDerivedFrom": [
            _name("claim", claim.id, bundle) for claim in estimate.counted if claim.id in claims
        ],
    }


def _in_one(ends: Ends) -> str:
    """Low, best and high with slashes between, empty where there is none."""
    return "/".join("" if end is None else str(end) for end in (ends.low, ends.best, ends.high))


def _name(thing: Thing, id: str, bundle: Bundle) -> str:
    return urn(thing, bundle.discretion.id(id))
