"""A text cut into tokens, and the number words of a language to look them up in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any, TypeVar, get_args

from tollbook.language import load
from tollbook.settings import ValuePolicy

END = ""
"""What `Tokens.word` answers before the first token and after the last."""

_NARROW_SPACES = dict.fromkeys(
    map(ord, "\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f"), "\u00a0"
)
_FULL_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_APOSTROPHES = dict.fromkeys(map(ord, "\u2018\u2019\u02bc"), "'")
_HYPHENS = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2212"), "-")
_FOLD = _NARROW_SPACES | _FULL_WIDTH | _APOSTROPHES | _HYPHENS
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")

# Repetitions are bounded where a failure could send the search back over them.
_TOKEN = re.compile(
    r"\d{1,3}(?:[,\u00a0']\d{3}){1,4}(?!\d)"  # 3,000 · 3 000 with a narrow space · 3'000
    r"|\d{1,2}(?:,\d{2}){1,4},\d{3}(?!\d)"  # 12,50,000, as in India
    r"|\d+(?:\.\d+)*"  # 3000 · 1.2 · 3.000
    r"|[^\W\d_]\w*"
    r"|\S"
)
_MOST_DIGITS = 16
Policy = ValuePolicy
POLICIES: tuple[Policy, ...] = get_args(ValuePolicy)
Meaning = TypeVar("Meaning")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text; `starts` and `ends` are offsets into the text as given."""

    words: Sequence[str]
    """Each token in lower case; full-width characters are plain, invisible ones are gone."""
    raw: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]
    size: int

    def word(self, i: int) -> str:
        """The token at `i` in lower case, or END outside the text."""
        return self.words[i] if -1 < i < self.size else END

    def touches(self, i: int) -> bool:
        """Whether token `i` touches the one before it."""
        return 0 < i < self.size and self.starts[i] == self.ends[i - 1]

    def capital(self, i: int) -> bool:
        """Whether token `i` begins with a capital."""
        return -1 < i < self.size and self.raw[i][0].isupper()

    def numeral(self, i: int) -> bool:
        """Whether token `i` is written in digits."""
        return self.word(i)[:1].isdecimal()


def tokens(text: str) -> Tokens:
    """Cut `text` into tokens, in time linear in its length."""
    visible, offsets = text, None
    if not text.isascii():
        visible = text.translate(_FOLD)
        if _INVISIBLE.search(visible):
            offsets = [i for i, mark in enumerate(visible) if not _INVISIBLE.match(mark)]
            visible = "".join(visible[i] for i in offsets)
    matches = list(_TOKEN.finditer(visible))
    raw = [match.group() for match in matches]
    words = [token.lower() for token in raw]
    starts = [match.start() for match in matches]
    ends = [match.end() for match in matches]
    if offsets is not None:
        starts = [offsets[start] for start in starts]
        ends = [offsets[end - 1] + 1 for end in ends]
    return Tokens(words, raw, starts, ends, len(words))


def value(numeral: str) -> int | Fraction | None:
    """What a numeral in digits stands for; None where it is no quantity (007, 14.12.2024).

    A point before three digits parts thousands, as much of the world writes it: people come
    whole, so that "3.000 people" can't be three.

    >>> value("3,000"), value("1.2"), value("3.000"), value("007")
    (3000, Fraction(6, 5), 3000, None)
    """
    plain = "".join(character for character in numeral if character not in ",\u00a0'")
    if len(plain) > _MOST_DIGITS or (plain[0] == "0" and plain[1:2].isdecimal()):
        return None
    whole, *parts = plain.split(".")
    if not parts:
        return int(plain)
    if len(whole) <= 3 and int(whole) and all(len(part) == 3 for part in parts):
        return int(plain.replace(".", ""))
    return Fraction(f"{int(whole)}.{parts[0]}") if len(parts) == 1 else None


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
            after = i + 1
            for word in rest:
                if text.word(after) == "-" and text.touches(after) and word != "-":
                    after += 1
                if text.word(after) != word:
                    break
                after += 1
            else:
                return after, meaning
        return None


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
        openers=starters.union(before, ("a", "an"), table["shares"]["every"]),
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
