"""From the id of a claim to all that belongs to it: its relays, links, checks and decisions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tollbook.app.cite import cite
from tollbook.model.citation import Citation
from tollbook.model.claim import Claim, ClaimLink
from tollbook.model.decision import Decision
from tollbook.model.finding import Finding
from tollbook.model.relay import RelayStep
from tollbook.model.review import Review
from tollbook.publishing.claims import link_in_words
from tollbook.publishing.quotations import Quotation, quotation_of_statement, quotations_of_marks
from tollbook.reasoning.checks import run_checks
from tollbook.reasoning.grouping import group_pairs
from tollbook.reasoning.judgements import judgements
from tollbook.reasoning.record import Record
from tollbook.reasoning.relay_tree import relay_tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Another claim and what ties this one to it.

    `words` read from this claim to the other ("updates", "denied by"); `passages` are the words
    that make the link, empty where only its rule does.
    """

    words: str
    link: ClaimLink
    other: Claim
    passages: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimDetails:
    """One claim with all that belongs to it.

    `case` is the case in which it was found, None where it was found in everything on record.
    `passages` holds the sentence of each of its statements, by the statement's id. `voices_known`
    and `voices_possible` count the voices that agree: known to be independent, and at most. Of
    `findings` those come first that matter most, judged ones among them (`judged` has them by
    their keys); `reviews` has what became of each statement, by its id; `decisions` are those on
    its statements, the earliest first.
    """

    claim: Claim
    case: str | None
    denial: bool
    relays: RelayStep
    passages: Mapping[str, Quotation]
    voices_known: int
    voices_possible: int
    ties: tuple[Tie, ...]
    findings: tuple[Finding, ...]
    judged: Mapping[str, Decision]
    reviews: Mapping[str, Review]
    decisions: tuple[Decision, ...]
    citation: Citation


def find_claim(record: Record, id: str, head: str) -> ClaimDetails | None:
    """The claim of that id in a record, or the one that a statement of that id makes.

    None where the record has none; `head` is the hash of the ledger's last entry.
    """
    claim = record.claims.get(id) or record.claims.of(id)
    if claim is None:
        return None
    voices = record.witnesses.corroboration(claim)
    documents = record.corpus.documents
    return ClaimDetails(
        claim=claim,
        case=record.case.name if record.case else None,
        denial=record.claims.is_denial(claim.id),
        relays=relay_tree(claim, record),
        passages={
            figure.id: quotation_of_statement(figure, documents[figure.document])
            for figure in claim.figures
        },
        voices_known=voices.known,
        voices_possible=voices.possible,
        ties=tuple(_ties(claim, record)),
        findings=_findings_by_claim(record).get(claim.id, ()),
        judged=judgements(record.decisions),
        reviews={id: review for id in claim.statements if (review := record.reviewed.review(id))},
        decisions=tuple(
            one
            for one in record.decisions
            if not set(one.subject.split("\n")).isdisjoint(claim.statements)
        ),
        citation=cite(record, claim.id, head),
    )


def _ties(claim: Claim, record: Record) -> Iterator[Tie]:
    for link in record.claims.links_of(claim.id):
        other = record.claims.get(link.other if link.claim == claim.id else link.claim)
        if other is not None:
            yield Tie(
                words=link_in_words(link, claim.id),
                link=link,
                other=other,
                passages=quotations_of_marks(link.marks, record.corpus),
            )


def _findings_by_claim(record: Record) -> Mapping[str, tuple[Finding, ...]]:
    def work() -> dict[str, tuple[Finding, ...]]:
        pairs = ((id, finding) for finding in run_checks(record) for id in finding.claims)
        return {id: tuple(findings) for id, findings in group_pairs(pairs).items()}

    return record.once("findings by claim", work)
