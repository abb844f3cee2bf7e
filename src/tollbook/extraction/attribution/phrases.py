"""Words other than verbs of speech that bring somebody's word, or vouch for nothing.

"According to X", "X's claim that", "X put it at seven", "12 dead (X)"; and hearsay, "reportedly",
"were said to".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tollbook.extraction.attribution.names import introduces
from tollbook.extraction.attribution.reading import Range, Reading
from tollbook.extraction.attribution.relation import Relation
from tollbook.extraction.attribution.sources import is_body, is_media, speaks, vouches_for_nothing
from tollbook.extraction.syntax.nouns import certainly_people, phrase_with_maker
from tollbook.extraction.syntax.phrases import words_among
from tollbook.extraction.syntax.tree import child
from tollbook.extraction.syntax.verbs import actor, agent, clause_of, is_clause, subject

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_CLAUSE_OPENERS = frozenset({"and", "but", "who", "which"})
_CLAUSE_ENDS = (",", ";", ".", ":", "–", "—")
_SHORTEST_CLAUSE = 3  # tokens
_NEAR = 8  # tokens from the noun of a source to the "that" of its clause


def phrase_relations(reading: Reading) -> Iterator[Relation]:
    """The relations of a sentence that no verb of speech makes: by a phrase, then by hearsay.

    Hearsay has no voice: it only changes the modality of what it brings.
    """
    for word in words_among(reading.doc, reading.cues.according.keys()):
        i = word.i  # "According to X, ..." and "..., according to X"
        if word.lower_ not in reading.cues.according or i + 1 == len(reading.doc):
            continue
        length = length_of_according(reading, i)
        found = _according(reading, i, i + length - 1) if length else None
        if found is not None:
            yield found
    for token in words_among(reading.doc, reading.cues.turning):
        for rule in _TURNS_OF_PHRASE:
            found = rule(reading, token)
            if found is not None:
                yield found
    for token in words_among(reading.doc, reading.cues.hearsay):
        found = _hearsay_of_passive(reading, token) or _hearsay_of_word(reading, token)
        if found is not None:
            yield found


def length_of_according(reading: Reading, i: int) -> int:
    """How many tokens from token `i` are such a phrase; 0 where none begins there."""
    for words in reading.cues.according.get(reading.doc[i].lower_, ()):
        if tuple(token.lower_ for token in reading.doc[i : i + len(words)]) == words:
            return len(words)
    return 0


def _according(reading: Reading, first: int, last: int) -> Relation | None:
    """The relation of a phrase from token `first` to `last`."""
    after = (t for t in reading.doc[last + 1 :] if t.pos_ in ("NOUN", "PROPN", "PRON"))
    noun = child(reading.doc[last], "pobj") or next(after, None)
    if noun is None or noun.lower_ in reading.cues.no_source:
        return None
    start, end = phrase_with_maker(noun)
    source = reading.span(max(start, last + 1), end)
    content = reading.spans(_all_but_phrase(reading, first, end))
    if source is None or not content:
        return None
    return Relation(
        voices=(source,),
        cue=reading.span(first, last),
        content=content,
        cue_lemma=reading.doc[first : last + 1].text.lower(),
        hedge="unconfirmed" if vouches_for_nothing(noun, reading.cues) else None,
    )


def _all_but_phrase(reading: Reading, first: int, last: int) -> list[Range]:
    """All of the sentence but the phrase from `first` to `last`."""
    doc = reading.doc
    end = len(doc) - 1
    comma = next((t.i for t in doc[last + 1 :] if t.text in (",", ";", ":")), None)
    if first <= 1:
        return [((comma or last) + 1, end)]
    if comma is not None and _opens_a_clause(doc, first):
        return [(comma + 1, _end_of_clause(doc, comma + 1))]
    clause = doc[first].head
    if doc[first - 1].text != "," and clause.pos_ in ("VERB", "AUX") and clause.i < first:
        return [(clause.left_edge.i, first - 1)]
    goes_on = comma is not None and not _turns_away(reading, list(doc[comma + 1 :]))
    return [(0, first - 1), *([(comma + 1, end)] if comma is not None and goes_on else [])]


def _opens_a_clause(doc: Doc, first: int) -> bool:
    """Whether the phrase stands where a clause has just opened: "and, according to X, ..."."""
    opener = doc[first - 2] if doc[first - 1].text == "," else doc[first - 1]
    return opener.tag_ in ("CC", "WP", "WDT") and opener.lower_ in _CLAUSE_OPENERS


def _end_of_clause(doc: Doc, first: int) -> int:
    """The last token of a clause that stands between commas or ends the sentence."""
    verb = next((t for t in doc[first:] if t.pos_ in ("VERB", "AUX")), doc[-1])
    return max(verb.i, clause_of(verb).right_edge.i)


def _turns_away(reading: Reading, rest: Sequence[Token]) -> bool:
    """Whether the words after the phrase turn to something else, or to somebody else's word."""
    turns = bool(rest) and rest[0].lower_ in ("but", "while", "although", "though", "yet")
    return turns or any(token.lemma_.lower() in reading.cues.plain for token in rest)


