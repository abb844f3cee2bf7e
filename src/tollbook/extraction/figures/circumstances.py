"""The circumstances of a harm: where, when, by whom and how, as the sentence words them.

Words are taken from the clause of the harm first, then from those it hangs on, but never from
another clause of saying: in "the army said on Friday that ..." Friday is when it was said.
Who did the harm is shown by grammar ("by rebels"), by blame ("blamed on rebels") or by the maker of
what harmed ("an Israeli air strike").
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING

from tollbook.extraction.figures.placing import place_phrases
from tollbook.extraction.syntax.nouns import certainly_people, objects_of
from tollbook.extraction.syntax.phrases import Match, Phrases, words_of
from tollbook.extraction.syntax.tree import child
from tollbook.extraction.syntax.verbs import clause_of, is_passive, subject
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
_NAMED_SIDES = frozenset({"NORP", "GPE", "ORG", "PERSON"})
_OWN_WORDS = frozenset({"amod", "compound", "nmod", "poss", "case", "nummod", "punct", "advmod"})
_MEANS = "tollbook.means"  # where a parse keeps them
_MAKERS = ("amod", "compound", "poss", "nmod")


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Where, when, by whom and how people were harmed; `said_on` is when the source spoke.

    `inherited` says which of them are those of another clause or sentence on the same event.
    """

    place: Span | None = None
    time: Span | None = None
    by: Span | None = None
    cause: Span | None = None
    said_on: Span | None = None
    inherited: frozenset[str] = frozenset()


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
    """How far each word stands from the harm, in steps of the parse, and who says it."""

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
            elif token.dep_ != "advcl" or child(token, "nsubj", "nsubjpass") is None:
                far.append(token.head)  # unlike "..., while another is held in Turkey"
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


def is_speech(token: Token) -> bool:
    """Whether a word is a verb of saying: "went on" may be one, "went off" is none."""
    said = token.pos_ == "VERB" and token.lemma_.lower() in _speech_verbs()
    return said and not any(t.dep_ == "prt" and t.lower_ == "off" for t in token.children)


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
    for phrase in days:
        before = phrase[0].nbor(-1) if phrase[0].i else None
        after_speech = before is not None and is_speech(before)
        if after_speech or (reach.speech is not None and anchor(phrase) == reach.speech):
            return phrases, phrase
    return phrases, None


def _place_in_front(
    places: Collection[tuple[Token, ...]], reach: _Reach
) -> tuple[Token, ...] | None:
    """A place at the head of a sentence of saying: "In Kabul, police said five were killed"."""
    if reach.speech is None:
        return None
    early = (phrase for phrase in places if phrase[-1].i < reach.speech.i)
    on_speech = (p for p in early if reach.speech in (anchor(p), anchor(p).head))
    return next(on_speech, None)


def agent_of(
    trigger: Token, victims: Token | None = None, means: Sequence[Token] | None = None
) -> tuple[Token, ...] | None:
    """The words for whoever is said to have harmed, None where the sentence does not say.

    The subject of an active verb, the "by" of a passive or of a noun, else whom the sentence
    blames. Of a weapon or an attack, its maker: "Israeli" of "Israeli airstrikes"; `means` are the
    words for what harmed.
    """
    candidates = [*_doers(trigger, victims), *_targets_of_blame(trigger), *(means or ())[-1:]]
    for candidate in candidates:
        phrase = _as_agent(candidate)
        if phrase:
            return phrase
    return None


def means_of(trigger: Token, ranks: Mapping[int, int]) -> tuple[Token, ...] | None:
    """The words for what harmed: the nearest known means, else a verb that tells how.

    `ranks` are the words within reach of the harm, nearest first by rank.
    """
    within = [
        found.tokens
        for found in means_in(trigger.doc)
        if found.last.i in ranks and found.last.pos_ in ("NOUN", "PROPN")
        if trigger not in found.tokens or trigger.pos_ == "NOUN"
    ]
    nearest = min(within, key=lambda tokens: ranks[tokens[-1].i], default=None)
    if nearest:
        return nearest
    if trigger.lemma_.lower() in words_of("en", "causes", "verbs.words"):
        return (trigger,)
    events = words_of("en", "causes", "verbs.events")
    verbs = (t for t in trigger.doc if t.pos_ == "VERB" and t.lemma_.lower() in events)
    event = next((t for t in verbs if t.i in ranks), None)
    return None if event is None else (event,)


