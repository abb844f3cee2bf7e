"""What a change is measured against: "last month's report", "84 on Monday", "a year earlier"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from tollbook.extraction.kinds.windows import Window, windows
from tollbook.extraction.syntax.clauses import noun_phrase
from tollbook.extraction.syntax.phrases import words_of
from tollbook.language import load
from tollbook.model.statement import Baseline

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from tollbook.extraction.numbers import Quantity
    from tollbook.extraction.sentences.parse import ParsedDocument, Sentence

_POSSESSIVE = ("'", "’")


def find_baseline(
    parsed: ParsedDocument,
    sentence: Sentence,
    reach: tuple[int, int],
    former: Quantity | None,
) -> Baseline | None:
    """The baseline that stands within `reach`, offsets in the sentence, or None.

    `former` is the earlier number where the clause names one ("up from 84 on Monday").
    """
    text = sentence.text
    times = windows(text, sentence.times, parsed.document.language)
    if former is not None:
        until = _end_of_time_after(former.end, times, reach[1])
        return _baseline(parsed, sentence, former.start, until)
    for match in _openings().finditer(text, *reach):
        weak = match["opening"].lower() in words_of("en", "changes", "baseline.weak")
        end = _end_of_baseline(sentence.doc, match.end(), times, weak)
        if end is not None:
            return _baseline(parsed, sentence, match.end(), min(end, reach[1]))
    return None


def _baseline(parsed: ParsedDocument, sentence: Sentence, start: int, end: int) -> Baseline:
    return Baseline(mention=parsed.span(sentence.start + start, sentence.start + end))


def _end_of_time_after(offset: int, times: Sequence[Window], limit: int) -> int:
    following = (time.end for time in times if offset <= time.start <= offset + 2)
    return min(next(following, offset), limit)


def _end_of_baseline(
    doc: Doc | None, start: int, times: Sequence[Window], weak: bool
) -> int | None:
    """Where the baseline that starts here ends; None where these words are no baseline."""
    time = next((t for t in times if t.start <= start + 1 and start <= t.core), None) or next(
        (t for t in times if start <= t.core <= start + 4), None
    )
    phrase = _phrase_at(doc, start) if doc is not None else []
    end = phrase[-1].idx + len(phrase[-1]) if phrase else None
    if time is None:
        names_a_report = any(
            t.lemma_.lower() in words_of("en", "changes", "baseline.reports") for t in phrase
        )
        return end if end is not None and (not weak or names_a_report) else None
    goes_on = doc is not None and doc.text.startswith(_POSSESSIVE, time.end)
    return max(time.end, end) if goes_on and end is not None else time.end


def _phrase_at(doc: Doc, start: int) -> list[Token]:
    """The noun phrase that starts at an offset of the sentence."""
    first = next((token for token in doc if token.idx >= start), None)
    if first is None:
        return []
    head = first
    while (
        head.head != head
        and head.head.left_edge.i >= first.i
        and head.head.pos_
        not in (
            "VERB",
            "AUX",
        )
    ):
        head = head.head
    if head.pos_ not in ("NOUN", "PROPN", "NUM", "PRON"):
        return []
    return [token for token in noun_phrase(head) if token.i >= first.i]


@cache
def _openings() -> re.Pattern[str]:
    openings = load("en", "changes")["baseline"]["prepositions"]
    longest_first = sorted(openings, key=lambda words: (-len(words), words))
    alternatives = "|".join(re.escape(words) for words in longest_first)
    return re.compile(rf"\b(?P<opening>{alternatives}) (?:(?:in|on|at|during) )?", re.I)
