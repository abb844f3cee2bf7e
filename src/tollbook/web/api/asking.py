"""What the questions of the API share: the case, the day that they are asked as known on, paging.

A parameter that a question does not know is refused: a filter with a slip in its name would
otherwise give everything.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from fastapi import Path
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from tollbook.web.addresses import id_in

MOST_ITEMS = 1000
"""Items of one page at most: more should be asked for page by page, so that others get a turn."""


def _day(given: Any) -> Any:
    """A day as ISO 8601 has it, and nothing else that looks like a number of seconds."""
    try:
        return given if isinstance(given, date | None) else date.fromisoformat(given)
    except (TypeError, ValueError):
        raise ValueError(f"{given!r} is not a date; write it like 2025-01-14") from None


Day = Annotated[
    date,
    BeforeValidator(_day),
    WithJsonSchema({"type": "string", "format": "date", "examples": ["2025-01-14"]}),
]

CaseName = Annotated[
    str,
    Field(
        min_length=1,
        max_length=200,
        description="Ask within this case, by its name",
        examples=["north-korean-troops"],
    ),
]

_AN_ID = "An id as the API gives it, percent-encoded"
Id = Annotated[str, Path(description=_AN_ID, min_length=1)]
StatementId = Annotated[
    str, Path(description=_AN_ID, min_length=1, examples=["2025-04-30-northern-courier#5"])
]
DocumentId = Annotated[
    str, Path(description=_AN_ID, min_length=1, examples=["2025-04-30-northern-courier"])
]


class Asked(BaseModel):
    """A question with nothing more to say than as of when."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    known_on: Day | None = Field(
        None,
        alias="as-known-on",
        description="Ask for what the ledger knew at the end of this day (UTC)",
    )


class AskedOfCase(Asked):
    """A question that may be asked within a case."""

    case: CaseName | None = None

    @property
    def within(self) -> Mapping[str, Any]:
        """The case and the day, as the library takes them."""
        return {"case": self.case, "known_on": self.known_on}


class Paging(BaseModel):
    """A question whose answer comes in pages."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    limit: int = Field(100, ge=1, le=MOST_ITEMS, description="Items of a page")
    offset: int = Field(0, ge=0, le=2**53, description="Items before the page")


class Paged(Asked, Paging):
    """The same, asked as known on a day."""


class PagedOfCase(AskedOfCase, Paging):
    """A question that may be asked within a case, and whose answer comes in pages."""


def plain(id: str) -> str:
    """The id that stands in a path, unpacked where it was packed."""
    return id_in(id)
