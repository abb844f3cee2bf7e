"""The words for those counted become side, status, sex and age group, as far as they tell."""

from __future__ import annotations

import pytest

from tollbook.model.statement import Population
from tollbook.model.text import Span
from tollbook.resolution import EntityTable
from tollbook.resolution.context import Context
from tollbook.resolution.populations import resolve_population

TABLE = EntityTable.shipped()


def facets(words: str, document: str = "") -> tuple[str | None, str, str | None, str | None]:
    """Side, status, sex and age group of some words."""
    population = Population(mention=Span(0, len(words), words))
    found = resolve_population(population, TABLE, Context(document))
    return found.side, found.status, found.sex, found.age_group


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        # side and status
        ("North Korean soldiers", ("KP", "combatant", None, None)),
        ("NK troops", ("KP", "combatant", None, None)),
        ("Israeli soldiers", ("IL", "combatant", None, None)),
        ("IDF soldiers", ("IL", "combatant", None, None)),
        ("Hamas fighters", ("org:hamas", "combatant", None, None)),
        ("al-Shabaab militants", ("org:al-shabaab", "combatant", None, None)),
        ("Tamil Tiger rebels", ("org:ltte", "combatant", None, None)),
        ("Afghan Taliban fighters", ("org:taliban", "combatant", None, None)),
        ("the Ukrainian prisoners of war", ("UA", "combatant", None, None)),
        ("South Sudanese villagers", ("SS", "civilian", None, None)),
        ("aid workers", (None, "civilian", None, None)),
        ("Palestinians", ("PS", "unknown", None, None)),
        ("people", (None, "unknown", None, None)),
        # a backer, an enemy or a landlord is no side
        ("Russian-backed fighters", (None, "combatant", None, None)),
        ("pro-Russian fighters", (None, "combatant", None, None)),
        ("Kurdish rebels", (None, "combatant", None, None)),
        # doubt: police, men under arms once, members
        ("policemen", (None, "unknown", "male", "adult")),
        ("former soldiers", (None, "unknown", None, None)),
        ("U.N. peacekeepers", (None, "unknown", None, None)),
        # two groups
        ("soldiers and civilians", (None, "mixed", None, None)),
        ("soldiers, two civilians", (None, "mixed", None, None)),
        ("Russians and Ukrainians", (None, "unknown", None, None)),
        ("soldiers and policemen", (None, "unknown", None, None)),
        ("civilians, including children", (None, "civilian", None, None)),
        # sex and age
        ("Palestinian children", ("PS", "civilian", None, "child")),
        ("Muslim men and boys", (None, "unknown", "male", None)),
        ("women and children", (None, "unknown", None, None)),
        ("a pregnant woman", (None, "unknown", "female", "adult")),
        ("a 12-year-old girl", (None, "civilian", "female", "child")),
        ("a 35-year-old Israeli", ("IL", "unknown", None, "adult")),
        ("schoolgirls", (None, "civilian", "female", "child")),
        ("child soldiers", (None, "combatant", None, "child")),
        ("women fighters", (None, "combatant", "female", "adult")),
        ("his wife", (None, "unknown", "female", "adult")),
        ("the soldiers' wives", (None, "unknown", "female", "adult")),
        ("dead or wounded militants", (None, "combatant", None, None)),
        ("British Islamic State fighters", ("org:isis", "combatant", None, None)),
        ("Israeli soldiers and Hamas fighters", (None, "combatant", None, None)),
        ("her", (None, "unknown", "female", None)),
        ("He", (None, "unknown", "male", None)),
    ],
)
def test_facets(words: str, expected: tuple[str | None, str, str | None, str | None]) -> None:
    """What the words tell, and nothing more."""
    assert facets(words) == expected


def test_a_group_told_apart_by_the_document() -> None:
    """A group of an ambiguous name is the one of the document's country."""
    assert facets("members of the RSF", "Fighting in Sudan went on.")[0] == "org:sd-rsf"
    assert facets("members of the RSF")[0] is None
