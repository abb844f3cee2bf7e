"""Two readers of one page: what both have is surer, what they differ in is shown."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from factories import a_document, a_figure
from ledger_tools import AT, RUN, a_place, tamper
from tollbook.app.library import OpenLedger, open_ledger
from tollbook.cli.app import app
from tollbook.ledger import Ledger
from tollbook.model.document import Document
from tollbook.model.problem import SettingsError
from tollbook.model.second import Exchange, Prefer, Reader, ReaderAgreement, SecondReading
from tollbook.model.statement import Figure
from tollbook.publishing.second import agreement_in_words
from tollbook.second_reader import ground

PAGE = a_document(
    "Police said 12 miners died in Goma. The army said 40 people were hurt. Three are missing.",
    id="page",
    publisher="Lake Wire",
)


def quoted(words: str | None) -> dict[str, object] | None:
    return None if words is None else {"quote": words, "occurrence": 1}


def figure(evidence: str, number: str, measure: str, origin: str | None) -> dict[str, object]:
    voices = []
    if origin:
        voices = [{"role": "origin", "name": quoted(origin), "cue": quoted("said")}]
    return {
        "evidence": quoted(evidence), "content": None, "number": quoted(number), "people": [],
        "measure": measure, "population": None, "status": "unknown", "sex": None,
        "age_group": None, "place": None, "period": None, "as_of": None, "scope": "incident",
        "modality": "asserted", "basis": "unknown", "by": None, "cause": None,
        "voices": voices, "part_of": None, "same_as": None,
    }  # fmt: skip


ANSWER = {
    "figures": [
        figure("12 miners died", "12", "killed", "Police"),
        figure("40 people were hurt", "40", "injured", "Police"),  # another voice
        figure("Three are missing", "Three", "missing", None),  # the built-in reading has none
    ]
}


def second(document: Document = PAGE, answer: object = ANSWER) -> SecondReading:
    exchanges = (Exchange(start=0, end=len(document.text), request="r", answer=json.dumps(answer)),)
    statements, refusals = ground(document, exchanges)
    return SecondReading(
        document=document.id,
        model="small",
        prompt_digest="p",
        parameters={"temperature": 0},
        exchanges=exchanges,
        statements=statements,
        refusals=refusals,
    )


BUILT_IN = [
    a_figure(PAGE, "12 miners died", n=1, low=12, number="12", origin="Police"),
    a_figure(
        PAGE, "40 people were hurt", n=2, measure="injured", low=40, number="40", origin="The army"
    ),
]


def fill(path: object) -> None:
    with Ledger.open(path) as ledger:  # type: ignore[arg-type] # a path or an address
        ledger.add(PAGE, BUILT_IN, RUN, AT)
        assert ledger.add_second(second(), "tollbook", AT) == "added"
        assert ledger.add_second(second(), "tollbook", AT) == "unchanged"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    fill(tmp_path / "war.db")
    return tmp_path / "war.db"


def opened(path: Path, prefer: Prefer | None = None) -> OpenLedger:
    return open_ledger(path, prefer=prefer)


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_a_second_reading_comes_back_as_it_went_in(database: str, tmp_path: Path) -> None:
    with a_place(database, tmp_path) as place:
        fill(place)
        with Ledger.open(place, writable=False) as ledger:
            assert ledger.second_readings() == {"page": second()}
            assert ledger.second_readings(known_on=AT.date().replace(day=1)) == {}
            assert ledger.verify().holds


def test_both_readings_are_held_against_each_other(path: Path) -> None:
    compared = opened(path).record().second
    standing = {id: one.standing for id, one in compared.comparisons.items()}
    assert standing == {"page#1": "agreed", "page#2": "differs", "page#s3": "second only"}
    differing = compared.of("page#2")
    assert differing is not None
    assert "origin" in differing.differs
    assert [one.id for one in compared.missing()] == ["page#s3"]


@pytest.mark.parametrize(
    ("prefer", "counted"),
    [
        ("built-in", ["page#1", "page#2"]),
        ("agreed", ["page#1"]),
        ("second", ["page#s1", "page#s2", "page#s3"]),
    ],
)
def test_whose_word_counts(path: Path, prefer: Prefer, counted: list[str]) -> None:
    ledger = opened(path, prefer)
    assert [one.id for one in ledger.record().corpus.statements] == counted
    said = {id for claim in ledger.claims() for id in claim.statements}
    assert said == set(counted)


def test_the_environment_says_whose_word_counts(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOLLBOOK_PREFER", "agreed")
    assert len(opened(path).record().corpus.statements) == 1
    monkeypatch.setenv("TOLLBOOK_PREFER", "mine")
    with pytest.raises(SettingsError, match="'mine' can't be preferred; choose built-in, agreed"):
        opened(path)


def test_a_reading_that_is_not_whole_says_nothing_about_what_it_left_out(tmp_path: Path) -> None:
    half = replace(second(), fault="it did not answer within 120 seconds")
    with Ledger.open(tmp_path / "half.db") as ledger:
        ledger.add(PAGE, BUILT_IN, RUN, AT)
        ledger.add_second(half, "tollbook", AT)
    for prefer in ("built-in", "agreed", "second"):
        record = opened(tmp_path / "half.db", prefer).record()
        assert [one.id for one in record.corpus.statements] == ["page#1", "page#2"]


def test_verify_derives_the_statements_from_the_answers_again(path: Path) -> None:
    assert opened(path).verify().holds


@pytest.mark.parametrize(
    ("command", "failure"),
    [
        (
            "UPDATE second_readings SET model = 'large'",
            "the second reading is not the one that was entered",
        ),
        (
            "UPDATE second_readings SET exchanges = x'00'",
            "the answers of the model were changed: its bytes can't be unpacked",
        ),
        (
            "DELETE FROM second_statements WHERE position = 1",
            "its statements are not those that were entered",
        ),
        (
            "UPDATE second_statements SET record = replace(record, ':40,', ':41,')",
            "its statements are not those that were entered",
        ),
    ],
)
def test_verify_names_what_was_changed(path: Path, command: str, failure: str) -> None:
    tamper(path, command)
    found = opened(path).verify()
    assert (found.where, found.failure) == ("entry 4 (second_reading of page)", failure)


def test_statements_that_no_answer_bears_do_not_verify(tmp_path: Path) -> None:
    """A figure put beside the answers of the model, in words that do stand on the page."""
    made = second()
    first = made.statements[0]
    assert isinstance(first, Figure)
    forged = replace(first, measure="injured")
    with Ledger.open(tmp_path / "war.db") as ledger:
        ledger.add(PAGE, BUILT_IN, RUN, AT)
        ledger.add_second(replace(made, statements=(forged,)), "tollbook", AT)
    found = opened(tmp_path / "war.db").verify()
    assert found.failure == "its statements do not follow from the answers of the model"


def test_a_copy_has_the_second_readings(path: Path, tmp_path: Path) -> None:
    assert opened(path).copy_to(tmp_path / "copy.db").holds
    with Ledger.open(tmp_path / "copy.db", writable=False) as ledger:
        assert ledger.second_readings() == {"page": second()}


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ({}, {"page#1": "agreed", "page#2": "differs"}),
        ({"differs": True}, {"page#2": "differs"}),
        (
            {"reader": "second"},
            {"page#s1": "agreed", "page#s2": "differs", "page#s3": "second only"},
        ),
        ({"reader": "both", "differs": True}, {"page#2": "differs", "page#s3": "second only"}),
    ],
)
def test_statements_say_how_the_readers_compare(
    path: Path, words: dict[str, Any], shown: dict[str, str]
) -> None:
    found = opened(path).statements(**words).to_dicts()
    assert {one["id"]: one["second"]["standing"] for one in found} == shown


@pytest.mark.parametrize(
    ("prefer", "reader", "shown"),
    [
        ("second", "built-in", ["page#1", "page#2"]),
        ("second", "both", ["page#1", "page#2", "page#s3"]),
        ("agreed", "second", ["page#s1", "page#s2", "page#s3"]),
    ],
)
def test_a_reader_can_be_asked_for_whoever_counts(
    path: Path, prefer: Prefer, reader: Reader, shown: list[str]
) -> None:
    assert [one.id for one in opened(path, prefer).statements(reader=reader)] == shown


def test_the_command_line_says_whose_figures_count(path: Path) -> None:
    """On standard error, so that a program gets the answer alone."""
    runner = CliRunner()
    asked = runner.invoke(app, ["--prefer", "second", "show", "--ledger", str(path)])
    assert "Where a document was read twice, the second reader's figures count" in asked.stderr
    assert "only the second reader found this" in " ".join(asked.stdout.split())
    plain = runner.invoke(app, ["show", "--differs", "--ledger", str(path)])
    assert plain.stderr == ""
    assert "the second reader differs: origin" in " ".join(plain.stdout.split())
    assert "page#1" not in plain.stdout


def test_agreement_is_measured_by_field(path: Path, tmp_path: Path) -> None:
    """Over all documents and in each: of all figures how many both found, then by those."""
    rows = opened(path).second_agreement()
    over_all = {one.field: one for one in rows if one.document is None}
    assert (over_all["found"].figures, over_all["found"].same) == (3, 2 / 3)
    assert (over_all["origin"].figures, over_all["origin"].same) == (2, 0.5)
    assert over_all["measure"].alpha == 1
    assert {one.document for one in rows} == {None, "page"}
    with Ledger.open(tmp_path / "once.db") as ledger:
        ledger.add(PAGE, BUILT_IN, RUN, AT)
    once = opened(tmp_path / "once.db").second_agreement()
    assert (len(once), agreement_in_words(once)) == (0, "")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            [("found", 8, 0.75, None), ("low", 6, 1.0, 1.0), ("as_of", 6, 0.5, 0.25)],
            "Both readers found 75% of 8 figures; they agree least in as of (50% the same, "
            "alpha 0.25).",
        ),
        ([("found", 2, 1.0, None), ("low", 2, 1.0, None)], "Both readers found 100% of 2 figures."),
        ([("found", 2, 0.0, None), ("low", 0, None, None)], "Both readers found 0% of 2 figures."),
    ],
)
def test_agreement_is_one_sentence(
    rows: list[tuple[str, int, float | None, float | None]], said: str
) -> None:
    assert agreement_in_words(ReaderAgreement(None, *row) for row in rows) == said


def test_evaluation_of_a_ledger_shows_how_far_the_readers_agree(path: Path) -> None:
    """Also where people have not decided on anything yet."""
    runner = CliRunner()
    table = runner.invoke(app, ["evaluate", "--ledger", str(path)])
    assert re.search(r"found +3 +0.67", table.stdout)
    assert re.search(r"page +3 +0.67 +\w+ +0.50", table.stdout)
    asked = runner.invoke(app, ["evaluate", "--ledger", str(path), "--format", "json"])
    record = json.loads(asked.stdout)
    assert record["readers"][0] == {
        "document": None, "field": "found", "figures": 3, "same": 2 / 3, "alpha": None,
    }  # fmt: skip


def test_the_queue_says_how_the_readers_compare(path: Path) -> None:
    waiting = {one["id"]: one["second"]["standing"] for one in opened(path).queue().to_dicts()}
    assert waiting == {"page#1": "agreed", "page#2": "differs", "page#s3": "second only"}
