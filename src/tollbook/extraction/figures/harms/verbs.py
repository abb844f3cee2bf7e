"""Verbs of harm, done to their object or by their subject; lives lost; and states of harm.

States are dead, missing, wounded; in prison, in hospital.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tollbook.extraction.figures.harms.terms import (
    Harm,
    are_people,
    are_under_arms,
    certainly_under_arms,
    is_number,
    is_quantified,
    measure_of,
    people_head,
    terms,
)
from tollbook.extraction.syntax.nouns import (
    antecedent,
    certainly_people,
    is_aged,
    objects_of,
    possibly_people,
    words,
)
from tollbook.extraction.syntax.tree import child
from tollbook.extraction.syntax.verbs import direct_object, is_passive, subject
from tollbook.language import load
from tollbook.model.values import MEASURES

if TYPE_CHECKING:
    from spacy.tokens import Token

    from tollbook.model.values import Measure

_BEFORE_NOUN = ("det", "nummod", "amod", "compound", "poss", "quantmod")
_NO_VICTIMS = ("IN", "TO", "RB", ",", ".")
# Under these a doubtful verb has the rest of its phrase: "beaten to death", "taken hostage".
_PLAIN = ("killed", "captured")
_STANDING = (
    "nsubj", "nsubjpass", "npadvmod", "dobj", "appos", "conj", "ROOT", "dep", "nummod", "attr",
)  # fmt: skip
_PREDICATES = ("acomp", "oprd", "attr", "advmod", "xcomp", "ccomp", "dobj", "conj")


def object_verbs(token: Token) -> Harm | None:
    """Such as "the strike killed 11", "11 were killed", "11 killed"."""
    # the parse may take a verb for a noun: "Belgian police arrest detective in affair"
    named_as_noun = (
        token.dep_ == "compound"
        and token.tag_ in ("NN", "NNS")
        and token.i > 0
        and token.nbor(-1).pos_ in ("NOUN", "PROPN")
        and token.head.i > token.i
        and certainly_people(token.head)
    )
    told = token.pos_ in ("VERB", "ADJ") or token.tag_ in ("VBN", "VBD", "VBG", "VB")
    if not told and not named_as_noun:
        return None
    measure, weak = measure_of(token, "object")
    if measure is None:
        return None
    named = _named_behind(token)
    if named is not None:
        return Harm(measure, token, named, "object")
    victims = token.head if named_as_noun else _done_to(token)
    if victims is None or not are_people(victims, weak):
        return None
    if token.lemma_ == "lose":
        return _loss(token, victims)
    if victims.lemma_.lower() in ("body", "corpse") or not means_harm(token, measure, victims):
        return None
    return Harm(measure, token, victims, "object")


def _named_behind(participle: Token) -> Token | None:
    """Who a sentence names that opens with the participle: "Killed were two nurses and a guard"."""
    be = participle.head
    if participle.tag_ != "VBN" or be.lower_ not in ("was", "were") or be.i != participle.i + 1:
        return None
    alone = participle.i == 0 or participle.nbor(-1).lower_ in ("also", "among")
    people = child(be, "attr", "nsubj", "nsubjpass")
    people = next((t for t in be.children if t.dep_ == "attr" and t.i > be.i), people)
    if not alone or people is None or people.i < be.i:
        return None
    return people if certainly_people(people_head(people)) else None


def means_harm(verb: Token, measure: Measure, victims: Token) -> bool:
    """Whether a verb that often means something else means the harm here."""
    if measure == "deployed" and (not are_under_arms(victims) or _sends_back(verb)):
        return False
    if measure == "displaced" and certainly_under_arms(victims):
        return False
    numbered = load("en", "measures")["numbered"]["verbs"]
    if verb.lemma_ in numbered and measure not in _PLAIN and not _has_number(victims):
        return False
    match verb.lemma_:
        case "take":
            if victims.lemma_.lower() in load("en", "measures")["losses"]["nouns"]:
                return False  # who takes casualties suffers them
            return measure != "captured" or _taken_by_force(verb)
        case "beat":
            return is_passive(verb)
        case "bury":
            return not _under_rubble(verb)
        case "catch" | "pick":
            return measure != "captured" or not _only_stopped(verb)
        case "hold":
            return is_passive(verb) or verb.tag_ == "VBG"
    return True


def _taken_by_force(verb: Token) -> bool:
    """Whether armed people take them: "fighters took her and 275 pupils"; or a phrase says so."""
    taker = child(verb, "nsubj", "agent")
    by = child(taker, "pobj") if taker is not None and taker.dep_ == "agent" else taker
    held = ("hostage", "prisoner", "captive", "custody", "away", "alive")
    return any(t.lower_ in held for t in verb.subtree) or (
        by is not None and certainly_under_arms(by)
    )


def _under_rubble(verb: Token) -> bool:
    """Whether earth buries people, who may yet be dug out: not the burial of the dead."""
    under = ("under", "beneath", "in", "by", "alive")
    return is_passive(verb) and any(t.lower_ in under for t in verb.children)


def _only_stopped(verb: Token) -> bool:
    """Whether people are caught in something or picked up by rescuers: nobody holds them."""
    after = verb.doc[verb.i + 1 : verb.i + 3]
    if verb.lemma_ == "catch":
        return any(t.lower_ in ("in", "up", "between", "by", "out") for t in after)
    agent = child(verb, "agent")
    by = child(agent, "pobj") if agent is not None else None
    return verb.lemma_ == "pick" and by is not None and not possibly_people(by)


def _sends_back(verb: Token) -> bool:
    """Whether people are sent home or back, not out."""
    particles = load("en", "measures")["leaving"]["particles"]
    return any(t.lower_ in particles and t.dep_ in ("advmod", "prt") for t in verb.children)


def _loss(verb: Token, victims: Token) -> Harm | None:
    """Those somebody lost: a family its dead, an army its casualties."""
    whom = people_head(victims)
    if whom.lemma_.lower() in words("en", "kin"):
        return Harm("killed", verb, victims, "object")
    if not _has_number(victims):
        return None
    if not are_under_arms(victims) and whom.lemma_.lower() not in words("en", "lost"):
        return None
    # "killed 12 rebels and lost two men": beside a killing, the lost are the dead
    dead = any(measure_of(other, "object")[0] == "killed" for other in verb.conjuncts)
    return Harm("killed" if dead else "casualties", verb, victims, "object")


def _done_to(verb: Token) -> Token | None:
    """Whom a verb of harm is done to."""
    before = number_before(verb)
    if before is not None:
        return before
    after = verb.doc[verb.i + 1 : verb.i + 3]
    if len(after) == 2 and after[0].lower_ == "dead" and after[1].tag_ not in _NO_VICTIMS:
        head = after[1]  # "shot dead four youths": the parse often hangs them on the state
        while head.dep_ in _BEFORE_NOUN and head.head.i > head.i:
            head = head.head
        if head.pos_ in ("NOUN", "PROPN", "NUM", "PRON") or is_aged(head):
            return head
    if verb.dep_ == "amod":
        return verb.head if verb.tag_ != "VBG" else None
    if is_passive(verb):
        return subject(verb) or child(verb, "npadvmod", "nummod")
    done_to = direct_object(verb)
    if done_to is not None and not _says_how(done_to):
        return done_to
    left = child(verb, "ccomp")
    if left is not None and left.pos_ == "ADJ" and child(left, "aux", "mark") is None:
        made = child(left, "nsubj")  # "made 300 people homeless"
        if made is not None and made.i > verb.i:
            return made
    measured = child(verb, "npadvmod")
    extent = measured is not None and measured.i > verb.i and _has_number(measured)
    if measured is not None and extent and certainly_people(people_head(measured)):
        return measured  # "uprooted 2.4m people"
    # a headline leaves "were" out: "25 rebels killed"
    own = subject(verb)
    active = any(t.dep_ == "aux" or (t.dep_ == "dobj" and not _says_how(t)) for t in verb.children)
    # of "rebels took the town and killed" they are the doers
    joined = verb.dep_ == "conj" and child(verb.head, "dobj") is not None
    if own is None or active or verb.tag_ not in ("VBN", "VBD"):
        return None
    if not (joined and own.head != verb) and (certainly_people(people_head(own)) or is_number(own)):
        return own
    return None


def _has_number(victims: Token) -> bool:
    return is_number(victims) or is_quantified(victims)


def _says_how(noun: Token) -> bool:
    """Whether what looks like an object is none: "killed fighting", "killed over 48 hours"."""
    if is_aged(noun):
        return False
    return noun.ent_type_ in ("DATE", "TIME") or noun.lower_.endswith("fighting")


def number_before(word: Token) -> Token | None:
    """The bare number right before a word of harm: "over 500 wounded", "12 others hurt”."""
    if word.tag_ not in ("VBN", "VBD", "VBP", "VB", "JJ", "NN", "NNP") or word.i == 0:
        return None
    before = word.nbor(-1)
    if word.dep_ == "amod" and word.head.i > word.i and before.head == word.head:
        return None  # "two dead soldiers"
    doubted = load("en", "measures")["numbered"]["doubted"]
    if before.lower_ in doubted and word.i > 1 and word.lower_ in terms("state").single:
        before = before.nbor(-1)  # "62 confirmed dead"
        return before if before.tag_ == "CD" and before.ent_type_ != "DATE" else None
    if before.text == "+" and word.i > 1:  # "300+ died"
        before = before.nbor(-1)
        return before if before.tag_ == "CD" else None
    if before.lower_ in ("others", "more") and before.i and before.nbor(-1).like_num:
        if before.dep_ == "conj":
            return None  # "the governor and six others died"
        return before if before.tag_ == "NNS" else before.nbor(-1)
    number = before.tag_ == "CD" and before.ent_type_ not in ("DATE", "TIME", "MONEY")
    stands = before.head == word or before.dep_ in _STANDING or _goes_on_a_list(before)
    return before if number and stands else None


