"""Tables that are damaged or built to harm: one clear sentence each, and the rest goes on."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

import tollbook
from hostile import acts
from lint_tools import drawn_from, lint_command, totals, write
from tollbook.app import linting
from tollbook.cli.app import app
from tollbook.publishing.linting import layout, to_json
from tollbook.settings import Linting

HEADER = "date,killed\n"
ROWS = "".join(f"2024-05-{day:02},{100 + 2 * day}\n" for day in range(1, 29))


def checked(path: Path, content: str | bytes, **asked: Linting) -> tuple[list[str], list[str]]:
    """The findings and the problems with a file, in words."""
    if isinstance(content, str):
        content = content.encode()
    path.write_bytes(content)
    found = tollbook.lint(path, **asked)  # type: ignore[arg-type]
    problems = [str(one).removeprefix(f"{path.parent}/") for one in found.problems]
    return [f"{one.check} {one.row}: {one.working}" for one in found], problems


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "table: there is nothing in it; check that it was saved whole."),
        ("\ufeff \n\n", "table: there is nothing in it; check that it was saved whole."),
        (
            bytes(range(256)) * 40,
            "table: this is not text, it is full of control characters; save the table as CSV, "
            "XLSX, JSON or Parquet.",
        ),
        (
            b"%PDF-1.7 ...",
            "table: this is a PDF file, not text; save the table as CSV, XLSX, JSON or Parquet.",
        ),
        (
            "1,2,3\n4,5,6\n",
            "table: the first row holds numbers, not names of columns; put a header above it.",
        ),
        (
            "name,colour\nAnna,red\n",
            "table: its columns are of no known shape (GED, ACLED, Airwars, or a day with its "
            "totals); it has 'name', 'colour'; say with --mapping what they mean.",
        ),
        (
            ",".join(f"c{n}" for n in range(1_500)) + "\n",
            "table: it has more than 1,000 columns; save the table as CSV anew.",
        ),
        (
            ",".join(f"column{n}" for n in range(1_000_000)) + "\n",
            "table: the first line is longer than any header; is it a table?",
        ),
        ("[1, 2, 3]", "table: it has no JSON object; write one object for each row."),
        ("[" * 100_000, "table: it has no JSON object; write one object for each row."),
        (
            b"PAR1 and so on",
            "table: the Parquet file is damaged; save it anew, or as CSV.",
        ),
        (
            b"PK\x03\x04 and so on",
            "table: this is no workbook, or a damaged one; save the table as CSV.",
        ),
    ],
)
def test_what_is_no_table_is_refused_in_one_sentence(
    content: str | bytes, sentence: str, tmp_path: Path
) -> None:
    assert checked(tmp_path / "table", content) == ([], [sentence])


def test_a_folder_and_a_file_that_is_not_there_are_refused(tmp_path: Path) -> None:
    found = tollbook.lint(tmp_path, tmp_path / "none.csv")
    assert [str(one).removeprefix(str(tmp_path)) for one in found.problems] == [
        ": this is no file; name the table itself.",
        "/none.csv: the table can't be read: no such file or directory.",
    ]


def test_a_header_without_rows_is_of_no_shape_unless_its_names_tell(tmp_path: Path) -> None:
    assert checked(tmp_path / "table", "event_date,event_type,fatalities\n") == ([], [])


@pytest.mark.parametrize("quote", ["", '"'])
def test_a_cell_of_fifty_megabytes_costs_its_row_alone(quote: str, tmp_path: Path) -> None:
    bad = f"2024-05-29,{quote}{'9' * 50_000_000}{quote}\n"
    findings, problems = checked(tmp_path / "table.csv", HEADER + ROWS + bad + "2024-05-30,7\n")
    assert problems == []
    assert findings == [
        "row 30: The line is longer than any row.",
        "total_falls 31: It falls from 156 on 2024-05-28 to 7 on 2024-05-30, by 149.",
    ]


def test_a_record_of_fifty_megabytes_ends_a_json_array(tmp_path: Path) -> None:
    rows = totals(30, drawn_from(1))
    text = json.dumps(rows)[:-1] + ', {"date": "' + "9" * 50_000_000 + '"}]'
    findings, problems = checked(tmp_path / "table.json", text)
    assert (len(findings), problems) == (1, [])
    assert findings[0].startswith("row 1: ")


def test_a_quotation_mark_that_is_never_closed_costs_its_row_alone(tmp_path: Path) -> None:
    rows = ROWS * 800  # far more than one cell may hold
    text = f'{HEADER}2024-04-30,"90\n{rows}'
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8")
    found = tollbook.lint(path, ignore=["double_id", "total_falls", "total_jumps"])
    assert [(one.check, one.row) for one in found] == [("row", 2)]
    assert found.whole[0].rows == 1 + 28 * 800


def test_rows_with_cells_too_many_or_too_few_are_named(tmp_path: Path) -> None:
    findings, _ = checked(tmp_path / "table.csv", f"{HEADER}{ROWS}2024-05-29,170,3\n2024-05-30\n")
    assert findings == [
        "row 30: The row has 3 cells, the header 2.",
        "row 31: The row has 1 cell, the header 2.",
    ]


def test_json_that_breaks_off_is_named_where_it_does(tmp_path: Path) -> None:
    path = write(tmp_path / "table.csv", [{"a": "b"}])
    rows = totals(30, drawn_from(1))
    text = ",\n".join(json.dumps(row) for row in rows)
    findings, _ = checked(path, f"[{text},\n{{'date': 1}}]")
    assert findings == ["row 31: The row is not a JSON object."]


def test_control_characters_of_a_cell_do_not_reach_the_screen(tmp_path: Path) -> None:
    bad = "\x1b[2J\u202e12\x07"
    path = tmp_path / "table\x1b[31m.csv"
    path.write_text(f"{HEADER}{ROWS}2024-05-29,{bad}\n", encoding="utf-8")
    (finding,) = tollbook.lint(path)
    assert to_json(finding)["cells"][0]["text"] == bad
    assert acts(layout(finding)) is None
    shown = lint_command(path.name, at=tmp_path)
    assert shown.status == 3
    assert acts(shown.out) is None
    sarif = lint_command("--format", "sarif", path.name, at=tmp_path)
    assert acts(sarif.out) is None


def test_a_formula_is_text_and_is_written_so_that_no_spreadsheet_runs_it(tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text(f"{HEADER}{ROWS}2024-05-29,=1+1\n", encoding="utf-8")
    shown = lint_command("--format", "csv", "table.csv", at=tmp_path)
    assert "'=1+1" in shown.out


# Workbooks


def a_workbook(path: Path, rows: int = 30, last: object = None) -> Path:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["date", "killed"])
    for row in totals(rows, drawn_from(1)):
        book.active.append([row["date"], int(row["killed"])])
    if last is not None:
        book.active.append(["2021-02-09", last])
    book.save(path)
    return path


def with_member(path: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    """The workbook with another content of one of its parts."""
    with zipfile.ZipFile(path) as archive:
        members = {one: archive.read(one) for one in archive.namelist()}
    members[name] = change(members.get(name, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for one, content in members.items():
            archive.writestr(one, content)


def test_a_workbook_that_unpacks_to_far_too_much_is_refused(tmp_path: Path) -> None:
    path = a_workbook(tmp_path / "bomb.xlsx")
    with_member(path, "xl/worksheets/sheet1.xml", lambda xml: xml + b" " * 30_000_000)
    (problem,) = tollbook.lint(path).problems
    assert "would unpack to 30," in str(problem)
    assert "save it as CSV" in str(problem)


def test_a_workbook_with_entities_of_its_own_is_refused(tmp_path: Path) -> None:
    path = a_workbook(tmp_path / "laughs.xlsx")
    entities = b'<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;">]>'
    with_member(path, "xl/worksheets/sheet1.xml", lambda xml: entities + xml)
    (problem,) = tollbook.lint(path).problems
    assert "XML that no spreadsheet writes" in str(problem)


def test_a_damaged_sheet_is_refused(tmp_path: Path) -> None:
    path = a_workbook(tmp_path / "damaged.xlsx")
    with_member(path, "xl/worksheets/sheet1.xml", lambda xml: xml[: len(xml) // 2])
    (problem,) = tollbook.lint(path).problems
    assert "the workbook is damaged" in str(problem)


def test_another_archive_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "table.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("table.csv", HEADER)
    (problem,) = tollbook.lint(path).problems
    assert str(problem).endswith("this is a ZIP archive, but no workbook; unpack it first.")


def test_a_formula_of_a_workbook_is_not_run(tmp_path: Path) -> None:
    """Without a saved value its cell is empty; an error value is text."""
    assert not tollbook.lint(a_workbook(tmp_path / "formula.xlsx", last="=40+2"))
    (finding,) = tollbook.lint(a_workbook(tmp_path / "error.xlsx", last="#REF!"))
    assert (finding.check, finding.row) == ("count", 32)


# Anything at all


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=300)
    | st.text('{}[]",:;\n#=-09aé\x00', max_size=300).map(lambda text: text.encode("utf-8"))
    | st.text(max_size=200).map(lambda text: f"date,killed\n2024-05-01,{text}".encode()),
)
def test_whatever_the_bytes_there_are_findings_or_one_problem(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        path.write_bytes(content)
        found = tollbook.lint(path)
        assert len(found.problems) + len(found.whole) == 1
        assert [one for one in found if acts(layout(one))] == []


# Stopping, and bounds


def test_more_findings_than_anyone_mends_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text(HEADER + ROWS + "2024-05-29,x\n" * 12, encoding="utf-8")
    found = tollbook.lint(path, limits=Linting(max_findings=5))
    assert (len(found), found.whole[0].found["count"], found.whole[0].unlisted) == (5, 12, 7)


def test_stopping_it_takes_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(linting, "lint_each", stopped)
    ran = CliRunner().invoke(app, ["lint", str(tmp_path / "table.csv")])
    assert ran.exit_code == 130
    assert ran.output.strip() == "Stopped: nothing was changed, and nothing is kept."
