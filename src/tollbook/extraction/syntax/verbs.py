"""Verbs: what they are said of, what they are done to and by whom, the passive; and their clauses.

Where a clause starts and ends, which verb heads it, and what subordinates it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tollbook.extraction.syntax.nouns import antecedent, first_of_list
from tollbook.extraction.syntax.tree import LONGEST_CHAIN, child

if TYPE_CHECKING:
    from spacy.tokens import Token

    from tollbook.extraction.sentences.parse import ParsedDocument, Sentence
    from tollbook.model.text import Span

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
_VERBS = ("VERB", "AUX")
_AUXILIARIES = ("aux", "auxpass")
_PREDICATES = ("acomp", "attr", "oprd")
_COMPARING = frozenset({"as", "than"})  # "as reported", "than expected" are said of something else
_NOT_SUBJECTS = frozenset({"who", "whom", "which", "that", "whose"})
_ALWAYS_CLAUSES = ("ROOT", "ccomp", "parataxis", "relcl")
_CLAUSES_WITH_SUBJECT = ("advcl", "pcomp", "conj", "acl", "csubj", "dep", "xcomp", "appos")
_CONCESSIONS = frozenset({"although", "though", "while", "whereas"})
_OPENERS = _CONCESSIONS | {"that"}
_LATER_CLAUSES = ("conj", "parataxis")


def subject(verb: Token) -> Token | None:
    """Whom or what a verb is said of: its own subject, or one that it shares or inherits.

    Of an active verb that is who does it, of a passive one whom it is done to; `actor` is always
    who does it. A verb without a subject of its own has that of the verb it is joined to ("fell and
    died"), leans on ("is likely to visit") or is a detail of ("fled, leaving two"), the object that
    it is the business of ("told him to leave"), or the noun that its clause describes ("the man who
    fell", "people killed").
    """
    for _ in range(LONGEST_CHAIN):
        own = child(verb, *SUBJECTS)
        if own is not None:
            return antecedent(own, verb)
        head = verb.head
        if verb.dep_ in ("relcl", "acl"):
            return _described_noun(verb)
        if verb.dep_ == "xcomp" and (controlled := child(head, "dobj")) is not None:
            return controlled
        if not _inherits(verb):
            return None
        verb = head.head if verb.dep_ == "pcomp" else head
    return None


def nearest_subject(verb: Token) -> Token | None:
    """The subject, and where a parse leaves a choice the noun nearest to the verb: who speaks.

    Of '"A full answer," the ministry said' `subject` may give the answer and of "Six died in the
    raid, the mission announced" the six, where parses go astray; this gives ministry and mission.
    """
    own = [other for other in verb.children if other.dep_ in SUBJECTS]
    if own:
        return antecedent(own[-1], verb)
    return verb.head if verb.dep_ in ("relcl", "acl") else subject(verb)


def _described_noun(verb: Token) -> Token:
    """The noun that a relative or participle clause describes."""
    noun = verb.head
    if noun.dep_ == "appos" and verb.i and verb.nbor(-1).text == ",":
        return noun.head  # "12 men, among them two boys, suffocated": the men
    return first_of_list(noun)


def _inherits(verb: Token) -> bool:
    """Whether a verb without a subject has that of the word it hangs on."""
    head = verb.head
    match verb.dep_:
        case "aux" | "auxpass" | "xcomp" | "acomp" | "attr":
            return True
        case "conj":
            predicates = head.pos_ in _VERBS or head.dep_ in _PREDICATES
            return predicates or child(head, *SUBJECTS) is not None
        case "oprd":
            return is_passive(head)
        case "advcl":
            mark = child(verb, "mark")
            return mark is None or mark.lower_ not in _COMPARING
        case "pcomp":
            return head.head.pos_ in _VERBS
    return False


def actor(verb: Token) -> Token | None:
    """Who does what the verb says: the agent of a passive, else its subject.

    "The toll was announced by the ministry" and "The ministry announced the toll": the ministry.
    """
    return (agent(verb) if is_passive(verb) else None) or subject(verb)


def agent(verb: Token) -> Token | None:
    """The noun under the "by" of a passive verb: "announced by the ministry"."""
    by = child(verb, "agent")
    return child(by, "pobj") if by is not None else None


def is_passive(verb: Token) -> bool:
    """Whether the verb is done to its subject: "were killed", also in "villagers killed"."""
    if child(verb, "nsubjpass", "auxpass") is not None:
        return True
    if verb.tag_ != "VBN" or verb.dep_ in _AUXILIARIES or child(verb, "dobj") is not None:
        return False
    if any(t.lemma_ == "have" or t.lower_ in ("'ve", "’ve") for t in verb.lefts):
        return False
    if verb.dep_ == "conj" and verb.head.pos_ in _VERBS:
        return is_passive(verb.head) or child(verb, *SUBJECTS) is not None
    return True


def direct_object(verb: Token) -> Token | None:
    """What the verb is done to, shared ("captured and shot 11") or relative ("those they shot")."""
    own = child(verb, "dobj")
    if own is not None:
        return antecedent(own, verb)
    for other in verb.conjuncts:
        if other.i > verb.i and other.pos_ == "VERB":
            shared = child(other, "dobj")
            if shared is not None and child(other, "nsubj") is None:
                return shared
    if verb.dep_ == "relcl":
        doer = child(verb, "nsubj")
        if doer is not None and doer.lower_ not in _NOT_SUBJECTS:
            return verb.head
    return None


def is_negated(verb: Token) -> bool:
    """Whether "not" or "never" stands with the verb."""
    return child(verb, "neg") is not None


def is_clause(token: Token) -> bool:
    """Whether the word heads words that say something: a verb, or a noun with a copula."""
    return token.pos_ in ("VERB", "AUX") or child(token, *SUBJECTS, "expl") is not None


def clause_of(token: Token) -> Token:
    """The nearest verb that the word hangs on, itself included; the root where there is none.

    Of "the men" in "wants to free the men" it is "free"; `clause_head` gives "wants".
    """
    for _ in range(LONGEST_CHAIN):
        if token.head == token or token.pos_ in ("VERB", "AUX"):
            break
        token = token.head
    return token


def clause_head(token: Token) -> Token:
    """The head of the smallest clause with a subject of its own that holds the word."""
    for node in (token, *token.ancestors):
        if node.dep_ in _ALWAYS_CLAUSES:
            return node
        if node.dep_ in _CLAUSES_WITH_SUBJECT and child(node, *SUBJECTS) is not None:
            return node
    return token


def clause_words(head: Token) -> list[Token]:
    """The words of a clause, in order, without clauses set beside it and without outer marks."""
    beside = {token for other in head.children if _stands_beside(other) for token in other.subtree}
    return trim(token for token in head.subtree if token not in beside)


def _stands_beside(verb: Token) -> bool:
    """Whether the clause of a verb is a statement of its own beside the one it hangs on."""
    if verb.dep_ in _LATER_CLAUSES:
        return clause_head(verb) == verb
    mark = child(verb, "mark")
    return verb.dep_ == "advcl" and mark is not None and mark.lower_ in _CONCESSIONS


def trim(tokens: Iterable[Token]) -> list[Token]:
    """Words without the marks, blanks, "and" and "that" at their ends."""
    kept = list(tokens)
    while kept and _opens_nothing(kept[0]):
        del kept[0]
    while kept and (kept[-1].is_punct or kept[-1].is_space or kept[-1].dep_ == "cc"):
        del kept[-1]
    return kept


def _opens_nothing(token: Token) -> bool:
    return (
        token.is_punct
        or token.is_space
        or token.dep_ == "cc"
        or (token.dep_ == "mark" and token.lower_ in _OPENERS)
    )


def subordinators(verb: Token) -> frozenset[str]:
    """The words that subordinate the verb's clause: "if", "whether", "what", "how"."""
    return frozenset(
        token.lower_
        for token in verb.subtree
        if token.i < verb.i
        and ((token.dep_ == "mark" and token.head == verb) or token.tag_ in ("WP", "WRB", "WDT"))
        and clause_head(token) == clause_head(verb)
    )


def clause_span(parsed: ParsedDocument, sentence: Sentence, token: Token) -> Span:
    """The clause around a word as a span of the document."""
    return parsed.span_of(sentence, clause_words(clause_head(token)) or [token])
