"""Voices that the layout names: captions, "ARMY: ..." lines, headline endings, interviews."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from tollbook.extraction.attribution.lexicon import Cues, Roles, cues, roles
from tollbook.extraction.attribution.relation import Relation
from tollbook.extraction.attribution.sources import kind_of_noun
from tollbook.extraction.sentences.parse import ParsedDocument
from tollbook.model.document import Block
from tollbook.model.text import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

_SHORT_NAME = 3  # words
_LONG_NAME = 7  # words of a name with its titles
_SIGNATURE_MOST = 250  # characters of a speaker's name and office behind a quotation
_PARTICLES = frozenset(
    {"al", "el", "bin", "ibn", "de", "da", "di", "van", "von", "der", "of", "the"}
)
_DASHES = ("-", "–", "—")
_LABEL = re.compile(r"\s{0,4}\[[^\]\n]{1,40}\]\s{0,4}")  # "[Anchor]": another speaks
# "From governor Ana Varga: 12 dead"
_FROM = re.compile(r"\s{0,4}[Ff]rom\s(?:the\s)?([^:;,.!?\"“”\n]{3,60}?)\s?:\s{1,4}(?=\S)")
_QUESTION_OR_ANSWER = re.compile(
    r"(?:^|(?<=\s))(?P<mark>Q|A|Question|Answer)\s?:\s{1,4}(?=\S)", re.M
)
_ADDRESSED = re.compile(r"([A-Z][\w’'-]{2,20}(?:\s[A-Z][\w’'-]{1,20}){0,2}),\s")
_FEWEST_LABELS = 2  # that make a transcript
# "(Okoye, interrupting) ": who speaks, at the start of a paragraph
_BRACKETED = re.compile(
    r"\s{0,4}[(\[]([^\W\d_][^()\[\],\d\n]{0,40})(?:,[^()\[\]\n]{1,40})?[)\]]\s{1,4}(?=\S)"
)
_COLON = re.compile(r"\s{0,4}(?:[-–•*]\s)?([A-Z][^:;,.!?\"“”\n]{1,60}?)\s?:\s{1,4}(?=\S)")
_ENDING = re.compile(
    r"(?:\s[-–—]{1,2}\s?|\s?[–—]\s?|(?<=\w)-|(?P<colon>:\s))"
    r"(?P<voice>[^\W\d_][^-–—:,]{1,60}?)[.\s]{0,3}\Z"
)
_LINKS = re.compile(r"(?:\s+(?:https?://|pic\.|#|@)\S{1,200}){1,9}\s*\Z")  # a post ends in them
_SIGNED = re.compile(
    r"[”\"’»]\s{0,3}[-–—]{1,2}\s?([^\W\d_a-z][^\n,;”\"]{2,60}?)(?:[,;(][^\n”\"]{0,120})?\s*\Z"
)
_SIGNATURE = re.compile(r"(?:[-–—]{1,2}\s?)?([^\W\d_a-z][^\n,;”\".!?]{2,60}?)(?:[,(].{0,120})?\Z")
_AFTERWARDS = re.compile(r",\s([^,]{2,60})$")


def layout_relations(parsed: ParsedDocument, relations: Sequence[Relation]) -> Iterator[Relation]:
    """The relations that no cue makes but the place of the words; `relations` are those of cues."""
    language = parsed.document.language
    words = cues(language), roles(language)
    places = sorted(relation.place[0] for relation in relations if relation.voices)
    yield from _transcript(parsed, words[0])
    yield from _answers(parsed, relations, words[1])
    for index, block in enumerate(parsed.document.blocks):
        signed = list(_signature(parsed, index, words[1])) if block.role != "caption" else []
        if block.role == "caption":
            yield from _caption(parsed, index, places)
        elif signed:
            yield from signed
        elif _is_headline(parsed, block, index):
            yield from _headline(parsed, block, places, *words)
        elif block.role in ("body", "item"):
            yield from _line(parsed, block, *words)


def _caption(parsed: ParsedDocument, index: int, places: Sequence[int]) -> Iterator[Relation]:
    """A caption speaks for what follows, up to narration after a blank line with another source."""
    document = parsed.document
    caption = document.blocks[index]
    name = re.match(r"[^/\n]{1,200}", document.text[caption.start : caption.end])
    content: list[Span] = []
    quoted = False
    for block in document.blocks[index + 1 :]:
        if block.role in ("caption", "headline"):
            break
        if _LABEL.fullmatch(document.text, block.start, block.end):
            break
        narrated = block.gap_before and not _is_quoted(parsed, block)
        if content and narrated and (quoted or _names_a_source(block, places)):
            break
        quoted = not content and _is_quoted(parsed, block)
        content.append(parsed.span(block.start, block.end))
    if name is not None and name.group().strip() and content:
        end = caption.start + len(name.group().rstrip())
        yield Relation(voices=(parsed.span(caption.start, end),), cue=None, content=tuple(content))


def _transcript(parsed: ParsedDocument, cues: Cues) -> Iterator[Relation]:
    """Find "(Okoye) We lost nobody." in interviews: each speaks up to the next such label.

    One label alone may be any aside, so there must be two; the last speaker has his paragraph.
    """
    text, blocks = parsed.document.text, parsed.document.blocks
    labels = [(i, found) for i, b in enumerate(blocks) if (found := _speaker_label(text, b, cues))]
    if len(labels) < _FEWEST_LABELS:
        return
    following = [index for index, _ in labels[1:]] + [labels[-1][0] + 1]
    for (index, label), after in zip(labels, following, strict=True):
        first = parsed.span(label.end(), blocks[index].end)
        rest = [parsed.span(b.start, b.end) for b in blocks[index + 1 : after]]
        yield Relation(voices=(parsed.span(*label.span(1)),), cue=None, content=(first, *rest))


def _answers(
    parsed: ParsedDocument, relations: Sequence[Relation], roles: Roles
) -> Iterator[Relation]:
    """Find "Q: General, ...? A: We lost nobody.": the answers are his whom the first one addresses.

    Where it addresses nobody, they are the last person's who spoke or was named before it.
    """
    text = parsed.document.text
    marks = list(_QUESTION_OR_ANSWER.finditer(text))
    questions = [mark for mark in marks if mark["mark"][0] in "Qq"]
    if not questions or len(questions) == len(marks):
        return
    voice = _answerer(parsed, questions[0], relations, roles)
    if voice is None:
        return
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    for mark, end in zip(marks, ends, strict=True):
        if mark in questions:
            continue
        block = next(b for b in parsed.document.blocks if b.start <= mark.start("mark") < b.end)
        stop = end if mark is not marks[-1] else block.end
        yield Relation(voices=(voice,), cue=None, content=(parsed.span(mark.end(), stop),))


def _answerer(
    parsed: ParsedDocument, first: re.Match[str], relations: Sequence[Relation], roles: Roles
) -> Span | None:
    addressed = _ADDRESSED.match(parsed.document.text, first.end())
    if addressed is not None and kind_of_noun(addressed[1].split()[0], roles) == "person":
        return parsed.span(*addressed.span(1))
    people = [
        parsed.span_of(sentence, entity)
        for sentence, doc in parsed.parsed_sentences()
        for entity in doc.ents
        if entity.label_ == "PERSON" and sentence.end <= first.start("mark")
    ]
    spoken = [r.voices[-1] for r in relations if r.voices and r.reach <= first.start("mark")]
    return max([*people, *spoken], key=lambda span: span.start, default=None)


def _speaker_label(text: str, block: Block, cues: Cues) -> re.Match[str] | None:
    """The label in brackets that opens a paragraph, behind stage directions."""
    place = block.start
    for _ in range(_FEWEST_LABELS):
        found = _BRACKETED.match(text, place, block.end)
        if found is None or found.end() >= block.end:
            return None
        if cues.stage.isdisjoint(found[1].lower().split()):
            return found
        place = found.end()
    return None


def _is_quoted(parsed: ParsedDocument, block: Block) -> bool:
    """Whether the paragraph is between quotation marks."""
    return parsed.document.text[block.start : block.end].lstrip()[:1] in tuple("“\"«„‘'")


def _names_a_source(block: Block, places: Sequence[int]) -> bool:
    index = bisect_left(places, block.start)
    return index < len(places) and places[index] < block.end


def _is_headline(parsed: ParsedDocument, block: Block, index: int) -> bool:
    """Whether a block is a headline, or a short first line or list item that reads like one."""
    if block.role not in ("body", "item"):
        return block.role == "headline"
    first = index == 0 or block.role == "item"
    words = parsed.document.text[block.start : block.end].split()
    return first and len(words) <= parsed.settings.headline_words


def _line(parsed: ParsedDocument, block: Block, cues: Cues, roles: Roles) -> Iterator[Relation]:
    """Find "ARMY SPOKESMAN: We lost nobody.": the whole paragraph is the speaker's."""
    match = _COLON.match(parsed.document.text, block.start, block.end)
    sender = _FROM.match(parsed.document.text, block.start, block.end)
    if sender is not None and any(kind_of_noun(word, roles) for word in sender[1].split()):
        match = sender
    elif match is None or not _is_speaker(match.group(1), cues, roles, in_capitals=True):
        return
    if not any(character.isalpha() for character in parsed.document.text[match.end() : block.end]):
        return  # "Police: 3" in a list of losses counts the police
    if parsed.document.text[match.end() : match.end() + 12].isupper():
        return  # "TOVAL: FLOODS, REPORT 4" is all one heading
    yield Relation(
        voices=(parsed.span(match.start(1), match.end(1)),),
        cue=None,
        content=(parsed.span(match.end(), block.end),),
    )


