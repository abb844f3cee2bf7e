"""Numbers that name a value: "3,000", "four-thousand-100", "two and a half million", "a dozen"."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from tollbook.extraction.numbers.lexicon import Lexicon, Tokens, value

_HUNDRED, _THOUSAND = 100, 1_000
_MOST_NUMERALS = 4  # "3 000 000 000": more groups of digits are a code, not people


@dataclass(frozen=True, slots=True)
class Cardinal:
    """A value and the token after it; `head` times `magnitude` is how it was put together.

    `head` is the value itself where no magnitude word stands at the end.
    """

    value: int | Fraction
    after: int
    head: int | Fraction
    magnitude: int
    digits: bool


def cardinal(text: Tokens, i: int, lexicon: Lexicon, *, ands: bool = True) -> Cardinal | None:
    """The longest number that begins at token `i`; without `ands`, "and" ends it."""
    k = link(text, i + 1)
    if text.word(i) not in ("a", "an") or not _countable(text, k, lexicon):
        k = i  # no article of "a hundred", "a dozen"
    total: int | Fraction = 0
    limit: int | float = math.inf
    found: Cardinal | None = None
    while (group := _group(text, k, lexicon, bare=found is None, ands=ands)) is not None:
        head, after = group
        magnitude, after = _magnitude(text, after, lexicon, bare=after == k)
        if head * magnitude >= limit or (magnitude == 1 and after == k):
            break
        total += head * magnitude
        # The hundred of "five hundred" is a magnitude too, for "four or five hundred".
        unit = magnitude * (_HUNDRED if text.word(group[1] - 1) == "hundred" else 1)
        digits = found.digits if found else text.numeral(k)
        found = Cardinal(total, after, total / Fraction(unit), unit, digits)
        if magnitude == 1 or magnitude in lexicon.groups.values():
            break
        limit = magnitude
        k = _next_group(text, after, lexicon, ands=ands)
    return _with_half(text, found, lexicon) if found and ands else found


def link(text: Tokens, i: int) -> int:
    """Past a hyphen that joins token `i - 1` to the one after it."""
    return i + 1 if text.word(i) == "-" and text.touches(i) and text.touches(i + 1) else i


def _countable(text: Tokens, i: int, lexicon: Lexicon) -> bool:
    word = text.word(i)
    if word == "score":
        return text.word(i + 1) == "of" and not text.numeral(i + 2)
    return word in lexicon.magnitudes or word in lexicon.groups


def _group(
    text: Tokens, i: int, lexicon: Lexicon, *, bare: bool, ands: bool
) -> tuple[int | Fraction, int] | None:
    """What stands before a magnitude word: a numeral, or words up to 999 (9,900 by hundreds).

    With `bare`, a magnitude word alone counts one of its kind.
    """
    start: tuple[int | Fraction, int] | None
    start = _numeral(text, i, lexicon) if text.numeral(i) else _below_hundred(text, i, lexicon)
    if start is None:
        return (1, i) if bare and _countable(text, i, lexicon) else None
    head, after = start
    if text.word(link(text, after)) != "hundred" or head >= _HUNDRED:
        return start
    head, after = head * _HUNDRED, link(text, after) + 1
    following = after + 1 if ands and text.word(after) == "and" else after
    rest = _below_hundred(text, link(text, following), lexicon)
    if rest and text.word(link(text, rest[1])) not in ("hundred", *lexicon.groups):
        return head + rest[0], rest[1]
    return head, after


def _below_hundred(text: Tokens, i: int, lexicon: Lexicon) -> tuple[int, int] | None:
    number = lexicon.cardinals.get(text.word(i))
    if number is None:
        return None
    unit = lexicon.cardinals.get(text.word(link(text, i + 1)), 10)
    if number >= 20 and unit < 10:
        return number + unit, link(text, i + 1) + 1
    return number, i + 1


def _numeral(text: Tokens, i: int, lexicon: Lexicon) -> tuple[int | Fraction, int] | None:
    digits, after = text.words[i], i + 1
    # of "on May 9 300 people died" the 9 is a day, and a label may end in digits, too
    before = text.word(i - 2) if text.word(i - 1) == "." else text.word(i - 1)
    labelled = lexicon.has("time.months", before) or lexicon.has("label.nouns", before)
    if len(digits) <= 3 and digits.isdecimal() and not labelled:
        while after < i + _MOST_NUMERALS:
            word = text.word(after)
            touches = text.starts[after] == text.ends[after - 1] + 1 if word else False
            if len(word) != 3 or not word.isdecimal() or not touches:
                break
            digits += word  # the next three digits of "3 000"
            after += 1
    number = value(digits)
    if number is None:
        return None
    if "." in digits and _countable(text, link(text, after), lexicon):
        number = Fraction(digits)  # "1.200 million" is no 1,200
    glyph = lexicon.glyphs.get(text.word(after))
    if glyph and text.touches(after):
        return number + glyph, after + 1
    return number, after


def _magnitude(text: Tokens, i: int, lexicon: Lexicon, *, bare: bool) -> tuple[int, int]:
    """The magnitude words at `i`, multiplied, and the token after them; 1 where there is none."""
    magnitude = 1
    k = i if bare else link(text, i)
    suffix = lexicon.suffixes.get(text.word(i))
    if suffix and text.touches(i) and text.numeral(i - 1):
        return suffix, i + 1
    while (size := lexicon.magnitudes.get(text.word(k), 0)) > magnitude:
        magnitude, i = magnitude * size, k + 1
        k = link(text, i)
    if magnitude == 1 and text.word(k) in lexicon.groups:
        return lexicon.groups[text.word(k)], k + 1
    return magnitude, i


def _next_group(text: Tokens, after: int, lexicon: Lexicon, *, ands: bool) -> int:
    """Where the smaller rest of a number may begin: "two thousand [and] five", "thousand-100".

    Digits go on only after a hyphen: in "two thousand 300 were hurt" they begin anew.
    """
    joined = link(text, after)
    if joined > after:
        return joined
    if text.numeral(after):
        return text.size
    if _goes_on_by_hundreds(text, after, lexicon):
        return after + 1
    return _past_and(text, after, lexicon) if ands else after


def _goes_on_by_hundreds(text: Tokens, i: int, lexicon: Lexicon) -> bool:
    """Whether a comma parts the thousands from the rest in words: "one thousand, two hundred"."""
    thousands = lexicon.magnitudes.get(text.word(i - 1), 0) >= _THOUSAND
    if text.word(i) != "," or not thousands or text.word(i + 1) not in lexicon.cardinals:
        return False
    rest = _below_hundred(text, i + 1, lexicon)
    following = text.word(link(text, rest[1])) if rest else ""
    return lexicon.magnitudes.get(following, 0) >= _HUNDRED


def _past_and(text: Tokens, i: int, lexicon: Lexicon) -> int:
    """Past the "and" of "a thousand and five"; what follows it must be below a hundred."""
    if text.word(i) != "and":
        return i
    rest = _below_hundred(text, i + 1, lexicon)
    if rest is None or _countable(text, link(text, rest[1]), lexicon):
        return i
    return i + 1


def _with_half(text: Tokens, number: Cardinal, lexicon: Lexicon) -> Cardinal:
    """Add the "and a half" of "a million and a half" or "two and a half million"."""
    after = number.after
    if [text.word(after + n) for n in range(3)] != ["and", "a", "half"]:
        return number
    magnitude, end = _magnitude(text, after + 3, lexicon, bare=False)
    if number.magnitude > 1 and magnitude > 1:
        return number
    size = max(number.magnitude, magnitude)
    total = (number.value + Fraction(1, 2)) * size
    if number.magnitude > 1:
        total = number.value + Fraction(size, 2)
    return Cardinal(total, end, total / Fraction(size), size, number.digits)
