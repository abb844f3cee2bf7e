"""What is said: the stretches of a sentence that a verb of speech gives to its speaker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tollbook.extraction.attribution.phrases import length_of_according
from tollbook.extraction.attribution.reading import BREAKS, CLOSING_MARKS, Range, Reading
from tollbook.extraction.attribution.sources import speaks
from tollbook.extraction.syntax.tree import child
from tollbook.extraction.syntax.verbs import actor

if TYPE_CHECKING:
    from spacy.tokens import Token

_FINITE = ("VBD", "VBZ", "VBP")
_OPENERS = {"“", '"', "``", "‘", "«", ":"}


def content_of(reading: Reading, cue: Token, speaker: Token, source: Range) -> list[Range]:
    """The stretches of the sentence that the verb gives to the speaker, in text order."""
    lemma = cue.lemma_.lower()
    clause = reading.reported_clause(cue)
    thing = _thing_of(cue)
    if thing is not None and thing.lemma_.lower() in reading.cues.never_object:
        return []  # the verb means something else: a flood claims lives
    if reading.cues.verbs[lemma] in ("show", "suggest") and not _can_show(reading, speaker):
        return []
    if lemma in reading.cues.gerund_only:
        bare = clause is not None and clause.tag_ == "VBN" and child(clause, "aux") is None
        if bare or (thing is not None and not _is_deed(reading, thing)):
            return []  # a ward admits the wounded
    if clause is not None and cue.i < clause.i and not source[0] > cue.i:
        first = max(clause.left_edge.i, cue.i + 1)
        return [*_antecedent(cue, speaker), (first, _last_of_content(reading, cue, clause))]
    if reading.is_passive(cue):
        return _content_of_passive(cue) if lemma in reading.cues.takes_object else []
    known = speaks(reading, speaker) or lemma not in reading.cues.unsure
    if known or lemma in reading.cues.plain:
        before = _before_the_cue(reading, cue, source, clause)
        if before:
            return before
    if not known and lemma not in reading.cues.plain:
        return []
    after = _object(reading, cue, lemma) or _rest_of_sentence(reading, cue, source, lemma)
    return [*_antecedent(cue, speaker), *after] if after else []


def _thing_of(cue: Token) -> Token | None:
    """The thing that a cue brings: its object, or a count the parse takes for a state.

    "The mission counted 1,204 dead"; or a deed: "a nurse described finding six dead".
    """
    states = (c for c in cue.rights if c.dep_ in ("acomp", "attr", "oprd"))
    counted = (c for c in states if any(t.like_num for t in c.lefts))
    deeds = (c for c in cue.rights if c.dep_ == "xcomp" and c.tag_ == "VBG")
    return child(cue, "dobj") or next(counted, None) or next(deeds, None)


def _can_show(reading: Reading, speaker: Token) -> bool:
    """Whether what a thing shows is a source's word: "records show", but not "marks show"."""
    known = (
        speaker.lemma_.lower() in reading.cues.shown_by or speaker.lower_ in reading.cues.shown_by
    )
    return known or speaks(reading, speaker)


def _is_deed(reading: Reading, thing: Token) -> bool:
    """Whether the object is something done: "killing two men", "the death of two men"."""
    return thing.lower_.endswith("ing") or thing.lemma_.lower() in reading.cues.tolls


def _content_of_passive(cue: Token) -> list[Range]:
    """The content of "12 deaths were reported by X in May": subject, and what follows the agent."""
    thing, agent = child(cue, "nsubjpass"), child(cue, "agent")
    if thing is None or agent is None:
        return []
    return [(thing.left_edge.i, thing.right_edge.i), (agent.right_edge.i + 1, cue.right_edge.i)]


def _antecedent(cue: Token, speaker: Token) -> list[Range]:
    """The noun that a relative clause makes part of what is said: "the men he admits killing"."""
    if cue.dep_ != "relcl" or speaker == cue.head or speaker.i < cue.head.i:
        return []
    return [(cue.head.left_edge.i, cue.head.i)]


