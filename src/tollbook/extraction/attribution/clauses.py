"""Verbs of speech: "X said that ...", "..., X said", "said X", "X confirmed the death of ..."."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from typing import TYPE_CHECKING

from tollbook.extraction.attribution.relation import Relation
from tollbook.extraction.attribution.sources import is_media, singular, speaks, vouches_for_nothing
from tollbook.extraction.attribution.syntax import (
    Reading,
    child_of,
    is_clause,
    is_passive,
    noun_phrase,
    subject,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

    from tollbook.model.text import Span
    from tollbook.model.values import Modality

Range = tuple[int, int]
_OPENERS = {"“", '"', "``", "‘", "«", ":"}
_QUOTES = {"”", '"', "''", "’", "'", "»"}
_BREAKS = {",", "”", '"', "''", "’", "'", "»", "--", "–", "—", "-", "?", "!"}
_LONGEST_NAME = 20  # tokens of a name with office and explanations
_TIMES = ("DATE", "TIME")
_OF_A_NAME = ("DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM", "CCONJ", "ADV", "PART")
_WISHES = ("plan", "demand", "ask", "claim", "deny", "predict", "warn", "admit")


def verb_relations(reading: Reading, taken: frozenset[int] = frozenset()) -> Iterator[Relation]:
    """The relations made by a verb of speech with its speaker in the same sentence.

    Tokens in `taken` are parts of another cue.
    """
    for token in reading.doc:
        if token.i in taken or token.lower_ in reading.cues.citing:
            continue
        if _is_cue(reading, token):
            found = _relation(reading, token)
            if found is not None:
                yield found


def _relation(reading: Reading, cue: Token) -> Relation | None:
    speaker, source = _speaker_and_source(reading, cue)
    if speaker is None or _silenced(reading, cue) or _idle(reading, cue, speaker):
        return None
    content = _content(reading, cue, speaker, source)
    voice, said = reading.span(*source), reading.spans(content)
    if voice is None or not said:
        return None
    lemma = cue.lemma_.lower()
    hearer = _media_hearer(reading, cue)
    return Relation(
        voices=(hearer, voice) if hearer is not None else (voice,),
        cue=reading.span(cue.i, cue.i),
        content=said,
        cue_class=reading.cues.verbs[lemma],
        cue_lemma=lemma,
        hedge=_hedge(reading, cue, speaker),
    )


def _speaker_and_source(reading: Reading, cue: Token) -> tuple[Token | None, Range]:
    """Who speaks, and the tokens that name him."""
    speaker = _speaker(reading, cue)
    if speaker is not None:
        return speaker, noun_phrase(speaker)
    return _set_off(reading, cue)


def _set_off(reading: Reading, cue: Token) -> tuple[Token | None, Range]:
    """The X of "..., X, the governor, said", which the parse hung on something else.

    Stretches between commas belong to the speaker as long as no verb stands in them.
    """
    doc, nowhere = reading.doc, (0, 0)
    if not _is_finite_and_plain(reading, cue) or cue.i < 3 or doc[cue.i - 1].text != ",":
        return None, nowhere
    first = i = cue.i - 1
    while i > 0 and cue.i - i < _LONGEST_NAME and doc[i - 1].pos_ not in ("VERB", "AUX"):
        i -= 1
        if doc[i].text in _BREAKS:
            first = i + 1
            if doc[i].text != ",":
                break
    heads = [
        t for t in doc[first : cue.i - 1] if t.pos_ in ("NOUN", "PROPN") and speaks(reading, t)
    ]
    return (heads[-1], (first, cue.i - 2)) if heads and first > 1 else (None, nowhere)


def _speaker(reading: Reading, cue: Token) -> Token | None:
    """Who the verb makes speak; a passive needs its agent, "it is said" has nobody."""
    if is_passive(cue):
        agent = child_of(cue, "agent")
        found = child_of(agent, "pobj") if agent is not None else None
    else:
        found = _inverted(reading, cue) or subject(cue) or _beside(reading, cue)
        found = _what_it_says_in(reading, cue, found)
    if found is not None and _is_nobody(reading, found):
        return None
    if found is None or found.dep_ == "expl" or found.pos_ in ("VERB", "AUX", "PUNCT"):
        return None
    return found


def _what_it_says_in(reading: Reading, cue: Token, speaker: Token | None) -> Token | None:
    """The document of "in the diary, it says ..."; the speaker where there is none."""
    if speaker is None or speaker.lower_ != "it" or cue.tag_ != "VBZ":
        return speaker
    for child in cue.lefts:
        noun = child_of(child, "pobj") if child.lower_ == "in" else None
        if noun is not None and singular(noun.lower_) in reading.roles.found:
            return noun
    return speaker


def _silenced(reading: Reading, cue: Token) -> bool:
    """Whether the speaker is said not to say it."""
    if reading.cues.verbs[cue.lemma_.lower()] not in reading.cues.silence:
        return False
    return any(child.dep_ == "neg" for child in cue.children)


def _idle(reading: Reading, cue: Token, speaker: Token) -> bool:
    """Whether the verb only names speech: "it is wrong to say", "nobody can say"."""
    return cue.tag_ == "VB" and (speaker.lower_ == "it" or not speaks(reading, speaker))


def _is_nobody(reading: Reading, speaker: Token) -> bool:
    words = [speaker.lower_, *(child.lower_ for child in speaker.lefts)]
    return not reading.roles.nobody.isdisjoint(words)


def _inverted(reading: Reading, cue: Token) -> Token | None:
    """The X of "..., said X", which small parsers often take for something else."""
    if cue.lemma_.lower() in reading.cues.hearing:
        return None
    if cue.i < 2 or not _is_finite_and_plain(reading, cue) or not _broken_off(reading, cue.i):
        return None
    lemma, quoted = cue.lemma_.lower(), reading.doc[cue.i - 1].text in _QUOTES
    own_subject = any(child.dep_ == "nsubj" for child in cue.lefts)
    plain = lemma in reading.cues.plain and not (own_subject and lemma in reading.cues.takes_object)
    if not quoted and not plain:
        return None
    clause = _clause(reading, cue)
    if clause is not None and clause.i > cue.i and not any(c.dep_ == "ccomp" for c in cue.lefts):
        return None
    nouns = list(takewhile(lambda t: t.pos_ in _OF_A_NAME, reading.doc[cue.i + 1 :]))
    heads = [t for t in nouns if t.pos_ in ("NOUN", "PROPN", "PRON") and t.ent_type_ not in _TIMES]
    named = next((t for t in heads if t.head.i <= cue.i or t.head.i > nouns[-1].i), None)
    return named if named is not None and speaks(reading, named) else None


def _beside(reading: Reading, cue: Token) -> Token | None:
    """The noun before a verb that the parse left without a subject."""
    if not _is_finite_and_plain(reading, cue):
        return None
    nouns = [c for c in cue.lefts if c.pos_ in ("NOUN", "PROPN", "PRON")]
    before = reading.doc[cue.i - 1] if cue.i > 0 else None
    if before is not None and before.pos_ in ("NOUN", "PROPN", "PRON"):
        return before
    return nouns[-1] if nouns else None


def _is_finite_and_plain(reading: Reading, cue: Token) -> bool:
    lemma = cue.lemma_.lower()
    plain = lemma in reading.cues.plain or reading.cues.verbs[lemma] == "say"
    return plain and cue.tag_ in ("VBD", "VBZ", "VBP")


def _hedge(reading: Reading, cue: Token, speaker: Token) -> Modality | None:
    lexicon = reading.cues
    if (
        any(child.dep_ == "neg" for child in cue.children)
        and lexicon.verbs[cue.lemma_.lower()] == "confirm"
    ):
        return "unconfirmed"
    if vouches_for_nothing(speaker, lexicon) or cue.head.lemma_.lower() in lexicon.declining:
        return "unconfirmed"
    return lexicon.modality.get(lexicon.verbs[cue.lemma_.lower()])


def _media_hearer(reading: Reading, cue: Token) -> Span | None:
    """The agency that was told: it stands between the speaker and the page."""
    if cue.lemma_.lower() != "tell":
        return None
    hearer = child_of(cue, "dobj", "dative")
    if hearer is None or not is_media(reading, hearer):
        return None
    span = reading.span(*noun_phrase(hearer))
    publisher = (reading.parsed.document.publisher or "").casefold()
    is_the_page = span is not None and span.quote.casefold().removeprefix("the ") in publisher
    return None if is_the_page else span


def _content(reading: Reading, cue: Token, speaker: Token, source: Range) -> list[Range]:
    lemma = cue.lemma_.lower()
    clause = _clause(reading, cue)
    if clause is not None and cue.i < clause.i and not source[0] > cue.i:
        first = max(clause.left_edge.i, cue.i + 1)
        return [*_antecedent(cue, speaker), (first, _reach(reading, cue, clause))]
    if is_passive(cue):
        return _told_of(cue) if lemma in reading.cues.takes_object else []
    known = speaks(reading, speaker)
    if known or lemma in reading.cues.plain:
        before = _before_the_cue(reading, cue, source, clause)
        if before:
            return before
    if not known and lemma not in reading.cues.plain:
        return []
    after = _object(reading, cue, lemma) or _whatever_follows(reading, cue, source, lemma)
    return [*_antecedent(cue, speaker), *after] if after else []


def _told_of(cue: Token) -> list[Range]:
    """The content of "12 deaths were reported by X in May": subject, and what follows the agent."""
    thing, agent = child_of(cue, "nsubjpass"), child_of(cue, "agent")
    if thing is None or agent is None:
        return []
    return [(thing.left_edge.i, thing.right_edge.i), (agent.right_edge.i + 1, cue.right_edge.i)]


def _antecedent(cue: Token, speaker: Token) -> list[Range]:
    """The noun that a relative clause makes part of what is said: "the men he admits killing"."""
    if cue.dep_ != "relcl" or speaker == cue.head or speaker.i < cue.head.i:
        return []
    return [(cue.head.left_edge.i, cue.head.i)]


def _clause(reading: Reading, cue: Token) -> Token | None:
    """The clause that depends on the verb."""
    labels = ["ccomp"]
    if reading.cues.verbs[cue.lemma_.lower()] in _WISHES:
        labels.append("xcomp")
    found = [c for c in cue.children if c.dep_ in labels and is_clause(c)]
    right = [c for c in found if c.i > cue.i]
    return next(iter(right or found), None)


def _reach(reading: Reading, cue: Token, clause: Token) -> int:
    """The last token of the content that begins after the verb.

    What hangs on the verb itself belongs to it too, unless it speaks or tells what else the
    speaker did.
    """
    last = clause.right_edge.i
    for child in cue.rights:
        if child.i < clause.i or child.i <= last:
            continue
        if child.dep_ == "cc" and child.lower_ == "and":
            continue
        joined = child.dep_ == "conj" and _goes_on(reading, child)
        if (child.dep_ in ("conj", "cc", "parataxis") and not joined) or _is_cue(reading, child):
            break
        if child.dep_ != "punct":
            last = max(last, child.right_edge.i)
    return _up_to_contrast(reading, clause.i, last)


def _up_to_contrast(reading: Reading, first: int, last: int) -> int:
    """Where content ends before another's word: "while X reported ...", ", according to X"."""
    openings = {phrase.split()[0] for phrase in reading.cues.according}
    for token in reading.doc[first + 1 : last + 1]:
        if token.lower_ in openings and reading.doc[token.i - 1].text == ",":
            phrase = " ".join(t.lower_ for t in reading.doc[token.i : token.i + 4])
            if phrase.startswith(reading.cues.according):
                return token.i - 2
        if token.lower_ not in reading.cues.contrast:
            continue
        joined = [token.head, *(t for t in token.head.rights if t.dep_ == "conj")]
        cues = (t for t in joined if t.i > token.i and t.lemma_.lower() in reading.cues.plain)
        other = next((subject(t) for t in cues), None)
        if other is not None and other.i > token.i and other.pos_ != "PRON":
            return token.i - 1
    return last


