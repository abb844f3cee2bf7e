"""Voices: whoever speaks in a record, by all the names it goes by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tollbook.model.claim import Claim, ClaimLink, OriginKind


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceEntry:
    """A voice in a list.

    `key` is what claims know it by, `entity` its id in the alias table (None where it has none) and
    `sort` what the table says it is: agency, army, person…, empty where it is not in it. `aliases`
    are the other names that reports give it, the commonest first. `statements` is how many say that
    they are its word, `passed_on` how many it passed on for another, `documents` how many have
    either; `first` and `last` are days of publication, None if unknown.
    """

    key: str
    name: str
    kind: OriginKind
    entity: str | None = None
    sort: str = ""
    aliases: tuple[str, ...] = ()
    statements: int = 0
    passed_on: int = 0
    documents: int = 0
    first: date | None = None
    last: date | None = None

    @property
    def decided_as(self) -> str:
        """What a decision calls it: the entity's id, the name, or the name in one document."""
        return self.entity or (
            self.key if self.kind == "unnamed" and "@" in self.key else self.name
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RelayCount:
    """How many statements went from one voice to another; `key` is None for a publisher."""

    name: str
    key: str | None
    statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A number that a voice changed or took back: the link, and the claims it ties.

    `before` is None where the earlier claim is not on record.
    """

    link: ClaimLink
    before: Claim | None
    after: Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceProfile:
    """A voice with whom it passes on, who passes it on, and the numbers that it revised.

    `passes_on` and `passed_on_by` have the commonest first, publishers among the latter.
    """

    entry: VoiceEntry
    passes_on: tuple[RelayCount, ...]
    passed_on_by: tuple[RelayCount, ...]
    claims: tuple[Claim, ...]
    revisions: tuple[Revision, ...]
