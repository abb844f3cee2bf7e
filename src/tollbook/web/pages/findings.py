"""What the checks found: the list with its filters, and one finding to be judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from tollbook.app.check import CHECK_NAMES, FindingDetails
from tollbook.model.case import CaseEntry
from tollbook.model.decision import Decision
from tollbook.model.finding import Finding
from tollbook.model.problem import TollbookError
from tollbook.model.values import VERDICTS, Verdict
from tollbook.web.addresses import id_in
from tollbook.web.desk import AtDesk, KnownOn, render
from tollbook.web.paging import Option, Paged, PageNumber, page_of
from tollbook.web.people import Asking, needs

router = APIRouter(prefix="/findings", dependencies=[needs("look")])


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingsView:
    """A page of the findings that a reader asked for.

    `verdicts` and `checks` say how many open findings each has; `judgements` are those of the
    findings shown, by their keys, and `judged_before` how many a judgement hides.
    """

    findings: Paged[Finding]
    places: Mapping[str, str]
    judgements: Mapping[str, Decision]
    judged_before: int
    verdicts: Sequence[Option]
    checks: Sequence[tuple[str, int]]
    cases: Sequence[CaseEntry]
    check: str
    verdict: Verdict | None
    case: str
    judged: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingView:
    """One finding, and what went wrong with a form that was sent: the trouble and the words."""

    details: FindingDetails
    trouble: str = ""
    reason: str = ""


@router.get("", response_class=HTMLResponse)
def findings(
    request: Request,
    desk: AtDesk,
    known_on: KnownOn,
    check: str = "",
    verdict: Annotated[Literal[Verdict, ""], Query()] = "",
    case: str = "",
    judged: bool = False,
    number: PageNumber = 1,
) -> Response:
    """What the checks found, what matters most first."""
    with desk.ledger() as ledger:
        every = ledger.checks(judged=judged, case=case or None, known_on=known_on)
        found = ledger.checks(
            *([check] if check else []),
            verdict=verdict or (),
            judged=judged,
            case=case or None,
            known_on=known_on,
        )
        cases = ledger.cases(known_on=known_on)
        documents = ledger.record(known_on=known_on).corpus.documents
    verdicts, checks = Counter(one.verdict for one in every), Counter(one.check for one in every)
    shown = page_of(found, number)
    marked = [one.marks[0].document for one in shown.items]
    view = FindingsView(
        findings=shown,
        places={id: documents[id].publisher or id for id in marked if id in documents},
        judgements=found.whole.judgements,
        judged_before=found.whole.silenced,
        verdicts=[(one, one, verdicts[one]) for one in VERDICTS if verdicts[one]],
        checks=[(one, checks[one]) for one in CHECK_NAMES if checks[one]],
        cases=cases,
        check=check,
        verdict=verdict or None,
        case=case,
        judged=judged,
    )
    return render(request, "findings.html", view)


@router.get("/{path:path}", response_class=HTMLResponse)
def finding(
    request: Request, path: str, desk: AtDesk, known_on: KnownOn, case: str = ""
) -> Response:
    """One finding with its working, its passages and what people made of it."""
    with desk.ledger() as ledger:
        details = ledger.finding(id_in(path), case=case or None, known_on=known_on)
    return render(request, "finding.html", FindingView(details=details))


@router.post("/{path:path}", response_class=HTMLResponse, dependencies=[needs("decide")])
def judge(
    request: Request,
    path: str,
    desk: AtDesk,
    person: Asking,
    action: Annotated[Literal["judge", "reopen"], Form()],
    reason: Annotated[str, Form()] = "",
    case: Annotated[str, Form()] = "",
    seen: Annotated[int, Form(ge=0)] = 0,
) -> Response:
    """Judge a finding as known, or open it again, and say why."""
    key = id_in(path)
    with desk.ledger() as ledger:
        details = ledger.finding(key, case=case or None)
        try:
            ledger.judge(
                key,
                reason=reason.strip(),
                by=person.name,
                reopen=action == "reopen",
                case=details.case,
                expect=seen,
            )
        except TollbookError as error:
            details = ledger.finding(key, case=case or None)  # with what somebody else decided
            view = FindingView(details=details, trouble=str(error), reason=reason)
            return render(request, "finding.html", view, status=422)
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(request.url.path + query, status_code=303)
