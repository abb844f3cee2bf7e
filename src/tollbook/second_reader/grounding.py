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
from functools import lru_cache

from tollbook.extraction.attribution.relation import chain
from tollbook.extraction.numbers import quantities
from tollbook.model.document import Document
from tollbook.model.second import Exchange, Refusal, RefusalReason
from tollbook.model.statement import Figure, Period, Place, Population, Statement, Voice
from tollbook.model.text import Span
from tollbook.model.values import Modifier
from tollbook.resolution import EntityTable, resolve
from tollbook.resolution.dates import resolve_period
from tollbook.second_reader.answers import AnsweredFigure, Quoted, SpokenVoice, read_answer

_AROUND = 200  # characters on each side of a number by which the grammar knows what it counts


class RefusedError(Exception):
    """A figure can't be grounded."""

    def __init__(self, why: RefusalReason) -> None:
        super().__init__(why)
        self.why: RefusalReason = why


@dataclass(frozen=True, slots=True)
class _Draft:
    """A figure whose words stand in the text, and what is worked out once all are there.

    `key` is the same for the figure in two windows. `whole` and `earlier` are the places, in the
    list of their exchange, of the figures that it is a part or a repeat of.
    """

    place: tuple[int, int]
    figure: Figure
    key: tuple[object, ...]
    as_of: Span | None
    whole: int | None
    earlier: int | None


def ground(
    document: Document,
    exchanges: Sequence[Exchange],
    entities: EntityTable | None = None,
    value_policy: str = "tollbook",
) -> tuple[tuple[Statement, ...], tuple[Refusal, ...]]:
    """The statements that the answers bear out, in text order, and what was refused.

    A figure that two windows share is one. It is pure: the same answers always give the same.
    """
    drafts: list[_Draft] = []
    refusals: list[Refusal] = []
    for number, exchange in enumerate(exchanges):
        if exchange.answer is None:
            continue
        window = _Window(document, exchange.start, exchange.end, value_policy)
        for place, asked in enumerate(read_answer(exchange.answer)[0], start=1):
            if isinstance(asked, str):
                refusals.append(Refusal(why="malformed", exchange=number, record=asked))
                continue
            try:
                drafts.append(window.draft(asked, (number, place)))
            except RefusedError as error:
                record = asked.as_record()
                refusals.append(Refusal(why=error.why, exchange=number, record=record))
    days = {}
    statements: list[Statement] = []
    for draft in _linked(document, drafts):
        statements.append(draft.figure)
        days[draft.figure.id] = draft.as_of
    resolved = resolve(document, statements, entities)
    return tuple(_dated(one, days[one.id], document) for one in resolved), tuple(refusals)


def _linked(document: Document, drafts: Sequence[_Draft]) -> list[_Draft]:
    """The figures once each, in text order, under ids of their own, with their parts and repeats.

    A part leads to its whole and a repeat to what stands before it; a link that would lead back to
    where it came from is left out.
    """
    firsts: dict[tuple[object, ...], _Draft] = {}
    for draft in drafts:
        firsts.setdefault(draft.key, draft)
    ordered = sorted(
        firsts.values(), key=lambda one: (one.figure.evidence.start, one.figure.evidence.end)
    )
    ids = {one.key: f"{document.id}#s{n}" for n, one in enumerate(ordered, start=1)}
    by_place = {draft.place: ids[draft.key] for draft in drafts}
    wholes: dict[str, str] = {}
    earlier: dict[str, str] = {}
    for draft in ordered:
        own, exchange = ids[draft.key], draft.place[0]
        for links, target in ((wholes, draft.whole), (earlier, draft.earlier)):
            id = by_place.get((exchange, target or 0))
            if id is not None and own not in _way(id, links):
                links[own] = id
    return [
        replace(
            draft,
            figure=replace(draft.figure, id=own, part_of=wholes.get(own), same_as=earlier.get(own)),
        )
        for draft in ordered
        for own in (ids[draft.key],)
    ]


def _way(id: str, links: dict[str, str]) -> Iterator[str]:
    """A figure and those that its links lead to, one after the other."""
    at: str | None = id
    while at is not None:
        yield at
        at = links.get(at)


def _dated(statement: Statement, words: Span | None, document: Document) -> Statement:
    """The figure with the day on which it was counted, where the quoted words give a single one."""
    if words is None or not isinstance(statement, Figure):
        return statement
    found = resolve_period(words.quote, document.published_on)
    if found is None or found.start_date is None or found.start_date != found.end_date:
        return statement
    return replace(statement, as_of=found.start_date)


