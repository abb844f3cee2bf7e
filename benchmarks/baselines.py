"""Ways to read figures that anybody would try first, for comparison."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence

from tollbook.evaluation.annotated import Annotated
from tollbook.extraction.sentences.gate import split

_NUMBER = (
    r"\d[\d,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|dozens|hundreds|thousands"
)
_WORDS = {
    word: value
    for value, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"], 1
    )
} | {"twelve": 12}
_MEASURES = {
    "killed": r"killed|killing|kills?|dead|died|dies?|deaths?|murdered",
    "injured": r"wounded|wounding|injured|injuring|hurt",
    "captured": r"captured|arrested|detained|kidnapped|abducted|hostages?",
    "missing": r"missing|disappeared",
    "displaced": r"displaced|fled|flee|evacuated|homeless",
    "deployed": r"deployed|sent|stationed",
    "casualties": r"casualties",
}
_HARM = re.compile(
    "|".join(rf"(?P<{measure}>\b(?:{words})\b)" for measure, words in _MEASURES.items()), re.I
)
_NUMBERS = re.compile(rf"\b(?:{_NUMBER})\b", re.I)
_FOLLOWED = re.compile(
    rf"\b(?P<before>{_NUMBER})\b(?:\s+[\w-]+){{0,4}}?\s+(?:{_HARM.pattern})"
    rf"|(?:{_HARM.pattern.replace('?P<', '?P<then_')})\s+(?:at least |about |some )?"
    rf"(?P<after>{_NUMBER})\b",
    re.I,
)


def plain_expression(text: str) -> list[Annotated]:
    """One regular expression: a number, up to four words, a casualty word; or the reverse."""
    found = []
    for match in _FOLLOWED.finditer(text):
        group = "before" if match["before"] else "after"
        prefix = "" if group == "before" else "then_"
        measure = next(name for name in _MEASURES if match[prefix + name])
        found.append(_annotated(match[group], match.span(group), match.span(), measure))
    return found


def nearest_number(text: str) -> list[Annotated]:
    """Each casualty word with the number nearest to it in its sentence."""
    return [
        figure for start, end in split(text, 0, len(text)) for figure in _nearest(text, start, end)
    ]


def _nearest(text: str, start: int, end: int) -> Iterator[Annotated]:
    numbers = list(_NUMBERS.finditer(text, start, end))
    for harm in _HARM.finditer(text, start, end):
        if numbers:
            number = min(numbers, key=lambda m: abs(m.start() - harm.start()))
            span = (min(number.start(), harm.start()), max(number.end(), harm.end()))
            yield _annotated(number.group(), number.span(), span, str(harm.lastgroup))


def commonest(gold: Sequence[Annotated]) -> dict[str, float | None]:
    """How often the commonest answer of each field is right: what a share must beat.

    For part and same the answer is to tie no figure to another, or each to some; for place and
    period, where they are annotated, that the text gives none.
    """
    places = [figure.place for figure in gold if figure.place is not None]
    periods = [figure.period for figure in gold if figure.period is not None]
    return {
        "modality": _largest(figure.modality for figure in gold),
        "scope": _largest(figure.scope for figure in gold),
        "part": _largest(figure.whole is None for figure in gold),
        "same": _largest(figure.same is None for figure in gold),
        "place": places.count(()) / len(places) if places else None,
        "period": periods.count((None, None)) / len(periods) if periods else None,
    }


def _largest(values: Iterable[Hashable]) -> float | None:
    times = Counter(values)
    return max(times.values()) / times.total() if times else None


def _annotated(
    words: str, number: tuple[int, int], evidence: tuple[int, int], measure: str
) -> Annotated:
    low, high = _value(words.lower())
    return Annotated(measure, low, high, evidence, number, (), number_words=words, quote=words)


def _value(words: str) -> tuple[int, int]:
    vague = {"dozens": (24, 99), "hundreds": (200, 999), "thousands": (2000, 9999)}
    if words in vague:
        return vague[words]
    value = _WORDS.get(words) or int(words.replace(",", "") or 0)
    return value, value
