"""Links that words make: parts, corrections, withdrawals, denials and disputes, with the words."""

from __future__ import annotations

from collections.abc import Iterator

from tollbook.model.claim import Claim, ClaimLink
from tollbook.model.finding import Mark
from tollbook.model.statement import Figure
from tollbook.reasoning.claims.cues import Cue, CueKind
from tollbook.reasoning.claims.identity import number_of
from tollbook.reasoning.claims.index import ClaimIndex

PART = "the text makes it a part"
CORRECTED = "its words correct an earlier number"
TAKEN_BACK = "its words withdraw the number"
DENIED = "its words deny the number"
DISPUTED = "its words dispute another number"


def parts(index: ClaimIndex) -> Iterator[ClaimLink]:
    """A count that the text makes a part of another: "11 people, including two children"."""
    for figure in index.corpus.figures():
        if figure.part_of is None:
            continue
        claim, whole = (index.by_statement.get(id) for id in (figure.id, figure.part_of))
        if claim is not None and whole is not None and claim.id != whole.id:
            marks = (Mark(figure.document, figure.evidence),)
            yield ClaimLink(kind="part_of", claim=claim.id, other=whole.id, rule=PART, marks=marks)


def corrections(index: ClaimIndex) -> Iterator[ClaimLink]:
    """A voice puts right what it said: "revised down from 84 to 76"."""
    for claim, figure, cue in _with_cue(index, "corrects"):
        other = _find_corrected(claim, cue, index) if cue.new else None
        if other is not None:
            yield ClaimLink(
                kind="corrects",
                claim=claim.id,
                other=other.id,
                rule=CORRECTED,
                marks=_marks(figure, cue),
            )


def _find_corrected(claim: Claim, cue: Cue, index: ClaimIndex) -> Claim | None:
    """What is corrected: the claim of the old number where one is given, else the last one."""
    own = list(index.before(claim, index.by_voice[claim.origin.key, claim.measure]))
    if not cue.old:
        same_scope = (other for other in own if other.figure.scope == claim.figure.scope)
        return next((other for other in same_scope if _differ(claim, other)), None)
    for number in cue.old:
        named = ("named", number, number)
        found = next((other for other in own if number_of(other.figure) == named), None)
        if found is None and claim.origin.kind != "named":
            claims = index.by_number.get((claim.measure, named), ())
            found = next(index.before(claim, claims), None)
        if found is not None:
            return found
    return None


def denials(index: ClaimIndex) -> Iterator[ClaimLink]:
    """What somebody denies, and what its own voice retracts."""
    withdrawn = {claim.id: (figure, cue) for claim, figure, cue in _with_cue(index, "retracts")}
    for denial in index.denials:
        figure, cue = withdrawn.get(denial.id, (denial.figure, None))
        claims = index.by_number.get((denial.measure, number_of(denial.figure)), ())
        for other in index.before(denial, claims):
            if cue is None:
                yield ClaimLink(
                    kind="denies",
                    claim=denial.id,
                    other=other.id,
                    rule=DENIED,
                    marks=(Mark(figure.document, figure.evidence),),
                )
            elif other.origin.key == denial.origin.key or denial.origin.kind == "unknown":
                yield ClaimLink(
                    kind="retracts",
                    claim=denial.id,
                    other=other.id,
                    rule=TAKEN_BACK,
                    marks=_marks(figure, cue),
                )


def disputes(index: ClaimIndex) -> Iterator[ClaimLink]:
    """A text sets one count against another: "the ministry disputed that, giving 12"."""
    for claim, figure, cue in _with_cue(index, "disputes"):
        for other in index.corpus.figures_in(figure.document):
            found = index.by_statement.get(other.id)
            if found is not None and found.id != claim.id and index.clash(claim, found):
                yield ClaimLink(
                    kind="disputes",
                    claim=claim.id,
                    other=found.id,
                    rule=DISPUTED,
                    marks=_marks(figure, cue),
                )


def _with_cue(index: ClaimIndex, kind: CueKind) -> Iterator[tuple[Claim, Figure, Cue]]:
    """Claims with a figure in whose sentence such a cue stands."""
    for id, cues in index.cues.items():
        claim, figure = index.by_statement.get(id), index.corpus.figure(id)
        for cue in cues:
            if cue.kind == kind and claim is not None and figure is not None:
                yield claim, figure, cue


def _differ(left: Claim, right: Claim) -> bool:
    return number_of(left.figure) != number_of(right.figure)


def _marks(figure: Figure, cue: Cue) -> tuple[Mark, ...]:
    """The words that make the link, then the number they are said of."""
    return Mark(figure.document, cue.span), Mark(figure.document, figure.number or figure.evidence)
