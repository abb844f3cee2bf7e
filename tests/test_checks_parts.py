"""Wholes and parts: what must add up, what must fit, and what owes nothing."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import a_document, a_figure, a_span
from tollbook.model.document import Block, Document
from tollbook.model.finding import Finding
from tollbook.model.statement import Figure, Population
from tollbook.reasoning.checks import run_checks
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.record import Record

Row = dict[str, Any]


def figures(document: Document, *rows: Row) -> tuple[Figure, ...]:
    """One figure a row: `says` are its words, `of` the row (from 1) that it is a part of."""
    found = []
    for n, row in enumerate(rows, start=1):
        given = {"number": row["says"].split()[0], "scope": "cumulative"} | row
        says, of, people = given.pop("says"), given.pop("of", None), given.pop("people", None)
        if people:
            mention = a_span(document, people, after=a_span(document, says).start)
            given["population"] = Population(mention=mention, **given.pop("facets", {}))
        if of:
            given["part_of"] = f"{document.id}#{of}"
        found.append(a_figure(document, says, n=n, **given))
    return tuple(found)


def check(name: str, document: Document, *rows: Row) -> list[Finding]:
    """What one check finds in one document."""
    corpus = Corpus({document.id: document}, figures(document, *rows))
    return run_checks(Record(corpus), [name])


def verdicts(findings: list[Finding]) -> list[str]:
    return [finding.verdict for finding in findings]


def paragraphs(*texts: str, roles: tuple[str, ...] = ()) -> Document:
    """A document with a block for each text."""
    blocks, start = [], 0
    for n, text in enumerate(texts):
        role: Any = roles[n] if n < len(roles) else "body"
        blocks.append(Block(start, start + len(text), role))
        start += len(text) + 1
    return a_document("\n".join(texts), blocks=tuple(blocks))


FITS = "part_exceeds_whole"
TOLL = "The army counts 30 casualties: 10 killed and 20 injured."


@pytest.mark.parametrize(
    ("killed", "injured", "whole", "verdict"),
    [
        ({"low": 10}, {"low": 20}, {"low": 30}, "holds"),
        # one too many
        ({"low": 11}, {"low": 20}, {"low": 30}, "fails"),
        # about thirty may be 31
        ({"low": 11}, {"low": 20}, {"low": 30, "modifier": "about"}, "undecided"),
        # the stated numbers agree, whatever the hedges
        (
            {"low": 10, "modifier": "about"},
            {"low": 20, "high": None, "modifier": "at_least"},
            {"low": 30, "modifier": "about"},
            "holds",
        ),
        # "at least 20" may be exactly what is missing
        ({"low": 8}, {"low": 20, "high": None, "modifier": "at_least"}, {"low": 30}, "undecided"),
        # and can't be less than it says
        ({"low": 12}, {"low": 20, "high": None, "modifier": "at_least"}, {"low": 30}, "fails"),
        # dozens of injured never are 20
        ({"low": 10}, {"low": 24, "high": 99, "modifier": "vague"}, {"low": 30}, "fails"),
        ({"low": 5}, {"low": 24, "high": 99, "modifier": "vague"}, {"low": 30}, "undecided"),
    ],
)
def test_killed_and_injured_make_the_casualties(
    killed: Row, injured: Row, whole: Row, verdict: str
) -> None:
    """Two parts tied to a total of casualties are all of it."""
    findings = check(
        "parts_sum",
        a_document(TOLL),
        {"says": "30 casualties", "measure": "casualties"} | whole,
        {"says": "10 killed", "of": 1} | killed,
        {"says": "20 injured", "of": 1, "measure": "injured"} | injured,
    )
    assert verdicts(findings) == [verdict]


small = st.integers(0, 60)


@given(small, small, small, st.sampled_from(["killed", "injured", "casualties"]))
def test_a_hedge_only_ever_turns_failure_into_doubt(
    killed: int, injured: int, whole: int, hedged: str
) -> None:
    """A word like "about" before a number never makes a sum fail or hold that didn't."""
    rows: list[Row] = [
        {"says": "30 casualties", "measure": "casualties", "low": whole},
        {"says": "10 killed", "of": 1, "measure": "killed", "low": killed},
        {"says": "20 injured", "of": 1, "measure": "injured", "low": injured},
    ]
    (plain,) = verdicts(check("parts_sum", a_document(TOLL), *rows))
    assert plain == ("holds" if killed + injured == whole else "fails")
    for row in rows:
        row["modifier"] = "about" if row["measure"] == hedged else "exact"
    (doubted,) = verdicts(check("parts_sum", a_document(TOLL), *rows))
    assert doubted == plain or (plain, doubted) == ("fails", "undecided")


