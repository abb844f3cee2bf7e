"""Whole time phrases: what stands before a time ("since", "by", "early") and ranges of two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType

from tollbook.extraction.times.calendar import Read, calendar_date
from tollbook.extraction.times.moments import (
    Between,
    Edge,
    FewOf,
    Moment,
    Month,
    PartOf,
    Piece,
    Since,
    Undated,
    Unit,
    Until,
    Weekday,
    Within,
)
from tollbook.extraction.times.relative import relative_time
from tollbook.extraction.times.tokens import Tokens
from tollbook.language import load

_CLOCK = 10  # words and marks of a time of day: "6:30 p.m. local time, on"
_EVENT = 8  # words of the event that a stretch begins with: "the first battles on the river"
_DEPTH = 4  # "by the end of the first half of next year" is three deep


def phrase(tokens: Tokens, i: int) -> Read:
    """The longest time phrase that begins with token `i`."""
    if not tokens.opens(i):
        return None
    for rule in (vague, bounded_time, between, time_after_link):
        read = rule(tokens, i)
        if read is not None:
            return read
    return time_or_range(tokens, i, after_link=False)


def vague(tokens: Tokens, i: int) -> Read:
    """Words of time that give no date: "in recent weeks"."""
    for phrase_words in _vague_phrases(tokens.language).get(tokens.low(i), ()):
        if tokens.are(i, phrase_words):
            return Undated(), i + len(phrase_words)
    return None


def bounded_time(tokens: Tokens, i: int) -> Read:
    """Such as "since October 7", "by the end of the year", "as of Monday", "after 2011"."""
    for words in _links(tokens.language).get(tokens.low(i), ()):
        if not tokens.are(i, words):
            continue
        link, after = " ".join(words), i + len(words)
        read = (
            core(tokens, after, after_link=True)
            or dated_event(tokens, after, link)
            or (
                event(tokens, after)
                if link in ("since", "after", "before")
                else _behind_a_clock(tokens, after)
            )
        )
        if read is None:
            continue
        moment, beyond = read
        if isinstance(moment, Undated):
            return moment, beyond
        if link not in ("since", "after"):
            return Until(moment, before=link == "before"), beyond
        if link == "after" and tokens.is_possessive(beyond):
            # Those who died "after Monday's attack" may have died on Monday. The mark belongs to
            # the words, which are read again alone.
            return Since(moment), beyond + 2
        return Since(moment, after=link == "after"), beyond
    return None


def _behind_a_clock(tokens: Tokens, i: int) -> Read:
    """The day behind a time of day: "as of 6 p.m. on 3 May", "as at 0800H, 4 January 2018"."""
    if not tokens[i].text[:1].isdigit():
        return None
    words = tokens.lexicon["clock"]["words"]
    for at in range(i + 1, i + _CLOCK):
        read = core(tokens, at, after_link=True)
        if read is not None:
            return read
        if tokens.low(at) not in words and not tokens[at].text[:1].isdigit():
            return None
    return None


def event(tokens: Tokens, i: int) -> Read:
    """An event that bounds a stretch and has no date of its own: "since the war began"."""
    at = i
    for _ in range(_DEPTH):
        if tokens.is_in(at, "events"):
            began = tokens.low(at + 1) in ("began", "started", "erupted", "ended", "broke")
            return Undated(), at + 1 + began
        edge = tokens.entry(at, "edges") is not None and tokens.low(at + 1) == "of"
        if not (edge or tokens.low(at) in ("the", "a", "an", "its", "this") or at > i):
            return None
        at += 2 if edge else 1
    return None


def dated_event(tokens: Tokens, i: int, link: str) -> Read:
    """The time of an event that bounds a stretch: "since the siege began in June"."""
    if link != "since" or tokens.low(i) in ("that", "those"):
        return None  # "the worst since that of 2014" begins nothing
    for at in range(i + 1, i + _EVENT):
        if not tokens[at - 1].text[:1].isalpha():
            return None
        read = core(tokens, at + tokens.is_in(at, "in"), after_link=tokens.is_in(at, "in"))
        if read is not None and not isinstance(read[0], Undated):
            return read
    return None


def between(tokens: Tokens, i: int) -> Read:
    """Such as "between July and December 1995", "from Monday to Wednesday"."""
    if tokens.low(i) not in ("between", "from"):
        return None
    first = core(tokens, i + 1, after_link=True)
    if first is None:
        return None
    if isinstance(first[0], Between):
        return first
    joined = _range_from(tokens, first, ("and",) if tokens.low(i) == "between" else ())
    if joined is not None:
        return joined
    return (Since(first[0]), first[1]) if tokens.low(i) == "from" else None


def time_after_link(tokens: Tokens, i: int) -> Read:
    """A time after "in", "on", "during" and the like."""
    if not tokens.is_in(i, "in"):
        return None
    read = time_or_range(tokens, i + 1, after_link=True)
    if read is not None:
        return read
    read = relative_time(tokens, i)
    return read if read is not None and isinstance(read[0], Within | Undated) else None


def time_or_range(tokens: Tokens, i: int, *, after_link: bool) -> Read:
    """A time, or two with "to", a dash or (weekdays) "and" between them."""
    first = core(tokens, i, after_link=after_link)
    if first is None or isinstance(first[0], Between | Undated):
        return first
    also = ("and", "or") if isinstance(first[0], Weekday | Month) else ()
    return _range_from(tokens, first, also) or first


def _range_from(tokens: Tokens, first: tuple[Moment, int], also: tuple[str, ...]) -> Read:
    moment, at = first
    link = tokens.low(at)
    if not (tokens.is_dash(at) or link in also or (link != "and" and tokens.is_in(at, "range"))):
        return None
    last = core(tokens, at + 1, after_link=True)
    if last is None or type(last[0]) is not type(moment):
        return None  # "in March to Monday" is no range
    return Between(moment, last[0]), last[1]


def core(tokens: Tokens, i: int, *, after_link: bool, depth: int = 0) -> Read:
    """One time, with "early", "the end of", "the first half of" before it."""
    if depth > _DEPTH or not tokens.opens_time(i):
        return None
    if tokens.low(i) == "so" and tokens.low(i + 1) == "far":
        i += 2
    for rule in (part, piece, few_of, edge):
        read = rule(tokens, i, depth)
        if read is not None:
            return read
    return calendar_date(tokens, i, after_link=after_link) or relative_time(tokens, i)


def part(tokens: Tokens, i: int, depth: int) -> Read:
    """Such as "early 1992", "mid-March", "late last year", "earlier this week"."""
    at = i + (tokens.low(i) == "the")
    word = tokens.entry(at, "parts")
    if word is None:
        return None
    at += 1 + tokens.is_dash(at + 1)
    at += tokens.low(at) in ("in", "on")
    read = core(tokens, at, after_link=True, depth=depth + 1)
    return None if read is None else (PartOf(word, read[0]), read[1])


def piece(tokens: Tokens, i: int, depth: int) -> Read:
    """Such as "the first half of this year", "the third quarter", "Q3 2024"."""
    if tokens.low(i) == "q" and tokens.touches(i + 1) and tokens.number(i + 1) in (1, 2, 3, 4):
        index, after, pieces = tokens.number(i + 1) or 1, i + 2, 4
    else:
        at = i + (tokens.low(i) == "the")
        index, pieces = tokens.entry(at, "ordinals"), tokens.entry(at + 1, "pieces")
        after = at + 2
        if index is None or pieces is None or tokens.is_dash(after):
            return None
    of = whole(tokens, after + (tokens.low(after) == "of"), depth)
    if of is not None:
        return Piece(index, pieces, of[0]), of[1]
    return (Piece(index, pieces), after) if pieces == 4 and index > 0 else None


def few_of(tokens: Tokens, i: int, depth: int) -> Read:
    """Such as "the first three months of the year", "the last ten days of May"."""
    at = i + (tokens.low(i) == "the")
    index, count = tokens.entry(at, "ordinals"), tokens.count(at + 1)
    if index not in (1, -1) or tokens.low(at + 3) != "of":
        return None
    unit = tokens.entry(at + 2, "units")
    of = whole(tokens, at + 4, depth)
    if count is None or unit is None or of is None:
        return None
    return FewOf(count, unit, "start" if index == 1 else "end", of[0]), of[1]


def edge(tokens: Tokens, i: int, depth: int) -> Read:
    """Such as "the end of the year", "the start of May", "end-March", "year end"."""
    if tokens.low(i) == "year" and tokens.low(i + 1 + tokens.is_dash(i + 1)) == "end":
        return Edge("end", Unit("year", 0)), i + 2 + tokens.is_dash(i + 1)
    at = i + (tokens.low(i) == "the")
    side = tokens.entry(at, "edges")
    if side is None or not (tokens.low(at + 1) == "of" or tokens.is_dash(at + 1)):
        return None
    of = whole(tokens, at + 2, depth)
    return None if of is None else (Edge(side, of[0]), of[1])


def whole(tokens: Tokens, i: int, depth: int) -> Read:
    """What an edge or a piece is of: a time, or "the year" as such."""
    if tokens.low(i) in ("the", "each") and tokens.low(i + 1) in ("week", "month", "year"):
        return Unit(tokens.low(i + 1), 0), i + 2
    return core(tokens, i, after_link=True, depth=depth + 1)


_Phrases = Mapping[str, tuple[tuple[str, ...], ...]]


@cache
def _vague_phrases(language: str) -> _Phrases:
    return _by_first_word(load(language, "times")["words"]["vague"])


@cache
def _links(language: str) -> _Phrases:
    """What bounds a stretch of time: "since", "after", and the words for until."""
    return _by_first_word(("since", "after", *load(language, "times")["words"]["until"]))


def _by_first_word(phrases: Sequence[str]) -> _Phrases:
    """_Phrases by their first word, longest first."""
    split = sorted((tuple(one.split()) for one in phrases), key=lambda words: (-len(words), words))
    firsts = {words[0] for words in split}
    return MappingProxyType(
        {first: tuple(words for words in split if words[0] == first) for first in sorted(firsts)}
    )
