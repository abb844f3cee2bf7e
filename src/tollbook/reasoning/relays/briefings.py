"""Whether two claims of one origin come from one briefing, as the rest of their texts shows.

Two papers that both have the agency's 4,639 injured were at the same briefing, or copied from it.
If one of them has 2,886 killed and the other 2,686, one of them has it wrong: the toll did not rise
between two briefings.
"""

from __future__ import annotations

from collections.abc import Iterator

from tollbook.model.claim import Claim
from tollbook.model.values import Measure
from tollbook.reasoning.intervals import stated_number
from tollbook.reasoning.keys import number_key
from tollbook.reasoning.relays.relayed import Relayed

_MOVES_WITH_THE_DEAD: frozenset[Measure] = frozenset({"missing", "casualties"})
"""Measures that can't stay the same while the number of killed changes, however little."""


def find_shared_count(one: Claim, other: Claim, relayed: Relayed) -> Claim | None:
    """Another count of the origin's briefing that a text with each of two claims gives.

    It must be new in those days, and so large that it would not be the same again after an update:
    11,000 sent, or five injured, are repeated from one briefing to the next.
    """
    theirs = {_number(claim) for claim in _beside(other, relayed)}
    return next((claim for claim in _beside(one, relayed) if _number(claim) in theirs), None)


def _beside(claim: Claim, relayed: Relayed) -> Iterator[Claim]:
    """The other counts of its briefing in the texts that carry a claim."""
    settings = relayed.settings
    for document in claim.documents:
        unsaid = f"?{relayed.claims.cluster_of(document).id}"  # "Sixty-one are missing."
        for figure in relayed.corpus.figures_in(document):
            beside = relayed.claims.of(figure.id)
            if (
                beside is None
                or beside.measure in (claim.measure, "deployed")
                or beside.origin.key not in (claim.origin.key, unsaid)
                or beside.since is None
                or claim.since is None
                or abs((beside.since - claim.since).days) > settings.relay_days
            ):
                continue
            moves = beside.measure in _MOVES_WITH_THE_DEAD
            least = settings.coincidence_below if moves else settings.telling_number
            if (stated_number(beside.figure) or 0) >= least:
                yield beside


def _number(claim: Claim) -> tuple[Measure, str]:
    return claim.measure, number_key(claim.figure)
