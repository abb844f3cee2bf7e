"""What there is to report: people, places, origins, and what each origin claims when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tollbook.model.values import Basis, Measure, Modality, Modifier, Scope, Status


@dataclass(frozen=True, slots=True)
class Country:
    """An invented country."""

    code: str
    name: str

    @property
    def adjective(self) -> str:
        """Of that country."""
        return f"{self.name}n"


@dataclass(frozen=True, slots=True)
class People:
    """Who is counted: the words that may be used for them, and what those tell."""

    mentions: tuple[str, ...]
    side: str | None
    status: Status


@dataclass(frozen=True, slots=True)
class Spot:
    """A place."""

    name: str
    country: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Source:
    """An origin: its names, the fullest first, and its id where the alias table knows it."""

    key: str
    names: tuple[str, ...]
    entity: str | None = None
    basis: Basis = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asserted:
    """One true claim: what an origin says at a briefing."""

    id: str
    source: Source | None
    measure: Measure
    people: People
    spot: Spot
    number: int
    modifier: Modifier
    scope: Scope
    day: date
    modality: Modality = "asserted"
    since: date | None = None

    @property
    def bounds(self) -> tuple[int, int | None]:
        """Low and high, as the claim model reads the words."""
        match self.modifier:
            case "at_least":
                return self.number, None
            case "more_than":
                return self.number + 1, None
            case "at_most":
                return 0, self.number
            case _:
                return self.number, self.number


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """What an origin says on one day: `claims` (a whole before its parts) until the day `until`.

    `corrects` is the number that is taken back, with its day; `wrong` names the check that ought
    to find what is wrong with the briefing itself.
    """

    day: date
    until: date
    claims: tuple[Asserted, ...]
    parts: bool = False
    corrects: Asserted | None = None
    wrong: str | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """How an origin counts in a story: what, how loosely, how far off, how often.

    `deadly` is the share of the killed among all that it counts as harmed.
    """

    source: Source
    measures: tuple[Measure, ...]
    modifier: Modifier
    share: float
    deadly: float
    every: int
    modality: Modality = "asserted"
    monthly: bool = False


@dataclass(frozen=True)
class Story:
    """Some people come to harm somewhere over some months; `echo` copies the first series."""

    number: int
    people: People
    spot: Spot
    towns: tuple[Spot, ...]
    start: date
    days: int
    rate: float
    series: tuple[Series, ...]
    echo: Source | None
    briefings: tuple[Briefing, ...]
    strength: Asserted | None
    strength_is_wrong: bool
