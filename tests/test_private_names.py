"""Names of private persons: whose they are, and that nothing shows them once they are hidden."""

from __future__ import annotations

import pytest

from factories import a_document, a_figure, a_span
from tollbook.model.statement import Population
from tollbook.publishing.private_names import HIDDEN, NameHider
from tollbook.reasoning.private_names import private_names
from tollbook.resolution import EntityTable


@pytest.mark.parametrize(
    ("who", "names"),
    [
        ("Salma Idris, a nurse at the hospital in Dalvara", {"Salma Idris", "Salma", "Idris"}),
        ("Farmer Tomas Reyes", {"Tomas Reyes", "Tomas", "Reyes"}),
        ("Dr. Sela Var", {"Sela Var", "Sela", "Var"}),
        ("A resident, Anton,", {"Anton"}),
        ("witness Petrova", {"Petrova"}),
        ("Ana de la Cruz, who lost her son", {"Ana de la Cruz", "Ana", "Cruz"}),
        ("Umarin al Yusufi Hadin", {"Umarin al Yusufi Hadin", "Umarin", "Yusufi", "Hadin"}),
        ("John Tremblayov, a farmer", {"John Tremblayov", "Tremblayov"}),
        ("Army spokesman Col. Idris Hamad", set()),
        ("Governor Oleh Zorin", set()),
        ("Mira Holt, the mayor of Orlin", set()),
        ("the mayor", set()),
        ("North Koreans", set()),
        ("The Secretariat for the Emergency Management of the Northern Provinces", set()),
        ("N. KOREANS", set()),
        ("The Joint Chiefs", set()),
        ("Jordan Sudanov, a driver", {"Jordan Sudanov", "Jordan", "Sudanov"}),
        ("Police", set()),
        ("Witnesses", set()),
        ("the Health Ministry", set()),
        ("Mercy Hospital", set()),
        ("a nurse from New Orleans", set()),
        ("Médecins Sans Frontières group", set()),
    ],
)
def test_who_holds_no_office_has_a_private_name(who: str, names: set[str]) -> None:
    """Parts of a name count as well, but for those that public persons have too ("John")."""
    page = a_document(f"{who} said 12 people were killed.")
    figure = a_figure(page, "12 people were killed", low=12, origin=who)
    assert private_names([figure], EntityTable.shipped()) == names


def test_whom_the_entity_table_knows_is_public() -> None:
    page = a_document("Jan Kirby said 12 people were killed.")
    known = a_figure(page, "12 people were killed", origin="Jan Kirby", entity="person:kirby")
    assert private_names([known], EntityTable.shipped()) == set()
    own = EntityTable.shipped().with_alias_file(
        b'[person]\n"person:sela" = { name = "Sela Var" }\n', "own.toml"
    )
    other = a_figure(page, "12 people were killed", origin="Sela Var")
    assert private_names([other], own) == set()


def test_the_dead_have_names_too() -> None:
    page = a_document("Police said Maria Lopezova and two children were killed.")
    people = Population(mention=a_span(page, "Maria Lopezova"))
    figure = a_figure(page, "Maria Lopezova", low=1, origin="Police", population=people)
    assert "Maria Lopezova" in private_names([figure], EntityTable.shipped())


@pytest.mark.parametrize(
    "text",
    [
        "Salma Idris said",
        "<b>Salma</b>\n <i>Idris</i> said",
        "Salma&nbsp;Idris said",
        "SALMA IDRIS said",
        '{"name": "Salma Idris"}',
        "/voices/Salma%20Idris?a=b",
        "/voices?name=Salma+Idris",
        "Idris's house",
        "(Idris)",
    ],
)
def test_a_name_is_hidden_however_it_is_written(text: str) -> None:
    hidden = NameHider(["Salma Idris", "Salma", "Idris"]).hide(text)
    assert HIDDEN in hidden
    assert "idris" not in hidden.lower()


@pytest.mark.parametrize(
    "text",
    [
        "Zoë O'Neill said",
        "Zoë O&#39;Neill",
        '"Zo\\u00eb O\'Neill"',
        "Zo%C3%AB%20O%27Neill",
        "Zoe\u0308 O'Neill",
    ],
)
def test_letters_that_are_escaped_hide_nothing(text: str) -> None:
    assert "Neill" not in NameHider(["Zoë O'Neill", "O'Neill"]).hide(text)


@pytest.mark.parametrize("text", ["Idrisov said", "salmas", "the Varsity said", "idris", ""])
def test_other_words_stay(text: str) -> None:
    assert NameHider(["Salma Idris", "Salma", "Idris", "Var"]).hide(text) == text
