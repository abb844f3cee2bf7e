"""A person settles things from the command line: what became of a prediction, what is one claim."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from factories import a_document, a_figure, a_prediction, a_span, an_assertion
from ledger_tools import RUN
from terminal import Ran, tollbook
from tollbook.ledger import Ledger
from tollbook.model.statement import Period

READ_AT = datetime(2025, 5, 10, 12, tzinfo=UTC)
JANUARY = a_document(
    "The NIS said Kim Jong-un will likely visit Russia by June. It counts 300 dead, 200 hurt.",
    id="january",
    published=date(2025, 1, 13),
)
MAY = a_document(
    "North Korea's leader arrived in Vladivostok. The NIS counts 300 dead.",
    id="may",
    published=date(2025, 5, 9),
)
VISIT = a_prediction(
    JANUARY,
    "Kim Jong-un will likely visit Russia by June",
    event="visit Russia",
    actor=a_span(JANUARY, "Kim Jong-un"),
    likelihood="likely",
    band=(0.55, 0.80),
    window=Period(mention=a_span(JANUARY, "by June"), end_date=date(2025, 6, 30)),
    origin="The NIS",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a ledger of two documents."""
    with Ledger.open(tmp_path / "tollbook.db") as ledger:
        dead = a_figure(JANUARY, "300 dead", n=2, number="300")
        hurt = a_figure(JANUARY, "200 hurt", n=3, measure="injured", low=200, number="200")
        ledger.add(JANUARY, [VISIT, dead, hurt], RUN, READ_AT)
        arrived = an_assertion(MAY, "North Korea's leader arrived in Vladivostok")
        dead = a_figure(MAY, "300 dead", n=2, number="300")
        ledger.add(MAY, [arrived, dead], RUN, READ_AT)
    return tmp_path


def run(folder: Path, *args: str) -> Ran:
    return tollbook(*args, at=folder, TOLLBOOK_BY="Ines")


SPRING = ("--as-known-on", "2025-05-10")

MET = ("predictions", "mark", "january#1", "met", "--reason", "he came", "--evidence", "may#1")


def test_lists_predictions_with_what_may_bear_on_them(folder: Path) -> None:
    shown = run(folder, "predictions", *SPRING)
    assert shown.status == 0
    assert shown.out == (
        "open: january#1\n"
        "   The NIS: Kim Jong-un – visit Russia, by June\n"
        "   “likely”, 55% to 80% on icd203\n"
        "   until 30 June 2025\n"
        "   possibly relevant: may#1\n"
        "      North Korea's leader arrived in Vladivostok.\n"
        "      “arrived”, of “visit”; “North Korea's leader” may be Kim Jong-un; Vladivostok is in"
        " Russia; published on 9 May 2025\n"
    )


def test_another_yardstick_and_status_and_form(folder: Path) -> None:
    shown = run(folder, "predictions", "--lexicon", "phia", "--format", "jsonl", *SPRING)
    record = json.loads(shown.out)
    assert record["band"] == {"low": 0.55, "high": 0.75}
    assert record["lexicon_source"].startswith("PHIA")
    assert (record["status"], record["until"], record["statements"]) == (
        "open",
        "2025-06-30",
        ["january#1"],
    )
    assert [proposal["id"] for proposal in record["proposals"]] == ["may#1"]
    assert run(folder, "predictions", "--status", "met", *SPRING).err == "No prediction fits.\n"
    wrong = run(folder, "predictions", "--status", "true")
    assert wrong.status == 2
    assert "not one of open, due, lapsed" in " ".join(wrong.err.split())


def test_a_proposal_changes_nothing_and_a_mark_does(folder: Path) -> None:
    assert "lapsed: january#1" in run(folder, "predictions").out
    assert run(folder, *MET) == Ran(0, "january#1: now met.\n")
    shown = run(folder, "predictions").out
    assert shown.startswith("met: january#1\n")
    assert shown.endswith(": he came\n   shown by may#1\n")
    assert "possibly relevant" not in shown
    assert run(folder, "verify").status == 0


def test_what_is_decided_today_was_not_known_before(folder: Path) -> None:
    run(folder, *MET)
    assert run(folder, "predictions", *SPRING).out.startswith("open: january#1\n")
    assert run(folder, "decisions", *SPRING).err == "Nothing was decided.\n"


