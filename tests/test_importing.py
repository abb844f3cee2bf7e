"""Tables of an origin's series: what is read out of a row, and what is wrong with one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from table_tools import MAPPING, a_table, an_importer, read
from tollbook.importing.cells import CellError, Counted, read_count, read_day
from tollbook.model.problem import SettingsError, TableError
from tollbook.model.statement import Change, Figure
from tollbook.model.values import Modifier


def the_figure(folder: Path, content: str, mapping: str = MAPPING) -> Figure:
    rows, problems = read(folder, content, mapping)
    assert not problems
    (figure,) = (statement for row in rows for statement in row.statements)
    assert isinstance(figure, Figure)
    return figure


def test_a_row_is_a_document_of_its_day(tmp_path: Path) -> None:
    """Its text is the row's own, under the mapping's words for whom it counts."""
    row, *_ = read(tmp_path)[0]
    assert row.document.id == "wrecks/2025-01-12"
    assert row.document.text == "sailors\nday: 2025-01-12; dead: 40"
    assert row.document.published == date(2025, 1, 12)
    assert row.document.publisher == "Harbour tables"
    assert row.document.address.endswith("wrecks.csv:2")
    assert row.document.original == b"2025-01-12,40,"


def test_every_word_leads_back_to_the_row(tmp_path: Path) -> None:
    """What was read from the file stands where the source map says; the caption was put in."""
    row = read(tmp_path)[0][1]
    (figure,) = row.statements
    assert isinstance(figure, Figure)
    assert figure.number is not None
    assert figure.number.quote == "52"
    place = row.document.source_map.to_original(figure.number.start, figure.number.end)
    assert place is not None
    assert row.document.original.decode()[slice(*place)] == "52"
    assert row.document.source_map.to_original(0, len("sailors")) is None


def test_a_row_is_the_word_of_its_origin(tmp_path: Path) -> None:
    figure = the_figure(tmp_path, "day,dead,hedge\n2025-01-13,52,about\n")
    assert [voice.role for voice in figure.attribution] == ["publisher", "origin"]
    assert figure.origin.name == "Coastal Rescue Service"
    assert (figure.measure, figure.scope) == ("killed", "cumulative")
    assert (figure.low, figure.high, figure.modifier) == (52, 52, "about")
    assert figure.period is not None
    assert figure.period.start_date == figure.period.end_date == date(2025, 1, 13)
    assert figure.population is not None
    assert figure.population.mention.quote == "sailors"


def test_a_known_origin_is_the_voice_it_is_in_reports(tmp_path: Path) -> None:
    mapping = MAPPING.replace("Coastal Rescue Service", "South Korea's spy agency")
    assert the_figure(tmp_path, "day,dead,hedge\n2025-01-13,52,\n", mapping).origin.entity == (
        "org:kr-nis"
    )


def test_whom_it_counts_is_read_from_the_words(tmp_path: Path) -> None:
    mapping = MAPPING.replace('"sailors"', '"North Korean soldiers"')
    people = the_figure(tmp_path, "day,dead,hedge\n2025-01-13,52,\n", mapping).population
    assert people is not None
    assert (people.side, people.status) == ("KP", "combatant")


@pytest.mark.parametrize(
    ("cell", "hedge", "expected"),
    [
        ("60", "over", (61, None, "more_than")),
        ("1,300", "", (1300, 1300, "exact")),
        ("1 300", "about", (1300, 1300, "about")),
        # a cell may hold the words of a report
        ("at least 60", "", (60, None, "at_least")),
        ("dozens", "", (24, 99, "vague")),
        ("300 to 400", "", (300, 400, "between")),
        ("0", "", (0, 0, "exact")),
    ],
)
def test_reads_counts(
    tmp_path: Path, cell: str, hedge: str, expected: tuple[int, int | None, Modifier]
) -> None:
    figure = the_figure(tmp_path, f'day,dead,hedge\n2025-01-13,"{cell}",{hedge}\n')
    assert (figure.low, figure.high, figure.modifier) == expected


@pytest.mark.parametrize("cell", ["many ships", "-3", "3.5", "12 of 40", "1e3", "", "9" * 40])
def test_reads_no_count_into_anything_else(cell: str) -> None:
    with pytest.raises(CellError):
        read_count(cell)


def test_two_columns_are_the_ends_of_an_interval(tmp_path: Path) -> None:
    """An empty upper end is an open top."""
    mapping = MAPPING.replace('column = "dead"', 'low = "least"\nhigh = "most"').replace(
        'modifier = "hedge"\nmodifiers = { about = "about", over = "more_than" }', ""
    )
    rows, problems = read(
        tmp_path, "day,least,most\n2025-01-12,40,52\n2025-01-13,40,\n2025-01-14,40,30\n", mapping
    )
    figures = [statement for row in rows for statement in row.statements]
    assert [(f.low, f.high) for f in figures if isinstance(f, Figure)] == [(40, 52), (40, None)]
    assert problems == ["wrecks.csv:4: least: it counts from 40 up to 30; the row was left out."]


def test_an_empty_cell_says_nothing(tmp_path: Path) -> None:
    """A row of another count is kept without this one: missing is not zero."""
    rows, problems = read(tmp_path, [{"day": "2025-01-12", "dead": None, "hedge": "", "ships": 2}])
    assert not problems
    assert [row.statements for row in rows] == [()]
    assert rows[0].document.text == "sailors\nday: 2025-01-12; ships: 2"


@pytest.mark.parametrize(
    "table",
    [
        '[{"day": "2025-01-12", "dead": 40, "hedge": "about"}]',
        '{"day": "2025-01-12", "dead": 40, "hedge": "about"}\n',
        "\ufeffday,dead,hedge\r\n2025-01-12,40,about\r\n",
        'day,dead,hedge\n"2025-01-12","40","about"\n',
    ],
)
def test_tables_may_be_csv_or_json(tmp_path: Path, table: str) -> None:
    figure = the_figure(tmp_path, table)
    assert (figure.low, figure.modifier) == (40, "about")
    assert figure.evidence.quote == "sailors\nday: 2025-01-12; dead: 40; hedge: about"


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        (
            "2025-01-32,40,",
            "'2025-01-32' is not a day written like 2025-01-14; the row was left out.",
        ),
        (",40,", "its 'day' is empty; the row was left out."),
        ("2025-01-12,ships,", "dead: 'ships' is not a count of people; the row was left out."),
        (
            "2025-01-12,40,circa",
            "hedge: the mapping's modifiers don't say what 'circa' means; the row was left out.",
        ),
        (
            "2025-01-12,40",
            "the row has 2 cells, the header 3; mend the row, or quote the cell that is cut.",
        ),
    ],
)
def test_a_row_that_cant_be_used_is_one_sentence(tmp_path: Path, rows: str, problem: str) -> None:
    """The rest goes in."""
    kept, problems = read(tmp_path, f"day,dead,hedge\n2025-01-11,39,\n{rows}\n2025-01-13,41,\n")
    assert len(kept) == 2
    assert problems == [f"wrecks.csv:3: {problem}"]


def test_of_rows_with_one_key_none_is_taken(tmp_path: Path) -> None:
    """Which of them counts is not for the order of the file to say."""
    kept, problems = read(tmp_path, "day,dead,hedge\n2025-01-11,39,\n2025-01-11,40,\n")
    assert not kept
    assert [problem.partition(": ")[0] for problem in problems] == ["wrecks.csv:2", "wrecks.csv:3"]


def test_json_that_breaks_off_is_told_with_its_line(tmp_path: Path) -> None:
    kept, problems = read(tmp_path, '[{"day": "2025-01-12", "dead": 4, "hedge": ""},\n{"day": "20')
    assert len(kept) == 1
    assert problems == ["wrecks.csv:2: from here on it is not JSON; mend it and go on."]


def test_a_missing_column_is_told_with_its_likeness(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="it has no column 'hedge'; did you mean 'hedges'"):
        read(tmp_path, "day,dead,hedges\n2025-01-11,39,\n")


@pytest.mark.parametrize(
    ("mapping", "words"),
    [
        (f"sources = 3\n{MAPPING}", "the key 'sources' is not known"),
        (MAPPING.replace('origin = "Coastal Rescue Service"', ""), "the key 'origin' is missing"),
        (MAPPING.replace('"killed"', '"dead"'), "the key 'figures.1.measure': input should be"),
        (MAPPING.replace('column = "dead"', ""), "name the 'column' of the number"),
        ("origin = ", "is not valid TOML"),
    ],
)
def test_a_mapping_that_cant_be_used_is_one_sentence(
    tmp_path: Path, mapping: str, words: str
) -> None:
    with pytest.raises(SettingsError, match=words):
        an_importer(tmp_path, mapping)


def test_a_correction_is_a_change_of_the_total(tmp_path: Path) -> None:
    """The totals stay as they were announced; by how much the origin moved them is on record."""
    a_table(tmp_path, "day,dead\n2025-01-13,-4\n2025-01-14,0\n", "moved.csv")
    rows, problems = read(tmp_path, mapping=f'{MAPPING}\n[corrections]\nfile = "moved.csv"\n')
    assert not problems
    moved, still = (row for row in rows if row.document.id.startswith("wrecks/correction/"))
    assert still.statements == ()
    (change,) = moved.statements
    assert isinstance(change, Change)
    assert (change.direction, change.amount_low, change.amount_high) == ("down", 4, 4)
    assert change.evidence.quote == (
        "Correction of the running total: sailors\nday: 2025-01-13; dead: -4"
    )


def test_days_may_be_written_in_another_way() -> None:
    assert read_day("14.01.2025", "%d.%m.%Y") == date(2025, 1, 14)
    with pytest.raises(CellError, match="is not a day written like"):
        read_day("01/14/2025", None)


def test_a_hedge_beside_words_of_its_own_is_refused() -> None:
    with pytest.raises(CellError, match="a hedge of its own"):
        Counted(300, None, "at_least").with_hedge("about")
