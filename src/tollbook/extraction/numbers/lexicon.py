"""The number words of a language, made ready for looking up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any, TypeVar, get_args

from tollbook.extraction.numbers.tokens import Tokens, tokens
from tollbook.language import load
from tollbook.settings import ValuePolicy

Policy = ValuePolicy
POLICIES: tuple[Policy, ...] = get_args(ValuePolicy)

Meaning = TypeVar("Meaning")


class Phrases(dict[str, list[tuple[tuple[str, ...], Meaning]]]):
    """Phrases with their meanings, the rest of each under its first word, the longest first."""

    def add(self, phrase: str, meaning: Meaning) -> None:
        """File one phrase; its words are cut as those of a text are."""
        first, *rest = tokens(phrase).words
        found = self.setdefault(first, [])
        found.append((tuple(rest), meaning))
        found.sort(key=lambda entry: -len(entry[0]))

    def match(self, text: Tokens, i: int) -> tuple[int, Meaning] | None:
        """The longest phrase at token `i` as (token after it, meaning); hyphens are as spaces."""
        for rest, meaning in self.get(text.word(i), ()):
            after = _follow(text, i + 1, rest)
            if after is not None:
                return after, meaning
        return None


def _follow(text: Tokens, i: int, words: tuple[str, ...]) -> int | None:
    for word in words:
        if text.word(i) == "-" and text.joined(i) and word != "-":
            i += 1
        if text.word(i) != word:
            return None
        i += 1
    return i


@dataclass(frozen=True)
class Lexicon:
    """Every table of `numbers.toml` and `not_counts.toml`, under one value policy."""

    cardinals: Mapping[str, int]
    magnitudes: Mapping[str, int]
    suffixes: Mapping[str, int]
    groups: Mapping[str, int]
    sets: Mapping[str, int]
    multiples: Mapping[str, int]
    fractions: Mapping[str, int]
    glyphs: Mapping[str, Fraction]
    plurals: Mapping[str, tuple[int, int]]
    singulars: Mapping[str, int]
    few: tuple[int, int]
    many: int
    small: Phrases[str]
    """several, a few, a couple of, many: "few", "alone" (also few), "couple" or "many"."""
    before: Phrases[str]
    after: Phrases[str]
    percent: Phrases[str]
    nobody: Phrases[str]
    rising: Phrases[str]
    after_one: Phrases[str]
    """What makes "one" before it no number: "one another", "one by one"."""
    words: Mapping[str, frozenset[str]]
    """The plain lists of words, under `table.key`."""
    starters: frozenset[str]
    """The words of which a text without digits must hold one to hold a number at all."""
    openers: frozenset[str]
    """The words, beside digits, that a number phrase may begin with."""

    def has(self, name: str, word: str) -> bool:
        """Whether the list `name` ("time.months") holds `word`."""
        return word in self.words[name]


@cache
def lexicon(policy: str, language: str = "en") -> Lexicon:
    """The number words of a language, read under `policy`.

    Raises:
        ValueError: no policy is called so.
    """
    if policy not in POLICIES:
        raise ValueError(f"no value policy is called {policy!r}: use one of {', '.join(POLICIES)}")
    table = load(language, "numbers")
    # `floor` reads words as `tollbook` does and drops the upper ends afterwards.
    reading = "acled" if policy == "acled" else "tollbook"
    vague = table["vague"][reading]
    before = _phrases(
        dict(table["before"])
        | {
            "estimated": table["estimates"]["words"],
            "another": table["another"]["before"],
            "from": table["ranges"]["from"],
            "between": table["ranges"]["between"],
        }
    )
    starters = _starters(table)
    return Lexicon(
        cardinals=table["cardinals"],
        magnitudes=table["magnitudes"],
        suffixes=table["suffixes"],
        groups=table["groups"],
        sets=table["sets"],
        multiples=table["multiples"],
        fractions=table["fractions"],
        glyphs={glyph: Fraction(*ratio) for glyph, ratio in table["glyphs"].items()},
        plurals={word: (low, high) for word, (low, high) in table["plurals"][reading].items()},
        singulars=table["plurals"]["singular"],
        few=(vague["few"][0], vague["few"][1]),
        many=vague["many"],
        small=_phrases({key: table["words"][key] for key in ("few", "alone", "couple", "many")}),
        before=before,
        after=_phrases(dict(table["after"])),
        percent=_phrases({"percent": table["shares"]["percent"]}),
        nobody=_phrases({"nobody": table["words"]["nobody"]}),
        rising=_phrases({"rising": table["ranges"]["rising"]}),
        after_one=_phrases({"one": load(language, "not_counts")["one"]["after"]}),
        words=_lists(table) | _lists(load(language, "not_counts")),
        starters=starters,
        openers=starters.union(before, ("a", "an")),
    )


def _phrases(lists: Mapping[str, Iterable[str]]) -> Phrases[str]:
    phrases: Phrases[str] = Phrases()
    for meaning, entries in lists.items():
        for entry in entries:
            phrases.add(entry, meaning)
    return phrases


def _lists(table: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    return {
        f"{name}.{key}": frozenset(entries)
        for name, part in table.items()
        for key, entries in part.items()
        if isinstance(entries, tuple) and all(isinstance(entry, str) for entry in entries)
    }


def _starters(table: Mapping[str, Any]) -> frozenset[str]:
    single = ("cardinals", "magnitudes", "groups", "sets", "multiples", "fractions")
    words = {word for name in single for word in table[name]}
    words |= set(table["plurals"]["singular"])
    for key in ("few", "alone", "couple", "many", "nobody", "zero"):
        words |= {word for phrase in table["words"][key] for word in phrase.split()}
    return frozenset(words - {"a", "an", "of", "the", "to"})
