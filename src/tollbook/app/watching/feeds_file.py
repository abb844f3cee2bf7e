"""The file of feeds and pages to watch: its keys, checked at the edge."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from tollbook.model.problem import SettingsError
from tollbook.reading.addresses import Address, RefusedAddressError

_MAX_BYTES = 1_000_000
_HELP = "docs/watch.md lists the keys"

Minutes = Annotated[float, Field(ge=0, le=100_000)]


class Watched(BaseModel):
    """A feed or a page; `name` is the publisher of what names none."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    address: str
    name: Annotated[str, Field(min_length=1, max_length=300)] | None = None
    interval: Minutes | None = None

    @field_validator("address")
    @classmethod
    def _is_an_address(cls, words: str) -> str:
        try:
            return str(Address.of(words))
        except RefusedAddressError as error:
            raise ValueError(f"holds {words[:100]!r}: {error}") from None


class FeedsFile(BaseModel):
    """All keys of the file.

    `pause` is in seconds, between two requests to one host; `interval` in minutes, between two
    requests for one address; `items` bounds the entries of feeds that are fetched in a round.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    pause: Annotated[float, Field(ge=0, le=3_600)] = 2
    interval: Minutes = 15
    items: Annotated[int, Field(ge=1, le=100_000)] = 200
    feed: tuple[Watched, ...] = ()
    page: tuple[Watched, ...] = ()

    @model_validator(mode="after")
    def _names_each_once(self) -> FeedsFile:
        counts = Counter(one.address for one in (*self.feed, *self.page))
        for address, number in counts.items():
            if number > 1:
                raise ValueError(f"the address {address!r} stands there twice")
        return self


def read_feeds_file(path: Path) -> FeedsFile:
    """What a TOML file names to be watched.

    Raises:
        SettingsError: the file can't be read, is not TOML, or a key of it is wrong.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_MAX_BYTES + 1)
        if len(data) > _MAX_BYTES:
            raise SettingsError(f"{path}: the file is longer than {_MAX_BYTES:,} bytes")
        return FeedsFile.model_validate(tomllib.loads(data.decode("utf-8-sig")))
    except FileNotFoundError:
        raise SettingsError(
            f"{path}: there is no such file; 'tollbook init FOLDER' writes one to fill in"
        ) from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise SettingsError(f"{path}: the file can't be read: {reason}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: the file is not UTF-8; save it as UTF-8") from error
    except ValidationError as error:
        raise SettingsError(f"{path}: {_first_error(error)}; {_HELP}") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SettingsError(f"{path}: the file is not valid TOML ({error}); {_HELP}") from error


def _first_error(error: ValidationError) -> str:
    """The first thing that is wrong, in a clause; entries of a list are counted from 1."""
    first = error.errors(include_url=False, include_input=False)[0]
    parts = (f"{part + 1}" if isinstance(part, int) else str(part) for part in first["loc"])
    key = " ".join(parts)
    message = first["msg"].removeprefix("Value error, ")
    if not key:
        return message
    if first["type"] == "extra_forbidden":
        return f"the key '{key}' is unknown"
    if first["type"] == "missing":
        return f"the key '{key}' is missing"
    if first["type"] == "value_error":
        return f"the key '{key}' {message}"
    return f"the key '{key}' is wrong: {message[:1].lower()}{message[1:]}"
