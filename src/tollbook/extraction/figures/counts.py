"""From a phrase for people to how many they are: its number words, its articles, its names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tollbook.extraction.syntax.grammar import objects_of
from tollbook.extraction.syntax.people import certainly_people, is_group, is_name, is_plural_pronoun
from tollbook.extraction.syntax.people import words as people_words
from tollbook.model.values import Modifier

if TYPE_CHECKING:
    from spacy.tokens import Token

    from tollbook.extraction.numbers import Quantity

_PLURAL_TAGS = ("NNS", "NNPS")
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

    def head_in(self, other: Token) -> Token | None:
        """The noun, where it stands in the same sentence as another token."""
        return self.head if self.head is not None and self.head.doc is other.doc else None


def count_people(phrase: Token, quantities: Sequence[Quantity]) -> list[Count]:
    """The counts in a phrase, one a group: "three soldiers and two militants" gives two.

    Names in a row are one group, and one number before several nouns counts them together.
    """
    phrase = _number_over(_all_of(phrase, quantities), quantities)
    members = [phrase, *_list_members(phrase)]
    counts = [count for member in members if (count := _count_one(member, quantities))]
    return [*_nation_before_and(phrase, quantities), *_merge_groups(counts)]


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


def _all_of(phrase: Token, quantities: Sequence[Quantity]) -> Token:
    """The people of whom all are meant: "all of its 200,000 inhabitants"."""
    inner = next(objects_of(phrase, "of"), None)
    if phrase.lower_ == "all" and inner is not None and _quantity_before(inner, quantities):
        return inner
    return phrase


def _number_over(phrase: Token, quantities: Sequence[Quantity]) -> Token:
    """The number that a phrase hangs on: of "dozens of friends" the dozens."""
    above = phrase.head.head
    if _quantity_before(phrase, quantities) is not None:
        return phrase  # "one of eight men killed": the eight were
    if phrase.dep_ == "pobj" and phrase.head.lower_ == "of" and _quantity_at(above, quantities):
        return above
    return phrase


def _list_members(phrase: Token) -> Iterator[Token]:
    """The further people of a list: conjuncts that are people or numbers, and second subjects."""
    twins = [t for t in phrase.head.children if t.dep_ == phrase.dep_ and "subj" in t.dep_]
    for other in sorted({*phrase.conjuncts, *twins, *_run_on(phrase)}, key=lambda t: t.i):
        if other.i <= phrase.i or other.ent_type_ in ("MONEY", "DATE", "TIME", "QUANTITY"):
            continue
        if certainly_people(other) or is_name(other):
            yield other


def _run_on(phrase: Token) -> Iterator[Token]:
    """The rest of a list that the parse takes for an apposition: "his son, his wife and a man"."""
    for other in phrase.children:
        if other.dep_ == "appos" and phrase.tag_ == "NN" and certainly_people(other):
            rest = [t for t in other.conjuncts if t.i > other.i]
            if rest and any(t.dep_ in ("det", "poss", "nummod") for t in other.lefts):
                yield from (other, *rest)
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
        return _standing_number(head, _of_known_whole(standing, quantities))
    if head.like_num or head.tag_ == "CD":
        return None  # a number that the numbers stage knows to be an age, a date or a sum
    before = _quantity_before(head, quantities)
    if before is not None:
        before = _of_known_whole(before, quantities)
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
    return _without_number(head)


def _of_known_whole(quantity: Quantity, quantities: Sequence[Quantity]) -> Quantity:
    """A share as a number where the sentence states its whole; else only that they are several.

    "4,700 casualties, one in eight of them dead": about 588.
    """
    if quantity.share is None or quantity.high is not None:
        return quantity
    wholes = [q for q in quantities if q.start < quantity.start and q.share is None and q.high]
    if not wholes:
        return replace(quantity, low=2, high=None, modifier="vague")
    numerator, denominator = quantity.share
    part = round(wholes[-1].low * numerator / denominator)
    return replace(quantity, low=part, high=part, modifier="about")


def _standing_number(token: Token, quantity: Quantity) -> Count:
    """A number that stands for people: "five were hurt", "dozens of civilians", "two of them"."""
    inner = next(objects_of(token, "of"), None)
    if inner is not None and inner.like_num:
        inner = None  # "14 of the 22": the number says nothing of whom
    partitive = inner if inner is not None and _is_definite(inner) else None
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
    if lower in ("every", "each"):
        return None  # "every child who dies" counts nobody
    if lower == "any" or any(t.lower_ == "how" for t in head.subtree):
        return Count(0, None, "vague", (head,), head=head)
    person = is_name(head) and head.ent_type_ == "PERSON"
    plural = not person and head.tag_ in _PLURAL_TAGS
    plural = plural or is_plural_pronoun(head) or _reads_plural(head)
    words = (determiner, head) if determiner is not None else (head,)
    if plural and lower not in ("a", "an", "another"):
        return Count(2, None, "vague", words, head=head, definite=_is_definite(head))
    if is_group(head) and not is_name(head):
        return Count(2, None, "vague", words, head=head, definite=_is_definite(head))
    article = determiner if lower in ("a", "an", "another", "the") else None
    return Count(1, 1, "exact", words, head=head, definite=_is_definite(head), article=article)


def _reads_plural(head: Token) -> bool:
    return head.lower_ in (
        "people",
        "police",
        "personnel",
        "staff",
        "dead",
        "wounded",
        "injured",
    ) or (
        head.lower_ in ("missing", "displaced", "homeless", "elderly", "crew", "fallen", "troops")
    )


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
    return found or _quantity_beside(head, quantities)


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


def _merge_groups(counts: list[Count]) -> Iterator[Count]:
    """Names in a row, and nouns under one number, as one group."""
    pending: Count | None = None
    for count in counts:
        if pending is not None and _belongs_with(pending, count):
            pending = _together(pending, count)
            continue
        if pending is not None:
            yield pending
        pending = count
    if pending is not None:
        yield pending


def _belongs_with(first: Count, then: Count) -> bool:
    """Whether a member of a list is counted with the one before it.

    Names go with names, "the daughter and nephew" are two under one article, and one number stands
    before all plurals behind it; "a nurse and a driver" are counted apart.
    """
    if then.number is not None or then.article is not None or then.head is None:
        return False
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
    if first.number is not None or first.modifier == "vague":
        return replace(first, words=words)
    return replace(first, low=first.low + 1, high=first.low + 1, words=words)
