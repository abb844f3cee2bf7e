"""Who a source is within the document: pronouns, descriptions and short names lead back.

A mention is tied to an earlier one only where one candidate fits: by name and head noun first, then
by kind, number and gender, the latest before the others. With none, or several, the words stand.
Acronyms that the text introduces count as names: "National Intelligence Service (NIS)".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from tollbook.extraction.attribution.lexicon import Roles, roles
from tollbook.extraction.attribution.relation import Pieces, Relation
from tollbook.extraction.attribution.sources import Describer, Mention, kind_of_noun, singular
from tollbook.extraction.sentences.parse import ParsedDocument
from tollbook.extraction.syntax.nouns import phrase_with_maker
from tollbook.model.text import Span

_NAME_WORDS = 12  # of the longest name with an acronym
_MAIN = ("ROOT", "ccomp", "conj", "advcl")  # clauses whose subject an "it" behind them takes up
_DEFINITE = re.compile(r"(?:the|this|that|these|those|its|his|her|their)\s", re.IGNORECASE)
_NAMED_BESIDE = re.compile(r",\s[A-Z][\w’'-]+\s[A-Z][\w’'-]+")
# Up to ten words of a name, the small ones between included, then the acronym in brackets.
_INTRODUCED = re.compile(
    r"((?:[A-Z][\w’'.&-]{0,40}\s(?:(?:of|for|and|the|de|on|in|to)\s){0,2}){1,9}?)"
    r"\(([A-Z][A-Za-z]{1,9})\)"
)
_SPELLED_OUT = re.compile(
    r"\b([A-Z][A-Z]{1,9})\s\(((?:[A-Z][\w’'&-]{0,40}\s?(?:(?:of|for|and|the|de)\s){0,2}){2,9})\)"
)


@dataclass(slots=True)
class Memory:
    """Who has been named so far, in text order, and what the whole document says about names."""

    parsed: ParsedDocument
    roles: Roles
    acronyms: dict[str, str]
    people: dict[str, list[str]]
    mentions: list[Mention] = field(default_factory=list)
    by_word: dict[str, list[Mention]] = field(default_factory=dict)
    by_initials: dict[str, dict[str, Mention]] = field(default_factory=dict)
    named_people: dict[str, Mention] = field(default_factory=dict)

    def add(self, mention: Mention) -> None:
        """Remember a mention; a speaker also by his name."""
        self.mentions.append(mention)
        if not mention.speaks:
            return
        for word in sorted(set(mention.words)):
            self.by_word.setdefault(word, []).append(mention)
        self.by_initials.setdefault(initials(mention.name), {})[mention.name] = mention
        if mention.kind == "person" and mention.is_name:
            self.named_people[mention.name] = mention

    def back(self, *, speakers: bool = True) -> Iterator[Mention]:
        """The last mentions, the latest first; those of speakers alone unless asked otherwise."""
        near = reversed(self.mentions[-self.parsed.settings.description_reach :])
        return (mention for mention in near if mention.speaks or not speakers)


def name_voices(parsed: ParsedDocument, relations: Sequence[Relation]) -> dict[Span, str]:
    """The fuller name of each voice that leads back to one, by the voice's span."""
    lexicon = roles(parsed.document.language)
    describe = Describer(parsed, lexicon)
    acronyms = introduced_acronyms(parsed.document.text)
    memory = Memory(parsed, lexicon, acronyms, _people(parsed))
    voices = {span for relation in relations for span in relation.voices}
    said = Pieces((i, relation) for i, relation in enumerate(relations) if relation.voices)
    topics = _topics(parsed, said, lexicon) - voices
    names: dict[Span, str] = {}
    for span in sorted(voices | topics):
        mention = describe(
            span, speaks=span in voices, nested=bool(said.around(span.start, span.end))
        )
        ways = _WAYS_OF_NAMES if mention.is_name else _WAYS_OF_DESCRIPTIONS
        if mention.pronoun:
            ways = (_pronoun,)
        found = (way(mention, memory) for way in ways)
        earlier = next((other for other in found if other is not None), None)
        if earlier is not None and (mention.pronoun or len(earlier.words) >= len(mention.words)):
            names[span] = earlier.name
            mention = _with_fuller_name(mention, earlier)
        if mention.pronoun is None or earlier is not None:
            memory.add(mention)
    return _within_speech(relations, said, names, lexicon) | names