@dataclass(frozen=True, slots=True)
class _Count:
    """How many, the words of the number, and what stands in the text once for each such figure."""

    low: int
    high: int | None
    modifier: Modifier
    number: Span | None
    mark: Span | None


@dataclass(frozen=True, slots=True)
class _Window:
    """A stretch of a document, in which words are looked for."""

    document: Document
    start: int
    end: int
    value_policy: str

    def draft(self, asked: AnsweredFigure, place: tuple[int, int]) -> _Draft:
        """The figure, if all its words stand here.

        Raises:
            RefusedError: they don't.
        """
        evidence = self.find(asked.evidence)
        content = self.find_any(asked.content, evidence) or evidence
        if not content.covers(evidence):
            content = evidence
        counted = self._count(asked, evidence)
        mention = self.find_any(asked.population, content)
        where, when = self.find_any(asked.place, content), self.find_any(asked.period, content)
        figure = Figure(
            id=f"{self.document.id}#s0",
            document=self.document.id,
            evidence=evidence,
            content=content,
            attribution=self._chain(asked.voices, content),
            modality=asked.modality,
            measure=asked.measure,
            low=counted.low,
            high=counted.high,
            modifier=counted.modifier,
            number=counted.number,
            population=Population(
                mention=mention, status=asked.status, sex=asked.sex, age_group=asked.age_group
            )
            if mention
            else None,
            scope=asked.scope,
            place=Place(mention=where) if where else None,
            period=Period(mention=when) if when else None,
            by=self.find_any(asked.by, content),
            cause=self.find_any(asked.cause, content),
            basis=asked.basis,
            found_by="second",
        )
        as_of = self.find_any(asked.as_of, content)
        mark = counted.mark or mention or evidence
        key = (mark.start, mark.end, asked.measure)
        return _Draft(place, figure, key, as_of, asked.part_of, asked.same_as)

    def find_any(self, quoted: Quoted | None, near: Span) -> Span | None:
        """Where words stand, None where none are quoted."""
        return None if quoted is None else self.find(quoted, near)

    def find(self, quoted: Quoted, near: Span | None = None) -> Span:
        """Where words stand in the window; the one place within `near` is meant if there is one.

        Raises:
            RefusedError: nowhere, or in several places of which none is named.
        """
        text = self.document.text
        places = _places(text, quoted.quote, self.start, self.end)
        if not places:
            elsewhere = _places(text, quoted.quote, 0, len(text))
            raise RefusedError("outside_window" if elsewhere else "quote_missing")
        if near is not None:
            inside = [one for one in places if near.covers(one)]
            places = inside if len(inside) == 1 else places
        if len(places) == 1:
            return places[0]
        if quoted.occurrence is None or quoted.occurrence > len(places):
            raise RefusedError("quote_repeated")
        return places[quoted.occurrence - 1]

    def _people(self, quoted: Sequence[Quoted], evidence: Span) -> tuple[Span, ...]:
        """People who are named one by one, in text order, none of them within another."""
        found: list[Span] = []
        for one in sorted(self.find(words, evidence) for words in quoted):
            if not evidence.covers(one):
                raise RefusedError("number_unread")
            if not found or one.start >= found[-1].end:
                found.append(one)
        return tuple(found)

    def _count(self, asked: AnsweredFigure, evidence: Span) -> _Count:
        """How many: what the grammar reads in the number, else the people named one by one.

        Several people without a number are two or more.

        Raises:
            RefusedError: the number is not in the evidence, or the grammar does not read it there.
        """
        number = self.find_any(asked.number, evidence)
        if number is not None:
            if not evidence.covers(number):
                raise RefusedError("number_unread")
            return self._read(number, evidence)
        if people := self._people(asked.people, evidence):
            return _Count(len(people), len(people), "exact", None, people[0])
        return _Count(2, None, "vague", None, None)

    def _read(self, number: Span, evidence: Span) -> _Count:
        """The one quantity whose number the words hold whole, as the grammar reads it in its line.

        "12" of "12 May" counts nobody, and "40" of "40 to 50" is not what the text says. The hedge
        belongs to the number as far as it stands in the evidence.
        """
        text = self.document.text
        start = max(text.rfind("\n", 0, number.start) + 1, number.start - _AROUND)
        stop = text.find("\n", number.end)
        stop = min(stop if stop >= 0 else len(text), number.end + _AROUND)
        found = [
            one
            for one in quantities(text[start:stop], self.value_policy)
            if number.start < start + one.core_end and start + one.core_start < number.end
        ]
        if len(found) != 1:
            raise RefusedError("number_unread")
        (one,) = found
        whole = number.start <= start + one.core_start and start + one.core_end <= number.end
        if not whole or (one.share is not None and one.high is None):
            raise RefusedError("number_unread")
        hedged = Span.of(text, start + one.start, start + one.end)
        core = Span.of(text, start + one.core_start, start + one.core_end)
        number = hedged if evidence.covers(hedged) else number
        return _Count(one.low, one.high, one.modifier, number, core)

    def _chain(self, voices: Sequence[SpokenVoice], content: Span) -> tuple[Voice, ...]:
        """The publisher, then the voices; the last is the origin.

        Raises:
            RefusedError: one of them does not stand in the text.
        """
        found = list(chain(self.document, None))
        publisher = found[0].name
        for voice in voices:
            if voice.role == "publisher" or voice.name.quote.casefold() == publisher.casefold():
                continue
            try:
                mention = self.find(voice.name, content)
            except RefusedError as error:
                missing = error.why == "quote_missing"
                raise RefusedError("voice_missing" if missing else error.why) from error
            cue = self._cue(voice.cue, mention)
            found.append(Voice(role="relayer", name=mention.quote, mention=mention, cue=cue))
        if len(found) > 1:
            found[-1] = replace(found[-1], role="origin")
        return tuple(found)

    def _cue(self, quoted: Quoted | None, voice: Span) -> Span | None:
        """Where a cue stands; of several places the one that is nearest to the voice.

        A cue is a short word ("said") that a page has in every sentence; who speaks is told by the
        voice's own words, so no figure is refused for it.
        """
        if quoted is None:
            return None
        places = _places(self.document.text, quoted.quote, self.start, self.end)
        return min(
            (one for one in places if not one.overlaps(voice)),
            key=lambda one: max(one.start - voice.end, voice.start - one.end),
            default=None,
        )