def test_few_scored_predictions_have_no_score(folder: Path) -> None:
    assert "No prediction with a likelihood" in run(folder, "predictions", "--scores").err
    run(folder, *MET)
    assert run(folder, "predictions", "--scores").out == "The NIS: 1 scored; no score under 10\n"


def test_keeps_two_statements_apart_and_takes_it_back(folder: Path) -> None:
    apart = ("separate", "may#2", "january#2", "--reason", "two battles")
    assert run(folder, *apart) == Ran(0, "may#2 and january#2: now two claims.\n")
    assert run(folder, *apart, "--undo").out == (
        "may#2 and january#2: it is open again whether they are two claims.\n"
    )
    joined = run(folder, "join", "january#2", "may#2", "--reason", "one briefing")
    assert joined.out == "january#2 and may#2: now one claim.\n"
    made = [
        json.loads(line)
        for line in run(folder, "decisions", "--format", "jsonl").out.split("\n")[:-1]
    ]
    assert [(one["kind"], one["value"], one["by"]) for one in made] == [
        ("separate", "yes", "Ines"),
        ("separate", "no", "Ines"),
        ("join", "yes", "Ines"),
    ]
    assert {one["subject"] for one in made} == {"january#2\nmay#2"}
    assert "join january#2 and may#2: yes\n   Ines: one briefing\n" in run(folder, "decisions").out


@pytest.mark.parametrize(
    ("args", "said"),
    [
        # not there, but nearly
        (
            ("predictions", "mark", "january#7", "met", "--reason", "x"),
            "no statement is called 'january#7'; did you mean january#",
        ),
        # nowhere near
        (
            ("join", "a", "b", "--reason", "x"),
            "no statement is called 'a'; it is the id of a document, a # and a number",
        ),
        # no prediction
        (
            ("predictions", "mark", "may#1", "met", "--reason", "x"),
            "may#1 is an assertion, not a prediction; 'tollbook predictions' lists them",
        ),
        # evidence that is not there
        ((*MET[:-1], "june#1"), "no statement is called 'june#1'"),
        # no figure
        (
            ("separate", "may#1", "may#2", "--reason", "x"),
            "may#1 is an assertion; only figures are joined or kept apart",
        ),
        # one, not two
        (
            ("separate", "may#2", "may#2", "--reason", "x"),
            "may#2 is one statement; name two of them",
        ),
        # dead and hurt
        (
            ("join", "january#2", "january#3", "--reason", "x"),
            "january#2 counts killed and january#3 counts injured; no claim counts two things",
        ),
        # no reason
        (("separate", "may#2", "january#2", "--reason", " "), "a decision needs its reason"),
    ],
)
def test_says_what_can_t_be_decided_and_keeps_nothing(
    folder: Path, args: tuple[str, ...], said: str
) -> None:
    refused = run(folder, *args)
    assert (refused.status, refused.out) == (1, "")
    assert refused.err.startswith(f"tollbook: {said}")
    assert run(folder, "decisions").err == "Nothing was decided.\n"


def test_a_ledger_is_not_made_to_decide_on_it(tmp_path: Path) -> None:
    refused = run(tmp_path, "join", "a#1", "b#1", "--reason", "x")
    assert refused.err.startswith("tollbook: no ledger at tollbook.db")
    assert list(tmp_path.iterdir()) == []


def test_voices_are_joined_and_parted(folder: Path) -> None:
    """The command enters the decision with who, when and why; the opposite one undoes it."""
    done = run(folder, "voice", "join", "The NIS", "the harbour master", "--reason", "x")
    assert (done.status, done.out) == (1, "")
    assert "no voice is called 'the harbour master'" in done.err
    done = run(folder, "voice", "join", "The NIS", "org:ua-gur", "--reason", "one desk")
    assert done.out == "The NIS and org:ua-gur: now one voice.\n"
    done = run(folder, "voice", "apart", "org:ua-gur", "The NIS", "--reason", "they are not")
    assert done.out == "org:ua-gur and The NIS: now two voices.\n"
    listed = run(folder, "decisions", "--format", "jsonl")
    said = [json.loads(line) for line in listed.out.splitlines()]
    assert [(one["kind"], one["value"], one["by"]) for one in said] == [
        ("voice", "one", "Ines"),
        ("voice", "two", "Ines"),
    ]