def _headline(
    parsed: ParsedDocument, block: Block, places: Sequence[int], cues: Cues, roles: Roles
) -> Iterator[Relation]:
    """Find "Police: two dead", "Two dead - police", "Army says killed two", "..., police say"."""
    if _names_a_source(block, places):
        return
    text = parsed.document.text
    links = _LINKS.search(text, block.start, block.end)
    stop = links.start() if links else block.end
    start = _COLON.match(text, block.start, stop)
    end = _ENDING.search(text, block.start, stop)
    closing = end is not None and _is_ending(parsed, block, end, cues, roles)
    counted = start is not None and _is_counted_at(parsed, start)
    opening = (
        start is not None
        and start.end() < stop
        # in a list of places, a name alone is one of them
        and _is_speaker(start[1], cues, roles, nouns_only=block.role == "item" or counted)
    )
    if start is not None and opening and not (closing and _names_nobody(start[1], roles)):
        yield _without_cue(parsed, start.span(1), (start.end(), stop))
    elif end is not None and closing:
        yield _without_cue(parsed, end.span("voice"), (block.start, end.start()))
    else:
        yield from _headline_verb(parsed, block, cues)


def _is_counted_at(parsed: ParsedDocument, start: re.Match[str]) -> bool:
    """Whether a number stands behind the name of a place: "Kano: 14 people killed"."""
    behind = parsed.document.text[start.end() : start.end() + 1]
    return behind.isdigit() and any(
        sentence.start <= start.start(1) < sentence.end and not _opens_with_a_party(doc)
        for sentence, doc in islice(parsed.parsed_sentences(), 1)
    )