def _with_fuller_name(mention: Mention, earlier: Mention) -> Mention:
    """A mention that bears the fuller name and all that was known of it."""
    return replace(
        mention,
        name=earlier.name,
        head=earlier.head,
        kind=earlier.kind or mention.kind,
        gender=mention.gender or earlier.gender,
        plural=earlier.plural,
        is_name=earlier.is_name,
    )


def _pronoun(mention: Mention, memory: Memory) -> Mention | None:
    """Find whoever "he", "she", "it" and "they" stand for: the latest that fits."""
    if mention.pronoun == "person":
        people = [m for m in memory.back(speakers=False) if _may_be(m, mention)]
        best = next((m for m in people if mention.nested or not m.nested), next(iter(people), None))
        return replace(best, gender=mention.gender) if best is not None else None
    if mention.pronoun == "group":
        near = (
            m for m in memory.back(speakers=False) if m.speaks or m.kind != "person" or m.plural
        )
        fitting = [m for m in near if m.kind == "organisation" or _are_people(m)]
        return next((m for m in fitting if m.plural or not mention.nested), None)
    if mention.pronoun == "thing":
        own = _subject_before(mention.span, memory.parsed, memory.roles)
        if own is not None:
            known = (m for m in memory.back(speakers=False) if m.span.overlaps(own))
            return next(known, None) or Describer(memory.parsed, memory.roles)(own)
        single = [m for m in memory.back() if m.kind != "document" or not m.plural]
        bodies = [m for m in single if m.kind in ("organisation", "document")]
        fitting = bodies or [m for m in memory.back() if m.is_name and m.kind is None]
        outspoken = (m for m in fitting if mention.nested or not m.nested)
        return next(outspoken, next(iter(fitting), None))
    return None


def _subject_before(pronoun: Span, parsed: ParsedDocument, lexicon: Roles) -> Span | None:
    """The body that is the subject before "it" in one sentence: "Toval gives no toll; it says"."""
    index = bisect_right(parsed.sentences, pronoun.start, key=lambda s: s.start) - 1
    sentence = parsed.sentences[index]
    for token in sentence.doc or ():
        if sentence.start + token.idx >= pronoun.start:
            break
        if token.dep_ != "nsubj" or token.tag_ == "NNS" or token.head.dep_ not in _MAIN:
            continue
        body = token.ent_type_ in ("GPE", "ORG") and token.pos_ == "PROPN"
        if body or kind_of_noun(token.text, lexicon) == "organisation":
            first, last = phrase_with_maker(token)
            return (
                parsed.span_of(sentence, sentence.doc[first : last + 1]) if sentence.doc else None
            )
    return None


def _are_people(mention: Mention) -> bool:
    return mention.plural and mention.kind != "document"


def _may_be(other: Mention, pronoun: Mention) -> bool:
    """Whether "he" or "she" may stand for somebody named before."""
    unknown = other.kind is None and other.is_name and not _DEFINITE.match(other.name)
    person = (other.kind == "person" or unknown) and not other.plural
    return person and other.gender in (None, pronoun.gender)


def _acronym(mention: Mention, memory: Memory) -> Mention | None:
    """Find the full name of "the NIS", introduced in brackets or fitting one earlier name."""
    bare = mention.name.split()[-1]
    if not 2 <= len(bare) <= 8 or not bare.isupper():
        return None
    if bare in memory.acronyms:
        return replace(mention, name=f"{memory.acronyms[bare]} ({bare})")
    fitting = memory.by_initials.get(bare, {})
    if len(fitting) != 1:
        return None
    full = next(iter(fitting.values()))
    return full if "(" in full.name else replace(full, name=f"{full.name} ({bare})")


