"""Public bodies without a name of their own, and groups of people, as reports of a case call them.

A case has one coastguard and one mayor, whatever a report calls them, unless it has two: then the
town or the person tells them apart. "A doctor", "two residents" may be anybody.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from tollbook.reasoning.names import head, is_common, is_full_name, plain_name, voice_words
from tollbook.resolution.offices import office_slug

_WORD = re.compile(r"[^\W_](?:[\w.'’&-]*\w)?")
_INDEFINITE = frozenset({"a", "an", "another", "any", "many", "one", "several", "some", "two"})
_FULL_NAME = 4


@dataclass(frozen=True, slots=True)
class Body:
    """A public body or a post: `what` it is, and `where`, as plain words; empty where not said.

    `what` is an office's key in offices.toml where it is one ("health-ministry").
    """

    what: str
    where: str = ""

    @property
    def is_generic(self) -> bool:
        """Whether it only says what kind it is: "the ministry", "the agency"."""
        return self.what in voice_words("generic_bodies")

    @property
    def is_post(self) -> bool:
        """Whether one person is the body: a mayor, no police."""
        return self.what.rpartition(" ")[2] in voice_words("posts")


@lru_cache(maxsize=65536)
def public_body(words: str) -> Body | None:
    """The public body that words stand for, or the one whose mouthpiece they are; None for others.

    >>> public_body("The island's coastguard"), public_body("a police spokesman in Velt")
    (Body(what='coastguard', where=''), Body(what='police', where='velt'))
    >>> public_body("Donetsk governor"), public_body("the mayor of Oran").where
    (Body(what='governor', where='donetsk'), 'oran')
    >>> public_body("the mayor's office").what, public_body("a spokesperson for the mayor").what
    ('mayor', 'mayor')
    >>> [public_body(it) for it in ("a mayor", "the hospital", "an adviser to the mayor")]
    [None, None, None]
    """
    called = _behind_a_mouthpiece(_without_paper(words.replace("’", "'").partition(",")[0]))
    parts = called.split()
    if not parts:
        return None
    indefinite = parts[0].lower() in _INDEFINITE
    owner, possessive, rest = called.partition("'s ")
    if possessive:
        of_owner, speaks = public_body(owner), head(rest)[-1:]
        if of_owner and (of_owner.is_post or _are(speaks, "mouthpieces_of_bodies")):
            return of_owner
        found = _body_in(head(rest), indefinite=False)
        return found and Body(found.what, found.where or _place(owner) or _place_after(rest))
    found = _body_in(head(called), indefinite=indefinite)
    return found and Body(found.what, found.where or _place_after(called))


@lru_cache(maxsize=65536)
def speaker_of(words: str) -> tuple[str, Body] | None:
    """Who holds a post or speaks for a public body, as a plain name, and the body; None for others.

    >>> speaker_of("Captain Luis Ferrer, a coastguard spokesman")
    ('luis ferrer', Body(what='coastguard', where=''))
    >>> speaker_of("regional police chief Ada Obi"), speaker_of("Ada Obi, a spokesman")
    (('ada obi', Body(what='police', where='')), None)
    """
    parts = [part for part in words.replace("’", "'").split(",") if part.strip()]
    found = [_WORD.findall(part) for part in parts]
    names = [_name_at_end(part) for part in found]
    name = next((name for name in names if name), None)
    if name is None:
        return None
    for part, own in zip(parts, names, strict=True):
        post = part if own is None else part[: part.rindex(own[0])]
        body = public_body(re.sub(r"\A\s*(?:an?|one)\s", "the ", f"{post.strip()} "))
        if body is not None:
            return plain_name(" ".join(name)), body
    return None


@lru_cache(maxsize=65536)
def group(words: str) -> str | None:
    """What people who are one voice within a case are known by: officials, rescuers; else None.

    >>> [group(it) for it in ("Western officials", "rescue workers", "two officials", "residents")]
    ['western officials', 'rescuers', None, None]
    """
    parts = [word.casefold() for word in head(words.partition(",")[0])]
    if not parts or words.split(maxsplit=1)[0].lower() in _INDEFINITE:
        return None
    name = " ".join(parts)
    name = next((one for one, alike in _alike().items() if name in alike), name)
    return name if name.rpartition(" ")[2] in voice_words("groups") else None


def _alike() -> dict[str, frozenset[str]]:
    return {word.split(":")[0]: frozenset(word.split(":")[1:]) for word in voice_words("alike")}


def _behind_a_mouthpiece(words: str) -> str:
    """The body behind "a spokesperson for the mayor"; the words themselves where there is none."""
    found = list(_WORD.finditer(words))
    for n, word in enumerate(found[1:-1], start=1):
        if word[0].casefold() in voice_words("speaks_for"):
            said = plain_name(words[: word.start()])
            if any(said.endswith(noun) for noun in voice_words("mouthpieces")):
                return words[found[n + 1].start() :]
            return words
    return words


def _without_paper(words: str) -> str:
    """Whose paper it is: "figures from the disaster agency"; the words themselves of no paper."""
    found = list(_WORD.finditer(words))
    for n, word in enumerate(found[:-1]):
        if word[0].casefold() in ("by", "from", "of") and n:
            if found[n - 1][0].casefold() in voice_words("papers") | {
                "given",
                "released",
                "issued",
            }:
                return words[found[n + 1].start() :]
            return words
    return words


def is_paper(words: str) -> bool:
    """Whether words name figures and nobody who gave them: "results released on Friday".

    >>> is_paper("Results released on Friday"), is_paper("figures from the army")
    (True, False)
    >>> is_paper("a survey by Lake Watch"), is_paper("its latest tally")
    (False, True)
    """
    first = [word.casefold() for word in head(words.partition(",")[0])]
    if not first or _without_paper(words) != words:
        return False
    told = next((n for n, word in enumerate(first) if word in voice_words("papers")), None)
    return told is not None and (told == len(first) - 1 or first[told + 1] in ("released", "given"))


def _body_in(words: Sequence[str], *, indefinite: bool) -> Body | None:
    """The body that ends some words, with the names of towns before it."""
    rest = list(words)
    spoken = False
    while len(rest) > 1 and _are(rest[-1:], "mouthpieces_of_bodies"):
        if office_slug(tuple(word.casefold() for word in rest)):
            break
        rest, spoken = rest[:-1], True
    if indefinite and not spoken:
        return None
    named = []
    while rest and not office_slug(tuple(word.casefold() for word in rest)):
        if _are(rest[:1], "describing"):
            rest = rest[1:]
        elif len(rest) > 1 and rest[0][0].isupper() and not is_common(rest[0]):
            named.append(rest[0])
            rest = rest[1:]
        else:
            break
    name = " ".join(word.casefold() for word in rest)
    if not rest or name in voice_words("many_bodies"):
        return None
    if named and len(rest) > 1 and rest[-1][0].isupper():
        return None  # "the Central Military Commission" has a name of its own
    known = office_slug(tuple(word.casefold() for word in rest))
    many = _are(rest[-1:], "many_bodies")
    if known is None and (many or not _are(rest[-1:], "public_bodies")):
        return None
    return Body(known or name, plain_name(" ".join(named)))


def _are(words: Sequence[str], key: str) -> bool:
    """Whether there are words and all are in a list under [voices] in claims.toml."""
    return bool(words) and all(word.casefold() in voice_words(key) for word in words)


def _place_after(words: str) -> str:
    """The name after "in" or "of": "the police in Velt"."""
    found = re.search(r"\b(?:in|of|for)\s(?:the\s)?((?:[A-Z][\w'-]*\s?)+)", words)
    return plain_name(found[1]) if found else ""


def _place(owner: str) -> str:
    """The name of an owner that is one: "Almeria's prosecutor"."""
    return (
        plain_name(owner)
        if owner.split()[-1:] and owner.rsplit(maxsplit=1)[-1][0].isupper()
        else ""
    )


def _name_at_end(words: Sequence[str]) -> tuple[str, ...] | None:
    """The full name of a person that ends some words, titles and posts left out."""
    end = len(words)
    while end and not is_common(words[end - 1]) and words[end - 1][0].isupper():
        end -= 1
    full = tuple(words[max(end, len(words) - _FULL_NAME) :])
    return full if is_full_name(" ".join(full)) else None