def _goes_on_a_list(number: Token) -> bool:
    """Whether a count is put at it, or "and" joins it to one: "at 900 killed and 3,700 wounded"."""
    if number.dep_ != "pobj":
        return False
    before = number.doc[number.left_edge.i - 1].lower_ if number.left_edge.i else ""
    if number.head.lower_ == "of" and number.head.i == number.sent.start:
        return True  # "Of 240 wounded, 90 were women"
    return number.head.lower_ == "at" or before == "and"


def subject_verbs(token: Token) -> Harm | None:
    """Such as "11 people died", "the 11 who fled"."""
    if token.pos_ != "VERB":
        return None
    measure, weak = measure_of(token, "subject")
    if measure is None:
        return None
    victims = number_before(token) or (token.head if token.dep_ == "amod" else subject(token))
    if victims is None or not are_people(victims, weak):
        return None
    if measure == "displaced" and certainly_under_arms(victims):
        return None  # gunmen flee the law, not the war
    if token.lemma_ == "survive" and measure == "killed" and child(token, "neg") is None:
        return None  # only "did not survive" is a death
    if measure == "surrendered" and _gives_a_thing(token):
        return None
    staying = load("en", "measures")["numbered"]["staying"]
    if measure == "displaced" and token.lemma_ in staying and not _has_number(victims):
        return None
    return Harm(measure, token, victims, "subject")


