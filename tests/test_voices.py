"""Who speaks in a record: each voice once, whom it passes on, and what it revised."""

from __future__ import annotations

from datetime import timedelta

from claim_tools import JANUARY, NIS, a_corpus, a_report
from factories import a_document, a_figure, an_assertion
from tollbook.app.voices import search_voices
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.record import Record
from tollbook.reasoning.voices import find_profile, find_voices

LATER = JANUARY + timedelta(days=3)


def a_record() -> Record:
    return Record(
        a_corpus(
            a_report("a", **NIS),
            a_report("b", LATER, relayers=["Park Sun-won"], **(NIS | {"origin": "the spy agency"})),
            a_report("c", LATER, origin=None, entity=None),
        )
    )


def test_a_voice_stands_once_with_all_its_names() -> None:
    """What has no source has no voice, and a publisher is none."""
    agency, lawmaker = find_voices(a_record())
    assert (agency.key, agency.name, agency.kind) == (
        "org:kr-nis",
        "National Intelligence Service",
        "named",
    )
    assert agency.aliases == ("the spy agency",)
    assert (agency.statements, agency.passed_on, agency.documents) == (2, 0, 2)
    assert (agency.first, agency.last, agency.sort) == (JANUARY, LATER, "intelligence")
    assert (lawmaker.name, lawmaker.statements, lawmaker.passed_on) == ("Park Sun-won", 0, 1)


def test_relays_go_both_ways() -> None:
    record = a_record()
    agency = find_profile(record, "org:kr-nis")
    lawmaker = find_profile(record, "Park Sun-won")
    assert agency is not None
    assert lawmaker is not None
    assert [(one.name, one.key is None) for one in agency.passed_on_by] == [
        ("Daily Gazette", True),
        ("Park Sun-won", False),
    ]
    assert [one.name for one in lawmaker.passes_on] == ["National Intelligence Service"]


def test_any_statement_counts_for_its_voice() -> None:
    page = a_document("The mayor of Tira, Ana Lopes, said that the road is closed.")
    said = an_assertion(page, "the road is closed", origin="Ana Lopes")
    [voice] = find_voices(Record(Corpus({page.id: page}, (said,))))
    assert (voice.name, voice.statements) == ("Ana Lopes", 1)


def test_voices_are_found_by_a_part_of_any_name() -> None:
    record = a_record()
    assert [one.name for one in search_voices(record, "SPY")] == ["National Intelligence Service"]
    assert [one.name for one in search_voices(record, "sun-won")] == ["Park Sun-won"]
    assert search_voices(record, "nobody") == ()
    assert len(search_voices(record)) == 2


def test_nobody_is_found_by_the_name_of_nobody() -> None:
    assert find_profile(a_record(), "The Mayor") is None


def test_what_a_voice_takes_back_is_a_revision() -> None:
    first = a_document("The Red Cross said 84 people were killed.", id="a", published=JANUARY)
    then = a_document(
        "The Red Cross said 76 people were killed, revising its toll down from 84.",
        id="b",
        published=LATER,
    )
    figures = tuple(
        a_figure(
            page,
            f"{number} people were killed",
            low=number,
            number=str(number),
            origin="Red Cross",
            entity="org:red-cross",
            scope="cumulative",
            population="people",
        )
        for page, number in ((first, 84), (then, 76))
    )
    record = Record(Corpus({page.id: page for page in (first, then)}, figures))
    profile = find_profile(record, "Red Cross")
    assert profile is not None
    [revision] = profile.revisions
    assert revision.before is not None
    assert (revision.before.figure.low, revision.link.kind, revision.after.figure.low) == (
        84,
        "corrects",
        76,
    )
