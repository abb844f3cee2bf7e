"""The report against the standards: each status is worked out, and can come out otherwise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

import terminal
import tollbook
from factories import a_document, a_figure
from ledger_tools import RUN, tamper
from tollbook.ledger import Ledger
from tollbook.model.case import Case
from tollbook.model.problem import CaseError
from tollbook.publishing.method import to_html, to_markdown
from tollbook.publishing.method.method import Method
from tollbook.publishing.standards import Facts, report_json, report_of, report_page
from tollbook.publishing.standards.judge import _JUDGES, STATUSES, judge
from tollbook.publishing.standards.texts import areas, standards, statuses
from tollbook.reasoning.method import DecisionCounts, RoundCounts

READ_AT = datetime(2025, 3, 6, 12, tzinfo=UTC)
CASE = Case(name="sur", title="The ferry off Sur", roles={"the coastguard": "monitor"})


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with one count of one source, in one paper."""
    folder = tmp_path_factory.mktemp("standards")
    page = a_document(
        "The coastguard said 31 women drowned off Sur on Monday.",
        id="bay",
        publisher="Bay Radio",
        published=date(2025, 3, 5),
    )
    said = [
        a_figure(
            page,
            "31 women drowned",
            low=31,
            origin="The coastguard",
            population="women",
            place="Sur",
            period=(date(2025, 3, 3), date(2025, 3, 3)),
        )
    ]
    with Ledger.open(folder / "sur.db") as stored:
        stored.add(page, said, RUN, READ_AT)
    (folder / "cases").mkdir()
    (folder / "cases" / "sur.toml").write_text(
        'title = "The ferry off Sur"\n[standards]\nobjectives = "We count for the families."\n',
        encoding="utf-8",
    )
    return folder / "sur.db"


@pytest.fixture(scope="module")
def method(path: Path) -> Method:
    with tollbook.open(path) as ledger:
        return replace(ledger.method("sur"), case=CASE)


def counts(part: str, **changes: Any) -> Callable[[Method], Facts]:
    """The same case with other counts in one part of its practice."""

    def changed(method: Method) -> Facts:
        practice = method.practice
        other = replace(getattr(practice, part), **changes)
        return Facts(method=replace(method, practice=replace(practice, **{part: other})))

    return changed


def practice(**changes: Any) -> Callable[[Method], Facts]:
    """The same case with another practice."""
    return lambda method: Facts(
        method=replace(method, practice=replace(method.practice, **changes))
    )


def asked(case: Case | None, **answers: str) -> Callable[[Method], Facts]:
    """The same ledger asked about another case, with some answers."""
    return lambda method: Facts(method=replace(method, case=case), answers=answers)


def checks(fails: int, open: int) -> Callable[[Method], Facts]:
    def changed(method: Method) -> Facts:
        first, *others = method.practice.checks
        one = replace(first, verdicts=dict(first.verdicts) | {"fails": fails}, open=open)
        made = replace(method.practice, checks=(one, *others))
        return Facts(method=replace(method, practice=made))

    return changed


def runs(number: int) -> Callable[[Method], Facts]:
    return lambda method: Facts(method=replace(method, read_with=method.read_with * number))


def states(**changes: int) -> Callable[[Method], Facts]:
    every = {"proposed": 0, "confirmed": 0, "corrected": 0, "rejected": 0, "added": 0}
    return practice(states=every | changes)


NOTHING = states()

