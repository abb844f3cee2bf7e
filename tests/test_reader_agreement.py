"""Two readers of the same passages are compared as a reader is with the gold: `make agreement`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from benchmarks.agreement import FRESH, agreement, differences, main, read_twice

TEXT = "Rescuers found 12 dead near Port Elva on Friday, the harbour office said. A pilot was hurt."
DEAD: dict[str, Any] = {
    "n": 1,
    "quote": "12 dead",
    "number": "12",
    "measure": "killed",
    "low": 12,
    "high": 12,
    "modifier": "exact",
    "scope": "incident",
    "part_of": None,
    "same_as": None,
    "modality": "asserted",
    "source": "the harbour office",
    "origin": "",
    "place": "Port Elva",
    "period": ["2024-03-01", "2024-03-01"],
}
HURT = DEAD | {
    "n": 2,
    "quote": "A pilot was hurt",
    "number": "A",
    "measure": "injured",
    "low": 1,
    "high": 1,
    "source": "publisher",
    "place": "",
    "period": None,
}
ALL_AGREE = dict.fromkeys(
    ("found", "value", "source", "modality", "scope", "part", "same", "place", "period"), 1.0
)


def write(path: Path, *records: dict[str, Any]) -> Path:
    """A file of JSON Lines."""
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def files(folder: Path, second: list[dict[str, Any]]) -> tuple[Path, Path, Path]:
    """One passage, what the first reader found in it, and what a second one did."""
    return (
        write(
            folder / "texts.jsonl",
            {"id": "port", "kind": "note", "text": TEXT},
            {"id": "quay", "kind": "note", "text": "The quay was closed."},
        ),
        write(folder / "texts.gold.jsonl", {"id": "port", "figures": [DEAD, HURT]}),
        write(folder / "texts.second.jsonl", {"id": "port", "figures": second}),
    )


@pytest.mark.parametrize(
    ("second", "changed"),
    [
        ([DEAD, HURT], {}),
        ([DEAD], {"found": 2 / 3, "value": 2 / 3}),
        ([DEAD | {"high": None, "modifier": "at_least"}, HURT], {"value": 0.5}),
        ([DEAD | {"source": "publisher"}, HURT], {"source": 0.5}),
        ([DEAD | {"source": "Port officials"}, HURT], {"source": 0.5}),
        ([DEAD | {"scope": "cumulative"}, HURT], {"scope": 0.5}),
        ([DEAD | {"modality": "possible"}, HURT], {"modality": 0.5}),
        ([DEAD | {"place": "near Port Elva"}, HURT], {}),
        ([DEAD | {"place": "the coast"}, HURT], {"place": 0.5}),
        ([DEAD, HURT | {"place": "Port Elva"}], {"place": 0.5}),
        ([DEAD | {"period": ["2024-03-01", None]}, HURT], {"period": 0.5}),
        ([DEAD, HURT | {"period": ["2024-03-01", "2024-03-01"]}], {"period": 0.5}),
    ],
)
def test_each_field_is_compared_by_itself(
    tmp_path: Path, second: list[dict[str, Any]], changed: dict[str, float]
) -> None:
    """A figure that one reader lacks lowers found and value; any other difference one share."""
    found = agreement(read_twice(*files(tmp_path, second)))
    assert found == pytest.approx(ALL_AGREE | changed)


def test_number_words_leave_figures_with_an_article_out(tmp_path: Path) -> None:
    """Links, places and periods stay with their figures when others are dropped."""
    pilot_first = [HURT | {"n": 1}, DEAD | {"n": 2}]
    (passage,) = read_twice(*files(tmp_path, pilot_first))
    assert [figure.quote for figure in passage.worded().second.figures] == ["12 dead"]
    assert agreement([passage.worded()]) == ALL_AGREE


def test_what_a_reader_was_not_asked_is_no_difference(tmp_path: Path) -> None:
    """Without places and periods in one annotation, neither has a share."""
    asked = [{key: DEAD[key] for key in DEAD if key not in {"place", "period"}}]
    found = agreement(read_twice(*files(tmp_path, asked)))
    assert (found["place"], found["period"]) == (None, None)
    assert found["source"] == 1.0


def test_differences_are_listed_one_by_one(tmp_path: Path) -> None:
    """Each line names the passage, the figure and what the two wrote, so that it can be settled."""
    second = [DEAD | {"modality": "possible"}, DEAD | {"n": 2, "quote": "dead", "number": ""}]
    (passage,) = read_twice(*files(tmp_path, second))
    assert list(differences(passage)) == [
        "port: only the first has injured 1..1 ‹A pilot was hurt›\n",
        "port: only the second has killed 12..12 ‹dead›\n",
        "port: modality of killed 12..12 ‹12 dead›: asserted / possible\n",
    ]


@pytest.mark.parametrize(
    ("records", "complaint"),
    [
        ([], "no passage is annotated"),
        ([{"id": "quay", "figures": []}], "the passage 'port' is not annotated"),
        ([{"id": "pier", "figures": []}], "there is no passage 'pier' among the texts"),
        ([{"id": "port", "figures": [DEAD | {"quote": "21 dead"}]}], "is not in the passage"),
    ],
)
def test_an_annotation_that_does_not_fit_is_one_sentence(
    tmp_path: Path,
    records: list[dict[str, Any]],
    complaint: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The exit status is 2, and the message says which file and why."""
    texts, first, second = files(tmp_path, [DEAD, HURT])
    write(second, *records)
    monkeypatch.setattr("sys.argv", ["agreement", str(texts), str(first), str(second)])
    assert main() == 2
    message = capsys.readouterr().err
    assert complaint in message
    assert second.name in message


def test_the_table_has_a_line_for_each_kind_of_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """All passages first, then each kind; all figures first, then those with a number word."""
    paths = [str(path) for path in files(tmp_path, [DEAD])]
    monkeypatch.setattr("sys.argv", ["agreement", *paths])
    assert main() == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    shares = ["1.00"] * 5
    assert ["all", "2", "1", "0.67", "0.67", *shares] in rows
    assert ["1", "1", "1.00", "1.00", *shares] in rows
    assert ["note", "2", "1", "0.67", "0.67", *shares] in rows


def test_the_fresh_passages_were_all_read_twice() -> None:
    """The second annotation quotes the texts exactly, and leaves no passage out."""
    parts = [FRESH.with_suffix(suffix) for suffix in (".jsonl", ".gold.jsonl", ".second.jsonl")]
    passages = read_twice(*parts)
    assert len(passages) == len(parts[0].read_text(encoding="utf-8").splitlines())
    found = agreement(passages)
    assert min(found[name] or 0.0 for name in ("found", "value", "source")) > 0.9
