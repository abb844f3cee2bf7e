"""Grounding: an answer's figures as statements whose every word stands in the document.

Words are found exactly or, where only Unicode or white space differs, if there is one such place;
never by likeness. What does not stand there is refused, with the reason. The count is what the
number grammar reads in the quoted number.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tollbook.extraction.numbers import Quantity, quantities
from tollbook.model.document import Document
from tollbook.model.second import Exchange, Refusal, RefusalReason
from tollbook.model.statement import Figure, Period, Place, Population, Statement, Voice
from tollbook.model.text import Span
from tollbook.model.values import Modifier
from tollbook.resolution import EntityTable, resolve
from tollbook.second_reader.answers import AnsweredFigure, Quoted, SpokenVoice, read_answer

_BLANKS = re.compile(r"\s+")


class RefusedError(Exception):
    """A figure can't be grounded."""

    def __init__(self, why: RefusalReason) -> None:
        super().__init__(why)
        self.why: RefusalReason = why


def ground(
    document: Document,
    exchanges: Sequence[Exchange],
    entities: EntityTable | None = None,
    value_policy: str = "tollbook",
) -> tuple[tuple[Statement, ...], tuple[Refusal, ...]]:
    """The statements that the answers bear out, in text order, and what was refused.

    A figure that two windows share is one. It is pure: the same answers always give the same.
    """
    drafts: list[Figure] = []
    refusals: list[Refusal] = []
    for number, exchange in enumerate(exchanges):
        if exchange.answer is None:
            continue
        answered, _ = read_answer(exchange.answer)
        window = _Window(document, exchange.start, exchange.end, value_policy)
        made: dict[int, str] = {}
        for place, figure in enumerate(answered, start=1):
            if isinstance(figure, str):
                refusals.append(Refusal(why="malformed", exchange=number, record=figure))
                continue
            try:
                draft = window.figure(figure, f"{number}.{place}", made)
            except RefusedError as error:
                record = figure.model_dump_json()[:500]
                refusals.append(Refusal(why=error.why, exchange=number, record=record))
            else:
                made[place] = draft.id
                drafts.append(draft)
    statements = _numbered(document, drafts)
    return tuple(resolve(document, statements, entities)), tuple(refusals)


def _numbered(document: Document, drafts: Sequence[Figure]) -> list[Statement]:
    """The figures once each, in text order, under ids of their own."""
    firsts: dict[tuple[object, ...], Figure] = {}
    stands_for: dict[str, str] = {}
    for draft in drafts:
        number = draft.number or draft.evidence
        key = (number.start, number.end, draft.measure, draft.low, draft.high)
        stands_for[draft.id] = firsts.setdefault(key, draft).id
    ordered = sorted(firsts.values(), key=lambda one: (one.evidence.start, one.evidence.end))
    final = {one.id: f"{document.id}#s{n}" for n, one in enumerate(ordered, start=1)}

    def link(id: str | None, own: str) -> str | None:
        target = final.get(stands_for.get(id or "", ""))
        return None if target == own else target

    return [
        replace(
            one,
            id=final[one.id],
            part_of=link(one.part_of, final[one.id]),
            same_as=link(one.same_as, final[one.id]),
        )
        for one in ordered
    ]


