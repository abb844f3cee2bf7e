"""Names become entities: by alias, by office, by what the document tells, or not at all."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.model.problem import SettingsError
from tollbook.resolution import EntityTable
from tollbook.resolution.context import Context, explained_acronyms
from tollbook.resolution.offices import held_by_a_person

TABLE = EntityTable.shipped()


def identity(name: str, document: str = "") -> str | None:
    """The id of the entity that a name stands for in a document."""
    entity = TABLE.resolve(name, Context(document))
    return entity.id if entity else None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        # case, articles, accents, possessives and spelling habits do not matter
        ("Reuters", "org:reuters"),
        ("the Associated Press", "org:ap"),
        ("Médecins Sans Frontières", "org:msf"),
        ("Medecins sans frontieres", "org:msf"),
        ("South Korea’s spy agency", "org:kr-nis"),
        ("Seoul's intelligence service", "org:kr-nis"),
        ("the World Health Organisation", "org:un-who"),
        ("the U.N. refugee agency", "org:un-unhcr"),
        ("Gaza's Hamas-run health ministry", "org:ps-gaza-health-ministry"),
        ("the health ministry in Gaza", "org:ps-gaza-health-ministry"),
        ("the Britain-based Syrian Observatory for Human Rights", "org:sohr"),
        ("the Anatolian news agency", "org:anadolu"),
        # words that only describe
        ("the state-run Anatolian news agency", "org:anadolu"),
        ("the Syrian Observatory for Human Rights monitoring group", "org:sohr"),
        ("two unnamed U.S. officials", "gov:US:officials"),
        ("the latest figures released by the UN's refugee agency", "org:un-unhcr"),
        ("a statement from the Israeli army", "org:il-idf"),
        # acronyms stand for capitals only
        ("WHO", "org:un-who"),
        ("who", None),
        ("Who", None),
        ("Unicef", "org:un-unicef"),
        ("U.N.", "org:un"),
        # persons under their titles
        ("President Zelensky", "person:zelenskyy"),
        ("Ukrainian President Volodymyr Zelenskiy", "person:zelenskyy"),
        ("Kremlin spokesman Dmitry Peskov", "person:peskov"),
        ("Volodymyr Zelensky, the Ukrainian president", "person:zelenskyy"),
        ("U.N. Secretary-General António Guterres", "person:guterres"),
        # offices of any country
        ("Ukraine's defence ministry", "gov:UA:defence-ministry"),
        ("the Russian Defense Ministry", "gov:RU:defence-ministry"),
        ("the Ministry of Defence of Ukraine", "gov:UA:defence-ministry"),
        ("the unification ministry", "gov:KR:unification-ministry"),
        ("South Korea's Unification Ministry", "gov:KR:unification-ministry"),
        ("the Turkish army", "gov:TR:army"),
        ("Israel's army", "org:il-idf"),
        ("the Israeli military", "org:il-idf"),
        ("Mexican prosecutors", "gov:MX:prosecutor"),
        ("U.S. officials", "gov:US:officials"),
        ("us officials", None),
        ("Nepal police", "gov:NP:police"),
        ("South Sudanese government", "gov:SS:government"),
        ("Kyiv", "gov:UA:government"),
        # who speaks for an office speaks as the office
        ("a spokesman for the Ukrainian army", "gov:UA:army"),
        ("an Israeli military spokesman", "org:il-idf"),
        # nobody knows
        ("Algeria TV", None),
        ("the spy agency", None),
        ("police", None),
        ("a lawmaker", None),
        ("Jane Fairweather", None),
        ("Turkish Interior Minister Kemal Ates", None),
        ("", None),
    ],
)
def test_names(name: str, expected: str | None) -> None:
    """A name that stands alone resolves when only one entity bears it."""
    assert identity(name) == expected


@pytest.mark.parametrize(
    ("name", "document", "expected"),
    [
        ("RSF", "RSF shells fell on the camp in Sudan.", "org:sd-rsf"),
        ("RSF", "The Rapid Support Forces advanced. The RSF said so.", "org:sd-rsf"),
        ("RSF", "Reporters Without Borders (RSF) counted the dead in Sudan.", "org:rsf-press"),
        ("RSF", "RSF gave no comment.", None),
        ("JCS", "Seoul's JCS said it saw the launch.", "org:kr-jcs"),
        ("the defence ministry", "Ukraine's defence ministry spoke.", "gov:UA:defence-ministry"),
        ("the defence ministry", "The defence ministries of Ukraine and Russia spoke.", None),
        ("the defence ministry", "Ukraine's defence ministry, Russia's defence ministry.", None),
        ("the army", "The Israeli army struck. The army gave no reason.", "org:il-idf"),
        ("NIS", "The National Intelligence Service (NIS) told lawmakers.", "org:kr-nis"),
    ],
)
def test_names_in_a_document(name: str, document: str, expected: str | None) -> None:
    """What else the document says settles a name that fits two entities, or leaves it open."""
    assert identity(name, document) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The National Intelligence Service (NIS) said", {"NIS": "National Intelligence Service"}),
        ("the Lake Basin Relief Fund (LBRF) and", {"LBRF": "Lake Basin Relief Fund"}),
        ("the Union of the Workers of Mining (UWM)", {"UWM": "Union of the Workers of Mining"}),
        ("CAR (Conflict Armament Research) found", {"CAR": "Conflict Armament Research"}),
        ("the war (WWII) went on", {}),
        ("12 men (SAS) and 3 dogs", {}),
        ("(NIS)", {}),
    ],
)
def test_explained_acronyms(text: str, expected: dict[str, str]) -> None:
    """An acronym in brackets is explained by the capitals of the words before it."""
    assert explained_acronyms(text) == expected


def test_the_table_is_sound() -> None:
    """At least 150 entities, each found again by its own name when its country is named."""
    assert len(TABLE.entities) >= 150
    for entity in TABLE.entities.values():
        assert entity.country is None or len(entity.country) == 2
        found = TABLE.resolve(entity.name)
        assert found is not None and found.id == entity.id, entity.name


def test_offices_have_entities() -> None:
    """The id of an office leads to the office of that country, and to no other."""
    office = TABLE.get("gov:UA:defence-ministry")
    assert office is not None
    assert (office.name, office.kind, office.country) == (
        "Ukrainian Defence Ministry",
        "ministry",
        "UA",
    )
    assert TABLE.get("gov:QQ:defence-ministry") is None
    assert TABLE.get("gov:UA:tea-ministry") is None
    assert TABLE.get("org:kr-nis") == TABLE.entities["org:kr-nis"]


def test_own_file_adds_and_overrides() -> None:
    """A user's file adds entities, and replaces those of the same id."""
    own = (
        '[monitor]\n"org:lake-watch" = { name = "Lake Watch", aliases = ["LW"] }\n'
        '[agency]\n"org:reuters" = { name = "Reuters News", aliases = ["Reuters"] }\n'
    )
    table = TABLE.with_alias_file(own.encode(), "own.toml")
    added, changed = table.resolve("LW"), table.resolve("Reuters")
    assert added is not None and (added.id, added.kind) == ("org:lake-watch", "monitor")
    assert changed is not None and changed.name == "Reuters News"
    assert TABLE.resolve("LW") is None


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("[agency", "not valid TOML"),
        ("x = " + "[" * 5000, "not valid TOML"),
        ("agency = 3", "'agency' is not a table"),
        ('[agency]\n"org:x" = "X"', "'org:x' under [agency] is not a table"),
        ('[agency]\n"org:x" = { aliases = ["X"] }', "'org:x' under [agency] has no name"),
        ('[agency]\n"org:x" = { name = "!?" }', "'org:x' under [agency] has no name"),
        ('[agency]\n"org:x" = { name = "X", alias = ["Y"] }', "unknown key 'alias'"),
        ('[agency]\n"org:x" = { name = "X", aliases = "Y" }', "not a list of names"),
        ('[agency]\n"org:x" = { name = "X", aliases = [7] }', "not a list of names"),
        ('[agency]\n"org:x" = { name = "X", country = "QQ" }', "unknown country 'QQ'"),
        ('[agency]\n"org:x" = { name = "X", speaks_for = 3 }', "a speaks_for that is no list"),
        ('[agency]\n"org:x" = { name = "X", speaks_for = [{}] }', "a speaks_for without a body"),
        (
            '[person]\n"p:x" = { name = "X", speaks_for = [{ body = "org:y", from = "2020" }] }',
            "unknown key 'from' in speaks_for",
        ),
        (
            '[person]\n"p:x" = { name = "X", speaks_for = [{ body = "org:y", since = "May" }] }',
            "the date 'May' in speaks_for",
        ),
        (
            '[person]\n"person:x" = { name = "X", speaks_for = '
            '[{ body = "org:y", since = "2020-05", until = "2020-04" }] }',
            "ends on 2020-04-30, before it begins",
        ),
    ],
)
def test_faulty_files(content: str, complaint: str) -> None:
    """An error in a user's file names the file, the entry and what is wrong with it."""
    with pytest.raises(SettingsError) as caught:
        TABLE.with_alias_file(content.encode(), "own.toml")
    assert str(caught.value).startswith("own.toml: ")
    assert complaint in str(caught.value)


