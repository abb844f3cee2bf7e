"""Custody: people held, how many, by whom, of which unit, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tollbook.extraction.clauses import (
    clause_head,
    clause_span,
    doer,
    evidence_of,
    framed,
    marks,
    noun_phrase,
    within_content,
)
from tollbook.extraction.grammar import child, direct_object, is_passive, objects_of, subject
from tollbook.extraction.numbers import quantities
from tollbook.extraction.people import certainly_people, possibly_people
from tollbook.extraction.phrases import lemma_of, words_of
from tollbook.model.statement import Custody, Figure, Population

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from tollbook.extraction.attribution import Attributions
    from tollbook.extraction.parse import ParsedDocument, Sentence
    from tollbook.model.text import Span

_BEFORE_NAMES = frozenset(
    {"det", "nummod", "quantmod", "poss", "preconj", "predet", "advmod", "case", "prep"}
)
_OF_UNIT = frozenset({"from", "of", "to", "in", "with"})
_RECALL = 3  # sentences after which "they" no longer means the people held


@dataclass(frozen=True, slots=True)
class Held:
    """People held in one clause: the noun for them, what is said, by whom, and their unit."""

    people: Token
    verb: Token
    holder: Token | None
    unit: Token | None


@dataclass(frozen=True, slots=True)
class _Known:
    """People held that a later sentence may speak of: how many, and how they were named."""

    sentence: int
    low: int
    high: int | None
    population: Population | None


def find_custody(
    parsed: ParsedDocument, attributions: Attributions, figures: Sequence[Figure]
) -> Iterator[Custody]:
    """What a document says of people held, one statement a clause, in text order.

    Needs a holder, a unit, a wish or a fate: the bare word "prisoners" holds nobody.
    """
    known: _Known | None = None
    for index, (sentence, doc) in enumerate(parsed.parsed()):
        seen: set[int] = set()
        for held in _held(doc, sentence, figures):
            head = clause_head(held.verb)
            if head.i in seen or "if" in marks(head):
                continue
            seen.add(head.i)
            custody = _custody(parsed, sentence, attributions, figures, held)
            known = _Known(index, custody.low, custody.high, custody.population)
            yield custody
        for verb in _spoken_of_again(doc, known, index):
            if known is not None and clause_head(verb).i not in seen:
                seen.add(clause_head(verb).i)
                yield _again(parsed, sentence, attributions, known, verb)


def _held(doc: Doc, sentence: Sentence, figures: Sequence[Figure]) -> Iterator[Held]:
    for token in doc:
        lemma = token.lemma_.lower()
        if token.pos_ == "VERB" and lemma in words_of("en", "custody", "taking"):
            held = _taken(token, sentence, figures)
            if held is not None:
                yield held
        elif _is_held_person(token):
            held = _named(token)
            if held is not None:
                yield held


def _taken(verb: Token, sentence: Sentence, figures: Sequence[Figure]) -> Held | None:
    """People that a verb takes or keeps: "captured by Ukraine", "Hamas holds 24 hostages"."""
    passive = is_passive(verb) or verb.dep_ in ("acl", "amod") or _is_taken_prisoner(verb)
    people = _patient(verb) if passive else direct_object(verb)
    if people is None or _is_unreal(verb) or not _takes_people(verb, people, sentence, figures):
        return None
    holder = _agent(verb) if passive else child(verb, "nsubj")
    if holder == people:
        return None
    main = people.head if people.dep_ in ("nsubj", "nsubjpass") else verb
    unit = _unit(people, main)
    if holder is None and unit is None and not _says_fate(main, people):
        return None
    return Held(people, main, holder, unit)


def _takes_people(
    verb: Token, people: Token, sentence: Sentence, figures: Sequence[Figure]
) -> bool:
    """Whether it is people that the verb takes: towns are captured, too, and meetings held."""
    if verb.lemma_ in words_of("en", "custody", "weak"):
        return _in_custody(verb) or _is_held_person(people)
    if certainly_people(_counted(people)):
        return True
    return possibly_people(people) and _is_figure(verb, sentence, figures)


def _is_unreal(verb: Token) -> bool:
    """Whether the taking is only possible, wanted or denied, or what "capturing" is like."""
    auxiliaries = any(
        t.tag_ in ("MD", "TO") or (t.dep_ == "auxpass" and t.tag_ == "VB") for t in verb.children
    )
    is_adjective = verb.dep_ == "amod" and verb.tag_ == "VBG"
    return auxiliaries or is_adjective or child(verb, "neg") is not None


def _patient(verb: Token) -> Token | None:
    return verb.head if verb.dep_ in ("acl", "amod") else subject(verb)


def _is_taken_prisoner(verb: Token) -> bool:
    """The case of "soldiers taken prisoner by Ukraine", which parses take for an active verb."""
    state = child(verb, "dobj")
    if state is None or verb.tag_ not in ("VBN", "VBD"):
        return False
    is_bare = not any(
        t.dep_ in ("det", "nummod", "compound", "poss", "amod") for t in state.children
    )
    return is_bare and state.lower_ in words_of("en", "custody", "states")


def _counted(people: Token) -> Token:
    """Of "dozens of villagers" the villagers."""
    return next(objects_of(people, "of"), people) if _is_vague_number(people) else people


def _is_vague_number(token: Token) -> bool:
    return any(q.start == 0 and q.end >= len(token) for q in quantities(token.text))


def _agent(verb: Token) -> Token | None:
    """Who took them: the noun after "by"."""
    for other in verb.children:
        if other.dep_ in ("agent", "prep") and other.lower_ == "by":
            return child(other, "pobj")
    return None


def _in_custody(verb: Token) -> bool:
    states = words_of("en", "custody", "states")
    return any(t.lower_ in states and t.i > verb.i for t in verb.subtree)


def _is_figure(verb: Token, sentence: Sentence, figures: Sequence[Figure]) -> bool:
    place = sentence.start + verb.idx
    return any(
        figure.measure == "captured" and figure.evidence.start <= place < figure.evidence.end
        for figure in figures
    )


def _is_held_person(token: Token) -> bool:
    return (
        token.pos_ in ("NOUN", "PROPN")
        and token.dep_ != "compound"
        and lemma_of(token) in words_of("en", "custody", "held")
    )


def _named(people: Token) -> Held | None:
    """People named as held whose unit, wish or fate the clause tells."""
    verb = clause_head(people)
    if people.dep_ in ("nsubj", "nsubjpass") or people.dep_ == "dobj":
        verb = people.head
    unit = _unit(people, verb)
    if verb.lemma_ in words_of("en", "custody", "taking") and _is_unreal(verb):
        return None
    if people.dep_ == "dobj" and _is_taken_prisoner(verb):
        return None
    holders = (_holder(t) for t in (verb, *people.children) if t.pos_ == "VERB")
    holder = next((holder for holder in holders if holder is not None), None)
    if holder is None and unit is None and not _says_fate(verb, people):
        return None
    return Held(people, verb, holder, unit)


def _holder(verb: Token) -> Token | None:
    """Who holds by this verb, where it is one of taking."""
    if verb.lemma_ not in words_of("en", "custody", "taking"):
        return None
    return _agent(verb) if is_passive(verb) else child(verb, "nsubj")


def _unit(people: Token, verb: Token) -> Token | None:
    """The unit that the people are of, or that they are said to serve in."""
    belonging = words_of("en", "custody", "belonging")
    for governor in (people, *(t for t in verb.subtree if t.lemma_ in belonging)):
        for preposition in governor.children:
            if preposition.dep_ == "prep" and preposition.lower_ in _OF_UNIT:
                noun = child(preposition, "pobj")
                if noun is not None and _is_unit(noun):
                    return noun
    return None


def _is_unit(noun: Token) -> bool:
    return noun.lemma_.lower() in words_of("en", "custody", "units")


def _says_fate(verb: Token, people: Token) -> bool:
    """Whether the clause tells a wish or a fate of the people who are its subject or object."""
    if people.dep_ not in ("nsubj", "nsubjpass", "dobj") or people.head != verb:
        return False
    if _tells_fate(verb, is_subject=people.dep_ == "nsubj"):
        return True
    wish = words_of("en", "custody", "wish")
    return people.dep_ == "nsubj" and any(t.lemma_.lower() in wish for t in verb.children)


def _tells_fate(verb: Token, *, is_subject: bool) -> bool:
    """Whether a verb tells what its subject wishes or does, or what is done with its object."""
    lemma = verb.lemma_.lower()
    if is_subject and not is_passive(verb):
        return lemma in words_of("en", "custody", "wish") | words_of("en", "custody", "own_acts")
    return lemma in words_of("en", "custody", "fate")


def _custody(
    parsed: ParsedDocument,
    sentence: Sentence,
    attributions: Attributions,
    figures: Sequence[Figure],
    held: Held,
) -> Custody:
    whole = clause_span(parsed, sentence, held.verb)
    bearing = parsed.span_of(sentence, [held.people])
    evidence = within_content(parsed, attributions, whole, bearing)
    mention = parsed.span_of(sentence, noun_phrase(held.people))
    low, high = _count(mention, held.people, figures)
    frame = framed(parsed, attributions, "custody", evidence)
    return Custody(
        **frame | {"id": f"{frame['id']}:{bearing.start}"},
        low=low,
        high=high,
        population=_population(parsed, sentence, held.people),
        holder=_named_holder(parsed, sentence, held.holder, attributions, evidence),
        unit=_name_of(parsed, sentence, held.unit),
    )


def _count(mention: Span, people: Token, figures: Sequence[Figure]) -> tuple[int, int | None]:
    """How many are held: by the figure of the same words, by their number, or by their form."""
    for figure in figures:
        named = figure.population.mention if figure.population else None
        if figure.measure == "captured" and named is not None and named.overlaps(mention):
            return figure.low, figure.high
    for quantity in quantities(mention.quote):
        if quantity.share is None:
            return quantity.low, quantity.high
    if "Plur" in people.morph.get("Number", []):
        return 2, None
    return 1, 1


def _population(parsed: ParsedDocument, sentence: Sentence, people: Token) -> Population:
    """Whom they hold, as worded, without article and number."""
    words = noun_phrase(people)
    first, last = words[0], words[-1]
    quoted = sentence.doc.text[first.idx : last.idx + len(last)] if sentence.doc else ""
    after = max((q.end for q in quantities(quoted) if q.share is None), default=0)
    kept = [t for t in words if t.idx - first.idx >= after] or [people]
    units = [t.head.i for t in words if _is_unit(t) and t.dep_ == "pobj"]
    kept = [t for t in kept if t.i < min(units, default=t.i + 1)] or [people]
    while len(kept) > 1 and kept[0].dep_ in _BEFORE_NAMES:
        del kept[0]
    state = kept[-1].lower_ in words_of("en", "custody", "states")
    if len(kept) > 1 and state and kept[-2].tag_ == "NNS":  # "six aid workers hostage"
        del kept[-1]
    return Population(mention=parsed.span_of(sentence, kept))


def _named_holder(
    parsed: ParsedDocument,
    sentence: Sentence,
    holder: Token | None,
    attributions: Attributions,
    evidence: Span,
) -> Span | None:
    """The words for the holder; "it" and "we" are the source that speaks, where it is named."""
    if holder is None:
        return None
    attribution = attributions.of(evidence)
    if holder.pos_ == "PRON" and attribution is not None and attribution.voices:
        speaker = attribution.voices[-1].mention
        if speaker is not None:
            return speaker
    return parsed.span_of(sentence, noun_phrase(holder))


def _name_of(parsed: ParsedDocument, sentence: Sentence, unit: Token | None) -> Span | None:
    """The name of a unit without its article."""
    if unit is None:
        return None
    words = noun_phrase(unit)
    has_article = len(words) > 1 and words[0].dep_ == "det"
    return parsed.span_of(sentence, words[1:] if has_article else words)


def _spoken_of_again(doc: Doc, known: _Known | None, index: int) -> Iterator[Token]:
    """Verbs by which "they" or "the two men" wish or suffer, soon after people were held."""
    if known is None or index - known.sentence > _RECALL:
        return
    belonging = words_of("en", "custody", "belonging")
    for verb in doc:
        told = _tells_fate(verb, is_subject=True) or verb.lemma_.lower() in belonging
        if verb.pos_ not in ("VERB", "AUX") or not told:
            continue
        who = doer(verb)
        if who is None or not _points_back(who, known) or "if" in marks(clause_head(verb)):
            continue
        if verb.lemma_ not in belonging or _unit(who, verb) is not None:
            yield verb


def _points_back(who: Token, known: _Known) -> bool:
    """Whether words mean the people held before, one or several as they were."""
    several = known.high is None or known.high > 1
    if who.lower_ in ("he", "she"):
        return not several
    if who.lower_ == "they":
        return several
    if who.lower_ in words_of("en", "custody", "pointing_back"):
        return True
    is_definite = any(
        t.lower_ in ("the", "these", "those", "both", "neither") for t in who.children
    )
    return is_definite and who.lemma_.lower() in words_of("en", "custody", "pointing_nouns")


def _again(
    parsed: ParsedDocument,
    sentence: Sentence,
    attributions: Attributions,
    known: _Known,
    verb: Token,
) -> Custody:
    evidence = evidence_of(parsed, attributions, sentence, verb)
    return Custody(
        **framed(parsed, attributions, "custody", evidence),
        low=known.low,
        high=known.high,
        population=known.population,
        unit=_name_of(parsed, sentence, _unit(doer(verb) or verb, verb)),
    )
