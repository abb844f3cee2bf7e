"""How much of a story's answer sheet a ledger gets right."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from benchmarks.stories.story import Answer, Estimated, Predicted, Story
from tollbook.app.library import OpenLedger
from tollbook.model.claim import Claim
from tollbook.model.document import Document
from tollbook.model.estimate import Ends
from tollbook.model.finding import Finding
from tollbook.reasoning.predictions import Forecast

WORDS_IN_COMMON = 0.5
"""The share of a prediction's own words that must stand in the text it is found in."""


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What a ledger says of a story; `estimates` has all the ends that each question came to."""

    claims: Sequence[Claim]
    failing: Sequence[Finding]
    forecasts: Sequence[Forecast]
    estimates: Mapping[Estimated, Sequence[Ends]]
    documents: Mapping[str, Document]


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    def __add__(self, other: Share) -> Share:
        return Share(self.part + other.part, self.whole + other.whole)

    @property
    def value(self) -> float | None:
        """From 0 to 1; None of nothing."""
        return self.part / self.whole if self.whole else None


@dataclass(frozen=True, slots=True)
class Score:
    """The scores of a story by name, in order, and what was missed, a sentence each."""

    shares: Mapping[str, Share]
    missed: tuple[str, ...] = field(default=())


def hear(story: Story, ledger: OpenLedger) -> Heard:
    """Read a story's reports into a fresh ledger, and ask its case all that the sheet answers.

    Raises:
        ValueError: a document that the answer sheet names is not among the reports.
    """
    ledger.read(story.path / "reports")
    case = str(story.path / "case.toml")
    known = set(ledger.document_ids())
    named = {id for answer in story.answers for id in answer.documents}
    named |= {id for error in story.planted for id in error.documents}
    if named - known:
        raise ValueError(f"{story.path}: no report is called {', '.join(sorted(named - known))}")
    claims = ledger.claims(case=case)
    estimates = {
        asked: tuple(
            one.ends
            for one in ledger.estimate(
                measure=asked.measure,
                at=asked.at,
                policy=asked.policy,
                origin=asked.origin,
                case=case,
            )
            if one.ends is not None
        )
        for asked in story.estimates
    }
    return Heard(
        claims=claims,
        failing=ledger.checks(fails=True, case=case),
        forecasts=ledger.predictions(case=case),
        estimates=estimates,
        documents=claims.whole.corpus.documents,
    )


def score(story: Story, heard: Heard) -> Score:
    """Compare what was heard with the answer sheet."""
    missed: list[str] = []
    shares = {
        **_answers(story, heard.claims, missed),
        **_voices(story, heard.claims, missed),
        **_findings(story, heard.failing, missed),
        "estimates": _estimates(story, heard, missed),
        **_predictions(story, heard, missed),
    }
    return Score(shares, tuple(missed))


def _answers(story: Story, claims: Sequence[Claim], missed: list[str]) -> dict[str, Share]:
    """Answers right with their voice, and those right by number and day, whoever says it."""
    right = by_number = 0
    for answer in story.answers:
        close = [claim for claim in claims if _counts_the_same(answer, claim)]
        of_the_day = [claim for claim in close if answer.as_of in (None, claim.as_of)]
        by_number += bool(of_the_day)
        if any(story.voice_of(claim.origin) == answer.voice for claim in of_the_day):
            right += 1
        else:
            others = "; ".join(_shown(claim) for claim in of_the_day or close)
            missed.append(f"answer {answer}; read: {others or 'no such number in its documents'}")
    whole = len(story.answers)
    return {"answers": Share(right, whole), "number and day": Share(by_number, whole)}


def _counts_the_same(answer: Answer, claim: Claim) -> bool:
    """Whether a claim gives the number of an answer in one of its documents.

    "More than 40" may stand on the sheet as 40 or more, or as 41 or more.
    """
    figure = claim.figure
    lows = {answer.low, answer.low + 1} if answer.modifier == "more_than" else {answer.low}
    highs = {answer.high}
    if answer.modifier == "less_than" and answer.high is not None:
        highs.add(answer.high - 1)
    return (
        claim.measure == answer.measure
        and figure.modality != "denied"
        and figure.low in lows
        and figure.high in highs
        and not answer.documents.isdisjoint(claim.documents)
    )


def _voices(story: Story, claims: Sequence[Claim], missed: list[str]) -> dict[str, Share]:
    """Claims whose origin is a voice of the story, and voices that are one origin wherever heard.

    A pronoun, a relay, an outlet or a description of nobody is none of its voices.
    """
    origins: dict[str, dict[str, str]] = defaultdict(dict)
    real = 0
    for claim in claims:
        voice = story.voice_of(claim.origin)
        if voice is None:
            missed.append(f"voice {claim.origin.name!r} is none of the story: {_shown(claim)}")
        else:
            real += 1
            origins[voice][claim.origin.key] = claim.origin.name
    for voice, heard_as in origins.items():
        if len(heard_as) > 1:
            missed.append(f"voice {voice} is {len(heard_as)} origins: {', '.join(heard_as)}")
    single = sum(len(heard_as) == 1 for heard_as in origins.values())
    return {"real voices": Share(real, len(claims)), "one voice": Share(single, len(origins))}


def _findings(story: Story, failing: Sequence[Finding], missed: list[str]) -> dict[str, Share]:
    """Planted errors found, and failing findings on documents without any."""
    found = 0
    for error in story.planted:
        if any(
            finding.check == error.check and not error.documents.isdisjoint(_documents(finding))
            for finding in failing
        ):
            found += 1
        else:
            missed.append(
                f"planted {error.check} in {', '.join(sorted(error.documents))}: {error.what}"
            )
    spoilt = {id for error in story.planted for id in error.documents}
    false = [finding for finding in failing if spoilt.isdisjoint(_documents(finding))]
    missed += [
        f"false {finding.check} on {', '.join(sorted(_documents(finding)))}: {finding.title}"
        for finding in false
    ]
    return {
        "planted": Share(found, len(story.planted)),
        "false findings": Share(len(false), len(failing)),
    }


def _documents(finding: Finding) -> set[str]:
    return {mark.document for mark in finding.marks}


def _estimates(story: Story, heard: Heard, missed: list[str]) -> Share:
    right = 0
    for asked in story.estimates:
        if Ends(asked.low, asked.best, asked.high) in heard.estimates[asked]:
            right += 1
        else:
            got = [f"{ends.low} / {ends.best} / {ends.high}" for ends in heard.estimates[asked]]
            missed.append(f"estimate {asked}; got: {', '.join(got) or 'none'}")
    return Share(right, len(story.estimates))


def _predictions(story: Story, heard: Heard, missed: list[str]) -> dict[str, Share]:
    """Predictions found with their voice, those of them with their last day, and with outcome."""
    found = timed = settled = 0
    for predicted in story.predictions:
        alike = list(_same_predictions(story, predicted, heard))
        on_time = [forecast for forecast in alike if _same_day(predicted.due, forecast.until)]
        found += bool(alike)
        timed += bool(on_time)
        if any(_became(predicted, forecast) for forecast in on_time):
            settled += 1
        else:
            got = [f"until {forecast.until}, {forecast.outcome.status}" for forecast in alike]
            missed.append(
                f"prediction {predicted.voice}: {predicted.words}, until {predicted.due}, "
                f"{predicted.outcome}; got: {'; '.join(got) or 'no such prediction'}"
            )
    whole = len(story.predictions)
    return {
        "predictions": Share(found, whole),
        "in time": Share(timed, whole),
        "outcome": Share(settled, whole),
    }


def _same_predictions(story: Story, predicted: Predicted, heard: Heard) -> Iterator[Forecast]:
    wanted = _stems(predicted.words)
    for forecast in heard.forecasts:
        texts = (
            heard.documents[said.document].text[said.content.start : said.content.end]
            for said in forecast.statements
        )
        common = wanted & {stem for text in texts for stem in _stems(text)}
        voiced = story.voice_of(forecast.prediction.origin) == predicted.voice
        if voiced and len(common) >= WORDS_IN_COMMON * len(wanted):
            yield forecast


def _stems(text: str) -> set[str]:
    """The longer words of a text, cut so that "visited" and "visits" are one."""
    return {word[:5] for word in re.findall(r"[^\W_]+", text.casefold()) if len(word) > 3}


def _same_day(due: date | None, until: date | None) -> bool:
    """Whether two last days are one; "before July" may end with June or with its first day."""
    if due is None or until is None:
        return due is until
    return abs((due - until).days) <= 1


def _became(predicted: Predicted, forecast: Forecast) -> bool:
    """Whether a forecast says what became of it, as far as a ledger can without a person's word.

    Where it was met, or its time ended without it and a report says so, the ledger has to propose
    a sentence that bears on it.
    """
    status = forecast.outcome.status
    if predicted.outcome in ("met", "not_met"):
        return status == predicted.outcome or bool(forecast.bearings)
    if predicted.outcome == "lapsed":
        return status == "lapsed"
    return status in ("open", "due") or (predicted.due is None and status == "unscorable")


def _shown(claim: Claim) -> str:
    figure = claim.figure
    number = figure.evidence.quote if figure.number is None else figure.number.quote
    return (
        f"{claim.origin.name}: {number!r} {claim.measure} as of {claim.as_of} "
        f"in {', '.join(claim.documents)}"
    )


def add(scores: Iterable[Score]) -> Score:
    """The scores of several stories as if they were one."""
    total: dict[str, Share] = {}
    for one in scores:
        for name, share in one.shares.items():
            total[name] = total.get(name, Share(0, 0)) + share
    return Score(total)
