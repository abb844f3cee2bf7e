"""Words of harm in a sentence, and the people each one is said of.

One function a construction: a verb done to its object, a verb done by its subject, lives lost, a
noun for the event, a noun for the people, a state; and, where nothing else is said, a strength.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from tollbook.extraction.figures.harms.generic import counts_nobody
from tollbook.extraction.figures.harms.nouns import events, persons
from tollbook.extraction.figures.harms.states import places_of_custody, states
from tollbook.extraction.figures.harms.strengths import strengths
from tollbook.extraction.figures.harms.terms import Harm
from tollbook.extraction.figures.harms.together import is_natural, joined, repeats_another
from tollbook.extraction.figures.harms.totals import is_totalled, totals
from tollbook.extraction.figures.harms.verbs import lives_lost, object_verbs, subject_verbs
from tollbook.extraction.syntax.grammar import child, objects_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["Harm", "find_harms"]

_CONSTRUCTIONS = (
    totals,
    object_verbs,
    subject_verbs,
    lives_lost,
    events,
    persons,
    states,
    places_of_custody,
)


def find_harms(doc: Doc) -> Iterator[Harm]:
    """Every word of harm in a sentence with its people, in the order of the words."""
    harms = list(_by_construction(doc))
    harmed = {t.i for harm in harms if harm.victims != harm.trigger for t in _phrase(harm)}
    for harm in harms:
        # of "two dozen hostages were murdered" the murder counts; "hostages" only says whom
        if harm.construction == "person" and harm.trigger.i in harmed:
            continue
        if not _only_describes(harm, harms):
            yield harm
    counted = harmed | {harm.victims.i for harm in harms} | {t.i for t in _lists(harms)}
    for token in doc:
        strength = strengths(token)
        if strength is not None and token.i not in counted:
            yield strength


def _by_construction(doc: Doc) -> Iterator[Harm]:
    for token in doc:
        harm = next((harm for find in _CONSTRUCTIONS if (harm := find(token))), None)
        if harm is None or is_natural(harm) or repeats_another(harm) or counts_nobody(harm):
            continue
        if harm.construction in ("toll", "event", "person") or not is_totalled(harm.victims):
            yield joined(harm)


def _phrase(harm: Harm) -> Iterator[Token]:
    """The victims, and whom they are of: "six of the hostages were executed"."""
    yield harm.victims
    yield from objects_of(harm.victims, "of")


def _only_describes(harm: Harm, harms: Sequence[Harm]) -> bool:
    """Whether "sent" only says which people were harmed: "100 soldiers sent to fight have died"."""
    bare = harm.trigger.tag_ == "VBN" and child(harm.trigger, "aux", "auxpass") is None
    return (
        bare
        and harm.measure == "deployed"
        and any(other.victims == harm.victims and other.measure != "deployed" for other in harms)
    )


def _lists(harms: Iterable[Harm]) -> Iterator[Token]:
    """All members of the lists that are harmed."""
    for harm in harms:
        yield from harm.victims.conjuncts
        yield from (t for t in harm.victims.subtree if t.dep_ in ("pobj", "appos", "conj"))
