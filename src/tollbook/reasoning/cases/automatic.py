"""Cases for a ledger that has none: whose people are counted, and in which country."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from tollbook.model.case import Case
from tollbook.model.statement import Figure
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.origins import plain_name
from tollbook.resolution.countries import country_name, people_name
from tollbook.resolution.entities import EntityTable
from tollbook.settings import Settings


@dataclass(frozen=True, slots=True)
class _Key:
    """A side (None: people of no side named) and a country (None: of no place known)."""

    side: str | None
    country: str | None


def automatic_cases(corpus: Corpus, settings: Settings, entities: EntityTable) -> tuple[Case, ...]:
    """One case for each side and country that enough figures name, those with most of them first.

    People of no side make a case by their country alone ("killed in Sudan"). A side that is always
    in one country, or nowhere known, makes one case.
    """
    found = Counter(_key(figure) for figure in corpus.figures())
    found.pop(_Key(None, None), None)
    return tuple(
        _case(key, entities)
        for key, number in sorted(found.items(), key=lambda item: (-item[1], str(item[0])))
        if number >= settings.automatic_case_figures and not _is_covered(key, found)
    )


def _key(figure: Figure) -> _Key:
    side = figure.population.side if figure.population else None
    return _Key(side, figure.place.country if figure.place else None)


def _is_covered(key: _Key, found: Counter[_Key]) -> bool:
    """Whether a side without a place is counted in some country anyway: that case takes it in."""
    return key.country is None and any(
        other.side == key.side and other.country is not None for other in found
    )


def _case(key: _Key, entities: EntityTable) -> Case:
    where = country_name(key.country) if key.country else None
    whom = _side_name(key.side, entities) if key.side else "people"
    title = f"{whom[:1].upper()}{whom[1:]}" + (f" in {where}" if where else "")
    return Case(
        name=plain_name(title).replace(" ", "-"),
        title=title,
        sides=(key.side,) if key.side else (),
        people=_words(key.side),
        countries=(key.country,) if key.country else (),
        automatic=True,
    )


def _words(side: str | None) -> tuple[str, ...]:
    """What the people of a side are called by, beside the side itself."""
    name = country_name(side) if side else None
    if side is None or name is None:
        return ()
    return tuple(dict.fromkeys((name.lower(), people_name(side).lower())))


def _side_name(side: str, entities: EntityTable) -> str:
    if country_name(side):
        return f"{people_name(side)} people"
    entity = entities.get(side)
    return f"people of {entity.name}" if entity else side