def test_a_file_that_is_no_text() -> None:
    """Bytes that are not UTF-8 are one clear sentence."""
    with pytest.raises(SettingsError, match=r"own\.toml: the alias file is not UTF-8"):
        TABLE.with_alias_file(b"\xff", "own.toml")


@given(st.text(max_size=400), st.text(max_size=200))
def test_any_name(name: str, document: str) -> None:
    """No name breaks the table, and what is found is in it."""
    entity = TABLE.resolve(name, Context(document))
    assert entity is None or TABLE.get(entity.id) == entity


@pytest.mark.parametrize(
    ("identity", "day", "expected"),
    [
        # who changed the body between two terms
        ("person:kirby", date(2014, 6, 1), "org:us-pentagon"),
        ("person:kirby", date(2019, 6, 1), "person:kirby"),
        ("person:kirby", date(2024, 6, 1), "org:us-white-house"),
        # a head of state is himself, his spokesman is he
        ("person:erdogan", date(2023, 2, 7), "person:erdogan"),
        ("person:kalin", date(2020, 2, 7), "person:erdogan"),
        # the months at either end belong to the term
        ("person:shoigu", date(2024, 5, 12), "gov:RU:defence-ministry"),
        ("person:shoigu", date(2024, 5, 13), "person:shoigu"),
        # a mission, its office
        ("org:un-hrmmu", None, "org:un-ohchr"),
        # nobody is entered for that day
        ("gov:UA:president", date(1999, 1, 1), "gov:UA:president"),
        ("gov:UA:president", None, "gov:UA:president"),
    ],
)
def test_whose_word_it_is(identity: str, day: date | None, expected: str) -> None:
    """What is said in office is the body's word, for as long as the office is held."""
    assert TABLE.speaks_as(identity, day) == expected