# The key of a standard, what is so, and the status that it must have.
TABLE = [
    ("objectives", asked(CASE), "yours"),
    ("affiliations", asked(CASE), "yours"),
    ("methodology", asked(None), "partly"),
    ("methodology", asked(replace(CASE, automatic=True), methodology="here"), "partly"),
    ("methodology", asked(CASE), "partly"),
    ("methodology", asked(CASE, methodology="at sur.example/method"), "program"),
    ("definitions", asked(CASE), "program"),
    ("definitions", counts("statements", measures=(("abducted", 3),)), "partly"),
    ("inclusiveness", asked(None), "not_met"),
    ("inclusiveness", asked(replace(CASE, automatic=True)), "not_met"),
    ("inclusiveness", asked(CASE), "case"),
    ("inclusiveness", asked(replace(CASE, sides=("OM",))), "partly"),
    ("consistency", runs(0), "not_met"),
    ("consistency", runs(1), "case"),
    ("consistency", runs(2), "partly"),
    ("minimum_data", asked(CASE), "case"),
    ("minimum_data", counts("statements", located=0), "partly"),
    ("minimum_data", counts("statements", figures=0), "not_met"),
    ("sources", asked(CASE), "case"),
    ("sources", counts("documents", unnamed=1), "partly"),
    ("sources", counts("documents", undated=1), "partly"),
    ("sources", counts("statements", misquoted=1), "not_met"),
    ("sources", counts("documents", in_case=0), "not_met"),
    ("evaluation", counts("claims", claims=4, judged=4), "case"),
    ("evaluation", counts("claims", claims=4, judged=1), "partly"),
    ("evaluation", counts("claims", claims=4, judged=0), "not_met"),
    ("evaluation", counts("claims", claims=0, judged=0), "not_met"),
    ("corroboration", counts("claims", claims=4, single=0, corroborated=2), "case"),
    ("corroboration", counts("claims", claims=4, single=0, corroborated=0), "partly"),
    ("corroboration", counts("claims", claims=4, single=1, corroborated=2), "partly"),
    ("corroboration", counts("claims", claims=4, single=4, corroborated=0), "not_met"),
    ("corroboration", counts("claims", claims=0), "not_met"),
    ("disagreement", checks(fails=0, open=0), "program"),
    ("disagreement", checks(fails=2, open=0), "case"),
    ("disagreement", checks(fails=2, open=1), "partly"),
    ("quality", states(proposed=4), "not_met"),
    ("quality", states(proposed=3, confirmed=1), "partly"),
    ("quality", states(confirmed=3, rejected=1), "case"),
    ("quality", NOTHING, "not_met"),
    ("corrections", practice(decisions=()), "program"),
    ("corrections", practice(decisions=(DecisionCounts("reject", 2, 2, (("Noor", 2),)),)), "case"),
    (
        "corrections",
        practice(decisions=(DecisionCounts("reject", 2, 1, (("Noor", 2),)),)),
        "partly",
    ),
    (
        "corrections",
        practice(decisions=(DecisionCounts("confirm", 2, 0, (("Noor", 2),)),)),
        "case",
    ),
    ("necessity", lambda method: Facts(method=method), "case"),
    ("necessity", lambda method: Facts(method=method, private_names=3), "partly"),
    ("integrity", lambda method: Facts(method=method), "partly"),
    ("integrity", lambda method: Facts(method=method, users=2), "case"),
    (
        "integrity",
        lambda method: Facts(method=method, users=2, failure="entry 3 is wrong"),
        "not_met",
    ),
    ("consent", asked(CASE, consent="We ask in writing."), "yours"),
    ("confidentiality", asked(CASE), "yours"),
    ("staff", asked(CASE), "yours"),
    ("unconfirmed", asked(CASE), "program"),
    ("unconfirmed", NOTHING, "not_met"),
    ("detail", counts("statements", figures=3, detailed=3), "case"),
    ("detail", counts("statements", figures=3, detailed=1), "partly"),
    ("detail", counts("statements", figures=3, detailed=0), "not_met"),
    ("detail", counts("statements", figures=0), "not_met"),
    ("sharing", asked(CASE), "partly"),
    ("sharing", asked(CASE, sharing="sur.example/data, CC BY 4.0"), "program"),
    ("sharing", NOTHING, "not_met"),
    ("affected_people", asked(CASE), "yours"),
]


@pytest.mark.parametrize(("key", "facts", "status"), TABLE)
def test_a_status_follows_from_what_was_done(
    method: Method, key: str, facts: Callable[[Method], Facts], status: str
) -> None:
    judged = judge(key, facts(method))
    assert judged.status == status
    assert all(judged.evidence)
    assert bool(judged.missing) == (status in ("partly", "not_met"))


def test_every_standard_can_come_out_in_more_than_one_way_or_is_yours() -> None:
    outcomes: dict[str, set[str]] = {key: set() for key in standards()}
    for key, _, status in TABLE:
        outcomes[key].add(status)
    assert [key for key, seen in outcomes.items() if len(seen) < 2 and seen != {"yours"}] == []


