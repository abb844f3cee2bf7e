"""Anything that says how many, without its modifiers: numbers, vague words, sets, shares."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from tollbook.extraction.numbers.cardinals import Cardinal, cardinal, link
from tollbook.extraction.numbers.lexicon import Lexicon, Tokens
from tollbook.model.values import Modifier

_SMALL_WHOLE = 10  # up to here "three out of five" is mostly a share, not a count of the five
_NEAR = 3  # words within which a killing follows: "a double gangland murder"

Form = Literal["digits", "words", "vague", "pronoun", "share", "set"]


@dataclass(frozen=True, slots=True)
class Amount:
    """How many, as tokens `first` to `after` say it; `high` is None where the top is open."""

    first: int
    after: int
    low: int
    high: int | None
    modifier: Modifier
    form: Form
    whole: bool = True
    """False for "2.5": people come whole, so this counts something else."""
    share: tuple[int, int] | None = None
    among: int | None = None
    """The whole that a share is of, where the text states it right behind; at token `among_at`."""
    among_at: int = 0
    number: Cardinal | None = None
    closed: bool = False
    """Whether both ends are named, and no hedge can open one: "at least 9, perhaps 12"."""


def amount(text: Tokens, i: int, lexicon: Lexicon) -> Amount | None:
    """The amount that begins at token `i`, by the first reading that fits."""
    found = _all_but(text, i, lexicon) or _one_more(text, i, lexicon)
    if found:
        return found
    part = _fraction(text, i, lexicon)
    found = part and (_of_magnitude(text, i, *part, lexicon) or _share(text, i, *part, lexicon))
    if found:
        return found
    number = cardinal(text, i, lexicon)
    if number:
        return _percent_or_ratio(text, i, number, lexicon) or from_number(i, number)
    nobody = lexicon.nobody.match(text, i)
    if nobody:
        return Amount(i, nobody[0], 0, 0, "exact", "pronoun")
    if lexicon.has("words.zero", text.word(i)):
        return Amount(i, i + 1, 0, 0, "exact", "words")
    return _plural(text, i, lexicon) or _small(text, i, lexicon) or _set(text, i, lexicon)


def _all_but(text: Tokens, i: int, lexicon: Lexicon) -> Amount | None:
    """As in "all but two of the 40 passengers": 38."""
    if not lexicon.has("shares.every", text.word(i)):
        return None
    left = cardinal(text, i + 2, lexicon) if lexicon.has("shares.but", text.word(i + 1)) else None
    if left is None or text.word(left.after) != "of":
        return None
    k = left.after + 1
    k += lexicon.has("shares.determiners", text.word(k))
    whole = cardinal(text, k, lexicon)
    if whole is None or left.value > whole.value:
        return None
    size = int(whole.value - left.value)
    return Amount(i, whole.after, size, size, "exact", "words")


def _one_more(text: Tokens, i: int, lexicon: Lexicon) -> Amount | None:
    """As in "two were killed and a third was hurt"."""
    one = text.word(i) == "a" and lexicon.has("shares.one_more", text.word(i + 1))
    if not one or not lexicon.has("shares.one_verbs", text.word(i + 2)):
        return None
    return Amount(i, i + 2, 1, 1, "exact", "words")


def from_number(first: int, number: Cardinal) -> Amount:
    """The amount that a plain number states."""
    size = int(number.value)
    return Amount(
        first,
        number.after,
        size,
        size,
        "exact",
        "digits" if number.digits else "words",
        whole=number.value == size,
        number=number,
    )


def _plural(text: Tokens, i: int, lexicon: Lexicon) -> Amount | None:
    """As in "dozens", "tens of thousands", "uncounted thousands", "hundreds upon hundreds"."""
    first = i
    if lexicon.has("words.stretching", text.word(i)):
        i += 1
    word = text.word(i)
    if word not in lexicon.plurals or not _counts(text, i, lexicon):
        return None
    low, high = lexicon.plurals[word]
    after = i + 1
    if text.word(after) in ("of", "upon", "and", "on") and text.word(after + 1) == word:
        after += 2
    size = lexicon.singulars.get(text.word(after + 1), 1)
    if text.word(after) == "of" and size > 1:
        low, high, after = low * size, _top(low, high, size), after + 2
    return Amount(first, after, low, high, "vague", "vague")


def _counts(text: Tokens, i: int, lexicon: Lexicon) -> bool:
    """Whether a plural counts: "scores" are marks in a game but for what follows, "tens" too."""
    word, following = text.word(i), text.word(i + 1)
    if word == "scores":
        return not following.isalnum() or lexicon.has("scores.after", following)
    return word != "tens" or following == "of"


def _top(low: int, high: int, size: int) -> int:
    """The upper end of a vague count of things of `size`: 9 hundred reaches to 999."""
    return high * size if low == high else (high + 1) * size - 1


def _small(text: Tokens, i: int, lexicon: Lexicon) -> Amount | None:
    """As in "several", "a few hundred", "a couple of dozen", "many"."""
    found = lexicon.small.match(text, i)
    if not found:
        return None
    after, kind = found
    if kind == "many":
        return Amount(i, after, lexicon.many, None, "vague", "vague")
    size, end = _size(text, after, lexicon)
    if kind == "couple":
        if size > 1:
            return Amount(i, end, 2 * size, 2 * size, "about", "words")
        return Amount(i, _without_of(text, after), 2, 2, "exact", "set")
    low, high = lexicon.few
    if size > 1:
        top = _top(low, high, size)
        if size in lexicon.groups.values():
            top = min(top, 99) if low != high else top  # "several dozen" ends where "dozens" does
        return Amount(i, end, low * size, top, "vague", "vague")
    if kind == "few":
        return None
    return Amount(i, _without_of(text, after), low, high, "vague", "vague")


def _size(text: Tokens, i: int, lexicon: Lexicon) -> tuple[int, int]:
    """The magnitude at `i` ("hundred thousand", "dozens") and the token after it."""
    size, k = 1, link(text, i)
    while True:
        word = text.word(k)
        step = lexicon.magnitudes.get(word) or lexicon.groups.get(word)
        step = step or lexicon.singulars.get(word, 0)
        if step <= size:
            return size, i
        size, i = size * step, k + 1
        k = link(text, i)


def _without_of(text: Tokens, after: int) -> int:
    return after - 1 if text.word(after - 1) == "of" else after


def _set(text: Tokens, i: int, lexicon: Lexicon) -> Amount | None:
    """As in "both", "a trio", and the "double" of "a double murder"."""
    word = text.word(i)
    size = lexicon.sets.get(word)
    if size is None and word in lexicon.multiples:
        near = (text.word(link(text, i + 1) + n) for n in range(_NEAR))
        if any(lexicon.has("killings.words", noun) for noun in near):
            size = lexicon.multiples[word]
    return Amount(i, i + 1, size, size, "exact", "set") if size else None


def _percent_or_ratio(text: Tokens, i: int, number: Cardinal, lexicon: Lexicon) -> Amount | None:
    """As in "20 percent of them" and "one in five"."""
    percent = lexicon.percent.match(text, number.after)
    if percent:
        return _share(text, i, Fraction(number.value) / 100, percent[0], lexicon)
    k = number.after
    if text.word(k) == "out" and text.word(k + 1) == "of":
        k += 1
    elif text.word(k) != "in":
        return None
    among = cardinal(text, k + 1, lexicon)
    if among and not (number.value == 1 or lexicon.has("shares.rounds", text.word(k + 1))):
        among = among if _is_a_ratio(text, number, k, among, lexicon) else None
    if among and number.value < among.value <= 1_000:
        fraction = Fraction(number.value) / Fraction(among.value)
        if fraction.denominator <= 1_000:
            return _share(text, i, fraction, among.after, lexicon) or _unknown_part(
                i, among.after, fraction
            )
    return None


def _is_a_ratio(text: Tokens, few: Cardinal, k: int, many: Cardinal, lexicon: Lexicon) -> bool:
    """Whether two small numbers are a share: "two in three were hurt", "three out of five"."""
    if not few.value < many.value <= _SMALL_WHOLE:
        return False
    following = text.word(many.after)
    return (
        "of" in (text.word(k), following)
        or lexicon.has("shares.verbs", following)
        or lexicon.has("people.words", following)
    )


def _fraction(text: Tokens, i: int, lexicon: Lexicon) -> tuple[Fraction, int] | None:
    """A fraction in words and the token after it: "half", "a third", "two-thirds"."""
    word = text.word(i)
    if word in ("half", "quarter"):
        if lexicon.has("shares.ordinals", text.word(i - 1)):
            return None
        return Fraction(1, lexicon.fractions[word]), i + 1
    named = link(text, i + 1)
    parts = lexicon.fractions.get(text.word(named))
    if parts is None:
        return None
    count = 1 if word in ("a", "an") else lexicon.cardinals.get(word, 0)
    if text.numeral(i) and word.isdecimal() and len(word) == 1:
        count = int(word)
    plural = text.word(named).endswith("s")
    if not 1 <= count < parts or plural != (count > 1):
        return None
    return Fraction(count, parts), named + 1


def _of_magnitude(
    text: Tokens, i: int, fraction: Fraction, after: int, lexicon: Lexicon
) -> Amount | None:
    """As in "half a dozen", "half-million", "a quarter of a million"."""
    k = after + 1 if text.word(after) == "of" else link(text, after)
    if text.word(k) == "a":
        k = link(text, k + 1)
    elif text.word(after) == "of":
        return None
    size = lexicon.magnitudes.get(text.word(k)) or lexicon.groups.get(text.word(k))
    if not size:
        return None
    total = size * fraction
    number = Cardinal(total, k + 1, fraction, size, digits=False)
    return replace(from_number(i, number), form="words")


def _share(text: Tokens, i: int, fraction: Fraction, after: int, lexicon: Lexicon) -> Amount | None:
    """A share, worked out where its whole stands right behind it."""
    half = fraction == Fraction(1, 2)
    k = after
    if text.word(k) == "of":
        k += 1
    elif not (half and lexicon.has("shares.determiners", text.word(k))):
        verb = lexicon.has("shares.verbs", text.word(k))
        return _unknown_part(i, after, fraction) if verb and fraction < 1 else None
    if fraction > 1:
        return None
    while lexicon.has("shares.determiners", text.word(k)) and k < after + 4:
        k += 1
    if text.word(k + 1) == "'" and text.word(k + 2) == "s":
        k += 3  # "half of the village's 400 people"
    modified = lexicon.before.match(text, k)
    whole = cardinal(text, modified[0] if modified else k, lexicon)
    if whole is None or whole.value != int(whole.value) or _ends_in_year(text, whole):
        return _unknown_part(i, after, fraction)
    part = round(whole.value * fraction)
    ratio = fraction.as_integer_ratio()
    return Amount(
        i, whole.after, part, part, "about", "share",
        share=ratio, among=int(whole.value), among_at=k,
    )  # fmt: skip


def share_bounds(share: Fraction, whole: int, modifier: Modifier) -> tuple[int, int]:
    """The least and the most that a share of a known whole can be: "more than half of the 80".

    >>> share_bounds(Fraction(1, 2), 80, "more_than"), share_bounds(Fraction(1, 3), 80, "about")
    ((41, 80), (27, 27))
    """
    part = whole * share
    match modifier:
        case "at_least":
            return math.ceil(part), whole
        case "more_than":
            return math.floor(part) + 1, whole
        case "at_most":
            return 0, math.floor(part)
        case "less_than":
            return 0, max(math.ceil(part) - 1, 0)
    return round(part), round(part)


def _ends_in_year(text: Tokens, whole: Cardinal) -> bool:
    """Whether the whole of "a quarter of 2024" is a year."""
    word = text.word(whole.after - 1)
    return len(word) == 4 and word.isdecimal() and 1900 <= int(word) <= 2099


def _unknown_part(i: int, after: int, fraction: Fraction) -> Amount:
    return Amount(i, after, 0, None, "about", "share", share=fraction.as_integer_ratio())
