"""The answer of a record: each voice's latest count, what contradicts it, and what changed.

A voice counts if an estimate would use its claim. What was known on an earlier day is what the
reports published by then say; a report without a day of publication always counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tollbook.model.answer import (
    CaseAnswer,
    Contradiction,
    CountChange,
    LatestCount,
    MeasureAnswer,
)
from tollbook.model.claim import Claim
from tollbook.model.document import Document
from tollbook.model.estimate import Answer, Kind, Question
from tollbook.model.finding import Finding
from tollbook.model.values import Measure
from tollbook.reasoning.checks import rank, run_checks
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.estimates import estimate
from tollbook.reasoning.judgements import judgements
from tollbook.reasoning.keys import number_key
from tollbook.reasoning.record import Record
from tollbook.reasoning.words import number_in_words

_WRONG = 1  # the last rank of a finding that says a number is wrong, or not its origin's
_SPEAKS_AGAINST = ("denies", "disputes")

Voice = tuple[Measure, str]
"""A measure, and the key of an origin that counts by it."""


def answer(
    record: Record,
    measures: tuple[Measure, ...] = (),
    at: date | None = None,
    since: date | None = None,
) -> CaseAnswer:
    """What a record comes to by the reports published up to `at`, all of them if None.

    `measures` are those of the case, or else all that are claimed, where none is given. The
    changes are those that the reports published on `since` or later brought; if it is None, those
    of the newest day on which a report counted somebody.
    """
    now = _published_by(record, at)
    reports = _counting(now.corpus, measures)
    days = sorted({day for page in reports if (day := page.published_on)})
    found = _find(now, measures)
    answered = CaseAnswer(
        case=record.case,
        until=max(days, default=at),
        reports=len(reports),
        measures=found.measures,
    )
    first_new = since or max(days, default=None)
    if first_new is None:
        return answered
    before = _published_by(record, first_new - timedelta(days=1))
    if not _counting(before.corpus, measures):
        return answered
    return replace(
        answered,
        since=first_new,
        changes=tuple(_changes(_find(before, measures, check=False), found)),
        new_contradictions=tuple(
            dict.fromkeys(
                item
                for item in _all_contradictions(found.measures)
                if _is_newer(now.corpus.documents[item.document], first_new)
            )
        ),
    )


def _published_by(record: Record, last: date | None) -> Record:
    """The record of the reports published up to a day."""
    if last is None:
        return record
    pages = {id: page for id, page in record.corpus.documents.items() if not _is_after(page, last)}
    said = tuple(one for one in record.corpus.statements if one.document in pages)
    return replace(record, corpus=Corpus(pages, said))


def _is_after(page: Document, day: date) -> bool:
    return page.published_on is not None and page.published_on > day


def _is_newer(page: Document, day: date) -> bool:
    return page.published_on is not None and page.published_on >= day


def _counting(corpus: Corpus, measures: tuple[Measure, ...]) -> list[Document]:
    """The reports that count somebody under one of the measures, or any where none is given."""
    return [
        page
        for id, page in corpus.documents.items()
        if any(not measures or figure.measure in measures for figure in corpus.figures_in(id))
    ]


@dataclass(frozen=True, slots=True)
class _Found:
    """The answers of a record, and why claims that have no part in them have none."""

    measures: tuple[MeasureAnswer, ...]
    reasons: Mapping[str, str]

    def claims(self) -> dict[Voice, Claim]:
        """The claim of each voice that counts."""
        return {
            (one.measure, count.claim.origin.key): count.claim
            for one in self.measures
            for count in one.counts
        }


def _find(record: Record, measures: tuple[Measure, ...], *, check: bool = True) -> _Found:
    answers = estimate(record, Question(measures=measures, policies=("range",))).answers
    voices = {
        (one.measure, claim.origin.key): claim for one in answers for _, claim in one.standing
    }
    against = _contradictions(record, voices) if check else {}
    return _Found(
        tuple(_of_measure(one, record, against) for one in answers),
        {item.claim.id: item.reason for one in answers for item in one.left_out},
    )


def _of_measure(
    found: Answer, record: Record, against: Mapping[Voice, Sequence[Contradiction]]
) -> MeasureAnswer:
    newest_first = sorted(
        found.standing, key=lambda item: (item[1].as_of or date.min, item[1].id), reverse=True
    )
    return MeasureAnswer(
        measure=found.measure,
        counts=tuple(_latest(kind, claim, record, against) for kind, claim in newest_first),
        contradicted_by=tuple(against.get((found.measure, ""), ())),
    )


def _latest(
    kind: Kind, claim: Claim, record: Record, against: Mapping[Voice, Sequence[Contradiction]]
) -> LatestCount:
    said = (figure for one in _same_day(claim, record) for figure in one.figures)
    passed_on = [voice for figure in said for voice in figure.attribution[:-1]]
    by_role = {
        role: tuple(dict.fromkeys(voice.name for voice in passed_on if voice.role == role))
        for role in ("relayer", "publisher")
    }
    spoken = _spoken_against(claim, record)
    checked = against.get((claim.measure, claim.origin.key), ())
    return LatestCount(
        kind=kind,
        claim=claim,
        relays=by_role["relayer"],
        outlets=by_role["publisher"],
        contradicted_by=tuple(dict.fromkeys((*spoken, *checked))),
        settled=len(record.reviewed.settled(claim.statements)),
    )


def _same_day(claim: Claim, record: Record) -> Iterator[Claim]:
    """A claim, and those that give its number for the same day in another scope."""
    yield claim
    for link in record.claims.links_of(claim.id):
        other = record.claims.get(link.claim if link.other == claim.id else link.other)
        if link.kind == "repeats" and other is not None and other.as_of == claim.as_of:
            yield other


def _spoken_against(claim: Claim, record: Record) -> Iterator[Contradiction]:
    """Who denies or disputes a claim."""
    for link in record.claims.links_of(claim.id):
        if link.kind not in _SPEAKS_AGAINST or (link.kind == "denies" and link.claim == claim.id):
            continue
        other = record.claims.get(link.claim if link.other == claim.id else link.other)
        if other is not None and other.origin.key != claim.origin.key:
            denied = link.kind == "denies"
            number = "it" if denied else f"it: {number_in_words(other.figure)}"
            yield Contradiction(
                where=other.origin.name,
                what=f"{link.kind} {number}",
                document=other.figure.document,
                claim=other.id,
            )


def _contradictions(
    record: Record, voices: Mapping[Voice, Claim]
) -> dict[Voice, list[Contradiction]]:
    """What checks say is wrong, by the voice whose number it is, under "" if it has no count."""
    judged = judgements(record.decisions)
    found: dict[Voice, list[Contradiction]] = {}
    for finding in run_checks(record):
        if finding.verdict != "fails" or rank(finding) > _WRONG or finding.key in judged:
            continue
        claims = [claim for id in finding.claims if (claim := record.claims.get(id))]
        if not claims:
            continue
        measure = claims[0].measure
        blamed = claims if finding.check == "disagreement" else claims[:1]
        keys = {(measure, claim.origin.key) for claim in blamed} & voices.keys()
        for voice in sorted(keys) or [(measure, "")]:
            found.setdefault(voice, []).append(_contradiction(finding, record))
    return found


def _contradiction(finding: Finding, record: Record) -> Contradiction:
    page = record.corpus.documents[finding.marks[0].document]
    return Contradiction(
        where=page.publisher or page.id,
        what=finding.title,
        document=page.id,
        check=finding.check,
        key=finding.key,
    )


def _all_contradictions(measures: Iterable[MeasureAnswer]) -> Iterator[Contradiction]:
    for one in measures:
        for count in one.counts:
            yield from count.contradicted_by
        yield from one.contradicted_by


def _changes(before: _Found, after: _Found) -> Iterator[CountChange]:
    """How the counts of the voices moved from one answer to a later one."""
    old, new = before.claims(), after.claims()
    for voice, claim in new.items():
        if voice not in old or _is_news(claim, old[voice]):
            yield CountChange(
                measure=claim.measure,
                voice=claim.origin.name,
                before=old.get(voice),
                after=claim,
            )
    for voice, claim in old.items():
        if voice not in new:
            yield CountChange(
                measure=claim.measure,
                voice=claim.origin.name,
                before=claim,
                after=None,
                reason=after.reasons.get(claim.id, ""),
            )


def _is_news(claim: Claim, before: Claim) -> bool:
    """Whether a count is another number or speaks for another day; a hedge alone is no news."""
    return number_key(claim.figure) != number_key(before.figure) or claim.as_of != before.as_of
