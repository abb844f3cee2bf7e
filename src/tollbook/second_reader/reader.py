"""The second reader: asks for each window, keeps the cost in bounds, and grounds the answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tollbook.ledger.canonical import canonical, digest
from tollbook.model.document import Document
from tollbook.model.problem import SettingsError
from tollbook.model.second import Exchange, SecondReading
from tollbook.resolution import EntityTable
from tollbook.second_reader.answers import read_answer
from tollbook.second_reader.cache import Cache, usual_cache
from tollbook.second_reader.folder import Folder
from tollbook.second_reader.grounding import ground
from tollbook.second_reader.prompt import messages, prompt_digest
from tollbook.second_reader.server import Asked, Reply, Server
from tollbook.second_reader.windows import windows
from tollbook.settings import Settings

_FOLDER = "dir:"
_CHARS_A_TOKEN = 3  # fewer than English has, so that a budget is never passed by much
_ANSWER_TOKENS = 4_000
_GIVE_UP = 3  # failures in a row after which a server is left alone for the rest of the run
PARAMETERS: Mapping[str, Any] = {"temperature": 0, "seed": 0, "max_tokens": _ANSWER_TOKENS}


@dataclass(slots=True)
class Usage:
    """What a run has asked for so far, and what came of it."""

    asked: int = 0
    cached: int = 0
    tokens: int = 0
    figures: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class SecondReader:
    """A model that reads documents a second time; `usage` grows with each of them.

    `budget` is the most tokens that a run may cost, None for no bound. It never raises for what a
    server does: a reading that is not whole says why in its `fault`.
    """

    source: Server | Folder
    model: str
    settings: Settings
    entities: EntityTable | None = None
    cache: Cache | None = None
    budget: int | None = None
    usage: Usage = field(default_factory=Usage)
    _failures: int = 0

    @classmethod
    def of(  # noqa: PLR0913 - every option of the command is a parameter
        cls,
        address: str,
        *,
        settings: Settings,
        environment: Mapping[str, str],
        model: str | None = None,
        cache: Path | None = None,
        budget: int | None = None,
        entities: EntityTable | None = None,
    ) -> SecondReader:
        """The reader at an address: `http://HOST/v1`, or `dir:FOLDER`.

        A key for the server is taken from `TOLLBOOK_SECOND_READER_KEY` of the environment, the
        model from `TOLLBOOK_SECOND_MODEL` where none is named, else the server's first is taken.

        Raises:
            SettingsError: the address is none, or the server names no model.
        """
        named = model or environment.get("TOLLBOOK_SECOND_MODEL")
        if address.startswith(_FOLDER):
            folder = Path(address.removeprefix(_FOLDER))
            if not str(address.removeprefix(_FOLDER)).strip():
                raise SettingsError("dir: needs a folder, such as dir:requests")
            return cls(
                Folder(folder), named or "folder", settings, entities=entities, budget=budget
            )
        server = Server(address, environment.get("TOLLBOOK_SECOND_READER_KEY") or None)
        return cls(
            server,
            named or server.first_model(),
            settings,
            entities=entities,
            cache=Cache(cache or usual_cache()),
            budget=budget,
        )

    def read(self, document: Document) -> SecondReading:
        """The document as the model reads it: only what stands in its text."""
        exchanges: list[Exchange] = []
        for start, end in windows(document):
            exchange = self._exchange(document, start, end)
            exchanges.append(exchange)
        statements, refusals = ground(
            document, exchanges, self.entities, self.settings.value_policy
        )
        faults = (exchange.fault for exchange in exchanges)
        self.usage.figures += len(statements)
        self.usage.refused.update(refusal.why for refusal in refusals)
        return SecondReading(
            document=document.id,
            model=self.model,
            prompt_digest=prompt_digest(),
            parameters=dict(PARAMETERS),
            exchanges=tuple(exchanges),
            statements=statements,
            refusals=refusals,
            fault=next((fault for fault in faults if fault), None),
        )

    def _exchange(self, document: Document, start: int, end: int) -> Exchange:
        asked: Asked = {
            "model": self.model,
            "messages": messages(document, start, end),
            **PARAMETERS,
        }
        request = digest(canonical({"asked": asked, "prompt": prompt_digest()}))
        reply = self._reply(request, asked)
        if reply.text is not None and (fault := read_answer(reply.text)[1]):
            reply = Reply(reply.text, fault, reply.tokens)
        if reply.fault:
            self.usage.faults[reply.fault] += 1
        return Exchange(
            start=start,
            end=end,
            request=request,
            answer=reply.text,
            fault=reply.fault,
            tokens=reply.tokens,
        )

    def _reply(self, request: str, asked: Asked) -> Reply:
        if isinstance(self.source, Folder):
            self.usage.asked += 1
            return self.source.answer(request, asked)
        if self.cache is not None and (kept := self.cache.get(request)) is not None:
            self.usage.cached += 1
            return kept
        if self._failures >= _GIVE_UP:
            return Reply(None, f"it failed {_GIVE_UP} times in a row and was left alone")
        size = _estimate(asked["messages"])
        if self.budget is not None and self.usage.tokens + size > self.budget:
            return Reply(None, f"the budget of {self.budget:,} tokens is spent")
        self.usage.asked += 1
        reply = self.source.ask(asked)
        self.usage.tokens += size if reply.tokens is None else reply.tokens
        self._failures = 0 if reply.text is not None else self._failures + 1
        if reply.text is not None and self.cache and read_answer(reply.text)[1] is None:
            self.cache.put(request, reply.text)
        return reply

    def close(self) -> None:
        """Let go of the server."""
        if isinstance(self.source, Server):
            self.source.close()


def _estimate(asked: Sequence[Mapping[str, str]]) -> int:
    """The most tokens that a request is likely to cost, its answer included."""
    return sum(len(one["content"]) for one in asked) // _CHARS_A_TOKEN + _ANSWER_TOKENS