def _relation_of_noun(reading: Reading, noun: Token) -> Relation | None:
    """Find "X's claim that ...", "reports that ...": the clause explains a noun of speech."""
    lemma = noun.lemma_.lower()
    if noun.pos_ != "NOUN" or lemma not in reading.cues.nouns:
        return None
    clauses = (c for c in noun.rights if c.dep_ in ("acl", "ccomp"))
    clause = next((c for c in clauses if _opens_with_that(c)), None)
    if clause is None or not is_clause(clause):
        return None
    said = reading.spans([(clause.left_edge.i, clause.right_edge.i)])
    owner = child(noun, "poss") or _owner_after(noun)
    voice = None
    if owner is not None and speaks(reading, owner):
        voice = reading.phrase(owner)
    elif vouches_for_nothing(noun, reading.cues) or reading.cues.nouns[lemma] == "report":
        voice = reading.span(*_without_clause(noun))
    if voice is None or not said:
        return None
    cue_class = reading.cues.nouns[lemma]
    doubtful = vouches_for_nothing(noun, reading.cues)
    return Relation(
        voices=(voice,),
        cue=reading.span(noun.i, noun.i),
        content=said,
        cue_class=cue_class,
        cue_lemma=lemma,
        hedge="unconfirmed" if doubtful else reading.cues.modality.get(cue_class),
    )


def _relation_of_count(reading: Reading, noun: Token) -> Relation | None:
    """Find "the army's figure was lower: 12 dead": a count is the word of whoever keeps it."""
    subject_of_clause = noun.dep_ in ("nsubj", "nsubjpass")
    if noun.lemma_.lower() not in reading.cues.counts or not subject_of_clause:
        return None
    owner = child(noun, "poss") or _owner_before(noun)
    if owner is None:
        return None
    verb = noun.head
    if owner.pos_ == "PRON" or not speaks(reading, owner) or reading.is_cue(verb):
        return None
    if not any(token.like_num for token in reading.doc[noun.i :]):
        return None
    said = [(noun.i, len(reading.doc) - 1)]
    return _counted_by(reading, owner, (noun.i, noun.i), said, "count")


def _counted_by(
    reading: Reading, speaker: Token, cue: Range, said: Sequence[Range], cue_class: str
) -> Relation | None:
    """A count as the word of one voice; the last word of the cue gives the lemma."""
    voice, content = reading.phrase(speaker), reading.spans(said)
    if voice is None or not content:
        return None
    return Relation(
        voices=(voice,),
        cue=reading.span(*cue),
        content=content,
        cue_class=cue_class,
        cue_lemma=reading.doc[cue[1]].lemma_.lower(),
    )


def _owner_before(noun: Token) -> Token | None:
    """The body whose name stands right before its count: "the NIS count"."""
    owner = child(noun, "compound")
    return owner if owner is not None and owner.pos_ == "PROPN" else None


