"""A second reader for a run, and what a run with one came to."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tollbook.model.second import RefusalReason, SecondReaderAt
from tollbook.publishing.visible import visible
from tollbook.settings import Settings

if TYPE_CHECKING:  # nothing of a second reader is loaded unless somebody asks for one
    from tollbook.resolution import EntityTable
    from tollbook.second_reader import SecondReader

REASONS: dict[RefusalReason, str] = {
    "quote_missing": "whose quote is not in the text",
    "quote_repeated": "whose quote stands there more than once",
    "number_unread": "whose number is not read in its quote",
    "voice_missing": "whose voice is not in the text",
    "outside_window": "whose quote was not sent",
    "malformed": "not in the form that was asked for",
}
"""Why figures were refused, as it follows a number of them."""


def second_reader(
    at: SecondReaderAt | SecondReader | str | None,
    settings: Settings,
    entities: EntityTable | None = None,
    names: str = "",
) -> SecondReader | None:
    """The second reader at an address, None where none is asked for.

    One that stands already keeps its address and its count, and reads by these settings and
    entities. `names` is the digest of the user's own alias file, if they hold its names.

    Raises:
        SettingsError: the address is none, or a budget can't be kept.
    """
    if at is None:
        return None
    from tollbook.second_reader import SecondReader

    if isinstance(at, SecondReader):
        reader = at
        reader.settings, reader.entities = settings, entities
    else:
        reader = SecondReader.of(at, settings=settings, environment=os.environ, entities=entities)
    reader.names = names
    return reader


def second_summary(reader: SecondReader | None) -> Iterator[str]:
    """What a run asked of a second reader and what came of it, line by line."""
    if reader is None:
        return
    usage = reader.usage
    passages = _several(usage.passages, "passage")
    cached = f", {usage.cached:,} from the cache" if usage.cached else ""
    refused = usage.refused.total()
    figures = _several(usage.figures, "figure") + (f", {refused:,} refused" if refused else "")
    reasons = ", ".join(f"{n:,} {REASONS[why]}" for why, n in usage.refused.most_common())
    yield f"second reader {visible(reader.name, keep='')}: {passages}{cached}; {figures}" + (
        f": {reasons}" if reasons else ""
    )
    if usage.tokens:
        cost = f", which cost {reader.cost:,.2f}" if reader.cost is not None else ""
        yield f"  about {usage.tokens:,} tokens{cost}"
    for fault, n in usage.faults.most_common():
        alone = "has" if n == 1 else "have"
        why = visible(fault, keep="")
        yield f"  {_several(n, 'passage')} {alone} the built-in reading alone: {why}"


def _several(number: int, name: str) -> str:
    return f"{number:,} {name}" + ("" if number == 1 else "s")
