"""Attributions as PolNeAR and a coder write them: character spans of source, cue and content."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tollbook.evaluation.attributions import AttributedSpans, Pieces, join_stretches
from tollbook.evaluation.gold import Passages, passage_of, wrong_key
from tollbook.evaluation.records import GoldError, read_records
from tollbook.model.document import Document
from tollbook.reading.canonical import Traced, canonical

AttributionAnnotation = dict[str, list[AttributedSpans]]
Offset = Annotated[int, Field(ge=0)]
# JSON knows no pairs: a list of two.
Stretch = Annotated[list[Offset], Field(min_length=2, max_length=2)]


class GoldAttribution(BaseModel):
    """One attribution; each span as the stretches [start, end] that it consists of."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)

    source: list[Stretch] = []
    cue: list[Stretch] = []
    content: list[Stretch] = []


class AttributionRecord(BaseModel):
    """All attributions of one passage; offsets count code points of `text` where that is given."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)

    id: str
    attributions: list[GoldAttribution]
    text: str | None = None


def read_attributions(path: Path, passages: Passages) -> AttributionAnnotation:
    """The annotated attributions of a file by passage.

    Raises:
        GoldError: the file can't be read, or a span of it does not fit its passage.
    """
    found: AttributionAnnotation = {}
    for where, content in read_records(path):
        record = _validate(content, where)
        if record.id in found:
            raise GoldError(where, f"the passage {record.id!r} is there twice", "merge the two")
        document = passage_of(record.id, passages, where)
        found[record.id] = [
            AttributedSpans(
                *(
                    _pieces(stretches, record, document, f"{where}: attribution {n}")
                    for stretches in (given.source, given.cue, given.content)
                )
            )
            for n, given in enumerate(record.attributions, start=1)
        ]
    return found


def _validate(content: dict[str, Any], where: str) -> AttributionRecord:
    try:
        return AttributionRecord.model_validate(content)
    except ValidationError as error:
        raise wrong_key(error, where) from error


def _pieces(
    stretches: list[Stretch], record: AttributionRecord, document: Document, where: str
) -> Pieces:
    text = document.text if record.text is None else record.text
    for start, end in stretches:
        if not start < end <= len(text):
            what = f"[{start}, {end}] is not a stretch of its text of {len(text):,} characters"
            raise GoldError(where, what, "count code points from 0; the end stands after the last")
    if text != document.text:
        return join_stretches(
            ((_move_offset(text, s), _move_offset(text, e)) for s, e in stretches), document.text
        )
    return join_stretches(((start, end) for start, end in stretches), text)


def _move_offset(text: str, offset: int) -> int:
    """Where an offset of a text that is not canonical stands in the canonical one."""
    return len(canonical(Traced.whole(text[:offset])).text)
