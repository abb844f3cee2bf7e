"""Claims as a finding shows them: where they stand, and who says what for which day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from tollbook.model.claim import Claim
from tollbook.model.finding import Mark
from tollbook.model.statement import Figure
from tollbook.reasoning.claims import Claims
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.grouping import group_by
from tollbook.reasoning.wholes import people
from tollbook.reasoning.words import count, day, number_in_words


def mark_of(figure: Figure, corpus: Corpus) -> Mark:
    """Where a figure stands: its number with its people."""
    return Mark(figure.document, people(figure, corpus.documents[figure.document]))


def claim_in_words(claim: Claim) -> str:
    """What a claim says, whose claim it is, and how many documents carry it.

    It is worded as its fullest statement; the other numbers of the claim are not shown.
    """
    carried = len(claim.documents)
    relays = f", in {count(carried)} documents" if carried > 1 else ""
    return f"{count_in_words(claim)} ({claim.origin.name}, {day(claim.as_of)}{relays})"


def count_in_words(claim: Claim) -> str:
    """The number and what it is of: "about 300 killed"."""
    return f"{number_in_words(claim.figure)} {claim.measure}"


def outlet(document: str, corpus: Corpus) -> str:
    """Who printed a document: its publisher, else the document's own id."""
    return corpus.documents[document].publisher or document


def day_of_print(figure: Figure, corpus: Corpus) -> date:
    """The day a figure was printed; the last possible date if unknown."""
    return corpus.documents[figure.document].published_on or date.max


def says_its_day(figure: Figure) -> bool:
    """Whether the text itself says for which day a figure speaks."""
    period = figure.period
    if period is None or period.inherited:
        return False
    return period.mention is not None and period.end_date is not None


def in_headline(figure: Figure, corpus: Corpus) -> bool:
    """Whether a figure stands in a headline."""
    block = corpus.block_of(figure.document, figure.evidence)
    return block is not None and block[1].role == "headline"


def by_cluster(figures: Iterable[Figure], claims: Claims) -> Iterator[tuple[Figure, ...]]:
    """Figures put together by the text that carries them, copies counted once, in their order."""
    together = group_by(figures, lambda figure: claims.cluster_of(figure.document).id)
    return map(tuple, together.values())