def _places(text: str, quote: str, start: int, end: int) -> list[Span]:
    """Where words stand in `text[start:end]`: exactly; if nowhere so, then but for folding.

    Folded words count only where they stand once. No place begins or ends within a word or number.
    """
    quote = quote.strip()
    if not quote:
        return []
    window = text[start:end]
    exact = [start + found.start() for found in re.finditer(re.escape(quote), window)]
    places = [Span.of(text, one, one + len(quote)) for one in exact]
    if not places:
        folded, offsets = _folded(window)
        wanted = _folded(quote)[0].strip()
        found = [one.start() for one in re.finditer(re.escape(wanted), folded)] if wanted else []
        if len(found) == 1:
            first, last = offsets[found[0]], offsets[found[0] + len(wanted) - 1]
            places = [Span.of(text, start + first[0], start + last[1])]
    return [one for one in places if _is_whole(text, one)]


_PIECES = re.compile(r"\w\w|\d[.,]\d")


def _is_whole(text: str, span: Span) -> bool:
    """Whether neither end of a stretch is within a word, or a number such as 2,700."""
    return not any(
        _PIECES.fullmatch(text, at - 1, at + 1)
        or _PIECES.fullmatch(text, at - 1, at + 2)
        or (at > 1 and _PIECES.fullmatch(text, at - 2, at + 1))
        for at in (span.start, span.end)
        if 0 < at < len(text)
    )


@lru_cache(maxsize=16)  # a window is searched for every word of its answer
def _folded(text: str) -> tuple[str, list[tuple[int, int]]]:
    """A text in compatibility form with plain quotation marks and single blanks, and its offsets.

    For each character of it, where the characters that it stands for begin and end.
    """
    characters: list[str] = []
    offsets: list[tuple[int, int]] = []
    for start, end in _clusters(text):
        for one in unicodedata.normalize("NFKC", text[start:end]).translate(_PLAIN):
            if not one.isspace():
                characters.append(one)
                offsets.append((start, end))
            elif characters and characters[-1] == " ":
                offsets[-1] = (offsets[-1][0], end)
            else:
                characters.append(" ")
                offsets.append((start, end))
    return "".join(characters), offsets


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Each character with the accents that follow it, as a stretch."""
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not unicodedata.combining(text[at]):
            yield start, at
            start = at


_PLAIN = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "\u00ad": None, "\u200b": None}
)
