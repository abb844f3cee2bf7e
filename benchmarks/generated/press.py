"""What the press makes of the briefings: wires, reprints, relays, and the errors in them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from benchmarks.generated import vocabulary as words
from benchmarks.generated.claimed import Asserted, Briefing, Source, Spot, Story
from benchmarks.generated.telling import GROWS
from benchmarks.generated.wording import Item, Piece, Said, When, sentence
from tollbook.model.values import Modality

Line = str | Said


@dataclass(frozen=True, slots=True)
class Draft:
    """A document before it is set: its lines, headline first, and whose text it copies."""

    id: str
    publisher: str
    published: date
    lines: tuple[Line, ...]
    cluster: str
    story: int
    credit: str | None = None


class Desk:
    """Writes up one story, in order of its events."""

    def __init__(self, story: Story, random: Random) -> None:
        self.story, self.random = story, random
        self.written = 0

    def drafts(self) -> Iterator[Draft]:
        """Every document of the story."""
        for briefing in self.story.briefings:
            yield from self._coverage(briefing)
            if self.random.random() < 0.35:
                yield from self._incident(briefing.day)

    def _coverage(self, briefing: Briefing) -> Iterator[Draft]:
        """A wire story with its reprints, other outlets' own stories, and what comes later."""
        random = self.random
        yield from self._wire(briefing.day, self._told(briefing, briefing.day, full=True), briefing)
        last = (briefing.until - briefing.day).days - 1
        for _ in range(_few(random, 0.55)):
            late = random.randint(0, max(0, min(3, last)))
            yield self._relay(briefing, briefing.day + timedelta(days=late))
        if random.random() < 0.12:
            yield from self._backward(briefing)
        if random.random() < 0.10:
            yield self._stale(briefing)
        if random.random() < 0.08:
            yield self._unattributed(briefing)

    def _wire(
        self, published: date, said: list[Said], briefing: Briefing | None = None
    ) -> Iterator[Draft]:
        random = self.random
        agency = random.choice(words.WIRES)
        story = self.story
        if story.strength and random.random() < 0.25 and story.strength.day <= published:
            said = [*said, self._sent(story.strength)]
        wire = self._draft(agency, published, said, random.randint(5, 9))
        yield wire
        last = (briefing.until - published).days - 1 if briefing else 2
        for _ in range(_few(random, 0.6)):
            late = random.randint(0, max(0, min(2, last)))
            yield self._reprint(wire, agency, published + timedelta(days=late))

    def _reprint(self, wire: Draft, agency: str, published: date) -> Draft:
        """The wire story again: shortened, touched up, with lines of the outlet's own.

        More than a third of the two texts' 3-word shingles stay common to both.
        """
        copy = replace(
            wire,
            id=self._id(),
            publisher=self.random.choice(words.OUTLETS),
            published=published,
            credit=agency if self.random.random() < 0.7 else None,
        )
        lines = (self._headline(), *self._edited(self._reworked(wire.lines[1:]), wire))
        changed = replace(copy, lines=lines)
        return changed if shared(changed, wire) > 1 / 3 else copy

    def _reworked(self, body: Sequence[Line]) -> list[Line]:
        """Some lines dropped, some touched up, some added."""
        random = self.random
        keep = random.uniform(0.5, 1.0) if random.random() < 0.7 else 1.0
        lines = [
            _touched(line, random)
            for line in body
            if not isinstance(line, str) or random.random() < keep
        ]
        while random.random() < 0.4:
            own = words.small_talk(random, self._town().name)
            lines.insert(random.randint(1, len(lines)), own)
        return lines

    def _edited(self, lines: list[Line], wire: Draft) -> list[Line]:
        """An editor who shortens a number by its hedge."""
        if self.random.random() > 0.06:
            return lines
        key = f"{wire.id}/{self.written}"
        return [self._unhedged(line, key) if isinstance(line, Said) else line for line in lines]

    def _relay(self, briefing: Briefing, published: date) -> Draft:
        """An outlet's own story about a briefing, with what it may get wrong."""
        random = self.random
        said = self._told(briefing, published, full=random.random() < 0.4)
        first, key = said[0], self._key("relay")
        item = first.items[0]
        chance = random.random()
        if briefing.wrong or briefing.corrects or item.asserted.scope != "cumulative":
            pass
        elif chance < 0.15 and item.measure == "casualties" and item.number >= 10:
            swapped = self._swapped(item, key)
            said[0] = replace(first, items=(swapped,))
        elif chance < 0.25:
            said[0] = self._unhedged(first, key)
        elif chance < 0.4 and published == briefing.day and _may_be_misprinted(item):
            said[0] = replace(first, items=(_misprinted(item, key),))
        return self._draft(random.choice(words.OUTLETS), published, said, random.randint(2, 7))

    def _backward(self, briefing: Briefing) -> Iterator[Draft]:
        """Much later a story looks back and says so: "in January, the army had said"."""
        published = briefing.until + timedelta(days=self.random.randint(20, 60))
        claim = briefing.claims[0]
        if claim.scope != "cumulative" or briefing.wrong:
            return
        over = (claim.day.year, claim.day.month) < (published.year, published.month)
        when: When = "month" if over and self.random.random() < 0.5 else "as_of"
        said = self._said(claim.source, (self._item(claim, published, when=when, full=True),))
        yield self._draft(self.random.choice(words.OUTLETS), published, [said], 4)

    def _stale(self, briefing: Briefing) -> Draft:
        """A total that its origin has replaced is printed as if it were the latest."""
        published = briefing.until + timedelta(days=self.random.randint(1, 6))
        item = self._item(briefing.claims[0], published, when="none")
        replaced = item.asserted.scope == "cumulative" and not briefing.wrong
        if replaced and item.number >= 10 and self._is_replaced(briefing):
            item = replace(item, wrong=(("superseded", self._key("stale")),))
        else:
            item = replace(item, when="month" if item.asserted.since else "as_of")
        said = self._said(item.asserted.source, (item,))
        return self._draft(self.random.choice(words.OUTLETS), published, [said], 4)

    def _is_replaced(self, briefing: Briefing) -> bool:
        """Whether the same origin has given the same count anew on the day that it runs until."""
        old = briefing.claims[0]
        return any(
            later.day <= briefing.until
            and later.day > briefing.day
            and not later.wrong
            and any(
                c.source == old.source and c.measure == old.measure and c.scope == old.scope
                for c in later.claims
            )
            for later in self.story.briefings
        )

    def _unattributed(self, briefing: Briefing) -> Draft:
        """An outlet prints the number in its own voice."""
        key = self._key("alone")
        published = briefing.day + timedelta(days=self.random.randrange(2))
        item = self._item(briefing.claims[0], published, full=True)
        item = replace(item, modality="asserted", wrong=(("unattributed", key),))
        said = self._said(None, (item,))
        return self._draft(self.random.choice(words.OUTLETS), published, [said], 4)

    def _incident(self, day: date) -> Iterator[Draft]:
        """One event with few killed and hurt, by somebody named or not."""
        random, story = self.random, self.story
        named = random.random() < 0.6
        source = (
            random.choice(story.series).source
            if named
            else Source("", (random.choice(words.UNNAMED),))
        )
        spot = random.choice(story.towns)
        killed, hurt = random.randint(1, 12), random.randint(1, 20)
        common = Asserted(
            id=f"{story.number}.i{self.written}.killed",
            source=source,
            measure="killed",
            people=story.people,
            spot=spot,
            number=killed,
            modifier="exact" if random.random() < 0.7 else "at_least",
            scope="incident",
            day=day,
        )
        wounded = replace(common, id=f"{story.number}.i{self.written}.injured",
                          measure="injured", number=hurt)  # fmt: skip
        when: When = "on" if random.random() < 0.8 else "none"
        items = [self._item(common, day, when=when, full=True)]
        if random.random() < 0.6:
            items.append(self._item(wounded, day, when=when, full=True))
        yield from self._wire(day, [self._said(source, tuple(items))])
        if named and random.random() < 0.4:
            yield from self._wire(day, [self._own_count(items, source)])
        if named and random.random() < 0.5:
            later = day + timedelta(days=random.randrange(3))
            again = tuple(self._item(i.asserted, later, when="on", full=True) for i in items)
            yield self._draft(
                random.choice(words.OUTLETS), later, [self._said(source, again)], 4
            )  # fmt: skip

    def _own_count(self, items: list[Item], source: Source) -> Said:
        """The same event as another origin counts it, which may come to the same number."""
        random = self.random
        other = random.choice([one.source for one in self.story.series if one.source != source])
        claims = [
            replace(
                item.asserted,
                id=f"{item.asserted.id}/{other.key}",
                source=other,
                number=max(1, item.asserted.number + random.choice((0, 0, 1, 2, 3, -1, -2))),
            )
            for item in items
        ]
        told = (self._item(claim, claim.day, when="on", full=True) for claim in claims)
        return self._said(other, tuple(told))

    def _told(self, briefing: Briefing, published: date, *, full: bool) -> list[Said]:
        """A briefing in sentences; a short account gives its first number only."""
        random = self.random
        when: When = "as_of" if random.random() < 0.5 else "none"
        claims = briefing.claims if full else briefing.claims[:1]
        if claims[0].since:
            when = "month"
        items = tuple(
            replace(
                self._item(claim, published, when=when, full=full),
                part=briefing.parts and n > 0,
                wrong=self._own_wrong(briefing, claim),
            )
            for n, claim in enumerate(claims)
        )
        said = self._said(claims[0].source, items)
        if briefing.corrects:
            old = self._item(briefing.corrects, published, when="as_of", full=True)
            said = replace(said, corrects=old)
        return [said]

    def _own_wrong(self, briefing: Briefing, claim: Asserted) -> tuple[tuple[str, str], ...]:
        """What is wrong with the origin's own word, wherever it is carried."""
        if briefing.wrong is None:
            return ()
        if briefing.wrong == "cumulative_falls" and claim.measure not in GROWS:
            return ()
        each = f"/{claim.measure}" if briefing.wrong == "cumulative_falls" else ""
        return ((briefing.wrong, f"{briefing.claims[0].id}{each}"),)

    def _sent(self, strength: Asserted) -> Said:
        wrong = (("exceeds_deployed", strength.id),) if self.story.strength_is_wrong else ()
        item = self._item(strength, strength.day, when="as_of", full=True)
        return self._said(strength.source, (replace(item, wrong=wrong),))

    def _item(
        self, claim: Asserted, published: date, *, when: When = "none", full: bool = False
    ) -> Item:
        """A claim as it is worded here; a short account may leave out where and who."""
        random = self.random
        modality: Modality = claim.modality
        return Item(
            claim=claim.id,
            asserted=claim,
            measure=claim.measure,
            number=claim.number,
            modifier=claim.modifier,
            modality=modality,
            people=random.choice(claim.people.mentions) if full or random.random() < 0.85 else None,
            place=full or random.random() < 0.8,
            when=when,
        )

    def _said(self, source: Source | None, items: tuple[Item, ...]) -> Said:
        named = self.random.random() > 0.05
        return Said(source, items, self.random.getrandbits(32), named)

    def _unhedged(self, said: Said, key: str) -> Said:
        """The sentence without the hedge of its numbers, or without its doubt."""
        wrong = ("hedge_dropped", key)

        def bare(item: Item) -> Item:
            if item.wrong or item.asserted.measure == "deployed":
                return item
            if item.modality == "unconfirmed":
                return replace(item, modality="asserted", wrong=(wrong,))
            if item.modifier == "exact":
                return item
            return replace(item, modifier="exact", wrong=(wrong,))

        return replace(said, items=tuple(bare(item) for item in said.items))

    def _swapped(self, item: Item, key: str) -> Item:
        return replace(
            item,
            claim=f"{item.claim}>killed",
            measure="killed",
            wrong=(("conflation", key),),
        )

    def _draft(self, publisher: str, published: date, said: list[Said], talk: int) -> Draft:
        random = self.random
        lines: list[Line] = [words.small_talk(random, self._town().name) for _ in range(talk)]
        for one in said:
            lines.insert(random.randint(0, min(3, len(lines))), one)
        id = self._id()
        return Draft(id, publisher, published, (self._headline(), *lines), id, self.story.number)

    def _headline(self) -> str:
        talk = words.small_talk(self.random, self._town().name).rstrip(".")
        return " ".join(talk.split()[:6])

    def _town(self) -> Spot:
        return self.random.choice(self.story.towns)

    def _key(self, kind: str) -> str:
        """A name for an error of the document that is written next."""
        return f"{kind}/{self.story.number}-{self.written}"

    def _id(self) -> str:
        self.written += 1
        return f"d{self.story.number}-{self.written}"


