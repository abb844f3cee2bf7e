"""Two voices are two witnesses only where that is known; else they are counted as they may be."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from claim_tools import JANUARY, a_corpus, a_report
from factories import a_document, a_figure
from tollbook.model.case import Case
from tollbook.model.claim import Independence
from tollbook.model.document import Document
from tollbook.model.statement import Figure
from tollbook.reasoning.independence.credits import credited_agencies
from tollbook.reasoning.record import Record

JCS: dict[str, Any] = {"origin": "Joint Chiefs of Staff", "entity": "org:kr-jcs"}
Report = tuple[Document, Figure]


def between(left: Report, right: Report, *others: Report, case: Case | None = None) -> Independence:
    """Whether the voices of the first two reports are two witnesses."""
    record = Record(a_corpus(left, right, *others), case=case)
    claims = [record.claims.of(figure.id) for _, figure in (left, right)]
    assert claims[0] is not None
    assert claims[1] is not None
    return record.witnesses.independence(claims[0], claims[1])


def test_what_traces_back_to_one_voice_is_one_witness() -> None:
    found = between(a_report("a"), a_report("b", low=310))
    assert found.state == "same_origin"


def test_of_two_voices_nothing_is_known_at_first() -> None:
    found = between(a_report("a"), a_report("b", date(2025, 1, 14), **JCS))
    assert found.state == "unknown"
    assert found.reasons == (
        "Both give 300, which either may have taken from the other.",
        "National Intelligence Service was in print on 13 January 2025, "
        "Joint Chiefs of Staff on 14 January 2025.",
    )


def test_a_voice_that_passes_on_another_depends_on_it() -> None:
    page = a_document("Seoul said the Joint Chiefs of Staff counted 84 hurt.", id="c")
    relayed = a_figure(page, "84 hurt", low=84, relayers=["National Intelligence Service"], **JCS)
    found = between(a_report("a"), a_report("b", **JCS), (page, relayed))
    assert found.state == "likely_dependent"
    assert found.reasons[0].endswith("passes on Joint Chiefs of Staff (c).")


def test_an_odd_number_seldom_comes_twice() -> None:
    odd: dict[str, Any] = {"low": 1597}
    assert between(a_report("a", **odd), a_report("b", **odd, **JCS)).state == "likely_dependent"


def test_enemies_of_different_sides_are_two_witnesses() -> None:
    """A country's code in the case stands for its offices."""
    kyiv: dict[str, Any] = {"origin": "Ukraine's army", "entity": "gov:UA:army"}
    moscow: dict[str, Any] = {"origin": "Russia's army", "entity": "gov:RU:army"}
    case = Case(name="war", title="The war", enemies={"UA": "RU", "RU": "UA"})
    reports = a_report("a", **kyiv), a_report("b", **moscow)
    assert between(*reports, case=case).state == "independent"
    assert between(*reports).state == "unknown"


def test_a_number_that_was_put_right_is_not_had_twice_by_chance() -> None:
    text = "It revised the toll from 300 soldiers killed to 280 soldiers killed."
    page = a_document(text, id="c", published=date(2025, 1, 20))
    mended = a_figure(
        page, "280 soldiers killed", low=280, number="280", scope="cumulative",
        population="soldiers", origin="NIS", entity="org:kr-nis",
    )  # fmt: skip
    found = between(a_report("a"), a_report("b", **JCS), (page, mended))
    assert found.state == "likely_dependent"
    assert found.reasons[0] == "Both give a number that was corrected later."


def test_voices_that_agree_day_after_day_draw_on_each_other() -> None:
    days = [JANUARY + timedelta(days=10 * n) for n in range(3)]
    nis = [a_report(f"n{n}", day, low=300 + 40 * n) for n, day in enumerate(days)]
    jcs = [a_report(f"j{n}", day, low=300 + 40 * n, **JCS) for n, day in enumerate(days)]
    found = between(nis[0], jcs[0], *nis[1:], *jcs[1:])
    assert found.reasons[0] == "They gave the same number 3 times out of 3."


def test_voices_that_differ_day_after_day_do_not() -> None:
    days = [JANUARY + timedelta(days=10 * n) for n in range(3)]
    nis = [a_report(f"n{n}", day, low=300 + 40 * n) for n, day in enumerate(days)]
    jcs = [a_report(f"j{n}", day, low=200 + 50 * n, **JCS) for n, day in enumerate(days)]
    assert between(nis[0], jcs[0], *nis[1:], *jcs[1:]).state == "independent"


def test_two_that_counted_for_themselves_are_two_witnesses() -> None:
    found = between(a_report("a", basis="counted"), a_report("b", basis="verified", **JCS))
    assert found == Independence("independent", ("Each counted or verified for itself.",))


def test_the_case_knows_a_monitor_from_a_party() -> None:
    case = Case(
        name="kursk",
        title="Kursk",
        roles={"org:kr-nis": "monitor", "Joint Chiefs of Staff": "ally"},
    )
    assert between(a_report("a"), a_report("b", **JCS), case=case).state == "independent"


def test_two_pages_without_a_source_that_credit_one_agency_are_one() -> None:
    pages = [a_document(f"KURSK (AFP) In {id}, 300 were killed.", id=id) for id in "ab"]
    told = [(page, a_figure(page, "300 were killed", origin=None)) for page in pages]
    assert between(told[0], told[1]).reasons[0] == "Both give credit to AFP."


def test_an_agency_that_a_report_speaks_of_gets_no_credit() -> None:
    assert credited_agencies(a_document("Three were killed, Reuters reported.")) == frozenset()
    assert credited_agencies(a_document("Three were killed.\nSource: Reuters")) == frozenset(
        {"REUTERS"}
    )


def test_voices_are_counted_twice() -> None:
    """The two that count for themselves are known; the third may be anybody's."""
    reports = [
        a_report("a", basis="counted"),
        a_report("b", basis="verified", **JCS),
        a_report("c", origin="Mediazona"),
    ]
    record = Record(a_corpus(*reports))
    voices = record.witnesses.corroboration(record.claims.all[0])
    assert (voices.known, voices.possible, len(voices.claims)) == (2, 3, 3)


def test_nobody_known_stands_behind_an_unknown() -> None:
    record = Record(a_corpus(a_report("a", origin=None)))
    voices = record.witnesses.corroboration(record.claims.all[0])
    assert (voices.known, voices.possible) == (0, 1)


def test_a_floor_does_not_bear_out_whatever_lies_above_it() -> None:
    low = a_report("a", low=100, high=None, modifier="at_least")
    record = Record(a_corpus(low, a_report("b", low=3000, **JCS)))
    assert record.witnesses.corroboration(record.claims.all[0]).possible == 1
