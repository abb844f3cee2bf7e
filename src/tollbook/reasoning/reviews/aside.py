"""Statements set aside: read by a reader whose word is not preferred, until a person takes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tollbook.model.statement import Statement
from tollbook.reasoning.corpus import Corpus


@dataclass(frozen=True)
class Aside:
    """What another reader read, which counts only where a person confirms or corrects it.

    `partners` leads from a statement to the other reader's of the same figure, both ways. Of the
    two only one counts: the one that a person took.
    """

    corpus: Corpus = field(default_factory=Corpus)
    partners: Mapping[str, str] = field(default_factory=dict)

    def statement(self, id: str) -> Statement | None:
        """The statement of that id, None where none such is set aside."""
        return self.corpus.statement(id)


NOTHING_ASIDE = Aside()
"""Where there is one reader, or all that counts for one is preferred."""
