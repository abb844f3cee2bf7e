"""Answers that were paid for once: a file each, by the digest of the request."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tollbook.second_reader.answers import storable
from tollbook.second_reader.server import Reply


def usual_cache(environment: Mapping[str, str]) -> Path:
    """Where answers are kept unless a folder is named: in the user's own cache."""
    base = environment.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "tollbook" / "second-reader"


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of answers. What can't be read or written is as if it were not there."""

    path: Path

    def get(self, request: str) -> Reply | None:
        """The answer to this very request, if it was given before."""
        try:
            kept = json.loads(self._place(request).read_text(encoding="utf-8"))
            return Reply(storable(str(kept["answer"])), None, kept["tokens"])
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None

    def put(self, request: str, reply: Reply) -> None:
        """Keep an answer with what it cost; a stop half-way leaves no half of it."""
        place = self._place(request)
        made = place.with_suffix(f".{os.getpid()}")
        with suppress(OSError):
            place.parent.mkdir(parents=True, exist_ok=True)
            made.write_text(json.dumps({"answer": reply.text, "tokens": reply.tokens}), "utf-8")
            made.replace(place)

    def _place(self, request: str) -> Path:
        return self.path / request[:2] / f"{request}.json"