def _gives_a_thing(verb: Token) -> bool:
    """Whether a thing is given up: "gave up his seat"; not "gave themselves up"."""
    thing = child(verb, "dobj")
    itself = thing is not None and thing.lower_.endswith(("self", "selves"))
    return verb.lemma_ in ("give", "turn", "hand") and thing is not None and not itself


def lives_lost(token: Token) -> Harm | None:
    """Such as "claimed 31 lives", "the lives of 12", "lost their lives"."""
    tables = load("en", "measures")
    if token.pos_ != "VERB":
        return None
    table = next(
        (tables[t] for t in ("lives", "throats") if token.lemma_.lower() in tables[t]["verbs"]),
        None,
    )
    if table is None:
        return None
    objects = (t for t in token.children if t.dep_ in ("dobj", "nsubjpass"))
    lives = next((t for t in objects if t.lemma_.lower() in table["nouns"]), None)
    if lives is None:
        return None
    victims: Token | None = next(objects_of(lives, "of"), None)
    owner = child(lives, "poss")
    if victims is None and child(lives, "nummod") is None:
        if owner is None:
            return None
        victims = owner if token.lemma_ in ("take", "claim", "end", "cost") else subject(token)
    return Harm(table["measure"], token, victims or lives, "lives")


def states(token: Token) -> Harm | None:
    """Such as "two are missing", "left 12 dead", "three injured soldiers", "found dead"."""
    outcome = _outcome(token)
    if outcome is not None:
        return outcome
    measure = terms("state").single.get(token.lower_)
    if measure is None:
        return None
    left = _people_before(token)
    if left is not None:
        return Harm(measure, token, left, "state")
    if token.pos_ not in ("ADJ", "VERB", "NOUN", "ADV") and not number_before(token):
        return None
    by_verb = measure_of(token.head, "object")[0] is not None and not is_passive(token.head)
    if by_verb and token.dep_ in _PREDICATES and child(token, "nsubj", "nsubjpass") is None:
        return None  # "shot dead four youths": the verb says whom
    victims = _in_state(token)
    if victims is None or not are_people(victims, weak=True):
        return None
    return Harm(measure, token, victims, "state")