def test_every_body_spoken_for_is_known() -> None:
    """No holder of the shipped table speaks for a body that is none, nor for one in two places."""
    for entity in TABLE.entities.values():
        for tenure in entity.speaks_for:
            assert TABLE.get(tenure.body) is not None, entity.id
            if tenure.since:
                assert TABLE.speaks_as(entity.id, tenure.since) != "", entity.id


def test_own_file_says_who_speaks_for_whom() -> None:
    """A user's file enters holders of offices, and corrects those that ship."""
    own = (
        '[person]\n"person:obi" = { name = "Ada Obi", country = "SD", speaks_for = '
        '[{ body = "org:sd-saf", office = "aide", since = 2025-01-01, until = "2025-06" }] }\n'
        '[intelligence]\n"org:desk" = { name = "Border Desk", speaks_for = "person:obi" }\n'
    )
    table = TABLE.with_alias_file(own.encode(), "own.toml")
    assert table.speaks_as("person:obi", date(2025, 6, 30)) == "org:sd-saf"
    assert table.speaks_as("person:obi", date(2025, 7, 1)) == "person:obi"
    assert table.speaks_as("org:desk", date(2025, 3, 1)) == "org:sd-saf"


def test_a_file_that_goes_round_in_circles_ends() -> None:
    """Two entities that speak for each other are no endless search."""
    own = (
        '[agency]\n"org:a" = { name = "Alpha Desk", speaks_for = "org:b" }\n'
        '"org:b" = { name = "Beta Desk", speaks_for = "org:a" }\n'
    )
    table = TABLE.with_alias_file(own.encode(), "own.toml")
    assert table.speaks_as("org:a", None) in ("org:a", "org:b")


def test_heads_of_one_office_follow_each_other() -> None:
    """No two people hold one presidency on one day."""
    terms: dict[str, list[tuple[date, date, str]]] = {}
    for entity in TABLE.entities.values():
        for tenure in entity.speaks_for:
            if held_by_a_person(tenure.body, tenure.office):
                span = (tenure.since or date.min, tenure.until or date.max, entity.id)
                terms.setdefault(tenure.body, []).append(span)
    for office, spans in terms.items():
        for (_, end, who), (start, _, then) in pairwise(sorted(spans)):
            assert end <= start, (office, who, then)
