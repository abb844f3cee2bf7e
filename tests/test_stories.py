"""Whole stories are scored against a careful reader's answers, and the blind ones stay unseen."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from benchmarks.stories.__main__ import main
from benchmarks.stories.scoring import Heard, Share, add, score
from benchmarks.stories.story import STORIES, Story, read_story, story_folders

from claim_tools import a_report, claims_of
from factories import a_document, a_prediction
from tollbook.app.cases.read import read_case
from tollbook.model.claim import Claim
from tollbook.model.estimate import Ends
from tollbook.model.finding import Finding, Mark
from tollbook.model.statement import Period
from tollbook.model.text import Span
from tollbook.model.values import MEASURES, Verdict
from tollbook.reasoning.checks import CHECKS
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.predictions import Forecast, find_forecasts
from tollbook.reasoning.record import Record

MONDAY = date(2024, 3, 4)
HARBOURMASTER: dict[str, Any] = {"origin": "Ines Varga", "entity": None}
ANSWER: dict[str, Any] = {
    "voice": "Harbour office",
    "names": ["Ines Varga"],
    "measure": "killed",
    "low": 40,
    "high": 40,
    "modifier": "about",
    "as_of": "2024-03-04",
    "documents": ["ferry"],
}
PAGE = a_document("Ines Varga expects divers to reach the wreck by 9 March.", id="divers")


def a_story(
    folder: Path,
    *,
    answers: Sequence[dict[str, Any]] = (ANSWER,),
    planted: Sequence[dict[str, Any]] = (),
    predictions: Sequence[dict[str, Any]] = (),
    estimates: Sequence[dict[str, Any]] = (),
) -> Story:
    """A story about a ferry, written to `folder` and read back."""
    for name, rows in {
        "answers": answers,
        "planted": planted,
        "predictions": predictions,
        "estimates": estimates,
    }.items():
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    (folder / "voices.json").write_text('{"Harbour office": ["org:harbour"]}', encoding="utf-8")
    return read_story(folder)


def heard(story: Story, **parts: Any) -> Heard:
    """What a ledger says of a story: nothing but the parts given."""
    nothing: dict[str, Any] = {"claims": (), "failing": (), "forecasts": (), "documents": {}}
    return Heard(**nothing | {"estimates": dict.fromkeys(story.estimates, ())} | parts)


def a_count(id: str = "ferry", **said: Any) -> tuple[Claim, ...]:
    usual: dict[str, Any] = {"low": 40, "modifier": "about", **HARBOURMASTER}
    return claims_of(a_report(id, MONDAY, **usual | said)).everything


@pytest.mark.parametrize(
    ("answer", "claims", "right", "by_number"),
    [
        ({}, a_count(), 1, 1),
        # by its entity, whatever it is called
        ({}, a_count(origin="Port office", entity="org:harbour"), 1, 1),
        # with an apposition
        ({}, a_count(origin="the harbourmaster, Ines Varga"), 1, 1),
        # somebody else, or nobody
        ({}, a_count(origin="lawmakers"), 0, 1),
        ({}, a_count(origin=None), 0, 1),
        # another number, measure or day, another document, or a denial
        ({}, a_count(low=41), 0, 0),
        ({}, a_count(high=None), 0, 0),
        ({}, a_count(measure="injured"), 0, 0),
        ({"as_of": "2024-03-05"}, a_count(), 0, 0),
        ({}, a_count(id="trawler"), 0, 0),
        ({}, a_count(modality="denied"), 0, 0),
        # a reader who can't tell the day takes any
        ({"as_of": None}, a_count(), 1, 1),
        # "more than 40" is 41 or more, and may stand on the sheet as 40 or more
        ({"modifier": "more_than", "high": None}, a_count(low=41, high=None), 1, 1),
        ({"modifier": "at_least", "high": None}, a_count(low=41, high=None), 0, 0),
    ],
)
def test_an_answer_is_right_by_its_number_day_and_voice(
    tmp_path: Path, answer: dict[str, Any], claims: Sequence[Claim], right: int, by_number: int
) -> None:
    story = a_story(tmp_path, answers=[ANSWER | answer])
    shares = score(story, heard(story, claims=claims)).shares
    assert shares["answers"] == Share(right, 1)
    assert shares["number and day"] == Share(by_number, 1)


def test_a_claim_has_a_real_voice_and_a_voice_is_one_origin(tmp_path: Path) -> None:
    """A relay is no voice of the story; a voice under two keys is not one."""
    story = a_story(tmp_path)
    as_person, as_office = a_count(), a_count(origin="Port office", entity="org:harbour")
    shares = score(story, heard(story, claims=as_person + a_count(origin="a lawmaker"))).shares
    assert (shares["real voices"], shares["one voice"]) == (Share(1, 2), Share(1, 1))
    shares = score(story, heard(story, claims=as_person + as_office)).shares
    assert (shares["real voices"], shares["one voice"]) == (Share(2, 2), Share(0, 1))


def a_finding(check: str, *documents: str, verdict: Verdict = "fails") -> Finding:
    marks = tuple(Mark(id, Span(0, 1, "4")) for id in documents)
    return Finding(
        check=check, verdict=verdict, title="40 killed", marks=marks, statements=(), working=()
    )


@pytest.mark.parametrize(
    ("finding", "planted", "false"),
    [
        (a_finding("conflation", "tabloid", "ferry"), 1, (0, 1)),
        # another check on the same page finds something else, but blames no honest page
        (a_finding("hedge_dropped", "tabloid"), 0, (0, 1)),
        (a_finding("conflation", "ferry"), 0, (1, 1)),
    ],
)
def test_planted_errors_are_found_by_their_check(
    tmp_path: Path, finding: Finding, planted: int, false: tuple[int, int]
) -> None:
    error = {"documents": ["tabloid"], "check": "conflation", "what": "injured printed as killed"}
    story = a_story(tmp_path, planted=[error])
    shares = score(story, heard(story, failing=[finding])).shares
    assert shares["planted"] == Share(planted, 1)
    assert shares["false findings"] == Share(*false)


@pytest.mark.parametrize(
    ("ends", "right"), [([Ends(36, 40, 44)], 1), ([Ends(36, 40, None)], 0), ([], 0)]
)
def test_an_estimate_is_right_in_all_its_ends(tmp_path: Path, ends: list[Ends], right: int) -> None:
    asked = {"measure": "killed", "at": "2024-03-04", "policy": "latest_of", "origin": "x"}
    story = a_story(tmp_path, estimates=[asked | {"low": 36, "best": 40, "high": 44}])
    shares = score(story, heard(story, estimates={story.estimates[0]: ends})).shares
    assert shares["estimates"] == Share(right, 1)


def forecasts(until: date | None, today: date) -> tuple[Forecast, ...]:
    said = a_prediction(
        PAGE,
        "expects divers to reach the wreck by 9 March",
        origin="Ines Varga",
        window=Period(end_date=until),
    )
    return find_forecasts(Record(Corpus({PAGE.id: PAGE}, (said,)), today=today))


IN_TIME = date(2024, 3, 9)


@pytest.mark.parametrize(
    ("predicted", "until", "scores"),
    [
        ({"outcome": "lapsed"}, IN_TIME, (1, 1, 1)),
        # "before 10 March" and "by 9 March" are one
        ({"outcome": "lapsed", "due": "2024-03-10"}, IN_TIME, (1, 1, 1)),
        ({"outcome": "lapsed", "due": "2024-04-09"}, IN_TIME, (1, 0, 0)),
        # nothing on record concerns it
        ({"outcome": "met"}, IN_TIME, (1, 1, 0)),
        ({"outcome": "open"}, IN_TIME, (1, 1, 0)),
        # without a last day it stays open
        ({"outcome": "open", "due": None}, None, (1, 1, 1)),
        ({"outcome": "lapsed", "words": "cranes will lift the hull"}, IN_TIME, (0, 0, 0)),
        ({"outcome": "lapsed", "voice": "Navy"}, IN_TIME, (0, 0, 0)),
    ],
)
def test_a_prediction_is_found_with_its_last_day_and_its_outcome(
    tmp_path: Path, predicted: dict[str, Any], until: date | None, scores: tuple[int, int, int]
) -> None:
    usual = {"voice": "Harbour office", "words": "divers reach the wreck", "due": "2024-03-09"}
    story = a_story(tmp_path, predictions=[usual | predicted])
    found = forecasts(until, today=date(2024, 5, 1))
    shares = score(story, heard(story, forecasts=found, documents={PAGE.id: PAGE})).shares
    names = ("predictions", "in time", "outcome")
    assert tuple(shares[name].part for name in names) == scores


def test_scores_of_stories_add_up(tmp_path: Path) -> None:
    story = a_story(tmp_path)
    one, none = score(story, heard(story, claims=a_count())), score(story, heard(story))
    total = add([one, none]).shares
    assert total["answers"] == Share(1, 2)
    assert total["answers"].value == 0.5
    assert total["planted"].value is None


def test_a_bad_line_is_named(tmp_path: Path) -> None:
    a_story(tmp_path)
    (tmp_path / "planted.jsonl").write_text("\n{]\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"planted\.jsonl:2: not JSON"):
        read_story(tmp_path)


def test_blind_stories_show_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """They are refused before their reports are read."""
    hidden = tmp_path / "blind" / "ferry"
    hidden.mkdir(parents=True)
    a_story(hidden)
    (hidden / "story.toml").write_text('title = "A ferry"\n', encoding="utf-8")
    monkeypatch.setattr(
        "benchmarks.stories.__main__.story_folders", lambda: story_folders(tmp_path)
    )
    monkeypatch.setattr("sys.argv", ["stories", "--show", "ferry"])
    assert main() == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err == "--show prints nothing of blind stories: they are only measured.\n"


def report_ids(folder: Path) -> set[str]:
    """The ids that reading gives to a story's reports."""
    ids: set[str] = set()
    for file in (folder / "reports").iterdir():
        if file.suffix == ".jsonl":
            lines = file.read_text(encoding="utf-8").splitlines()
            ids.update(json.loads(line)["id"] for line in lines if line.strip())
        else:
            ids.add(file.stem)
    return ids


@pytest.mark.parametrize("folder", story_folders(), ids=lambda path: path.name)
def test_a_story_is_whole(folder: Path) -> None:
    """Its answers name its own reports, checks and measures that there are, and a usable case."""
    story, ids = read_story(folder), report_ids(folder)
    assert 20 <= len(ids) <= 45
    named = [answer.documents for answer in story.answers]
    named += [error.documents for error in story.planted]
    assert all(documents and documents <= ids for documents in named)
    assert {answer.measure for answer in story.answers} <= set(MEASURES)
    assert {asked.measure for asked in story.estimates} <= set(MEASURES)
    assert {row.check for row in story.planted} <= CHECKS.keys()
    assert {row.voice for row in story.predictions} <= story.voices.keys()
    assert read_case(folder / "case.toml").title


def test_the_open_stories_are_there() -> None:
    assert {"shipwreck", "troops"} <= {path.name for path in story_folders(STORIES)}
