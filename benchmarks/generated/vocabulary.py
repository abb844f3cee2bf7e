"""Names and words of an invented world: no country, place, outlet or voice of it exists."""

from __future__ import annotations

import tomllib
from pathlib import Path
from random import Random

# The codes that ISO 3166 leaves to its users: no real country can be meant.
CODES = (
    *("AA", "ZZ"),
    *(f"Q{letter}" for letter in "MNOPQRSTUVWXYZ"),
    *(f"X{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
)


_WORDS: dict[str, list[str]] = tomllib.loads(
    Path(__file__).with_name("words.toml").read_text(encoding="utf-8")
)

OUTLETS = tuple(
    f"{first} {second}"
    for first in (
        *("Morning", "Evening", "Daily", "Harbour", "Valley", "Northern", "Southern", "Capital"),
        *("Coastal", "Upland", "Weekly", "Free"),
    )
    for second in ("Gazette", "Courier", "Herald", "Observer", "Post", "Mirror")
)
WIRES = ("Meridian Press", "Northline", "Continental Wire", "Pressbureau", "Tidewater News Agency")

FIGHTERS = ("soldiers", "troops", "servicemen")
CIVILIANS = ("civilians", "villagers", "residents")
ANYONE = ("people", "persons")

HEDGES = {
    "exact": ("",),
    "about": ("about ", "some ", "around ", "nearly ", "roughly "),
    "at_least": ("at least ", "no fewer than "),
    "more_than": ("more than ", "over "),
    "at_most": ("up to ", "as many as "),
}
CLAUSES = {
    "killed": ("had been killed", "have died", "were dead", "had lost their lives"),
    "injured": ("had been wounded", "were injured", "were hurt"),
    "casualties": ("had been killed or wounded", "had become casualties"),
    "missing": ("were missing", "were unaccounted for"),
    "captured": ("had been taken prisoner", "had been captured"),
    "displaced": ("had fled their homes", "had been driven from their homes"),
    "deployed": ("had been deployed", "had been sent"),
}
SHORT = {
    "killed": ("killed", "dead"),
    "injured": ("wounded", "injured", "hurt"),
    "casualties": ("killed or wounded", "casualties"),
    "missing": ("missing",),
}
UNNAMED = (
    "local officials",
    "a doctor",
    "witnesses",
    "an aid worker",
    "two residents",
    "officials",
)


def place_name(random: Random) -> str:
    """A town's name."""
    return _made(random, "starts", "middles", "ends")


def country_name(random: Random) -> str:
    """A country's name; its adjective adds an n."""
    return _made(random, "starts", "middles") + random.choice(("ia", "ara", "ova"))


def person_name(random: Random) -> str:
    """The name of somebody."""
    return f"{_made(random, 'given')} {_made(random, 'starts', 'ends')}"


def small_talk(random: Random, town: str) -> str:
    """A sentence that counts nobody."""
    who, did, what, when, tail = (
        random.choice(_WORDS[key]) for key in ("who", "did", "what", "when", "tails")
    )
    form = random.randrange(4)
    if form == 0:
        said = f"{who} {did} {what} {when}, {tail}."
    elif form == 1:
        said = f"in {town}, {who} {did} {what} {when}."
    elif form == 2:
        said = f"{when}, {who} in {town} {did} {what}, {tail}."
    else:
        seen = random.choice(_WORDS["what"])
        said = f"{person_name(random)}, who {did} {what}, watched {seen} {when}."
    return said[0].upper() + said[1:]


def _made(random: Random, *parts: str) -> str:
    return "".join(random.choice(_WORDS[part]) for part in parts)
