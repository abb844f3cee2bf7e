"""Was a number moved to another speaker, day, stretch of time or group of people?

The number is right to the last digit, and somebody did count so many: only not this body, not on
this day, not these people. As two bodies may come to one number, and a toll may stand still, it is
never certain; but a number with an odd ending is seldom counted twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from tollbook.model.finding import Finding
from tollbook.model.statement import Figure, Period
from tollbook.reasoning.evidence import day_of_print, mark_of, outlet
from tollbook.reasoning.grouping import group_by
from tollbook.reasoning.intervals import stated_number
from tollbook.reasoning.keys import number_key
from tollbook.reasoning.origins import plain_name
from tollbook.reasoning.populations import may_be_same, share_nobody
from tollbook.reasoning.record import Record
from tollbook.reasoning.references import statement_key
from tollbook.reasoning.words import day, number_in_words
from tollbook.resolution.countries import countries_in

NAME = "number_moved"
_HINT = "Look up the origin's own text: one of the two may have it wrong."
_LOOKED_AT = 20
"""How many earlier texts with the same number a text is compared with."""


def check_number_moved(record: Record) -> Iterator[Finding]:
    """One finding for each text that gives a number on record to somebody or something else.

    Left out are numbers that one text gives both ways, texts that name both speakers, and round
    numbers, where two counts may well be equal.
    """
    for alike in group_by(_telling(record), _what_is_counted).values():
        earlier: list[Figure] = []
        reported: set[str] = set()
        for figure in sorted(alike, key=lambda one: (day_of_print(one, record.corpus), one.id)):
            text = record.claims.cluster_of(figure.document).id
            nearby = [one for one in earlier[-_LOOKED_AT:] if _is_near(one, figure, record)]
            found = _find_move(nearby, figure, record) if text not in reported else None
            if found is not None:
                reported.add(text)
                yield _finding(*found, figure, record)
            earlier.append(figure)


def _telling(record: Record) -> Iterator[Figure]:
    """The figures of known origins that count a whole, in three digits or more."""
    for figure in record.corpus.figures():
        claim = record.claims.of(figure.id)
        if (
            claim is not None
            and claim.origin.kind != "unknown"
            and claim.id not in record.conflated_ids
            and (stated_number(figure) or 0) >= record.settings.telling_number
            and not record.corpus.is_part(figure)
        ):
            yield figure


def _what_is_counted(figure: Figure) -> tuple[str, str]:
    return figure.measure, number_key(figure)


def _is_near(earlier: Figure, later: Figure, record: Record) -> bool:
    """Whether two texts are of the days in which one count is repeated."""
    apart = day_of_print(later, record.corpus) - day_of_print(earlier, record.corpus)
    return apart <= timedelta(days=record.settings.conflation_days)


def _find_move(
    earlier: Sequence[Figure], figure: Figure, record: Record
) -> tuple[Figure, str] | None:
    """The first earlier figure that differs from this one, unless another says the same."""
    text = record.claims.cluster_of(figure.document).id
    others = [one for one in earlier if record.claims.cluster_of(one.document).id != text]
    for move in (_speaker, _day, _stretch, _people):
        found = [(one, words) for one in others if (words := move(one, figure, record))]
        if found and len(found) == len(others):
            return found[0]
    return None


def _speaker(earlier: Figure, later: Figure, record: Record) -> str:
    """Another speaker: two named bodies, where neither text names the body of the other."""
    one, other = record.claims.of(earlier.id), record.claims.of(later.id)
    if (
        one is None
        or other is None
        or one.origin.key == other.origin.key
        or {one.origin.kind, other.origin.kind} != {"named"}
        or not _is_rare(later, record)
        or not may_be_same(earlier, later)
        or _names(earlier.document, other.origin.name, record)
        or _names(later.document, one.origin.name, record)
    ):
        return ""
    return f"by {one.origin.name}, not {other.origin.name}"


def _names(document: str, name: str, record: Record) -> bool:
    return plain_name(name) in plain_name(record.corpus.documents[document].text)


def _day(earlier: Figure, later: Figure, record: Record) -> str:
    """An earlier day in a later text. A later day is no move: the toll may not have changed."""
    before, now = _stated(earlier), _stated(later)
    if (
        before is None
        or now is None
        or not _is_one_voice(earlier, later, record)
        or not _is_rare(later, record)
        or before.end_date is None
        or now.end_date is None
        or now.end_date >= before.end_date
    ):
        return ""
    return f"for {day(before.end_date)}, not {day(now.end_date)}"


def _stretch(earlier: Figure, later: Figure, record: Record) -> str:
    """All up to a day in one text, that day alone in the other."""
    before, now = _stated(earlier), _stated(later)
    if (
        before is None
        or now is None
        or not _is_one_voice(earlier, later, record)
        or before.end_date != now.end_date
        or (before.start_date == before.end_date) == (now.start_date == now.end_date)
    ):
        return ""
    ways = {True: f"on {day(now.end_date)} alone", False: f"in all up to {day(now.end_date)}"}
    alone = now.start_date == now.end_date
    return f"{ways[not alone]}, not {ways[alone]}"


def _people(earlier: Figure, later: Figure, record: Record) -> str:
    """Other people, or some of those who are counted together in the other text."""
    before, now = earlier.population, later.population
    if before is None or now is None or not _is_one_voice(earlier, later, record):
        return ""
    sides = [countries_in(people.mention.quote) for people in (before, now)]
    some_of_them = all(sides) and (sides[0] < sides[1] or sides[1] < sides[0])
    if not some_of_them and not (share_nobody(before, now) and _is_rare(later, record)):
        return ""
    return f"of {before.mention.quote}, not {now.mention.quote}"


def _stated(figure: Figure) -> Period | None:
    """The time that a figure's words give, None where they give none."""
    return figure.period if figure.period and figure.period.mention else None


def _is_one_voice(earlier: Figure, later: Figure, record: Record) -> bool:
    one, other = record.claims.of(earlier.id), record.claims.of(later.id)
    return one is not None and other is not None and one.origin.key == other.origin.key


def _is_rare(figure: Figure, record: Record) -> bool:
    """Whether a number has too many digits before its final zeros to recur by chance."""
    digits = str(stated_number(figure) or "").rstrip("0")
    return len(digits) >= record.settings.odd_digits


def _finding(earlier: Figure, words: str, figure: Figure, record: Record) -> Finding:
    corpus = record.corpus
    number = f"{number_in_words(figure)} {figure.measure}"
    before, now = (
        f"{outlet(one.document, corpus)}, {day(corpus.documents[one.document].published_on)}"
        for one in (earlier, figure)
    )
    return Finding(
        check=NAME,
        verdict="undecided",
        title=f"{number}: elsewhere {words}",
        marks=(mark_of(figure, corpus), mark_of(earlier, corpus)),
        statements=(figure.id, earlier.id),
        working=(f"{now}: {number}. {before}: the same number {words}.",),
        about=(figure.document, statement_key(figure), statement_key(earlier)),
        hint=_HINT,
    )
