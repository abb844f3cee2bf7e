"""Whose word a count is over all reports: offices, bodies of a case, other reports, decisions."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from claim_tools import NIS, a_corpus, a_report, the_claim
from tollbook.model.case import Case
from tollbook.model.decision import Decision
from tollbook.reasoning.claims import find_claims
from tollbook.settings import Settings


def on_voices(one: str, other: str, value: str = "one", day: int = 1) -> Decision:
    """Somebody settled whether two names are one voice."""
    at = datetime(2025, 6, day, tzinfo=UTC)
    subject = f"{one}\n{other}"
    return Decision(kind="voice", subject=subject, value=value, by="Ada", reason="asked", at=at)


SPIES_AND_AGENCY = a_report("a"), a_report("b", origin="Blue House aides")


def origins(*decisions: Decision, case: Case | None = None) -> list[str]:
    """The names of the origins of two reports, in their order."""
    found = find_claims(a_corpus(*SPIES_AND_AGENCY), Settings(), decisions, case=case)
    return sorted(claim.origin.name for claim in found.all for _ in claim.figures)


def test_a_person_says_which_voices_are_one() -> None:
    """The first of the two names stands for both, also where they are written another way."""
    assert origins(on_voices("org:kr-nis", "the Blue House aides")) == (
        ["National Intelligence Service"] * 2
    )
    assert origins(on_voices("Blue House aides", "NIS")) == ["Blue House aides"] * 2


def test_the_opposite_decision_undoes_it() -> None:
    """The later decision on a pair of voices counts, whichever is named first."""
    then = on_voices("Blue House aides", "NIS", value="two", day=2)
    assert len(set(origins(on_voices("NIS", "Blue House aides"), then))) == 2


def test_a_case_says_which_voices_are_one_and_the_ledger_overrides_it() -> None:
    """A case file joins voices for its case; a decision in the ledger comes later."""
    case = Case(name="a", title="A", voices={"NIS": ("Blue House aides",)})
    assert origins(case=case) == ["National Intelligence Service"] * 2
    assert len(set(origins(on_voices("NIS", "Blue House aides", value="two"), case=case))) == 2


@pytest.mark.parametrize(
    ("name", "against", "expected"),
    [
        # a spokesman who, for once, speaks for himself
        ("John Kirby", "White House", "John Kirby"),
        # what one document calls police is another force
        ("police@b", "police", "police"),
    ],
)
def test_a_person_says_which_voices_are_two(name: str, against: str, expected: str) -> None:
    """Voices that the machine takes for one are two where somebody says so."""
    plain = name.partition("@")[0]
    entity = "person:kirby" if "Kirby" in name else None
    first = a_report(
        "a", origin=against if entity else plain, entity=entity and "org:us-white-house"
    )
    reports = first, a_report("b", origin=plain, entity=entity)
    case = Case(name="a", title="A")
    together = find_claims(a_corpus(*reports), Settings(), case=case)
    assert len({claim.origin.key for claim in together.all}) == 1
    decided = (on_voices(name, against, value="two"),)
    apart = find_claims(a_corpus(*reports), Settings(), decided, case=case)
    assert len({claim.origin.key for claim in apart.all}) == 2
    assert [c.origin.name for c in apart.all if c.documents == ("b",)] == [expected]


@pytest.mark.parametrize(
    ("entity", "printed", "expected"),
    [
        # in office, before and after
        ("person:koca", date(2023, 2, 7), "gov:TR:health-ministry"),
        ("person:koca", date(2017, 2, 7), "person:koca"),
        # the office is whoever holds it
        ("gov:TR:president", date(2023, 2, 7), "person:erdogan"),
        # an institute is part of a ministry at all times
        ("org:gb-di", date(2030, 1, 1), "gov:GB:defence-ministry"),
    ],
)
def test_a_holder_and_the_office_are_one_voice(entity: str, printed: date, expected: str) -> None:
    """What somebody says in office is the word of the body; a president is himself."""
    claim = the_claim(a_report("a", printed, origin="somebody", entity=entity))
    assert claim.origin.key == expected


@pytest.mark.parametrize(
    ("first", "then", "one_voice"),
    [
        # the town tells two apart only where the case has two of them
        ("the mayor", "the mayor of Velt", True),
        ("the Velt mayor", "the mayor of Oran", False),
        # whoever speaks for a body is the body, whoever holds a post is the post
        ("police chief Ada Obi", "police", True),
        ("a police spokesman", "police officials", True),
        ("the governor's office", "Governor Ada Obi", True),
        ("Mayor Ada Obi", "Mayor Bo Lindt", False),
        # people without names, if they are called the same
        ("rescue workers", "rescuers", True),
        ("Western officials", "western officials", True),
        ("two officials", "two officials", False),
        ("witnesses", "witnesses", False),
        # whose figures they are
        ("figures from the disaster agency", "the country's disaster agency", True),
    ],
)
def test_bodies_and_groups_of_a_case(first: str, then: str, one_voice: bool) -> None:
    """Bodies and groups of a case are one voice unless a town or a person tells them apart."""
    reports = a_report("a", origin=first), a_report("b", origin=then, low=310)
    found = find_claims(a_corpus(*reports), Settings(), case=Case(name="a", title="A"))
    assert (len({claim.origin.key for claim in found.all}) == 1) is one_voice


@pytest.mark.parametrize(
    ("origin", "entity", "rule"),
    [
        (None, None, "reports of these days"),
        ("South Korean government", "gov:KR:government", "its country's body"),
        ("Ada Obi", None, "relay in another report"),
    ],
)
def test_other_reports_say_whose_number_it_is(
    origin: str | None, entity: str | None, rule: str
) -> None:
    """Where a page leaves the body out, the other reports of these days name it, by a rule."""
    relayed = a_report("a", relayers=("Ada Obi",), **NIS)
    bare = a_report("b", date(2025, 1, 14), origin=origin, entity=entity)
    found = find_claims(a_corpus(relayed, bare), Settings(), case=Case(name="a", title="A"))
    assert [claim.origin.key for claim in found.all] == ["org:kr-nis"]
    assert dict(found.all[0].traced) == {"b#1": rule}


def test_a_number_that_two_voices_give_is_neither_ones() -> None:
    """Other reports settle nothing where two voices of these days give the number."""
    other = a_report("b", origin="White House", entity="org:us-white-house")
    bare = a_report("c", date(2025, 1, 14), origin=None)
    case = Case(name="a", title="A")
    found = find_claims(a_corpus(a_report("a"), other, bare), Settings(), case=case)
    assert "unknown" in [claim.origin.kind for claim in found.all]


@pytest.mark.parametrize("origin", ["Results released on Friday", "who", "their latest tally"])
def test_paper_and_pointing_words_are_no_origin(origin: str) -> None:
    """Figures whose giver is not named, and words that only point, leave the origin unknown."""
    assert the_claim(a_report("a", origin=origin)).origin.kind == "unknown"