SPLIT = (
    "Losses in the valley came to 30 casualties, the army said.",
    "It counted 10 soldiers killed and 22 injured.",
)
APART = (SPLIT[0], "The road was closed.", "Trucks waited for hours.", SPLIT[1])


@pytest.mark.parametrize(
    ("texts", "row", "expected"),
    [
        # in the next paragraph, same voice
        (SPLIT, {}, ["fails"]),
        # three paragraphs on, it may be about something else
        (APART, {}, []),
        # another voice
        (SPLIT, {"origin": "the rebels"}, []),
        # other people
        (SPLIT, {"people": "soldiers", "facets": {"side": "FR"}}, []),
        # the same people, known by their side
        (SPLIT, {"people": "soldiers", "facets": {"side": "KP"}}, ["fails"]),
        # single events that don't add up may be different ones
        (SPLIT, {"scope": "incident"}, ["undecided"]),
        # a stretch of time against a running total
        (SPLIT, {"scope": "period"}, []),
        # the count of another day
        (SPLIT, {"period": (None, a_document().published)}, ["fails"]),
        # an idea of how many, not a count
        (SPLIT, {"modality": "hypothetical"}, []),
        # said again, not said anew
        (SPLIT, {"same_as": "elsewhere#7"}, []),
    ],
)
def test_a_pair_close_to_a_total_is_compared_with_it(
    texts: tuple[str, ...], row: Row, expected: list[str]
) -> None:
    """Without a stated tie only a pair that stands near, of one voice, people and time is used."""
    findings = check(
        "parts_sum",
        paragraphs(*texts),
        {
            "says": "30 casualties",
            "measure": "casualties",
            "low": 30,
            "people": "casualties",
            "facets": {"side": "KP"},
        },
        {"says": "10 soldiers killed", "low": 10} | row,
        {"says": "22 injured", "measure": "injured", "low": 22},
    )
    assert verdicts(findings) == expected


@pytest.mark.parametrize(
    ("men", "middle", "expected"),
    [
        (13, ", ", ["fails"]),
        (15, ", ", ["holds"]),
        # some of them are not known yet
        (13, ", among them ", []),
        (13, ", of whom so far identified: ", []),
    ],
)
def test_men_women_and_children_are_everybody(men: int, middle: str, expected: list[str]) -> None:
    text = f"The fire killed 29 people{middle}{men} men, 9 women and 5 children, it was said."
    rows: list[Row] = [
        {"says": f"{men} men", "low": men, "people": "men", "facets": {"sex": "male"}},
        {"says": "9 women", "low": 9, "people": "women", "facets": {"sex": "female"}},
        {"says": "5 children", "low": 5, "people": "children", "facets": {"age_group": "child"}},
    ]
    whole: Row = {"says": "29 people", "low": 29, "people": "people"}
    found = check("parts_sum", a_document(text), whole, *(row | {"of": 1} for row in rows))
    assert verdicts(found) == expected
    without_children = check(
        "parts_sum", a_document(text), whole, *(r | {"of": 1} for r in rows[:2])
    )
    assert without_children == []


def test_with_two_pairs_nobody_can_tell_which_is_meant() -> None:
    text = (
        "The army gave 30 casualties. On Monday 10 were killed and 5 injured. "
        "On Tuesday 6 were killed and 8 injured."
    )
    findings = check(
        "parts_sum",
        a_document(text),
        {"says": "30 casualties", "measure": "casualties", "low": 30},
        {"says": "10 were killed", "low": 10},
        {"says": "5 injured", "measure": "injured", "low": 5},
        {"says": "6 were killed", "low": 6},
        {"says": "8 injured", "measure": "injured", "low": 8},
    )
    assert findings == []


