"""Passages, and annotations of them: a gold, another coder's, or the machine's statements."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated as Checked
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tollbook.evaluation.annotated import Annotated, Days, from_statements
from tollbook.evaluation.records import GoldError, read_records
from tollbook.model.document import Document, Given
from tollbook.model.problem import Notice, Problem
from tollbook.model.statement import Figure, Statement
from tollbook.model.text import Span
from tollbook.model.values import Measure, Modality, Modifier, Scope
from tollbook.model.wire import from_json
from tollbook.reading import read
from tollbook.settings import Settings

Passages = Mapping[str, Document]
Annotation = dict[str, list[Annotated]]
Count = Checked[int, Field(ge=0)]


class GoldFigure(BaseModel):
    """One figure of a gold file; the keys are described in `docs/quality.md`."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)

    n: int
    quote: Checked[str, Field(min_length=1)]
    occurrence: Checked[int, Field(ge=1)] = 1
    number: str
    measure: Measure
    low: Count
    high: Count | None
    modifier: Modifier
    scope: Scope
    modality: Modality
    part_of: int | None
    same_as: int | None
    source: str
    origin: str
    place: str | None = None
    period: list[str | None] | None = Field(None, min_length=2, max_length=2)


class GoldRecord(BaseModel):
    """All figures of one passage."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)

    id: str
    figures: list[GoldFigure]


def read_passages(address: str | Path) -> dict[str, Document]:
    """The passages of a file or folder by id, dated by the key "date" of records that have it.

    Raises:
        GoldError: something of it can't be read, or it holds nothing.
    """
    passages: dict[str, Document] = {}
    for item in read([str(address)], Settings()):
        if isinstance(item, Notice):
            continue
        if isinstance(item, Problem):
            raise GoldError(item.where, item.what, item.hint)
        if item.id in passages:
            raise GoldError(item.address, f"two passages have the id {item.id!r}", "rename one")
        passages[item.id] = _dated(item)
    if not passages:
        raise GoldError(address, "there is no passage in it", "give a file or folder of texts")
    return passages


def _dated(document: Document) -> Document:
    """The passage with the day that the key "date" of its record gives, if it has no other."""
    if document.format != "jsonl":
        return document
    written = json.loads(document.original).get("date")
    if written is None:
        return document
    try:  # any year: a page is of today, but a passage may be a letter of long ago
        day = date.fromisoformat(str(written)[:10])
    except ValueError as error:
        what = f"the date of the passage {document.id!r} is {written!r}"
        raise GoldError(document.address, what, "write it as 2025-01-31") from error
    return document.with_given(Given(published=day))


def read_gold(path: Path, passages: Passages) -> Annotation:
    """The annotated figures of a gold file by passage.

    Raises:
        GoldError: the file can't be read, or a figure of it does not fit its passage.
    """
    found: Annotation = {}
    for where, content in read_records(path):
        record = record_of(content, where)
        if record.id in found:
            raise GoldError(where, f"the passage {record.id!r} is there twice", "merge the two")
        found[record.id] = figures_of(record, passage_of(record.id, passages, where), where)
    if not found:
        raise GoldError(path, "no passage is annotated in it", "write one passage per line")
    return found


def read_annotation(path: Path, passages: Passages, needed: Annotation) -> Annotation:
    """What a coder annotated, or the machine stated, of the passages in `needed`.

    The file is in the gold's format, or holds statements as `tollbook extract` prints them.

    Raises:
        GoldError: the file can't be read or does not fit the passages, or a coder left one out.
    """
    _, first = next(read_records(path), (None, {"kind": None}))
    if "kind" in first:
        found = _read_statements(path, passages)
        return {identity: found.get(identity, []) for identity in needed}
    found = read_gold(path, passages)
    for identity in needed:
        if identity not in found:
            hint = 'add it, with "figures": [] if there is none'
            raise GoldError(path, f"the passage {identity!r} of the gold is missing", hint)
    return {identity: found[identity] for identity in needed}


def record_of(content: dict[str, Any], where: str) -> GoldRecord:
    """A record of a gold file, checked.

    Raises:
        GoldError: a key of it is missing or wrong.
    """
    try:
        return GoldRecord.model_validate(content)
    except ValidationError as error:
        raise wrong_key(error, where) from error


def wrong_key(error: ValidationError, where: str) -> GoldError:
    """The first thing that is wrong with a record, in one sentence."""
    first = error.errors(include_url=False, include_input=False)[0]
    key = ".".join(str(part) for part in first["loc"])
    reason = first["msg"][0].lower() + first["msg"][1:]
    hint = "docs/quality.md describes the keys"
    return GoldError(where, f"the key '{key}' is wrong: {reason}", hint)


def passage_of(identity: str, passages: Passages, where: str) -> Document:
    """The passage that an annotation is of.

    Raises:
        GoldError: it is not among the texts.
    """
    if identity not in passages:
        what = f"there is no passage {identity!r} among the texts"
        raise GoldError(where, what, "annotations and texts must belong together")
    return passages[identity]


def figures_of(record: GoldRecord, document: Document, where: str) -> list[Annotated]:
    """The figures of a record, at their places in the passage.

    Raises:
        GoldError: a figure does not fit the passage.
    """
    places = {figure.n: index for index, figure in enumerate(record.figures)}
    if len(places) < len(record.figures):
        raise GoldError(where, "two figures have the same 'n'", "number them from 1")
    return [_annotate(figure, places, document.text, where) for figure in record.figures]


def _annotate(figure: GoldFigure, places: dict[int, int], text: str, where: str) -> Annotated:
    where = f"{where}: figure {figure.n}"
    for link in (figure.part_of, figure.same_as):
        if link is not None and (link not in places or link == figure.n):
            raise GoldError(where, f"it leads to figure {link}", "give the 'n' of another figure")
    if figure.high is not None and figure.high < figure.low:
        raise GoldError(where, f"it counts from {figure.low} to {figure.high}", "swap the two")
    start, quote = _evidence(figure, text, where)
    return Annotated(
        measure=figure.measure,
        low=figure.low,
        high=figure.high,
        evidence=(start, start + len(quote)),
        number=_number(_canonical(figure.number), quote, start, where),
        voices=_voices(figure),
        modality=figure.modality,
        scope=figure.scope,
        modifier=figure.modifier,
        whole=None if figure.part_of is None else places[figure.part_of],
        same=None if figure.same_as is None else places[figure.same_as],
        quote=quote,
        number_words=figure.number,
        place=None if figure.place is None else tuple(filter(None, (figure.place,))),
        period=_days(figure, where),
    )


def _days(figure: GoldFigure, where: str) -> Days | None:
    """The annotated days; no days where the key holds null, None where there is no key."""
    if figure.period is None:
        return (None, None) if "period" in figure.model_fields_set else None
    try:
        start, end = (day and date.fromisoformat(day) for day in figure.period)
    except ValueError as error:
        what = f"the period {figure.period} is no pair of dates"
        raise GoldError(where, what, 'write days as "2025-01-31" or null') from error
    return start or None, end or None


def _canonical(words: str) -> str:
    """Words as the canonical text has them, whichever way a coder's editor composes accents."""
    return unicodedata.normalize("NFC", words)


