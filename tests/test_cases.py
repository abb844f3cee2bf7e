"""Cases: files that are read or refused in one sentence, and what of a book bears on them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factories import a_change, a_document, a_figure, a_prediction, a_span
from statement_strategies import read_documents
from terminal import tollbook
from tollbook import example
from tollbook.app.cases import find_case, read_case, write_case
from tollbook.model.address import Address
from tollbook.model.case import Case
from tollbook.model.claim import Claim, Origin
from tollbook.model.document import Document
from tollbook.model.problem import CaseError
from tollbook.model.statement import Figure, Place, Population, Statement
from tollbook.model.values import MEASURES
from tollbook.reasoning.cases import Roles, automatic_cases, within
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.record import Record
from tollbook.resolution import EntityTable
from tollbook.settings import Settings

SHIPPED = EntityTable.shipped()

UNTIMED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # busy machines

FULL = """
title = "Ferry crews in the strait"
sides = ["UA", "org:hamas"]
people = ["Ferry Crew"]
measures = ["killed", "missing"]
countries = ["UA"]
places = ["Izmail"]
since = 2024-10-01
until = 2025-04-30
strength = { low = 40 }
[origins]
monitor = ["org:icrc"]
party = ["RU", "the harbour master"]
[enemies]
RU = "UA"
"""


def a_case_file(folder: Path, text: str, name: str = "ferry") -> Path:
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_case_file_says_whom_where_when_and_who_counts_for_what(tmp_path: Path) -> None:
    assert read_case(a_case_file(tmp_path, FULL)) == Case(
        name="ferry",
        title="Ferry crews in the strait",
        sides=("UA", "org:hamas"),
        people=("ferry crew",),
        measures=("killed", "missing"),
        countries=("UA",),
        places=("Izmail",),
        since=date(2024, 10, 1),
        until=date(2025, 4, 30),
        roles={"org:icrc": "monitor", "RU": "party", "the harbour master": "party"},
        enemies={"RU": "UA"},
        strength=(40, None),
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "the key 'title' is missing"),
        ('title = ""', "the key 'title' is wrong: string should have at least 1 character"),
        ('title = "t"\nside = ["UA"]', "the key 'side' is unknown"),
        ('title = "t"\nsides = ["Ukraine"]', "the key 'sides' holds 'Ukraine', which is neither"),
        ('title = "t"\nsides = "UA"', "the key 'sides' is wrong: input should be a valid list"),
        ('title = "t"\ncountries = ["XX"]', "the key 'countries' holds 'XX', which is not an ISO"),
        (
            'title = "t"\nmeasures = ["dead"]',
            "the key 'measures.0' is wrong: it is not one of killed,",
        ),
        (
            'title = "t"\n[origins]\nfoe = ["RU"]',
            "the key 'origins.foe' is wrong: it is not one of",
        ),
        ('title = "t"\nsince = "may"', "the key 'since' is wrong: input should be a valid date"),
        (
            'title = "t"\nstrength = { low = 9, high = 3 }',
            "the key 'strength' goes from 9 down to 3",
        ),
        ('title = "t"\nsince = 2025-02-01\nuntil = 2025-01-01', "'until' (2025-01-01) is before"),
        ("title = ", "the case file is not valid TOML (invalid value"),
        ("x = " + "[" * 5000, "the case file is not valid TOML ("),
        ("#" * 1_000_001, "the case file is longer than 1,000,000 bytes"),
    ],
)
def test_a_case_file_that_is_wrong_is_one_sentence(tmp_path: Path, text: str, told: str) -> None:
    path = a_case_file(tmp_path, text)
    with pytest.raises(CaseError) as refused:
        read_case(path)
    sentence = str(refused.value)
    assert sentence.startswith(f"{path}: {told}")
    assert "\n" not in sentence


def test_a_case_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ferry.toml"
    path.write_bytes(b"title = '\xff'")
    with pytest.raises(CaseError, match="is not UTF-8; save it as UTF-8"):
        read_case(path)


words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=20)


@UNTIMED
@given(
    title=words,
    people=st.lists(words.map(str.casefold).filter(str.strip), max_size=3),
    places=st.lists(words, max_size=3),
    bounded=st.booleans(),
)
def test_a_case_written_is_the_case_read(
    tmp_path_factory: pytest.TempPathFactory,
    title: str,
    people: list[str],
    places: list[str],
    bounded: bool,
) -> None:
    """Whatever its words are made of, a template comes back as the case that filled it."""
    case = Case(
        name="new",
        title=title,
        sides=("UA",),
        people=tuple(people),
        places=tuple(places),
        measures=MEASURES if bounded else (),
        since=date(2024, 10, 1) if bounded else None,
        until=date(2024, 10, 1) if bounded else None,
    )
    path = tmp_path_factory.mktemp("written") / "new.toml"
    write_case(path, case, Record(Corpus()))
    assert read_case(path) == case


PAGE = a_document(
    "The North Koreans lost 300 soldiers. Another 2,700 were hurt."
    " Shelling killed 12 villagers. The Ukrainians lost 40 men, 9 of them officers."
    " Losses tripled. The North Koreans will likely leave."
)
KOREANS = Case(name="k", title="K", sides=("KP",), people=("north korean",))


def people(words: str, **facets: Any) -> Population:
    return Population(mention=a_span(PAGE, words), **facets)


LOST = a_figure(PAGE, "lost 300 soldiers", population=people("The North Koreans", side="KP"))
HURT = a_figure(PAGE, "2,700 were hurt", n=2, measure="injured", low=2700)
VILLAGERS = a_figure(PAGE, "killed 12", n=3, population=people("villagers", status="civilian"))
THEIRS = a_figure(PAGE, "lost 40 men", n=4, population=people("The Ukrainians", side="UA"))
OFFICERS = a_figure(PAGE, "9 of them officers", n=5, population=people("officers"))
TRIPLED = a_change(PAGE, "Losses tripled", n=6, measures=("killed",))
LEAVE = a_prediction(PAGE, "The North Koreans will likely leave", n=7, likelihood="likely")
ALL: tuple[Statement, ...] = (LOST, HURT, VILLAGERS, THEIRS, OFFICERS, TRIPLED, LEAVE)
DATED = {"report": PAGE}


def kept(case: Case, *statements: Statement, page: Document = PAGE) -> tuple[Statement, ...]:
    return within(Corpus({page.id: page}, statements or ALL), case).statements


def test_a_figure_belongs_by_its_side_its_words_or_what_it_goes_with() -> None:
    """The hurt go with the soldiers before them, and 9 officers with the Ukrainians."""
    assert kept(KOREANS) == (LOST, HURT, VILLAGERS, LEAVE)


def test_people_of_another_status_never_go_along() -> None:
    soldiers = a_figure(
        PAGE,
        "lost 300 soldiers",
        population=people("The North Koreans", side="KP", status="combatant"),
    )
    assert kept(KOREANS, soldiers, VILLAGERS) == (soldiers,)


def test_a_part_goes_with_its_whole_wherever_it_stands() -> None:
    late = a_figure(PAGE, "9 of them officers", n=5, part_of="report#1")
    assert kept(KOREANS, LOST, THEIRS, late) == (LOST, late)


def test_two_figures_that_are_each_other_s_part_end_nowhere() -> None:
    one = a_figure(PAGE, "lost 300 soldiers", part_of="report#2")
    two = a_figure(PAGE, "2,700 were hurt", n=2, part_of="report#1")
    assert kept(KOREANS, one, two) == (one, two)  # the paragraph speaks of North Koreans


def test_backed_by_a_country_is_not_of_it() -> None:
    page = a_document("North Korean-backed rebels lost 3 men.")
    mention = a_span(page, "North Korean-backed rebels")
    rebels = a_figure(page, "lost 3 men", population=Population(mention=mention))
    assert kept(KOREANS, rebels, page=page) == ()


@pytest.mark.parametrize(
    ("bounds", "place", "belongs"),
    [
        ({"countries": ("RU",)}, {"country": "RU"}, True),
        ({"countries": ("RU",)}, {"country": "UA"}, False),
        # nothing speaks against a place that nobody knows
        ({"countries": ("RU",)}, None, True),
        ({"countries": ("RU",)}, {}, True),
        ({"places": ("Kursk",)}, {"name": "Kursk Oblast"}, True),
        ({"places": ("Kursk",)}, {"name": "Goma"}, False),
        # the country around the place may well mean the place
        ({"places": ("Kursk",)}, {"name": "Russia", "level": "country"}, True),
    ],
)
def test_a_known_place_bounds(
    bounds: dict[str, Any], place: dict[str, Any] | None, belongs: bool
) -> None:
    where = None if place is None else Place(mention=a_span(PAGE, "soldiers"), **place)
    figure = a_figure(PAGE, "lost 300 soldiers", population=LOST.population, place=where)
    case = Case(name="k", title="K", sides=("KP",), **bounds)
    assert kept(case, figure) == ((figure,) if belongs else ())


def test_a_case_of_a_place_takes_nothing_from_nowhere() -> None:
    """Without people to go by, a place has to be named, here or just before."""
    there = Place(mention=a_span(PAGE, "soldiers"), name="Kursk", country="RU")
    placed = a_figure(PAGE, "2,700 were hurt", n=2, place=there)
    case = Case(name="r", title="R", countries=("RU",))
    assert kept(case, placed, OFFICERS) == (placed, OFFICERS)
    assert kept(case, OFFICERS) == ()


@pytest.mark.parametrize(
    ("place", "belongs"),
    [
        ({"name": "Port Sudan", "level": "town"}, True),  # the page puts the clinic there
        ({"name": "Sudan", "level": "country"}, True),
        ({"name": "Kassala", "level": "town"}, False),
    ],
)
def test_a_count_in_the_town_around_the_place_goes_with_the_document(
    place: dict[str, Any], belongs: bool
) -> None:
    page = a_document("A shell hit the Rahma clinic in Port Sudan. 14 people were hurt.")
    where = Place(mention=a_span(page, "people"), country="SD", **place)
    figure = a_figure(page, "14 people were hurt", place=where)
    case = Case(name="r", title="R", places=("Rahma clinic",))
    assert kept(case, figure, page=page) == ((figure,) if belongs else ())


def test_days_and_measures_bound() -> None:
    early = a_figure(
        PAGE, "lost 300 soldiers", population=LOST.population, period=(None, date(2024, 9, 30))
    )
    case = Case(name="k", title="K", sides=("KP",), since=date(2024, 10, 1))
    assert kept(case, early, HURT) == (HURT,)
    injured = Case(name="k", title="K", sides=("KP",), measures=("injured",))
    assert kept(injured, LOST, HURT, TRIPLED) == (HURT,)


@UNTIMED
@given(read_documents(), st.randoms())
def test_a_case_takes_statements_as_they_are_whatever_their_order(
    read: tuple[Document, list[Statement]], chance: Any
) -> None:
    page, said = read
    shuffled = chance.sample(said, len(said))
    taken = within(Corpus({page.id: page}, tuple(said)), KOREANS).statements
    again = within(Corpus({page.id: page}, tuple(shuffled)), KOREANS).statements
    assert {item.id for item in taken} == {item.id for item in again}
    assert [item for item in said if item in taken] == list(taken)


@UNTIMED
@given(read_documents())
def test_a_case_that_names_nobody_and_nowhere_takes_all(
    read: tuple[Document, list[Statement]],
) -> None:
    page, said = read
    corpus = Corpus({page.id: page}, tuple(said))
    assert within(corpus, Case(name="all", title="All")).statements == corpus.statements


def a_claim(figure: Figure, entity: str | None = None) -> Claim:
    name = figure.origin.name
    return Claim(
        id="c1",
        origin=Origin(entity or f"name:{name}", name, "named", entity),
        figure=figure,
        figures=(figure,),
        as_of=None,
        since=None,
        clusters=(figure.document,),
    )


ROLES = Case(
    name="k",
    title="K",
    sides=("KP",),
    roles={"UA": "party", "org:kr-nis": "government", "the harbour master": "monitor"},
    enemies={"UA": "KP"},
)


@pytest.mark.parametrize(
    ("origin", "entity", "relayers", "role"),
    [
        ("the NIS", "org:kr-nis", (), "government"),
        # a country speaks through its offices and its officials
        ("Kyiv's army", "gov:UA:army", (), "party"),
        ("Zelenskyy", "person:zelenskyy", (), "party"),
        # a news agency speaks for no country
        ("Interfax-Ukraine", "org:interfax-ukraine", (), None),
        ("Harbour Master", None, (), "monitor"),
        ("a doctor", None, (), None),
        # a voice that nobody knows counts as whoever passes it on
        ("figures from a commander", None, ("the harbour master",), "monitor"),
        # one that is known speaks for itself
        ("Kim", "gov:KP:government", ("the harbour master",), None),
    ],
)
def test_who_counts_for_what(
    origin: str, entity: str | None, relayers: tuple[str, ...], role: str | None
) -> None:
    page = a_document(f"{origin} told the harbour master that 300 died.")
    figure = a_figure(page, "300 died", origin=origin, entity=entity, relayers=relayers)
    assert Roles(ROLES, SHIPPED).role_of(a_claim(figure, entity)) == role


@pytest.mark.parametrize(("side", "counts"), [("KP", True), (None, True), ("UA", False)])
def test_a_party_counts_its_enemy(side: str | None, counts: bool) -> None:
    figure = a_figure(PAGE, "lost 300 soldiers", population=people("soldiers", side=side))
    roles = Roles(ROLES, SHIPPED)
    assert roles.counts_its_enemy(a_claim(figure, "gov:UA:army")) is counts
    assert not roles.counts_its_enemy(a_claim(figure, "gov:KR:army"))
    assert not Roles(None, SHIPPED).counts_its_enemy(a_claim(figure, "gov:UA:army"))


def counted(*rows: tuple[str | None, str | None]) -> Corpus:
    """A figure for each side and country."""
    figures = []
    for n, (side, country) in enumerate(rows, start=1):
        place = Place(mention=a_span(PAGE, "soldiers"), country=country) if country else None
        whom = people("soldiers", side=side) if side else None
        figures.append(a_figure(PAGE, "lost 300 soldiers", n=n, population=whom, place=place))
    return Corpus(DATED, tuple(figures))


def test_automatic_cases_are_the_people_and_countries_that_are_counted_most() -> None:
    corpus = counted(*[("KP", "RU")] * 4, *[(None, "SD")] * 3, *[("UA", "UA")] * 2)
    cases = automatic_cases(corpus, Settings(), SHIPPED)
    assert [(case.name, case.sides, case.countries) for case in cases] == [
        ("north-korean-people-in-russia", ("KP",), ("RU",)),
        ("people-in-sudan", (), ("SD",)),
    ]
    assert all(case.automatic for case in cases)
    assert within(corpus, cases[0]).statements == corpus.statements[:4]
    assert within(corpus, cases[1]).statements == corpus.statements[4:7]


def test_figures_of_a_side_without_a_place_go_with_those_that_have_one() -> None:
    corpus = counted(*[("KP", None)] * 3)
    names = [case.name for case in automatic_cases(corpus, Settings(), SHIPPED)]
    assert names == ["north-korean-people"]
    corpus = counted(*[("KP", None)] * 3, *[("KP", "RU")] * 3)
    (case,) = automatic_cases(corpus, Settings(), SHIPPED)
    assert within(corpus, case).statements == corpus.statements


def test_a_case_is_found_by_its_file_beside_the_ledger_or_in_the_example(tmp_path: Path) -> None:
    ledger = Address.of(tmp_path / "tollbook.db")
    (tmp_path / "cases").mkdir()
    path = a_case_file(tmp_path / "cases", FULL)
    elsewhere = a_case_file(tmp_path, FULL, "other")
    corpus = counted(*[(None, "SD")] * 3)

    def name(asked: str) -> str:
        return find_case(asked, ledger, Record(corpus)).name

    assert name("ferry") == "ferry"
    assert name(str(path)) == "ferry"
    assert name(str(elsewhere)) == "other"
    assert name("north-korean-troops") == "north-korean-troops"
    assert name("people-in-sudan") == "people-in-sudan"
    with pytest.raises(CaseError, match="did you mean ferry"):
        name("fery")
    with pytest.raises(CaseError, match="'tollbook case list' names them all"):
        name("?")


def test_who_may_not_name_files_gets_cases_by_their_names_alone(tmp_path: Path) -> None:
    """A name from a stranger never opens the file that it is the path of."""
    ledger = Address.of(tmp_path / "tollbook.db")
    (tmp_path / "cases").mkdir()
    path = a_case_file(tmp_path / "cases", FULL)
    record = Record(counted(*[(None, "SD")] * 3))
    assert find_case("ferry", ledger, record, by_path=False).name == "ferry"
    for asked in (str(path), "../cases/ferry.toml", "/etc/passwd"):
        with pytest.raises(CaseError, match="no case is called"):
            find_case(asked, ledger, record, by_path=False)


def test_the_shipped_case_is_about_the_example() -> None:
    (path,) = example.cases()
    assert read_case(path).sides == ("KP",)


def test_a_new_case_is_written_once_and_shown(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(
        "KHARTOUM, May 6, 2025 (Desert Wire) - Shelling killed 23 people in El Fasher, a doctors'"
        " union said. Another 17 people were killed in Nyala, the army said, and 4 in Khartoum.",
        encoding="utf-8",
    )
    tollbook("read", "report.txt", at=tmp_path)
    listed = tollbook("case", "list", at=tmp_path)
    assert "people-in-sudan" in listed.out
    assert "automatic" in listed.out

    made = tollbook("case", "new", "fasher", "--measure", "killed", at=tmp_path)
    assert (made.status, made.err) == (0, "")
    text = (tmp_path / "cases" / "fasher.toml").read_text(encoding="utf-8")
    assert 'countries = ["SD"]' in text
    assert 'measures = ["killed"]' in text
    assert '#   "a doctors\' union"  1' in text

    again = tollbook("case", "new", "fasher", at=tmp_path)
    assert (again.status, again.out) == (1, "")
    assert "is there already; choose another name, or edit it" in again.err
    assert (tmp_path / "cases" / "fasher.toml").read_text(encoding="utf-8") == text

    assert "file" in tollbook("case", "list", at=tmp_path).out
    assert "Sudan (SD)" in tollbook("case", "show", "fasher", at=tmp_path).out


def test_how_many_is_asked_within_one_case(tmp_path: Path) -> None:
    """Of several cases one has to be named: their people are never counted together."""
    (tmp_path / "report.txt").write_text(
        "KHARTOUM, May 6, 2025 (Desert Wire) - The army said 23 people were killed in El Fasher.",
        encoding="utf-8",
    )
    tollbook("read", "report.txt", at=tmp_path)
    ask = ("estimate", "--measure", "killed", "--policy", "range")
    assert "All statements, on 6 May 2025" in tollbook(*ask, at=tmp_path).out

    tollbook("case", "new", "sudan", "--country", "SD", at=tmp_path)
    assert tollbook(*ask, at=tmp_path).out.startswith("Sudan, on 6 May 2025\n")

    tollbook("case", "new", "chad", "--country", "TD", at=tmp_path)
    several = tollbook(*ask, at=tmp_path)
    assert (several.status, several.out) == (1, "")
    assert "holds several cases; name one with --case: chad, sudan" in several.err
    none = tollbook(*ask, "--case", "chad", at=tmp_path)
    assert (none.status, none.out) == (0, "Chad\n\nkilled\n no estimate: no claim is on record\n")


OWN_NAMES = """
[union."org:gezira-medics"]
name = "Gezira Medics' League"
aliases = ["Medics' League"]
country = "SD"
"""


@pytest.mark.parametrize("listed", ["org:gezira-medics", "the Medics' League", "SD"])
def test_a_case_knows_the_entities_that_its_ledger_was_read_with(
    tmp_path: Path, listed: str
) -> None:
    """Its own name, an alias, or its country: the alias file isn't needed any more to ask."""
    (tmp_path / "report.txt").write_text(
        "KHARTOUM, May 6, 2025 (Desert Wire) - The World Health Organization said at least 61"
        " people have been killed in Wad Madani so far. The Medics' League said at least 93 people"
        " have been killed in Wad Madani so far.",
        encoding="utf-8",
    )
    names = tmp_path / "names.toml"
    names.write_text(OWN_NAMES, encoding="utf-8")
    (tmp_path / "cases").mkdir()
    a_case_file(
        tmp_path / "cases",
        f'title = "Gezira"\n[origins]\nmonitor = ["org:un-who", "{listed}"]',
        "gezira",
    )
    ask = ("estimate", "--measure", "killed", "--policy", "verified_floor", "--format", "csv")
    tollbook("read", "report.txt", "--aliases", names, at=tmp_path)
    names.unlink()
    floor = tollbook(*ask, "--case", "gezira", at=tmp_path).out
    assert [row.split(",")[5] for row in floor.splitlines()[1:2]] == ["93"]


@pytest.mark.parametrize("name", ["../x", "A", "", "a b", "-x", "x" * 65])
def test_a_case_can_t_be_called_anything(tmp_path: Path, name: str) -> None:
    refused = tollbook("case", "new", "--", name, at=tmp_path)
    assert refused.status == 1
    assert "a case can't be called" in refused.err
    assert list(tmp_path.iterdir()) == []
