"""What a number does in a change: "rose by 4 to 46" adds four; "from 84 to 76" leaves 84 behind."""

from __future__ import annotations

from typing import Literal

from tollbook.extraction.numbers.lexicon import Lexicon
from tollbook.extraction.numbers.tokens import Tokens

NumberRole = Literal["count", "increase", "former"]

_REACH = 8  # tokens between a word of change and its numbers: "raised its count of the dead from"
_NEAR = 3  # tokens between it and "by": "raised the toll by"
_FILLERS = 4


def role(text: Tokens, first: int, after: int, lexicon: Lexicon) -> NumberRole:
    """The role of the number phrase that spans tokens `first` to `after`."""
    if _amount_of_change(text, first, after, lexicon):
        return "increase"
    if lexicon.has("roles.comparatives", text.word(after)) and text.word(after + 1) == "than":
        return "count" if _counted(text, after + 2, lexicon) else "increase"
    if _former(text, first, lexicon):
        return "former"
    return "count"


def changes(text: Tokens, first: int, after: int, lexicon: Lexicon) -> bool:
    """Whether the number is part of a change, so that the "to" behind it begins another."""
    return _amount_of_change(text, first, after, lexicon) or _former(text, first, lexicon)


def _amount_of_change(text: Tokens, first: int, after: int, lexicon: Lexicon) -> bool:
    """Whether it stands as in "rose by 4", "rose 4 to 46", "up 4 from May", "an increase of 4"."""
    before = text.word(first - 1)
    if lexicon.has("roles.beyond", text.word(first)):
        return False
    if before == "by":
        return _changed_by(text, first - 2, lexicon)
    if before == "of":
        return lexicon.has("roles.nouns", text.word(first - 2))
    if not lexicon.has("roles.straight", before):
        return False
    following = text.word(after)
    return not following.isalpha() or lexicon.has("roles.behind", following)


def _changed_by(text: Tokens, k: int, lexicon: Lexicon) -> bool:
    """Whether "by" after token `k` tells how much; in "gunned down by four men" it tells who."""
    if text.word(k) in ("up", "down"):
        before = text.word(k - 1)
        return not before.isalpha() or lexicon.has("roles.supports", before)
    return _change_before(text, k + 1, lexicon, _NEAR)


def _former(text: Tokens, first: int, lexicon: Lexicon) -> bool:
    """Whether what stands before is "from" after a word of change, or "the previous total was"."""
    if _of_earlier_count(text, first, lexicon):
        return True
    k = first - 1
    while k > first - 1 - _FILLERS and lexicon.has("roles.fillers", text.word(k)):
        k -= 1
    return text.word(k) == "from" and _change_before(text, k, lexicon, _REACH)


def _of_earlier_count(text: Tokens, first: int, lexicon: Lexicon) -> bool:
    """Whether a count is named as the one before: "(previous total: 12)", "previously 12"."""
    k = first - 1
    if lexicon.has("roles.formerly", text.word(k)):
        return True
    if text.word(k) == ":" or lexicon.has("roles.linking", text.word(k)):
        k -= 1
    earlier = lexicon.has("roles.earlier", text.word(k - 1))
    return k < first and earlier and lexicon.has("roles.tallies", text.word(k))


def _change_before(text: Tokens, k: int, lexicon: Lexicon, reach: int) -> bool:
    """Whether a word of change stands within `reach` before token `k`, in the same sentence."""
    for j in range(k - 1, k - 1 - reach, -1):
        word = text.word(j)
        if word in (".", ";"):
            return False
        if changing(word, lexicon):
            return True
    return False


def changing(word: str, lexicon: Lexicon) -> bool:
    """Whether the word says that a number changed."""
    return any(lexicon.has(f"roles.{kind}", word) for kind in ("rises", "falls", "changes"))


def _counted(text: Tokens, k: int, lexicon: Lexicon) -> bool:
    """Whether "than" goes on to a number of its own: "12 more than a week ago"."""
    word = text.word(k)
    return word in ("a", "an") or word in lexicon.cardinals or text.numeral(k)
