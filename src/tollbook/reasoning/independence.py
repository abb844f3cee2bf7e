"""Are two voices two witnesses?

Outlets that share an origin are relays, not witnesses, and two named origins may still draw on one
another. So independence has four states, each with its reasons, and unknown is not independent:
whatever is counted over voices is counted twice, over those known to be independent and over all
that might be.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import product

from tollbook.model.case import Case
from tollbook.model.claim import Claim, Independence
from tollbook.model.statement import Figure
from tollbook.reasoning.book import Book
from tollbook.reasoning.claims import Claims
from tollbook.reasoning.claims.identity import Profile, number_of
from tollbook.reasoning.claims.voices import Voices
from tollbook.reasoning.credits import credited
from tollbook.reasoning.intervals import counts, meet, stated
from tollbook.reasoning.names import plain_name
from tollbook.reasoning.words import count, day
from tollbook.settings import Settings

_OWN_COUNT = ("counted", "verified")
_HELD = 20  # voices for one number that are held against each other, those of the nearest days
_READ = 5  # statements of a claim whose words are compared
_TELLING = 10  # a smaller number two voices have in common by chance
_LONG = 12  # words of a clause; a shorter one is worded alike because news is
_COPIED_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Corroboration:
    """How many voices stand behind something: known to be independent, and at the very most.

    `known` is the size of a set of voices each two of which are independent; 0 where nobody is said
    to know. `possible` counts all but those that share an origin or likely depend on one another.
    `claims` are the ids of the claims that agree.
    """

    known: int
    possible: int
    claims: tuple[str, ...]


@dataclass(frozen=True)
class Witnesses:
    """The voices of a book, to be asked whether one is independent of another."""

    book: Book
    claims: Claims
    settings: Settings
    case: Case | None = None

    def independence(self, left: Claim, right: Claim) -> Independence:
        """Whether the origins of two claims are separate witnesses of what these say."""
        if left.origin.key == right.origin.key:
            return Independence("same_origin", (f"Both trace back to {left.origin.name}.",))
        if reasons := tuple(self._dependent(left, right)):
            return Independence("likely_dependent", (*reasons, *_printed_first(left, right)))
        if reasons := tuple(self._independent(left, right)):
            return Independence("independent", reasons)
        return Independence("unknown", (_unknown(left, right), *_printed_first(left, right)))

    def corroboration(self, claim: Claim) -> Corroboration:
        """How many voices agree with a claim: one measure, the same people, a number that fits."""
        return self.voices((claim, *self._agreeing(claim)))

    def voices(self, claims: Iterable[Claim]) -> Corroboration:
        """How many voices stand behind some claims that say one thing."""
        one_each: dict[str, Claim] = {}
        for claim in claims:
            one_each.setdefault(claim.origin.key, claim)
        known: list[Claim] = []
        kinds: list[list[Claim]] = []
        for claim in one_each.values():
            states = {other.id: self.independence(claim, other).state for other in known}
            if claim.origin.kind != "unknown" and set(states.values()) <= {"independent"}:
                known.append(claim)
            kinds = self._with(claim, kinds)
        ids = tuple(claim.id for claim in one_each.values())
        return Corroboration(len(known), len(kinds), ids)

    def _with(self, claim: Claim, kinds: list[list[Claim]]) -> list[list[Claim]]:
        """Sets of voices that depend on one another, with one more voice among them."""
        tied = [
            kind
            for kind in kinds
            if any(self.independence(claim, one).state == "likely_dependent" for one in kind)
        ]
        apart = [kind for kind in kinds if all(kind is not other for other in tied)]
        return [*apart, [claim, *(one for kind in tied for one in kind)]]

    def _agreeing(self, claim: Claim) -> list[Claim]:
        """The claims of other voices that say the same within the days of a relay."""
        if claim.as_of is None:
            return []
        shelf = self._by_day.get((claim.measure, claim.figure.scope), [])
        days = timedelta(days=self.settings.relay_days)
        first = bisect_left(shelf, claim.as_of - days, key=_day_of)
        last = bisect_right(shelf, claim.as_of + days, key=_day_of)
        nearest = sorted(shelf[first:last], key=lambda other: abs(_day_of(other) - _day_of(claim)))
        profile, tolerance = Profile.of(claim.figures), self.settings.about_tolerance
        agreeing = (
            other
            for other in nearest
            if other.origin.key != claim.origin.key
            and profile.fits_people(other.figure)
            and profile.fits_place(other.figure)
            and _agree(claim.figure, other.figure, tolerance)
        )
        return [other for _, other in zip(range(_HELD), agreeing, strict=False)]

    def _dependent(self, left: Claim, right: Claim) -> Iterator[str]:
        """Why one of two voices likely draws on the other, or both on a third."""
        for one, other in ((left, right), (right, left)):
            if document := self._cites.get((one.origin.key, other.origin.key)):
                yield f"{one.origin.name} passes on {other.origin.name} ({document})."
        number = stated(left.figure)
        same = number is not None and number_of(left.figure) == number_of(right.figure)
        if same and left.as_of == right.as_of and _is_rare(number or 0):
            yield f"Both give {count(number or 0)} for {day(left.as_of)}; no round number."
        if same and (wrong := self._wrong(left) or self._wrong(right)):
            yield f"Both give a number that was {wrong}."
        alike, compared = self._in_common(left, right)
        if alike >= self.settings.common_days and 2 * alike > compared:
            yield f"They gave the same number {alike:,} times out of {compared:,}."
        if words := _copied_words(left, right):
            yield f"They share the words “{words}”."
        if "named" not in (left.origin.kind, right.origin.kind):
            for agency in sorted(self._credits(left) & self._credits(right)):
                yield f"Both give credit to {agency}."

    def _independent(self, left: Claim, right: Claim) -> Iterator[str]:
        """What shows that each of two voices knows for itself."""
        if left.origin.kind != "named" or right.origin.kind != "named":
            return
        if all(any(f.basis in _OWN_COUNT for f in claim.figures) for claim in (left, right)):
            yield "Each counted or verified for itself."
        alike, compared = self._in_common(left, right)
        if compared - alike >= self.settings.common_days and 5 * alike <= compared:
            yield f"They gave different numbers {compared - alike:,} times out of {compared:,}."
        roles = [self._role(claim) for claim in (left, right)]
        if "monitor" in roles and roles[0] != roles[1] and None not in roles:
            yield "The case has one of them for a monitor, which counts for itself."
        sides = [self._enemy(claim) for claim in (left, right)]
        if sides[0] != sides[1] and None not in sides:
            yield "They are enemies of different sides."

    def _in_common(self, left: Claim, right: Claim) -> tuple[int, int]:
        """How often two named voices gave one number for one count, and how often they might have.

        Counts are compared within the days of a relay, running totals of the same people alone.
        """
        pair = tuple(sorted((left.origin.key, right.origin.key)))
        if left.origin.kind != "named" or right.origin.kind != "named":
            return 0, 0
        if pair not in self._compared:
            both = [self._by_voice.get(key, []) for key in pair]
            self._compared[pair] = self._compare(*sorted(both, key=len))
        return self._compared[pair]

    def _compare(self, fewer: list[Claim], more: list[Claim]) -> tuple[int, int]:
        days = timedelta(days=self.settings.relay_days)
        alike = compared = 0
        for claim in fewer:
            first = bisect_left(more, _day_of(claim) - days, key=_day_of)
            last = bisect_right(more, _day_of(claim) + days, key=_day_of)
            near = [other for other in more[first:last] if _comparable(claim, other)]
            if near:
                compared += 1
                alike += any(stated(claim.figure) == stated(other.figure) for other in near)
        return alike, compared

    @cached_property
    def _compared(self) -> dict[tuple[str, ...], tuple[int, int]]:
        return {}

    @cached_property
    def _by_voice(self) -> Mapping[str, list[Claim]]:
        """The dated running totals of each origin that name a number, in order of their day."""
        shelves: dict[str, list[Claim]] = {}
        for claim in self.claims.all:
            figure = claim.figure
            if claim.as_of and figure.scope == "cumulative" and (stated(figure) or 0) >= _TELLING:
                shelves.setdefault(claim.origin.key, []).append(claim)
        return shelves

    def _role(self, claim: Claim) -> str | None:
        return _called(claim, self.case.roles) if self.case else None

    def _enemy(self, claim: Claim) -> str | None:
        return _called(claim, self.case.enemies) if self.case else None

    def _wrong(self, claim: Claim) -> str | None:
        """What became of a number that its voice does not stand by any more."""
        for link in self.claims.links_of(claim.id):
            if link.other == claim.id and link.kind in ("corrects", "retracts"):
                return "put right later" if link.kind == "corrects" else "taken back later"
        return None

    def _credits(self, claim: Claim) -> frozenset[str]:
        found = [self._credited(document) for document in claim.documents[:_READ]]
        return frozenset.intersection(*found)

    def _credited(self, document: str) -> frozenset[str]:
        known = self._credit_lines
        if document not in known:
            known[document] = credited(self.book.documents[document])
        return known[document]

    @cached_property
    def _credit_lines(self) -> dict[str, frozenset[str]]:
        return {}

    @cached_property
    def _by_day(self) -> Mapping[tuple[str, str], list[Claim]]:
        """Claims by measure and scope, those without a day left out, in order of their day."""
        shelves: dict[tuple[str, str], list[Claim]] = {}
        for claim in self.claims.all:
            if claim.as_of is not None:
                shelves.setdefault((claim.measure, claim.figure.scope), []).append(claim)
        return shelves

    @cached_property
    def _cites(self) -> Mapping[tuple[str, str], str]:
        """Who passes on whom, by the keys of their origins, and a document that shows it."""
        texts = {id: text.id for text in self.claims.dispatches for id in text.documents}
        voices = Voices(self.book.statements, texts)
        found: dict[tuple[str, str], str] = {}
        for statement in self.book.statements:
            chain = [voices.who(voice, statement.document) for voice in statement.attribution]
            keys = [origin.key for origin in chain if origin.kind == "named"]
            for at, relay in enumerate(keys):
                for source in keys[at + 1 :]:
                    found.setdefault((relay, source), statement.document)
        return found


def _comparable(left: Claim, right: Claim) -> bool:
    """Whether two claims count the same people under one measure, at one known place or none."""
    profile = Profile.of((left.figure,))
    return (
        left.measure == right.measure
        and profile.fits_people(right.figure)
        and profile.fits_place(right.figure)
    )


def _day_of(claim: Claim) -> date:
    return claim.as_of or date.max


def _agree(left: Figure, right: Figure, tolerance: float) -> bool:
    """Whether two figures name one number, give or take `tolerance`, and some number fits both.

    "At least 100" doesn't bear out "more than 3,000", though both may be true.
    """
    one, other = stated(left), stated(right)
    if one is None or other is None or abs(one - other) > tolerance * max(one, other):
        return False
    return meet(counts(left, tolerance), counts(right, tolerance))


def _called(claim: Claim, table: Mapping[str, str]) -> str | None:
    """What a table of a case has for a claim's origin, by its entity's id or by its name."""
    entity = claim.origin.entity
    if entity is not None and entity in table:
        return table[entity]
    plain = plain_name(claim.origin.name)
    return next((value for name, value in table.items() if plain_name(name) == plain), None)


def _is_rare(number: int) -> bool:
    """Whether a number has three digits or more before its zeros: 1,597, but not 1,500."""
    return len(str(number).rstrip("0")) >= 3


def _unknown(left: Claim, right: Claim) -> str:
    number = stated(left.figure)
    if number is None or number_of(left.figure) != number_of(right.figure):
        return "Nothing on record ties them, and nothing shows that each knows for itself."
    return f"Both give {count(number)}, which either may have from the other."


def _copied_words(left: Claim, right: Claim) -> str | None:
    """A clause that two claims of different texts word nearly alike, None where there is none."""
    ours, theirs = (claim.figures[:_READ] for claim in (left, right))
    for one, other in product(ours, theirs):
        if one.document != other.document:
            words, others = (_in_threes(figure) for figure in (one, other))
            if words and len(words & others) >= _COPIED_SHARE * len(words | others):
                return one.evidence.quote
    return None


def _in_threes(figure: Figure) -> frozenset[tuple[str, ...]]:
    """The three-word shingles of a clause, none of a short one."""
    words = figure.evidence.quote.casefold().split()
    return frozenset(zip(words, words[1:], words[2:], strict=False) if len(words) >= _LONG else ())


def _printed_first(left: Claim, right: Claim) -> Iterator[str]:
    """Which of two claims was in print first, where the days tell."""
    if left.since is None or right.since is None or left.since == right.since:
        return
    first, then = sorted((left, right), key=lambda claim: claim.since or date.max)
    yield (
        f"{first.origin.name} was in print on {day(first.since)}, "
        f"{then.origin.name} on {day(then.since)}."
    )
