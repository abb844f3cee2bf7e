"""A run: everything but the document that decides what is read out of it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from tollbook.build import build
from tollbook.ledger.canonical import canonical, digest
from tollbook.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The program, model, settings and words in force; two readings by one run are the same.

    `tollbook` is the version with the digest of the code that reads (`tollbook.build`), `settings`
    canonical JSON of every setting by name. `aliases_digest` is that of the user's
    own alias file, empty where there is none; `aliases` is the file itself. Digests are SHA-256
    in hex.
    """

    tollbook: str
    model: str
    model_digest: str
    settings: str
    settings_digest: str
    lexicon_digest: str
    aliases_digest: str = ""
    aliases: bytes = field(default=b"", repr=False, compare=False)

    @classmethod
    def of(
        cls,
        settings: Settings,
        *,
        model: str,
        model_digest: str,
        lexicon_digest: str,
        aliases: bytes | None = None,
    ) -> Run:
        """The run of this very program under `settings`."""
        return cls(
            tollbook=build(),
            model=model,
            model_digest=model_digest,
            settings=canonical({name: value for name, value, _ in settings.with_reasons()}),
            settings_digest=settings.digest(),
            lexicon_digest=lexicon_digest,
            aliases_digest="" if aliases is None else digest(aliases),
            aliases=aliases or b"",
        )

    @property
    def value_policy(self) -> str:
        """How words such as dozens became numbers; empty where no policy is on record."""
        return str(json.loads(self.settings).get("value_policy", ""))

    @property
    def row(self) -> dict[str, Any]:
        """What the ledger keeps of it by column; the alias file is stored by its digest."""
        return {name: value for name, value in asdict(self).items() if name != "aliases"}

    @property
    def digest(self) -> str:
        """What distinguishes this run from any other."""
        return digest(canonical(self.row))
