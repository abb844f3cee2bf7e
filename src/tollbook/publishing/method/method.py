"""The method of a case as data: what was done, by which rules, with which program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from tollbook.build import build
from tollbook.language import digest, languages
from tollbook.model.case import Case
from tollbook.model.coding import FieldAgreement
from tollbook.model.second import Prefer
from tollbook.publishing.method.measured import Measured, measured
from tollbook.publishing.profiles import Discretion, Profile
from tollbook.publishing.visible import one_line
from tollbook.reasoning.method import Counted, Practice, practice_of
from tollbook.reasoning.predictions import Forecast
from tollbook.reasoning.record import Record
from tollbook.settings import Settings

if TYPE_CHECKING:
    from tollbook.ledger import Run


@dataclass(frozen=True, slots=True)
class ReadWith:
    """The program, model, words and settings that read some documents of the case.

    `tollbook` is the version with the digest of the code that reads; digests are SHA-256 in hex.
    """

    tollbook: str
    model: str
    model_digest: str
    lexicon_digest: str
    settings_digest: str
    value_policy: str
    documents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """How a case was answered: the counts, the rules in force, and the program with its digests.

    `case` is None where everything on record is asked about; `known_on` is the day whose knowledge
    it tells, None for today's. `agreement` is that of each round of blind coding, by its name.
    `lexicons` has the digest of the words of each language. `tollbook` is the program that wrote
    this, `head` the hash of the ledger's last entry. Names are as `profile` lets them be shown.
    """

    case: Case | None
    known_on: date | None
    profile: Profile
    practice: Practice
    agreement: Mapping[str, tuple[FieldAgreement, ...]]
    prefer: Prefer
    settings: Settings
    read_with: tuple[ReadWith, ...]
    lexicons: tuple[tuple[str, str], ...]
    tollbook: str
    head: str | None
    measured: Measured


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerFacts:
    """What a ledger knows beside its record.

    `runs` has the run of each document that is asked about, `head` the hash of the last entry,
    `agreement` that of the coders of each round; `known_on` is the day whose knowledge is asked
    for; `prefer` says whose figures count where a document was read twice.
    """

    runs: Sequence[Run] = ()
    head: str | None = None
    known_on: date | None = None
    agreement: Mapping[str, tuple[FieldAgreement, ...]] = field(default_factory=dict)
    prefer: Prefer = "built-in"


def method_of(
    record: Record, forecasts: Iterable[Forecast], ledger: LedgerFacts, discretion: Discretion
) -> Method:
    """The method of what a record asks about; `forecasts` are its predictions with outcomes."""
    return Method(
        case=record.case,
        known_on=ledger.known_on,
        profile=discretion.profile,
        practice=_discreet(practice_of(record, forecasts, languages()), discretion),
        agreement=ledger.agreement,
        prefer=ledger.prefer,
        settings=record.settings,
        read_with=tuple(_read_with(ledger.runs)),
        lexicons=tuple((code, digest(code)) for code in languages()),
        tollbook=build(),
        head=ledger.head,
        measured=measured(),
    )


def _read_with(runs: Sequence[Run]) -> Iterable[ReadWith]:
    counted = Counter(
        (
            run.tollbook,
            run.model,
            run.model_digest,
            run.lexicon_digest,
            run.settings_digest,
            run.value_policy,
        )
        for run in runs
    )
    return (ReadWith(*facts, documents=number) for facts, number in counted.most_common())


def _discreet(practice: Practice, discretion: Discretion) -> Practice:
    """The counts with names as they may be shown."""

    def hidden(names: Counted) -> Counted:
        return tuple((discretion.hide(one_line(name)), number) for name, number in names)

    def people(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(discretion.person(one_line(name)) for name in names)

    return replace(
        practice,
        documents=replace(practice.documents, publishers=hidden(practice.documents.publishers)),
        statements=replace(practice.statements, voices=hidden(practice.statements.voices)),
        decisions=tuple(
            replace(one, people=tuple((discretion.person(name), n) for name, n in one.people))
            for one in practice.decisions
        ),
        rounds=tuple(replace(one, coders=people(one.coders)) for one in practice.rounds),
    )