def _last_of_content(reading: Reading, cue: Token, clause: Token) -> int:
    """The last token of the content that begins after the verb.

    What hangs on the verb itself belongs to it too, unless it speaks or tells what else the
    speaker did.
    """
    last = clause.right_edge.i
    for other in cue.rights:
        if other.i < clause.i or other.i <= last:
            continue
        if other.dep_ == "cc" and other.lower_ == "and":
            continue
        joined = other.dep_ == "conj" and _goes_on(reading, other)
        if (other.dep_ in ("conj", "cc", "parataxis") and not joined) or reading.is_cue(other):
            break
        if other.dep_ != "punct":
            last = max(last, other.right_edge.i)
    return _up_to_contrast(reading, clause.i, _past_colon(reading, last))


def _past_colon(reading: Reading, last: int) -> int:
    """The end of the sentence where the content goes on after a colon: "gave the toll: 12 dead"."""
    after = reading.doc[last + 1 : last + 2]
    return len(reading.doc) - 1 if len(after) == 1 and after[0].text == ":" else last


def _up_to_contrast(reading: Reading, first: int, last: int) -> int:
    """Where content ends before another's word: "while X reported ...", ", according to X"."""
    for token in reading.doc[first + 1 : last + 1]:
        if reading.doc[token.i - 1].text == "," and length_of_according(reading, token.i):
            return token.i - 2
        if token.lower_ not in reading.cues.contrast:
            continue
        joined = [token.head, *(t for t in token.head.rights if t.dep_ == "conj")]
        cues = (t for t in joined if t.i > token.i and t.lemma_.lower() in reading.cues.plain)
        speaker = next((actor(t) for t in cues), None)
        if speaker is not None and speaker.i > token.i and speaker.pos_ != "PRON":
            return token.i - 1
    return last


def _goes_on(reading: Reading, clause: Token) -> bool:
    """Whether a clause joined to the verb of speech by "and" goes on with what is said.

    It does where it has a subject of its own and no voice: "said two men were killed and three
    others were hurt".
    """
    first = clause.left_edge.i
    before = reading.doc[first - 1].lower_ if first else ""
    own = child(clause, "nsubj", "nsubjpass")
    return before == "and" and own is not None and not reading.is_cue(clause)


def _before_the_cue(
    reading: Reading, cue: Token, source: Range, clause: Token | None
) -> list[Range]:
    """The content of "..., X said" and "..., X said, ...", the part after it included."""
    start = min(source[0], cue.i)
    while start > 0 and reading.doc[start - 1].head == cue and not reading.doc[start - 1].is_punct:
        start -= 1
    # a colon behind the verb, or behind a hearer, says that the speech follows
    follows = any(t.text == ":" for t in reading.doc[cue.i + 1 : cue.i + 4])
    if start < 2 or follows or reading.doc[start - 1].text not in BREAKS:
        return []
    if clause is None and not reading.is_finite_and_plain(cue):
        return []
    rest = _second_piece(reading, cue, source, clause)
    last_word = all(token.is_punct for token in reading.doc[cue.i + 1 :])
    if clause is None and cue.dep_ in ("relcl", "acl") and not last_word:
        return []
    if clause is None and rest is None and not _ends_on_speech(reading, cue, start):
        return []
    # content begins at the sentence, or after another's words
    begin = 0
    for word in reading.doc[:start]:
        speaks_first = word.lemma_.lower() in reading.cues.plain and word.tag_ in _FINITE
        if speaks_first and clause is not None and word.i < clause.left_edge.i:
            begin = clause.left_edge.i
    pieces = [(begin, start - 1)]
    return [*pieces, rest] if rest else pieces


def _ends_on_speech(reading: Reading, cue: Token, start: int) -> bool:
    """Whether what stands before the speaker can be speech, and nothing after the verb is."""
    doc = reading.doc
    that = any(t.lower_ == "that" and t.tag_ == "IN" for t in doc[cue.i + 1 : cue.i + 6])
    thing = _thing_of(cue)
    hearer = cue.lemma_.lower() in reading.cues.hearing
    if that or (
        thing is not None and thing.i > cue.i and not hearer and not speaks(reading, thing)
    ):
        return False
    says = any(t.pos_ in ("VERB", "AUX", "NUM") or t.is_quote for t in doc[:start])
    participle = doc[0].tag_ in ("VBG", "VBN") and doc[0].dep_ not in ("nsubj", "amod", "compound")
    return says and not participle


