"""Invented countries, and the stories that happen in them."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from benchmarks.generated import vocabulary as words
from benchmarks.generated.claimed import (
    Asserted,
    Briefing,
    Country,
    People,
    Series,
    Source,
    Spot,
    Story,
)
from benchmarks.generated.telling import rounded, tell
from tollbook.model.values import Measure, Modifier

FIRST_DAY = date(2023, 1, 2)


class World:
    """Invented countries with their ministries, agencies and monitors."""

    def __init__(self, random: Random) -> None:
        self.random = random
        names: dict[str, None] = {}
        while len(names) < len(words.CODES):
            names[words.country_name(random)] = None
        self.countries = tuple(
            Country(code, name) for code, name in zip(words.CODES, names, strict=True)
        )
        self.monitors = tuple(self._monitor(n) for n in range(24))

    def story(self, number: int) -> Story:
        """The story of that number: who is harmed, where, and who counts."""
        random = self.random
        side, land, third = random.sample(self.countries, 3)
        people = self._people(side)
        spot = self._spot(land)
        start = FIRST_DAY + timedelta(days=random.randrange(500))
        days, rate = random.randint(40, 160), math.exp(random.uniform(0.0, 3.5))
        pool = [*(self._agencies(side)[:1]), *self._agencies(land), *self._agencies(third)]
        pool += random.sample(self.monitors, 2)
        sources = random.sample(pool, random.randint(2, 3))
        series = tuple(self._series(source) for source in sources)
        told = [tell(f"{number}.{n}", one, random, (people, spot, start, days, rate))
                for n, one in enumerate(series)]  # fmt: skip
        echo = next((one for one in pool if one not in sources), None)
        echo = echo if random.random() < 0.3 else None
        if echo:
            told.append([self._echoed(briefing, echo) for briefing in told[0]])
        briefings = tuple(sorted((b for many in told for b in many), key=lambda b: b.day))
        wrong = random.random() < 0.3
        return Story(
            number, people, spot, tuple(self._spot(land) for _ in range(4)), start, days, rate,
            series, echo, briefings, self._strength(number, series, briefings, wrong), wrong,
        )  # fmt: skip

    def _people(self, side: Country) -> People:
        kind = self.random.random()
        if kind < 0.5:
            return People(_of(side, words.FIGHTERS), side.code, "combatant")
        if kind < 0.8:
            return People(_of(side, words.CIVILIANS), side.code, "civilian")
        return People(words.ANYONE, None, "unknown")

    def _spot(self, land: Country) -> Spot:
        name = words.place_name(self.random)
        lat, lon = self.random.uniform(-60, 70), self.random.uniform(-180, 180)
        return Spot(name, land.code, round(lat, 3), round(lon, 3))

    def _agencies(self, land: Country) -> tuple[Source, ...]:
        code, name, of = land.code.lower(), land.name, land.adjective
        return (
            Source(
                f"{code}-mod",
                (f"the {of} Defence Ministry", f"{name}'s Defence Ministry", "the ministry"),
                f"{code}-mod",
                "counted",
            ),
            Source(
                f"{code}-spy",
                (f"the {of} Intelligence Service", f"{name}'s spy agency", "the agency"),
                f"{code}-spy",
                "estimated",
            ),
            # Named, but in no alias table: only its name tells it from others.
            Source(f"name:{of} Red Lantern".lower(), (f"the {of} Red Lantern",), None, "counted"),
        )

    def _monitor(self, n: int) -> Source:
        town = words.place_name(self.random)
        name = f"the {town} {self.random.choice(('Watch', 'Monitor', 'Count', 'Observatory'))}"
        initials = "".join(word[0] for word in name.split()[1:])
        return Source(f"monitor-{n}", (name, f"{initials}, a monitor"), f"monitor-{n}", "verified")

    def _series(self, source: Source) -> Series:
        random = self.random
        measures: tuple[Measure, ...] = random.choice(
            (
                *(("casualties", "killed", "injured"),) * 3,
                *(("casualties",),) * 3,
                *(("killed", "injured"),) * 2,
                *(("killed",),) * 2,
                ("killed", "missing"),
                ("displaced",),
            )
        )
        hedges: tuple[Modifier, ...] = ("exact", "about", "at_least", "more_than", "at_most")
        weights = (2, 3, 2, 1, 0 if len(measures) == 3 else 0.5)
        return Series(
            source,
            measures,
            random.choices(hedges, weights)[0],
            random.uniform(0.5, 1.8),
            random.uniform(0.12, 0.4),
            random.choice((3, 5, 7, 10, 14, 21)),
            "unconfirmed" if random.random() < 0.1 else "asserted",
            random.random() < 0.25,
        )

    def _echoed(self, briefing: Briefing, echo: Source) -> Briefing:
        """The briefing again, by somebody who copies it and does not say so."""
        late = timedelta(days=self.random.randrange(2))
        claims = tuple(
            replace(claim, id=f"{claim.id}e", source=echo, day=claim.day + late)
            for claim in briefing.claims
        )
        corrects = briefing.corrects and replace(
            briefing.corrects, id=f"{briefing.corrects.id}e", source=echo
        )
        return replace(
            briefing, day=briefing.day + late, claims=claims, until=briefing.until,
            corrects=corrects,
        )  # fmt: skip

    def _strength(
        self, number: int, series: tuple[Series, ...], briefings: tuple[Briefing, ...], wrong: bool
    ) -> Asserted | None:
        """How many were sent, by an origin that counts the killed: more than were ever lost.

        Where it is `wrong`, that origin's killed come to half as many again.
        """
        claims = [claim for briefing in briefings for claim in briefing.claims]
        counting = {one.source.key for one in series if "killed" in one.measures}
        own = [
            claim
            for claim in claims
            if claim.source
            and claim.source.key in counting
            and claim.measure == "killed"
            and claim.scope == "cumulative"
            and claim.modifier != "at_most"
            and claim.people.status == "combatant"
        ]
        if not own:
            return None
        first = own[0]
        lost = max(claim.number for claim in own if claim.source == first.source)
        most = lost * 2 // 3 if wrong else max(claim.number for claim in claims) * 4
        sent = replace(first, measure="deployed", number=rounded(most, 2), modifier="about")
        return replace(sent, id=f"{number}.sent", modality="asserted") if most >= 10 else None


def _of(side: Country, nouns: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{side.adjective} {noun}" for noun in nouns)
