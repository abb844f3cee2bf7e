"""Parts and lists: "including two children", "three of them women", "five in Van, four in Lice"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tollbook.extraction.figures.counts import Count, count_people
from tollbook.extraction.figures.draft import Draft, draft_of
from tollbook.extraction.syntax.nouns import certainly_people, objects_of, possibly_people
from tollbook.extraction.syntax.phrases import words_among
from tollbook.extraction.syntax.tree import child
from tollbook.language import load

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from tollbook.extraction.numbers import Quantity
    from tollbook.extraction.sentences.parse import ParsedDocument, Sentence

_INCLUDING = frozenset({"including", "among", "include", "includes", "included", "incl", "incl."})
# With "in" behind "take": the toll "takes in 62 deaths".
_CONTAINING = ("include", "comprise", "cover", "take")
_THAT_COUNT = frozenset({"it", "this", "that", "these", "which"})
_DESCRIBING = frozenset({"be", *_CONTAINING})
_ALONGSIDE = frozenset({("along", "with"), ("together", "with")})
_WITH = frozenset({"with", "alongside"})
# Harms that are met together; whoever is hurt or sent "with" somebody may only be beside him.
_SHARED = frozenset({"killed", "captured"})
_BEFORE_BRACKET = 8  # words from a number to the brackets that split it
_INSIDE = ("det", "nummod", "amod", "compound", "poss", "quantmod", "nmod", "advmod")
_PLACES = frozenset({"in", "at", "near", "from", "outside", "on"})


@dataclass(frozen=True, slots=True)
class _Part:
    """A further count in a sentence: some of the people of `whole`, or others like them."""

    whole: Draft
    count: Count
    is_part: bool


def find_parts(
    parsed: ParsedDocument, sentence: Sentence, doc: Doc, drafts: Sequence[Draft]
) -> Iterator[Draft]:
    """The further counts that a sentence gives of its own figures, as drafts tied to them."""
    if not drafts:
        return
    for part in _in_brackets(doc, drafts, sentence.numbers):
        known = [d for d in drafts if set(part.count.words) & set(d.count.words)]
        for draft in known:
            draft.make_part_of(part.whole)
        if not known:
            yield _draft(parsed, sentence, part)
    for find in (_subgroups, _besides, _alongside, _further_numbers, _among_the_harmed):
        for part in find(doc, drafts, sentence.numbers):
            yield _draft(parsed, sentence, part)


def find_descriptions(
    parsed: ParsedDocument, sentence: Sentence, doc: Doc, drafts: Sequence[Draft]
) -> Iterator[Draft]:
    """The parts that a clause of their own names: "Ten died. Three were children".

    Also with the order turned round: "Among them are nine children". `drafts` are the figures of
    the sentence before and of this one.
    """
    if not drafts:
        return
    for token in words_among(doc, _DESCRIBING):
        if token.lemma_ not in _DESCRIBING:
            continue
        # the last figure of several people before the verb, here or in the sentence before
        several = (
            draft
            for draft in reversed(drafts)
            if draft.is_several
            and (draft.harm.trigger.doc != doc or draft.harm.trigger.i < token.i)
        )
        whole = _total_described(token, drafts) or next(several, None)
        for part in _contained(token, drafts):
            part.make_part_of(_larger_before(token, part, drafts))
        for count in _described_by(token, sentence.numbers):
            if whole is not None and not _is_counted(count, drafts):
                yield _draft(parsed, sentence, _Part(whole, count, is_part=True))


def _draft(parsed: ParsedDocument, sentence: Sentence, part: _Part) -> Draft:
    """The draft of a part: its own number and people, under the harm of its whole."""
    whole = part.whole
    draft = draft_of(parsed, sentence, whole.harm, part.count, whole.modality)
    draft.population = draft.population or whole.population
    draft.whole = whole if part.is_part else whole.whole
    return draft


def _in_brackets(
    doc: Doc, drafts: Sequence[Draft], quantities: Sequence[Quantity]
) -> Iterator[_Part]:
    """Those by whom a count is split: "240 killed (130 men, 70 women and 40 children)"."""
    whole: Draft | None = None
    for token in doc:
        if token.text == "(":
            whole = _right_before(token, drafts)
        elif token.text == ")":
            whole = None
        elif whole is not None and certainly_people(token):
            number = token.doc[token.i - 1]
            quantity = next((q for q in quantities if q.start <= number.idx < q.end), None)
            if quantity is not None and quantity.low <= whole.low and quantity.role == "count":
                words = tuple(t for t in doc if quantity.start <= t.idx < quantity.end)
                count = Count(
                    quantity.low, quantity.high, quantity.modifier, (*words, token), token, quantity
                )
                yield _Part(whole, count, is_part=True)


def _right_before(bracket: Token, drafts: Sequence[Draft]) -> Draft | None:
    """The last figure of several people whose number stands a few words before a bracket."""
    for draft in reversed(drafts):
        words = draft.count.words
        counted = draft.is_several and draft.count.number is not None
        here = counted and words[0].doc is bracket.doc
        if here and 0 < bracket.i - words[0].i <= _BEFORE_BRACKET:
            return draft
    return None


def _subgroups(
    doc: Doc, drafts: Sequence[Draft], quantities: Sequence[Quantity]
) -> Iterator[_Part]:
    """Those who are named as included, as some of them, or in a list behind the number."""
    for token in doc if drafts else ():
        for phrase in _named_parts(token, quantities):
            whole = _whole_before(phrase, drafts)
            if whole is None:
                continue
            # a number goes on a list by places: "eight in Homs, five in Hama"
            after = doc[phrase.i + 1 : phrase.i + 2]
            bare = phrase.tag_ == "CD" and phrase.dep_ == "appos"
            is_part = not (bare and any(t.lower_ in _PLACES for t in after))
            for count in count_people(phrase, quantities):
                if not _is_counted(count, drafts) and _may_be_part(count):
                    yield _Part(whole, count, is_part)


def _named_parts(token: Token, quantities: Sequence[Quantity]) -> Iterator[Token]:
    """The people whom a word makes part of others.

    After "including", "among them", "included"; the number of "30 of them children", "many of them
    civilians", "six of whom"; a list behind a number: "seven -- two women and five children".
    """
    if token.lower_ in ("them", "whom", "these", "those") and token.dep_ == "pobj":
        number = token.head.head
        if number.lower_ == "most" or any(q.start <= number.idx < q.end for q in quantities):
            yield number
    listed = token.dep_ == "appos" and (certainly_people(token) or token.tag_ == "CD")
    before = (t.lower_ for t in token.head.subtree if t.i < token.i) if listed else ()
    if listed and not any(word in ("them", "whom") for word in before):
        yield token
    if token.lower_ not in _INCLUDING:
        return
    for label in ("pobj", "dobj", "attr"):
        phrase = child(token, label)
        if phrase is not None and phrase.lower_ not in ("them", "whom", "those"):
            yield phrase
            return
    following = token.doc[token.i + 1 : token.i + 8]
    yield from (t for t in following if certainly_people(t) and t.tag_ in ("NNS", "NN", "NNPS"))


def _contained(verb: Token, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """The figures that a total is said to include: "The toll is 940. It takes in 62 deaths"."""
    what = child(verb, "nsubj")
    if what is None or not _contains(verb) or not _stands_for_a_total(what):
        return
    included = [t for t in verb.children if t.dep_ == "dobj"]
    included += [t for one in included for t in one.conjuncts]
    for draft in drafts:
        if draft.harm.victims in included or draft.harm.trigger in included:
            yield draft


def _contains(verb: Token) -> bool:
    """Whether the verb is one of including: "covers", "takes in"; not "takes"."""
    return verb.lemma_ in _CONTAINING and (verb.lemma_ != "take" or child(verb, "prt") is not None)


def _stands_for_a_total(noun: Token) -> bool:
    """Whether a noun or pronoun means the count just given: "it", "the figure", "the victims"."""
    totals = load("en", "measures")["totals"]["nouns"]
    lemma = noun.lemma_.lower()
    return noun.lower_ in _THAT_COUNT or lemma in totals or lemma in ("victim", "casualty")


def _larger_before(token: Token, part: Draft, drafts: Sequence[Draft]) -> Draft | None:
    """The last larger figure of the same harm before a token."""
    for draft in reversed(drafts):
        before = draft.harm.trigger.doc is not token.doc or draft.harm.trigger.i < token.i
        if before and draft is not part and draft.measure == part.measure and draft.low > part.low:
            return draft
    return None


def _described_by(be: Token, quantities: Sequence[Quantity]) -> Iterator[Count]:
    subject, what = child(be, "nsubj"), child(be, "attr")
    if be.lemma_ in _CONTAINING:  # "The victims included nine women"
        included = child(be, "dobj")
        stands = subject is not None and _contains(be) and _stands_for_a_total(subject)
        if stands and included is not None and certainly_people(_whom(included)):
            yield from (c for c in count_people(included, quantities) if _may_be_part(c))
        return
    fronted = child(be, "prep")
    if fronted is not None and fronted.i < be.i and fronted.lower_ == "among":
        those, people = child(fronted, "pobj"), what or subject
        if those is not None and those.lower_ in ("them", "these") and people is not None:
            yield from (c for c in count_people(people, quantities) if _may_be_part(c))
        return
    if subject is None or what is None or not certainly_people(what):
        return
    if any(q.start <= subject.idx < q.end for q in quantities):
        for count in count_people(subject, quantities):
            # "one was the owner" names him and counts nobody; "not one was" neither
            if count.number and count.high not in (0, 1):
                among = count.number.among  # of "half of the 90 were boys" the half
                words = tuple(t for t in count.words if not among or t.idx < among[1])
                yield replace(count, head=what, words=words)
                yield from _listed_behind(what, quantities)


def _listed_behind(first: Token, quantities: Sequence[Quantity]) -> Iterator[Count]:
    """The rest of a list that says the verb once: "60 were men, 25 women and 12 children"."""
    for other in first.conjuncts:
        number = child(other, "nummod")
        if other.i > first.i and number is not None and certainly_people(other):
            yield from (c for c in count_people(other, quantities)[:1] if c.number is not None)


def _total_described(verb: Token, drafts: Sequence[Draft]) -> Draft | None:
    """The total that a clause behind it splits: "the toll, which includes 40 police, is 312"."""
    if verb.dep_ != "relcl":
        return None
    return next((draft for draft in drafts if draft.harm.trigger == verb.head), None)


def _among_the_harmed(
    doc: Doc, drafts: Sequence[Draft], quantities: Sequence[Quantity]
) -> Iterator[_Part]:
    """Those who are said to be among the harmed: "three Germans were among the 14 injured".

    Also turned round: "among the dead were a nurse and six children".
    """
    for token in words_among(doc, {"among"}):
        if token.lower_ != "among" or token.head.lemma_ != "be":
            continue
        inside = {t.i for t in token.subtree}
        whole = next((draft for draft in drafts if draft.harm.trigger.i in inside), None)
        who = child(token.head, "nsubj", "attr")
        if whole is None or who is None or not possibly_people(who):
            continue
        for count in count_people(who, quantities):
            if not _is_counted(count, drafts):
                yield _Part(whole, count, is_part=True)


def _whole_before(phrase: Token, drafts: Sequence[Draft]) -> Draft | None:
    """The figure that a part belongs to: the nearest one of several people before it."""
    best: tuple[int, Draft] | None = None
    for draft in drafts:
        first = min(t.i for t in draft.count.words)
        before = min(first, draft.harm.trigger.i) < phrase.i and first != phrase.i
        if draft.is_several and before and (best is None or first >= best[0]):
            best = first, draft
    return best[1] if best else None


def _may_be_part(count: Count) -> bool:
    if count.number is not None and count.number.form == "set" and count.head is None:
        return False  # "including both local and foreign fighters"
    if count.number is not None or (count.article is not None and not count.definite):
        return True
    return any(token.lower_ == "most" for token in count.words)  # "most of them women"


def _is_counted(count: Count, drafts: Sequence[Draft]) -> bool:
    """Whether a figure already counts the people by the same words."""
    words = set(count.words)
    return any(words & set(draft.count.words) for draft in drafts)


def _further_numbers(
    doc: Doc, drafts: Sequence[Draft], quantities: Sequence[Quantity]
) -> Iterator[_Part]:
    """The bare numbers that go on a count: "15 were killed in Van, five in Sirnak"."""
    counted = {t.i for draft in drafts for t in draft.count.words}
    for quantity in quantities:
        tokens = [t for t in doc if quantity.start <= t.idx < quantity.end]
        if not tokens or quantity.role != "count" or counted & {t.i for t in tokens}:
            continue
        last = tokens[-1]
        if last.dep_ in ("nummod", "quantmod", "compound", "amod") or last.i + 1 >= len(doc):
            continue
        inside = (t for t in last.lefts if t.dep_ in ("det", "amod", "poss"))
        alone = all(t.lower_ == "another" for t in inside)
        alone = alone and not _is_age(last)
        after = doc[last.i + 1]
        if after.lower_ in ("more", "others", "later") and after.i + 1 < len(doc):
            after = doc[after.i + 1]  # "17 died at the scene and three more in hospital"
        in_list = tokens[0].i and doc[tokens[0].i - 1].text in (",", ";", ":", "and", "but")
        placed = after.lower_ in _PLACES and (in_list or after.head.i in (last.i, last.i + 1))
        dated = after.ent_type_ == "DATE" and after.pos_ == "PROPN"  # "three Tuesday, six Friday"
        # "seven died in the blast and another three by falling glass"
        placed = placed or (quantity.another and after.lower_ in ("by", "under", "when", "after"))
        placed = placed or (dated and bool(in_list))
        if alone and placed:
            whole = _numbered_before(last, drafts)
            if whole is not None:
                count = Count(
                    quantity.low, quantity.high, quantity.modifier, tuple(tokens), number=quantity
                )
                yield _Part(whole, count, is_part=False)


def _alongside(
    doc: Doc, drafts: Sequence[Draft], quantities: Sequence[Quantity]
) -> Iterator[_Part]:
    """Those who met the same: "killed along with 26 other people", "seized with a dozen"."""
    for token in doc[1:]:
        phrase, whole = child(token, "pobj"), None
        if (token.nbor(-1).lower_, token.lower_) in _ALONGSIDE:
            whole = _last_before(token, drafts)
        elif token.lower_ in _WITH:
            shared = (d for d in drafts if d.harm.trigger == token.head)
            whole = next(shared, None)
            if whole is not None and whole.harm.measure not in _SHARED:
                continue
        if phrase is None or whole is None or not certainly_people(_whom(phrase)):
            continue
        for count in count_people(phrase, quantities):
            several = count.number is not None or count.article is not None or _is_owned(count)
            if several and not _is_counted(count, drafts):
                yield _Part(whole, count, is_part=False)


def _besides(doc: Doc, drafts: Sequence[Draft], quantities: Sequence[Quantity]) -> Iterator[_Part]:
    """Those joined behind the verb: "nine died, as well as 12 rebels", "as were two guards"."""
    for token in doc[3:] if any(words_among(doc, {"as", "so"})) else ():
        joined = [t.lower_ for t in doc[token.i - 3 : token.i]] == ["as", "well", "as"]
        # what was said is said of others too: "as were", "so was"
        first, then = (t.lower_ for t in doc[token.i - 2 : token.i])
        if not joined and not (
            first in ("as", "so") and then in ("was", "were", "did", "is", "are", "have", "has")
        ):
            continue
        phrase = token
        while phrase.dep_ in _INSIDE and phrase.head.i > phrase.i:
            phrase = phrase.head
        whole = _last_before(token, drafts)
        if whole is None or not certainly_people(_whom(phrase)):
            continue
        for count in count_people(phrase, quantities):
            if not _is_counted(count, drafts):
                yield _Part(whole, count, is_part=False)


def _last_before(token: Token, drafts: Sequence[Draft]) -> Draft | None:
    """The last figure whose word of harm stands before a token."""
    before = [draft for draft in drafts if draft.harm.trigger.i < token.i]
    return before[-1] if before else None


def _whom(phrase: Token) -> Token:
    """Of "a dozen of his parishioners" the parishioners."""
    return next(objects_of(phrase, "of"), phrase) if phrase.like_num else phrase


def _is_owned(count: Count) -> bool:
    """Whether they are somebody's: "his mother"."""
    return count.head is not None and child(count.head, "poss") is not None


def _is_age(number: Token) -> bool:
    """Whether the number says how old somebody is: "two boys of 13 and 17"."""
    first = number.head if number.dep_ == "conj" else number
    return first.dep_ == "pobj" and first.head.lower_ == "of" and certainly_people(first.head.head)


def _numbered_before(token: Token, drafts: Sequence[Draft]) -> Draft | None:
    """The last figure with a number of its own before a token."""
    for draft in reversed(drafts):
        count, trigger = draft.count, draft.harm.trigger
        if count.number is not None and count.words[0].i < token.i and trigger.i < token.i:
            return draft
    return None