def _people_before(state: Token) -> Token | None:
    """The counted people right before a state that ends their phrase: "left 22 civilians dead".

    The parse hangs the state on what follows, or on the last of a list.
    """
    if state.i < 2 or state.tag_ not in ("JJ", "IN", "RB", "NN", "VBN", "VBG"):
        return None
    people, after = state.nbor(-1), state.doc[state.i + 1 : state.i + 2]
    inside = any(t.pos_ in ("NOUN", "PROPN") and t in state.ancestors for t in after)
    if inside or people.pos_ != "NOUN" or not certainly_people(people):
        return None
    if state.pos_ == "VERB" and state.dep_ != "amod":
        return None  # the construction of a verb reads it
    while people.dep_ == "conj" and people.head.pos_ == "NOUN" and _is_counted(people.head):
        people = people.head
    return people if _is_counted(people) else None


def _is_counted(noun: Token) -> bool:
    return any(t.dep_ == "nummod" for t in noun.lefts)


def _outcome(adverb: Token) -> Harm | None:
    """How it ended for some of them: "two were shot, one fatally", "ten were hurt, three badly"."""
    number = adverb.nbor(-1) if adverb.i else adverb
    if adverb.pos_ != "ADV" or number.tag_ != "CD":
        return None
    if adverb.lower_ in load("en", "measures")["fatal"]["adverbs"]:
        return Harm("killed", adverb, number, "state")
    after = adverb.doc[adverb.i + 1 : adverb.i + 2]
    ends = all(t.is_punct or t.lower_ == "and" for t in after)
    hurt = any(measure_of(t, "object")[0] == "injured" for t in adverb.doc[: number.i])
    grave = adverb.lower_ in load("en", "measures")["grave"]["adverbs"]
    return Harm("injured", adverb, number, "state") if grave and ends and hurt else None


def _in_state(state: Token) -> Token | None:
    """Who is in the state."""
    before = number_before(state)
    if before is not None:
        return before
    own = child(state, "nsubj", "nsubjpass", "nummod", "npadvmod")
    if own is not None:
        return antecedent(own, state)
    if state.dep_ in ("amod", "compound"):
        head = state.head
        return head.head if head.dep_ == "compound" else head
    if state.dep_ == "acl":
        return state.head
    noun = state.nbor(-1) if state.i else state
    if state.dep_ == "advcl" and noun.head == state.head and is_quantified(noun):
        return noun  # "reported 12 rebels dead"
    if state.head.lower_ == "as" and state.head.dep_ == "prep":
        return subject(state.head.head)  # "217 are listed as missing"
    if state.dep_ in _PREDICATES:
        verb = state.head
        feared = number_before(verb) if verb.i == state.i - 1 else None
        if feared is not None:
            return feared
        if state.dep_ == "conj" and verb.dep_ in (*_PREDICATES, "amod"):
            return _in_state(verb)
        if state.dep_ != "acomp" and not is_passive(verb):
            return direct_object(verb) or subject(verb)
        return subject(verb)
    return None


def places_of_custody(token: Token) -> Harm | None:
    """A state told by a place: "he is in prison", "the men in custody"."""
    if token.dep_ != "prep":
        return None
    noun = child(token, "pobj")
    if noun is None or child(noun, "poss") is not None:
        return None
    described = [t.lower_ for t in noun.lefts if t.dep_ in ("amod", "compound")]
    if not described and child(noun, "det") is not None:
        return None  # "in the prison" is where, "in prison" is how
    phrase = " ".join((token.lower_, *described, noun.lower_))
    for measure in MEASURES:
        phrases = load("en", "measures")["prepositional"].get(measure, ())
        if phrase in phrases:
            victims = _who_is_there(token.head)
            if victims is not None and are_people(victims, weak=True):
                return Harm(measure, noun, victims, "state")
    return None


def _who_is_there(head: Token) -> Token | None:
    if head.pos_ == "AUX" or head.lemma_ in ("be", "remain", "languish", "sit", "stay"):
        return subject(head)
    listed = head.i and head.left_edge.i and head.left_edge.nbor(-1).lower_ in ("and", ",")
    for token in head.doc[: head.left_edge.i] if listed and head.pos_ == "NOUN" else ():
        verb = token.pos_ == "VERB" and measure_of(token, "subject")[0] == "killed"
        if verb and not any(t.pos_ == "VERB" for t in head.doc[token.i + 1 : head.i]):
            return None  # "two died at once and a fourth person later in hospital": so did he
    # "30 more in hospital" lie there; of "17 died at the scene and three in hospital" three died
    alone = is_number(head) and head.dep_ != "conj"
    return head if alone or head.pos_ in ("NOUN", "PROPN") else None