@pytest.mark.parametrize(
    ("text", "women", "expected"),
    [
        # spelt out after a dash, a colon, a bracket
        ("It killed 7 people -- 2 women and 5 children.", 2, "parts_sum holds"),
        ("It killed 7 people – 3 women and 5 children.", 3, "parts_sum fails"),
        ("It killed 7 people: 2 women and 5 children.", 2, "parts_sum holds"),
        ("It killed 7 people (1 woman and 5 children).", 1, "parts_sum fails"),
        # some of the whole
        ("It killed 7 people, including 1 woman and 5 children.", 1, f"{FITS} holds"),
        ("It killed 7 people -- among them 1 woman and 5 children.", 1, f"{FITS} holds"),
        ("It killed 7 people, including 3 women and 5 children.", 3, f"{FITS} fails"),
        # after a comma nobody can tell
        ("It killed 7 people, 1 woman and 5 children.", 1, f"{FITS} holds"),
    ],
)
def test_parts_that_are_spelt_out_add_up_and_others_only_fit(
    text: str, women: int, expected: str
) -> None:
    """A dash, a colon or a bracket announces all of them; "including" only some."""
    document = a_document(text)
    noun = "woman" if "woman" in text else "women"
    corpus = Corpus(
        {document.id: document},
        figures(
            document,
            {"says": "7 people", "low": 7, "people": "people"},
            {
                "says": f"{women} {noun}",
                "of": 1,
                "low": women,
                "people": noun,
                "facets": {"sex": "female", "age_group": "adult"},
            },
            {
                "says": "5 children",
                "of": 1,
                "low": 5,
                "people": "children",
                "facets": {"age_group": "child"},
            },
        ),
    )
    found = run_checks(Record(corpus), ["parts_sum", "part_exceeds_whole"])
    assert [f"{finding.check} {finding.verdict}" for finding in found] == [expected]


@pytest.mark.parametrize(
    ("whole", "part", "verdict"),
    [
        ({"low": 11}, {"low": 2}, "holds"),
        ({"low": 11}, {"low": 12}, "fails"),
        # at least eleven may be any number more
        ({"low": 11, "high": None, "modifier": "at_least"}, {"low": 12}, "undecided"),
        # dozens of forty
        ({"low": 40}, {"low": 24, "high": 99, "modifier": "vague"}, "undecided"),
        ({"low": 20}, {"low": 24, "high": 99, "modifier": "vague"}, "fails"),
        # guards without a number are two or more of any whole
        ({"low": 11}, {"low": 2, "high": None, "modifier": "vague"}, "holds"),
        ({"low": 1}, {"low": 2, "high": None, "modifier": "vague"}, "fails"),
        # up to three hundred, twenty of them
        ({"low": 0, "high": 300, "modifier": "at_most"}, {"low": 20}, "holds"),
    ],
)
def test_a_part_fits_into_its_whole(whole: Row, part: Row, verdict: str) -> None:
    findings = check(
        "part_exceeds_whole",
        a_document("The blast killed 11 people, including 2 guards."),
        {"says": "11 people"} | whole,
        {"says": "2 guards", "of": 1} | part,
    )
    assert verdicts(findings) == [verdict]


@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [
        # women and children are never the same people
        ({"sex": "female", "age_group": "adult"}, {"age_group": "child"}, "fails"),
        # nor soldiers and civilians
        ({"status": "combatant"}, {"status": "civilian"}, "fails"),
        # foreigners may be women
        ({"sex": "female"}, {"side": "FR"}, "undecided"),
    ],
)
def test_parts_together_exceed_the_whole_only_if_nobody_is_in_both(
    first: Row, second: Row, verdict: str
) -> None:
    findings = check(
        "part_exceeds_whole",
        a_document("It killed 11 people, including 8 women and 6 others."),
        {"says": "11 people", "low": 11},
        {"says": "8 women", "of": 1, "low": 8, "people": "women", "facets": first},
        {"says": "6 others", "of": 1, "low": 6, "people": "others", "facets": second},
    )
    assert verdicts(findings) == [verdict]
    assert "14" in findings[0].working[0]


