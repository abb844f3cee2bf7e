"""Who is counted, and how many: numbers in every written form, from "3,000" to "no one".

A pure grammar of text. The words are in `language/en/numbers.toml`, the numbers that count no
one in `language/en/not_counts.toml`.

    text -> tokens -> phrase (modifiers, amount, range) -> traps -> role -> Quantity
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from tollbook.extraction.numbers.amounts import Form, share_bounds
from tollbook.extraction.numbers.lexicon import POLICIES, Lexicon, Policy, Tokens, lexicon, tokens
from tollbook.extraction.numbers.phrases import NumberRole, Phrase, phrase, role
from tollbook.extraction.numbers.traps import TRAPS
from tollbook.model.values import Modifier

__all__ = [
    "POLICIES",
    "Form",
    "NumberRole",
    "Policy",
    "Quantity",
    "quantities",
    "share_of",
    "whole_of",
]

_LETTERS = re.compile(r"[a-z]+")
_DIGIT = re.compile(r"[\d½¼¾]")
_HIDING = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff\uff01-\uff5e]")


@dataclass(frozen=True, slots=True)
class Quantity:
    """How many, as a text says it; `high` is None where the text leaves the top open.

    `start` to `end` are the number words with their modifiers ("more than 300"), `core_start` to
    `core_end` those without ("300"), as offsets into the text given. The "of" of "dozens of" and
    the "more" of "12 more" are outside.

    `another` says that these are not those counted before ("another 12", "12 others"). `share`
    is numerator and denominator of a part of a whole; low and high are 0 and None unless the
    whole stands right behind it ("a third of the 300"): `among` is that whole, and where its
    number begins.

    `role` is "increase" for the 4 and "former" for the 42 of "rose by 4 to 46 from 42".
    """

    start: int
    end: int
    core_start: int
    core_end: int
    low: int
    high: int | None
    modifier: Modifier
    estimated: bool = False
    form: Form = "digits"
    role: NumberRole = "count"
    share: tuple[int, int] | None = None
    another: bool = False
    among: tuple[int, int] | None = None


def quantities(text: str, policy: str = "tollbook") -> tuple[Quantity, ...]:
    """Every quantity of `text`, in order and without overlap, read under a value policy.

    `tollbook` is the table of the claim model. `acled` reads each vague word as the least it can
    mean, as one number: dozens 12, hundreds 100, thousands 1,000, several and many 3. `floor`
    is `tollbook` with every upper end left open, an exact number's as well.

    Ages, dates, money, measures, names and other numbers that count no one are left out; counts
    of things ("five hospitals") are not: whom a number counts is for a later stage to say.

    Raises:
        ValueError: no policy is called so.

    >>> [(q.low, q.high, q.modifier) for q in quantities("At least 10 died, dozens were hurt.")]
    [(10, None, 'at_least'), (24, 99, 'vague')]
    """
    return _quantities(text, policy)


@lru_cache(maxsize=4096)  # tagger and grammar ask for the same sentence, documents apart
def _quantities(text: str, policy: str) -> tuple[Quantity, ...]:
    words = lexicon(policy)
    if not (
        _DIGIT.search(text)
        or _HIDING.search(text)
        or not words.starters.isdisjoint(_LETTERS.findall(text.lower()))
    ):
        return ()  # a fast look: a sentence without a number costs next to nothing
    found = []
    cut = tokens(text)
    i = 0
    while i < cut.size:
        word = cut.words[i]
        read = None
        if word in words.openers or word[0].isdecimal():
            read = phrase(cut, i, words)
        if read is None:
            i += 1
            continue
        if not any(trap(cut, read, words) for trap in TRAPS):
            found.append(_quantity(cut, read, words, policy))
        i = read.after
    return tuple(found)


def share_of(quantity: Quantity, whole: int) -> Quantity:
    """A share worked out for a whole that the text states elsewhere: "of the 80, over half"."""
    if quantity.share is None:
        return quantity
    low, high = share_bounds(Fraction(*quantity.share), whole, quantity.modifier)
    return replace(quantity, low=low, high=high)


def whole_of(share: Quantity) -> Quantity | None:
    """The whole of a share, where the text states it right behind: of "half of the 90" the 90."""
    if share.among is None:
        return None
    size, start = share.among
    return Quantity(start, share.end, start, share.core_end, size, size, "exact")


def _quantity(text: Tokens, read: Phrase, words: Lexicon, policy: str) -> Quantity:
    core = read.amount
    return Quantity(
        start=text.starts[read.first],
        end=text.ends[read.after - 1],
        core_start=text.starts[core.first],
        core_end=text.ends[core.after - 1],
        low=read.low,
        high=None if policy == "floor" else read.high,
        modifier=read.modifier,
        estimated=read.estimated,
        form=core.form,
        role="count"
        if core.form in ("set", "pronoun")
        else role(text, read.first, read.after, words),
        share=core.share,
        another=read.another,
        among=None if core.among is None else (core.among, text.starts[core.among_at]),
    )