def _part_of_name(mention: Mention, memory: Memory) -> Mention | None:
    """Find the earlier voice whose longer name ends, or begins, on this person's or holds it."""
    words = [w for w in mention.words if w not in memory.roles.titles]
    if not words or mention.is_place:
        return None
    alike = memory.by_word.get(words[-1], [])
    for other in reversed(alike[-memory.parsed.settings.short_name_reach :]):
        if len(other.words) <= len(words):
            continue
        if other.kind == "person" or other.kind is None:
            fits = other.is_name and words in (
                other.words[-len(words) :],
                _name_without_titles(other, memory)[: len(words)],
            )
        else:
            fits = set(words) <= set(other.words) and mention.kind != "person"
        if fits:
            return other
    return None


def _name_without_titles(mention: Mention, memory: Memory) -> list[str]:
    """The words of a person's name without titles and trades before it."""
    words = mention.words
    while len(words) > 1 and (
        words[0] in memory.roles.titles or kind_of_noun(words[0], memory.roles)
    ):
        words = words[1:]
    return words


def _last_name(mention: Mention, memory: Memory) -> Mention | None:
    """Find the full name of a person called by the last one, where one alone bears it."""
    words = [w for w in mention.words if w not in memory.roles.titles]
    full = memory.people.get(words[-1], []) if len(words) == 1 else []
    return replace(mention, name=full[0], kind="person") if len(full) == 1 else None


def _description(mention: Mention, memory: Memory) -> Mention | None:
    """Find whom "the agency", "the spokesman" stands for."""
    if mention.kind is None or not _DEFINITE.match(mention.name):
        return None
    if _NAMED_BESIDE.search(mention.name):
        return None  # "its spokesman, Ada Obi" is not the spokesman before
    head = singular(mention.head)
    alike = memory.roles.alike.get(head, frozenset())
    modifiers = set(mention.words[1:]) - {mention.head}
    for other in memory.back():
        if mention.plural != other.plural and mention.kind == "person":
            continue
        own = {singular(word) for word in other.words}
        if singular(other.head) == head and modifiers <= set(other.words):
            return other
        if other.is_name and (head in own or alike & own):
            return other
    if mention.kind != "person" or mention.plural:
        return None
    only = next(iter(memory.named_people.values())) if len(memory.named_people) == 1 else None
    if only is None or mention.gender not in (None, only.gender or mention.gender):
        return None
    offices = {singular(w) for w in only.words if kind_of_noun(w, memory.roles) == "person"}
    return only if not offices or offices & ({head} | alike) else None


def _author(mention: Mention, memory: Memory) -> Mention | None:
    """Find whose "the statement" is: who spoke last in a sentence that mentions one."""
    if mention.kind != "document" or not _DEFINITE.match(mention.name):
        return None
    for other in memory.back():
        words = _sentence_of(memory.parsed, other.span)
        if other.kind != "document" and re.search(rf"\b{re.escape(mention.head)}\b", words):
            return other
    return None


def _sentence_of(parsed: ParsedDocument, span: Span) -> str:
    """The sentence around a mention, in small letters."""
    after = bisect_right(parsed.sentences, span.start, key=lambda sentence: sentence.start)
    sentence = parsed.sentences[max(0, after - 1)]
    return parsed.document.text[sentence.start : sentence.end].lower()


def _people(parsed: ParsedDocument) -> dict[str, list[str]]:
    """The full names of people, by their last name in small letters, in text order."""
    found: dict[str, list[str]] = {}
    for _, doc in parsed.parsed_sentences():
        for entity in doc.ents:
            name = entity.text.removesuffix("'s").removesuffix("’s").strip()
            words = name.split()
            if entity.label_ != "PERSON" or len(words) < 2:
                continue
            names = found.setdefault(words[-1].lower(), [])
            if name not in names:
                names.append(name)
    return found


