"""The circumstances of a harm: where, when, by whom and how, as the sentence words them.

Words are taken from the clause of the harm first, then from those it hangs on, but never from
another clause of saying: in "the army said on Friday that ..." Friday is when it was said.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from tollbook.extraction.figures.agents import agent_of, means_of
from tollbook.extraction.figures.placing import place_phrases
from tollbook.extraction.syntax.phrases import words_of
from tollbook.extraction.syntax.tree import child
from tollbook.extraction.times.moments import Day, FromToday, Overnight, Weekday
from tollbook.language import load

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from tollbook.extraction.sentences.parse import ParsedDocument, Sentence
    from tollbook.model.text import Span

_OTHER_CLAUSES = frozenset({"relcl", "ccomp", "parataxis", "acl", "csubj"})
_JOINED_CLAUSES = ("advcl", "conj", "xcomp")
_BEHIND = 6  # words from a number to the place of its own
_WITHIN_PAIR = frozenset({"NOUN", "ADP", "DET", "ADJ", "ADV"})
_SAYING = ("ccomp", "parataxis")


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Where, when, by whom and how people were harmed; `said_on` is when the source spoke."""

    place: Span | None = None
    time: Span | None = None
    by: Span | None = None
    cause: Span | None = None
    said_on: Span | None = None


def circumstances(
    parsed: ParsedDocument,
    sentence: Sentence,
    trigger: Token,
    victims: Token | None = None,
    number: Sequence[Token] = (),
) -> Circumstances:
    """The circumstances of one harm.

    `trigger` is the word of harm, `victims` the head of those harmed and `number` the words that
    count them, all of the sentence's parse; what hangs on the victims counts before what hangs on
    the trigger, and the place right behind the number before both.
    """
    doc = trigger.doc
    reach = _Reach.of(trigger, victims)
    times, said_on = _times(sentence, doc, reach)
    means = means_of(trigger, reach.ranks)
    in_times = {token.i for phrase in times for token in phrase}
    places = place_phrases(doc, in_times)

    def span(tokens: Sequence[Token] | None) -> Span | None:
        return parsed.span_of(sentence, tokens) if tokens else None

    return Circumstances(
        place=span(
            _place_behind(number, places)
            or reach.nearest(places, trigger)
            or _place_in_front(places, reach)
        ),
        time=span(
            reach.nearest([t for t in times if t != said_on], trigger)
            or _recorded_over(times, said_on, reach)
        ),
        by=span(agent_of(trigger, victims, means)),
        cause=span(means),
        said_on=span(said_on),
    )


@dataclass(frozen=True, slots=True)
class _Reach:
    """How far each word stands from the harm, in steps of the parse, and who is made to say it."""

    ranks: dict[int, int]
    speech: Token | None

    @classmethod
    def of(cls, trigger: Token, victims: Token | None) -> _Reach:
        """From the victims and the trigger down their clauses, and up to a verb of saying."""
        ranks: dict[int, int] = {}
        speech: Token | None = None
        near = deque(token for token in (victims, trigger) if token is not None)
        far: deque[Token] = deque()  # other clauses wait until this one has been walked
        while near or far:
            token = near.popleft() if near else far.popleft()
            if token.i in ranks:
                continue
            ranks[token.i] = len(ranks)
            for below in token.children:
                if below.dep_ not in _OTHER_CLAUSES or _says_who_died(below, trigger):
                    clause = below.dep_ in _JOINED_CLAUSES and below.pos_ in ("VERB", "AUX")
                    (far if clause else near).append(below)
            if token.dep_ in _SAYING or (is_speech(token.head) and token.head != token):
                speech = speech or token.head
            elif not _stands_apart(token):
                far.append(token.head)
        return cls(ranks, speech)

    @property
    def is_recorded(self) -> bool:
        """Whether the verb of saying is one of counting over a time: "recorded", "documented"."""
        recording = load("en", "measures")["counts"]["recording"]
        return self.speech is not None and self.speech.lemma_.lower() in recording

    def nearest(
        self, phrases: Collection[tuple[Token, ...]], trigger: Token
    ) -> tuple[Token, ...] | None:
        """The phrase that hangs nearest to the harm, None where none is within reach."""
        within = [phrase for phrase in phrases if anchor(phrase).i in self.ranks]
        return min(within, key=lambda phrase: self.ranks[anchor(phrase).i], default=None)