def _doers(trigger: Token, victims: Token | None) -> Iterator[Token]:
    """Those the grammar makes do it, most direct first."""
    verb = trigger if trigger.pos_ == "VERB" else clause_of(trigger)
    yield from objects_of(trigger, "by")
    agents = (by for word in (trigger, verb) for by in word.children if by.dep_ == "agent")
    yield from (noun for by in agents for noun in by.children)
    if trigger.pos_ in ("NOUN", "PROPN") or verb.pos_ != "VERB" or is_passive(verb):
        return  # who confesses a murder or mourns a death need not have done it
    doer = subject(verb)
    if doer is None or doer in (trigger, victims):
        return
    if victims is not None:
        # whoever hangs on the victims, or has them hang on it by another word, did not harm them
        above_victims = takewhile(lambda t: t != trigger, (victims, *victims.ancestors))
        if victims in (doer, *doer.ancestors) or doer in above_victims:
            return
    yield doer


def _targets_of_blame(trigger: Token) -> Iterator[Token]:
    """Whom the sentence blames: "was blamed on X", "X, accused of killing"."""
    words = words_of("en", "causes", "agents.blame")
    for verb in trigger.doc:
        if verb.pos_ == "VERB" and verb.lemma_.lower() in words:
            blamed = list(objects_of(verb, "on"))
            accused = child(verb, "nsubjpass", "dobj")
            yield from blamed
            if accused is not None and not blamed and child(verb, "prep") is not None:
                yield accused


def _as_agent(noun: Token) -> tuple[Token, ...] | None:
    """The words of one who can harm, or of the maker of what did."""
    # the kind of a weapon, an attack or a disaster
    found = (one.phrase for one in means_in(noun.doc) if one.last == noun)
    phrase = next(found, None)
    kind = None if phrase is None else _kinds()[phrase]
    if kind is None or noun.lemma_.lower() in words_of("en", "causes", "agents.nouns"):
        known = words_of("en", "causes", "agents.nouns")
        named = noun.pos_ == "PROPN" and noun.ent_type_ in ("", *_NAMED_SIDES)
        named = named or not known.isdisjoint((noun.lemma_.lower(), noun.lower_))
        if noun.pos_ == "PRON" or not (named or certainly_people(noun)):
            return None  # nobody is meant who can harm
        # adjectives, names, "of" and what it is of tell which
        words = [noun, *(t for c in noun.lefts if c.dep_ in _OWN_WORDS for t in c.subtree)]
        for right in noun.rights:
            if (right.dep_ == "prep" and right.lower_ in ("of", "from")) or (
                right.dep_ in ("cc", "conj") and right.pos_ in ("CCONJ", "NOUN", "PROPN")
            ):
                words.extend(right.subtree)
    elif kind in words_of("en", "causes", "agents.unmade"):
        return None
    else:
        words = [token for token in noun.lefts if _is_maker(token)]
    places = [token.i for token in words]
    return tuple(noun.doc[min(places) : max(places) + 1]) if words else None


def _is_maker(word: Token) -> bool:
    """Whether the word before a weapon says whose it is: a "Kabul bomb" is only in Kabul."""
    if word.lower_ in words_of("en", "causes", "agents.makers"):
        return True
    place = word.dep_ == "compound" and word.ent_type_ == "GPE"
    return word.dep_ in _MAKERS and word.ent_type_ in _NAMED_SIDES and not place


def means_in(doc: Doc) -> Sequence[Match]:
    """The weapons, attacks and disasters of a sentence, looked for once for all its figures."""
    found: Sequence[Match] | None = doc.user_data.get(_MEANS)
    if found is None:
        found = doc.user_data[_MEANS] = tuple(_phrases().find(doc))
    return found


def kinds_of_means(doc: Doc) -> frozenset[str]:
    """What kinds of weapons, attacks and disasters a sentence names: "shelling", "accident"."""
    return frozenset(_kinds()[found.phrase] for found in means_in(doc))


@cache
def _phrases() -> Phrases:
    return Phrases(_kinds())


@cache
def _kinds() -> dict[str, str]:
    nouns = load("en", "causes")["nouns"]
    return {phrase: kind for kind in sorted(nouns) for phrase in nouns[kind]}
