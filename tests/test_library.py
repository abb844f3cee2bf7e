"""The library: an open ledger to read into, to ask and to decide on; commands use no other way."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

import tollbook
from factories import a_document, a_figure
from ledger_tools import RUN
from terminal import environment
from tollbook.app import results
from tollbook.app.library import OpenLedger
from tollbook.app.results import Results
from tollbook.ledger import Ledger
from tollbook.model.problem import CaseError, DecisionError, LedgerError
from tollbook.publishing.shape import Shape

ROOT = Path(tollbook.__file__).parent
READ_AT = datetime(2025, 3, 6, 12, tzinfo=UTC)

REPORT = """\
BENI, March 5, 2025 (Hill Radio) - Militants killed at least 14 farmers near Beni on Tuesday, the
mayor said. Six others were injured, according to a nurse.

The mayor will probably visit the village by the end of March, his office said.
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a report, and the ledger `beni.db` that it was read into."""
    at = tmp_path_factory.mktemp("library")
    (at / "report.txt").write_text(REPORT, encoding="utf-8")
    with tollbook.open(at / "beni.db") as ledger:
        read = ledger.read(at / "report.txt", at / "none.txt")
    assert [item.outcome for item in read] == ["added"]
    assert [str(problem) for problem in read.problems] == [
        f"{at}/none.txt: there is no such file; check the path."
    ]
    return at


@pytest.fixture
def ledger(folder: Path) -> Iterator[OpenLedger]:
    with tollbook.open(folder / "beni.db") as opened:
        yield opened


@pytest.fixture
def two_days(tmp_path: Path) -> OpenLedger:
    """A ledger with one count of the 13th of January and a higher one of the 14th."""
    path = tmp_path / "two.db"
    with Ledger.open(path) as stored:
        for day, number in ((13, 30), (14, 40)):
            page = a_document(
                f"The army said {number} men died.", id=f"d{day}", published=date(2025, 1, day)
            )
            figure = a_figure(page, f"{number} men died", low=number, origin="The army")
            stored.add(page, [figure], RUN, datetime(2025, 1, day, 12, tzinfo=UTC))
    return tollbook.open(path)


# One way in


LAYOUT = {"app", "cli", "model", "publishing", "settings", "web", "mcp"}
BESIDE = {
    "evaluation",  # measures Tollbook itself; it is no part of using it
    "example",  # the reports that ship
    "recompute",  # shares no code with what made the export that it checks
}


@pytest.mark.parametrize("room", ["cli", "web", "mcp"])
def test_commands_and_pages_ask_through_the_app_alone(room: str) -> None:
    """None reaches past the app into the rooms behind it; types of answers are no reach."""
    reached = {
        (path.name, name)
        for path in (ROOT / room).rglob("*.py")
        for name in _imports(ast.parse(path.read_text(encoding="utf-8")))
        if name.startswith("tollbook.")
        and name.split(".")[1] not in LAYOUT | BESIDE | set(tollbook.__all__)
    }
    assert reached == set()


def _imports(tree: ast.AST) -> Iterator[str]:
    """What is imported when the code runs, wherever it stands."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING":
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "tollbook":
            yield from (f"tollbook.{alias.name}" for alias in node.names if alias.name[0] != "_")
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
        yield from _imports(node)


