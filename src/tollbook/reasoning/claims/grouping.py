"""Which statements are one claim."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date

from tollbook.model.claim import Claim, Origin
from tollbook.model.decision import Decision
from tollbook.model.statement import Figure
from tollbook.reasoning.book import Book
from tollbook.reasoning.claims.claims import Claims
from tollbook.reasoning.origins import nobody_speaks, plain_name
from tollbook.settings import Settings


def find_claims(book: Book, settings: Settings, decisions: Sequence[Decision] = ()) -> Claims:
    """The claims of a book, with their links and dispatches."""
    groups: dict[tuple[object, ...], list[Figure]] = {}
    for figure in book.figures():
        key = (_origin(figure).key, figure.measure, figure.low, figure.high, book.as_of(figure))
        groups.setdefault(key, []).append(figure)
    claims = [_claim(members, book) for members in groups.values()]
    return Claims(tuple(sorted(claims, key=lambda claim: (claim.as_of or date.max, claim.id))))


def _claim(members: list[Figure], book: Book) -> Claim:
    first = members[0]
    return Claim(
        id="c" + hashlib.sha256(first.id.encode()).hexdigest()[:10],
        origin=_origin(first),
        figure=first,
        figures=tuple(members),
        as_of=book.as_of(first),
        since=book.documents[first.document].published_on,
        dispatches=tuple(dict.fromkeys(figure.document for figure in members)),
    )


def _origin(figure: Figure) -> Origin:
    if nobody_speaks(figure):
        return Origin(f"?{figure.document}", figure.origin.name, "unknown")
    voice = figure.origin
    if voice.entity:
        return Origin(voice.entity, voice.name, "named", voice.entity)
    return Origin(f"name:{plain_name(voice.name)}", voice.name, "named")
