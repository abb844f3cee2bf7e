"""Voices that the layout names: captions of a broadcast, "ARMY: ..." lines, headline endings."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from tollbook.extraction.attribution.lexicon import Cues, Roles, cues, roles
from tollbook.extraction.attribution.relation import Relation
from tollbook.extraction.attribution.sources import kind_of_noun
from tollbook.extraction.sentences.parse import ParsedDocument
from tollbook.model.document import Block
from tollbook.model.text import Span

_LABEL = re.compile(r"\s{0,4}\[[^\]\n]{1,40}\]\s{0,4}")  # "[Anchor]": another speaks
_BULLET = re.compile(r"\s{0,4}[-–•*]\s")
_COLON = re.compile(r"\s{0,4}(?:[-–•*]\s)?([A-Z][^:;,.!?\"“”\n]{1,60}?)\s?:\s{1,4}(?=\S)")
_ENDING = re.compile(r"(?:\s[-–—]{1,2}\s?|\s?[–—]\s?|(?<=\w)-)([^\W\d_][^-–—:,]{1,60}?)[.\s]{0,3}$")
_AFTERWARDS = re.compile(r",\s([^,]{2,60})$")


def layout_relations(parsed: ParsedDocument, relations: Sequence[Relation]) -> Iterator[Relation]:
    """The relations that no cue makes but the place of the words; `relations` are those of cues."""
    language = parsed.document.language
    words = cues(language), roles(language)
    places = sorted(relation.place[0] for relation in relations if relation.voices)
    for index, block in enumerate(parsed.document.blocks):
        if block.role == "caption":
            yield from _caption(parsed, index, places)
        elif _is_headline(parsed, block, index):
            yield from _headline(parsed, block, places, *words)
        elif block.role == "body":
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


def _is_quoted(parsed: ParsedDocument, block: Block) -> bool:
    """Whether the paragraph is between quotation marks."""
    return parsed.document.text[block.start : block.end].lstrip()[:1] in tuple("“\"«„‘'")


def _names_a_source(block: Block, places: Sequence[int]) -> bool:
    index = bisect_left(places, block.start)
    return index < len(places) and places[index] < block.end


def _is_headline(parsed: ParsedDocument, block: Block, index: int) -> bool:
    """Whether a block is a headline, or a short first line or list item that reads like one."""
    if block.role != "body":
        return block.role == "headline"
    first = index == 0 or _BULLET.match(parsed.document.text, block.start, block.end) is not None
    words = parsed.document.text[block.start : block.end].split()
    return first and len(words) <= parsed.settings.headline_words


def _line(parsed: ParsedDocument, block: Block, cues: Cues, roles: Roles) -> Iterator[Relation]:
    """Find "ARMY SPOKESMAN: We lost nobody.": the whole paragraph is the speaker's."""
    match = _COLON.match(parsed.document.text, block.start, block.end)
    if match is None or not _is_speaker(match.group(1), cues, roles, in_capitals=True):
        return
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
    start = _COLON.match(text, block.start, block.end)
    end = _ENDING.search(text, block.start, block.end)
    if start is not None and start.end() < block.end and _is_speaker(start.group(1), cues, roles):
        yield _without_cue(parsed, start.span(1), (start.end(), block.end))
    elif (
        end is not None
        and end.start() > block.start
        and _is_speaker(
            end.group(1),
            cues,
            roles,
            nouns_only=end.start() + 1 == end.start(1) and text[end.start()] == "-",
        )
    ):
        yield _without_cue(parsed, end.span(1), (block.start, end.start()))
    else:
        yield from _headline_verb(parsed, block, cues)


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
