"""What ties claims: each link has its words, or the name of the rule that made it."""

from __future__ import annotations

from itertools import chain

from tollbook.model.claim import ClaimLink
from tollbook.reasoning.claims import ruled_links, worded_links
from tollbook.reasoning.claims.ground import Ground


def find_links(ground: Ground) -> tuple[ClaimLink, ...]:
    """Every link once: those that words make before those of a rule for the same two claims."""
    found: dict[tuple[str, str, str], ClaimLink] = {}
    for link in chain(
        worded_links.parts(ground),
        worded_links.corrections(ground),
        worded_links.denials(ground),
        worded_links.disputes(ground),
        ruled_links.series(ground),
        ruled_links.other_scopes(ground),
        ruled_links.disputes(ground),
    ):
        corrected = ("corrects", link.claim, link.other) in found
        if not (link.kind == "updates" and corrected):
            found.setdefault((link.kind, link.claim, link.other), link)
    return tuple(found.values())
