"""Whom a claim counts, where and over what time, when its words leave that to those around it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from tollbook.model.claim import Claim
from tollbook.model.values import Scope
from tollbook.reasoning.grouping import group_by
from tollbook.reasoning.populations import Subject, people_and_place
from tollbook.reasoning.record import Record


def complete_subjects(claims: Collection[Claim], record: Record) -> Mapping[str, Subject]:
    """The subject of each claim, by its id, the measure left aside.

    "498 dead and 2,700 wounded" leave it to the sentence: it is that of the whole that they are
    parts of, or people and place are those that the origin counts, if it counts only one people.
    A total is only what a statement gives as one: what may be a total contradicts nothing.
    """
    subjects = record.accounts.subjects
    found = {
        claim.id: replace(subjects[claim.id], measure="casualties", scope=_said_scope(claim))
        for claim in claims
    }
    for claim in claims:
        for link in record.claims.links_of(claim.id):
            if link.kind == "part_of" and link.claim == claim.id and link.other in found:
                whole = found[link.other]
                found[claim.id] = replace(_complete(found[claim.id], whole), scope=whole.scope)
    for members in group_by(claims, lambda claim: claim.origin.key).values():
        by_place = group_by(members, lambda claim: found[claim.id].place)
        for those in (*by_place.values(), members):
            _fill([claim.id for claim in those], found)
    return found


def _fill(ids: Collection[str], found: dict[str, Subject]) -> None:
    """Fill in whom these count where they don't say, if the others count one people only."""
    named = {people_and_place(found[id]) for id in ids if _says_whom(found[id])}
    if len(named) == 1:
        (only,) = named
        for id in ids:
            if not _says_whom(found[id]):
                found[id] = _complete(found[id], only)


def _complete(subject: Subject, by: Subject) -> Subject:
    """The subject with what it leaves open as the other has it."""
    place = subject.place or by.place
    people = subject if _says_whom(subject) else by
    return replace(people, place=place, scope=subject.scope)


def _said_scope(claim: Claim) -> Scope:
    said = {figure.scope for figure in claim.figures}
    return "cumulative" if "cumulative" in said else "period" if "period" in said else "incident"


def _says_whom(subject: Subject) -> bool:
    return any((subject.side, subject.status, subject.sex, subject.age_group))
