"""From the marked words of a sentence to statements."""

from __future__ import annotations

from datetime import date

from benchmarks.generated.press import Draft
from benchmarks.generated.wording import Item, Piece, Said
from tollbook.model.statement import Figure, Period, Place, Population, Voice
from tollbook.model.text import Span


class Setter:
    """Turns the marked words of one sentence into statements."""

    def __init__(
        self, draft: Draft, text: str, credit: Span | None, counted: tuple[Said, Piece, int]
    ) -> None:
        self.draft, self.text, self.credit = draft, text, credit
        self.said, self.piece, self.at = counted

    def figure(self, id: str, item: Item, n: int, whole: str) -> Figure:
        """The statement of the n-th item."""
        evidence = self._span(f"clause{n}")
        assert evidence is not None
        low, high = item.asserted.bounds
        if item.modifier != item.asserted.modifier or item.number != item.asserted.number:
            low, high = _bounds(item)
        return Figure(
            id=id,
            document=self.draft.id,
            evidence=evidence,
            content=evidence,
            attribution=self._attribution(),
            measure=item.measure,
            low=low,
            high=high,
            modifier=item.modifier,
            modality=item.modality,
            number=self._span(f"number{n}"),
            population=self._population(item, n),
            scope=item.asserted.scope,
            part_of=whole if item.part else None,
            place=self._place(item, n),
            period=self._period(item, n),
            basis=self.said.source.basis if self.said.source else "unknown",
        )

    def _attribution(self) -> tuple[Voice, ...]:
        chain = [Voice(role="publisher", name=self.draft.publisher)]
        if self.draft.credit:
            chain.append(Voice(role="relayer", name=self.draft.credit, mention=self.credit))
        source = self.said.source
        if source:
            chain.append(
                Voice(
                    role="origin",
                    name=source.names[0],
                    mention=self._span("source"),
                    cue=self._span("cue"),
                    entity=source.entity if self.said.named else None,
                )
            )
        return tuple(chain) if source else (chain[0],)

    def _population(self, item: Item, n: int) -> Population | None:
        """Whom it counts; a further clause leans on the first one's people."""
        mention = self._span(f"people{n}") or self._span("people0")
        people = item.asserted.people
        if mention is None:
            return None
        return Population(mention=mention, side=people.side, status=people.status)

    def _place(self, item: Item, n: int) -> Place | None:
        mention = self._span(f"spot{n}") or self._span("spot0")
        spot = item.asserted.spot
        if mention is None:
            return None
        return Place(
            mention=mention,
            name=spot.name,
            country=spot.country,
            lat=spot.lat,
            lon=spot.lon,
            level="town",
        )

    def _period(self, item: Item, n: int) -> Period | None:
        mention = self._span(f"date{n}") or (self._span("date0") if item.when != "none" else None)
        if mention is None:
            return None
        end = item.asserted.day
        if item.when == "as_of":
            return Period(mention=mention, end_date=end)
        start = end
        if item.when == "month":
            start = end.replace(day=1)
            end = _month_end(start)
        return Period(mention=mention, start_date=start, end_date=end)

    def _span(self, name: str) -> Span | None:
        place = self.piece.marks.get(name)
        return place and Span.of(self.text, self.at + place[0], self.at + place[1])


def _bounds(item: Item) -> tuple[int, int | None]:
    """Low and high of what was misprinted or lost its hedge."""
    match item.modifier:
        case "at_least":
            return item.number, None
        case "more_than":
            return item.number + 1, None
        case "at_most":
            return 0, item.number
        case _:
            return item.number, item.number


def _month_end(first: date) -> date:
    turn = first.replace(day=28).toordinal() + 4
    return date.fromordinal(turn - date.fromordinal(turn).day)
