"""`tollbook claims` shows each claim once, with how often it is told and what it is tied to."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from claim_tools import APRIL, NIS, a_report
from factories import a_document, a_figure
from ledger_tools import AT, RUN
from terminal import tollbook
from tollbook.cli.console import Status
from tollbook.ledger import Ledger


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a ledger of three reports: a claim, its repetition, a hostile denial."""
    folder = tmp_path_factory.mktemp("desk")
    page = a_document("Mos\x1b[31mcow denied that 300 soldiers were killed.", id="=c")
    words, voice = "300 soldiers were killed", "Mos\x1b[31mcow"
    denied = a_figure(page, words, modality="denied", origin=voice, population="soldiers")
    with Ledger.open(folder / "tollbook.db", writable=True) as ledger:
        for document, figure in (a_report("a"), a_report("b", APRIL, **NIS), (page, denied)):
            ledger.add(document, [figure], RUN, at=AT)
    return folder


def test_a_claim_is_shown_once_with_its_voices_counted_twice(desk: Path) -> None:
    shown = tollbook("claims", at=desk)
    assert shown.status == Status.FINE
    assert shown.out.count("National Intelligence Service") == 1
    assert "2 statements, 2 texts, 2 documents; voices: 1 known, 1 at most" in shown.out
    assert "300 killed (denied)" in shown.out


def test_no_control_character_of_a_report_gets_through(desk: Path) -> None:
    assert "\x1b" not in tollbook("claims", at=desk).out


def test_records_hold_links_with_their_evidence(desk: Path) -> None:
    lines = tollbook("claims", "--format", "jsonl", at=desk).out.splitlines()
    claim, denial = sorted(map(json.loads, lines), key=lambda record: record["denial"])
    assert claim["statements"] == ["a#1", "b#1"]
    (link,) = claim["links"]
    assert (link["kind"], link["claim"], link["other"]) == ("denies", denial["id"], claim["id"])
    assert link["marks"][0]["quote"].startswith("300")


def test_the_table_of_values_has_one_line_a_claim_and_runs_no_formula(desk: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(tollbook("claims", "--format", "csv", at=desk).out)))
    assert [row["measure"] for row in rows] == ["killed", "killed"]
    assert "'=c" in {row["document"] for row in rows}


def test_a_measure_narrows_and_nothing_is_said_so(desk: Path) -> None:
    shown = tollbook("claims", "--measure", "missing", at=desk)
    assert (shown.status, shown.out) == (Status.FINE, "")
    assert shown.err == "No claim is on record; 'tollbook show' lists what the ledger holds.\n"
