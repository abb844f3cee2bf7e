"""Voices that the structure of a document names: the line over a list, a column of sources."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tollbook.extraction.attribution.lexicon import roles
from tollbook.extraction.attribution.reading import Reading, readings
from tollbook.extraction.attribution.relation import Attribution, Relation
from tollbook.extraction.attribution.sources import kind_of_noun
from tollbook.language import load
from tollbook.model.statement import Voice

if TYPE_CHECKING:
    from spacy.tokens import Token

    from tollbook.extraction.sentences.parse import ParsedDocument

_NOMINAL = re.compile(r"(?:(?:The|the|From|By)\s)?([^\W\d_a-z][^,:(\n–—]{2,80}?)\s*[,:(–—]")


def outline_relations(parsed: ParsedDocument, relations: Sequence[Relation]) -> list[Relation]:
    """The relations by which what stands under a line, or beside a source, is that voice's word.

    `relations` are those found so far, carried ones left out: a voice of its own goes first.
    """
    found = list(_source_columns(parsed))
    under = _leads(parsed)
    if not under:
        return found
    voiced: dict[int, Relation] = {}
    blocks = parsed.document.blocks
    ordered = sorted((r for r in relations if r.voices), key=lambda r: r.place)
    at = 0
    for index in sorted(under):
        start, end = blocks[index].start, blocks[index].end
        while at < len(ordered) and ordered[at].place[0] < start:
            at += 1
        while at < len(ordered) and ordered[at].place[0] < end:
            voiced.setdefault(index, ordered[at])
            at += 1
    spoken = {
        reading.sentence.block: reading
        for reading in readings(parsed)
        if reading.sentence.block in under
    }
    for index, members in under.items():
        voice = voiced.get(index) or _introduction(parsed, index, spoken.get(index))
        if voice is not None:
            content = tuple(parsed.span(blocks[i].start, blocks[i].end) for i in members)
            found.append(replace(voice, content=content, wider=(), carried=True))
    return found


def issuer_attribution(parsed: ParsedDocument) -> Attribution | None:
    """The issuer as the voice of all that nobody else is made to say."""
    issuer = parsed.document.structure.issuer
    if issuer is None:
        return None
    mention = parsed.span(*issuer)
    return Attribution(
        voices=(Voice(role="origin", name=mention.quote, mention=mention, carried=True),),
        content=(mention,),
        cue=None,
        carried=True,
        hedge=None,
        cue_lemma="",
        cue_class="say",
    )


def _leads(parsed: ParsedDocument) -> Mapping[int, list[int]]:
    """The lines that introduce a list or a table, each with all blocks that stand under it."""
    structure, blocks = parsed.document.structure, parsed.document.blocks
    labelled = {one.block for one in structure.fields if one.row}
    under: dict[int, list[int]] = defaultdict(list)
    for index, block in enumerate(blocks):
        if block.role not in ("item", "row") and index not in labelled:
            continue
        for above in list(structure.path(index))[1:]:
            if blocks[above].role == "body" and index > above:
                under[above].append(index)
    return under


def _introduction(parsed: ParsedDocument, index: int, reading: Reading | None) -> Relation | None:
    """The voice of a line without a cue: "The relief office gave these figures:"."""
    block = parsed.document.blocks[index]
    if reading is not None and _tells_numbers(reading.doc.text, _ends_open(parsed, index)):
        for token in reading.doc:
            if token.dep_ in ("nsubj", "pobj") and _gives(token) and _is_source(token, reading):
                span = reading.span(token.left_edge.i, token.i)
                if span is not None:
                    return Relation(voices=(span,), cue=None, content=())
    nominal = _NOMINAL.match(parsed.document.text, block.start, block.end)
    if nominal and kind_of_noun(nominal[1].split()[-1], roles(parsed.document.language)):
        return Relation(voices=(parsed.span(*nominal.span(1)),), cue=None, content=())
    return None


def _ends_open(parsed: ParsedDocument, index: int) -> bool:
    """Whether a line ends in a colon, and so hands over to what follows it."""
    block = parsed.document.blocks[index]
    return parsed.document.text[block.start : block.end].rstrip(" *_")[-1:] in (":", "：")


def _tells_numbers(words: str, open_end: bool) -> bool:
    """Whether a line says that figures follow, by its colon or in words: "these numbers"."""
    nouns = load("en", "structure")["lead"]["nouns"]
    return open_end or not set(re.findall(r"[a-z]+", words.lower())).isdisjoint(nouns)


def _gives(token: Token) -> bool:
    """Whether a noun is the subject of its sentence, or the object of "by" and "from" in it."""
    if token.dep_ == "nsubj":
        return token.head.dep_ == "ROOT"
    return token.head.lower_ in ("by", "from") and token.head.head.dep_ in ("ROOT", "acl")


def _is_source(token: Token, reading: Reading) -> bool:
    kind = kind_of_noun(token.text, reading.roles)
    return kind is not None or token.ent_type_ in ("ORG", "PERSON")


def _source_columns(parsed: ParsedDocument) -> Iterator[Relation]:
    """A row's own source: "Kano | 12 | police" under "Place | Dead | Source"."""
    heads = load("en", "structure")["words"]["voice_heads"]
    text, blocks = parsed.document.text, parsed.document.blocks
    done: set[int] = set()
    for one in parsed.document.structure.fields:
        if one.block in done or not one.in_table:
            continue
        done.add(one.block)
        for name, head in zip(one.row, one.heads, strict=False):
            if text[slice(*head)].lower().strip(" .:*") in heads:
                block = blocks[one.block]
                yield Relation(
                    voices=(parsed.span(*name),),
                    cue=None,
                    content=(parsed.span(block.start, block.end),),
                )
