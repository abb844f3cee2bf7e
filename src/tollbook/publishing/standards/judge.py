"""How far a case meets each standard: a function each, over the counts of its method.

A function gives a status with the numbers that it rests on, what is missing, and the command that
shows it. None of them takes anybody's word: what only an organisation can say stays "yours to say".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from tollbook.publishing.formats import FORMATS
from tollbook.publishing.method.method import Method
from tollbook.publishing.method.texts import texts
from tollbook.reasoning.words import count

Status = Literal["program", "case", "partly", "yours", "not_met"]
"""`program`: met by how the program works, whatever the case; `case`: met by what was done in this
case; `partly`; `yours`: only the organisation can say; `not_met`."""

STATUSES: tuple[Status, ...] = get_args(Status)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a standard is judged by.

    `private_names` counts the names of private persons in the ledger, `users` those who have to
    sign in to it. `failure` says what a verification of the ledger found wrong, empty where it
    holds. `answers` are the organisation's own words, by the key of a standard.
    """

    method: Method
    private_names: int = 0
    users: int = 0
    failure: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judged:
    """How far a standard is met: the status, what shows it, what is missing, where to look."""

    status: Status
    evidence: tuple[str, ...]
    missing: str = ""
    shown_by: str = ""


def judge(key: str, facts: Facts) -> Judged:
    """How far the case meets the standard of that key."""
    return _JUDGES[key](facts)


# Organisation


def _objectives(facts: Facts) -> Judged:
    case = facts.method.case
    title = (
        f"The question of this case is “{case.title}”." if case else "No case says the question."
    )
    return Judged("yours", (title,))


def _affiliations(facts: Facts) -> Judged:
    case = facts.method.case
    roles = len(case.roles) if case else 0
    return Judged("yours", (f"The case says of {_number(roles, 'origin')} what it counts as.",))


# Methodology


def _methodology(facts: Facts) -> Judged:
    method = facts.method
    written = (
        "The method is written by the program from the ledger and the rules in force, with the "
        "sources, the collection, the evaluation, the corroboration and the quality control."
    )
    shown = f"tollbook method {method.case.name if method.case else ''}".strip()
    if method.case is None or method.case.automatic:
        missing = "Nobody has written down the question: make a case with “tollbook case new”."
        return Judged("partly", (written,), missing, shown)
    if not facts.answers.get("methodology"):
        return Judged("partly", (written,), "Nobody has said where it is published.", shown)
    return Judged("program", (written,), "", shown)


def _definitions(facts: Facts) -> Judged:
    said = facts.method.practice.statements
    used = [
        *(("measures", name) for name, _ in said.measures),
        *(("modalities", name) for name, _ in said.modalities),
        *(("kinds", name) for name, _ in said.kinds),
    ]
    unexplained = [name for table, name in used if name not in texts()[table]]
    evidence = f"{_number(len(used), 'category', 'categories')} in use, each with a definition."
    if unexplained:
        return Judged("partly", (evidence,), f"No definition: {', '.join(unexplained)}.")
    return Judged("program", (evidence,), "", "docs/claim-model.md")


def _inclusiveness(facts: Facts) -> Judged:
    case = facts.method.case
    if case is None or case.automatic:
        missing = "Nobody has written down who is counted: make a case with “tollbook case new”."
        return Judged("not_met", ("No case says who is counted.",), missing)
    shown = f"tollbook case show {case.name}"
    limits = [
        *(["people of other sides"] if case.sides or case.people else []),
        *(["other places"] if case.countries or case.places else []),
        *(["other measures"] if case.measures else []),
        *(["other days"] if case.since or case.until else []),
    ]
    if not limits:
        return Judged("case", ("The case leaves nobody out.",), "", shown)
    evidence = "The case says whom it counts, where and when."
    return Judged("partly", (evidence,), f"Left out on purpose: {', '.join(limits)}.", shown)


def _consistency(facts: Facts) -> Judged:
    runs = facts.method.read_with
    number = sum(run.documents for run in runs)
    if not runs:
        return _nothing()
    shown = "tollbook read (again, to read what an older version has read)"
    if len(runs) > 1:
        evidence = (
            f"{_number(number, 'document')} were read with {len(runs)} different combinations of "
            "program, model, words and settings."
        )
        return Judged("partly", (evidence,), "Read them again with one of them.", shown)
    evidence = (
        f"{_number(number, 'document')} were read with one program, model, set of words and "
        "settings."
    )
    return Judged("case", (evidence,), "", "tollbook explain")


def _minimum_data(facts: Facts) -> Judged:
    said = facts.method.practice.statements
    parts = (
        ("place", said.located),
        ("day", said.dated),
        ("source", said.sourced),
        ("people", said.described),
    )
    if not said.figures:
        return _nothing()
    evidence = tuple(f"{_share(n, said.figures, 'counts')} give the {name}." for name, n in parts)
    lacking = [name for name, n in parts if n < said.figures]
    if lacking:
        missing = f"Not every report gives the {', '.join(lacking)}; nothing is made up for it."
        return Judged("partly", evidence, missing, "tollbook show")
    return Judged("case", evidence, "", "tollbook show")


