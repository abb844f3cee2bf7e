"""Events: where and when people were harmed, where their own sentence leaves it open.

A report gives the place and the day of an event once and goes on: "On 3 May a bomb went off in
Arlen. Six people died." The sentences of a section are read in order, and what they say of where
and when makes a *frame*; a figure that says neither takes over what the frame holds. A new
paragraph goes back to the frame of the lead. Another event ("in 2014", "last month", "two weeks
earlier") gives nothing to the frame, and takes nothing from it. A running total takes nothing from
it either, since it counts more than one event.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tollbook.extraction.figures.circumstances import Circumstances, anchor, is_speech, means_in
from tollbook.extraction.figures.placing import place_phrases
from tollbook.extraction.labels import is_month
from tollbook.extraction.sentences.dateline import DATELINE
from tollbook.extraction.syntax.nouns import certainly_people
from tollbook.extraction.syntax.phrases import all_words_of, words_among, words_of
from tollbook.extraction.times import TimeWords, find_times
from tollbook.extraction.times.moments import (
    Ago,
    Between,
    Day,
    Decade,
    Edge,
    FewOf,
    FromToday,
    Moment,
    Month,
    Overnight,
    PartOf,
    Piece,
    Season,
    Unit,
    Weekday,
    Year,
)
from tollbook.reading.reports import is_report_title

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from tollbook.extraction.figures.draft import Draft
    from tollbook.extraction.figures.outline import Outline
    from tollbook.extraction.sentences.parse import ParsedDocument, Sentence
    from tollbook.model.text import Span

_DAYS = (Day, Weekday, FromToday, Overnight)
_LONGER = (Month, Year, Decade, Season, Piece, FewOf, Unit, Ago, Between)
_SHORT_UNITS = frozenset({"minute", "hour", "day", "night", "weekend"})
_FRONT = 6  # blocks among which a dateline stands
_FILED = re.compile(r"[^\W\d_a-z][^\W\d_]+(?:[ .'’-]{1,2}[^\W\d_a-z][^\W\d_]+){0,3}")
_UNREAL = frozenset({"possible", "hypothetical", "question"})
_PLACE_ENTITIES = frozenset({"GPE", "LOC", "FAC"})
_STANDING = ("appos", "dobj", "npadvmod", "ROOT", "conj", "dep")


@dataclass(frozen=True, slots=True)
class Frame:
    """Where and when the event that is being reported happened, as far as it has been said."""

    place: Span | None = None
    time: Span | None = None

    def or_else(self, other: Frame) -> Frame:
        """This, with what is missing taken from `other`."""
        return Frame(self.place or other.place, self.time or other.time)


def place_in_events(
    parsed: ParsedDocument,
    drafts: Sequence[Draft],
    own: Mapping[Draft, Circumstances],
    outline: Outline,
) -> dict[Draft, Circumstances]:
    """The circumstances of all figures, with place and day of their events filled in.

    `own` is what the sentence, the labels or the headings of each say. Figures of lists and tables
    keep it as it is: what stands above them has been read already.
    """
    in_sentence: dict[int, list[Draft]] = defaultdict(list)
    for draft in drafts:
        if draft.labels is None:
            in_sentence[draft.sentence.start].append(draft)
    found = dict(own)
    for here in in_sentence.values():
        found |= {draft: _without_parts(draft, own[draft], here) for draft in here}
    _follow_frames(parsed, in_sentence, found)
    headlines = {i for i, block in enumerate(parsed.document.blocks) if block.role == "headline"}
    for draft in reversed(drafts):  # a headline has the place and day of the text that repeats it
        if draft.same is not None and draft.same.sentence.block in headlines:
            found[draft.same] = _take_over(found[draft.same], _frame_of(found[draft]), draft.same)
    filed = Frame(place=outline.title_place() or _dateline_of(parsed))
    for draft in drafts:
        if outline.is_report or (draft.labels is None and _is_of_the_day(draft, found[draft])):
            found[draft] = _take_over(found[draft], filed, draft)
        if draft.scope != "incident" and found[draft].time is None:
            found[draft] = replace(found[draft], time=outline.title_time())
    return found


def _follow_frames(
    parsed: ParsedDocument,
    in_sentence: Mapping[int, Sequence[Draft]],
    found: dict[Draft, Circumstances],
) -> None:
    """Read the sentences in order, and fill in what each figure takes over from those before it."""
    blocks = parsed.document.blocks
    lead = current = Frame()
    section = block = -1
    for sentence in parsed.sentences:
        if sentence.block != block:
            block, before = sentence.block, section
            section = _section_of(parsed, block)
            lead = lead if section == before else Frame()
            current = lead if blocks[block].role == "body" else Frame()
        here = in_sentence.get(sentence.start, ())
        said = _said_in(parsed, sentence, opens=lead == Frame())
        for draft in here:
            found[draft] = _fill_in(draft, found, said, current)
        current = _move_on(current, said, [found[d] for d in here if d.modality not in _UNREAL])
        if blocks[block].role == "body":
            lead = lead.or_else(current)


def _without_parts(draft: Draft, own: Circumstances, here: Sequence[Draft]) -> Circumstances:
    """The circumstances without those of a part: "61 died, 13 of them in Arlen on Saturday"."""
    for part in here:
        if part.whole is None or part is draft:
            continue
        noun, start = part.count.words[-1], draft.sentence.start
        if noun.doc is not draft.sentence.doc or part.people_at < draft.people_at:
            continue
        first, last = noun.left_edge.idx + start, noun.right_edge.idx + start
        if own.place is not None and first < own.place.start <= last:
            own = replace(own, place=None)
        if own.time is not None and first < own.time.start <= last:
            own = replace(own, time=None)
    return own


def _is_of_the_day(draft: Draft, around: Circumstances) -> bool:
    """Whether a figure is news of one event, and no look back or ahead."""
    apart = around.time is not None and _is_long(around.time)
    return draft.scope == "incident" and not apart and draft.modality not in _UNREAL


def _dateline_of(parsed: ParsedDocument) -> Span | None:
    """The place of the dateline, where a report that names no other place has it from."""
    text, issuer = parsed.document.text, parsed.document.structure.issuer
    for block in parsed.document.blocks[:_FRONT]:
        inline = DATELINE.match(text, block.start, block.end)
        if block.role != "dateline" and inline is None:
            continue
        issued = issuer is not None and block.start <= issuer[0] < block.end
        if inline is None and (issued or is_report_title(text[block.start : block.end])):
            continue  # "Relief Desk, 3 May", "SITUATION AT 06:00, 3 MAY"
        name = _FILED.match(text, block.start, inline.end() if inline else block.end)
        if name and not is_month(name[0]):
            return parsed.span(*name.span())
    return None


def _section_of(parsed: ParsedDocument, block: int) -> int:
    """The heading that a block stands under, -1 where there is none."""
    blocks = parsed.document.blocks
    over = parsed.document.structure.path(block)
    return next((index for index in over if blocks[index].role == "heading"), -1)


@dataclass(frozen=True, slots=True)
class _Said:
    """The places and days that a sentence names, in order, and whether it is about an event."""

    places: tuple[Span, ...] = ()
    times: tuple[Span, ...] = ()
    event: bool = False

    def place_for(self, draft: Draft) -> Span | None:
        """The last place before a figure, else the first after it."""
        before = [place for place in self.places if place.start < draft.evidence.end]
        return before[-1] if before else next(iter(self.places), None)

    def time_for(self, draft: Draft) -> Span | None:
        """The last day before a figure, else the first after it."""
        before = [time for time in self.times if time.start < draft.evidence.end]
        return before[-1] if before else next(iter(self.times), None)


def _said_in(parsed: ParsedDocument, sentence: Sentence, *, opens: bool) -> _Said:
    """What a sentence says of where and when; `opens` where it is the first that says anything."""
    doc = sentence.doc
    if doc is None:
        return _Said()
    times = [time for time in sentence.times if _dates_an_event(time.moment)]
    phrases = [
        tuple(s) for t in times if (s := doc.char_span(t.start, t.end, alignment_mode="expand"))
    ]
    days = [phrase for phrase in phrases if not _dates_the_saying(phrase)]
    taken = {token.i for phrase in phrases for token in phrase}
    places = [phrase for phrase in place_phrases(doc, taken) if not _tells_who(anchor(phrase))]
    places = places or _named_places(doc, taken)
    return _Said(
        places=tuple(parsed.span_of(sentence, phrase) for phrase in places),
        times=tuple(parsed.span_of(sentence, phrase) for phrase in days),
        event=opens or bool(means_in(doc)) or _tells_of_violence(doc),
    )


def _tells_of_violence(doc: Doc) -> bool:
    listed = ("places.verbs", "places.attacks", "verbs.words", "verbs.events")
    violent = all_words_of("en", "causes", *listed)
    found = words_among(doc, violent)
    return any(t.pos_ in ("VERB", "NOUN") and t.lemma_.lower() in violent for t in found)


def _named_places(doc: Doc, taken: set[int]) -> list[tuple[Token, ...]]:
    """Names of places that stand under no preposition of place, unless they name who acts."""
    return [
        tuple(entity)
        for entity in doc.ents
        if entity.label_ in _PLACE_ENTITIES
        and entity.root.pos_ == "PROPN"
        and (entity.root.dep_ in _STANDING or _is_of_a_thing(entity.root))
        and not any(token.i in taken for token in entity)
    ]


def _is_of_a_thing(name: Token) -> bool:
    """Whether a place stands behind "of" and no people: "the siege of Arlen", not "police of"."""
    prep = name.head
    if name.dep_ != "pobj" or prep.lower_ != "of":
        return False
    acting = prep.head.lemma_.lower() in words_of("en", "causes", "agents.nouns")
    return not acting and not certainly_people(prep.head)


def _tells_who(word: Token) -> bool:
    """Whether a place is that of a speaker: "officials in Arlen said"."""
    noun = word.head if word.dep_ == "prep" else word
    return noun.dep_ == "nsubj" and is_speech(noun.head)


def _dates_the_saying(phrase: Sequence[Token]) -> bool:
    """Whether a day is that of a report: "said on Friday", "on Friday the army said"."""
    before = phrase[0].nbor(-1) if phrase[0].i else None
    return is_speech(anchor(phrase)) or (before is not None and is_speech(before))


def _dates_an_event(moment: Moment | None) -> bool:
    """Whether words of time can be those of an event: no "since May", no "in recent weeks"."""
    return isinstance(_core(moment), _DAYS + _LONGER)


def _core(moment: Moment | None) -> Moment | None:
    """The time itself, without "early" or "the end of"."""
    while isinstance(moment, PartOf | Edge):
        moment = moment.of
    return moment


def _is_long(time: Span) -> bool:
    """Whether words of time are longer than a few days, as those for another event mostly are."""
    core = _core(_moment(time.quote))
    if isinstance(core, Between):
        core = _core(core.first)
    if isinstance(core, Ago | Unit):
        return core.unit not in _SHORT_UNITS
    return not isinstance(core, _DAYS)


def _moment(words: str) -> Moment | None:
    found: Sequence[TimeWords] = find_times(words)
    return found[0].moment if found else None


def _fill_in(
    draft: Draft, found: Mapping[Draft, Circumstances], said: _Said, frame: Frame
) -> Circumstances:
    """What a figure says itself, then its whole or first mention, its sentence, and the frame."""
    own = found[draft]
    apart = own.time is not None and _is_long(own.time)
    for other in (draft.whole, draft.same):
        if other is None or other.sentence.start > draft.sentence.start:
            continue
        if other.scope == "incident" or draft.scope != "incident":
            own = _take_over(own, _frame_of(found[other]), draft)
    own = _take_over(own, Frame(said.place_for(draft), said.time_for(draft)), draft)
    looks_back = own.time is not None and _is_long(own.time) and frame != Frame()
    if apart or looks_back or draft.scope != "incident" or draft.modality in _UNREAL:
        return own
    return _take_over(own, frame, draft)


def _take_over(own: Circumstances, frame: Frame, draft: Draft) -> Circumstances:
    """The circumstances with what is missing taken from a frame; a total has no single day."""
    if own.place is None and frame.place is not None:
        own = replace(own, place=frame.place, inherited=own.inherited | {"place"})
    dated = draft.scope == "incident" and draft.measure != "deployed"
    if own.time is None and frame.time is not None and dated:
        own = replace(own, time=frame.time, inherited=own.inherited | {"time"})
    return own


def _frame_of(around: Circumstances) -> Frame:
    dated = around.time is not None and _dates_an_event(_moment(around.time.quote))
    return Frame(around.place, around.time if dated else None)


def _move_on(frame: Frame, said: _Said, figures: Sequence[Circumstances]) -> Frame:
    """The frame after a sentence: what its figures say, else the sentence if it is on an event."""
    here = Frame()
    for figure in figures:
        here = here.or_else(_frame_of(figure))
    if said.event or figures:
        here = here.or_else(Frame(next(iter(said.places), None), next(iter(said.times), None)))
    if here.time is not None and _is_long(here.time) and frame != Frame():
        return frame if here.time != frame.time else here.or_else(frame)
    return here.or_else(frame)