def _second_piece(
    reading: Reading, cue: Token, source: Range, clause: Token | None
) -> Range | None:
    """What goes on after "..., X said, ": all that hangs on the clause and not on the verb."""
    hearer = child(cue, "dobj", "prt")
    end = max([cue.i, source[1], *([hearer.right_edge.i] if hearer is not None else [])])
    after = [t for t in reading.doc[end + 1 :] if t.text in (",", "--", "–", ";")]
    if not after or after[0].i + 1 >= len(reading.doc):
        return None
    first = after[0].i + 1
    opener = reading.doc[first]
    branch = opener
    for _ in range(len(reading.doc)):
        if branch.head == branch or cue in (branch.head, branch):
            break
        branch = branch.head
    hangs_on_clause = clause is not None and branch == clause
    if (
        opener.text in _OPENERS
        or hangs_on_clause
        or (source[0] < cue.i and _breaks_off(reading, end, first))
    ):
        return first, len(reading.doc) - 1
    hangs_on_cue = branch.head == cue and branch.i > end and branch.dep_ not in ("conj", "cc")
    quoted = reading.doc[min(source[0], cue.i) - 1].text in CLOSING_MARKS
    if hangs_on_cue and not quoted and not reading.is_cue(branch):
        return first, branch.right_edge.i
    return None


def _breaks_off(reading: Reading, end: int, first: int) -> bool:
    """Whether the speaker stands between two halves: "If it broke, X says, many would drown".

    So it does where the words after the cue have a verb that is no cue of its own, and no "but"
    turns to something else.
    """
    doc = reading.doc
    if first - end != 2:
        return False
    verb = next((t for t in doc[first:] if t.pos_ in ("VERB", "AUX")), None)
    if verb is None or reading.is_cue(verb) or verb.tag_ == "VBG":
        return False
    if doc[first].pos_ in ("CCONJ", "SCONJ"):
        return doc[first].lower_ == "and"
    return doc[first].pos_ not in ("ADP", "ADV", "PRON")


def _object(reading: Reading, cue: Token, lemma: str) -> list[Range]:
    """The content of "reported two deaths", "put the toll at seven", "accused Y of killing"."""
    thing = _thing_of(cue)
    if lemma in reading.cues.charges:
        wanted = reading.cues.charges[lemma]
        for other in cue.rights:
            held = other if other.dep_ == "prep" else child(other, "prep")
            if held is not None and held.lower_ in wanted:
                first = thing.left_edge.i if thing is not None else held.i
                return [(min(first, held.i), _last_of_content(reading, cue, held))]
    if thing is None or lemma not in reading.cues.takes_object or thing.i < cue.i:
        return []
    first = max(thing.left_edge.i, cue.i + 1)
    return [(first, _past_colon(reading, _last_of_content(reading, cue, thing)))]


def _rest_of_sentence(reading: Reading, cue: Token, source: Range, lemma: str) -> list[Range]:
    """All after a plain verb of speech that the parse left without a clause."""
    if lemma not in reading.cues.plain or source[0] > cue.i:
        return []
    first = cue.i + 1
    for other in cue.rights:
        adverbial = other.dep_ in ("npadvmod", "dobj", "dative", "prep", "advmod")
        if adverbial and other.i <= first + 6 and not any(t.pos_ == "VERB" for t in other.subtree):
            first = max(first, other.right_edge.i + 1)
        if other.text in _OPENERS:
            first = other.i
            break
    rest = reading.doc[first:]
    if len(rest) and rest[0].tag_ == "TO":
        return []  # "told them to go" hands on an order, no report
    if not any(t.pos_ in ("VERB", "AUX") or t.text in _OPENERS for t in rest):
        return []
    return [(first, len(reading.doc) - 1)]