def text_of(draft: Draft) -> tuple[str, list[tuple[int, int]], list[tuple[Said, Piece, int]]]:
    """The text of a draft, its blocks, and every sentence that counts with its place."""
    parts: list[str] = []
    blocks: list[tuple[int, int]] = []
    counted: list[tuple[Said, Piece, int]] = []
    at = 0
    lines = [*draft.lines, *([f"({draft.credit})"] if draft.credit else [])]
    for line in lines:
        piece = Piece(line) if isinstance(line, str) else sentence(line)
        if isinstance(line, Said):
            counted.append((line, piece, at))
        blocks.append((at, at + len(piece.text)))
        parts.append(piece.text)
        at += len(piece.text) + 2
    return "\n\n".join(parts), blocks, counted


def shared(one: Draft, other: Draft) -> float:
    """The share of the two drafts' 3-word shingles that both have."""
    left, right = _shingles(one), _shingles(other)
    return len(left & right) / len(left | right)


def digest(text: str) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def _may_be_misprinted(item: Item) -> bool:
    """Whether two digits can change places so that nobody takes it for the same number."""
    gap = abs(_transposed(item.number) - item.number)
    return item.modifier in ("exact", "about") and gap * 4 > item.number


def _misprinted(item: Item, key: str) -> Item:
    """The first two digits change places."""
    number = _transposed(item.number)
    return replace(
        item,
        claim=f"{item.claim}~{number}",
        number=number,
        wrong=(("relay_differs", key),),
    )


def _transposed(number: int) -> int:
    """The number with its first two digits in each other's place.

    >>> _transposed(2095), _transposed(15), _transposed(7)
    (295, 51, 7)
    """
    digits = str(number)
    return int(digits[1:2] + digits[0] + digits[2:])


def _touched(line: Line, random: Random) -> Line:
    """A line with a word changed, now and then."""
    if not isinstance(line, str) or random.random() > 0.2:
        return line
    said = line.split()
    said[random.randrange(1, len(said) - 1)] = random.choice(("also", "still", "quietly", "again"))
    return " ".join(said)


def _shingles(draft: Draft) -> set[tuple[str, ...]]:
    said = text_of(draft)[0].split()
    return {tuple(said[n : n + 3]) for n in range(len(said) - 2)}


def _few(random: Random, again: float) -> int:
    """A small number, now and then a large one: forty outlets print some wire stories."""
    if random.random() < 0.01:
        return random.randint(10, 40)
    n = 0
    while random.random() < again:
        n += 1
    return n
