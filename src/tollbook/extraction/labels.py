"""What the words of a label, a header or a cell say: a harm, people, a place, a total, a thing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from typing import cast

from tollbook.language import load
from tollbook.model.document import Extent
from tollbook.model.values import Measure, Modality, Scope

_WORD = re.compile(r"[^\W\d_]+(?:['’&.-][^\W\d_]+)*\.?|[%$€£#]|\+(?!\d)")
_LONGEST = 4  # words of the longest phrase in the lexicon
_MOST_WORDS = 16  # of a label; more are a sentence
_PARTED = 2  # more harms in a label split the first of them
_NAME = re.compile(
    r"#?[^\W\d_a-z][\w'’.-]*(?:[ -](?:[^\W\d_a-z][\w'’.-]*|al|el|de|da|of|the|\d{1,3}))*"
)
_PLACE_AFTER = r"(?:in|at|near|across|outside|around|of)\s+(?:the\s+)?"


@dataclass(frozen=True, slots=True)
class Words:
    """What some words say. `people` is where they say whom, `place` where it happened.

    `things` says that they count no people; `unread` that they hold words that are none of all
    this; `total` that they are the name of a sum; `tail` is where a preposition ends them.
    """

    measures: tuple[Measure, ...] = ()
    people: Extent | None = None
    place: Extent | None = None
    total: bool = False
    things: bool = False
    unread: bool = False
    including: bool = False
    modality: Modality = "asserted"
    tail: int = 0


def read_words(text: str, start: int, end: int) -> Words:
    """What the words of `text[start:end]` say, up to the first preposition of place or cause."""
    found = _WORD.finditer(text, start, end)
    spans = [match.span() for match in islice(found, _MOST_WORDS + 1)]
    if len(spans) > _MOST_WORDS:
        return Words(unread=True, tail=end)
    words = [text[a:b].lower() for a, b in spans]
    said = Words(tail=end)
    run: list[int] = []  # words that are none of the lexicon, before a noun: they say whom
    index, thing = 0, -2
    while index < len(words):
        length, role, what = _longest(words, index)
        first = spans[run[0] if run else index][0]
        if role == "tails":
            at = spans[index][0]
            said = replace(said, tail=at, place=_place_in(text, at, end))
            break
        if role == "harm":
            # "storm toll" and "summary of casualties" name nobody
            named = run and words[run[-1]] not in _words("events") and words[index - 1] != "of"
            people = (first, spans[index - 1][1]) if named else None
            measure = cast(Measure, what)
            said = replace(said, measures=(*said.measures, measure), people=said.people or people)
        elif role == "people":
            if thing == index - 1:  # "hospital staff", "tank crews" are people
                said, first = replace(said, things=False), min(first, spans[thing][0])
            said = replace(said, people=said.people or (first, spans[index + length - 1][1]))
        elif role == "modality":
            said = replace(said, modality=cast(Modality, what))
        elif role == "things":
            said, thing = replace(said, things=True), index
        elif role == "including":
            said = replace(said, including=True)
        elif role == "total":
            said = replace(said, total=length == len(words))
        if role == "":
            run.append(index)
        elif role != "neutral":
            run = []
        index += length
    return replace(said, measures=_without_sum(said.measures), unread=bool(run))


def _without_sum(measures: tuple[Measure, ...]) -> tuple[Measure, ...]:
    """The harms without the one that the others split: "Casualties (killed/injured)"."""
    split = measures[:1] == ("casualties",) and len(measures) > _PARTED
    return measures[1:] if split else measures


def named_place(text: str, start: int, end: int) -> Extent | None:
    """The place that a label or a heading names, None where it names none.

    >>> label = "Kharkiv region"
    >>> named_place(label, 0, len(label))
    (0, 14)
    """
    while end > start and text[end - 1].isspace():
        end -= 1
    listed = load("en", "structure")["words"]
    words = re.findall(r"[^\W_]+", text[start:end].lower())
    if any(_lexicon().get(word, ("", ""))[0] in ("things", "people") for word in words):
        return _place_in(text, start, end)
    if not words or len(words) > 6 or not text[start:end].lstrip("#")[:1].isalnum():
        return _place_in(text, start, end)
    levels = load("en", "place_words")["levels"]
    name = _NAME.match(text, start, end)
    rest = text[name.end() : end].strip(" ,-()").lower() if name else ""
    plain = not set(words) & set(listed["no_place"]) and words[-1] not in _harm_words()
    if name and plain and (not rest or rest in levels):
        return start, end
    before_event = rest.rpartition(" ")[2] in listed["events"]
    if name and before_event and not set(name[0].lower().split()) & set(listed["no_place"]):
        return name.span()
    return _place_in(text, start, end)


def _place_in(text: str, start: int, end: int) -> Extent | None:
    """The name behind a preposition of place: "blast in Quetta", "near #Kabul"."""
    for before in re.finditer(rf"\b{_PLACE_AFTER}", text[start:end]):
        name = _NAME.match(text, start + before.end(), end)
        if name and not is_month(name[0]):
            begin = name.start() + name[0].startswith("#")
            return begin, name.end()
    return None


def is_month(word: str) -> bool:
    """Whether a name is that of a month or a day of the week."""
    layout = load("en", "layout")
    names = {name for month in layout["months"] for name in month} | set(layout["weekdays"])
    return word.split(maxsplit=1)[0].strip(".") in names


def scope_of_words(words: str) -> Scope | None:
    """The stretch that the words over a list or a column say its counts cover."""
    padded = " ".join(["", *re.findall(r"[^\W_]+", words.lower()), ""])
    table = load("en", "structure")["scope"]
    for scope in ("period", "cumulative"):
        if any(f" {phrase} " in padded for phrase in table[scope]):
            return scope
    return None


def head_of(words: str) -> str:
    """What a column without counts holds, by its header: nothing where it may hold counts.

    One of place, time (days), stretch (months), group, voice, index.
    """
    low = words.lower().strip(" .:*_")
    listed = load("en", "structure")["words"]
    for kind in ("place", "time", "stretch", "group", "voice", "index"):
        heads = listed[f"{kind}_heads"]
        if low in heads or (kind in ("place", "group") and low.rpartition(" ")[2] in heads):
            return kind
    return ""


@cache
def _lexicon() -> Mapping[str, tuple[str, str]]:
    """Every phrase with its role and, for a harm or a doubt, the measure or modality it says."""
    table = load("en", "structure")
    words = table["words"]
    roles: dict[str, tuple[str, str]] = {}
    for noun in (*load("en", "people")["person"], *words["people"]):
        plurals = (f"{noun}s", re.sub(r"y$", "ies", noun), re.sub(r"man$", "men", noun))
        roles.update(dict.fromkeys((noun, *plurals), ("people", "")))
    kinds = load("en", "people")["thing"]
    things = {*kinds, *(f"{kind}s" for kind in kinds), *words["things"], "%", "$", "€", "£"}
    things -= {*words["place_heads"], *load("en", "place_words")["levels"], *words["events"]}
    roles.update(dict.fromkeys(things, ("things", "")))
    for role in ("neutral", "tails", "total", "including"):
        roles.update(dict.fromkeys(words[role], (role, "")))
    for role in ("modality", "harm"):
        for what, phrases in table[role].items():
            roles.update(dict.fromkeys(phrases, (role, what)))
    return roles


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load("en", "structure")["words"][name])


@cache
def _harm_words() -> frozenset[str]:
    return frozenset(word for words in load("en", "structure")["harm"].values() for word in words)


def _longest(words: Sequence[str], index: int) -> tuple[int, str, str]:
    """The longest known phrase that begins at a word: its length, its role, what it says."""
    for length in range(min(_LONGEST, len(words) - index), 0, -1):
        phrase = " ".join(words[index : index + length])
        role = _lexicon().get(phrase) or _lexicon().get(phrase.rstrip("."))
        if role:
            return (length, *role)
    return 1, "", ""