def _evidence(figure: GoldFigure, text: str, where: str) -> tuple[int, str]:
    quote, start = _canonical(figure.quote), -1
    for _ in range(figure.occurrence):
        start = text.find(quote, start + 1)
        if start < 0:
            times = "" if figure.occurrence == 1 else f" {figure.occurrence} times"
            what = f"{quote!r} is not{times} in the passage"
            raise GoldError(where, what, "copy the words exactly")
    return start, quote


def _number(words: str, quote: str, start: int, where: str) -> tuple[int, int] | None:
    if not words:
        return None
    inside = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", quote)
    if not inside:
        what = f"the number {words!r} is not in the quote {quote!r}"
        raise GoldError(where, what, "quote from the number to the harm")
    return start + inside.start(), start + inside.end()


def _voices(figure: GoldFigure) -> tuple[str, ...]:
    named = () if figure.source == "publisher" else (figure.source,)
    return named + ((figure.origin,) if figure.origin else ())


def _read_statements(path: Path, passages: Passages) -> Annotation:
    statements: dict[str, list[Statement]] = {}
    for where, record in read_records(path):
        try:
            statement = from_json(record)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            what = f"the record is not a statement ({type(error).__name__}: {error})"
            hint = "give what 'tollbook extract --format jsonl' prints"
            raise GoldError(where, what, hint) from error
        if not isinstance(statement, Figure):
            continue
        document = passage_of(statement.document, passages, where)
        for span in (statement.evidence, statement.number):
            _require(span, document, where)
        statements.setdefault(statement.document, []).append(statement)
    return {identity: from_statements(found) for identity, found in statements.items()}


def _require(span: Span | None, document: Document, where: str) -> None:
    if span and document.text[span.start : span.end] != span.quote:
        what = f"{span.quote!r} is not at {span.start} of the passage {document.id!r}"
        raise GoldError(where, what, "extract the statements from these very texts")
