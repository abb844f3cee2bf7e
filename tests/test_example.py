"""The shipped example, front door to back: its reports are read, and its checks say what is so."""

from datetime import date

import pytest

from tollbook import example
from tollbook.app.cases.read import read_case
from tollbook.app.read import Tools, read_statements
from tollbook.model.estimate import Ends, Question
from tollbook.model.finding import Finding
from tollbook.model.problem import Problem
from tollbook.model.statement import Prediction
from tollbook.model.values import Measure
from tollbook.publishing.answers import number_of
from tollbook.publishing.charts import chart_data
from tollbook.publishing.charts.canvas import top_of
from tollbook.reasoning.answers import answer
from tollbook.reasoning.cases import within
from tollbook.reasoning.checks import CHECKS, rank, run_checks
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.estimates import estimate
from tollbook.reasoning.record import Record
from tollbook.reasoning.series import SeriesQuery, find_series
from tollbook.settings import Settings

NIS = "National Intelligence Service"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """Everything the example says."""
    read = read_statements(map(str, example.reports()), Tools.ready(Settings()))
    found = [item for item in read if not isinstance(item, Problem)]
    documents = {item.document.id: item.document for item in found}
    return Corpus(documents, tuple(said for item in found for said in item.statements))


@pytest.fixture(scope="module")
def findings(corpus: Corpus) -> list[Finding]:
    """What the checks make of it."""
    return run_checks(Record(corpus))


def test_every_report_of_the_folder_is_read() -> None:
    names = {path.name for path in example.folder().glob("*.*") if path.suffix != ".py"}
    listed = {path.name for path in example.reports()}
    assert names == listed | {"README.md"}
    described = (example.folder() / "README.md").read_text(encoding="utf-8")
    assert [name for name in sorted(listed) if f"`{name}`" not in described] == []


@pytest.mark.parametrize(
    ("id", "publisher", "published"),
    [
        ("2024-12-19-harbour-wire", None, date(2024, 12, 19)),
        ("2024-12-19-evening-bulletin", "Evening Bulletin", date(2024, 12, 19)),
        ("2024-12-24-northern-courier", None, date(2024, 12, 24)),
        ("2024-12-27-atlantic-standard", "Atlantic Standard", date(2024, 12, 27)),
        ("2025-01-13-evening-bulletin", "Evening Bulletin", date(2025, 1, 13)),
        ("2025-01-14-harbour-wire", None, date(2025, 1, 14)),
        ("2025-01-14-daily-lantern", "The Daily Lantern", date(2025, 1, 14)),
        ("2025-04-28-peninsula-post", "Peninsula Post", date(2025, 4, 28)),
        ("2025-04-30-northern-courier", None, date(2025, 4, 30)),
        ("hw-2024-12-28-kirby", "Harbour Wire", date(2024, 12, 28)),
        ("hw-2025-01-11-prisoners", "Harbour Wire", date(2025, 1, 11)),
        ("hw-2025-07-01-visit", "Harbour Wire", date(2025, 7, 1)),
    ],
)
def test_reads_who_published_when(
    corpus: Corpus, id: str, publisher: str | None, published: date
) -> None:
    document = corpus.documents[id]
    assert document.published_on == published
    assert publisher is None or document.publisher == publisher


def test_the_january_report_adds_up(findings: list[Finding]) -> None:
    """300 killed and 2,700 injured are 3,000 casualties."""
    finding = one(findings, "parts_sum", "2025-01-13-evening-bulletin")
    assert finding.verdict == "holds"
    assert finding.title.startswith("about 300 killed + 2,700 injured against ")
    assert finding.title.endswith("3,000 casualties")


@pytest.mark.parametrize(
    ("title", "verdict", "stated", "intervals"),
    [
        ("injured: 2,700 against about 1,000", "fails", "2.7", "2.45 to 3.0"),
        ("killed: about 300 against at least 100", "undecided", "3.0", "at most 3.3"),
    ],
)
def test_more_than_tripled_is_looked_up_in_december(
    findings: list[Finding], title: str, verdict: str, stated: str, intervals: str
) -> None:
    """Not so for the injured; for the dead nobody can tell."""
    found = of(findings, "change_vs_baseline", "2025-01-13-evening-bulletin")
    (finding,) = (finding for finding in found if finding.title == title)
    assert finding.verdict == verdict
    assert f"By the stated numbers: {stated} times." in finding.working
    assert f"By the intervals: {intervals} times." in finding.working


def test_the_planted_conflation_is_found(findings: list[Finding]) -> None:
    """The Lantern turns the agency's 3,000 casualties into 3,000 killed."""
    finding = one(findings, "conflation", "2025-01-14-daily-lantern")
    assert finding.verdict == "fails"
    assert finding.title == f"3,000 killed, by {NIS} given as casualties"
    assert any("about 300 killed" in sentence for sentence in finding.working)


