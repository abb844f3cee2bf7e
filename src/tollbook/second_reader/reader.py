"""The second reader: asks for each window, keeps to its budget, and grounds the answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tollbook.model.document import Document
from tollbook.model.problem import SettingsError
from tollbook.model.second import Exchange, RefusalReason, SecondReaderAt, SecondReading
from tollbook.resolution import EntityTable
from tollbook.second_reader.answers import read_answer
from tollbook.second_reader.cache import Cache, usual_cache
from tollbook.second_reader.folder import Folder
from tollbook.second_reader.grounding import ground
from tollbook.second_reader.prompt import digest_of, messages, prompt_digest
from tollbook.second_reader.server import Asked, Reply, Server
from tollbook.second_reader.windows import windows
from tollbook.settings import Settings

_FOLDER = "dir:"
_CHARS_A_TOKEN = 3  # fewer than English has, so that a budget is never passed by much
_ANSWER_TOKENS = 4_000
_GIVE_UP = 3  # failures in a row after which a server is left alone for the rest of the run
_PRICED_TOKENS = 1_000_000  # a price is for so many
PARAMETERS: Mapping[str, Any] = {"temperature": 0, "seed": 0, "max_tokens": _ANSWER_TOKENS}


@dataclass(slots=True)
class Usage:
    """What a run has asked for so far, and what came of it.

    `passages` are the windows, of which `asked` were sent and `cached` answered before; `tokens` is
    what they cost by the server's count, or as estimated where it gives none. `faults` counts the
    windows without a usable answer by the reason.
    """

    passages: int = 0
    asked: int = 0
    cached: int = 0
    tokens: int = 0
    figures: int = 0
    refused: Counter[RefusalReason] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class SecondReader:
    """A model that reads documents a second time; `usage` grows with each of them.

    `model` is None until the server was asked for its first one. `names` is the digest of the
    user's own alias file, if `entities` has its names. `budget` is the most tokens that a
    run may cost, None for no bound; `price` what a million tokens cost, in any currency. It never
    raises for what a server does: a reading that is not whole says why in its `fault`.
    """

    source: Server | Folder
    model: str | None
    settings: Settings
    entities: EntityTable | None = None
    names: str = ""
    cache: Cache | None = None
    budget: int | None = None
    price: float | None = None
    usage: Usage = field(default_factory=Usage)
    _failures: int = 0

    @classmethod
    def of(
        cls,
        at: SecondReaderAt | str,
        *,
        settings: Settings,
        environment: Mapping[str, str],
        entities: EntityTable | None = None,
    ) -> SecondReader:
        """The reader at an address. Nothing is sent before the first document is read.

        A key for the server is taken from `TOLLBOOK_SECOND_READER_KEY` of the environment.

        Raises:
            SettingsError: the address is none, or a budget can't be kept.
        """
        at = SecondReaderAt(at) if isinstance(at, str) else at
        if at.address.startswith(_FOLDER):
            folder = at.address.removeprefix(_FOLDER).strip()
            if not folder:
                raise SettingsError("dir: needs a folder, such as dir:requests")
            return cls(Folder(Path(folder)), at.model or "folder", settings, entities)
        key = environment.get("TOLLBOOK_SECOND_READER_KEY") or None
        cache = Cache(at.cache or usual_cache(environment))
        server = Server(at.address, key)
        return cls(
            server,
            at.model,
            settings,
            entities,
            cache=cache,
            budget=_budget(at),
            price=at.price,
        )

    @property
    def name(self) -> str:
        """What the reader is called: its model, else where it is."""
        if self.model:
            return self.model
        return self.source.address if isinstance(self.source, Server) else str(self.source.path)

    @property
    def cost(self) -> float | None:
        """What the run has cost so far; None where no price is known."""
        return None if self.price is None else self.usage.tokens * self.price / _PRICED_TOKENS

    def read(self, document: Document) -> SecondReading:
        """The document as the model reads it: only what stands in its text."""
        exchanges = tuple(self._exchange(document, *window) for window in windows(document))
        statements, refusals = ground(
            document, exchanges, self.entities, self.settings.value_policy
        )
        self.usage.figures += len(statements)
        self.usage.refused.update(refusal.why for refusal in refusals)
        return SecondReading(
            document=document.id,
            model=self.name,
            prompt_digest=prompt_digest(),
            parameters=dict(PARAMETERS) | ({"names": self.names} if self.names else {}),
            exchanges=exchanges,
            statements=statements,
            refusals=refusals,
            fault=next((one.fault for one in exchanges if one.fault), None),
        )

    def _exchange(self, document: Document, start: int, end: int) -> Exchange:
        self.usage.passages += 1
        fault = self._name_model()
        asked: Asked = {
            "model": self.model,
            "messages": messages(document, start, end),
            **PARAMETERS,
        }
        request = digest_of({"asked": asked, "prompt": prompt_digest()})
        reply = Reply(None, fault) if fault else self._reply(request, asked)
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

    def _name_model(self) -> str | None:
        """Ask the server for its model where none was named; what went wrong, if something did."""
        if self.model is not None or isinstance(self.source, Folder):
            return None
        if self._failures >= _GIVE_UP:
            return _LEFT_ALONE
        named = self.source.first_model()
        self.model = named.text
        self._failures += named.text is None
        return named.fault

    def _reply(self, request: str, asked: Asked) -> Reply:
        if isinstance(self.source, Folder):
            return _checked(self.source.answer(request, asked))
        if self.cache is not None and (kept := self.cache.get(request)) is not None:
            self.usage.cached += 1
            return _checked(kept)
        if self._failures >= _GIVE_UP:
            return Reply(None, _LEFT_ALONE)
        size = _estimate(asked["messages"])
        if self.budget is not None and self.usage.tokens + size > self.budget:
            return Reply(None, f"the budget of {self.budget:,} tokens is spent")
        self.usage.asked += 1
        reply = _checked(self.source.ask(asked))
        came = reply.text is not None
        self.usage.tokens += reply.tokens if reply.tokens is not None else size if came else 0
        self._failures = 0 if reply.fault is None else self._failures + 1
        if self.cache is not None and came and reply.fault is None:
            self.cache.put(request, reply)
        return reply


def _budget(at: SecondReaderAt) -> int | None:
    """The most tokens that a run may cost, by either budget.

    Raises:
        SettingsError: money without a price.
    """
    if at.money is None:
        return at.budget
    if at.price is None or at.price <= 0:
        raise SettingsError("a budget in money needs the price of a million tokens")
    affordable = int(at.money / at.price * _PRICED_TOKENS)
    return affordable if at.budget is None else min(at.budget, affordable)


_LEFT_ALONE = f"it failed {_GIVE_UP} times in a row and was left alone"


def _checked(reply: Reply) -> Reply:
    """The reply with what is wrong with its answer, if something is."""
    fault = reply.fault or (read_answer(reply.text)[1] if reply.text is not None else None)
    return Reply(reply.text, fault, reply.tokens)


def _estimate(asked: Sequence[Mapping[str, str]]) -> int:
    """The most tokens that a request is likely to cost, its answer included."""
    return sum(len(one["content"]) for one in asked) // _CHARS_A_TOKEN + _ANSWER_TOKENS