def _relation_of_revising(reading: Reading, verb: Token) -> Relation | None:
    """Find "X has raised its estimate to 900": who changes a count of his own gives the new one."""
    if verb.lemma_.lower() not in reading.cues.revising or not verb.tag_.startswith("VB"):
        return None
    count = child(verb, "nsubjpass" if reading.is_passive(verb) else "dobj")
    if count is None or count.lemma_.lower() not in reading.cues.counts | reading.cues.tolls:
        return None
    speaker = actor(verb)
    if speaker is None or not speaks(reading, speaker):
        return None
    if not any(token.like_num for token in reading.doc[count.i :]):
        return None
    said = [(verb.i + 1, verb.right_edge.i)]
    if reading.is_passive(verb):  # "the toll was raised to 900 by X"
        if speaker.head.dep_ != "agent":
            return None
        said = [(verb.left_edge.i, verb.i - 1), (verb.i + 1, speaker.head.i - 1)]
    return _counted_by(reading, speaker, (verb.i, verb.i), said, "count")


def _relation_of_reckoning(reading: Reading, by: Token) -> Relation | None:
    """Find "By the army's count, 300 were killed", "by the estimate of the army"."""
    count = child(by, "pobj") if by.lower_ == "by" else None
    if count is None or count.lemma_.lower() not in reading.cues.counts:
        return None
    owner = child(count, "poss") or _owner_after(count) or _owner_before(count)
    last = count.i
    if owner is not None and owner.tag_ == "PRP$":  # "police held 40, by their own count"
        owner = subject(clause_of(by))
    elif owner is not None:
        last = max(count.i, phrase_with_maker(owner)[1])
    if owner is None or not speaks(reading, owner):
        return None
    said = _all_but_phrase(reading, by.i, last)
    return _counted_by(reading, owner, (by.i, count.i), said, "count")


def _relation_of_putting(reading: Reading, verb: Token) -> Relation | None:
    """Find "X put the toll at seven", "it was put up to nine by X"."""
    lemma = verb.lemma_.lower()
    if lemma not in reading.cues.putting or not verb.tag_.startswith("VB"):
        return None
    around = reading.doc[verb.left_edge.i : verb.right_edge.i + 1]
    counted = any(token.lemma_.lower() in reading.cues.tolls for token in around)
    if not counted or not any(token.lower_ in ("at", "to") for token in around):
        return None
    speaker = actor(verb)
    if speaker is None or speaker.lemma_.lower() in reading.cues.tolls:
        return None
    said = [(verb.i + 1, verb.right_edge.i)]
    if reading.is_passive(verb):
        if speaker.head.dep_ != "agent":
            return None
        said = [(verb.left_edge.i, verb.i - 1), (verb.i + 1, speaker.head.i - 1)]
    return _counted_by(reading, speaker, (verb.i, verb.i), said, "estimate")


def _relation_of_arriving(reading: Reading, verb: Token) -> Relation | None:
    """Find "the ministry arrives at 230 dead", "the survey comes at 40 missing"."""
    if verb.lemma_.lower() not in reading.cues.arriving or not verb.tag_.startswith("VB"):
        return None
    after = reading.doc[verb.i + 1 : verb.right_edge.i + 1]
    if not len(after) or after[0].lower_ != "at":
        return None
    number = any(t.like_num for t in after)
    counted = any(t.lemma_.lower() in reading.cues.tolls for t in after)
    speaker = actor(verb)
    if speaker is None or not (number and counted) or not speaks(reading, speaker):
        return None
    return _counted_by(
        reading, speaker, (verb.i, verb.i), [(verb.i + 1, verb.right_edge.i)], "estimate"
    )


def _relation_of_colon(reading: Reading, noun: Token) -> Relation | None:
    """Find "The breakdown given by the ministry: 77 dead", "The army's count: 12"."""
    if noun.lemma_.lower() not in reading.cues.counts:
        return None
    colon = next((t for t in reading.doc[noun.i + 1 :] if t.text == ":"), None)
    if colon is None or any(reading.is_cue(t) for t in reading.doc[: noun.i]):
        return None
    made = child(noun, "acl")
    owner = child(noun, "poss") or _owner_after(noun) or (agent(made) if made is not None else None)
    if owner is None or owner.i > colon.i or not speaks(reading, owner):
        return None
    return _counted_by(
        reading, owner, (noun.i, noun.i), [(colon.i + 1, len(reading.doc) - 1)], "count"
    )