def _place_behind(
    number: Sequence[Token], places: Collection[tuple[Token, ...]]
) -> tuple[Token, ...] | None:
    """The place of one number in a list of them: "76 people in Assam and 94 in Gujarat"."""
    if not number:
        return None
    last = number[-1].i
    phrase = next((p for p in places if 0 < p[0].i - last <= _BEHIND), None)
    between = number[-1].doc[last + 1 : phrase[0].i] if phrase else ()
    return phrase if all(t.pos_ in _WITHIN_PAIR or t.tag_ == "VBN" for t in between) else None


def _says_who_died(clause: Token, trigger: Token) -> bool:
    """Whether a clause says whom a total counts: "the number of people killed in Jizan since"."""
    totals = load("en", "measures")["totals"]["nouns"]
    whom = clause.dep_ == "acl" or (clause.dep_ == "relcl" and clause.head != trigger)
    return whom and trigger.lemma_.lower() in totals


def anchor(phrase: Sequence[Token]) -> Token:
    """The word outside a phrase that it hangs on, or its first word if it hangs on none."""
    inside = set(phrase)
    return next((token.head for token in phrase if token.head not in inside), phrase[0])


def _stands_apart(token: Token) -> bool:
    """Whether a clause tells of something else: "..., while another is held in Turkey"."""
    return token.dep_ == "advcl" and child(token, "nsubj", "nsubjpass") is not None


def is_speech(token: Token) -> bool:
    """Whether a word is a verb of saying."""
    return token.pos_ == "VERB" and token.lemma_.lower() in _speech_verbs()


@cache
def _speech_verbs() -> frozenset[str]:
    classes = ("say", "announce", "report", "confirm", "estimate", "allege", "claim", "suggest")
    return frozenset().union(*(words_of("en", "cues", f"verbs.{name}") for name in classes))


def _recorded_over(
    times: Collection[tuple[Token, ...]], said: tuple[Token, ...] | None, reach: _Reach
) -> tuple[Token, ...] | None:
    """The stretch over which those who speak have counted: "recorded 40 deaths in March"."""
    if not reach.is_recorded:
        return None
    return next((t for t in times if t != said and anchor(t) == reach.speech), None)


def _times(
    sentence: Sentence, doc: Doc, reach: _Reach
) -> tuple[list[tuple[Token, ...]], tuple[Token, ...] | None]:
    """The time phrases of a sentence, and the one of them that dates the saying."""
    phrases: list[tuple[Token, ...]] = []
    days: list[tuple[Token, ...]] = []
    for found in sentence.times:
        span = doc.char_span(found.start, found.end, alignment_mode="expand")
        if span is None:
            continue
        phrases.append(tuple(span))
        # "from 3 to 9 May the office recorded 40 deaths": the stretch is that of the deaths
        if not reach.is_recorded or isinstance(found.moment, Day | Weekday | FromToday | Overnight):
            days.append(tuple(span))
    said = next((phrase for phrase in days if _dates_the_saying(phrase, reach)), None)
    return phrases, said


def _dates_the_saying(phrase: Sequence[Token], reach: _Reach) -> bool:
    before = phrase[0].nbor(-1) if phrase[0].i else None
    if before is not None and is_speech(before):
        return True
    return reach.speech is not None and anchor(phrase) == reach.speech


def _place_in_front(
    places: Collection[tuple[Token, ...]], reach: _Reach
) -> tuple[Token, ...] | None:
    """A place at the head of a sentence of saying: "In Kabul, police said five were killed"."""
    if reach.speech is None:
        return None
    early = (phrase for phrase in places if phrase[-1].i < reach.speech.i)
    on_speech = (p for p in early if reach.speech in (anchor(p), anchor(p).head))
    return next(on_speech, None)
