"""`lint`: faults planted in clean tables are found, at their row, and nothing else is."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from benchmarks.sets import SHARED
from jsonschema import validate

import tollbook
from lint_tools import (
    MAKERS,
    Plant,
    Rows,
    adding,
    changing,
    doubling,
    drawn_from,
    emptying,
    lint_command,
    repeating_header,
    setting,
    shifting,
    swapping,
    write,
    write_json,
)
from terminal import tollbook as tollbook_program
from tollbook.linting import CHECK_NAMES, Rules, lint_table
from tollbook.model.table_finding import ShapeName, TableFinding
from tollbook.publishing.linting import layout

TODAY = date(2026, 1, 1)
ROWS = 150
SEEDS = (1, 2)

# Whichever check finds it: a fault, in a table of this shape.
FAULTS: list[tuple[str, str, Plant]] = [
    ("ged", "range", setting("high", "0")),
    ("ged", "range", adding("low", 70)),
    ("ged", "parts", adding("deaths_unknown", 1)),
    ("ged", "count", setting("deaths_a", "1,2oo")),
    ("ged", "count", setting("high", "-3")),
    ("ged", "count", setting("low", "0.5")),
    ("ged", "day", setting("date_end", "0025-03-04")),
    ("ged", "day", setting("date_start", "44256")),
    ("ged", "day", setting("date_end", "soon")),
    ("ged", "period", setting("year", "2012")),
    ("ged", "double_id", doubling("id", None)),
    ("ged", "double_event", doubling("id", "987654")),
    ("ged", "code", setting("type_of_violence", "4")),
    ("ged", "code", setting("where_prec", "9")),
    ("ged", "coordinates", setting("latitude", "951.2")),
    ("ged", "coordinates", setting("longitude", "east")),
    ("ged", "country", setting("country", "Peru")),
    ("ged", "shifted", shifting("latitude")),
    ("ged", "shifted", shifting("date_prec")),
    ("ged", "header", repeating_header),
    ("ged", "column_filled", emptying("where_coordinates", before=True)),
    ("ged", "column_filled", emptying("source_article", before=False)),
    ("ged", "column_kind", changing("number_of_sources", lambda text: "several")),
    ("acled", "count", setting("fatalities", "unknown")),
    ("acled", "day", setting("event_date", "2031-05-05")),
    ("acled", "period", setting("year", "2009")),
    ("acled", "code", setting("event_type", "Battels")),
    ("acled", "code", setting("time_precision", "4")),
    ("acled", "country", setting("country", "Brazil")),
    ("acled", "coordinates", setting("latitude", "122.4")),
    ("acled", "double_id", doubling("event_id_cnty", None)),
    ("acled", "double_event", doubling("event_id_cnty", "XXX99999")),
    ("acled", "shifted", shifting("time_precision")),
    ("acled", "header", repeating_header),
    ("acled", "column_filled", emptying("admin1", before=False)),
    ("airwars", "column_filled", emptying("location", before=True)),
    ("airwars", "range", swapping("injured_min", "injured_max")),
    ("airwars", "parts", setting("killed_women_max", "400")),
    ("airwars", "count", setting("killed_max", "some")),
    ("airwars", "double_id", doubling("unique_id", None)),
    ("airwars", "day", setting("date", "1021-05-05")),
    ("airwars", "country", setting("country", "Japan")),
    ("totals", "total_falls", adding("killed", -1000)),
    ("totals", "total_jumps", adding("injured", 30_000)),
    ("totals", "count", setting("injured", "9.5k")),
    ("totals", "day", setting("date", "yesterday")),
    ("totals", "parts total_falls", setting("killed", "5")),
    ("totals", "double_id", doubling("date", None)),
    ("totals", "column_filled", emptying("women_killed", before=True)),
    ("totals", "header", repeating_header),
]


def look(path: Path, **asked: object) -> list[TableFinding]:
    rules = Rules(TODAY, **asked)  # type: ignore[arg-type]
    return lint_table(path, rules)[1]


def found(path: Path) -> set[tuple[str, int | None]]:
    return {(one.check, one.row) for one in look(path)}


def clean(shape: str, seed: int) -> Rows:
    return MAKERS[shape](ROWS, drawn_from(seed))


@pytest.mark.parametrize("shape", MAKERS)
@pytest.mark.parametrize("seed", range(4))
def test_nothing_is_found_in_a_clean_table(shape: str, seed: int, tmp_path: Path) -> None:
    table = write(tmp_path / "clean.csv", MAKERS[shape](400, drawn_from(seed)))
    checked, findings = lint_table(table, Rules(TODAY))
    assert (checked.shape, checked.rows, findings) == (shape, 400, [])


@pytest.mark.parametrize(
    ("shape", "checks", "plant"),
    FAULTS,
    ids=[f"{n} {one[0]} {one[1]}" for n, one in enumerate(FAULTS)],
)
def test_a_planted_fault_is_found_and_nothing_else(
    shape: str, checks: str, plant: Plant, tmp_path: Path
) -> None:
    for seed in SEEDS:
        rows = clean(shape, seed)
        at = plant(rows, drawn_from(seed))
        expected = {(check, at + 2) for check in checks.split()}
        assert found(write(tmp_path / "table.csv", rows)) == expected


def test_all_faults_in_one_table_are_found_each_at_its_row(tmp_path: Path) -> None:
    """Faults that lie in rows of their own do not hide one another."""
    rows = clean("ged", 7)
    planted = {
        12: ("parts", {"deaths_unknown": "77"}),
        40: ("count", {"deaths_b": "many"}),
        80: ("day", {"date_start": "0021-02-03"}),
        120: ("code", {"event_clarity": "7"}),
        140: ("country", {"country": "Peru"}),
    }
    for at, (_, cells) in planted.items():
        rows[at] |= cells
    expected = {(check, at + 2) for at, (check, _) in planted.items()}
    assert found(write(tmp_path / "table.csv", rows)) == expected


def test_civilians_added_twice_are_told_from_other_wrong_sums(tmp_path: Path) -> None:
    rows = clean("ged", 3)
    row = rows[50]
    for column in ("best", "high"):
        row[column] = str(int(row[column]) + int(row["deaths_civilians"]))
    finding, *others = look(write(tmp_path / "table.csv", rows))
    assert (finding.check, finding.row, others) == ("civilians_twice", 52, [])
    assert finding.columns == ("deaths_civilians", "best")


def test_one_sided_violence_has_no_dead_of_the_sides(tmp_path: Path) -> None:
    rows = clean("ged", 3)
    at = next(n for n, row in enumerate(rows) if row["type_of_violence"] == "3")
    rows[at] |= {"deaths_a": "2", "deaths_unknown": "0"}
    rows[at]["best"] = rows[at]["high"] = str(2 + int(rows[at]["deaths_civilians"]))
    rows[at]["low"] = "0"
    assert found(write(tmp_path / "table.csv", rows)) == {("outcome", at + 2)}


def test_swapped_coordinates_are_known_from_those_of_another_country(tmp_path: Path) -> None:
    rows = clean("acled", 3)
    swapped = next(n for n, row in enumerate(rows) if row["country"] == "DR Congo")
    row = rows[swapped]
    row["latitude"], row["longitude"] = row["longitude"], row["latitude"]
    (finding,) = look(write(tmp_path / "table.csv", rows))
    assert (finding.check, finding.severity, finding.row) == ("country", "error", swapped + 2)
    assert finding.hint == "Swap the two."


def test_a_day_years_from_all_others_is_a_warning(tmp_path: Path) -> None:
    rows = clean("acled", 3)
    rows[90] |= {"event_date": "2012-05-04", "year": "2012"}
    (finding,) = look(write(tmp_path / "table.csv", rows))
    assert (finding.check, finding.severity, finding.row) == ("lone_day", "warning", 92)


def test_a_precision_of_one_day_and_an_event_of_two_contradict(tmp_path: Path) -> None:
    rows = clean("ged", 3)
    at = next(n for n, row in enumerate(rows) if row["date_prec"] == "2")
    rows[at]["date_prec"] = "1"
    assert found(write(tmp_path / "table.csv", rows)) == {("period", at + 2)}


# Totals


def test_a_number_that_stands_out_alone_is_found_at_its_own_row(tmp_path: Path) -> None:
    """A digit too many is one jump, and the next day no fall; a digit too few is one fall."""
    for factor, check in ((10, "total_jumps"), (0.1, "total_falls")):
        rows = clean("totals", 5)
        rows[100]["injured"] = str(int(float(rows[100]["injured"]) * factor))
        assert found(write(tmp_path / "table.csv", rows)) == {(check, 102)}


def test_a_revision_is_found_once_and_the_total_goes_on_from_it(tmp_path: Path) -> None:
    rows = clean("totals", 5)
    for row in rows[100:]:
        row["killed"] = str(int(row["killed"]) - 700)
    assert found(write(tmp_path / "table.csv", rows)) == {("total_falls", 102)}


def test_counts_of_single_days_are_no_running_totals(tmp_path: Path) -> None:
    draw = drawn_from(1)
    rows = [row | {"killed": str(draw.randrange(50))} for row in clean("totals", 5)]
    rows = [{key: row[key] for key in ("date", "killed")} for row in rows]
    assert found(write(tmp_path / "table.csv", rows)) == set()


def test_totals_of_several_places_are_looked_at_one_by_one(tmp_path: Path) -> None:
    one, other = clean("totals", 1), clean("totals", 2)
    rows = []
    for a, b in zip(one, other, strict=True):
        rows += [
            {"place": "Aden"} | a,
            {"place": "Idlib"} | b | {"killed": str(int(b["killed"]) - 3000)},
        ]
    table = tmp_path / "table.csv"
    assert found(write(table, rows)) == set()
    rows[201]["killed"] = "3"
    assert ("total_falls", 203) in found(write(table, rows))


MAPPING = """
origin = "Coastal Rescue Service"
publisher = "Harbour tables"
date = "day"

