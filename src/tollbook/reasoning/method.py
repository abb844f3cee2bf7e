"""How a case was answered, in numbers: what was read, who speaks, what was checked and decided.

Everything here is counted from the record, so that a page about the method can't claim more than
was done.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from tollbook.model.decision import REVIEW_KINDS, Decision, DecisionKind
from tollbook.model.document import Document
from tollbook.model.estimate import Question
from tollbook.model.finding import Finding
from tollbook.model.review import REVIEW_STATES, ReviewState
from tollbook.model.statement import Figure, Population, Statement
from tollbook.model.values import VERDICTS, Kind, Measure, Modality, Verdict
from tollbook.reasoning.checks import CHECKS, run_checks
from tollbook.reasoning.estimates import estimate
from tollbook.reasoning.judgements import judgements
from tollbook.reasoning.predictions import OUTCOME_STATUSES, Forecast, OutcomeStatus
from tollbook.reasoning.record import Record
from tollbook.reasoning.reviews.coding import rounds

Counted = tuple[tuple[str, int], ...]
"""Names with how often each occurs, the most frequent first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentCounts:
    """The documents of a case: how many, from whom and when, and in which form.

    `in_ledger` counts all that the ledger holds. `unread` are documents of the ledger in a language
    that no lexicon covers, by language: they are stored, but nothing in them is analysed; `silent`
    counts the others in which nothing is said. `first` and `last` are days of publication.
    """

    in_ledger: int
    in_case: int
    first: date | None
    last: date | None
    undated: int
    publishers: Counted
    unnamed: int
    languages: Counted
    formats: Counted
    unread: Counted
    silent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementCounts:
    """What is said in those documents, and whose word it is.

    Of the `figures`, `sourced` name a source besides the publisher, `carried` take it over from the
    sentence before, `relayed` have somebody in between, `unattributed` have no source, `vague` are
    given by words such as "dozens", `open` have no upper end; `located`, `dated` and `described`
    say where, when and who; `detailed` also say the status, sex or age of the people. `misquoted`
    counts the statements whose words are not where they should be in their document. `voices` are
    the named origins, with how many claims each makes.
    """

    kinds: tuple[tuple[Kind, int], ...]
    measures: tuple[tuple[Measure, int], ...]
    modalities: tuple[tuple[Modality, int], ...]
    figures: int
    sourced: int
    carried: int
    relayed: int
    unattributed: int
    vague: int
    open: int
    located: int
    dated: int
    described: int
    detailed: int
    misquoted: int
    voices: Counted
    found_by: Counted


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondCounts:
    """What second readers found in the documents of a case.

    `models` are those that were asked, with how many documents each read; of these, `broken` were
    not read to their end, so that nothing is compared. `standings` count the figures by whether the
    two readers agree. `refused` counts what a model gave and the text does not bear.
    """

    models: Counted
    broken: int
    standings: Counted
    refused: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimCounts:
    """The claims that the statements make, and how they hang together.

    `repeated` claims stand in more than one document; `traced` counts statements whose own words
    don't name the origin that was found for them. `clusters` are texts with copies, which stand in
    `copies` documents. `single` claims have one voice at most, `corroborated` ones two at least
    that are known to be independent. Of `judged` claims the case says what their origin counts as.
    `links` count the ties between claims by their kind.
    """

    claims: int
    denials: int
    repeated: int
    traced: int
    clusters: int
    copies: int
    single: int
    corroborated: int
    judged: int
    links: Counted


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimateCounts:
    """What became of the claims in the estimates, all measures and policies together.

    They are `counted` in some estimate, `replaced` by a later claim of their origin, or `left_out`
    for another reason.
    """

    counted: int
    replaced: int
    left_out: int


@dataclass(frozen=True, slots=True)
class CheckCounts:
    """What one check found: findings by verdict, and how many of these somebody has judged.

    `open` counts those that fail and that nobody has judged.
    """

    name: str
    verdicts: Mapping[Verdict, int]
    judged: int
    open: int


