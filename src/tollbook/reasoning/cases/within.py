"""Which statements of a corpus belong to a case.

A figure says of itself that it belongs ("North Korean soldiers"), or that it doesn't ("Ukrainian
civilians"), or neither ("2,700 wounded"). Where it says neither, it goes with what it is a part of,
or else with the last figure before it in its document that says whom it counts.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cached_property

from tollbook.model.case import Case
from tollbook.model.document import Document
from tollbook.model.statement import Change, Custody, Figure, Place, Population, Statement
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.grouping import group_by
from tollbook.reasoning.origins import plain_name
from tollbook.reasoning.populations import share_nobody
from tollbook.resolution.context import MAX_CONTEXT_CHARS
from tollbook.resolution.countries import countries_in


def within(corpus: Corpus, case: Case) -> Corpus:
    """The statements that belong to a case, with their documents, in the corpus's order.

    Those are the figures of its people, measures, places and days, and whatever else is said beside
    them: changes, predictions, people in custody. A case without people or places takes all.
    """
    belongs = _Belonging(corpus, case).belongs
    statements = tuple(item for item in corpus.statements if belongs(item))
    holding = {item.document for item in statements}
    documents = {id: page for id, page in corpus.documents.items() if id in holding}
    return Corpus(documents, statements)


class _Belonging:
    """Whether statements of one corpus belong to one case."""

    def __init__(self, corpus: Corpus, case: Case) -> None:
        self._corpus = corpus
        self._case = case
        self._people = _any_of(case.people)
        self._by_people = bool(case.sides or case.people)
        self._by_place = bool(case.countries or case.places)
        self._places_named: dict[str, bool] = {}

    def belongs(self, statement: Statement) -> bool:
        return self._is_measured(statement) and self._is_then(statement) and self._is_of(statement)

    def _is_measured(self, statement: Statement) -> bool:
        wanted = self._case.measures
        if isinstance(statement, Figure):
            return not wanted or statement.measure in wanted
        if isinstance(statement, Change):
            return not wanted or not set(wanted).isdisjoint(statement.measures)
        return True

    def _is_then(self, statement: Statement) -> bool:
        day, since, until = self._corpus.as_of(statement), self._case.since, self._case.until
        if day is None:
            return True
        return (since is None or day >= since) and (until is None or day <= until)

    def _is_of(self, statement: Statement) -> bool:
        """Whether whom it counts, and where, are the case's; an unknown place speaks of neither."""
        if not self._by_people:
            return not self._by_place or self._goes_along(statement)
        return self._in_place(statement) is not False and self._goes_along(statement)

    def _goes_along(self, statement: Statement, seen: frozenset[str] = frozenset()) -> bool:
        """What a statement says of itself, else what the one says that it goes with."""
        own = self._says(statement)
        if own is not None:
            return own
        if isinstance(statement, Figure):
            for id in (statement.part_of, statement.same_as):
                whole = self._corpus.figure(id)
                if whole is not None and whole.id not in seen:
                    return self._goes_along(whole, seen | {statement.id})
        neighbour = self._neighbour(statement)
        if neighbour is None:
            return self._is_about(statement)
        return bool(self._says(neighbour)) and not _apart(neighbour, statement)

    def _says(self, statement: Statement) -> bool | None:
        """Whether it says that it belongs; None if it does not say whom it counts."""
        if not self._by_people:
            return self._in_place(statement)
        people = _people(statement)
        if not isinstance(statement, Figure | Custody):
            return True if self._names_people(statement.content.quote) else None
        if people is None:
            return None
        if people.side in self._case.sides or self._names_people(people.mention.quote):
            return True
        return None if people.side is None else False

    def _in_place(self, statement: Statement) -> bool | None:
        """Whether it is where the case is, None if its words are not that precise.

        A place that it takes over from the text around it speaks for it, never against it.
        """
        place = statement.place if isinstance(statement, Figure) else None
        if place is None or not self._by_place:
            return None
        there = self._is_there(place)
        return None if place.inherited and there is False else there

    def _is_there(self, place: Place) -> bool | None:
        case = self._case
        if case.countries and place.country is not None and place.country not in case.countries:
            return False
        if not case.places:
            return None if place.country is None else True
        names = {plain_name(place.mention.quote), plain_name(place.name or "")}
        if any(plain_name(wanted) in name for wanted in case.places for name in names):
            return True
        if place.level == "country" or place.name is None:
            return None
        around = any(name in holder or holder in name for holder in self._around for name in names)
        return None if around else False

    @cached_property
    def _around(self) -> frozenset[str]:
        """Plain names of places that a document puts one of the case's places in.

        After "the Rahma clinic in Port Sudan" a count in Port Sudan may well be one at the clinic.
        """
        holder = _holder_of(self._case.places)
        texts = (page.text[:MAX_CONTEXT_CHARS] for page in self._corpus.documents.values())
        return frozenset(
            plain_name(match["holder"]) for text in texts for match in holder.finditer(text)
        )

    def _neighbour(self, statement: Statement) -> Statement | None:
        """The last statement before this one that speaks for itself, else the first after it."""
        telling = self._telling.get(statement.document, ())
        n = bisect_right(telling, statement.evidence.start, key=lambda item: item.evidence.start)
        return telling[n - 1] if n else next(iter(telling), None)

    def _is_about(self, statement: Statement) -> bool:
        """Whether its document is about the case, though no figure of it says so.

        A case of people: the paragraph or the headline names them. A case of places alone: the
        document names one of them, or one of its countries.
        """
        document = self._corpus.documents[statement.document]
        if not self._by_people:
            return self._names_place(document)
        found = self._corpus.block_of(statement.document, statement.evidence)
        around = document.text[found[1].start : found[1].end] if found else ""
        return self._names_people(f"{document.title or ''}\n{around}\n{_headline(document)}")

    def _names_place(self, document: Document) -> bool:
        if document.id not in self._places_named:
            text = document.text[:MAX_CONTEXT_CHARS]
            named = any(plain_name(wanted) in plain_name(text) for wanted in self._case.places)
            within = not self._case.places and countries_in(text) & set(self._case.countries)
            self._places_named[document.id] = named or bool(within)
        return self._places_named[document.id]

    def _names_people(self, text: str) -> bool:
        return self._people is not None and self._people.search(text.casefold()) is not None

    @cached_property
    def _telling(self) -> Mapping[str, tuple[Statement, ...]]:
        """For each document the counts that speak for themselves, in the order of its text."""
        telling = (item for item in self._counts() if self._says(item) is not None)
        found = group_by(telling, lambda item: item.document)
        return {
            document: tuple(sorted(items, key=lambda item: item.evidence.start))
            for document, items in found.items()
        }

    def _counts(self) -> Iterator[Statement]:
        return (item for item in self._corpus.statements if isinstance(item, Figure | Custody))