[[figures]]
column = "lost"
measure = "killed"
"""


def test_a_mapping_says_what_columns_mean_and_its_corrections_explain(tmp_path: Path) -> None:
    """Counts are read as an import reads them; a fall on a day with a correction is none."""
    table, mapping = tmp_path / "wrecks.csv", tmp_path / "wrecks.toml"
    lines = ["day,lost", "2025-01-12,60", "2025-01-13,at least 52", "2025-01-14,41", "2025-01-15,x"]
    table.write_text("\n".join(lines), encoding="utf-8")
    mapping.write_text(MAPPING, encoding="utf-8")
    expected = {("total_falls", 4), ("count", 5)}
    assert {(one.check, one.row) for one in look(table, mapping=mapping)} == expected
    (tmp_path / "moved.csv").write_text("day,lost\n2025-01-14,-19\n", encoding="utf-8")
    mapping.write_text(f'{MAPPING}\n[corrections]\nfile = "moved.csv"\n', encoding="utf-8")
    assert {(one.check, one.row) for one in look(table, mapping=mapping)} == {("count", 5)}


# Headers


def test_a_table_without_a_header_is_read_in_the_order_of_its_shape(tmp_path: Path) -> None:
    rows = clean("ged", 3)
    rows[30]["best"] = "999"
    table = write(tmp_path / "table.csv", rows)
    table.write_text(table.read_text(encoding="utf-8").partition("\n")[2], encoding="utf-8")
    assert found(table) == {("header", 1), ("parts", 31), ("range", 31)}


def test_names_of_columns_that_are_double_or_a_letter_off_are_found(tmp_path: Path) -> None:
    table = write(tmp_path / "table.csv", clean("ged", 3))
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace("deaths_civilians", "deaths_civilian", 1), encoding="utf-8")
    (finding,) = look(table)
    assert (finding.check, finding.severity, finding.row) == ("header", "warning", None)
    assert finding.columns == ("deaths_civilian",)
    table.write_text(text.replace("adm_2", "adm_1", 1), encoding="utf-8")
    assert [one.working for one in look(table)] == ["2 columns are called “adm_1”."]


def test_older_names_of_columns_are_known(tmp_path: Path) -> None:
    rows = clean("ged", 3)
    rows[30]["best"] = "999"
    table = write(tmp_path / "table.csv", rows)
    text = table.read_text(encoding="utf-8")
    older = text.replace("best,high,low", "best_est,high_est,low_est", 1)
    table.write_text(older, encoding="utf-8")
    assert found(table) == {("parts", 32), ("range", 32)}


def test_what_other_programs_write_for_nothing_is_nothing(tmp_path: Path) -> None:
    rows = clean("ged", 3)
    for n, row in enumerate(rows):
        row["adm_2"] = row["gwnob"] = "NA"
        if n % 3 == 0:
            row |= {"high": "NULL", "latitude": "NaN"}
    assert found(write(tmp_path / "table.csv", rows)) == set()


def test_hashtags_below_the_header_are_no_row(tmp_path: Path) -> None:
    rows = clean("totals", 3)
    tags = {"date": "#date", "killed": "#affected+killed", "women_killed": "", "injured": ""}
    assert found(write(tmp_path / "table.csv", [tags, *rows])) == set()


def test_a_state_that_others_have_left_held_their_places_before(tmp_path: Path) -> None:
    """Events in Juba were in Sudan until 2011, and are not since."""
    rows = clean("ged", 3)
    for at, year in ((10, "2009"), (20, "2021")):
        rows[at] |= {"country": "Sudan", "latitude": "4.85", "longitude": "31.6", "year": year}
        rows[at] |= {"date_start": f"{year}-03-01", "date_end": f"{year}-03-01", "date_prec": "1"}
    table = write(tmp_path / "table.csv", rows)
    assert {(one.check, one.row) for one in look(table)} == {("lone_day", 12), ("country", 22)}


# Formats


def _as_workbook(path: Path, rows: Rows) -> Path:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(list(rows[0]))
    for row in rows:
        book.active.append([int(cell) if cell.isdigit() else cell or None for cell in row.values()])
    book.save(path)
    return path


def _as_parquet(path: Path, rows: Rows) -> Path:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    parquet.write_table(pyarrow.Table.from_pylist(rows), path)
    return path


def _as_lines(path: Path, rows: Rows) -> Path:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def _as_answer(path: Path, rows: Rows) -> Path:
    text = json.dumps({"status": 200, "data": rows}, indent=1)
    path.write_text(text, encoding="utf-8")
    return path


def _as_utf16(path: Path, rows: Rows) -> Path:
    text = write(path, rows).read_text(encoding="utf-8").replace(",", "\t")
    path.write_text(text, encoding="utf-16")
    return path


def _as_latin(path: Path, rows: Rows) -> Path:
    rows[3]["actor1"] = "Forces armées"
    text = write(path, rows).read_text(encoding="utf-8").replace(",", ";")
    path.write_bytes(text.encode("cp1252", "replace"))
    return path


@pytest.mark.parametrize(
    ("make", "name", "first"),
    [
        (write_json, "table.json", 2),
        (_as_lines, "table.jsonl", 1),
        (_as_workbook, "table.xlsx", 2),
        (_as_parquet, "table.parquet", 1),
        (_as_utf16, "table.tsv", 2),
        (_as_latin, "table.csv", 2),
    ],
)
def test_every_format_is_read_alike(
    make: Callable[[Path, Rows], Path], name: str, first: int, tmp_path: Path
) -> None:
    rows = [
        {key: value.replace(",", "") for key, value in row.items()} for row in clean("acled", 4)
    ]
    rows[70] |= {"fatalities": "-4", "country": "Peru"}
    table = make(tmp_path / name, rows)
    assert found(table) == {("count", 70 + first), ("country", 70 + first)}
    assert {one.id for one in look(table)} == {"XXX70"}


def test_records_within_an_object_are_read_with_their_lines(tmp_path: Path) -> None:
    rows = clean("totals", 4)
    rows[8]["killed"] = "x"
    table = _as_answer(tmp_path / "answer.json", rows)
    (finding,) = look(table)
    line = finding.cells[0].line
    assert finding.row is not None and line is not None
    lines = table.read_text(encoding="utf-8").split("\n")
    assert '"killed": "x"' in lines[line - 1]


def test_the_place_of_a_cell_is_that_of_its_characters(tmp_path: Path) -> None:
    rows = clean("ged", 4)
    rows[9]["deaths_a"] = "none?"
    rows[9]["source_article"] = 'Wire, "none?",\n second line'
    table = write(tmp_path / "table.csv", rows)
    (finding,) = look(table)
    (cell,) = finding.cells
    assert cell.line is not None and cell.start is not None and cell.end is not None
    line = table.read_text(encoding="utf-8").split("\n")[cell.line - 1]
    assert line[cell.start - 1 : cell.end - 1] == "none?"
    assert cell.line == (finding.row or 0) + 1


# What is printed


def test_every_check_is_listed_in_the_documentation() -> None:
    page = (Path(__file__).parent.parent / "docs" / "lint.md").read_text(encoding="utf-8")
    assert tuple(re.findall(r"^\| `(\w+)` \| (?:error|warning)", page, re.MULTILINE)) == CHECK_NAMES


def test_every_check_is_planted_by_some_test() -> None:
    """A new check needs a fault of its own here; those of `notes` need the parser."""
    planted = {check for _, checks, _ in FAULTS for check in checks.split()}
    by_hand = {"row", "civilians_twice", "outcome", "lone_day", "notes"}
    assert planted | by_hand == set(CHECK_NAMES)


SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "items": {"$ref": "#/$defs/run"}},
    },
    "$defs": {
        "message": {
            "type": "object",
            "required": ["text"],
            "additionalProperties": False,
            "properties": {"text": {"type": "string", "minLength": 1}},
        },
        "location": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "logicalLocations": {"type": "array"},
                "physicalLocation": {
                    "type": "object",
                    "required": ["artifactLocation"],
                    "additionalProperties": False,
                    "properties": {
                        "artifactLocation": {"type": "object", "required": ["uri"]},
                        "region": {
                            "type": "object",
                            "required": ["startLine"],
                            "additionalProperties": False,
                            "properties": {
                                name: {"type": "integer", "minimum": 1}
                                for name in ("startLine", "startColumn", "endColumn")
                            },
                        },
                    },
                },
            },
        },
        "run": {
            "type": "object",
            "required": ["tool", "results"],
            "properties": {
                "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                "tool": {
                    "type": "object",
                    "required": ["driver"],
                    "properties": {"driver": {"type": "object", "required": ["name", "rules"]}},
                },
                "invocations": {"items": {"required": ["executionSuccessful"]}},
                "results": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["message", "ruleId"],
                        "properties": {
                            "message": {"$ref": "#/$defs/message"},
                            "level": {"enum": ["none", "note", "warning", "error"]},
                            "ruleIndex": {"type": "integer", "minimum": 0},
                            "locations": {"items": {"$ref": "#/$defs/location"}},
                            "relatedLocations": {"items": {"$ref": "#/$defs/location"}},
                            "partialFingerprints": {"additionalProperties": {"type": "string"}},
                        },
                    },
                },
            },
        },
    },
}
"""What SARIF 2.1.0 requires of the parts that are written."""


def test_sarif_has_its_required_shape_and_points_at_lines_and_columns(tmp_path: Path) -> None:
    rows = clean("ged", 4)
    rows[9]["deaths_a"] = "none?"
    rows.append(dict(rows[5]))
    write(tmp_path / "my table.csv", rows)
    shown = lint_command("--format", "sarif", "my table.csv", "none.csv", at=tmp_path)
    assert shown.status == 1
    log = json.loads(shown.out)
    validate(log, SARIF)
    (made,) = log["runs"]
    rules = [rule["id"] for rule in made["tool"]["driver"]["rules"]]
    assert rules == list(CHECK_NAMES)
    first, second = made["results"]
    assert (first["ruleId"], rules[first["ruleIndex"]]) == ("count", "count")
    physical = first["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"]["uri"] == "my%20table.csv"
    assert physical["region"]["startLine"] == 11
    assert physical["region"]["endColumn"] - physical["region"]["startColumn"] == len("none?")
    related = second["relatedLocations"][0]["physicalLocation"]["region"]
    assert related == {"startLine": 7}
    (run_,) = made["invocations"]
    assert not run_["executionSuccessful"]
    assert "none.csv" in run_["toolExecutionNotifications"][0]["message"]["text"]


def test_the_status_says_whether_anything_was_found(tmp_path: Path) -> None:
    rows = clean("totals", 4)
    write(tmp_path / "clean.csv", rows)
    rows[100]["injured"] = "999999"
    write(tmp_path / "jump.csv", rows)
    clean_run = lint_command("clean.csv", at=tmp_path)
    assert (clean_run.status, clean_run.err) == (0, "")
    assert clean_run.out == "clean.csv: 150 rows, read as daily totals: nothing found.\n"
    assert lint_command("clean.csv", "jump.csv", at=tmp_path).status == 3
    assert lint_command("--error-only", "jump.csv", at=tmp_path).status == 0
    assert lint_command("--ignore", "total_jumps", "jump.csv", at=tmp_path).status == 0
    assert lint_command("--ignore", "jumps", "jump.csv", at=tmp_path).status == 2


def test_the_program_says_the_same(tmp_path: Path) -> None:
    write(tmp_path / "clean.csv", clean("totals", 4))
    shown = tollbook_program("lint", "clean.csv", at=tmp_path)
    assert (shown.status, shown.out.rpartition(": ")[2]) == (0, "nothing found.\n")


def test_the_first_findings_of_a_check_stand_for_the_others(tmp_path: Path) -> None:
    rows = clean("ged", 4)
    for row in rows[20:31]:
        row["event_clarity"] = "5"
    write(tmp_path / "table.csv", rows)
    shown = lint_command("table.csv", at=tmp_path)
    assert shown.out.count(": code error") == 3
    assert "… and 8 more of code; --all shows them." in shown.out
    assert lint_command("--all", "table.csv", at=tmp_path).out.count(": code error") == 11


def test_nothing_printed_is_wider_than_a_terminal(tmp_path: Path) -> None:
    rows = clean("ged", 4)
    rows[9] |= {"where_coordinates": "Goma " * 30, "country": "Peru", "id": "9" * 90}
    rows.append(rows[9] | {"id": "10", "best": "40", "high": "90"})
    rows.append(rows[-1] | {"id": "11"})
    for finding in look(write(tmp_path / "table.csv", rows)):
        assert [line for line in layout(finding).split("\n") if len(line) > 80] == []


# The library


def test_the_library_gives_typed_findings_and_a_data_frame(tmp_path: Path) -> None:
    rows = clean("airwars", 4)
    rows[9]["injured_min"] = "900"
    table = write(tmp_path / "table.csv", rows)
    found = tollbook.lint(table, tmp_path / "none.csv", ignore=["count"])
    assert [(one.check, one.row, one.columns) for one in found] == [
        ("range", 11, ("injured_min", "injured_max"))
    ]
    assert [(one.shape, one.rows, one.errors) for one in found.whole] == [("airwars", 150, 1)]
    assert [str(one) for one in found.problems] == [
        f"{tmp_path}/none.csv: the table can't be read: no such file or directory."
    ]
    frame = found.to_dataframe("pandas")
    assert list(frame["columns"]) == ["injured_min; injured_max"]
    with pytest.raises(ValueError, match="'spelling' is not one of header, row"):
        tollbook.lint(table, ignore=["spelling"])


def test_notes_are_read_only_when_that_is_asked(tmp_path: Path) -> None:
    rows = clean("acled", 4)[:30]
    for row in rows:
        row["notes"] = "The two sides clashed."
    rows[9] |= {
        "fatalities": "0",
        "notes": "Shelling near the town killed seven farmers on Monday.",
    }
    rows[12] |= {"fatalities": "9", "notes": "Shelling near the town killed seven farmers."}
    table = write(tmp_path / "table.csv", rows)
    assert not tollbook.lint(table)
    (finding,) = tollbook.lint(table, notes=True)
    assert (finding.check, finding.row) == ("notes", 11)
    assert finding.working.startswith("The notes count 7 killed")


@pytest.mark.parametrize("shape", ["ged", "acled", "airwars"])
def test_nothing_is_wrong_with_what_tollbook_exports(
    shape: ShapeName, example_ledger: Path, tmp_path: Path
) -> None:
    with tollbook.open(example_ledger) as ledger:
        ledger.export(None, tmp_path / "out", format=shape)
    found = tollbook.lint(tmp_path / "out" / f"{shape}.csv")
    assert (list(found), [table.shape for table in found.whole]) == ([], [shape])
    assert found.whole[0].rows > 0


# A real series


@pytest.mark.skipif(not (SHARED.parent / "series").is_dir(), reason="the series is not here")
def test_a_real_series_of_daily_totals() -> None:
    """Four years: one early jump, and a column that was given up; the corrections are no totals."""
    folder = SHARED.parent / "series"
    found = tollbook.lint(*sorted(folder.glob("*.json")))
    assert found.problems == ()
    assert [(one.check, one.columns, one.severity) for one in found] == [
        ("total_jumps", ("personnel",), "warning"),
        ("column_filled", ("POW",), "warning"),
    ]
