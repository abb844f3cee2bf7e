"""The file of a new case: every key, with what it means, filled in as far as is known."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from tollbook.model.case import Case
from tollbook.model.problem import CaseError
from tollbook.publishing.visible import one_line
from tollbook.reasoning.cases import automatic_cases, within
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.origins import nobody_speaks
from tollbook.reasoning.record import Record

_ORIGINS_SHOWN = 12

_TEMPLATE = """\
# A case of Tollbook: the question you follow. docs/estimates.md describes the keys.

title = {title}

# Whom: sides by their country's code or a group's id, or words that the people are called by.
sides = {sides}
people = {people}

# Which measures; none named means all of
# killed, injured, casualties, missing, captured, surrendered, displaced, deployed.
measures = {measures}

# Where: countries by code, places by name; none named means anywhere.
countries = {countries}
places = {places}

# From when until when: the days that counts speak for, both included.
{since}
{until}

# How many people there were, where that is known: no count can exceed it.
# strength = {{ low = 10000, high = 12000 }}

# Who counts for what: an entity's id, a name, or a country's code, which stands for its offices,
# forces and officials. Those under "monitor" count and verify for themselves.
{heard}[origins]
party = []
ally = []
monitor = []
government = []
media = []

# Who claims the losses of its enemy: the origin, and the side it counts.
[enemies]
# UA = "RU"
"""


def write_case(path: Path, case: Case, record: Record) -> None:
    """Write the template of a case, filled in with what `case` says.

    A case that says neither whom nor where is filled in with what the record, all that a
    ledger holds, counts most. The origins heard in the case are listed as comments. A file that is
    there is never touched.

    Raises:
        CaseError: the file is there already, or can't be written.
    """
    case = _prefilled(case, record)
    try:
        path.parent.mkdir(exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(_filled(case, within(record.corpus, case)))
    except FileExistsError as error:
        raise CaseError(f"{path} is there already; choose another name, or edit it") from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise CaseError(f"{path}: the case can't be written: {reason}") from error


def _prefilled(case: Case, record: Record) -> Case:
    title = case.title or case.name.replace("-", " ").replace("_", " ").capitalize()
    if not (case.sides or case.people or case.countries or case.places):
        for likeliest in automatic_cases(record.corpus, record.settings, record.entities)[:1]:
            return replace(
                case,
                title=case.title or likeliest.title,
                sides=likeliest.sides,
                people=likeliest.people,
                countries=likeliest.countries,
            )
    return replace(case, title=title)


def _filled(case: Case, corpus: Corpus) -> str:
    since = f"since = {case.since}" if case.since else "# since = 2024-10-01"
    until = f"until = {case.until}" if case.until else "# until = 2025-04-30"
    return _TEMPLATE.format(
        title=_quoted(case.title),
        sides=_list(case.sides),
        people=_list(case.people),
        measures=_list(case.measures),
        countries=_list(case.countries),
        places=_list(case.places),
        since=since,
        until=until,
        heard="".join(f"# {line}\n" for line in _heard(corpus)),
    )


def _heard(corpus: Corpus) -> Iterable[str]:
    """The origins that give the most figures, as comments to copy from."""
    origins = Counter(
        (figure.origin.entity or figure.origin.name, figure.origin.name)
        for figure in corpus.figures()
        if not nobody_speaks(figure)
    )
    if origins:
        yield "Heard in the ledger, with how many figures:"
    for (key, name), number in sorted(
        origins.most_common(_ORIGINS_SHOWN), key=lambda item: (-item[1], item[0])
    ):
        words = _quoted(one_line(key))
        yield f"  {words}" + (f"  {one_line(name)}" if key != name else "") + f"  {number}"


def _list(words: Iterable[str]) -> str:
    return f"[{', '.join(map(_quoted, words))}]"


def _quoted(text: str) -> str:
    """A basic string of TOML: JSON's, but that DEL is escaped as well."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