def _opens_with_a_party(doc: Doc) -> bool:
    """Whether the first word names a person or a body: "Zelensky: 31,000 soldiers killed"."""
    return len(doc) > 0 and doc[0].ent_type_ in ("PERSON", "ORG", "NORP")


def _is_ending(
    parsed: ParsedDocument, block: Block, end: re.Match[str], cues: Cues, roles: Roles
) -> bool:
    """Whether the words behind the last dash or colon of a headline are who says it."""
    if end.start() <= block.start:
        return False
    content = (parsed.span(block.start, end.start()),)
    if end["colon"]:  # "Toll at 14: Govt", but not "Explained: Why Rebels Fight"
        short = len(end["voice"].split()) <= _SHORT_NAME
        noun = kind_of_noun(end["voice"].split()[-1].strip("."), roles) is not None
        has_number = any(character.isdigit() for character in content[0].quote)
        return (noun or (short and has_number)) and _is_speaker(end["voice"], cues, roles)
    hyphen = end.start() + 1 == end.start("voice") and end[0][0] == "-"
    return _is_speaker(end["voice"], cues, roles, nouns_only=hyphen)


def _names_nobody(words: str, roles: Roles) -> bool:
    """Whether no known noun for a speaker is among some words that may be a name."""
    return not any(kind_of_noun(word.strip("."), roles) for word in words.split())


