"""Did a relay lose "at least", "about", "up to" or "unconfirmed", or turn one into another?

"At least 100" is a floor and "up to 300" a ceiling; printed without their hedge both are counts
that no one made; printed as "up to 100" the floor has become a ceiling. What the origin said is
judged by its relays: by most of them, or the first.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from tollbook.model.claim import Claim
from tollbook.model.finding import Finding
from tollbook.model.statement import Figure
from tollbook.model.values import Modality, Modifier, Verdict
from tollbook.reasoning.accounts import ONLY_RISE
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.evidence import by_cluster, day_of_print, in_headline, mark_of, outlet
from tollbook.reasoning.grouping import group_by, put_together
from tollbook.reasoning.keys import claim_key, number_key
from tollbook.reasoning.populations import subjects_may_be_same
from tollbook.reasoning.record import Record
from tollbook.reasoning.words import count, day, number_in_words

NAME = "hedge_dropped"

Hedge = Callable[[Figure], str | None]

_NUMBER_HEDGES: tuple[Modifier, ...] = ("at_least", "more_than", "at_most", "less_than", "about")
_SIDES: Mapping[str, str] = {
    "at_least": "floor",
    "more_than": "floor",
    "at_most": "ceiling",
    "less_than": "ceiling",
    "about": "middle",
}
"""On which side of the number a hedge leaves room; "nearly" is an "about"."""
_DOUBTS: tuple[Modality, ...] = ("unconfirmed", "possible")
_SAME_BREATH = 60
"""Characters between two numbers that one hedge may cover: "some 300 dead and 2,700 injured"."""
_NEIGHBOURS = 4
"""Figures before one that are looked at: no hedge reaches over more."""

_HINTS: dict[Verdict, str] = {
    "fails": "Put the hedge back: without it the number says more than its origin did.",
    "undecided": "Either these lost the hedge or the others added it; check the origin's own text.",
    "holds": "",
}

_TURNED: dict[Verdict, str] = {
    "fails": "Give the origin's own hedge: a floor, a ceiling and “about” are three things.",
    "undecided": "One of the two turned the hedge round; the origin's text tells.",
    "holds": "",
}


def check_hedge_dropped(record: Record) -> Iterator[Finding]:
    """One finding for each text that gives a claim without the hedge that others have.

    A paper that has the hedge somewhere has kept it; only its headline is reported, as *holds*. One
    that cut it out of a story that others print with it has lost it for certain.
    """
    known = (claim for claim in record.claims.all if claim.origin.kind != "unknown")
    for alike in group_by(known, _voice_and_number).values():
        same_people = partial(_may_be_same_people, record)
        for members in put_together(alike, same_people):
            for of_one_day in group_by(members, lambda claim: claim.as_of).values():
                reported: set[str] = set()
                for hedge in (_on_number, _on_truth):
                    for finding in _find_dropped(of_one_day, hedge, record):
                        if finding.statements[0] not in reported:  # who lost both is reported once
                            reported.add(finding.statements[0])
                            yield finding
            for of_one_time in put_together(members, partial(_is_one_time, record)):
                yield from _turned(of_one_time, record)


def _voice_and_number(claim: Claim) -> tuple[str, str, str]:
    """What claims have in common that differ by their hedge alone."""
    return claim.origin.key, claim.measure, number_key(claim.figure)


def _may_be_same_people(record: Record, one: Claim, other: Claim) -> bool:
    """Whether two claims can be of the same people; parts only of the same whole.

    Places are worded in many ways, and one voice has one number for one day at one of them.
    """
    left, right = (record.accounts.subjects.get(claim.id) for claim in (one, other))
    if left is None or right is None:
        return left is right
    return subjects_may_be_same(replace(left, place=None), right)


def _is_one_time(record: Record, one: Claim, other: Claim) -> bool:
    """Whether two claims are of one briefing, so that a turned hedge is no news.

    Within some days "nearly 1,200" may have become "more than 1,200", and the missing may be found.
    """
    if one.as_of is None or other.as_of is None or one.as_of == other.as_of:
        return one.as_of == other.as_of
    earlier, later = sorted((one, other), key=lambda claim: claim.as_of or date.max)
    if _is_within(earlier, later) or _is_within(later, earlier):
        return True
    near = abs((one.as_of - other.as_of).days) <= record.settings.relay_days
    may_rise = _side(earlier.figure) != "floor" and _side(later.figure) == "floor"
    return near and not may_rise and one.measure in ONLY_RISE


def _is_within(claim: Claim, restated: Claim) -> bool:
    """Whether a claim's day lies in the stretch that another's words give: "in April"."""
    periods = (figure.period for figure in restated.figures if figure.scope != "period")
    return any(
        period is not None
        and period.mention is not None
        and period.start_date is not None
        and period.end_date is not None
        and claim.as_of is not None
        and period.start_date <= claim.as_of <= period.end_date
        for period in periods
    )


def _on_number(figure: Figure) -> str | None:
    """The hedge on a number, None where there is none."""
    return figure.modifier if figure.modifier in _NUMBER_HEDGES else None


def _on_truth(figure: Figure) -> str | None:
    """The doubt whether it is so at all, None where there is none."""
    return figure.modality if figure.modality in _DOUBTS else None


@dataclass(frozen=True, slots=True)
class _Text:
    """One text in all its copies, each paper's figures of a claim by whether it has the hedge."""

    hedged: Sequence[Figure]
    bare: Sequence[Figure]

    def keeps_it(self, corpus: Corpus) -> bool:
        """Whether the text has the hedge: most of its copies do, or the first."""
        if not self.hedged or not self.bare:
            return bool(self.hedged)
        first = day_of_print(self.hedged[0], corpus) <= day_of_print(self.bare[0], corpus)
        return first or len(self.hedged) > len(self.bare)