def _topics(parsed: ParsedDocument, said: Pieces, lexicon: Roles) -> set[Span]:
    """Whom sentences of the page's own are about: "he" or "they" may be one of them."""
    found: set[Span] = set()
    for sentence, doc in parsed.parsed_sentences():
        for token in doc:
            if token.dep_ not in ("nsubj", "nsubjpass") or token.head.dep_ not in ("ROOT", "conj"):
                continue
            kind = kind_of_noun(token.text, lexicon)
            person = kind == "person" and token.tag_ == "NN"
            chiefs = token.tag_ == "NNPS" and token.ent_type_ == "ORG"
            if token.ent_type_ == "PERSON" or person or chiefs or kind == "organisation":
                first, last = phrase_with_maker(token)
                span = parsed.span_of(sentence, doc[first : last + 1])
                if not said.around(span.start, span.end):
                    found.add(span)
    return found


def _within_speech(
    relations: Sequence[Relation], said: Pieces, names: dict[Span, str], lexicon: Roles
) -> dict[Span, str]:
    """The name of each "I", "we" or "it" that speaks within another's words: that other's."""
    found: dict[Span, str] = {}
    for relation in relations:
        for span in relation.voices:
            if span in names or span.quote.lower() not in lexicon.pronouns:
                continue
            holders = [
                (piece.end - piece.start, relations[index].voices[-1])
                for piece, index in said.around(span.start, span.end)
                if relations[index].voices[-1] != span
            ]
            if holders:
                holder = min(holders)[1]
                found[span] = names.get(holder, holder.quote)
    return found


def introduced_acronyms(text: str) -> dict[str, str]:
    """Each acronym that brackets introduce, with its full name.

    >>> introduced_acronyms("The Fictional Relief Agency (FRA) met the FRB (Frontier Board).")
    {'FRA': 'Fictional Relief Agency'}
    """
    found: dict[str, str] = {}
    for match in _INTRODUCED.finditer(text):
        name = _name_behind(match.group(1).strip(), match.group(2), loosely=True)
        if name is not None:
            found.setdefault(match.group(2), name)
    for match in _SPELLED_OUT.finditer(text):
        name = _name_behind(match.group(2).strip(), match.group(1))
        if name is not None:
            found.setdefault(match.group(1), name)
    return found


def introduces(before: str, acronym: str) -> bool:
    """Whether the words before brackets are the name that the acronym in them stands for.

    >>> introduces("the Fictional Relief Agency", "FRA"), introduces("12 died in Arlen", "FRA")
    (True, False)
    """
    words = before.split()[-_NAME_WORDS:]
    letters = "".join(word[0] for word in words if word[0].isalpha()).upper()
    capitals = "".join(word[0] for word in words if word[0].isupper())
    short = re.sub(r"\W", "", acronym).upper()
    return acronym.isupper() and (letters.endswith(short) or capitals.endswith(short))


def initials(name: str) -> str:
    """The first letters of the words of a name that have capitals, without its article.

    >>> initials("The National Intelligence Service of Ruritania")
    'NISR'
    """
    bare = re.sub(r"^(?:The|A|An)\s", "", name)
    return "".join(word[0] for word in re.findall(r"\w+", bare) if word[0].isupper())


def _name_behind(name: str, acronym: str, *, loosely: bool = False) -> str | None:
    """The last words of `name` whose initials are the acronym; None where they don't fit.

    `loosely`: it is enough that the first letters agree, as in "Liberation Tigers of Toval (LTTE)"
    or where the acronym stands for the words of another language.
    """
    words = name.split()
    for first in range(len(words)):
        rest = " ".join(words[first:])
        if words[first][0] == acronym[0] and initials(rest).upper().startswith(acronym.upper()):
            return rest
    if not loosely or len(words) < 2:
        return None
    return next((" ".join(words[i:]) for i, w in enumerate(words) if w[0] == acronym[0]), None)


_Way = Callable[[Mention, Memory], Mention | None]
"""A way to the earlier mention of the same voice; of several the first that finds one counts."""

_WAYS_OF_NAMES: tuple[_Way, ...] = (_acronym, _part_of_name, _last_name)
_WAYS_OF_DESCRIPTIONS: tuple[_Way, ...] = (_description, _author)
