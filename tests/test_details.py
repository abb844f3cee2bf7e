"""One thing with all that belongs to it: cases, claims, findings, predictions and voices."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import tollbook
from tollbook.app.library import OpenLedger
from tollbook.model.problem import MissingError

CASE = "people-in-democratic-republic-of-the-congo"
REPORTS = {
    "a.txt": (
        "BENI, March 5, 2025 (Hill Radio) - The Red Cross said that at least 14 people have been "
        "killed in Beni so far.\n\nThe road will likely be open by 10 March, the Red Cross said."
    ),
    "b.txt": (
        "BENI, March 6, 2025 (Lake Herald) - The Red Cross said that 14 people have been killed in "
        "Beni so far, including 9 women and 8 children."
    ),
}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenLedger]:
    folder: Path = tmp_path_factory.mktemp("details")
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    with tollbook.open(folder / "beni.db") as opened:
        opened.read(*(folder / name for name in REPORTS))
        yield opened


def test_a_case_is_seen_at_a_glance(ledger: OpenLedger) -> None:
    summary = ledger.summary(case=CASE)
    assert summary.newest is not None
    assert summary.newest.id == "b"
    seen = ledger.overview(case=CASE)
    assert [page.id for page, _ in seen.newest] == ["b", "a"]
    assert seen.documents == 2
    assert seen.settled == 0
    assert summary.failing == len(seen.findings) > 0


def test_what_people_confirmed_is_counted(ledger: OpenLedger) -> None:
    [answer] = ledger.answers(measure="killed")
    [count] = answer.measures[0].counts
    decision = ledger.confirm(count.claim.statements[0], by="Ana")
    assert ledger.overview(case=CASE).settled == 1
    assert ledger.overview(case=CASE).settled_by_claim[count.claim.id] == 1
    assert decision.entry is not None
    ledger.undo(decision.entry, reason="by mistake", by="Ana")
    assert ledger.overview(case=CASE).settled == 0


def test_a_claim_is_found_by_its_id_or_by_a_statement(ledger: OpenLedger) -> None:
    claim = next(one for one in ledger.claims() if len(one.documents) == 2)
    for id in (claim.id, *claim.statements):
        found = ledger.claim(id)
        assert found.claim == claim
        assert set(found.passages) == set(claim.statements)
        assert found.citation.claim == claim
    with pytest.raises(MissingError, match="no claim is called 'c0'"):
        ledger.claim("c0")


def test_a_finding_has_its_passages_and_judgements(ledger: OpenLedger) -> None:
    [finding] = ledger.checks("part_exceeds_whole", verdict="fails")
    assert not ledger.checks("part_exceeds_whole", verdict="holds")
    found = ledger.finding(finding.key)
    assert found.judgement is None
    assert [passage.document for passage in found.passages] == ["b"]
    ledger.judge(finding.key, reason="three are in both", by="Ana")
    judged = ledger.finding(finding.key)
    assert judged.judgement is not None
    assert [one.reason for one in judged.decisions] == ["three are in both"]
    with pytest.raises(MissingError):
        ledger.finding("0" * 12)


def test_a_prediction_is_found_by_its_statement(ledger: OpenLedger) -> None:
    [forecast] = ledger.predictions()
    found = ledger.prediction(forecast.id)
    assert found.forecast == forecast
    assert list(found.passages) == [forecast.id]
    with pytest.raises(MissingError):
        ledger.prediction("a#99")


def test_a_voice_has_its_series_and_predictions(ledger: OpenLedger) -> None:
    [entry] = ledger.voices("cross")
    found = ledger.voice(entry.key)
    assert found.entry == entry
    assert found.series
    assert [one.id for one in found.forecasts] == [one.id for one in ledger.predictions()]
    assert found.score is None
    assert ledger.voice(entry.name).entry == entry
    with pytest.raises(MissingError):
        ledger.voice("Nobody")


def test_an_earlier_day_knows_nothing_of_it(ledger: OpenLedger) -> None:
    assert ledger.voices(known_on="2020-01-01") == ()
    assert ledger.overview(case=CASE, known_on="2020-01-01").documents == 0
    with pytest.raises(MissingError):
        ledger.claim(ledger.claims()[0].id, known_on="2020-01-01")