def _people(statement: Statement) -> Population | None:
    return statement.population if isinstance(statement, Figure | Custody) else None


def _apart(neighbour: Statement, statement: Statement) -> bool:
    """Whether the two count people who can't be the same: soldiers here, civilians there."""
    ours, theirs = _people(statement), _people(neighbour)
    return ours is not None and theirs is not None and share_nobody(theirs, ours)


def _any_of(words: tuple[str, ...]) -> re.Pattern[str] | None:
    """What finds any of the words, plurals too; "Russian-backed" is not "Russian"."""
    found = [re.escape(word.casefold()) for word in words if word.strip()]
    return re.compile(rf"\b(?:{'|'.join(found)})(?!\w*-)") if found else None


def _holder_of(places: tuple[str, ...]) -> re.Pattern[str]:
    """What finds one of the places with the place it is in, a name of up to three words."""
    names = "|".join(map(re.escape, places))
    name = r"[A-Z][\w’'-]+"
    return re.compile(
        rf"\b(?i:{names})(?: \w+)?(?:,| in| at| of)(?: the)? (?P<holder>{name}(?: {name}){{0,2}})"
    )


def _headline(document: Document) -> str:
    return " ".join(
        document.text[block.start : block.end]
        for block in document.blocks
        if block.role == "headline"
    )
