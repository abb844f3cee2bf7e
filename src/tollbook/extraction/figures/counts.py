"""From a phrase for people to how many they are: its number words, its articles, its names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tollbook.extraction.numbers import share_of
from tollbook.extraction.syntax.nouns import (
    certainly_people,
    is_group,
    is_name,
    objects_of,
)
from tollbook.extraction.syntax.nouns import words as people_words
from tollbook.language import load
from tollbook.model.values import Modifier

if TYPE_CHECKING:
    from spacy.tokens import Token

    from tollbook.extraction.numbers import Quantity

_PAIR = 2
_OLDEST = 115  # years anyone has lived
_OF_NAMES = frozenset({"PROPN", "NOUN", "DET", "PUNCT", "CCONJ", "ADJ", "NUM"})
_ASIDE = 16  # characters between families and the number of people they are: " (", ", in all "
_PLURAL_TAGS = ("NNS", "NNPS")
_PLURALS = frozenset(
    {"people", "police", "personnel", "staff", "dead", "wounded", "injured", "missing"}
    | {"displaced", "homeless", "elderly", "crew", "fallen", "troops"}
)
_DEFINITE = ("the", "these", "those", "this", "that", "his", "her", "their", "its", "our", "both")
_MODIFIERS_OF_NUMBER = ("nummod", "amod", "det", "quantmod", "compound", "nmod", "predet", "advmod")


@dataclass(frozen=True, slots=True)
class Count:
    """How many people a phrase means, and which tokens say so.

    `head` is the noun that says whom (of "dozens of civilians" the civilians), None for a bare
    number; `number` the quantity read, None where articles or names alone count. `definite` marks
    people spoken of before ("the two women", "they"); `partitive` the group of which these are some
    ("two of the rebels"). `words` are all tokens of the phrase that bear the count.
    """

    low: int
    high: int | None
    modifier: Modifier
    words: tuple[Token, ...]
    head: Token | None = None
    number: Quantity | None = None
    definite: bool = False
    partitive: Token | None = None
    estimated: bool = False
    article: Token | None = None


def count_people(phrase: Token, quantities: Sequence[Quantity]) -> list[Count]:
    """The counts in a phrase, one a group: "three soldiers and two militants" gives two.

    Names in a row are one group, and one number before several nouns counts them together.
    """
    inner = next(objects_of(phrase, "of"), None)
    if phrase.lower_ == "all" and inner is not None and _quantity_before(inner, quantities):
        phrase = inner  # "all of its 200,000 inhabitants"
    # of "dozens of friends" the dozens count, but of "one of eight men killed" the eight
    if phrase.dep_ == "pobj" and phrase.head.lower_ == "of":
        above = phrase.head.head
        if not _quantity_before(phrase, quantities) and _quantity_at(above, quantities):
            phrase = above
    aged = _with_their_ages(phrase)
    if aged is not None:
        return [aged]
    members = [phrase, *_list_members(phrase)]
    groups: list[Count] = []
    for member in members:
        count = _count_one(member, quantities)
        if count is not None and groups and _belongs_with(groups[-1], count):
            groups[-1] = _together(groups[-1], count)
        elif count is not None:
            groups.append(count)
    return [*_nation_before_and(phrase, quantities), *groups]


def _with_their_ages(phrase: Token) -> Count | None:
    """People named one by one with their ages: "Ana Rook (52), Ivo Rook, 19, and their baby".

    As many as there are ages, and one more where the last of them has none.
    """
    if not (is_name(phrase) or any(is_name(t) for t in phrase.children if t.dep_ == "appos")):
        return None
    ages: list[Token] = []
    last = phrase
    for token in phrase.doc[phrase.left_edge.i :]:
        if token.pos_ not in _OF_NAMES and token.tag_ not in ("CD", "LS", "PRP$"):
            break
        last = token
        age = token.i > 1 and token.text.isdecimal() and int(token.text[:4]) <= _OLDEST
        if age and token.nbor(-1).text in ("(", ",") and is_name(token.nbor(-2)):
            ages.append(token)
    if len(ages) < _PAIR:
        return None
    rest = phrase.doc[ages[-1].i + 1 : last.i + 1]
    another = any(t.lower_ == "and" for t in rest) and any(
        t.pos_ in ("NOUN", "PROPN") for t in rest
    )
    several = len(ages) + another
    return Count(several, several, "exact", (phrase.left_edge, phrase, ages[-1]), head=phrase)


def _nation_before_and(phrase: Token, quantities: Sequence[Quantity]) -> Iterator[Count]:
    """A nation taken for an adjective by the parse: "1,200 Lebanese and 160 Israelis"."""
    for token in phrase.lefts:
        if token.ent_type_ != "NORP" or token.i + 1 >= len(token.doc):
            continue
        ends_here = token.nbor(1).lower_ in ("and", "or", ",", "&")
        before = _quantity_at(token.nbor(-1), quantities) if token.i else None
        if ends_here and before is not None:
            words = (*_tokens_of(before, token), token)
            yield Count(before.low, before.high, before.modifier, words, head=token, number=before)


def _list_members(phrase: Token) -> Iterator[Token]:
    """The further people of a list: conjuncts that are people or numbers, and second subjects."""
    twins = [t for t in phrase.head.children if t.dep_ == phrase.dep_ and "subj" in t.dep_]
    # the parse may join further objects to the verb: "killed her and two of her sons"
    beside = [
        t
        for t in (phrase.head.children if phrase.dep_ == "dobj" else ())
        if t.dep_ == "conj" and t.pos_ in ("NOUN", "NUM", "PROPN") and t.i > phrase.i
    ]
    others = {*phrase.conjuncts, *twins, *_run_on(phrase), *beside}
    for other in sorted(others, key=lambda t: t.i):
        if other.i <= phrase.i or other.ent_type_ in ("MONEY", "DATE", "TIME", "QUANTITY"):
            continue
        if is_name(other) and (other.ent_type_ in ("GPE", "LOC", "FAC") or _names(other, phrase)):
            continue
        if certainly_people(other) or is_name(other) or _counts_people(other):
            yield other


def _names(name: Token, one: Token) -> bool:
    """Whether a name behind a comma says who one is: "one of them, Siv Bakk, is in hospital"."""
    if name not in one.head.children or one.tag_ not in ("NN", "CD") or is_name(one):
        return False
    return name.left_edge.i > 0 and name.left_edge.nbor(-1).text == ","


def _counts_people(number: Token) -> bool:
    """Whether a bare number is of people: "killed her and four of her cousins"."""
    return number.tag_ == "CD" and any(certainly_people(t) for t in objects_of(number, "of"))


def _run_on(phrase: Token) -> Iterator[Token]:
    """The rest of a list that the parse takes for an apposition: "his son, his wife and a man"."""
    for other in phrase.children:
        if other.dep_ == "appos" and phrase.tag_ == "NN" and certainly_people(other):
            rest = [t for t in other.conjuncts if t.i > other.i]
            if rest and any(t.dep_ in ("det", "poss", "nummod") for t in other.lefts):
                yield from (other, *rest)
            elif is_name(other):  # "the head of it, Munir Rao, and his colleague"
                yield from rest
    for preposition in ("of", "from", "in", "at"):
        for place in objects_of(phrase, preposition):
            if not certainly_people(place):
                yield from _run_on_from(place)  # "the mayor of Lim, his wife and two guards"


def _run_on_from(noun: Token) -> Iterator[Token]:
    for other in noun.subtree:
        determined = any(t.dep_ in ("det", "poss", "nummod") for t in other.lefts)
        if determined and other.dep_ in ("appos", "conj") and certainly_people(other):
            yield other


def _count_one(head: Token, quantities: Sequence[Quantity]) -> Count | None:
    standing = _quantity_at(head, quantities)
    if standing is not None:
        known = _of_known_whole(standing, quantities)
        return None if known is None else _standing_number(head, known)
    if head.like_num or head.tag_ == "CD":
        return None  # a number that the numbers stage knows to be an age, a date or a sum
    before = _quantity_before(head, quantities)
    if before is not None and head.lemma_.lower() in people_words("en", "household"):
        return _members(head, quantities)
    if before is None and is_group(head):
        members = next(
            (q for t in objects_of(head, "of") if (q := _quantity_at(t, quantities))), None
        )
        if members is not None:  # "a family of four"
            words = (head, *_tokens_of(members, head))
            return Count(
                members.low, members.high, members.modifier, words, head=head, number=members
            )
    if before is not None:
        before = _of_known_whole(before, quantities)
        if before is None:
            return None
        words = (*_tokens_of(before, head), head)
        return Count(
            before.low,
            before.high,
            before.modifier,
            words,
            head=head,
            number=before,
            definite=_is_definite(head),
            estimated=before.estimated,
        )
    aside = next((t for t in head.rights if t.dep_ == "appos" and t.tag_ == "CD"), None)
    behind = _quantity_at(aside, quantities) if aside is not None else None
    if behind is not None and aside is not None and _is_in_all(aside):
        words = (head, *_tokens_of(behind, head))  # "the attackers, eight in all"
        return Count(
            behind.low, behind.high, behind.modifier, words, head=head, number=behind, definite=True
        )
    return _without_number(head)


def _is_in_all(number: Token) -> bool:
    """Whether a number sums up those named before it: "eight in all", "eight altogether"."""
    after = [t.lower_ for t in number.doc[number.i + 1 : number.i + 3]]
    return after in (["in", "all"], ["in", "total"]) or after[:1] == ["altogether"]


def _members(families: Token, quantities: Sequence[Quantity]) -> Count | None:
    """The people that families are said to be: "300 families (1,400 people)"; else none.

    A number of families leaves open how many people they are.
    """
    after = families.idx + len(families)
    for quantity in quantities:
        between = families.doc.text[after : quantity.start]
        if quantity.start < after or len(between) > _ASIDE or "." in between:
            continue
        words = _tokens_of(quantity, families)
        following = words[-1].i + 1 if words else len(families.doc)
        noun = families.doc[following] if following < len(families.doc) else None
        if noun is not None and (certainly_people(noun) or noun.text == ")"):
            head = noun if noun.text != ")" else families
            return Count(
                quantity.low, quantity.high, quantity.modifier, (*words, head), head=head,
                number=quantity, estimated=quantity.estimated,
            )  # fmt: skip
    return None


def _of_known_whole(quantity: Quantity, quantities: Sequence[Quantity]) -> Quantity | None:
    """A share as a number where the sentence states its whole; else it counts nobody.

    "4,700 casualties, one in eight of them dead": about 588.
    """
    if quantity.share is None or quantity.high is not None:
        return quantity
    wholes = [q for q in quantities if q.start < quantity.start and q.share is None and q.high]
    return share_of(quantity, wholes[-1].low) if wholes else None


def _standing_number(token: Token, quantity: Quantity) -> Count:
    """A number that stands for people: "five were hurt", "dozens of civilians", "two of them"."""
    inner = next(objects_of(token, "of"), None)
    if inner is not None and inner.like_num:
        inner = None  # "14 of the 22": the number says nothing of whom
    partitive = inner if inner is not None and _is_definite(inner) else None
    if partitive is not None and partitive.lower_ in ("them", "whom"):
        after = partitive.doc[partitive.i + 1 : partitive.i + 2]
        inner = next((t for t in after if certainly_people(t)), inner)  # "nine of them women"
    words = (*_tokens_of(quantity, token), token, *((inner,) if inner is not None else ()))
    return Count(
        quantity.low,
        quantity.high,
        quantity.modifier,
        words,
        head=inner,
        number=quantity,
        definite=_is_definite(token),
        partitive=partitive,
        estimated=quantity.estimated,
    )


def _without_number(head: Token) -> Count | None:
    """One by an article, a name or a singular; several, with no number, by a plural."""
    determiner = next((t for t in head.lefts if t.dep_ in ("det", "predet")), None)
    lower = determiner.lower_ if determiner is not None else ""
    if lower == "no":
        return Count(0, 0, "exact", (head,), head=head)  # "no other casualty"
    if lower in ("every", "each") or any(t.dep_ == "nummod" for t in head.lefts):
        return None  # "every child who dies" counts nobody, nor does a rate ("80 men a day")
    if head.dep_ == "pobj" and head.head.lower_ == "without" and _is_no_one(lower):
        return Count(0, 0, "exact", (head.head, head), head=head)
    if lower == "any" or any(t.lower_ == "how" for t in head.subtree):
        return Count(0, None, "vague", (head,), head=head)
    person = is_name(head) and head.ent_type_ == "PERSON"
    plural = not person and head.tag_ in _PLURAL_TAGS
    plural = plural or head.lower_ in people_words("en", "pronoun_many") or head.lower_ in _PLURALS
    words = (determiner, head) if determiner is not None else (head,)
    if plural and lower not in ("a", "an", "another"):
        return Count(2, None, "vague", words, head=head, definite=_is_definite(head))
    if (is_group(head) and not is_name(head)) or _is_of_many(head):
        return Count(2, None, "vague", words, head=head, definite=_is_definite(head))
    article = determiner if lower in ("a", "an", "another", "the") else None
    return Count(1, 1, "exact", words, head=head, definite=_is_definite(head), article=article)


def _is_no_one(determiner: str) -> bool:
    """Whether none are left behind "without": "without any losses"; not "without the two"."""
    return determiner in ("", "any", "a", "an")


def _is_of_many(event: Token) -> bool:
    """Whether the event has several victims: "the massacre"."""
    return event.lemma_.lower() in load("en", "measures")["many"]["events"]


def _is_definite(head: Token) -> bool:
    if head.tag_ in ("PRP", "PRP$", "WP") or head.lower_ in ("them", "whom", "those", "these"):
        return True
    return any(
        (t.dep_ in ("det", "poss", "predet") and t.lower_ in _DEFINITE) or t.dep_ == "poss"
        for t in head.lefts
    )


def _quantity_at(token: Token, quantities: Sequence[Quantity]) -> Quantity | None:
    """The quantity that the token itself is a word of."""
    return next((q for q in quantities if q.start <= token.idx < q.end), None)


def _quantity_before(head: Token, quantities: Sequence[Quantity]) -> Quantity | None:
    """The quantity among the words before the head that modify it."""
    found = None
    for token in head.lefts:
        if token.dep_ in _MODIFIERS_OF_NUMBER:
            for inner in token.subtree:
                quantity = _quantity_at(inner, quantities)
                if quantity is not None and quantity.end <= head.idx:
                    found = quantity
    if found is not None:
        return _some_of(found, head, quantities) or found
    return _quantity_beside(head, quantities)


def _some_of(whole: Quantity, head: Token, quantities: Sequence[Quantity]) -> Quantity | None:
    """The number of those that are some of a number behind it: "eight of 20 passengers"."""
    text = head.doc.text
    for few in quantities:
        joint = text[few.end : whole.start].split() if few.end <= whole.start else []
        if joint in (["of"], ["out", "of"]) and few.high is not None and few.low < whole.low:
            return few
    return None


def _quantity_beside(head: Token, quantities: Sequence[Quantity]) -> Quantity | None:
    """The quantity right before the phrase, where the parse hangs it elsewhere.

    "said on Friday three women": the parse takes "Friday three" together.
    """
    inside = [t for t in head.lefts if t.dep_ in ("amod", "compound", "nmod")]
    edge = min((t.left_edge.i for t in inside), default=head.i)
    before = head.doc[edge - 1] if edge else None
    if before is None or before.dep_ in ("nsubj", "nsubjpass", "pobj"):
        return None
    quantity = _quantity_at(before, quantities)
    ends_here = quantity is not None and quantity.end == before.idx + len(before)
    return quantity if ends_here else None


def _tokens_of(quantity: Quantity, near: Token) -> tuple[Token, ...]:
    return tuple(t for t in near.doc if quantity.start <= t.idx < quantity.end)


def _belongs_with(first: Count, then: Count) -> bool:
    """Whether a member of a list is counted with the one before it.

    Names go with names, "the daughter and nephew" are two under one article, and one number stands
    before all plurals behind it; "a nurse and a driver" are counted apart.
    """
    if then.number is not None or then.article is not None or then.head is None:
        return False
    if _is_one_of_theirs(then) and _is_known(first):
        return True  # "the mayor and his brother", "the couple and their son"
    if first.number is not None:
        return then.modifier == "vague" and not then.definite
    if _is_kin(first) and _is_kin(then):
        return True  # "her husband and her mother"
    if _is_named(first) or _is_named(then):
        return _is_named(first) and _is_named(then)
    if first.modifier == "vague" or then.modifier == "vague":
        return first.modifier == then.modifier
    return not then.definite and first.article is not None and first.article.lower_ == "the"


def _is_named(count: Count) -> bool:
    """Whether the people are named, alone ("Jetty Kors") or beside what they are ("his wife")."""
    head = count.head
    return head is not None and (
        is_name(head) or any(t.dep_ == "appos" and is_name(t) for t in head.children)
    )


def _is_one_of_theirs(count: Count) -> bool:
    """Whether somebody's one companion is meant: "his brother", "their driver"."""
    head = count.head
    owned = head is not None and any(t.tag_ == "PRP$" and t.dep_ == "poss" for t in head.lefts)
    return owned and count.number is None and count.low == count.high == 1


def _is_known(count: Count) -> bool:
    """Whether one person, or a known pair, is meant: "the mayor", "a guard", "the couple"."""
    if count.number is not None or count.high != 1:
        head = count.head  # "both hands" are no people
        people = head is None or is_group(head) or certainly_people(head)
        return count.low == count.high == _PAIR and count.definite and people
    return _is_named(count) or count.definite or count.article is not None


def _is_kin(count: Count) -> bool:
    """Whether one of somebody's family is meant: "his wife", "the daughter"."""
    head = count.head
    return (
        head is not None
        and count.high == 1
        and count.definite
        and head.lemma_.lower() in people_words("en", "kin")
    )


def _together(first: Count, then: Count) -> Count:
    words = (*first.words, *then.words)
    if (first.number is not None and first.high != _PAIR) or first.modifier == "vague":
        return replace(first, words=words)
    return replace(first, low=first.low + 1, high=first.low + 1, words=words)