@dataclass(frozen=True, slots=True)
class _Window:
    """A stretch of a document, in which words are looked for."""

    document: Document
    start: int
    end: int
    value_policy: str

    def figure(self, asked: AnsweredFigure, id: str, made: dict[int, str]) -> Figure:
        """The figure, if all its words stand here.

        Raises:
            RefusedError: they don't.
        """
        evidence = self.span(asked.evidence)
        number = self.span_if(asked.number, within=evidence)
        low, high, modifier = self._count(number)
        content = self.span_if(asked.content)
        if content is None or not content.covers(evidence):
            content = evidence
        mention = self.span_if(asked.population)
        place, period = self.span_if(asked.place), self.span_if(asked.period)
        return Figure(
            id=id,
            document=self.document.id,
            evidence=evidence,
            content=content,
            attribution=self._chain(asked.voices, evidence),
            modality=asked.modality,
            measure=asked.measure,
            low=low,
            high=high,
            modifier=modifier,
            number=number,
            population=Population(
                mention=mention, status=asked.status, sex=asked.sex, age_group=asked.age_group
            )
            if mention
            else None,
            scope=asked.scope,
            part_of=made.get(asked.part_of or 0),
            same_as=made.get(asked.same_as or 0),
            place=Place(mention=place) if place else None,
            period=Period(mention=period) if period else None,
            by=self.span_if(asked.by),
            cause=self.span_if(asked.cause),
            basis=asked.basis,
            found_by="second",
        )

    def span_if(self, quoted: Quoted | None, within: Span | None = None) -> Span | None:
        """The same as `span`, None where no words are given."""
        return None if quoted is None else self.span(quoted, within)

    def span(self, quoted: Quoted, within: Span | None = None) -> Span:
        """Where words stand: within a span first if one is given, else in the window.

        Raises:
            RefusedError: nowhere, or in several places of which none is named.
        """
        text = self.document.text
        if within is not None:
            inside = list(_places(text, quoted.quote, within.start, within.end))
            if len(inside) == 1:
                return Span.of(text, *inside[0])
        places = list(_places(text, quoted.quote, self.start, self.end))
        if not places:
            elsewhere = any(True for _ in _places(text, quoted.quote, 0, len(text)))
            raise RefusedError("outside_window" if elsewhere else "quote_missing")
        if len(places) == 1:
            return Span.of(text, *places[0])
        if quoted.occurrence is None or quoted.occurrence > len(places):
            raise RefusedError("quote_repeated")
        return Span.of(text, *places[quoted.occurrence - 1])

    def _count(self, number: Span | None) -> tuple[int, int | None, Modifier]:
        """How many; without a number word one person is meant ("a soldier was shot")."""
        if number is None:
            return 1, 1, "exact"
        quantity = self._read(number)
        return quantity.low, quantity.high, quantity.modifier

    def _read(self, number: Span) -> Quantity:
        """The one quantity that the grammar reads in some words.

        It is read in its sentence, as a reader would: "12" of "12 May" counts nobody.
        """
        text = self.document.text
        start = max(text.rfind("\n", 0, number.start) + 1, number.start - 200)
        stop = text.find("\n", number.end)
        stop = min(stop if stop >= 0 else len(text), number.end + 200)
        found = [
            quantity
            for quantity in quantities(text[start:stop], self.value_policy)
            if number.start < start + quantity.end and start + quantity.start < number.end
        ]
        if len(found) != 1:
            raise RefusedError("number_unread")
        return found[0]

    def _chain(self, voices: Sequence[SpokenVoice], evidence: Span) -> tuple[Voice, ...]:
        """The publisher, then the voices; the last is the origin.

        Raises:
            RefusedError: one of them does not stand in the text.
        """
        publisher = Voice(role="publisher", name=self.document.publisher or self.document.id)
        chain = [publisher]
        for voice in voices:
            try:
                mention, cue = self.span(voice.name), self.span_near(voice.cue, evidence)
            except RefusedError as error:
                raise RefusedError("voice_missing") from error
            chain.append(Voice(role="relayer", name=mention.quote, mention=mention, cue=cue))
        if len(chain) > 1:
            chain[-1] = replace(chain[-1], role="origin")
        return tuple(chain)

    def span_near(self, quoted: Quoted | None, evidence: Span) -> Span | None:
        """Where a cue stands; of several places the one that is nearest to the evidence.

        A cue is a short word ("said") that a page has in every sentence; who speaks is told by the
        voice's own words, so no figure is refused for it.
        """
        if quoted is None:
            return None
        places = list(_places(self.document.text, quoted.quote, self.start, self.end))
        if not places:
            return None
        if quoted.occurrence is not None and quoted.occurrence <= len(places) > 1:
            return Span.of(self.document.text, *places[quoted.occurrence - 1])
        nearest = min(places, key=lambda place: abs(place[0] - evidence.start))
        return Span.of(self.document.text, *nearest)


def _places(text: str, quote: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where words stand in `text[start:end]`: exactly; if nowhere so, then but for folding."""
    quote = quote.strip()
    if not quote:
        return
    exact = [(m.start(), m.end()) for m in re.finditer(re.escape(quote), text[start:end])]
    if exact:
        yield from ((start + a, start + b) for a, b in exact)
        return
    folded, offsets = _folded(text[start:end])
    wanted, _ = _folded(quote)
    found = [m.start() for m in re.finditer(re.escape(wanted), folded)]
    if len(found) == 1:
        first, last = found[0], found[0] + len(wanted) - 1
        yield start + offsets[first][0], start + offsets[last][1]


def _folded(text: str) -> tuple[str, list[tuple[int, int]]]:
    """A text in compatibility form with plain quotation marks and single blanks, and its offsets.

    For each character of it, where the characters that it stands for begin and end.
    """
    characters: list[str] = []
    offsets: list[tuple[int, int]] = []
    for at, character in enumerate(text):
        for one in unicodedata.normalize("NFKC", character).translate(_PLAIN):
            if one.isspace():
                if characters and characters[-1] == " ":
                    offsets[-1] = (offsets[-1][0], at + 1)
                    continue
                one = " "  # noqa: PLW2901 - every blank is one
            characters.append(one)
            offsets.append((at, at + 1))
    return "".join(characters), offsets


_PLAIN = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "\u00ad": None})