def test_a_sum_prints_both_numbers_and_their_difference() -> None:
    (finding,) = check(
        "parts_sum",
        a_document(TOLL),
        {"says": "30 casualties", "measure": "casualties", "low": 30},
        {"says": "10 killed", "of": 1, "low": 12},
        {"says": "20 injured", "of": 1, "measure": "injured", "low": 20},
    )
    assert finding.title == "12 killed + 20 injured against 30 casualties"
    assert finding.working[0] == (
        "12 killed + 20 injured make 32; the whole is 30 casualties (2 too many)."
    )
    assert finding.statements == ("report#1", "report#2", "report#3")
    assert [mark.span.quote for mark in finding.marks] == ["30", "10", "20"]


@pytest.mark.parametrize(
    ("whole", "killed", "injured", "expected"),
    [
        ("the army", "the army", "the army", ["fails"]),
        # two voices make no sum
        ("the army", "a doctor", "the army", []),
        ("the army", "a doctor", "a doctor", []),
        # a headline or a summary in the publisher's words, over the parts of one voice
        (None, "a doctor", "a doctor", ["fails"]),
        (None, "a doctor", "the army", []),
        ("a doctor", None, None, []),
    ],
)
def test_only_the_parts_of_one_voice_are_added(
    whole: str | None, killed: str | None, injured: str | None, expected: list[str]
) -> None:
    findings = check(
        "parts_sum",
        a_document(TOLL),
        {"says": "30 casualties", "measure": "casualties", "low": 30, "origin": whole},
        {"says": "10 killed", "of": 1, "low": 12, "origin": killed},
        {"says": "20 injured", "of": 1, "measure": "injured", "low": 20, "origin": injured},
    )
    assert verdicts(findings) == expected


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        # a stray number in the paper's own voice is asked only whether it fits
        (None, {"parts_sum": "holds", "part_exceeds_whole": "holds"}),
        # with two sourced counts of the dead nobody can tell which one is meant
        ("a doctor", {"part_exceeds_whole": "holds"}),
    ],
)
def test_a_further_count_of_the_dead(origin: str | None, expected: dict[str, str]) -> None:
    document = a_document(TOLL)
    corpus = Corpus(
        {document.id: document},
        figures(
            document,
            {"says": "30 casualties", "measure": "casualties", "low": 30},
            {"says": "10 killed", "of": 1, "low": 10},
            {"says": "20 injured", "of": 1, "measure": "injured", "low": 20},
            {"says": "10 killed", "of": 1, "low": 2, "origin": origin},
        ),
    )
    found = run_checks(Record(corpus), ["parts_sum", "part_exceeds_whole"])
    assert {finding.check: finding.verdict for finding in found} == expected


def test_a_headline_may_name_the_voice_in_short() -> None:
    findings = check(
        "parts_sum",
        paragraphs("SPIES: 30 CASUALTIES", *SPLIT, roles=("headline",)),
        {
            "says": "30 CASUALTIES",
            "measure": "casualties",
            "low": 30,
            "origin": "SPIES",
        },
        {"says": "10 soldiers killed", "low": 10, "of": 1},
        {"says": "22 injured", "measure": "injured", "low": 20, "of": 1},
    )
    assert verdicts(findings) == ["holds"]


def test_people_without_a_number_have_room_for_any_part() -> None:
    findings = check(
        "part_exceeds_whole",
        a_document("Civilians were killed, including 12 children."),
        {"says": "Civilians", "low": 2, "high": None, "modifier": "vague", "number": None},
        {"says": "12 children", "of": 1, "low": 12},
    )
    assert findings == []


def test_a_part_whose_whole_is_not_in_the_corpus_is_left_alone() -> None:
    findings = check("part_exceeds_whole", a_document(TOLL), {"says": "10 killed", "of": 9})
    assert findings == []
