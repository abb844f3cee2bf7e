"""From a voice to all that a page of it shows: names, relays, series, revisions, predictions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tollbook.model.decision import Decision
from tollbook.model.voice import VoiceEntry, VoiceProfile
from tollbook.reasoning.claims.decisions import voice_token
from tollbook.reasoning.names import plain_name
from tollbook.reasoning.predictions import Forecast, Score, scores
from tollbook.reasoning.record import Record
from tollbook.reasoning.series import Series, SeriesQuery, find_series
from tollbook.reasoning.voices import find_profile, find_voices


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceDetails:
    """One voice with all that belongs to it.

    `case` is the case in which it was found, None where it was found in everything on record.
    `score` is None where none of its predictions has both an outcome and a likelihood. `decisions`
    are those that join it with another voice or set it apart, the earliest first.
    """

    profile: VoiceProfile
    case: str | None
    series: tuple[Series, ...]
    forecasts: tuple[Forecast, ...]
    score: Score | None
    decisions: tuple[Decision, ...]

    @property
    def entry(self) -> VoiceEntry:
        """The voice itself."""
        return self.profile.entry


def search_voices(record: Record, words: str = "") -> tuple[VoiceEntry, ...]:
    """The voices of a record with these words in one of their names; all where there are none."""
    wanted = plain_name(words)
    if not wanted:
        return find_voices(record)
    return tuple(
        entry
        for entry in find_voices(record)
        if any(wanted in plain_name(name) for name in (entry.name, *entry.aliases))
        or entry.key == words
    )


def find_voice(record: Record, key: str, forecasts: Iterable[Forecast]) -> VoiceDetails | None:
    """The voice of that key or name in a record, None where there is none or several.

    `forecasts` are those of the record.
    """
    profile = find_profile(record, key)
    if profile is None:
        return None
    entry = profile.entry
    names = {voice_token(name) for name in (entry.key, entry.name, *entry.aliases)}
    made = tuple(one for one in forecasts if _is_of(one, entry))
    scored = scores(made, record.settings)
    return VoiceDetails(
        profile=profile,
        case=record.case.name if record.case else None,
        series=_series(record, entry.key),
        forecasts=made,
        score=scored[0] if scored else None,
        decisions=tuple(
            one
            for one in record.decisions
            if one.kind == "voice"
            and not names.isdisjoint(map(voice_token, one.subject.split("\n")))
        ),
    )


def _is_of(forecast: Forecast, entry: VoiceEntry) -> bool:
    if entry.key in (forecast.key, forecast.prediction.origin.entity):
        return True
    return entry.kind == "named" and plain_name(forecast.voice) in {
        plain_name(name) for name in (entry.name, *entry.aliases)
    }


def _series(record: Record, key: str) -> tuple[Series, ...]:
    found = record.once("all series", lambda: find_series(record, SeriesQuery()))
    return tuple(one for one in found if one.origin.key == key)
