"""Why a statement is there that was not, or reads otherwise: what happened to its document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from tollbook.model.provenance import Provenance

CauseKind = Literal["new_document", "new_version", "new_code", "new_run", "decision", "grouping"]
"""`new_document`: it was read for the first time. `new_version`: the page itself changed.
`new_code`: the same page was read by another Tollbook; `new_run`: by the same one, with other
words, names, settings or another model. `decision`: a person settled it. `grouping`: other
documents put its statements together in another way."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Why something changed: what kind of cause, of which document (if it is one's), in words."""

    kind: CauseKind
    document: str | None
    words: str


Provenances = Mapping[str, Provenance]


def cause_of(document: str, before: Provenances, after: Provenances) -> Cause | None:
    """What happened to a document between two days; None where nothing did."""
    then, now = before.get(document), after.get(document)
    if now is None or (then is not None and then.reading == now.reading):
        return None
    when = f"on {now.read_at:%Y-%m-%d}"
    if then is None:
        return Cause("new_document", document, f"a new document, read {when}")
    if then.version != now.version:
        return Cause(
            "new_version",
            document,
            f"the page changed: version {then.version} became {now.version}, read {when}",
        )
    if then.tollbook != now.tollbook:
        return Cause(
            "new_code",
            document,
            f"the same page, read again {when} by Tollbook {now.tollbook}, before {then.tollbook}",
        )
    return Cause(
        "new_run",
        document,
        f"the same page, read again {when} with different words, names, settings or model",
    )