def test_nothing_else_contradicts_itself(findings: list[Finding]) -> None:
    contradictions = {finding.title for finding in findings if rank(finding) == 0}
    assert contradictions == {
        "injured: 2,700 against about 1,000",
        f"3,000 killed, by {NIS} given as casualties",
    }


def test_it_would_still_be_one_voice(findings: list[Finding]) -> None:
    """However many papers repeat the NIS on the dead and the injured."""
    voices = [finding for finding in findings if finding.check == "single_origin"]
    assert {finding.title for finding in voices} == {
        f"killed: 4 outlets, one voice, {NIS}",
        f"injured: 4 outlets, one voice, {NIS}",
    }


def test_the_visit_that_did_not_come_about_waits_for_somebody_to_say_so(
    findings: list[Finding],
) -> None:
    finding = one(findings, "window_passed", "2025-01-13-evening-bulletin")
    assert finding.title == f"{NIS}: “visit Russia” by 30 June 2025"
    assert finding.marks[-1].document == "hw-2025-07-01-visit"


def test_fewer_were_lost_than_were_sent(findings: list[Finding]) -> None:
    finding = one(findings, "exceeds_deployed", "2025-04-30-northern-courier")
    assert (finding.verdict, finding.title) == (
        "holds",
        "about 4,700 casualties of 15,000 deployed",
    )


@pytest.mark.parametrize("check", ["relay_differs", "cumulative_falls", "superseded"])
def test_what_nobody_got_wrong(findings: list[Finding], check: str) -> None:
    assert check in CHECKS
    assert check in CHECKS
    assert [finding.title for finding in findings if finding.check == check] == []


def test_only_headlines_leave_out_a_hedge(findings: list[Finding]) -> None:
    dropped = [finding for finding in findings if finding.check == "hedge_dropped"]
    assert {finding.verdict for finding in dropped} == {"holds"}


def test_the_number_that_nobody_stands_behind_is_found(findings: list[Finding]) -> None:
    titles = [
        finding.title for finding in of(findings, "unattributed", "2024-12-24-northern-courier")
    ]
    assert any("11,000 deployed" in title for title in titles)


@pytest.mark.parametrize(
    ("id", "measure", "count", "voice"),
    [
        ("2024-12-19-harbour-wire", "killed", (100, None), "lawmaker"),
        ("2024-12-19-harbour-wire", "injured", (1_000, 1_000), "lawmaker"),
        ("2024-12-19-evening-bulletin", "killed", (100, None), NIS),
        ("2024-12-19-evening-bulletin", "injured", (1_000, 1_000), NIS),
        ("2024-12-24-northern-courier", "casualties", (3_001, None), "Zelensky"),
        ("2024-12-27-atlantic-standard", "casualties", (1_001, None), "Kirby"),
        ("hw-2024-12-28-kirby", "casualties", (1_001, None), "Kirby"),
        ("hw-2025-01-11-prisoners", "captured", (2, 2), "Zelensky"),
        ("2025-01-14-harbour-wire", "killed", (300, 300), NIS),
        ("2025-01-14-harbour-wire", "injured", (2_700, 2_700), NIS),
        # the planted error
        ("2025-01-14-daily-lantern", "killed", (3_000, 3_000), NIS),
        ("2025-04-30-northern-courier", "casualties", (4_700, 4_700), "lawmakers"),
        ("2025-04-30-northern-courier", "killed", (600, 600), "lawmakers"),
        ("2025-04-30-northern-courier", "deployed", (15_000, 15_000), NIS),
    ],
)
def test_the_facts_of_the_story_are_read(
    corpus: Corpus, id: str, measure: str, count: tuple[int, int | None], voice: str
) -> None:
    """Each public fact comes out with the voice that its report names, as origin or relay."""
    given = [
        ((figure.low, figure.high), [link.name for link in figure.attribution])
        for figure in corpus.figures_in(id)
        if figure.measure == measure and figure.number is not None
    ]
    assert any(count == found and voice in " ← ".join(names) for found, names in given), given


def test_the_expected_visit_has_a_window_that_has_passed(corpus: Corpus) -> None:
    """The first half of 2025 ended without it, as a later report tells."""
    windows = [
        said.window.end_date
        for said in corpus.statements
        if isinstance(said, Prediction)
        and said.document == "2025-01-13-evening-bulletin"
        and said.window is not None
    ]
    assert date(2025, 6, 30) in windows
    assert corpus.documents["hw-2025-07-01-visit"].published_on == date(2025, 7, 1)


@pytest.fixture(scope="module")
def case_record(corpus: Corpus) -> Record:
    """What is on record for the case that the example answers."""
    case = read_case(next(iter(example.cases())))
    return Record(within(corpus, case), case=case, today=date(2025, 7, 2))