def _goes_on(reading: Reading, clause: Token) -> bool:
    """Whether a clause joined to the verb of speech by "and" goes on with what is said.

    It does where it has a subject of its own and no voice: "said two men were killed and three
    others were hurt".
    """
    first = clause.left_edge.i
    before = reading.doc[first - 1].lower_ if first else ""
    own = child_of(clause, "nsubj", "nsubjpass")
    return before == "and" and own is not None and not _is_cue(reading, clause)


def _is_cue(reading: Reading, token: Token) -> bool:
    return token.tag_.startswith("VB") and token.lemma_.lower() in reading.cues.verbs


def _before_the_cue(
    reading: Reading, cue: Token, source: Range, clause: Token | None
) -> list[Range]:
    """The content of "..., X said" and "..., X said, ...", the part after it included."""
    start = min(source[0], cue.i)
    while start > 0 and reading.doc[start - 1].head == cue and not reading.doc[start - 1].is_punct:
        start -= 1
    if start < 2 or not _broken_off(reading, start) or _opens_speech(reading, cue):
        return []
    if clause is None and not _is_finite_and_plain(reading, cue):
        return []
    if clause is None and (
        cue.dep_ in ("relcl", "acl") or not _ends_on_speech(reading, cue, start)
    ):
        return []
    first = _left_bound(reading, start, clause)
    pieces = [(first, start - 1)]
    rest = _second_piece(reading, cue, source, clause)
    return [*pieces, rest] if rest else pieces


