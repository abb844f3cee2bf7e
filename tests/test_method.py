"""The page about the method: counted from the ledger, explained rule by rule, safe to print."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, get_args

import pytest
from benchmarks.pin import BLIND, fingerprint, pinned, size_of
from benchmarks.sets import OWN
from benchmarks.stories import floor as stories_floor

import tollbook
from factories import a_document, a_figure
from ledger_tools import RUN
from tollbook.app.library import OpenLedger
from tollbook.ledger import Ledger
from tollbook.model import values
from tollbook.model.case import ORIGIN_ROLES
from tollbook.model.claim import LinkKind
from tollbook.model.document import Format
from tollbook.model.estimate import CLAIM_KINDS, POLICIES
from tollbook.model.second import PREFERENCES, Refusal, SecondReading, Standing
from tollbook.publishing.method import page_of, to_fragment, to_html, to_json, to_markdown
from tollbook.publishing.method.measured import SCORES, measured
from tollbook.publishing.method.texts import texts
from tollbook.reasoning.checks import CHECKS
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.method import DECISION_KINDS, practice_of
from tollbook.reasoning.predictions import OUTCOME_STATUSES
from tollbook.reasoning.record import Record
from tollbook.reasoning.second import compare
from tollbook.settings import Settings, ValuePolicy

READ_AT = datetime(2025, 3, 6, 12, tzinfo=UTC)
SETTINGS = {name for name, _, _ in Settings().with_reasons()}


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[OpenLedger]:
    """Two counts of one agency in two papers, one of nobody; the name of a paper is hostile."""
    pages = (
        a_document(
            "The coastguard said dozens drowned off Sur. Two boys were hurt.",
            id="gulf",
            publisher="Gulf <b>Post</b>",
            published=date(2025, 3, 4),
        ),
        a_document(
            "The coastguard said 31 drowned off Sur.",
            id="bay",
            publisher="Bay | Radio",
            published=date(2025, 3, 5),
        ),
    )
    figures = (
        [
            a_figure(
                pages[0],
                "dozens drowned",
                low=24,
                high=99,
                modifier="vague",
                origin="The coastguard",
            ),
            a_figure(pages[0], "Two boys were hurt", n=2, measure="injured", low=2, origin=None),
        ],
        [a_figure(pages[1], "31 drowned", low=31, origin="The coastguard")],
    )
    with Ledger.open(tmp_path / "sur.db") as stored:
        for page, said in zip(pages, figures, strict=True):
            stored.add(page, said, RUN, READ_AT)
    with tollbook.open(tmp_path / "sur.db") as opened:
        yield opened


# Every rule has its text, and every text its rule

EXPLAINED = {
    "measures": values.MEASURES,
    "modalities": values.MODALITIES,
    "kinds": values.KINDS,
    "formats": get_args(Format),
    "value_policies": get_args(ValuePolicy),
    "policies": POLICIES,
    "claim_kinds": CLAIM_KINDS,
    "roles": ORIGIN_ROLES,
    "links": get_args(LinkKind),
    "checks": tuple(CHECKS),
    "verdicts": values.VERDICTS,
    "prefer": PREFERENCES,
    "standings": get_args(Standing),
    "outcomes": OUTCOME_STATUSES,
    "decisions": DECISION_KINDS,
    "scores": SCORES,
    "stories": tuple(measured().stories[0].scores),
    "sets": tuple(one.name for one in measured().sets),
}


@pytest.mark.parametrize("table", EXPLAINED)
def test_every_value_has_a_text_and_no_text_is_left_over(table: str) -> None:
    assert set(texts()[table]) == set(EXPLAINED[table])


def test_whatever_finds_figures_has_a_text() -> None:
    assert {*get_args(values.FoundBy), ""} <= set(texts()["found_by"])


def test_every_setting_is_shown_once() -> None:
    shown = [name for group in texts()["groups"].values() for name in group["settings"]]
    assert sorted(shown) == sorted(SETTINGS)


@pytest.mark.parametrize("check", CHECKS)
def test_a_check_names_settings_that_exist(check: str) -> None:
    assert set(texts()["checks"][check]["settings"]) <= SETTINGS


def test_every_section_has_a_title_and_is_written(ledger: OpenLedger) -> None:
    page = page_of(ledger.method())
    assert [section.key for section in page.sections] == list(texts()["sections"])
    assert all(section.parts for section in page.sections)


# What is counted


def test_counts_are_those_of_the_ledger(ledger: OpenLedger) -> None:
    method = ledger.method()
    documents, said = method.practice.documents, method.practice.statements
    assert (documents.in_case, documents.first, documents.last) == (
        2,
        date(2025, 3, 4),
        date(2025, 3, 5),
    )
    assert (said.figures, said.sourced, said.unattributed, said.vague) == (3, 2, 1, 1)
    estimates = method.practice.estimates
    assert (estimates.counted, estimates.replaced, estimates.left_out) == (1, 0, 2)
    assert [run.documents for run in method.read_with] == [2]
    assert method.head == ledger.head()


def test_decisions_are_counted_with_their_people_and_reasons(ledger: OpenLedger) -> None:
    ledger.confirm("bay#1", by="Noor")
    ledger.reject("gulf#2", reason="of another town", by="Sami")
    ledger.undo(ledger.confirm("gulf#1", by="Sami").entry or 0, reason="too early", by="Noor")
    practice = ledger.method().practice
    assert practice.states == {
        "proposed": 1,
        "confirmed": 1,
        "corrected": 0,
        "rejected": 1,
        "added": 0,
    }
    assert (practice.reviewed, practice.reviewable, practice.undone) == (2, 3, 1)
    by_kind = {one.kind: one for one in practice.decisions}
    assert (by_kind["reject"].number, by_kind["reject"].reasoned) == (1, 1)
    assert by_kind["confirm"].people == (("Noor", 1),)


def test_a_day_is_told_as_it_was(ledger: OpenLedger) -> None:
    """What was decided later is not part of the method of that day."""
    ledger.confirm("bay#1", by="Noor")
    assert ledger.method().practice.reviewed == 1
    assert ledger.method(known_on="2025-03-06").practice.reviewed == 0


def test_people_are_named_as_the_profile_allows(ledger: OpenLedger) -> None:
    ledger.confirm("bay#1", by="Noor Saleh")
    texts_of = {
        profile: to_markdown(page_of(ledger.method(profile=profile)))
        for profile in ("public", "internal")
    }
    assert "Noor" not in texts_of["public"]
    assert "reviewer 1 (1)" in texts_of["public"]
    assert "Noor Saleh (1)" in texts_of["internal"]


# A second reader


def test_a_second_reader_is_named_with_what_came_of_it(ledger: OpenLedger) -> None:
    """Both agree on one count, and one each has been found by one reader alone."""
    page = a_document(
        "Police said 9 men died in Beira. Two were hurt, and 4 are missing.", id="port"
    )
    dead = a_figure(page, "9 men died", low=9, origin="Police")
    hurt = a_figure(page, "Two were hurt", n=2, measure="injured", low=2)
    missing = replace(a_figure(page, "4 are missing", n=3, measure="missing", low=4), id="port#s3")
    reading = SecondReading(
        document="port",
        model="small",
        prompt_digest="p",
        parameters={},
        exchanges=(),
        statements=(replace(dead, id="port#s1"), missing),
        refusals=(Refusal(why="quote_missing", exchange=0, record="{}"),),
    )
    corpus = Corpus({"port": page}, (dead, hurt))
    record = Record(corpus, second=compare(corpus, {"port": reading}))
    practice = practice_of(record, (), ["en"])
    assert practice.second.models == (("small", 1),)
    assert (practice.second.broken, practice.second.refused) == (0, 1)
    assert dict(practice.second.standings) == {"agreed": 1, "built-in only": 1, "second only": 1}
    page_of_it = to_markdown(page_of(replace(ledger.method(), practice=practice, prefer="agreed")))
    assert "small (1)" in page_of_it
    assert texts()["prefer"]["agreed"] in page_of_it


def test_where_no_second_reader_was_asked_the_page_says_so(ledger: OpenLedger) -> None:
    assert "No language model was asked." in to_markdown(page_of(ledger.method()))


# The scores that a page may claim


@pytest.mark.parametrize("one", measured().sets, ids=lambda one: one.name)
def test_scores_are_those_of_the_passages_that_are_pinned(one: Any) -> None:
    """The tests hold the floor, so a score that is above it was measured on these very passages."""
    path = OWN / one.name
    assert one.fingerprint == fingerprint(path)
    assert size_of(path) == {"passages": one.passages, "figures": one.figures}
    assert all(0 <= getattr(one, score) - pinned()[one.name][score] <= 0.03 for score in SCORES)


def test_stories_are_those_that_the_tests_hold() -> None:
    for one in measured().stories:
        floor = stories_floor.pinned()[f"all {one.name}"]
        assert one.scores == {name.replace(" ", "_"): share for name, share in floor.items()}


def test_every_figure_of_the_blind_sets_has_a_measure() -> None:
    sets = {one.name: one for one in measured().sets}
    assert set(measured().blind) == BLIND
    assert sum(one.figures for one in measured().measures) == sum(
        sets[name].figures for name in measured().blind
    )


def test_every_pinned_set_has_its_scores() -> None:
    assert {one.name for one in measured().sets} == set(pinned())


def test_a_page_says_that_another_build_was_measured(ledger: OpenLedger) -> None:
    method = ledger.method()
    words = "some of the code that reads has changed since"
    same = replace(method, tollbook=method.measured.tollbook)
    assert words not in to_markdown(page_of(same))
    assert words in to_markdown(page_of(replace(method, tollbook="0.9.0+0123456789ab")))


# As text, page and record


def test_nothing_from_outside_acts_as_markup(ledger: OpenLedger) -> None:
    page = page_of(ledger.method())
    assert "<b>Post" not in to_html(page)
    assert "Gulf &lt;b&gt;Post&lt;/b&gt;" in to_html(page)
    assert "Bay \\| Radio" in to_markdown(page)
    assert "<b>" not in to_markdown(page)


def test_a_page_stands_by_itself(ledger: OpenLedger) -> None:
    html = to_html(page_of(ledger.method()))
    assert re.findall(r"(?:src|href)=\"(?!#)[^\"]*\"|<script|url\(|@import", html) == []


def test_a_piece_can_be_put_into_another_page(ledger: OpenLedger) -> None:
    piece = to_fragment(page_of(ledger.method()), level=2)
    assert piece.startswith("<h2>")
    assert "<h1" not in piece
    assert "<style" not in piece


def test_the_record_has_every_number(ledger: OpenLedger) -> None:
    method = ledger.method()
    record = json.loads(json.dumps(to_json(method, page_of(method))))
    assert record["documents"]["in_case"] == 2
    assert record["statements"]["measures"] == {"killed": 2, "injured": 1}
    assert set(record["checks"]) == set(CHECKS)
    assert set(record["settings"]) == SETTINGS
    assert record["head"] == ledger.head()
