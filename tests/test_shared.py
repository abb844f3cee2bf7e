"""Real text that does not ship: measured where it is there, skipped with a word where it is not.

The shared gold and reports belong to their publishers; only numbers about them stand here. The
learned reader is trained on both sets of the gold, so these scores guard against mistakes and do
not measure how well new text is read.
"""

from __future__ import annotations

import pytest
from benchmarks.sets import SHARED, compared

from tollbook.app.read import Read, Tools, read_statements
from tollbook.evaluation.machine import machine
from tollbook.evaluation.score import Scores, count, scores
from tollbook.model.statement import Change, Custody, Figure, Prediction, Statement
from tollbook.settings import Settings

REPORT = SHARED.parent / "reports" / "news-today-2025-01-14.txt"
SETS = [SHARED / "reuters96", SHARED / "guardian19"]

needs_gold = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared gold is not here")
needs_report = pytest.mark.skipif(not REPORT.is_file(), reason="the shared report is not here")


@pytest.fixture(scope="module")
def both() -> tuple[Scores, Scores]:
    """The scores over both sets of the gold: all figures, and those with a number word."""
    reader = machine()
    passages = [passage for path in SETS for passage in compared(path, reader)]
    every = (outcome for passage in passages for outcome in passage.outcomes)
    worded = (outcome for passage in passages for outcome in passage.worded)
    return scores(count(every)), scores(count(worded))


@needs_gold
def test_figures_reach_the_first_floors(both: tuple[Scores, Scores]) -> None:
    """Value F1 of 0.85 with a number word and 0.65 in all; the source right for 0.80."""
    every, worded = (found.headlines() for found in both)
    assert (worded["value"] or 0) >= 0.85
    assert (every["value"] or 0) >= 0.65
    assert (every["source"] or 0) >= 0.80


@pytest.fixture(scope="module")
def report() -> Read:
    """The broadcast report that the work began with, read from front to back."""
    (item,) = read_statements([str(REPORT)], Tools.ready(Settings()))
    assert isinstance(item, Read)
    return item


def origins(statement: Statement) -> list[str | None]:
    return [voice.entity for voice in statement.attribution[1:]]


@needs_report
def test_the_report_adds_up(report: Read) -> None:
    """About 3,000 casualties, some 300 killed and 2,700 wounded of them, all by the NIS."""
    figures = [s for s in report.statements if isinstance(s, Figure)]
    counted = {(f.measure, f.low, f.modifier): f for f in figures}
    total = counted["casualties", 3000, "exact"]
    for key in (("killed", 300, "about"), ("injured", 2700, "exact")):
        assert counted[key].part_of == total.id
        assert origins(counted[key])[-1] == "org:kr-nis"


@needs_report
def test_the_report_tells_a_trend_a_prediction_and_two_prisoners(report: Read) -> None:
    """Each is the agency's word; the trend looks back on December, the visit ahead to June."""
    (tripled,) = (s for s in report.statements if isinstance(s, Change) and s.factor_low)
    assert tripled.measures == ("killed", "injured")
    assert tripled.factor_low == 3.0
    assert tripled.baseline is not None
    assert str(tripled.baseline.start_date) == "2024-12-01"
    assert str(tripled.baseline.end_date) == "2024-12-31"

    (visit,) = (s for s in report.statements if isinstance(s, Prediction))
    assert visit.window is not None
    assert str(visit.window.end_date) == "2025-06-30"
    assert visit.likelihood is not None
    assert visit.likelihood.mention.quote == "likely"

    held = next(s for s in report.statements if isinstance(s, Custody))
    assert (held.low, held.high) == (2, 2)
    assert {origins(statement)[-1] for statement in (tripled, visit, held)} == {"org:kr-nis"}


@needs_report
def test_every_quote_of_the_report_is_its_slice(report: Read) -> None:
    text = report.document.text
    for statement in report.statements:
        for span in (statement.evidence, statement.content):
            assert text[span.start : span.end] == span.quote
