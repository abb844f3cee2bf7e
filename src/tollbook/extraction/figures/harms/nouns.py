"""Nouns of harm: for a total, for the event, for the people themselves, for those under arms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tollbook.extraction.figures.harms.terms import (
    Harm,
    are_people,
    are_under_arms,
    is_number,
    is_quantified,
    measure_of,
    people_head,
    terms,
)
from tollbook.extraction.syntax.nouns import certainly_people, objects_of, words
from tollbook.extraction.syntax.tree import child
from tollbook.language import load
from tollbook.model.values import Measure

if TYPE_CHECKING:
    from spacy.tokens import Token

_MARKS = frozenset({":", "=", "coded", "estimated"})
_NUMBERS = frozenset({"number", "numbers", "numbered", "total", "totalled", "totaled"})
_CODED = _MARKS | {"as", "at"}
_BEFORE_PUT = ("the", "those", "its", "their", "and", ",")
_SPEAKS = frozenset({"say", "tell", "report", "announce", "claim", "confirm", "describe", "admit"})


def events(token: Token) -> Harm | None:
    """Such as "the death of 21 conscripts", "his arrest", "300 deaths", "the death toll"."""
    if token.pos_ not in ("NOUN", "PROPN") or token.dep_ in ("compound", "npadvmod"):
        return None
    toll = _measure_of_noun(token, "toll")
    if toll is not None:
        return Harm(toll, token, token, "toll")
    measure, _ = measure_of(token, "event")
    if measure is None or _completes_a_verb(token):
        return None
    uncounted = load("en", "measures")["events"]["uncounted"]
    if is_quantified(token) and token.lemma_.lower() not in uncounted:
        return Harm(measure, token, token, "event")
    lost = next(objects_of(token, "of"), None)
    if token.lemma_.lower() == "loss" and lost is not None and is_quantified(lost):
        whom = people_head(lost).lemma_.lower()
        if whom not in words("en", "lost") | words("en", "armed"):
            return None
        dead = any(measure_of(t, "object")[0] == "killed" for t in token.doc[: token.i])
        return Harm("killed" if dead else measure, token, lost, "event")
    for victims in (*objects_of(token, "of"), *_owners(token)):
        if are_people(victims, weak=measure in ("deployed", "displaced")):
            return Harm(measure, token, victims, "event")
    if _is_a_known_event(token) and measure in ("killed", "captured"):
        return Harm(measure, token, token, "event")
    modified = any(_says_whose(t) for t in token.children)
    return Harm(measure, token, token, "event") if token.tag_ == "NNS" and modified else None


def _completes_a_verb(event: Token) -> bool:
    """Whether a verb of harm counts it already: "fell to their deaths", "was stabbed to death"."""
    verb = event.head.head
    measure = measure_of(verb, "subject")[0] or measure_of(verb, "object")[0]
    return event.dep_ == "pobj" and event.head.lower_ == "to" and measure is not None


def _is_a_known_event(token: Token) -> bool:
    """Whether the words mean particular victims: "the massacre", "these killings"."""
    many = token.tag_ == "NNS" or token.lemma_.lower() in load("en", "measures")["many"]["events"]
    definite = any(t.lower_ in ("the", "this", "these", "those", "that") for t in token.lefts)
    return many and definite and not any(objects_of(token, "of"))


def _says_whose(word: Token) -> bool:
    """Whether the word before an event tells of people: "civilian deaths"; not "minor injuries"."""
    bare = word.pos_ == "ADJ" and word.lower_ == "minor"
    return word.dep_ in ("amod", "compound") and certainly_people(word) and not bare


def _owners(event: Token) -> Iterator[Token]:
    """Whose death or arrest it is; whose killings are plural, did them."""
    for owner in event.children:
        place = owner.pos_ == "PROPN" and owner.ent_type_ in ("GPE", "LOC", "DATE")
        # whose injuries are several is hurt once, and other words say so
        one = event.tag_ == "NN" or event.lemma_ in ("death", "arrest", "disappearance")
        if owner.dep_ == "poss" and one and not place:
            yield owner


def _measure_of_noun(token: Token, construction: str) -> Measure | None:
    """The measure of a noun, with the compound before it or the words after it."""
    known = terms(construction)
    lemma = token.lemma_.lower()
    before = token.nbor(-1).lemma_.lower() if token.i else ""
    for rest, measure in known.phrases.get(before, ()):
        if rest == (lemma,):
            return measure
    for rest, measure in known.phrases.get(lemma, ()):
        following = token.doc[token.i + 1 : token.i + 1 + len(rest)]
        if [t.lemma_.lower() for t in following] == list(rest):
            return measure
    return known.single.get(lemma)


def persons(token: Token) -> Harm | None:
    """Such as "300 casualties", "the wounded", "eight hostages", "the bodies of six hikers"."""
    if token.dep_ in ("compound", "amod", "acomp", "oprd", "advmod", "relcl", "acl", "ccomp"):
        return None
    known = terms("person").single
    measure = known.get(token.lemma_.lower()) or known.get(token.lower_.removesuffix("s"))
    measure = measure or _of_victims(token)
    if measure is None or token.pos_ == "PROPN":
        return None
    determined = any(t.dep_ in ("det", "poss", "nummod") for t in token.lefts) or (
        token.dep_ == "pobj" and is_number(token.head.head)
    )
    if token.tag_ not in ("NN", "NNS") or token.lower_ in ("missing", "injured", "wounded"):
        # "the wounded", "two of the injured": an adjective made a noun
        own_clause = child(token, "nsubj", "nsubjpass", "aux", "auxpass") is not None
        named = _named_as(token)
        if named is not None:
            return Harm(measure, token, named, "person")
        return Harm(measure, token, token, "person") if determined and not own_clause else None
    if _is_released(token, measure) or _is_kept_quiet(token):
        return None
    if token.lemma_.lower() in ("body", "corpse") or token.lower_ in ("corpses", "remains"):
        return _bodies(token, measure)
    are = token.head if token.dep_ == "attr" and token.head.lemma_ == "be" else None
    whom = child(are, "nsubj") if are is not None else None
    if whom is not None and token.tag_ == "NNS" and (is_number(whom) or is_quantified(whom)):
        # "more than 40,000 people are refugees"
        return Harm(measure, token, whom, "person") if are_people(whom, weak=True) else None
    if token.tag_ == "NN" and not determined:
        return None
    numbered = load("en", "measures")["numbered"]["words"]
    if token.lemma_.lower() in numbered and not is_quantified(token):
        return None
    return Harm(measure, token, token, "person")


def _of_victims(token: Token) -> Measure | None:
    """The measure of victims of an event: "seven kidnap victims", "the murder victims"."""
    before = token.nbor(-1) if token.i else token
    if token.lemma_.lower() != "victim" or before.dep_ != "compound":
        return None
    return terms("event").single.get(before.lemma_.lower())


def _named_as(people: Token) -> Token | None:
    """Who they are said to be: "police named the dead as Ana Rook and Ivo Lund"."""
    naming = people.head
    if people.dep_ not in ("dobj", "nsubjpass") or naming.lemma_ not in ("identify", "name"):
        return None
    return next((t for t in objects_of(naming, "as") if certainly_people(t)), None)


def _is_released(people: Token, measure: Measure) -> bool:
    """Whether prisoners are let go: "exchanged 306 prisoners"."""
    table = load("en", "measures")["released"]
    if people.dep_ == "pobj" and is_number(people.head.head):
        people = people.head.head  # "dozens of prisoners escaped"
    if measure == "captured" and people.dep_ == "pobj" and people.head.lower_ == "of":
        return people.head.head.lemma_.lower() in table["nouns"]
    verb = people.head.lemma_.lower()
    freed = people.dep_ in ("dobj", "nsubjpass") and verb in table["verbs"]
    fled = people.dep_ == "nsubj" and verb in table["escaping"]
    return measure == "captured" and (freed or fled)


def _is_kept_quiet(people: Token) -> bool:
    """Whether it is silent about losses: "has published no losses" is not "had no losses".

    Or says that it does not know: "fatalities unknown".
    """
    table = load("en", "measures")["kept_quiet"]
    verbs = table["verbs"]
    near = (people.head, *people.head.children, *people.children)
    if any(t.lower_ in table["unknown"] and t.pos_ == "ADJ" for t in near):
        return not is_quantified(people)
    none = any(t.lower_ == "no" for t in people.lefts)
    return none and people.dep_ == "dobj" and people.head.lemma_.lower() in verbs


def _bodies(token: Token, measure: Measure) -> Harm | None:
    """Bodies are of people, or are counted, or found: no governing body, no body of work."""
    inner = next(objects_of(token, "of"), None)
    if inner is not None:
        people = is_number(inner) or certainly_people(people_head(inner))
        counted = token if is_quantified(token) else inner
        return Harm(measure, token, counted, "person") if people else None
    if token.tag_ != "NNS" or token.lower_ == "remains":
        return None
    if any(t.lower_ == "no" for t in token.lefts):
        return None  # where no bodies are found, nobody says that none died
    found = load("en", "measures")["numbered"]["found"]
    seen = token.head.lemma_.lower() in found and token.head.tag_ != "VB"
    return Harm(measure, token, token, "person") if is_quantified(token) or seen else None


def totals(token: Token) -> Harm | None:
    """A noun of harm, or the number of them, that a verb or a colon puts at a figure."""
    record = _record(token) or _put_at_together(token) or _put_at(token)
    if record is not None:
        return record
    if token.dep_ not in ("nsubj", "nsubjpass", "dobj") or is_quantified(token):
        return None
    if token.tag_ == "VBN" and token.i == 0:
        return None  # "Killed were two nurses"
    if not any(t.tag_ == "CD" for t in token.head.subtree):
        return None
    measure = _measure_by_verb(token, token.head.lemma_.lower())
    return None if measure is None else Harm(measure, token, token, "toll")


def _measure_by_verb(token: Token, verb: str) -> Measure | None:
    """The measure of a noun, or of those whose number it is, where the verb gives a figure."""
    table = load("en", "measures")["totals"]
    if token.lemma_.lower() in table["nouns"]:
        if verb in table["verbs"] + table["carriers"]:
            counted = (token, *objects_of(token, "of"))  # a clause behind may hang on either
            return next((m for t in counted if (m := _measure_of_people(t))), None)
    elif verb in (table["assessing"] if token.dep_ == "dobj" else table["verbs"]):
        return _measure(token)
    return None


def is_totalled(people: Token) -> bool:
    """Whether the people stand under a total of them: "the number of people killed has risen"."""
    above = people.head.head
    nouns = load("en", "measures")["totals"]["nouns"]
    definite = any(t.lower_ == "the" for t in above.lefts)
    return people.dep_ == "pobj" and definite and above.lemma_.lower() in nouns


def _record(token: Token) -> Harm | None:
    """A line of a record: "Injured: 40", "Fatalities coded as 4"."""
    if token.i + 1 < len(token.doc) and token.nbor(1).lower_ in _NUMBERS:
        return _numbering(token)
    if token.i + 1 == len(token.doc) or token.nbor(1).lower_ not in _MARKS:
        return None
    rest = [t for t in token.doc[token.i + 1 : token.i + 5] if t.lower_ not in _CODED]
    if not rest or rest[0].tag_ != "CD":
        return None
    if len(rest) > 1 and rest[1].is_alpha and rest[1].i == rest[0].i + 1:
        return None  # "Casualties: 4 dead": the four are the dead
    measure = _measure(token)
    return None if measure is None else Harm(measure, token, rest[0], "state")


def _numbering(token: Token) -> Harm | None:
    """Such as "the missing number 45", "the wounded numbered at least 28"."""
    determined = token.i and token.nbor(-1).lower_ in ("the", "those", "all")
    number = next((t for t in token.doc[token.i + 2 : token.i + 6] if t.tag_ == "CD"), None)
    measure = terms("person").single.get(token.lower_) or terms("state").single.get(token.lower_)
    if measure is None or number is None or not determined:
        return None
    return Harm(measure, token, number, "state")


def _put_at(token: Token) -> Harm | None:
    """One of a list that a verb puts at numbers: "the dead at 16, the wounded at 40"."""
    if token.i + 2 >= len(token.doc) or token.nbor(1).lower_ != "at" or not token.i:
        return None
    verbs = load("en", "measures")["totals"]["assessing"]
    before = token.doc[: token.i]
    listed = any(t.lemma_.lower() in verbs for t in before) and any(t.tag_ == "CD" for t in before)
    number = next((t for t in token.doc[token.i + 2 : token.i + 6] if t.tag_ == "CD"), None)
    if not listed or number is None or token.nbor(-1).lower_ not in _BEFORE_PUT:
        return None
    known = terms("person").single
    measure = known.get(token.lower_) or known.get(token.lemma_.lower())
    measure = measure or terms("state").single.get(token.lower_)
    return None if measure is None else Harm(measure, token, number, "state")


def _put_at_together(token: Token) -> Harm | None:
    """Either word of a pair that a verb puts at one number: "put the dead and wounded at 900".

    By the words alone: the parse often has the second word for one more verb of the sentence.
    """
    joins = [t.i for t in (*token.doc[token.i + 1 : token.i + 2], *token.doc[: token.i][-1:])]
    join = next((i for i in joins if token.doc[i].lower_ in ("and", "or", "and/or")), None)
    if join is None or join < 2 or join + 3 >= len(token.doc):
        return None
    before, first, second, at = (token.doc[join + n] for n in (-2, -1, 1, 2))
    verbs = load("en", "measures")["totals"]["assessing"]
    put = any(t.lemma_.lower() in verbs for t in token.doc[: join - 1])
    if not put or at.lower_ != "at" or before.tag_ not in ("DT", "PRP$", "POS", "JJ"):
        return None
    number = next((t for t in token.doc[at.i + 1 : at.i + 5] if t.tag_ == "CD"), None)
    if number is None or {_measure(first), _measure(second)} != {"killed", "injured"}:
        return None
    return Harm("casualties", first, number, "state", others=(second,))


def _measure_of_people(token: Token) -> Measure | None:
    """The measure of a noun, or of the clause behind it: "people killed", "those who died"."""
    measure = _measure(token)
    for clause in token.children:
        if measure is None and clause.dep_ in ("acl", "relcl"):
            measure = measure_of(clause, "object")[0] or measure_of(clause, "subject")[0]
            state = next((t for t in clause.children if t.dep_ in ("oprd", "acomp")), None)
            measure = measure or (terms("state").single.get(state.lower_) if state else None)
    return measure


def _measure(token: Token) -> Measure | None:
    for construction in ("person", "event", "state", "object"):
        if construction == "object" and token.tag_ not in ("VBN", "VBD"):
            continue
        known = terms(construction).single
        measure = known.get(token.lemma_.lower()) or known.get(token.lower_)
        if measure is not None:
            return measure
    return None


def units_in_arms(token: Token) -> Harm | None:
    """Such as "a contingent of 250", "the unit, 392 strong"."""
    if token.lower_ == "strong" and token.i > 1:
        return _so_many_strong(token)
    if token.lemma_.lower() not in words("en", "unit"):
        return None
    number = next((t for t in objects_of(token, "of") if t.tag_ == "CD"), None)
    return None if number is None else Harm("deployed", token, number, "strength")


def _so_many_strong(strong: Token) -> Harm | None:
    """Such as "392 strong", "the 600-strong brigade"; not "a 40-strong choir"."""
    hyphen = strong.nbor(-1).text == "-"
    number = strong.nbor(-2 if hyphen else -1)
    armed = words("en", "unit") | words("en", "armed")
    if number.tag_ != "CD" or (hyphen and strong.head.lemma_.lower() not in armed):
        return None
    return Harm("deployed", strong, number, "strength")


def fighters(token: Token, smallest: int) -> Harm | None:
    """A number of people under arms: "up to 500 fighters remain", "it had hundreds of men".

    There must be as many as `smallest`.
    """
    if token.tag_ not in ("NNS", "NN") or not are_under_arms(token) or is_number(token):
        return None
    if token.lemma_.lower() not in words("en", "armed") or token.head.lemma_ in _SPEAKS:
        return None
    elsewhere = load("en", "measures")["leaving"]
    if token.head.lemma_ in elsewhere["verbs"] + elsewhere["acting"]:
        return None
    number = _number_of(token, smallest)
    if number is None or token.dep_ in ("compound", "poss", "conj"):
        return None
    return Harm("deployed", token, token, "strength")


def _number_of(noun: Token, smallest: int) -> Token | None:
    for token in noun.lefts:
        if token.dep_ == "nummod" and _may_reach(token, smallest):
            return token
    above = noun.head.head
    many = above.lemma_.lower() in ("dozen", "hundred", "thousand", "score")
    return above if noun.dep_ == "pobj" and noun.head.lower_ == "of" and many else None


def _may_reach(number: Token, smallest: int) -> bool:
    digits = "".join(c for c in number.text if c.isdigit())
    return int(digits[:9]) >= smallest if digits else number.lower_ in ("hundred", "thousand")