@dataclass(frozen=True, slots=True)
class _Split:
    """The texts that carry a claim, by whether they have its hedge."""

    claim: Claim
    hedge: Hedge
    hedged: Sequence[_Text]
    bare: Sequence[_Text]

    def model(self) -> Figure:
        """The earliest figure with the hedge that most texts have."""
        worded_by = [text.hedged[0] for text in (self.hedged or self.bare) if text.hedged]
        ((commonest, _),) = Counter(map(self.hedge, worded_by)).most_common(1)
        return next(figure for figure in worded_by if self.hedge(figure) == commonest)

    def verdict(self, text: _Text, record: Record) -> Verdict:
        """Whether a text lost the hedge: it, most texts or the first have it; else it is added.

        One that looks back on a number of weeks ago, and leaves out no more than "about", is short.
        """
        if text in self.hedged:
            return "fails"
        hedged, bare = len(self.hedged), len(self.bare)
        if not hedged:
            return "undecided"
        corpus = record.corpus
        first_hedged = day_of_print(self.hedged[0].hedged[0], corpus)
        first_bare = day_of_print(self.bare[0].bare[0], corpus)
        late = (day_of_print(text.bare[0], corpus) - first_hedged).days > record.settings.relay_days
        if late and self.hedge(self.model()) == "about":
            return "undecided"
        early = first_hedged == first_bare and 2 * hedged >= bare  # hedges are lost, seldom put in
        return "fails" if hedged > bare or early or first_hedged < first_bare else "undecided"


def _find_dropped(members: Sequence[Claim], hedge: Hedge, record: Record) -> Iterator[Finding]:
    """What one claim lost of one kind of hedge."""
    figures = [figure for claim in members for figure in claim.figures if figure.number is not None]
    if not any(map(hedge, figures)):
        return
    corpus = record.corpus
    in_order = sorted(figures, key=lambda figure: day_of_print(figure, corpus))
    texts = [_split_by_hedge(text, hedge, corpus) for text in by_cluster(in_order, record.claims)]
    for document in group_by(in_order, lambda figure: figure.document).values():
        yield from _headline(document, hedge, members[0], corpus)
    split = _Split(
        members[0],
        hedge,
        [text for text in texts if text.keeps_it(corpus)],
        [text for text in texts if text.bare and not text.keeps_it(corpus)],
    )
    for text in texts:
        if text.bare:
            yield _finding(text, split, record)