def _relation_of_giving(reading: Reading, verb: Token) -> Relation | None:
    """Find "X gave the toll as seven", "X gave a figure of nine", "X has it at seven"."""
    marks = reading.cues.giving.get(verb.lemma_.lower())
    count = child(verb, "dobj") if marks and verb.tag_.startswith("VB") else None
    if marks is None or count is None or reading.is_passive(verb):
        return None
    known = reading.cues.tolls | reading.cues.counts
    after = reading.doc[count.i + 1 : verb.right_edge.i + 1]
    mark = next((t for t in after if t.lower_ in marks and t.head in (verb, count)), None)
    speaker = subject(verb)
    if count.lemma_.lower() not in known or mark is None or speaker is None:
        return None
    if not speaks(reading, speaker) or not any(t.like_num for t in reading.doc[mark.i :]):
        return None
    said = [(verb.i + 1, verb.right_edge.i)]
    return _counted_by(reading, speaker, (verb.i, verb.i), said, "count")


def _relation_of_counted(reading: Reading, verb: Token) -> Relation | None:
    """Find "the 12 deaths recorded by X": the phrase alone is the word of whoever counted."""
    if verb.tag_ != "VBN" or verb.dep_ != "acl" or verb.lemma_.lower() not in reading.cues.counted:
        return None
    speaker, noun = agent(verb), verb.head
    if speaker is None or not speaks(reading, speaker) or noun.i > verb.i:
        return None
    said = [(noun.left_edge.i, verb.i - 1)]
    return _counted_by(reading, speaker, (verb.i, verb.i), said, "count")


def _relation_of_brackets(reading: Reading, opening: Token) -> Relation | None:
    """Find "12 people were killed (AFAD), ...": a body in brackets behind a clause gives it."""
    doc = reading.doc
    if opening.text != "(" or opening.i < _SHORTEST_CLAUSE:
        return None
    closing = next((t for t in doc[opening.i + 1 : opening.i + _NEAR] if t.text == ")"), None)
    if closing is None or closing.i == opening.i + 1:
        return None
    after = doc[closing.i + 1 : closing.i + 2]
    named = doc[opening.i + 1 : closing.i]
    if (len(after) and after[0].text not in _CLAUSE_ENDS) or not is_body(reading, named):
        return None
    before = doc[opening.i - 1]
    counted = before.pos_ in ("NOUN", "PROPN") and certainly_people(before)
    if before.like_num or counted or introduces(doc[: opening.i].text, named.text):
        return None
    stops = [t.i for t in doc[: opening.i] if t.text in (";", ")")]
    first = stops[-1] + 1 if stops else 0
    said = [(first, opening.i - 1)]
    if not any(t.like_num for t in doc[first : opening.i]):
        return None
    if len(after) and after[0].text == "," and not any(t.text == "(" for t in doc[closing.i :]):
        rest = list(doc[closing.i + 2 :])
        if not _turns_away(reading, rest) and not any(t.pos_ == "AUX" for t in rest):
            said.append((closing.i + 2, len(doc) - 1))
    voice, content = reading.span(opening.i + 1, closing.i - 1), reading.spans(said)
    return Relation(voices=(voice,), cue=None, content=content) if voice and content else None


