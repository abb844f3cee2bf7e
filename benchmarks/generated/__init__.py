"""Ledgers made up by a seed, with the truth about them, to measure reasoning at any size.

    world ─▶ telling ─▶ press ─▶ wording ─▶ setting ─▶ Book + Truth
    stories  briefings  documents  sentences  statements

Nothing is read by a language model: statements are built directly, yet every span of them stands in
the text of its document.
"""

from __future__ import annotations

from datetime import date
from itertools import count as numbers
from random import Random

from benchmarks.generated.claimed import Story
from benchmarks.generated.press import Desk, Draft, digest, text_of
from benchmarks.generated.setting import Setter
from benchmarks.generated.truth import Generated, PairOfOrigins, Planted, Truth
from benchmarks.generated.wording import Item, Said
from benchmarks.generated.world import World
from tollbook.model.document import Block, Document
from tollbook.model.statement import Figure
from tollbook.model.text import Span
from tollbook.reasoning.corpus import Corpus

__all__ = ["Generated", "PairOfOrigins", "Planted", "Truth", "generate"]


def generate(statements: int, seed: int = 1) -> Generated:
    """A ledger of so many statements (a few more, as documents stay whole), the same for a seed."""
    random = Random(seed)
    world = World(random)
    maker = _Maker()
    for number in numbers():
        story = world.story(number)
        maker.meet(story)
        for draft in sorted(Desk(story, random).drafts(), key=lambda draft: draft.published):
            maker.add(draft)
            if len(maker.figures) >= statements:
                return maker.done()
    raise AssertionError("numbers never end")


class _Maker:
    """Sets drafts as documents and notes what is true of each statement."""

    def __init__(self) -> None:
        self.documents: list[Document] = []
        self.figures: list[Figure] = []
        self.claims: dict[str, str] = {}
        self.origins: dict[str, str] = {}
        self.stories: dict[str, int] = {}
        self.clusters: dict[str, str] = {}
        self.planted: dict[tuple[str, str], list[str]] = {}
        self.independent: set[tuple[str, str, str]] = set()
        self.dependent: set[tuple[str, str, str]] = set()

    def meet(self, story: Story) -> None:
        """Note which of a story's origins count for themselves."""
        keys = [one.source.key for one in story.series]
        for key in keys:
            for other in keys:
                if key < other:
                    self.independent.add((str(story.number), key, other))
        if story.echo:
            for n, key in enumerate(keys):
                first, second = sorted((key, story.echo.key))
                pairs = self.independent if n else self.dependent
                pairs.add((str(story.number), first, second))

    def add(self, draft: Draft) -> None:
        """Set a draft."""
        text, blocks, counted = text_of(draft)
        received = text.encode()
        self.documents.append(
            Document(
                id=draft.id,
                text=text,
                blocks=tuple(
                    Block(start, end, "body" if n else "headline")
                    for n, (start, end) in enumerate(blocks)
                ),
                format="text",
                address=f"{draft.id}.txt",
                original=received,
                sha256=digest(text),
                title=text[slice(*blocks[0])],
                publisher=draft.publisher,
                published=draft.published,
                language="en",
            )
        )
        self.stories[draft.id], self.clusters[draft.id] = draft.story, draft.cluster
        credit = Span.of(text, blocks[-1][0] + 1, blocks[-1][1] - 1) if draft.credit else None
        n = 0
        for said, piece, at in counted:
            whole = f"{draft.id}#{n + 1}"
            items = [*said.items, *([said.corrects] if said.corrects else [])]
            for place, item in enumerate(items):
                n += 1
                setter = Setter(draft, text, credit, (said, piece, at))
                self._note(setter.figure(f"{draft.id}#{n}", item, place, whole), said, item, draft)

    def _note(self, figure: Figure, said: Said, item: Item, draft: Draft) -> None:
        self.figures.append(figure)
        own = said.source is not None and bool(said.source.key)
        within = "" if own else f"@{draft.cluster}"
        self.claims[figure.id] = item.claim + within
        self.origins[figure.id] = said.source.key if said.source else ""
        for wrong in item.wrong:
            self.planted.setdefault(wrong, []).append(figure.id)

    def done(self) -> Generated:
        """The book, its documents in order of publication, and the truth."""
        ordered = sorted(self.documents, key=lambda document: document.published_on or date.min)
        truth = Truth(
            claims=self.claims,
            origins=self.origins,
            stories=self.stories,
            clusters=self.clusters,
            planted=tuple(Planted(check, tuple(ids)) for (check, _), ids in self.planted.items()),
            independent=frozenset(self.independent),
            dependent=frozenset(self.dependent),
        )
        corpus = Corpus({document.id: document for document in ordered}, tuple(self.figures))
        return Generated(corpus, truth)
