"""schema.org: claims with where they appeared, and what people judged, as JSON-LD.

Tollbook says who claims what, never whether it is true. So a `Claim` has no rating, and there is a
`ClaimReview` only where a person judged a finding about it; its text is that person's reason.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tollbook.model.claim import Claim
from tollbook.model.decision import Decision
from tollbook.model.document import Document
from tollbook.model.finding import Finding
from tollbook.publishing.claims import claim_in_words, whose_claim
from tollbook.publishing.formats.bundle import Bundle
from tollbook.publishing.formats.identifiers import urn
from tollbook.publishing.formats.written import Written
from tollbook.reasoning.judgements import judgements

CONTEXT: dict[str, Any] = {
    "@vocab": "https://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "datePublished": {"@id": "https://schema.org/datePublished", "@type": "xsd:date"},
    "url": {"@id": "https://schema.org/url", "@type": "@id"},
}
"""Every word is schema.org's own; nothing has to be fetched to know that."""


def write(bundle: Bundle, folder: Path) -> Written:
    """Write `claims.jsonld`: documents, claims and reviews in one graph."""
    path = folder / "claims.jsonld"
    graph = [
        *(_page(document, bundle) for document in bundle.documents),
        *(_claim(claim, bundle) for claim in bundle.claims),
        *_reviews(bundle),
    ]
    text = json.dumps({"@context": CONTEXT, "@graph": graph}, ensure_ascii=False, indent=1)
    path.write_text(f"{text}\n", encoding="utf-8", newline="\n")
    return Written((path,))


def _page(document: Document, bundle: Bundle) -> dict[str, Any]:
    discretion = bundle.discretion
    address = discretion.address(document) or ""
    return _known(
        {
            "@id": _page_id(document.id, bundle),
            "@type": "Article",
            "headline": discretion.hide(document.title) if document.title else None,
            "url": address if address.startswith(("https://", "http://")) else None,
            "datePublished": str(document.published_on) if document.published_on else None,
            "publisher": {"@type": "Organization", "name": discretion.hide(document.publisher)}
            if document.publisher
            else None,
            "inLanguage": document.language,
        }
    )


def _claim(claim: Claim, bundle: Bundle) -> dict[str, Any]:
    figure, hide = claim.figure, bundle.discretion.hide
    place, settled = figure.place, bundle.record.reviewed.settled(claim.statements)
    denial = bundle.record.claims.is_denial(claim.id)
    people = sorted({bundle.discretion.person(review.by) for review in settled if review.by})
    pages = [{"@id": _page_id(id, bundle)} for id in claim.documents]
    return _known(
        {
            "@id": urn("claim", bundle.discretion.id(claim.id)),
            "@type": "Claim",
            "text": hide(f"{claim_in_words(claim, denial=denial)} – {whose_claim(claim)}"),
            "author": _author(claim, bundle),
            "datePublished": str(claim.since) if claim.since else None,
            "temporalCoverage": str(claim.as_of) if claim.as_of else None,
            "spatialCoverage": {
                "@type": "Place",
                "name": hide(place.name or place.mention.quote),
            }
            if place
            else None,
            "about": _known(
                {
                    "@type": "QuantitativeValue",
                    "name": claim.measure,
                    "minValue": figure.low,
                    "maxValue": figure.high,
                    "unitText": "people",
                }
            ),
            "firstAppearance": pages[0],
            "appearance": pages,
            "claimInterpreter": [{"@type": "Person", "name": name} for name in people] or None,
        }
    )


def _author(claim: Claim, bundle: Bundle) -> dict[str, Any] | None:
    """The origin; a person or an organisation where the table of names says which."""
    if claim.origin.kind == "unknown":
        return None
    kind = (claim.origin.entity or "").partition(":")[0]
    known = {"person": "Person", "org": "Organization", "gov": "Organization"}
    return _known({"@type": known.get(kind), "name": bundle.discretion.hide(claim.origin.name)})


def _reviews(bundle: Bundle) -> Iterator[dict[str, Any]]:
    """A review for each finding that a person judged to be known and explained."""
    known = judgements(bundle.record.decisions)
    shown = {claim.id for claim in bundle.claims}
    for finding in bundle.findings:
        if decision := known.get(finding.key):
            claims = [id for id in finding.claims if id in shown]
            yield _review(finding, bundle.discretion.decision(decision), claims, bundle)


def _review(
    finding: Finding, decision: Decision, claims: Iterable[str], bundle: Bundle
) -> dict[str, Any]:
    discretion = bundle.discretion
    return _known(
        {
            "@id": urn("finding", finding.key),
            "@type": "ClaimReview",
            "claimReviewed": discretion.hide(finding.title),
            "itemReviewed": [{"@id": urn("claim", discretion.id(id))} for id in claims] or None,
            "author": {"@type": "Person", "name": decision.by},
            "datePublished": decision.at.date().isoformat(),
            "reviewBody": discretion.hide(decision.reason) or None,
            "reviewAspect": finding.check,
        }
    )


def _page_id(id: str, bundle: Bundle) -> str:
    return urn("document", bundle.discretion.id(id))


def _known(record: dict[str, Any]) -> dict[str, Any]:
    """The record without what is unknown."""
    return {name: value for name, value in record.items() if value is not None}