def _relation_of_hearing(reading: Reading, verb: Token) -> Relation | None:
    """Find "the mission heard from staff that ...": the staff's word, handed on by the mission."""
    lemma = verb.lemma_.lower()
    if lemma not in reading.cues.heard:
        return None
    hearer = subject(verb)
    source = next((c for c in verb.rights if c.lower_ == reading.cues.heard_from), None)
    speaker = child(source, "pobj") if source is not None else None
    if source is None and hearer is not None and is_media(reading, hearer):
        return _relation_of_learning(reading, verb, hearer)
    if hearer is None or speaker is None or not speaks(reading, hearer):
        return None
    after = reading.doc[speaker.i + 1 : speaker.i + _NEAR]
    that = next((t.i for t in after if t.lower_ == reading.cues.clause_opener), None)
    if that is None:
        return None
    voices = reading.spans([phrase_with_maker(hearer), (phrase_with_maker(speaker)[0], that - 1)])
    said = reading.spans([(that, len(reading.doc) - 1)])
    return Relation(voices=voices, cue=reading.span(verb.i, verb.i), content=said, cue_lemma=lemma)


def _relation_of_learning(reading: Reading, verb: Token, outlet: Token) -> Relation | None:
    """Find "The Herald has learned that ...": an outlet's own word."""
    clause = next((c for c in verb.rights if c.dep_ == "ccomp" and _opens_with_that(c)), None)
    voice = reading.phrase(outlet)
    if clause is None or voice is None:
        return None
    said = reading.spans([(clause.left_edge.i, clause.right_edge.i)])
    cue = reading.span(verb.i, verb.i)
    return Relation(voices=(voice,), cue=cue, content=said, cue_lemma=verb.lemma_.lower())


def _opens_with_that(clause: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.lefts)


def _owner_after(noun: Token) -> Token | None:
    for other in noun.rights:
        if other.dep_ == "prep" and other.lower_ in ("by", "from", "of"):
            return child(other, "pobj")
    return None


def _without_clause(noun: Token) -> Range:
    return min([noun.i, *(c.left_edge.i for c in noun.lefts)]), noun.i


def _hearsay_of_passive(reading: Reading, verb: Token) -> Relation | None:
    """Find "were reported killed", "it is believed that ...": somebody says so, but who?"""
    lemma = verb.lemma_.lower()
    if verb.tag_ != "VBN" or lemma not in reading.cues.passive or not reading.is_passive(verb):
        return None
    if child(verb, "agent") is not None:
        return None
    clause = child(verb, "xcomp", "ccomp", "oprd", "acomp")
    if clause is None or clause.i < verb.i:
        return None
    who = child(verb, "nsubjpass", "nsubj")
    ranges = [(clause.left_edge.i, clause.right_edge.i)]
    if who is not None and who.pos_ != "PRON":
        ranges.insert(0, (who.left_edge.i, who.right_edge.i))
    if who is not None and who.dep_ == "nsubjpass" and lemma in ("expect", "know", "consider"):
        return None
    hedge = reading.cues.passive[lemma]
    if hedge is None:
        return None
    return Relation(
        voices=(),
        cue=reading.span(verb.i, verb.i),
        content=reading.spans(ranges),
        cue_class=reading.cues.verbs.get(lemma, "report"),
        cue_lemma=lemma,
        hedge=hedge,
    )


def _hearsay_of_word(reading: Reading, token: Token) -> Relation | None:
    """Find "reportedly", "alleged": one word that vouches for nothing."""
    word = token.lower_
    hedge = reading.cues.adverbs.get(word) or (
        reading.cues.adjectives.get(word) if token.dep_ == "amod" else None
    )
    if hedge is None or token.head == token:
        return None
    head = token.head
    before = [t.left_edge.i for t in head.lefts if t.dep_ not in ("cc", "punct")]
    first = min([*before, head.i, token.i + 1])
    said = reading.spans([(min(first, token.i), head.right_edge.i)])
    return (
        Relation(
            voices=(),
            cue=reading.span(token.i, token.i),
            content=said,
            cue_class="allege",
            cue_lemma=word,
            hedge=hedge,
        )
        if said
        else None
    )


_TURNS_OF_PHRASE = (
    _relation_of_noun,
    _relation_of_count,
    _relation_of_revising,
    _relation_of_reckoning,
    _relation_of_putting,
    _relation_of_arriving,
    _relation_of_colon,
    _relation_of_giving,
    _relation_of_counted,
    _relation_of_brackets,
    _relation_of_hearing,
)
