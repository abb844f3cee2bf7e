"""Whatever is derived from a ledger uses what people decided, says so, and keeps the machine's."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import tollbook
from factories import a_document, a_figure, a_span
from ledger_tools import RUN
from terminal import tollbook as command
from tollbook.app.library import OpenLedger
from tollbook.evaluation.gold import read_gold, read_passages
from tollbook.ledger import Ledger
from tollbook.model.finding import Finding, Mark
from tollbook.model.problem import TollbookError
from tollbook.publishing.citations import CitationForm, to_json, write
from tollbook.publishing.estimates.export import to_json as estimates_json
from tollbook.publishing.findings import layout
from tollbook.publishing.findings import to_json as finding_json
from tollbook.recompute import recompute

READ_AT = datetime(2025, 5, 10, 12, tzinfo=UTC)
PAGE = a_document(
    "The harbour master counted 40 dead in Goma. He counted 40 dead twice: the ferry carried 9 "
    "crew.\n\nA nurse counted 12 injured.",
    id="goma",
    published=date(2025, 5, 9),
)
DEAD = a_figure(PAGE, "40 dead in Goma", low=40, number="40", origin="The harbour master")
CREW = a_figure(PAGE, "carried 9 crew", n=2, low=9, number="9", origin="The harbour master")
HURT = a_figure(PAGE, "12 injured", n=3, measure="injured", low=12, number="12", origin="A nurse")
WIRE = a_document("A priest counted 5 dead.", id="wire", published=date(2025, 5, 9))
PRIEST = a_figure(WIRE, "5 dead", low=5, number="5", origin="A priest")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Ledger.open(tmp_path / "goma.db") as ledger:
        ledger.add(PAGE, [DEAD, CREW, HURT], RUN, READ_AT)
        ledger.add(WIRE, [PRIEST], RUN, READ_AT)
    return tmp_path / "goma.db"


@pytest.fixture
def ledger(path: Path) -> Iterator[OpenLedger]:
    """One count is corrected, one confirmed, one rejected; nobody has looked at the wire."""
    with tollbook.open(path) as opened:
        opened.correct("goma#1", {"low": 44}, reason="forty-four", by="Ines")
        opened.reject("goma#2", reason="nobody died of them", by="Ines")
        opened.confirm("goma#3", by="Jan")
        yield opened


def test_claims_and_answers_count_what_people_decided(ledger: OpenLedger) -> None:
    claims = {claim.origin.name: claim for claim in ledger.claims()}
    assert sorted(claims) == ["A nurse", "A priest", "The harbour master"]
    assert claims["The harbour master"].figure.low == 44
    records = {one["origin"]: one for one in ledger.claims().to_dicts()}
    nurse, priest = records["A nurse"], records["A priest"]
    assert (nurse["settled"], nurse["settled_by"]) == (1, ["Jan"])
    assert (priest["settled"], priest["states"]) == (0, {"wire#1": "proposed"})
    [answer] = ledger.answers()
    counts = {
        count.claim.origin.name: (count.claim.figure.low, count.settled)
        for measure in answer.measures
        for count in measure.counts
    }
    assert counts == {"The harbour master": (44, 1), "A priest": (5, 0), "A nurse": (12, 1)}


def test_estimates_rest_on_it_and_their_working_names_it(ledger: OpenLedger) -> None:
    found = ledger.estimate(measure="killed", policy="range")
    assert (found[0].ends and found[0].ends.high) == 44
    record = estimates_json(found.whole)
    states = {
        said["id"]: (said["review"]["state"], said["review"]["by"])
        for claim in record["claims"].values()
        for said in claim["statements"]
    }
    assert states["goma#1"] == ("corrected", "Ines")
    assert states["wire#1"] == ("proposed", None)
    assert "goma#2" not in states
    assert recompute(json.loads(json.dumps(record)))[0] == ""


@pytest.mark.parametrize("form", ["text", "markdown", "bibtex"])
def test_a_citation_says_whether_a_person_has_looked(
    ledger: OpenLedger, form: CitationForm
) -> None:
    corrected = " ".join(write(ledger.cite("goma#1"), form).split())
    assert "44 killed" in corrected
    assert "corrected by Ines (high, low)" in corrected
    assert "by nobody; this is how Tollbook reads the words" in write(ledger.cite("wire#1"), form)
    record = to_json(ledger.cite("goma#1"))
    assert (record["figure"]["low"], record["machine"]["low"]) == (44, 40)
    assert record["review"]["state"] == "corrected"
    with pytest.raises(TollbookError, match="goma#2 was rejected by Ines: nobody died of them"):
        ledger.cite("goma#2")


def test_a_finding_says_which_of_its_counts_people_have_checked(ledger: OpenLedger) -> None:
    record = ledger.record()
    finding = Finding(
        check="disagreement",
        verdict="fails",
        title="44 and 5",
        marks=(Mark("goma", DEAD.evidence),),
        statements=("goma#1", "wire#1"),
        working=("Both can't be right.",),
    )
    reviews = record.reviewed.settled(finding.statements)
    shown = layout(finding, record.corpus, reviews=reviews)
    assert "Checked by people: goma#1 corrected by Ines (high, low)." in shown
    assert list(finding_json(finding, None, reviews)["reviews"]) == ["goma#1"]


def test_what_people_decided_is_gold_where_they_decided_on_all(
    ledger: OpenLedger, path: Path, tmp_path: Path
) -> None:
    """The files are read back as gold, word for word; a half-checked document is left out."""
    span = a_span(PAGE, "40 dead twice")
    ledger.add(
        "goma",
        {"measure": "killed", "low": 40, "same_as": "goma#1"},
        start=span.start,
        end=span.end,
        reason="missed",
        by="Ines",
    )
    assert ledger.gold().open == {}
    folder = tmp_path / "checked"
    done = command("export", "gold", str(folder), "--ledger", str(path), at=tmp_path)
    assert done.out == f"{folder}: 1 document, 3 figures\n"
    passages = read_passages(folder / "texts.jsonl")
    assert passages["goma"].text == PAGE.text
    assert passages["goma"].published_on == PAGE.published_on
    first, second, third = read_gold(folder / "gold.jsonl", passages)["goma"]
    assert (first.low, first.voices, first.evidence) == (
        44,
        ("The harbour master",),
        (DEAD.evidence.start, DEAD.evidence.end),
    )
    assert (second.evidence, second.same) == ((span.start, span.end), 0)
    assert (third.measure, third.low) == ("injured", 12)
    ledger.undo(ledger.review("goma#3").last, reason="not sure", by="Jan")
    assert ledger.gold().open == {"goma": 1}


def test_the_machine_is_scored_against_what_people_decided(
    ledger: OpenLedger, path: Path, tmp_path: Path
) -> None:
    """It has one number wrong, made one figure up, and has one right."""
    figures = ledger.evaluate().figures
    assert figures is not None
    assert len(figures.passages) == 1
    shown = command("evaluate", "--ledger", str(path), "--misses", at=tmp_path)
    assert shown.status == 0
    assert "1 passage" in shown.out
    wrong = command("evaluate", "--ledger", str(path), "texts.jsonl", at=tmp_path)
    assert (wrong.status, "--ledger alone" in " ".join(wrong.err.split())) == (2, True)


def test_nothing_to_score_before_anybody_decided(path: Path) -> None:
    with tollbook.open(path) as ledger:
        ledger.confirm("goma#1", by="Ines")
        with pytest.raises(TollbookError, match="have not decided on every figure"):
            ledger.evaluate()