def _signature(parsed: ParsedDocument, index: int, roles: Roles) -> Iterator[Relation]:
    """A quotation with its speaker behind a dash: "We lost six." – Col. Ana Ray, commander.

    The name may also stand on the next line.
    """
    document = parsed.document
    block = document.blocks[index]
    found = _SIGNED.search(document.text, max(block.start, block.end - _SIGNATURE_MOST), block.end)
    if found is not None and _is_person(found[1], roles):
        yield _without_cue(parsed, found.span(1), (block.start, found.start() + 1))
        return
    if index + 1 == len(document.blocks) or document.text[block.end - 1] not in '”"’»':
        return
    after = document.blocks[index + 1]
    line = _SIGNATURE.match(document.text, after.start, after.end)
    bullet = document.text[max(block.end, after.start - 4) : after.start].strip()
    dashed = bullet[-1:] in _DASHES or document.text[after.start] in _DASHES
    if line is not None and dashed and after.gap_before <= 1 and _is_person(line[1], roles):
        yield _without_cue(parsed, line.span(1), (block.start, block.end))


def _is_person(words: str, roles: Roles) -> bool:
    """Whether a few words can sign a quotation: a name, perhaps with a title, or an office."""
    parts = words.split()
    named = len(parts) >= 2 and all(p[:1].isupper() or p in _PARTICLES for p in parts)
    return len(parts) <= _LONG_NAME and (
        named or kind_of_noun(parts[-1].strip("."), roles) is not None
    )


def _headline_verb(parsed: ParsedDocument, block: Block, cues: Cues) -> Iterator[Relation]:
    """The plain verb of speech of a headline that the parse made nothing of."""
    text = parsed.document.text
    for word in re.finditer(r"\b[A-Za-z]{3,12}\b", text[block.start : block.end]):
        lemma = re.sub("^said$", "say", word.group().lower().removesuffix("s"))
        start, end = block.start + word.start(), block.start + word.end()
        before, after = text[block.start : start].rstrip(), text[end : block.end].strip(" .\n")
        comma = _AFTERWARDS.search(before)
        if lemma not in cues.plain or not before or before.split()[-1] in cues.not_before:
            continue
        if comma is not None and not after:
            source = (block.start + comma.start(1), block.start + len(before))
            content = (block.start, block.start + comma.start())
        elif after and len(before.split()) <= 5 and "," not in before:
            source, content = (block.start, block.start + len(before)), (end + 1, block.end)
        else:
            continue
        if content[0] >= content[1] or source[0] >= source[1]:
            continue  # ", Police said" says nothing
        yield Relation(
            voices=(parsed.span(*source),),
            cue=parsed.span(start, end),
            content=(parsed.span(*content),),
            cue_class=cues.verbs[lemma],
            cue_lemma=lemma,
            hedge=cues.modality.get(cues.verbs[lemma]),
        )
        return


def _without_cue(
    parsed: ParsedDocument, source: tuple[int, int], content: tuple[int, int]
) -> Relation:
    return Relation(voices=(parsed.span(*source),), cue=None, content=(parsed.span(*content),))


def _is_speaker(
    words: str, cues: Cues, roles: Roles, *, in_capitals: bool = False, nouns_only: bool = False
) -> bool:
    """Whether a few words name somebody who can speak.

    `in_capitals`: words in capitals name a speaker, as in a transcript. `nouns_only`: a name is
    not enough ("Paris-Dakar" ends on no source).
    """
    parts = words.replace("'s", "").split()
    if not parts or len(parts) > 6 or parts[0].lower() in cues.not_speakers:
        return False
    if kind_of_noun(parts[-1].strip("."), roles) is not None or words.lower() in roles.media_names:
        return True
    if nouns_only or words.isupper() != in_capitals:
        return False
    articled = parts[0].lower() in ("the", "a", "an")
    return len(parts) <= 4 and not articled and all(part[:1].isupper() for part in parts)