def _turned(members: Sequence[Claim], record: Record) -> Iterator[Finding]:
    """One finding for each text with the hedge of one claim turned: "at least" made "up to".

    A text that has both is right somewhere. Where most texts and the first in print disagree, or
    both are as many and as early, nobody can tell who turned it.
    """
    corpus = record.corpus
    hedged = [f for claim in members for f in claim.figures if f.number is not None and _side(f)]
    in_order = sorted(hedged, key=lambda figure: day_of_print(figure, corpus))
    texts = [
        text for text in by_cluster(in_order, record.claims) if len(set(map(_side, text))) == 1
    ]
    by_side = group_by(texts, lambda text: _side(text[0]))
    usual, *others = sorted(by_side.values(), key=lambda those: -len(those)) or [[]]
    for turned in others:
        first, second = (day_of_print(those[0][0], corpus) for those in (usual, turned))
        ahead = len(usual) > len(turned) and first <= second
        verdict: Verdict = "fails" if ahead or first < second else "undecided"
        for text in turned:
            figure, model = text[0], usual[0][0]
            yield Finding(
                check=NAME,
                verdict=verdict,
                title=f"{_full(figure)}, elsewhere {_full(model)}",
                marks=(mark_of(figure, corpus), mark_of(model, corpus)),
                statements=(figure.id, model.id),
                working=(
                    f"{_outlet_and_day(figure, corpus)}: {_full(figure)}. "
                    f"{_outlet_and_day(model, corpus)}: {_full(model)}.",
                    f"Texts with the one hedge: {count(len(turned))}, "
                    f"with the other: {count(len(usual))}.",
                ),
                about=(figure.document, claim_key(members[0]), "turned"),
                hint=_TURNED[verdict],
            )


def _side(figure: Figure) -> str:
    """On which side of its number a figure's hedge leaves room, empty without a hedge."""
    return _SIDES.get(figure.modifier, "")


def _split_by_hedge(figures: Sequence[Figure], hedge: Hedge, corpus: Corpus) -> _Text:
    """One text: of each paper that prints it the figure with the hedge, else the first."""
    hedged, bare = [], []
    for those in group_by(figures, lambda figure: figure.document).values():
        kept = next(filter(hedge, those), None)
        if kept is not None:
            hedged.append(kept)
        elif not any(_shares_a_hedge(figure, hedge, corpus) for figure in those):
            bare.append(those[0])
    return _Text(hedged, bare)


def _shares_a_hedge(figure: Figure, hedge: Hedge, corpus: Corpus) -> bool:
    """Whether a hedge on another number, just before in the sentence, may stand for this too."""
    number = figure.number
    if number is None:
        return False
    text, figures = corpus.documents[figure.document].text, corpus.figures_in(figure.document)
    end = bisect_right(figures, number.start, key=lambda other: other.evidence.start)
    return any(
        other.number is not None
        and other.measure != figure.measure
        and hedge(other)
        and 0 <= number.start - other.number.end <= _SAME_BREATH
        and not _breaks(text[other.number.end : number.start])
        for other in figures[max(0, end - _NEIGHBOURS) : end]
    )


def _breaks(between: str) -> bool:
    return any(mark in between for mark in (". ", "\n", ";"))


def _headline(
    page: Sequence[Figure], hedge: Hedge, claim: Claim, corpus: Corpus
) -> Iterator[Finding]:
    """The mildest loss: the headline is short, the text below it says all."""
    kept = next(filter(hedge, page), None)
    for figure in page:
        if kept is not None and not hedge(figure) and in_headline(figure, corpus):
            yield Finding(
                check=NAME,
                verdict="holds",
                title=f"{number_in_words(figure)} {figure.measure} in the headline, "
                f"{_full(kept)} below it",
                marks=(mark_of(figure, corpus), mark_of(kept, corpus)),
                statements=(figure.id, kept.id),
                working=(f"The headline leaves out what the text has: {_full(kept)}.",),
                about=(figure.document, claim_key(claim), "headline"),
            )


def _finding(text: _Text, split: _Split, record: Record) -> Finding:
    corpus, model, verdict = record.corpus, split.model(), split.verdict(text, record)
    figure, shown = text.bare[0], (*text.bare, model)
    return Finding(
        check=NAME,
        verdict=verdict,
        title=f"{_full(figure)}, elsewhere {_full(model)}",
        marks=tuple(mark_of(item, corpus) for item in shown),
        statements=tuple(item.id for item in shown),
        working=(
            f"{_outlet_and_day(figure, corpus)}: {_full(figure)}. "
            f"{_outlet_and_day(model, corpus)}: {_full(model)}.",
            f"Texts with a hedge: {count(len(split.hedged))}, without: {count(len(split.bare))}.",
        ),
        about=(figure.document, claim_key(split.claim)),
        hint=_HINTS[verdict],
    )


def _full(figure: Figure) -> str:
    """The figure with all its hedges."""
    doubt = f", {figure.modality}" if figure.modality in _DOUBTS else ""
    return f"{number_in_words(figure)} {figure.measure}{doubt}"


def _outlet_and_day(figure: Figure, corpus: Corpus) -> str:
    when = corpus.documents[figure.document].published_on
    return f"{outlet(figure.document, corpus)}, {day(when)}"