@dataclass(frozen=True, slots=True)
class DecisionCounts:
    """How many decisions of one kind are in force, how many have a reason, and whose they are."""

    kind: DecisionKind
    number: int
    reasoned: int
    people: Counted


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundCounts:
    """A round of blind coding: its coders, and how many statements two of them coded."""

    name: str
    coders: tuple[str, ...]
    coded: int
    double: int
    differences: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """How a case was answered, in numbers. `states` count its statements, rejected ones as well."""

    documents: DocumentCounts
    statements: StatementCounts
    second: SecondCounts
    claims: ClaimCounts
    estimates: EstimateCounts
    checks: tuple[CheckCounts, ...]
    predictions: tuple[tuple[OutcomeStatus, int], ...]
    decisions: tuple[DecisionCounts, ...]
    undone: int
    misfits: int
    states: Mapping[ReviewState, int]
    rounds: tuple[RoundCounts, ...]

    @property
    def reviewed(self) -> int:
        """How many statements people have decided on."""
        return sum(self.states.values()) - self.states["proposed"]

    @property
    def reviewable(self) -> int:
        """How many statements there are to decide on."""
        return sum(self.states.values())


def practice_of(
    record: Record, forecasts: Iterable[Forecast], languages: Iterable[str]
) -> Practice:
    """Count what was done in a case; `languages` are those that have lexicons."""
    findings = run_checks(record)
    states = Counter(review.state for review in record.reviewed.within(record.corpus, record.case))
    outcomes = Counter(forecast.outcome.status for forecast in forecasts)
    history = record.reviewed.history
    return Practice(
        documents=_documents(record, frozenset(languages)),
        statements=_statements(record),
        second=_second(record),
        claims=_claims(record),
        estimates=_estimates(record),
        checks=tuple(_checks(record, findings)),
        predictions=tuple(
            (status, outcomes[status]) for status in OUTCOME_STATUSES if outcomes[status]
        ),
        decisions=tuple(_decisions(record, findings)),
        undone=sum(decision.kind == "undo" for decision in history),
        misfits=len(record.reviewed.misfits),
        states={state: states[state] for state in REVIEW_STATES},
        rounds=tuple(
            RoundCounts(
                name=one.name,
                coders=one.coders,
                coded=one.coded,
                double=one.double,
                differences=one.differences + one.settled,
            )
            for one in rounds(record.reviewed)
        ),
    )


def _counted(names: Iterable[str]) -> Counted:
    return tuple(sorted(Counter(names).items(), key=lambda item: (-item[1], item[0])))


# What was read


def _documents(record: Record, languages: frozenset[str]) -> DocumentCounts:
    every = record.reviewed.corpus.documents or record.corpus.documents
    pages = list(record.corpus.documents.values())
    days = sorted(page.published_on for page in pages if page.published_on)
    speaking = {statement.document for statement in record.reviewed.corpus.statements}
    unread = [page for page in every.values() if page.language not in languages]
    return DocumentCounts(
        in_ledger=len(every),
        in_case=len(pages),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        undated=len(pages) - len(days),
        publishers=_counted(page.publisher for page in pages if page.publisher),
        unnamed=sum(not page.publisher for page in pages),
        languages=_counted(page.language for page in pages),
        formats=_counted(page.format for page in pages),
        unread=_counted(page.language for page in unread),
        silent=_silent(every.values(), speaking) - _silent(unread, speaking),
    )


def _silent(pages: Iterable[Document], speaking: set[str]) -> int:
    return sum(page.id not in speaking for page in pages)


# What is said, and by whom


def _statements(record: Record) -> StatementCounts:
    said = record.corpus.statements
    figures = [item for item in said if isinstance(item, Figure)]
    sourced = [item for item in figures if item.origin.role != "publisher"]
    return StatementCounts(
        kinds=tuple(Counter(item.kind for item in said).most_common()),
        measures=tuple(Counter(item.measure for item in figures).most_common()),
        modalities=tuple(Counter(item.modality for item in figures).most_common()),
        figures=len(figures),
        sourced=len(sourced),
        carried=sum(item.origin.carried for item in sourced),
        relayed=sum(_is_relayed(item) for item in sourced),
        unattributed=len(figures) - len(sourced),
        vague=sum(item.modifier == "vague" for item in figures),
        open=sum(item.high is None for item in figures),
        located=sum(item.place is not None for item in figures),
        dated=sum(item.period is not None or item.as_of is not None for item in figures),
        described=sum(item.population is not None for item in figures),
        detailed=sum(
            item.population is not None and _is_detailed(item.population) for item in figures
        ),
        found_by=_counted(item.found_by or "" for item in figures),
        misquoted=sum(_is_misquoted(item, record.corpus.documents[item.document]) for item in said),
        voices=_counted(
            claim.origin.name for claim in record.claims.all if claim.origin.kind == "named"
        ),
    )


def _is_relayed(statement: Statement) -> bool:
    return any(voice.role == "relayer" for voice in statement.attribution)


def _is_detailed(people: Population) -> bool:
    return people.status != "unknown" or people.sex is not None or people.age_group is not None