def _ends_on_speech(reading: Reading, cue: Token, start: int) -> bool:
    """Whether what stands before the speaker can be speech, and nothing after the verb is."""
    doc = reading.doc
    that = any(t.lower_ == "that" and t.tag_ == "IN" for t in doc[cue.i + 1 : cue.i + 6])
    thing = child_of(cue, "dobj")
    hearer = cue.lemma_.lower() in reading.cues.hearing
    if that or (
        thing is not None and thing.i > cue.i and not hearer and not speaks(reading, thing)
    ):
        return False
    says = any(t.pos_ in ("VERB", "AUX", "NUM") or t.is_quote for t in doc[:start])
    participle = doc[0].tag_ in ("VBG", "VBN") and doc[0].dep_ not in ("nsubj", "amod", "compound")
    return says and not participle


def _opens_speech(reading: Reading, cue: Token) -> bool:
    """Whether a colon right after the verb, or after a hearer, says that the speech follows."""
    return any(t.text == ":" for t in reading.doc[cue.i + 1 : cue.i + 4])


def _broken_off(reading: Reading, start: int) -> bool:
    return reading.doc[start - 1].text in _BREAKS


def _left_bound(reading: Reading, start: int, clause: Token | None) -> int:
    """Where content before its cue begins: at the sentence, or after another's words."""
    first = 0
    for token in reading.doc[:start]:
        if token.text == ";":
            first = token.i + 1
        speaks_first = token.lemma_.lower() in reading.cues.plain and token.tag_ in (
            "VBD",
            "VBZ",
            "VBP",
        )
        if speaks_first and clause is not None and token.i < clause.left_edge.i:
            first = clause.left_edge.i
    return first