def _sources(facts: Facts) -> Judged:
    documents = facts.method.practice.documents
    said = facts.method.practice.statements
    if not documents.in_case:
        return _nothing()
    number = sum(n for _, n in said.kinds)
    evidence = (
        f"{_number(number, 'statement')} lead to their words in one of "
        f"{_number(documents.in_case, 'document')}, which are stored as received with a SHA-256.",
        f"{_share(documents.in_case - documents.unnamed, documents.in_case, 'documents')} name "
        "their publisher.",
    )
    if said.misquoted:
        missing = f"{_number(said.misquoted, 'statement')} don't fit the text of their document."
        return Judged("not_met", evidence, missing, "tollbook verify")
    if documents.unnamed or documents.undated:
        missing = (
            f"{_number(documents.unnamed, 'document')} name no publisher, "
            f"{_number(documents.undated, 'document')} have no date."
        )
        return Judged(
            "partly", evidence, missing, "tollbook read --publisher NAME --published DATE"
        )
    return Judged("case", evidence, "", "tollbook show")


def _evaluation(facts: Facts) -> Judged:
    claims = facts.method.practice.claims
    if not claims.claims:
        return _nothing()
    evidence = (
        f"For {_share(claims.judged, claims.claims, 'claims')} the case says what their origin is: "
        "a party, an ally, a monitor, a government or a medium.",
    )
    shown = "the table [origins] of the case's file"
    if not claims.judged:
        return Judged("not_met", evidence, "The case says of no origin what it counts as.", shown)
    if claims.judged < claims.claims:
        missing = f"{_number(claims.claims - claims.judged, 'claim')} come from others."
        return Judged("partly", evidence, missing, shown)
    return Judged("case", evidence, "", shown)


def _corroboration(facts: Facts) -> Judged:
    claims, checks = facts.method.practice.claims, facts.method.practice.checks
    if not claims.claims:
        return _nothing()
    found = sum(sum(one.verdicts.values()) for one in checks)
    evidence = (
        f"Coherence: {len(checks)} checks made {_number(found, 'finding')}.",
        f"{_share(claims.corroborated, claims.claims, 'claims')} have two voices or more that are "
        "known to be independent.",
    )
    if claims.single == claims.claims:
        return Judged("not_met", evidence, "No claim has a second voice.", "tollbook claims")
    if claims.single or not claims.corroborated:
        missing = f"{_number(claims.single, 'claim')} have one voice at most."
        return Judged("partly", evidence, missing, "tollbook claims")
    return Judged("case", evidence, "", "tollbook claims")


def _disagreement(facts: Facts) -> Judged:
    checks = facts.method.practice.checks
    fails, open_ones = sum(one.verdicts["fails"] for one in checks), sum(one.open for one in checks)
    evidence = (
        "Every estimate is a range, with the source that owns each end; policies stand side by "
        "side.",
        f"{_number(fails, 'finding')} show a contradiction; {count(fails - open_ones)} are judged "
        "and explained.",
    )
    shown = "tollbook checks --fails"
    if open_ones:
        missing = f"{_number(open_ones, 'contradiction')} wait to be judged."
        return Judged("partly", evidence, missing, shown)
    return Judged("case" if fails else "program", evidence, "", shown)


def _quality(facts: Facts) -> Judged:
    done = facts.method.practice
    if not done.reviewable:
        return _nothing()
    double = sum(one.double for one in done.rounds)
    evidence = (
        f"People decided on {_share(done.reviewed, done.reviewable, 'statements')}.",
        f"Two people coded {_number(double, 'statement')} of the ledger blind.",
    )
    if not done.reviewed:
        missing = "Nobody has looked at what the program read."
        return Judged("not_met", evidence, missing, "tollbook queue")
    if done.reviewed < done.reviewable:
        missing = f"{_number(done.reviewable - done.reviewed, 'statement')} are proposals."
        return Judged("partly", evidence, missing, "tollbook queue")
    return Judged("case", evidence, "", "tollbook reviews")


def _corrections(facts: Facts) -> Judged:
    made = facts.method.practice.decisions
    number, reasoned = sum(one.number for one in made), sum(one.reasoned for one in made)
    evidence = (
        "Nothing is overwritten: every decision is stored with who, when and why, and any day's "
        "knowledge can be asked for again.",
        f"{_number(number, 'decision')} in force, {count(reasoned)} with a reason.",
    )
    # A confirmation changes nothing, so that it needs no reason.
    silent = sum(one.number - one.reasoned for one in made if one.kind != "confirm")
    if silent:
        missing = f"{_number(silent, 'decision')} change something and give no reason."
        return Judged("partly", evidence, missing, "tollbook decisions")
    return Judged("case" if number else "program", evidence, "", "tollbook decisions")