def test_importing_it_loads_nothing_heavy() -> None:
    code = (
        "import sys, tollbook; tollbook.__version__; dir(tollbook);"
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'spacy', 'sqlalchemy',"
        " 'numpy', 'pydantic', 'rich', 'typer', 'z3'}))"
    )
    ran = subprocess.run(  # noqa: S603 - the package under test
        [sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True
    )
    assert ran.stdout == "[]\n"


def test_its_names_are_there_and_no_others() -> None:
    assert [name for name in tollbook.__all__ if not hasattr(tollbook, name)] == []
    assert set(tollbook.__all__) <= set(dir(tollbook))
    with pytest.raises(AttributeError, match="no attribute 'opne'"):
        _ = tollbook.opne


# Asking


def test_each_question_gives_typed_values(ledger: OpenLedger) -> None:
    assert [said.kind for said in ledger.statements()] == ["figure", "figure", "prediction"]
    assert [claim.measure for claim in ledger.claims(measure="killed")] == ["killed"]
    assert [page.id for page in ledger.documents()] == ["report"] == list(ledger.document_ids())
    assert ledger.document("report").text.startswith("BENI")
    assert {one.measure for one in ledger.estimate(measure=["killed", "injured"])} == {
        "killed",
        "injured",
    }
    assert [finding.check for finding in ledger.checks("window_passed")] == ["window_passed"]
    assert ledger.consistent().whole.feasible
    assert [one.outcome.status for one in ledger.predictions()] == ["lapsed"]
    assert list(ledger.scores()) == []
    assert [point.low for series in ledger.series(measure="killed") for point in series.points]
    assert ledger.verify().holds
    assert ledger.value_policies() == ("tollbook",)


@pytest.mark.parametrize("day", ["2025-01-13", date(2025, 1, 13), datetime(2025, 1, 13, 23)])
def test_a_day_may_be_worded_or_not(two_days: OpenLedger, day: Any) -> None:
    assert [claim.figure.low for claim in two_days.claims(known_on=day)] == [30]
    assert [said.id for said in two_days.statements(until=day)] == ["d13#1"]
    assert [change.kind for change in two_days.diff(day, "2025-01-14")] == ["new"]


def test_a_case_bounds_every_question(two_days: OpenLedger) -> None:
    """The case is beside the ledger, and read anew when it was edited."""
    case = tollbook.Case(name="mid", title="Mid-January", since=date(2025, 1, 14))
    path = two_days.new_case(case)
    assert [entry.case.name for entry in two_days.cases()] == ["mid"] == [two_days.only_case()]
    assert [said.id for said in two_days.statements(case="mid")] == ["d14#1"]
    assert [claim.figure.low for claim in two_days.claims(case="mid")] == [40]
    path.write_text(path.read_text(encoding="utf-8").replace("since = 2025-01-14", ""))
    assert len(two_days.claims(case="mid")) == len(two_days.claims(case=str(path))) == 2
    with pytest.raises(CaseError, match="did you mean mid"):
        two_days.claims(case="mdi")


def test_an_answer_is_worked_out_once_until_something_is_added(two_days: OpenLedger) -> None:
    """By whatever program: it is the ledger that tells, not this object."""
    first = two_days.record()
    assert two_days.record() is first
    page = a_document("The army said 50 men died.", id="d15", published=date(2025, 1, 15))
    with Ledger.open(two_days.path) as other:
        other.add(page, [a_figure(page, "50 men died", low=50)], RUN, READ_AT)
    assert len(two_days.record().corpus.documents) == 3


def test_the_state_changes_with_whatever_an_answer_rests_on(two_days: OpenLedger) -> None:
    """An entry or a case file more, and an answer that was kept is asked for again."""
    first = two_days.state()
    record = two_days.record()
    assert two_days.state() == first
    cases = two_days.path.folder / "cases"
    cases.mkdir()
    (cases / "ferry.toml").write_text('title = "The ferry"\n', encoding="utf-8")
    second = two_days.state()
    (cases / "ferry.toml").write_text('title = "The ferry of May"\n', encoding="utf-8")
    third = two_days.state()
    head = two_days.head()
    page = a_document("The army said 50 men died.", id="d15", published=date(2025, 1, 15))
    with Ledger.open(two_days.path) as other:
        other.add(page, [a_figure(page, "50 men died", low=50)], RUN, READ_AT)
    assert two_days.head() != head
    assert len({first, second, third, two_days.state()}) == 4
    assert two_days.record() is not record


@pytest.mark.parametrize(
    ("question", "error", "words"),
    [
        (
            lambda ledger: ledger.statements(measure="dead"),
            ValueError,
            "'dead' is not one of killed",
        ),
        (lambda ledger: ledger.statements(kind=["figure", "x"]), ValueError, "'x' is not one of"),
        (lambda ledger: ledger.claims(known_on="today"), ValueError, "write it like 2025-01-14"),
        (lambda ledger: ledger.estimate(policy="mean"), ValueError, "'mean' is not one of range"),
        (lambda ledger: ledger.predictions(status="x"), ValueError, "'x' is not one of open"),
        (lambda ledger: ledger.diff("2025-02-01", "2025-01-01"), ValueError, "earlier day first"),
        (lambda ledger: ledger.checks("sums"), tollbook.TollbookError, "no check is called 'sums'"),
        (
            lambda ledger: ledger.mark("report#1", "met", reason="so"),
            DecisionError,
            "not a prediction",
        ),
        (lambda ledger: ledger.document("repotr"), LedgerError, "holds no document 'repotr'"),
    ],
)
def test_what_cant_be_understood_is_an_error(
    ledger: OpenLedger, question: Any, error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        question(ledger)


def test_a_chart_is_drawn_of_the_series(ledger: OpenLedger, tmp_path: Path) -> None:
    chart = ledger.chart(measure="killed")
    assert chart.series == tuple(ledger.series(measure="killed"))
    assert chart.render("svg").startswith(b"<svg")
    chart.save(tmp_path / "killed.svg")
    assert (tmp_path / "killed.svg").read_bytes().startswith(b"<svg")
    with pytest.raises(ValueError, match=r"name a file that ends in \.svg, \.png or \.html"):
        chart.save("killed.pdf")


def test_a_question_leaves_no_ledger_behind(tmp_path: Path) -> None:
    with tollbook.open(tmp_path / "none.db") as ledger:
        with pytest.raises(LedgerError, match="no ledger at"):
            ledger.claims()
        assert list(tmp_path.iterdir()) == []
        ledger.prepare()
        assert list(ledger.claims()) == []


# Deciding


def test_what_is_decided_counts_from_then_on(two_days: OpenLedger) -> None:
    assert len(two_days.claims()) == 2
    two_days.separate("d13#1", "d14#1", reason="two raids", by="Ana")
    two_days.separate("d13#1", "d14#1", reason="one raid after all", by="Ana", undo=True)
    with pytest.raises(DecisionError, match="name two of them"):
        two_days.join("d13#1", "d13#1", reason="the same", by="Ana")
    assert [(one.kind, one.value, one.by) for one in two_days.decisions()] == [
        ("separate", "yes", "Ana"),
        ("separate", "no", "Ana"),
    ]


def test_a_finding_that_was_judged_is_known(folder: Path, tmp_path: Path) -> None:
    with tollbook.open(tmp_path / "beni.db") as ledger:
        ledger.read(folder / "report.txt")
        [finding] = ledger.checks("window_passed")
        ledger.judge(finding.key, reason="he came in secret", by="Ana")
        assert ledger.checks("window_passed").whole.silenced == 1
        assert list(ledger.checks("window_passed", judged=True)) == [finding]
        ledger.mark("report#3", "met", reason="he came", by="Ana", evidence=["report"])
        assert [one.outcome.status for one in ledger.predictions(status="met")] == ["met"]


# Without a ledger


def test_statements_can_be_had_without_a_ledger(folder: Path) -> None:
    found = tollbook.extract(
        folder / "report.txt",
        text="Two men died on Monday.",
        published="2025-03-05",
        title="Deaths",
    )
    assert [said.document for said in found] == ["report"] * 3 + ["text"]
    assert [str(item.document.published) for item in found.whole] == ["2025-03-05"] * 2
    period = found.to_dataframe("polars")["start_date"].to_list()
    assert period[0] == date(2025, 3, 4)
    assert period[-1] == date(2025, 3, 3)


# Results


PAIRS: Shape[int] = Shape(
    to_json=lambda n: {"n": n, "day": "2025-01-14", "open": None},
    columns=("n", "day", "open"),
    to_rows=lambda n: [(n, "2025-01-14T08:00:00+00:00", None), (None, None, None)],
    days=frozenset({"day"}),
)


def test_results_are_a_sequence_that_never_changes() -> None:
    found = Results([3, 4, 5], PAIRS, "whole")
    assert (len(found), found[0], list(found[1:]), 4 in found) == (3, 3, [4, 5], True)
    assert found[1:].whole == "whole"
    assert found == Results([3, 4, 5], PAIRS, "another") != Results([3], PAIRS, "whole")
    assert repr(found) == "<Results: 3 int>"
    assert repr(Results([], PAIRS, None)) == "<Results: nothing>"
    assert found.to_dicts()[0] == {"n": 3, "day": "2025-01-14", "open": None}


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_data_frame_keeps_counts_whole_and_days_days(library: results.Frames) -> None:
    """An unknown count makes no fractions of the others; an empty answer has its columns."""
    pytest.importorskip(library)
    frame = Results([7], PAIRS, None).to_dataframe(library)
    assert list(frame.columns) == ["n", "day", "open"]
    first = frame.to_dict("records")[0] if library == "pandas" else frame.to_dicts()[0]
    assert isinstance(first["n"], int)
    assert (first["n"], str(first["day"])[:10]) == (7, "2025-01-14")
    empty = Results([], PAIRS, None).to_dataframe(library)
    assert (list(empty.columns), len(empty)) == (["n", "day", "open"], 0)


@pytest.mark.parametrize(
    "question",
    [
        *("statements", "documents", "answers", "claims", "series", "estimate", "checks"),
        *("consistent", "predictions", "scores", "cases", "decisions"),
    ],
)
@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_every_answer_makes_a_data_frame(
    ledger: OpenLedger, question: str, library: results.Frames
) -> None:
    pytest.importorskip(library)
    found = getattr(ledger, question)()
    frame = found.to_dataframe(library)
    assert list(frame.columns) == list(found.shape.columns)
    assert len(frame) >= len(found)


def test_without_a_library_for_it_there_is_a_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(results, "find_spec", lambda name: None)
    with pytest.raises(ModuleNotFoundError, match=r"install pandas or polars, or use to_dicts\(\)"):
        Results([1], PAIRS, None).to_dataframe()
    monkeypatch.setattr(results, "import_module", missing)
    with pytest.raises(ModuleNotFoundError, match="polars is not installed"):
        Results([1], PAIRS, None).to_dataframe("polars")
