"""The words for a place become a place of the gazetteer, with its level, or stay words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.model.statement import Place
from tollbook.model.text import Span
from tollbook.resolution.context import Context
from tollbook.resolution.countries import countries_in
from tollbook.resolution.places import resolve_place


def where(words: str, document: str = "") -> str:
    """A place as "name, country, level", "" where it stays words."""
    place = resolve_place(Place(mention=Span(0, len(words), words)), Context(document))
    return f"{place.name}, {place.country}, {place.level}" if place.name else ""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        # towns, with other spellings
        ("Kursk", "Kursk, RU, town"),
        ("Kyiv", "Kyiv, UA, town"),
        ("Kiev", "Kyiv, UA, town"),
        ("Kharkov", "Kharkiv, UA, town"),
        ("Odessa", "Odesa, UA, town"),
        ("Rafah", "Rafah, PS, town"),
        ("Goma", "Goma, CD, town"),
        ("Şırnak", "Sirnak, TR, town"),
        ("Khan Yunis", "Khan Younis, PS, town"),
        ("Deir el-Balah", "Deir al-Balah, PS, town"),
        ("Robotyne", "Robotyne, UA, town"),
        ("Kfar Aza", "Kfar Aza, IL, town"),
        ("Tal Afar", "Tal Afar, IQ, town"),
        ("Bogota", "Bogotá, CO, town"),
        ("Port-au-Prince", "Port-au-Prince, HT, town"),
        # the words around a name give its level
        ("in the Kursk region", "Kursk, RU, province"),
        ("Kursk Oblast", "Kursk, RU, province"),
        ("Van province", "Van, TR, province"),
        ("the province of Van", "Van, TR, province"),
        ("Gaza City", "Gaza City, PS, town"),
        ("the city of Goma", "Goma, CD, town"),
        # larger places
        ("Donbas", "Donbas, UA, province"),
        ("Darfur", "Darfur, SD, province"),
        ("the Gaza Strip", "Gaza Strip, PS, province"),
        ("Gaza", "Gaza Strip, PS, province"),
        ("the Israeli-occupied West Bank", "West Bank, PS, province"),
        ("the Golan Heights", "Golan Heights, SY, province"),
        ("North Kivu province", "North Kivu, CD, province"),
        ("Tigray", "Tigray, ET, province"),
        ("Texas", "Texas, US, province"),
        ("eastern Ghouta", "Eastern Ghouta, SY, district"),
        ("Ukraine", "Ukraine, UA, country"),
        ("the Democratic Republic of Congo", "Democratic Republic of the Congo, CD, country"),
        # a direction: near a town its point, of a larger place the whole
        ("south of Kyiv", "Kyiv, UA, town"),
        ("near Goma", "Goma, CD, town"),
        ("northern Gaza", "Gaza Strip, PS, province"),
        ("eastern Congo", "eastern Congo, CD, province"),
        # a place within a place: the smaller one, in the country named
        ("a hospital in Khan Younis", "Khan Younis, PS, town"),
        ("Goma, eastern Congo", "Goma, CD, town"),
        ("Tripoli, Lebanon", "Tripoli, LB, town"),
        ("Tripoli, Libya", "Tripoli, LY, town"),
        ("the Ukrainian city of Kharkiv", "Kharkiv, UA, town"),
        ("Russian-occupied Donetsk", "Donetsk, UA, town"),
        ("a suburb of Algiers", "Algiers, DZ, town"),
        ("Pakistani Kashmir", "Azad Kashmir, PK, province"),
        # ten times as big as any other of that name
        ("Paris", "Paris, FR, town"),
        ("Hamburg", "Hamburg, DE, town"),
        # doubt
        ("Springfield", ""),
        ("a Pakistan-ruled valley", ""),
        ("Kursk and Belgorod", ""),
        ("Kashmir", ""),
        ("a village", ""),
        ("the Middle East", ""),
        ("Zzyzxville", ""),
    ],
)
def test_places(words: str, expected: str) -> None:
    """A place that stands alone."""
    assert where(words) == expected


@pytest.mark.parametrize(
    ("words", "document", "expected"),
    [
        ("Palma", "Insurgents in Mozambique took the town.", "Palma, MZ, town"),
        ("Palma", "Police in Spain found the boat.", "Palma, ES, town"),
        ("Tripoli", "Lebanese troops entered the city.", "Tripoli, LB, town"),
        ("Hamburg", "American police said so.", "Hamburg, DE, town"),
        ("Kashmir", "Indian police said so.", "Kashmir, IN, province"),
        ("Hope", "Police in Arkansas, United States, said so.", "Hope, US, town"),
        ("Hope", "Ukraine and Russia said so.", ""),
    ],
)
def test_places_in_a_document(words: str, document: str, expected: str) -> None:
    """Of places of one name, the one whose country the document speaks of."""
    assert where(words, document) == expected


def test_positions() -> None:
    """A town has its position in degrees; a country has none, for it is no point."""
    town = resolve_place(Place(mention=Span(0, 5, "Kursk")))
    country = resolve_place(Place(mention=Span(0, 6, "Russia")))
    assert town.lat == pytest.approx(51.73, abs=0.05)
    assert town.lon == pytest.approx(36.19, abs=0.05)
    assert (country.lat, country.lon) == (None, None)


def test_the_mention_stays() -> None:
    """The words of a place are kept, resolved or not."""
    for words in ("the Kursk region", "a village"):
        mention = Span(0, len(words), words)
        assert resolve_place(Place(mention=mention)).mention == mention


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("North Korean troops", {"KP"}),
        ("South Sudanese refugees", {"SS"}),
        ("Guinea-Bissau", {"GW"}),
        ("the U.S. and the UK", {"US", "GB"}),
        ("they told us", set()),
        ("Moscow and Kiev", {"RU", "UA"}),
        ("Côte d’Ivoire", {"CI"}),
        ("turkey for dinner", set()),
    ],
)
def test_countries(text: str, expected: set[str]) -> None:
    """Countries are found by name, people and seat, the longest name first."""
    assert countries_in(text) == expected


@given(st.text(min_size=1, max_size=120), st.text(max_size=80))
def test_any_words(words: str, document: str) -> None:
    """No words break the gazetteer; a place has a name and a country, or neither."""
    place = resolve_place(Place(mention=Span(0, len(words), words)), Context(document))
    assert (place.name is None) == (place.country is None)