def _second_piece(
    reading: Reading, cue: Token, source: Range, clause: Token | None
) -> Range | None:
    """What goes on after "..., X said, ": all that hangs on the clause and not on the verb."""
    end = max(cue.i, source[1])
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
    if opener.text in _OPENERS or (clause is not None and branch == clause):
        return first, len(reading.doc) - 1
    hangs_on_cue = branch.head == cue and branch.i > end and branch.dep_ not in ("conj", "cc")
    quoted = reading.doc[min(source[0], cue.i) - 1].text in _QUOTES
    if hangs_on_cue and not quoted and not _is_cue(reading, branch):
        return first, branch.right_edge.i
    return None


def _object(reading: Reading, cue: Token, lemma: str) -> list[Range]:
    """The content of "reported two deaths", "put the toll at seven", "accused Y of killing"."""
    thing = child_of(cue, "dobj")
    doc = reading.doc
    if lemma in reading.cues.charges:
        wanted = reading.cues.charges[lemma]
        for child in cue.rights:
            held = child if child.dep_ == "prep" else child_of(child, "prep")
            if held is not None and held.lower_ in wanted:
                first = thing.left_edge.i if thing is not None else held.i
                return [(min(first, held.i), _reach(reading, cue, held))]
    if thing is None or lemma not in reading.cues.takes_object or thing.i < cue.i:
        return []
    if thing.lemma_.lower() in reading.cues.never_object:
        return []
    first, last = max(thing.left_edge.i, cue.i + 1), thing.right_edge.i
    for child in cue.rights:
        if (
            child.i > last
            and child.dep_ in ("prep", "advcl", "npadvmod")
            and not _is_cue(reading, child)
        ):
            last = child.right_edge.i
    return [(first, min(last, len(doc) - 1))]


def _whatever_follows(reading: Reading, cue: Token, source: Range, lemma: str) -> list[Range]:
    """All after a plain verb of speech that the parse left without a clause."""
    if lemma not in reading.cues.plain or source[0] > cue.i:
        return []
    first = cue.i + 1
    for child in cue.rights:
        adverbial = child.dep_ in ("npadvmod", "dobj", "dative", "prep", "advmod")
        if adverbial and child.i <= first + 6 and not any(t.pos_ == "VERB" for t in child.subtree):
            first = max(first, child.right_edge.i + 1)
        if child.text in _OPENERS:
            first = child.i
            break
    rest = reading.doc[first:]
    if len(rest) and rest[0].tag_ == "TO":
        return []  # "told them to go" hands on an order, no report
    if not any(t.pos_ in ("VERB", "AUX") or t.text in _OPENERS for t in rest):
        return []
    return [(first, len(reading.doc) - 1)]
