"""Where: the words for a place to a place of the gazetteer, with its level.

The hand list of conflict places comes first, then the gazetteer; of several places of one name the
one ten times as big as any other, else the one whose country the document names. A place "near" or
"south of" a town is given as that town, the "northern" part of a larger place as the whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from tollbook.language import load
from tollbook.model.statement import Place
from tollbook.model.values import PlaceLevel
from tollbook.resolution.context import Context
from tollbook.resolution.countries import country_at, country_name, find_countries
from tollbook.resolution.gazetteer import Candidate, known_places, listed_places
from tollbook.resolution.words import Word, words

_DOMINANT = 10  # times the people of the next place of that name
_WELL_KNOWN = 100_000  # people; a smaller town needs its country named in the document
_FRAME_CHARS = 20_000  # of a document: what the first pages name tells how its places are named
_PROVINCES = 2  # that share their name with no town; a single one may stand beside towns


@dataclass(frozen=True, slots=True)
class _Name:
    """A run of capitalised words, and the words before and after it."""

    words: tuple[Word, ...]
    before: tuple[Word, ...] = ()
    after: Word | None = None


@dataclass(frozen=True, slots=True)
class _Countries:
    """The countries that the words of a place name, and those they or the document speak of.

    Of those in `by_province` the document names several provinces: a name is then rather a
    province's than a town's.
    """

    named: frozenset[str]
    spoken_of: frozenset[str]
    by_province: frozenset[str] = frozenset()


def resolve_place(place: Place, context: Context | None = None) -> Place:
    """The place with its name, country, position and level; as it was where there is doubt.

    A country has no position: it is an extent, not a point.
    """
    text, context = place.mention.quote, context or Context.empty()
    names = list(_names(text))
    countries = _countries(text, context)
    if any(_is_doubled(name) for name in names):
        countries = replace(countries, by_province=_by_province(context.text[:_FRAME_CHARS]))
    found = [(name, match) for name in names if (match := _find(name, countries))]
    if _are_two(text, found):
        return place
    if found:
        return _fill_in(place, found[0][1])
    # "Russian-held", "Pakistan-ruled" tell who holds a place, not where it is
    whole = (name.words for name in names if text[name.words[-1].end :][:1] != "-")
    codes = {code for form in whole if (code := _whole_country(form))}
    if len(codes) == 1:
        code = codes.pop()
        return replace(place, name=country_name(code), country=code, level="country")
    return place


def _fill_in(place: Place, match: Candidate) -> Place:
    return replace(
        place,
        name=match.name,
        country=match.country,
        lat=match.lat,
        lon=match.lon,
        level=match.level,
    )


def _are_two(text: str, found: Sequence[tuple[_Name, Candidate]]) -> bool:
    """Whether "and" joins two places, which leaves open who was harmed in which."""
    joins = load("en", "place_words")["words"]["joins"]
    for (first, one), (second, other) in pairwise(found):
        link = text[first.words[-1].end : second.words[0].start].split()
        if one != other and any(word in joins for word in link):
            return True
    return False


def _names(text: str) -> Iterator[_Name]:
    """The runs of capitalised words, small words such as "al" tied in, in order."""
    mention = tuple(words(text))
    start: int | None = None
    for index, word in enumerate(mention):
        following = mention[index + 1] if index + 1 < len(mention) else None
        tied = following is not None and following.start == word.end + 1
        small = _is_small(word, text, inside=start is not None)
        inside = word.capital or (small and tied and following is not None and following.capital)
        start = index if inside and start is None else start
        if start is not None and not (inside and tied):
            end = index + inside
            after = None if inside else word
            yield _Name(mention[start:end], mention[max(start - 2, 0) : start], after)
            start = None


def _is_small(word: Word, text: str, *, inside: bool) -> bool:
    """Whether a small word belongs to a name: "al-Mawasi", "Port-au-Prince", but not "at Goma"."""
    if text[word.end : word.end + 1] == "-":
        return True
    return inside and word.key in load("en", "place_words")["words"]["particles"]


def _countries(text: str, context: Context) -> _Countries:
    named, people = set(), set()
    for word, found in find_countries(text):
        if text[word.end : word.end + 1] == "-":
            continue  # "the Israeli-occupied West Bank" lies in no Israel
        if found.how == "name":
            named.add(found.code)
        elif found.how == "people":
            people.add(found.code)
    return _Countries(frozenset(named), context.countries | named | people)


def _find(name: _Name, countries: _Countries) -> Candidate | None:
    """The place that a name, or the name without the words around it, stands for."""
    for form, level in _forms(name):
        if _whole_country(form):
            continue
        chosen = _choose([word.key for word in form], level, countries)
        if chosen is not None:
            widened = level not in (None, "town") and chosen.level == "town"
            return replace(chosen, level=level) if widened and level else chosen
    return None


def _forms(name: _Name) -> Iterator[tuple[tuple[Word, ...], PlaceLevel | None]]:
    """The name whole, then without a direction, a nationality or a word such as "Province"."""
    lexicon = load("en", "place_words")
    levels, directions = lexicon["levels"], lexicon["words"]["directions"]
    form, level = name.words, _level_around(name)
    if name.before and name.before[-1].key in directions:
        yield (name.before[-1], *form), level
    yield form, level
    if len(form) > 1 and form[-1].key in levels:
        form, level = form[:-1], levels[form[-1].key]
        yield form, level
    while len(form) > 1:
        country = country_at(form, 0)
        if country is None and form[0].key not in directions:
            return
        form = form[country.length if country else 1 :]
        if form:
            yield form, level


def _level_around(name: _Name) -> PlaceLevel | None:
    """The level that the words around a name give it: "the Kursk region", "the city of Goma"."""
    lexicon = load("en", "place_words")
    after: PlaceLevel | None = lexicon["levels"].get(name.after.key) if name.after else None
    if after is not None or len(name.before) < 2 or name.before[1].key != "of":
        return after
    before: PlaceLevel | None = lexicon["levels"].get(name.before[0].key)
    return before if before in lexicon["before"]["levels"] else None


def _choose(
    key: Sequence[str], level: PlaceLevel | None, countries: _Countries
) -> Candidate | None:
    """The one place of that name that is meant, None where that is in doubt."""
    by_hand = listed_places(key)
    others = _of_level(known_places(key), level, countries.by_province)
    if countries.named:
        by_hand = tuple(one for one in by_hand if one.country in countries.named)
        others = [one for one in others if one.country in countries.named]
        return by_hand[0] if len(by_hand) == 1 else _biggest(others)
    spoken_of = [one for one in others if one.country in countries.spoken_of]
    listed_here = [one for one in by_hand if one.country in countries.spoken_of or not spoken_of]
    if listed_here:
        return listed_here[0] if len(listed_here) == 1 else None
    biggest = _biggest(others)
    if biggest is not None and biggest.population >= _WELL_KNOWN:
        return biggest
    return _biggest(spoken_of)


def _of_level(
    candidates: Sequence[Candidate], level: PlaceLevel | None, by_province: frozenset[str]
) -> list[Candidate]:
    """A province and a town of one name in one country: the level says which is meant.

    Without one it is the province where the document names others of that country.
    """
    doubled = _doubled(candidates)

    def is_meant(one: Candidate) -> bool:
        among = level is None and one.country in by_province
        return one.level == ("province" if level == "province" or among else "town")

    return [one for one in candidates if one.country not in doubled or is_meant(one)]


def _doubled(candidates: Sequence[Candidate]) -> frozenset[str]:
    """The countries that have both a province and a town of a name."""
    levels = {(one.country, one.level) for one in candidates}
    return frozenset(c for c, level in levels if level == "town" and (c, "province") in levels)


def _is_doubled(name: _Name) -> bool:
    return bool(_doubled(known_places([word.key for word in name.words])))


@lru_cache(maxsize=4)
def _by_province(text: str) -> frozenset[str]:
    """The countries of which a text names provinces that share their name with no town."""
    found: dict[str, set[str]] = defaultdict(set)
    for key in {tuple(word.key for word in name.words) for name in _names(text)}:
        candidates = known_places(key)
        towns = {one.country for one in candidates if one.level == "town"}
        for one in candidates:
            if one.level == "province" and one.country not in towns:
                found[one.country].add(one.name)
    return frozenset(country for country, names in found.items() if len(names) >= _PROVINCES)


def _biggest(candidates: Sequence[Candidate]) -> Candidate | None:
    """The only candidate, or the one that dwarfs the rest."""
    ranked = sorted(candidates, key=lambda one: -one.population)
    if len(ranked) > 1 and ranked[0].population < _DOMINANT * ranked[1].population:
        return None
    return ranked[0] if ranked else None


def _whole_country(form: Sequence[Word]) -> str | None:
    """The country that all the words name."""
    found = country_at(form, 0)
    return found.code if found and found.how != "seat" and found.length == len(form) else None
