"""Voices that the structure of a document names: the line over a list, a column of sources."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from tollbook.extraction.attribution.lexicon import Roles, roles
from tollbook.extraction.attribution.reading import Reading, readings
from tollbook.extraction.attribution.relation import Attribution, Relation
from tollbook.extraction.attribution.sources import kind_of_noun
from tollbook.extraction.labels import head_of
from tollbook.language import load
from tollbook.model.document import Extent
from tollbook.model.statement import Voice

if TYPE_CHECKING:
    from spacy.tokens import Token

    from tollbook.extraction.sentences.parse import ParsedDocument

_NOMINAL = re.compile(r"(?:(?:The|the|From|By)\s)?([^\W\d_a-z][^,:(\n–—]{2,80}?)\s*[,:(–—]")
_IN_BRACKETS = re.compile(r"\(([^()\d,;]{2,60})(?:[,;]\s[^()]{1,30})?\)[\s.,;]{0,3}\Z")
_ACRONYM = re.compile(r"[A-Z]{3,8}\Z")


def outline_relations(parsed: ParsedDocument, relations: Sequence[Relation]) -> list[Relation]:
    """The relations by which what stands under a line, or beside a source, is that voice's word.

    `relations` are those found so far, carried ones left out: a voice of its own goes first.
    """
    found = list(_own_sources(parsed))
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
    listed = {one.block for one in parsed.document.structure.fields if one.row}
    for index, members in under.items():
        hands_over = _hands_over(parsed, index) or not listed.isdisjoint(members)
        voice = voiced.get(index) if hands_over else None
        voice = voice or _introduction(parsed, index, spoken.get(index))
        if voice is not None:
            content = tuple(parsed.span(blocks[i].start, blocks[i].end) for i in members)
            found.append(replace(voice, content=content, wider=(), carried=True))
    return found


def issuer_attribution(parsed: ParsedDocument) -> Attribution | None:
    """The issuer as the voice of all that has no other source."""
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
    if reading is not None and _hands_over(parsed, index):
        for token in reading.doc:
            if token.dep_ in ("nsubj", "pobj") and _gives(token) and _is_source(token, reading):
                span = reading.span(token.left_edge.i, token.i)
                if span is not None:
                    return Relation(voices=(span,), cue=None, content=())
    nominal = _NOMINAL.match(parsed.document.text, block.start, block.end)
    known = roles(parsed.document.language)
    if nominal and kind_of_noun(nominal[1].split()[-1], known) == "organisation":
        return Relation(voices=(parsed.span(*nominal.span(1)),), cue=None, content=())
    return None


def _hands_over(parsed: ParsedDocument, index: int) -> bool:
    """Whether a line says that figures follow, by the colon at its end or in words."""
    block = parsed.document.blocks[index]
    words = parsed.document.text[block.start : block.end].rstrip(" *_")
    nouns = load("en", "structure")["lead"]["nouns"]
    named = not set(re.findall(r"[a-z]+", words.lower())).isdisjoint(nouns)
    return named or words[-1:] in (":", "：")


def _gives(token: Token) -> bool:
    """Whether a noun is the subject of its sentence, or the object of "by" and "from" in it."""
    if token.dep_ == "nsubj":
        return token.head.dep_ == "ROOT"
    return token.head.lower_ in ("by", "from") and token.head.head.dep_ in ("ROOT", "acl")


def _is_source(token: Token, reading: Reading) -> bool:
    return _can_give(token.text, reading.roles) or token.ent_type_ in ("ORG", "PERSON")


def _can_give(noun: str, known: Roles) -> bool:
    """Whether a noun names people or a body; "figures" and "reports" give no figures themselves."""
    return kind_of_noun(noun, known) in ("organisation", "person")


def _own_sources(parsed: ParsedDocument) -> Iterator[Relation]:
    """The sources that rows, lines and lists name for themselves.

    "Kano | 12 | police" under "Place | Dead | Source"; "Killed: 12 (police)"; and for a whole list
    a line of it: "Reported by: police".
    """
    text, fields = parsed.document.text, parsed.document.structure.fields
    known = roles(parsed.document.language)
    lists: dict[int, set[int]] = defaultdict(set)
    for one in fields:
        lists[one.table].add(one.block)
    for line, members in groupby(fields, key=lambda one: one.block):
        first, *rest = members
        for name, head in zip(first.row, first.heads, strict=False):
            if head_of(text[slice(*head)]) == "voice":
                yield _said(parsed, name, [line])
        for one in () if first.in_table else (first, *rest):
            note = _IN_BRACKETS.search(text, *one.value)
            if note and (_can_give(note[1].split()[-1], known) or _ACRONYM.match(note[1])):
                yield _said(parsed, note.span(1), [line])
            elif one.row and head_of(text[slice(*one.row[0])]) == "voice":
                others = sorted(lists[one.table] - {line})
                yield replace(_said(parsed, one.value, others or [line]), carried=True)
                lists[one.table].clear()  # the first such line of a list counts


def _said(parsed: ParsedDocument, voice: Extent, lines: Sequence[int]) -> Relation:
    blocks = parsed.document.blocks
    pieces = tuple(parsed.span(blocks[line].start, blocks[line].end) for line in lines)
    return Relation(voices=(parsed.span(*voice),), cue=None, content=pieces)
