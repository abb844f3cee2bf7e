"""A folder in place of a server: requests are written into it, and answers are read from it.

So any model, or a person, can answer later: `ID.request.json` holds what a server would have been
sent, `ID.answer.json` is where its answer is looked for.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from tollbook.second_reader.answers import schema, storable
from tollbook.second_reader.server import Asked, Reply

_MOST_BYTES = 2_000_000  # of an answer


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of requests and answers."""

    path: Path

    def answer(self, request: str, asked: Asked) -> Reply:
        """The answer that lies there; where there is none, the request is written."""
        place = self.path / f"{request[:16]}.answer.json"
        try:
            with place.open("rb") as file:
                data = file.read(_MOST_BYTES + 1)
        except FileNotFoundError:
            return self._write(request, asked)
        except OSError as error:
            return Reply(None, f"{place.name} can't be read: {_what(error)}")
        if len(data) > _MOST_BYTES:
            return Reply(None, f"{place.name} is longer than {_MOST_BYTES:,} bytes")
        return Reply(storable(data.decode("utf-8", "replace")))

    def _write(self, request: str, asked: Asked) -> Reply:
        place = self.path / f"{request[:16]}.request.json"
        text = json.dumps(asked | {"schema": schema()}, ensure_ascii=False, indent=1)
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            place.write_text(f"{text}\n", encoding="utf-8")
        except OSError as error:
            return Reply(None, f"the request can't be written: {_what(error)}")
        return Reply(None, f"no answer lies in {self.path} yet")


def _what(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