def test_every_standard_has_a_function_a_gist_and_an_area() -> None:
    assert list(_JUDGES) == list(standards())
    assert {one.area for one in standards().values()} == set(areas())
    assert set(statuses()) == set(STATUSES)
    assert all(one.gist for one in standards().values())


def test_what_only_an_organisation_can_say_is_asked_of_it(method: Method) -> None:
    """No program can answer it, so that it has a place for their words."""
    yours = {key for key, _, status in TABLE if status == "yours"}
    assert [key for key in yours if not standards()[key].yours] == []


# The report


def test_answers_stand_in_the_report(path: Path) -> None:
    """Those that are given come before those of the case's file."""
    with tollbook.open(path) as ledger:
        own = {"staff": "Nobody works alone."}
        report = ledger.standards("sur", answers=own)
    page = to_markdown(report_page(report))
    assert "We count for the families." in page
    assert "Nobody works alone." in page
    assert set(report.unanswered) == {
        "affiliations",
        "consent",
        "confidentiality",
        "affected_people",
    }


def test_an_answer_to_no_standard_is_refused(path: Path) -> None:
    with tollbook.open(path) as ledger, pytest.raises(ValueError, match="did you mean staff"):
        ledger.standards("sur", answers={"stuff": "…"})
    wrong = path.parent / "wrong.toml"
    wrong.write_text('title = "x"\n[standards]\nstuff = "y"\n', encoding="utf-8")
    with tollbook.open(path) as ledger, pytest.raises(CaseError, match="did you mean staff"):
        ledger.standards(str(wrong))


def test_a_ledger_that_was_tampered_with_meets_no_standard_of_integrity(
    path: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "sur.db"
    copy.write_bytes(path.read_bytes())
    tamper(copy, "UPDATE statements SET low = 30")
    with tollbook.open(copy) as ledger:
        report = ledger.standards()
    [integrity] = [met for met in report.standards if met.standard.key == "integrity"]
    assert integrity.judged.status == "not_met"


def test_words_from_outside_do_not_act(method: Method) -> None:
    facts = Facts(
        method=method, answers={"staff": "<script>alert(1)</script> [x](http://a.example)"}
    )
    page = report_page(report_of(facts))
    assert "<script" not in to_html(page)
    assert "<script" not in to_markdown(page)
    assert "[x](" not in to_markdown(page)


def test_the_record_has_every_standard(method: Method) -> None:
    report = report_of(Facts(method=method))
    record = report_json(report, report_page(report))
    assert [one["key"] for one in record["standards"]] == list(standards())
    assert all(one["answer"] is None for one in record["standards"])


def test_rounds_of_coding_are_evidence_of_quality(method: Method) -> None:
    a_round = RoundCounts(name="May", coders=("A", "B"), coded=4, double=4, differences=1)
    judged = judge("quality", practice(rounds=(a_round,))(method))
    assert "Two people coded 4 statements of the ledger blind." in judged.evidence


def tollbook_at(*options: str, first: tuple[str | Path, ...], at: Path) -> terminal.Ran:
    return terminal.tollbook(*first, *options, at=at)


def test_answers_are_read_from_a_file(path: Path) -> None:
    (path.parent / "us.toml").write_text('[standards]\nstaff = "In pairs."\n', encoding="utf-8")
    at = path.parent
    asked = ("method", "sur", "--ledger", path, "--answers", "us.toml")
    ran = tollbook_at("--out", "report.html", "--standards", "--format", "html", first=asked, at=at)
    assert (ran.status, ran.err) == (
        0,
        "report.html: Standards for Casualty Recording: The ferry off Sur.\n",
    )
    assert "In pairs." in (at / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "status", "sentence"),
    [
        (("--answers", "us.toml"), 2, "answers are for --standards."),
        (("--standards", "--answers", "none.toml"), 1, "the file of answers can't be read"),
    ],
)
def test_answers_that_cannot_be_used_are_refused_in_a_sentence(
    path: Path, options: tuple[str, ...], status: int, sentence: str
) -> None:
    ran = tollbook_at(*options, first=("method", "sur", "--ledger", path), at=path.parent)
    assert ran.status == status
    assert sentence in ran.err
