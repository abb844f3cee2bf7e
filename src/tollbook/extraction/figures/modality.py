"""How firmly a harm is said: asserted, alleged, possible, denied, asked, supposed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from tollbook.extraction.figures.harms.terms import is_number, is_quantified
from tollbook.language import load
from tollbook.model.values import MODALITIES, Modality

if TYPE_CHECKING:
    from spacy.tokens import Token

    from tollbook.extraction.figures.harms import Harm

# How what is denied hangs on the words that deny it.
_BEARING = (
    "ccomp", "acl", "dobj", "pobj", "prep", "pcomp", "xcomp", "nsubj", "nsubjpass",
    "conj", "appos", "advcl", "csubj", "oprd", "attr", "acomp", "nmod", "poss", "compound",
)  # fmt: skip
# How a harm hangs on the words that leave it open.
_UNDER = ("xcomp", "pcomp", "pobj", "prep", "ccomp", "oprd", "acomp", "dobj", "conj")
_AUXILIARIES = ("aux", "auxpass")
_FARTHEST = 6  # words above the word of harm up to which something may deny it
_REACH = 4  # clauses above the word of harm that can still change it
# How the words of a count hang on its head: "4,000 killed", "12 of the missing".
_INSIDE_COUNT = ("nummod", "acl", "amod", "conj", "appos")
_NEGATIONS = frozenset({"not", "n't", "never"})


@cache
def _table(name: str) -> Mapping[str, Any]:
    return dict(load("en", "modality")[name])


def modality_of(harm: Harm) -> Modality | None:
    """The modality of a harm; None where the words say that nobody was harmed.

    "Not hurt" harms nobody, "tried to kill" neither; "denied killing" is a harm denied.
    """
    verb = harm.trigger
    if _is_negated(verb) and verb.lemma_ != "survive":
        return None
    if _is_unreal(verb):
        # a strength agreed on or planned is one that may come
        return "possible" if harm.measure == "deployed" else None
    if any(t.lower_ == "how" for t in harm.victims.subtree):
        return "question"  # "how many people were killed"
    if is_denied(verb):
        return "denied"
    found = None
    for word in (harm.victims, verb):
        near = [t for t in word.children if t.dep_ in ("advmod", "amod") and not _bounds(t)]
        found = _kind("beside", near) or found
    above = _above(verb, is_number(harm.victims) or is_quantified(harm.victims))
    if above == "hypothetical":
        return found or above  # "if the dam fails, 300 will be killed"
    found = found or _auxiliary(verb) or above
    return found or ("possible" if _is_forecast(harm) else "asserted")


def _bounds(word: Token) -> bool:
    """Whether a word of doubt is of the second of two numbers: "at least one, maybe two guards"."""
    before = word.doc[max(word.i - 2, 0) : word.i]
    after = word.doc[word.i + 1 : word.i + 2]
    joins = any(t.text == "," or t.lower_ in ("and", "or", "but") for t in before)
    return joins and any(is_number(t) for t in before) and any(is_number(t) for t in after)


def _auxiliary(verb: Token) -> Modality | None:
    """What the helping verbs of a verb say: "may have died" is possible."""
    return _kind("auxiliary", [t for t in verb.children if t.dep_ in _AUXILIARIES])


def _is_forecast(harm: Harm) -> bool:
    """Whether a count is predicted, not made: "forecast 700 dead", "is expected to reach 90"."""
    forecasts = _table("forecasts")
    for start in (harm.trigger, harm.victims):
        word, above = start, start.head
        while word.dep_ in _INSIDE_COUNT and above != word:
            word, above = above, above.head
        if word.dep_ == "pobj" and above.lower_ in ("of", "at"):
            word, above = above, above.head
        if above.pos_ == "NOUN" and word.dep_ == "prep":
            return above.lemma_.lower() in forecasts["nouns"]
        if above.pos_ not in ("VERB", "AUX") or word.dep_ not in (
            "dobj",
            "nsubj",
            "nsubjpass",
            "prep",
        ):
            continue
        # "expected 12 dead" is a forecast of them, "the storm that was forecast killed 12" is not
        passive = any(t.dep_ == "nsubjpass" for t in above.children)
        ahead = word.dep_ == "nsubjpass" or (word.dep_ != "nsubj" and not passive)
        if ahead and above.lemma_.lower() in forecasts["verbs"]:
            return True
        if harm.construction == "toll" and _auxiliary(above) == "possible":
            return True  # "the toll may rise to 40"
    return False


def _is_negated(word: Token) -> bool:
    # "fourteen died, not forty" harms fourteen
    if any(t.dep_ == "neg" and t.lower_ in _NEGATIONS and t.i < word.i for t in word.children):
        return True
    if any(t.lower_ == "neither" and t.dep_ == "preconj" for t in word.lefts):
        return True
    if any(t.lower_ == "nor" for t in (*word.lefts, *word.head.children) if t.dep_ == "cc"):
        neither = word.doc[max(word.head.i - 3, 0) : word.i]
        return word.dep_ == "conj" and any(t.lower_ == "neither" for t in neither)
    head = word.head
    carries = word.dep_ in ("acomp", "oprd", "attr", "auxpass") or (
        word.dep_ == "xcomp" and head.lemma_ in ("be", "appear", "seem")
    )
    return carries and any(t.dep_ == "neg" for t in head.children)


def _is_unreal(verb: Token) -> bool:
    """Whether the harm is only threatened, tried or forbidden."""
    unreal = _table("unreal")
    if any(t.dep_ == "aux" and t.lower_ in unreal["auxiliaries"] for t in verb.children):
        return True
    head, dep = verb.head, verb.dep_
    if dep == "conj":
        head, dep = verb.head.head, verb.head.dep_
    wished = dep == "xcomp" or (dep == "ccomp" and verb.tag_ == "VB")
    if wished and head.lemma_.lower() in unreal["verbs"]:
        return True
    if dep == "ccomp" and head.lemma_.lower() in unreal["demands"]:
        return True
    if (
        dep == "advcl"
        and any(t.lower_ == "before" for t in verb.lefts if t.dep_ == "mark")
        and _is_unreal(head)
    ):
        return True
    if verb.pos_ == "NOUN" and _is_only_wanted(verb, unreal):
        return True
    if dep == "pcomp" and head.lower_ in unreal["against"]:
        return True
    if dep == "acl" and verb.tag_ == "VB" and head.lemma_.lower() in unreal["nouns"]:
        return True
    if dep == "pcomp" and head.head.lemma_.lower() in unreal["verbs"] + unreal["nouns"]:
        return True
    if dep == "pcomp" and head.lower_ in ("before", "without") and _is_unreal(head.head):
        return True
    return dep == "advcl" and verb.tag_ == "VB" and any(t.lower_ == "to" for t in verb.lefts)


def _is_only_wanted(event: Token, unreal: Mapping[str, Any]) -> bool:
    """Whether an event is ordered, sought or banned: "ordered his arrest", "a warrant for it"."""
    first = event.head if event.dep_ == "conj" and event.head.pos_ == "NOUN" else event
    above = first.head
    if first.dep_ == "dobj":
        return above.lemma_.lower() in unreal["events"] and event.lemma_ not in unreal["done"]
    if first.dep_ == "pobj" and above.lower_ in ("for", "against"):
        return above.head.lemma_.lower() in (*unreal["nouns"], *unreal["calls"])
    return False


def _above(verb: Token, counted: bool) -> Modality | None:
    """What the clauses above a word of harm make of it."""
    word = verb
    for _ in range(_REACH):
        clauses = (t for t in (word, *word.children) if t.dep_ == "advcl")
        marks = (t for clause in clauses for t in clause.children if t.dep_ == "mark")
        if any(t.lower_ in ("if", "unless") for t in marks):
            return "hypothetical"
        asks = any(t.lower_ in ("whether", "if") for t in word.lefts)
        if word.dep_ in ("ccomp", "advcl") and asks:
            return "question"
        head = word.head
        if head == word or (word.dep_ == "conj" and head.pos_ != "VERB"):
            return None
        if word.dep_ == "conj" and any(t.dep_ in ("nsubj", "nsubjpass") for t in word.lefts):
            return None  # "the rebels claimed ..., but the army put ...": a clause of its own
        if word.dep_ == "conj" and word.tag_ == "VBD" and head.tag_ == "VB":
            return None  # "expected to find rebels and killed 12": joined to the main verb
        if word.dep_ not in _UNDER:
            return None
        kind = _kind("above", [head]) or _believed_or_forecast(word, head, counted)
        if kind is not None:
            return kind
        if word.dep_ == "ccomp":
            return None  # what is said beyond a clause of saying is another matter
        if word.dep_ in ("xcomp", "acomp", "oprd", "conj"):
            found = _auxiliary(head)
            if found is not None:
                return found
        word = head
    return None


def _believed_or_forecast(word: Token, head: Token, counted: bool) -> Modality | None:
    """Whether the word above is of belief ("is thought to") or of a forecast ("is forecast to")."""
    if word.dep_ != "conj" and _is_listed(head, _table("forecasts")["verbs"]):
        return "possible"
    if _is_listed(head, _table("above")["believed"]):
        return "estimated" if counted else "unconfirmed"
    return None


def is_denied(word: Token) -> bool:
    """Whether a clause says that what the word says is not so.

    Said by a verb ("denied that", "dismissed reports of"), by a noun ("the denial that", "no
    evidence of") or by an adjective ("it is not true that", "claims that … are false"). Who denies
    a part in a killing does not deny the killing, and who "did not deny" it denies nothing.
    """
    denials = _table("denials")
    if any(t.dep_ == "acomp" and t.lower_ in denials["false"] for t in word.children):
        return True  # "called the report that ten had died untrue": the parse hangs it there
    below = word
    for above in islice(word.ancestors, _FARTHEST):
        lemma = above.lemma_.lower()
        if not _bears(below, above):
            return False
        if lemma in denials["nouns"]:
            return True
        if lemma in denials["verbs"] and above.pos_ in ("VERB", "AUX"):
            of_claims = _is_listed(below, denials["claims"])
            return not _is_negated(above) and (of_claims or lemma not in denials["of_claims"])
        if lemma in denials["grounds"] and any(t.lower_ == "no" for t in above.lefts):
            return True
        if _is_taken_back(above):
            return True
        if above.pos_ in ("AUX", "VERB", "ADJ", "NOUN") and _is_called_false(above, below):
            return True
        joined = below.dep_ == "conj" and above.pos_ == "VERB"  # "deserted or were captured"
        plain = above.pos_ in ("AUX", "ADP", "ADJ") or joined
        if not plain and not _is_listed(above, denials["claims"]):
            # a verb of saying, or the noun of an event: what stands above it is another matter
            return False
        below = above
    return False


def _is_taken_back(verb: Token) -> bool:
    """Whether the page has corrected what it said: "an earlier version said that 40 had died"."""
    denials = _table("denials")
    formerly = any(t.lower_ in denials["adverbs"] for t in verb.children if t.dep_ == "advmod")
    for who in verb.children:
        if who.dep_ not in ("nsubj", "nsubjpass"):
            continue
        lemma, before = who.lemma_.lower(), [t.lower_ for t in who.lefts]
        if lemma in denials["drafts"] and any(word in denials["earlier"] for word in before):
            return True
        if lemma in denials["pages"] and formerly and "this" in before:
            return True
    return False


def is_within_denial(word: Token, denying: Token) -> bool:
    """Whether a word is among what a verb or noun of denying denies.

    Where the parse does not hang it there, it is taken to be.
    """
    below = word
    for above in islice(word.ancestors, _FARTHEST):
        if not _bears(below, above):
            return denying not in word.ancestors
        if above == denying:
            break
        below = above
    return not _is_negated(denying)


def _bears(below: Token, above: Token) -> bool:
    """Whether a denial of the word above holds for the one below: not for "denied a part in it"."""
    denials, lemma = _table("denials"), above.lemma_.lower()
    if below.dep_ == "advcl" and any(t.tag_ in ("WDT", "WP") for t in below.subtree):
        return False  # "denied firing on the convoy, in which nine died"
    if below.dep_ == "relcl":  # "the denial that": the parse may take it for "which"
        return lemma in (*denials["nouns"], *denials["claims"], *denials["grounds"])
    return below.dep_ in _BEARING and lemma not in denials["part"]


def _is_called_false(above: Token, below: Token) -> bool:
    """Whether a predicate calls false what stands below it: "is not true that", "are lies"."""
    denials = _table("denials")
    verb = above.head if above.dep_ in ("acomp", "attr") else above
    if verb.lemma_.lower() not in denials["links"]:
        return False
    for word in verb.children:
        if word.dep_ not in ("acomp", "attr", "oprd", "dobj", "prep", "advcl") or word == below:
            continue
        words = {t.lower_ for t in (word, *word.children)} | {word.lemma_.lower()}
        negated = any(t.dep_ == "neg" for t in (*verb.children, *word.children))
        if words & set(denials["false"]):
            return not negated
        if words & set(denials["true"]):
            return negated or bool(words & {"no", "little"})
    return False


def _kind(table: str, words: list[Token]) -> Modality | None:
    known = _table(table)
    for kind in MODALITIES:
        listed = known.get(kind, ())
        if any(_is_listed(word, listed) for word in words):
            return kind
    return None


def _is_listed(word: Token, listed: Collection[str]) -> bool:
    return word.lemma_.lower() in listed or word.lower_ in listed
