"""Who speaks in a record: each voice once, with its names, and who passes on whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from tollbook.model.claim import Claim, Origin
from tollbook.model.statement import Statement
from tollbook.model.voice import RelayCount, Revision, VoiceEntry, VoiceProfile
from tollbook.reasoning.grouping import group_by
from tollbook.reasoning.origins import nobody_speaks
from tollbook.reasoning.record import Record

_REVISES = ("corrects", "retracts")


def find_voices(record: Record) -> tuple[VoiceEntry, ...]:
    """The voices of a record, those with the most statements first; publishers are not among them.

    A number without a source has no voice.
    """
    return record.once("voices", lambda: tuple(_entries(record)))


def find_profile(record: Record, key: str) -> VoiceProfile | None:
    """A voice by its key, or by a name that only one voice goes by; None where there is none."""
    entries = find_voices(record)
    entry = next((one for one in entries if one.key == key), None)
    if entry is None:
        voices = record.claims.voices
        keys = voices.keys_called(key) if voices else frozenset()
        named = [one for one in entries if one.key in keys]
        if len(named) != 1:
            return None
        entry = named[0]
    heard = _heard(record)
    claims = _claims_by_origin(record).get(entry.key, ())
    names = {one.key: one.name for one in entries}
    return VoiceProfile(
        entry=entry,
        passes_on=_counted(heard.passes_on.get(entry.key, Counter()), names),
        passed_on_by=_counted(heard.passed_on_by.get(entry.key, Counter()), names),
        claims=claims,
        revisions=tuple(_revisions(claims, record)),
    )


@dataclass(slots=True)
class _Count:
    """What is counted of one voice."""

    origin: Origin
    names: Counter[str] = field(default_factory=Counter)
    statements: int = 0
    passed_on: int = 0
    documents: set[str] = field(default_factory=set)


_Other = tuple[str | None, str]
"""A voice by its key, or a publisher (no key) by its name."""


@dataclass(slots=True)
class _Heard:
    """All voices by their keys, and how often one passes on another."""

    voices: dict[str, _Count] = field(default_factory=dict)
    passes_on: dict[str, Counter[_Other]] = field(default_factory=dict)
    passed_on_by: dict[str, Counter[_Other]] = field(default_factory=dict)


def _heard(record: Record) -> _Heard:
    return record.once("voices heard", lambda: _listen(record))


def _listen(record: Record) -> _Heard:
    heard = _Heard()
    for statement in record.corpus.statements:
        chain = _chain(statement, record)
        if not chain:
            continue
        for n, (origin, words) in enumerate(chain):
            count = heard.voices.setdefault(origin.key, _Count(origin))
            count.names[words] += 1
            count.documents.add(statement.document)
            if n == 0:
                count.statements += 1
            else:
                count.passed_on += 1
                _pass_on(heard, origin.key, chain[n - 1][0].key)
        publisher = statement.attribution[0]
        if publisher.role == "publisher":
            by = heard.passed_on_by.setdefault(chain[-1][0].key, Counter())
            by[None, publisher.name] += 1
    return heard


def _pass_on(heard: _Heard, relay: str, other: str) -> None:
    heard.passes_on.setdefault(relay, Counter())[other, ""] += 1
    heard.passed_on_by.setdefault(other, Counter())[relay, ""] += 1


def _chain(statement: Statement, record: Record) -> list[tuple[Origin, str]]:
    """The voices of a statement from its origin to the page, each with its words there.

    Names of one voice that follow one another are one; so is whoever speaks for a body.
    """
    voices = record.claims.voices
    claim = record.claims.of(statement.id)
    if voices is None:
        return []
    found: list[tuple[Origin, str]] = []
    if claim is not None and claim.origin.kind != "unknown":
        found.append((claim.origin, claim.origin.name))
    elif nobody_speaks(statement):
        return []
    for voice in reversed(statement.attribution):
        if voice.role == "publisher":
            continue
        origin = voices.who(voice, statement.document)
        if found and found[-1][0].key == origin.key:
            found[-1] = (found[-1][0], voice.name)
        else:
            found.append((origin, voice.name))
    return found


def _entries(record: Record) -> Iterator[VoiceEntry]:
    heard = _heard(record).voices
    for count in sorted(
        heard.values(), key=lambda one: (-one.statements, -one.passed_on, one.origin.name)
    ):
        origin = count.origin
        entity = record.entities.get(origin.entity or "")
        days = sorted(_days(count.documents, record))
        yield VoiceEntry(
            key=origin.key,
            name=origin.name,
            kind=origin.kind,
            entity=origin.entity,
            sort=entity.kind if entity else "",
            aliases=tuple(name for name, _ in count.names.most_common() if name != origin.name),
            statements=count.statements,
            passed_on=count.passed_on,
            documents=len(count.documents),
            first=days[0] if days else None,
            last=days[-1] if days else None,
        )


def _days(documents: Iterable[str], record: Record) -> Iterator[date]:
    for id in documents:
        if day := record.corpus.documents[id].published_on:
            yield day


def _counted(counter: Counter[_Other], names: dict[str, str]) -> tuple[RelayCount, ...]:
    return tuple(
        RelayCount(name=names.get(key or "", name), key=key, statements=number)
        for (key, name), number in counter.most_common()
    )


def _claims_by_origin(record: Record) -> dict[str, tuple[Claim, ...]]:
    def work() -> dict[str, tuple[Claim, ...]]:
        groups = group_by(record.claims.everything, lambda claim: claim.origin.key)
        return {key: tuple(claims) for key, claims in groups.items()}

    return record.once("claims by origin", work)


def _revisions(claims: Sequence[Claim], record: Record) -> Iterator[Revision]:
    """What a voice corrected or withdrew of its own, the newest first."""
    for claim in reversed(claims):
        for link in record.claims.links_of(claim.id):
            if link.kind in _REVISES and link.claim == claim.id:
                yield Revision(link=link, before=record.claims.get(link.other), after=claim)