# Security


def _necessity(facts: Facts) -> Judged:
    evidence = (
        f"The ledger holds {_number(facts.private_names, 'name')} of private persons, as the "
        "reports print them. Public and partner outputs withhold them.",
    )
    if facts.private_names:
        missing = "Whole reports are stored, with every name in them."
        return Judged("partly", evidence, missing, "docs/safety.md")
    return Judged("case", evidence, "", "docs/safety.md")


def _integrity(facts: Facts) -> Judged:
    shown = f"tollbook verify --expect {facts.method.head}" if facts.method.head else ""
    if facts.failure:
        failed = "The ledger fails its verification."
        return Judged("not_met", (failed,), facts.failure, "tollbook verify")
    evidence = (
        "Each entry holds the hash of the one before; all were recomputed, and hold.",
        f"{_number(facts.users, 'user')} with roles have to sign in to it."
        if facts.users
        else "It has no users: whoever has the file can open it.",
    )
    if not facts.users:
        missing = "Who may open it is up to the machine that it lies on."
        return Judged("partly", evidence, missing, shown)
    return Judged("case", evidence, "", shown)


def _consent(_: Facts) -> Judged:
    return Judged("yours", ("The program reads what was published; it asks no witnesses.",))


def _confidentiality(facts: Facts) -> Judged:
    people = {name for one in facts.method.practice.decisions for name, _ in one.people}
    return Judged(
        "yours",
        (
            f"{_number(len(people), 'person', 'people')} decided on this case; public and partner "
            "outputs number them and name nobody.",
        ),
    )


def _staff(_: Facts) -> Judged:
    return Judged("yours", ("The program does nothing for the safety of those who use it.",))


# Publication


def _unconfirmed(facts: Facts) -> Judged:
    done = facts.method.practice
    if not done.reviewable:
        return _nothing()
    doubted = sum(
        n for name, n in done.statements.modalities if name not in ("asserted", "estimated")
    )
    return Judged(
        "program",
        (
            "Every number shows how it is put and what people made of it.",
            f"{_number(doubted, 'count')} are marked as unconfirmed, possible, denied or the like; "
            f"{_number(done.states['proposed'], 'statement')} as not reviewed.",
        ),
        "",
        "tollbook show",
    )


def _detail(facts: Facts) -> Judged:
    said = facts.method.practice.statements
    if not said.figures:
        return _nothing()
    evidence = (
        f"{_share(said.detailed, said.figures, 'counts')} say whether people were civilians or "
        "fighters, women or men, children or adults.",
    )
    if not said.detailed:
        return Judged("not_met", evidence, "No report gives such details.", "tollbook show")
    if said.detailed < said.figures:
        missing = "The other reports don't say so; nothing is guessed."
        return Judged("partly", evidence, missing, "tollbook show")
    return Judged("case", evidence, "", "tollbook show")


def _sharing(facts: Facts) -> Judged:
    evidence = (
        f"“tollbook export” writes {_number(len(FORMATS), 'format')}: {', '.join(FORMATS)}. The "
        "ledger itself is a file that other programs can open.",
    )
    shown = "tollbook export --help"
    if not facts.method.practice.reviewable:
        return _nothing()
    if not facts.answers.get("sharing"):
        return Judged("partly", evidence, "Nobody has said where the data can be had.", shown)
    return Judged("program", evidence, "", shown)


def _affected_people(facts: Facts) -> Judged:
    languages = ", ".join(name for name, _ in facts.method.practice.documents.languages) or "none"
    return Judged(
        "yours",
        (f"Languages of the reports: {languages}. The program writes its pages in English.",),
    )


def _nothing() -> Judged:
    return Judged("not_met", ("Nothing is on record for this case.",), "Read some reports.")


_JUDGES: Mapping[str, Callable[[Facts], Judged]] = {
    "objectives": _objectives,
    "affiliations": _affiliations,
    "methodology": _methodology,
    "definitions": _definitions,
    "inclusiveness": _inclusiveness,
    "consistency": _consistency,
    "minimum_data": _minimum_data,
    "sources": _sources,
    "evaluation": _evaluation,
    "corroboration": _corroboration,
    "disagreement": _disagreement,
    "quality": _quality,
    "corrections": _corrections,
    "necessity": _necessity,
    "integrity": _integrity,
    "consent": _consent,
    "confidentiality": _confidentiality,
    "staff": _staff,
    "unconfirmed": _unconfirmed,
    "detail": _detail,
    "sharing": _sharing,
    "affected_people": _affected_people,
}


def _number(number: int, noun: str, plural: str = "") -> str:
    return f"{count(number)} {noun if number == 1 else plural or noun + 's'}"


def _share(part: int, whole: int, what: str) -> str:
    share = f" ({part / whole:.0%})" if whole else ""
    return f"{count(part)} of {count(whole)} {what}{share}"
