"""An amount with all that bounds it: "well over 300", "four to five thousand", "12 or so".

And what it does in a change: "rose by 4 to 46" adds four; "from 84 to 76" leaves 84 behind.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from tollbook.extraction.numbers.amounts import Amount, amount, from_number, share_bounds
from tollbook.extraction.numbers.cardinals import cardinal, link
from tollbook.extraction.numbers.lexicon import Lexicon, Tokens
from tollbook.model.values import Modifier

_FEW = 10  # up to here "over" is rather about something than more than it
_MOST_MODIFIERS = 4  # "at least another estimated two dozen"
_MODIFIERS: dict[str, Modifier] = {
    "at_least": "at_least",
    "more_than": "more_than",
    "passing": "more_than",
    "at_most": "at_most",
    "less_than": "less_than",
}
_BOUNDS = tuple(_MODIFIERS)
NumberRole = Literal["count", "increase", "former"]
_REACH = 8  # tokens between a word of change and its numbers: "raised its count of the dead from"
_NEAR = 3  # tokens between it and "by": "raised the toll by"
_FILLERS = 4


@dataclass(frozen=True, slots=True)
class Phrase:
    """An amount as tokens `first` to `after`, modifiers included."""

    first: int
    after: int
    amount: Amount
    low: int
    high: int | None
    modifier: Modifier
    estimated: bool = False
    another: bool = False


def phrase(text: Tokens, i: int, lexicon: Lexicon) -> Phrase | None:
    """The phrase that begins at token `i`, or None where no amount does.

    Of several modifiers in front, the last ones may belong to the amount itself ("at least a
    few", "some were hurt"), so fewer and fewer of them are tried.
    """
    if text.word(i) == "up" and lexicon.has("stray.before_up_to", text.word(i - 1)):
        return None  # "has gone up to about 40": the phrase begins behind it
    chain = [(i, "")]  # each modifier as (token after it, kind)
    while len(chain) <= _MOST_MODIFIERS:
        modifier = lexicon.before.match(text, chain[-1][0])
        if modifier is None:
            break
        chain.append(modifier)
    while chain:
        k = chain[-1][0]
        kinds = [kind for _, kind in chain[1:]]
        found = _core(text, i, k, kinds, lexicon)
        if found is not None and _stray(text, i, found, kinds, lexicon):
            return _whole(text, k, found, [], lexicon)
        if found is not None:
            return _whole(text, i, found, kinds, lexicon)
        chain.pop()
    return None


def _stray(text: Tokens, i: int, found: Amount, kinds: list[str], lexicon: Lexicon) -> bool:
    """Whether the word before the amount bounds nothing: "charged over three deaths"."""
    if found.first == i + 1 and lexicon.has("stray.words", text.word(i)):
        return found.low <= _FEW and found.form != "share"
    if "passing" not in kinds:
        return False
    if lexicon.has("stray.bare", text.word(i)):
        return not lexicon.has("stray.auxiliaries", text.word(i - 1))
    following = text.word(found.after)
    noun = following.endswith("s") or lexicon.has("people.words", following)
    return noun or found.low <= _FEW


def _core(text: Tokens, i: int, k: int, kinds: list[str], lexicon: Lexicon) -> Amount | None:
    """The amount or range at token `k`, behind the modifiers that begin at `i`."""
    first = amount(text, k, lexicon)
    if first is None or (kinds and text.word(k) in lexicon.multiples):
        return None
    if "between" in kinds:
        return _between(text, first, lexicon)
    # "rose by 4 to 46" and "from 84 to 76" hold two numbers, "from 20 to 25 men" a range
    if _amount_of_change(text, i, first.after, lexicon) or _former(text, i, lexicon):
        return None if "from" in kinds else first
    between = (
        _range(text, first, ("to", "or", "-", "–"), lexicon)
        or _rising(text, first, lexicon)
        or _reaching(text, i, first, kinds, lexicon)
    )
    if "from" in kinds:
        return between
    return between or first


def _between(text: Tokens, first: Amount, lexicon: Lexicon) -> Amount | None:
    """As in "between five hundred and two thousand", where "and" parts the ends.

    Only where that gives no range does it belong to the first end: "between a hundred and fifty
    and two hundred".
    """
    separators = ("and", "to", "-", "–")
    plain = cardinal(text, first.first, lexicon, ands=False)
    return (plain and _range(text, from_number(first.first, plain), separators, lexicon)) or _range(
        text, first, separators, lexicon
    )


def _range(
    text: Tokens, first: Amount, separators: tuple[str, ...], lexicon: Lexicon
) -> Amount | None:
    """As in "300 to 400", "20-25", "four or five thousand" (the magnitude is named once)."""
    separator = text.word(first.after)
    if first.number is None or separator not in separators:
        return None
    if separator == "to" and _ends_a_date(text, first, lexicon):
        return None
    k = first.after + 1
    modified = lexicon.before.match(text, k)
    if modified and modified[1] == "about":
        k = modified[0]
    second = cardinal(text, k, lexicon)
    if second is None:
        return None
    low: int | Fraction = first.number.value
    if first.number.magnitude == 1 and low <= second.head:
        low *= second.magnitude
    if not low < second.value:
        return None
    end = from_number(first.first, second)
    whole = end.whole and low == int(low)
    return replace(end, low=int(low), modifier="between", form=first.form, whole=whole)


def _ends_a_date(text: Tokens, year: Amount, lexicon: Lexicon) -> bool:
    """Whether a number is the year of a date: "brings the dead since 4 May 2011 to 60"."""
    word, before = text.word(year.first), text.word(year.first - 1)
    if year.after - year.first != 1 or not (word.isdecimal() and len(word) == 4):
        return False
    month = text.word(year.first - 3) if before == "," else before
    return lexicon.has("time.months", month) or lexicon.has("time.opens_stretch", before)


def _reaching(
    text: Tokens, i: int, first: Amount, kinds: list[str], lexicon: Lexicon
) -> Amount | None:
    """As in "at least 13 and as many as 46", "nine, possibly up to 30", "ten, perhaps twelve".

    Also "more than 30 but fewer than 40", where both ends are outside. Of "killed nine and up to 30
    were hurt" the numbers are two counts.
    """
    if first.number is None:
        return None
    k = first.after + (text.word(first.after) == ",")
    conjunction = lexicon.has("ranges.conjunctions", text.word(k))
    k += conjunction
    perhaps = lexicon.has("ranges.perhaps", text.word(k))
    k += perhaps
    bound = lexicon.before.match(text, k)
    more = "more_than" in kinds
    upper = bound[1] if bound is not None else ""
    at_most = upper == "at_most" or (upper == "less_than" and (more or "at_least" in kinds))
    if not (perhaps or (conjunction and at_most)):
        return None
    second = cardinal(text, bound[0] if bound is not None and at_most else k, lexicon)
    if second is None or first.low >= second.value or second.value != int(second.value):
        return None
    if text.word(i - 1).endswith("ed") and lexicon.has(
        "ranges.other_clause", text.word(second.after)
    ):
        return None
    end = second.after
    if text.word(first.after) == "," and text.word(end) == ",":
        end += 1
    found = from_number(first.first, second)
    low, high = first.low + more, found.low - (upper == "less_than")
    return replace(found, low=low, high=high, after=end, modifier="between", closed=True)


def _rising(text: Tokens, first: Amount, lexicon: Lexicon) -> Amount | None:
    """As in "dozens or even hundreds", "hundreds, if not thousands"."""
    joint = lexicon.rising.match(text, first.after) if first.form == "vague" else None
    second = amount(text, joint[0], lexicon) if joint else None
    if second is None or second.form != "vague" or not first.low < second.low:
        return None
    return replace(second, first=first.first, low=first.low)


def _whole(text: Tokens, i: int, core: Amount, kinds: list[str], lexicon: Lexicon) -> Phrase:
    """Add what follows the amount, and let the modifiers move its bounds."""
    after, behind = core.after, ""
    following = lexicon.after.match(text, link(text, after))
    loose = text.word(after) == "+" and not text.touches(after)
    # a modifier before another amount ("10 at least 3 of whom") is that one's
    if following and not loose and not amount(text, following[0], lexicon):
        after, behind = following
    marker = text.word(after)
    another = "another" in kinds or (
        lexicon.has("another.after", marker) and text.word(after + 1) != "than"
    )
    low, high, modifier = _bounds_of(core, [*kinds, behind])
    return Phrase(
        i, after, core, low, high, modifier, estimated="estimated" in kinds, another=another
    )


def _bounds_of(core: Amount, kinds: list[str]) -> tuple[int, int | None, Modifier]:
    """The bounds after the modifiers; the first that sets a bound outweighs any "about"."""
    low, high = core.low, core.high
    if core.closed:
        return low, high, "between"
    bound = next((kind for kind in kinds if kind in _BOUNDS), None)
    if core.among is not None and core.share is not None and bound is not None:
        modifier = _MODIFIERS.get(bound, "more_than")
        return *share_bounds(Fraction(*core.share), core.among, modifier), modifier
    match bound:
        case "at_least":
            return low, None, "at_least"
        case "more_than" | "passing":
            return low + (core.share is None or low > 0), None, "more_than"
        case "at_most":
            return 0, high, "at_most"
        case "less_than":
            return 0, None if high is None else max(high - 1, 0), "less_than"
    loose = "about" in kinds or "estimated" in kinds
    modifier = "about" if loose and core.modifier == "exact" else core.modifier
    return low, high, modifier


def role(text: Tokens, first: int, after: int, lexicon: Lexicon) -> NumberRole:
    """The role of the number phrase that spans tokens `first` to `after`."""
    if _amount_of_change(text, first, after, lexicon):
        return "increase"
    if lexicon.has("roles.comparatives", text.word(after)) and text.word(after + 1) == "than":
        return "count" if _opens_a_count(text, after + 2, lexicon) else "increase"
    if _former(text, first, lexicon):
        return "former"
    return "count"


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
    k = first - 1
    if lexicon.has("roles.formerly", text.word(k)):
        return True
    tally = k - 1 if text.word(k) == ":" or lexicon.has("roles.linking", text.word(k)) else k
    named = lexicon.has("roles.tallies", text.word(tally))
    if named and lexicon.has("roles.earlier", text.word(tally - 1)):
        return True  # "(previous total: 12)"
    while k > first - 1 - _FILLERS and lexicon.has("roles.fillers", text.word(k)):
        k -= 1
    return text.word(k) == "from" and _change_before(text, k, lexicon, _REACH)


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


def _opens_a_count(text: Tokens, k: int, lexicon: Lexicon) -> bool:
    """Whether "than" goes on to a number of its own: "12 more than a week ago"."""
    word = text.word(k)
    return word in ("a", "an") or word in lexicon.cardinals or text.numeral(k)
