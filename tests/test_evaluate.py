"""`tollbook evaluate` as a coder uses it: files in, scores out, and a sentence for a bad file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from terminal import tollbook
from tollbook.cli.app import app

TEXTS = [
    {"id": "ferry", "text": "A ferry sank off Tanga. Divers recovered 14 dead, the port said."},
    {"id": "raid", "text": "The army said it captured 30 rebels and killed at least 6 in Kidal."},
]
DEAD = {
    "n": 1, "quote": "recovered 14 dead", "number": "14", "measure": "killed",
    "low": 14, "high": 14, "modifier": "exact", "population": "", "scope": "incident",
    "modality": "asserted", "part_of": None, "same_as": None, "source": "the port", "origin": "",
}  # fmt: skip
TAKEN = DEAD | {
    "quote": "captured 30 rebels", "number": "30", "measure": "captured", "low": 30, "high": 30,
    "population": "rebels", "source": "The army",
}  # fmt: skip
FALLEN = DEAD | {
    "n": 2, "quote": "killed at least 6", "number": "at least 6", "low": 6, "high": None,
    "modifier": "at_least", "source": "The army",
}  # fmt: skip
GOLD = [{"id": "ferry", "figures": [DEAD]}, {"id": "raid", "figures": [TAKEN, FALLEN]}]


def put(path: Path, records: list[Any]) -> Path:
    """A JSON Lines file; a string among the records is a line as it stands."""
    lines = [item if isinstance(item, str) else json.dumps(item) for item in records]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with `texts.jsonl` and `gold.jsonl`."""
    put(tmp_path / "texts.jsonl", TEXTS)
    put(tmp_path / "gold.jsonl", GOLD)
    return tmp_path


def record_of(folder: Path, *others: str) -> dict[str, Any]:
    """What the command prints as JSON."""
    ran = tollbook("evaluate", "texts.jsonl", "gold.jsonl", *others, "--format", "json", at=folder)
    assert (ran.status, ran.err) == (0, "")
    record: dict[str, Any] = json.loads(ran.out)
    return record