Voices = list[tuple[str, str, date]]
APRIL, JANUARY, DECEMBER = date(2025, 4, 30), date(2025, 1, 13), date(2024, 12, 19)


@pytest.mark.parametrize(
    ("measure", "at", "voices"),
    [
        # one voice, however many papers, lawmakers and headlines passed it on; and not the misquote
        ("killed", None, [(NIS, "about 600", APRIL)]),
        ("killed", date(2025, 1, 20), [(NIS, "about 300", JANUARY)]),
        ("killed", date(2024, 12, 31), [(NIS, "at least 100", DECEMBER)]),
        # April looks back on it, and dates it by the briefing
        ("injured", None, [(NIS, "about 2,700", JANUARY)]),
        ("injured", date(2024, 12, 31), [(NIS, "about 1,000", DECEMBER)]),
        ("deployed", None, [(NIS, "15,000", APRIL)]),
    ],
)
def test_each_voice_is_answered_with_its_count(
    case_record: Record, measure: Measure, at: date | None, voices: Voices
) -> None:
    (found,) = answer(case_record, (measure,), at).measures
    assert [
        (count.claim.origin.name, number_of(count.claim), count.claim.as_of)
        for count in found.counts
    ] == voices


def test_the_agency_has_the_newest_count_of_casualties(case_record: Record) -> None:
    (found,) = answer(case_record, ("casualties",)).measures
    first = found.counts[0].claim
    assert (first.origin.name, number_of(first), first.as_of) == (NIS, "about 4,700", APRIL)
    assert found.counts[0].relays == ("lawmakers of both parties",)
    enemy = {count.claim.origin.name for count in found.counts if count.kind == "enemy"}
    assert enemy == {"Ukrainian army"}  # its commander-in-chief speaks for it


def test_the_misquote_contradicts_the_count_of_the_dead(case_record: Record) -> None:
    (found,) = answer(case_record, ("killed",)).measures
    against = [item for item in found.counts[0].contradicted_by if item.check == "conflation"]
    assert [item.where for item in against] == ["The Daily Lantern"]


@pytest.mark.parametrize(
    ("at", "ends"),
    [
        (None, Ends(540, 600, 660)),
        (date(2025, 1, 20), Ends(270, 300, 330)),
        (date(2024, 12, 31), Ends(100, None, None)),
    ],
)
def test_the_range_of_the_dead_is_that_of_one_voice(
    case_record: Record, at: date | None, ends: Ends
) -> None:
    """The 3,000 of the misquote own no end of it, on no day."""
    question = Question(measures=("killed",), at=at, policies=("range",))
    (found,) = estimate(case_record, question).answers
    (one,) = [item for item in found.estimates if item.ends]
    assert (one.ends, [claim.origin.name for claim in one.counted]) == (ends, [NIS])


@pytest.mark.parametrize(
    ("measure", "numbers"),
    [
        ("killed", ["at least 100", "about 300", "about 600"]),
        ("injured", ["about 1,000", "about 2,700"]),
        ("casualties", ["about 3,000", "about 4,700"]),
    ],
)
def test_the_agency_has_one_series_of_totals(
    case_record: Record, measure: Measure, numbers: list[str]
) -> None:
    found = find_series(case_record, SeriesQuery(origin=NIS, measures=(measure,)))
    totals = [
        [number_of(point.claim) for point in one.points if not point.misread]
        for one in found
        if one.scope == "cumulative"
    ]
    assert [total for total in totals if total] == [numbers]


def test_the_chart_joins_the_totals_and_keeps_the_misquote_off_the_scale(
    case_record: Record,
) -> None:
    series = find_series(case_record, SeriesQuery(measures=("killed",)))
    (panel,) = chart_data(case_record, series).panels
    joined = [[dot.says for dot in line.dots if dot.joined] for line in panel.lines if line.running]
    assert [line for line in joined if line] == [["at least 100", "about 300", "about 600"]]
    assert 600 < top_of(panel, 300) < 1_000
    assert panel.estimate is None


def test_every_word_shown_stands_in_its_report(corpus: Corpus) -> None:
    for statement in corpus.statements:
        text = corpus.documents[statement.document].text
        for span in (statement.evidence, statement.content):
            assert text[span.start : span.end] == span.quote


def of(findings: list[Finding], check: str, document: str) -> list[Finding]:
    """The findings of one check that stand first in one document."""
    return [
        finding
        for finding in findings
        if finding.check == check and finding.marks[0].document == document
    ]


def one(findings: list[Finding], check: str, document: str) -> Finding:
    """The only finding of one check in one document."""
    (finding,) = of(findings, check, document)
    return finding
