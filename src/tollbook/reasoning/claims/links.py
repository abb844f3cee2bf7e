"""What ties claims: each link has its words, or the name of the rule that made it."""

from __future__ import annotations

from itertools import chain

from tollbook.model.claim import ClaimLink
from tollbook.reasoning.claims import links_by_rule, links_by_words
from tollbook.reasoning.claims.index import ClaimIndex


def find_links(index: ClaimIndex) -> tuple[ClaimLink, ...]:
    """Every link once: those that words make before those of a rule for the same two claims."""
    found: dict[tuple[str, str, str], ClaimLink] = {}
    for link in chain(
        links_by_words.parts(index),
        links_by_words.corrections(index),
        links_by_words.denials(index),
        links_by_words.disputes(index),
        links_by_rule.series(index),
        links_by_rule.other_scopes(index),
        links_by_rule.disputes(index),
    ):
        corrected = ("corrects", link.claim, link.other) in found
        if not (link.kind == "updates" and corrected):
            found.setdefault((link.kind, link.claim, link.other), link)
    return tuple(found.values())