def test_a_coder_who_annotated_the_same_agrees_in_all(folder: Path) -> None:
    record = record_of(folder, "gold.jsonl", "--misses")
    assert record["misses"] == []
    everything = record["slices"]["all figures"]
    assert (everything["gold"], everything["predicted"]) == (3, 3)
    assert everything["value"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert everything["intervals"]["value"] == [1.0, 1.0]
    assert record["agreement"]["measure"] == {"figures": 3, "same": 1.0, "alpha": 1.0}
    assert record["agreement"]["scope"]["alpha"] is None


def test_a_coder_who_differs(folder: Path) -> None:
    """One figure with another value, one left out."""
    put(
        folder / "coder.jsonl",
        [{"id": "raid", "figures": [TAKEN | {"low": 3}]}, {"id": "ferry", "figures": [DEAD]}],
    )
    record = record_of(folder, "coder.jsonl", "--misses")
    assert record["slices"]["captured"]["found"]["f1"] == 1
    assert record["slices"]["captured"]["value"]["f1"] == 0
    assert record["slices"]["bounded"]["found"]["recall"] == 0
    assert [(m["passage"], m["fault"]) for m in record["misses"]] == [
        ("raid", "value"),
        ("raid", "missed"),
    ]
    fallen = record["misses"][1]
    assert fallen["sentence"][fallen["start"] : fallen["end"]] == "killed at least 6"


def test_statements_of_the_machine_score_as_the_machine_itself(folder: Path) -> None:
    """They come as `extract` prints them, with the other kinds among them."""
    statements = tollbook("extract", "texts.jsonl", "--format", "jsonl", at=folder).out
    (folder / "statements.jsonl").write_text(statements, encoding="utf-8")
    stated = record_of(folder, "statements.jsonl")
    assert stated["slices"]["all figures"]["found"]["recall"] > 0
    assert stated == record_of(folder)


def test_passages_without_a_statement_were_read_as_counting_nobody(folder: Path) -> None:
    put(folder / "statements.jsonl", [])
    everything = record_of(folder, "statements.jsonl")["slices"]["all figures"]
    assert (everything["gold"], everything["predicted"], everything["found"]["f1"]) == (3, 0, 0)


def test_passages_without_a_gold_are_left_out(folder: Path) -> None:
    put(folder / "gold.jsonl", GOLD[:1])
    assert record_of(folder)["passages"] == 1


def test_tables_fit_80_columns_and_show_what_went_wrong(folder: Path) -> None:
    put(folder / "coder.jsonl", [GOLD[0], {"id": "raid", "figures": []}])
    ran = tollbook("evaluate", "texts.jsonl", "gold.jsonl", "coder.jsonl", "--misses", at=folder)
    assert max(map(len, ran.out.splitlines())) <= 80
    assert "missed raid captured 30\n  The army said it ‹captured 30 rebels› and" in ran.out
    assert "missed raid killed 6..\n" in ran.out
    rows = {line[:13].strip(): line[13:].split() for line in ran.out.splitlines()}
    assert rows["all figures"][:5] == ["3", "1", "1.00", "0.33", "0.50"]
    assert rows["captured"][:5] == ["1", "0", "–", "0.00", "0.00"]


def test_days_are_reckoned_from_the_date_of_a_text(folder: Path) -> None:
    """The key `date` dates a text, so that "on Friday" has a day to compare with the gold's."""
    text = "Divers found 14 dead off Tanga on Friday."
    put(folder / "texts.jsonl", [{"id": "ferry", "text": text, "date": "2019-06-09"}])
    figure = DEAD | {"quote": "found 14 dead", "source": "publisher", "place": "Tanga"}
    figure["period"] = ["2019-06-07", "2019-06-07"]
    put(folder / "gold.jsonl", [{"id": "ferry", "figures": [figure]}])
    found = record_of(folder)["slices"]["number words"]
    assert (found["place_stated"], found["period_stated"]) == (1, 1)


def test_text_from_outside_does_nothing_to_the_terminal(folder: Path) -> None:
    put(folder / "texts.jsonl", [{"id": "x\x1b[2J", "text": "\x1b]0;hi\x07 14 dead [bold]there."}])
    figure = DEAD | {"quote": "14 dead", "source": "publisher"}
    put(folder / "gold.jsonl", [{"id": "x\x1b[2J", "figures": [figure]}])
    put(folder / "coder.jsonl", [{"id": "x\x1b[2J", "figures": []}])
    ran = tollbook("evaluate", "texts.jsonl", "gold.jsonl", "coder.jsonl", "--misses", at=folder)
    assert ran.status == 0
    assert "\x1b" not in ran.out and "\x07" not in ran.out
    assert "‹14 dead› [bold]there." in ran.out


def test_accents_count_the_same_however_they_are_composed(folder: Path) -> None:
    put(folder / "texts.jsonl", [{"id": "a", "text": "In Thie\u0301s 14 dead, says Andre\u0301."}])
    figure = DEAD | {"quote": "Thi\u00e9s 14 dead", "source": "Andr\u00e9"}
    put(folder / "gold.jsonl", [{"id": "a", "figures": [figure]}])
    other = figure | {"quote": "In Thie\u0301s 14 dead", "source": "Andr\u00e9"}
    put(folder / "coder.jsonl", [{"id": "a", "figures": [other]}])
    assert record_of(folder, "coder.jsonl", "--misses")["misses"] == []


def with_figure(**changed: Any) -> list[Any]:
    """A gold whose one figure has something changed."""
    return [{"id": "ferry", "figures": [DEAD | changed]}]


BAD_GOLDS = [
    (["{"], "gold.jsonl:1: the record is not valid JSON in UTF-8; write one JSON object a line."),
    (["[" * 100_000], "gold.jsonl:1: the record is not valid JSON in UTF-8; "),
    (["[1]"], "gold.jsonl:1: the record is not a JSON object; "),
    ([], "gold.jsonl: no passage is annotated in it; "),
    ([{"id": "ferry"}], "gold.jsonl:1: the key 'figures' is wrong: field required; "),
    (with_figure(low="14"), "gold.jsonl:1: the key 'figures.0.low' is wrong: input should be a "),
    (with_figure(low=-1), "gold.jsonl:1: the key 'figures.0.low' is wrong: input should be "),
    (with_figure(measure="hurt"), "gold.jsonl:1: the key 'figures.0.measure' is wrong: "),
    (with_figure(high=3), "gold.jsonl:1: figure 1: it counts from 14 to 3; swap the two."),
    (with_figure(part_of=9), "gold.jsonl:1: figure 1: it leads to figure 9; "),
    (with_figure(same_as=1), "gold.jsonl:1: figure 1: it leads to figure 1; "),
    (with_figure(quote="15 dead"), "figure 1: '15 dead' is not in the passage; copy "),
    (with_figure(occurrence=2), "figure 1: 'recovered 14 dead' is not 2 times in the "),
    (
        with_figure(period=["2019-06-07"]),
        "gold.jsonl:1: the key 'figures.0.period' is wrong: list ",
    ),
    (with_figure(period=["Friday", None]), "figure 1: the period ['Friday', None] is no pair of "),
    (with_figure(number="15"), "figure 1: the number '15' is not in the quote "),
    ([GOLD[0], GOLD[0]], "gold.jsonl:2: the passage 'ferry' is there twice; merge the two."),
    ([{"id": "ferry", "figures": [DEAD, DEAD]}], "gold.jsonl:1: two figures have the same 'n'; "),
    ([{"id": "bus", "figures": []}], "gold.jsonl:1: there is no passage 'bus' among the texts; "),
]


@pytest.mark.parametrize(("records", "sentence"), BAD_GOLDS)
def test_a_bad_gold_is_told_in_one_sentence(
    folder: Path, records: list[Any], sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    put(folder / "gold.jsonl", records)
    failed = CliRunner().invoke(app, ["evaluate", "texts.jsonl", "gold.jsonl"])
    assert sentence in str(failed.exception)
    assert "\n" not in str(failed.exception)


def test_a_bad_file_ends_the_command_with_its_sentence(folder: Path) -> None:
    ran = tollbook("evaluate", "texts.jsonl", "nowhere.jsonl", at=folder)
    assert (ran.status, ran.out) == (1, "")
    sentence = "nowhere.jsonl: can't be read (No such file or directory); check the path."
    assert ran.err == f"tollbook: {sentence}\n"


BAD_STATEMENT = {"kind": "figure", "id": "ferry#1", "document": "ferry"}


@pytest.mark.parametrize(
    ("records", "sentence"),
    [
        (GOLD[:1], "coder.jsonl: the passage 'raid' of the gold is missing; add it, with "),
        ([BAD_STATEMENT], "coder.jsonl:1: the record is not a statement (KeyError: 'evidence'); "),
        ([BAD_STATEMENT | {"evidence": 7}], "coder.jsonl:1: the record is not a statement ("),
        ([{"kind": "omen"}], "coder.jsonl:1: the record is not a statement ("),
    ],
)
def test_a_bad_coder_is_told_in_one_sentence(
    folder: Path, records: list[Any], sentence: str
) -> None:
    put(folder / "coder.jsonl", records)
    ran = tollbook("evaluate", "texts.jsonl", "gold.jsonl", "coder.jsonl", at=folder)
    assert ran.status == 1
    assert sentence in ran.err and ran.err.count("\n") == 1


def test_statements_of_other_texts_are_refused(folder: Path) -> None:
    stated = tollbook("extract", "texts.jsonl", "--format", "jsonl", at=folder).out
    (folder / "statements.jsonl").write_text(stated, encoding="utf-8")
    put(folder / "texts.jsonl", [record | {"text": f"Late: {record['text']}"} for record in TEXTS])
    ran = tollbook("evaluate", "texts.jsonl", "gold.jsonl", "statements.jsonl", at=folder)
    assert ran.status == 1
    assert "; extract the statements from these very texts." in ran.err


@pytest.mark.parametrize(
    ("records", "sentence"),
    [
        ([{"id": "ferry", "text": 7}], "texts.jsonl:1: the key 'text' is wrong: "),
        ([], "texts.jsonl"),
        (
            [{"id": "ferry", "text": "14 died.", "date": "Friday"}],
            "'ferry' is 'Friday'; write it as ",
        ),
    ],
)
def test_bad_texts_are_told_in_one_sentence(
    folder: Path, records: list[Any], sentence: str
) -> None:
    put(folder / "texts.jsonl", records)
    ran = tollbook("evaluate", "texts.jsonl", "gold.jsonl", at=folder)
    assert (ran.status, ran.err.count("\n")) == (1, 1)
    assert sentence in ran.err


def test_help_ends_with_an_example() -> None:
    shown = CliRunner().invoke(app, ["evaluate", "--help"]).output
    assert "tollbook evaluate texts.jsonl gold.jsonl --misses" in shown
    assert max(map(len, shown.splitlines())) <= 80