def _is_misquoted(statement: Statement, document: Document) -> bool:
    words = statement.evidence
    return document.text[words.start : words.end] != words.quote


# What a second reader found


def _second(record: Record) -> SecondCounts:
    inside = record.corpus.documents.keys()
    asked = [one for id, one in record.second.readings.items() if id in inside]
    return SecondCounts(
        models=_counted(reading.model for reading in asked),
        broken=sum(not reading.whole for reading in asked),
        standings=_counted(
            comparison.standing
            for reading in asked
            for comparison in record.second.of_document(reading.document)
        ),
        refused=sum(len(reading.refusals) for reading in asked),
    )


# What is claimed


def _claims(record: Record) -> ClaimCounts:
    claims = record.claims
    voices = [record.witnesses.corroboration(claim) for claim in claims.all]
    copied = [cluster.documents for cluster in claims.clusters if len(cluster.documents) > 1]
    return ClaimCounts(
        claims=len(claims.all),
        denials=len(claims.denials),
        repeated=sum(len(claim.documents) > 1 for claim in claims.all),
        traced=sum(len(claim.traced) for claim in claims.all),
        clusters=len(copied),
        copies=sum(map(len, copied)),
        single=sum(one.possible <= 1 for one in voices),
        corroborated=sum(one.known > 1 for one in voices),
        judged=sum(record.roles.role_of(claim) is not None for claim in claims.all),
        links=_counted(link.kind for link in claims.links),
    )


def _estimates(record: Record) -> EstimateCounts:
    question = Question()
    found = record.once(question, lambda: estimate(record, question))
    counted = {
        claim.id for answer in found.answers for one in answer.estimates for claim in one.counted
    }
    left = {
        one.claim.id: one.replaced_by is not None
        for answer in found.answers
        for one in answer.left_out
        if one.claim.id not in counted
    }
    replaced = sum(left.values())
    return EstimateCounts(counted=len(counted), replaced=replaced, left_out=len(left) - replaced)


# What was checked


def _checks(record: Record, findings: Iterable[Finding]) -> Iterator[CheckCounts]:
    judged = judgements(record.decisions)
    by_check: dict[str, list[Finding]] = {name: [] for name in CHECKS}
    for finding in findings:
        by_check[finding.check].append(finding)
    for name, found in by_check.items():
        verdicts = Counter(finding.verdict for finding in found)
        yield CheckCounts(
            name,
            {verdict: verdicts[verdict] for verdict in VERDICTS},
            sum(finding.key in judged for finding in found),
            sum(finding.verdict == "fails" and finding.key not in judged for finding in found),
        )


# What people decided


def _decisions(record: Record, findings: Iterable[Finding]) -> Iterator[DecisionCounts]:
    """The decisions in force in this case by kind; a pair of voices is decided for all cases."""
    by_kind: dict[DecisionKind, list[Decision]] = {kind: [] for kind in DECISION_KINDS}
    for review in record.reviewed.within(record.corpus, record.case):
        for decision in review.in_force:
            by_kind[decision.kind].append(decision)
    keys = {finding.key for finding in findings}
    for decision in _latest(record.decisions):
        if decision.kind not in REVIEW_KINDS and _is_in_case(decision, record, keys):
            by_kind[decision.kind].append(decision)
    for kind, made in by_kind.items():
        yield DecisionCounts(
            kind,
            len(made),
            sum(bool(decision.reason.strip()) for decision in made),
            _counted(decision.by for decision in made),
        )


DECISION_KINDS: tuple[DecisionKind, ...] = (
    *REVIEW_KINDS,
    *("judge_finding", "join", "separate", "voice", "mark_prediction"),
)
"""The kinds of decisions that have an effect of their own; blind codings have none."""

_TAKEN_BACK = frozenset({"no", "open"})
"""Values by which a decision takes an earlier one back."""


def _latest(decisions: Iterable[Decision]) -> Iterator[Decision]:
    """The last decision on each subject, without those that only took one back."""
    latest: dict[tuple[str, str], Decision] = {}
    for decision in decisions:
        kind = "join" if decision.kind == "separate" else decision.kind
        latest[kind, decision.subject] = decision
    return (one for one in latest.values() if one.value not in _TAKEN_BACK)


def _is_in_case(decision: Decision, record: Record, keys: set[str]) -> bool:
    match decision.kind:
        case "judge_finding":
            return decision.subject in keys
        case "join" | "separate" | "mark_prediction":
            ids = decision.subject.split("\n")
            return any(record.corpus.statement(id) is not None for id in ids)
        case "voice":
            return True
    return False
