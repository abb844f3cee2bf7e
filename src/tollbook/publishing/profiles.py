"""Profiles: what is withheld from whom, in pages that are published and tables that are exported.

| | public | partner | internal |
| --- | --- | --- | --- |
| names of private persons | withheld | withheld | shown |
| names of the people who decided | numbered | numbered | shown |
| the reasons of decisions | withheld | shown | shown |
| full texts of documents | withheld | shown | shown |
| where files lie on this machine | withheld | withheld | shown |

A page or table quotes the sentences that its numbers rest on, whatever the profile. Documents as
received, byte for byte, are in none.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape
from pathlib import PurePath
from typing import Any, Literal, get_args
from urllib.parse import quote, unquote

from tollbook.model.decision import Decision
from tollbook.model.document import Document
from tollbook.publishing.links import web_address
from tollbook.publishing.private_names import NameHider

Profile = Literal["public", "partner", "internal"]
"""For whom something is made: for anybody, for those who work with us, or for ourselves."""

PROFILES: tuple[Profile, ...] = get_args(Profile)

Kept = Literal["private_names", "deciders", "reasons", "full_texts", "local_addresses", "originals"]
"""What may be withheld."""

WORDS: Mapping[Kept, str] = {
    "private_names": "names of private persons: “[name hidden]” stands in their place",
    "deciders": "names of the people who decided: they are numbered, the same number always being "
    "the same person",
    "reasons": "the reasons that people gave for their decisions",
    "full_texts": "full texts of documents: only the sentences that statements rest on are quoted",
    "local_addresses": "where files lie on the machine that keeps the ledger",
    "originals": "documents as they were received, byte for byte",
}
"""Each of these in words, to be listed where something is withheld."""

WITHHELD: Mapping[Profile, tuple[Kept, ...]] = {
    "public": (
        *("private_names", "deciders", "reasons", "full_texts"),
        *("local_addresses", "originals"),
    ),
    "partner": ("private_names", "deciders", "local_addresses", "originals"),
    "internal": ("originals",),
}
"""What each profile withholds."""

NOT_REVIEWED = "statements that nobody has confirmed, corrected or added"
"""What `--reviewed-only` withholds in addition, in words."""

NO_FILE = "[file]"
"""What is shown in place of the name of a file that holds a private name."""

_WORD = re.compile(r"[^\W\d_]+")
_PLAIN_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")


def withheld_in_words(profile: Profile, *, reviewed_only: bool = False) -> tuple[str, ...]:
    """What is withheld, a phrase each, to be printed on the page or beside the table."""
    more = (NOT_REVIEWED,) if reviewed_only else ()
    return (*(WORDS[one] for one in WITHHELD[profile]), *more)


def unnamed_files(documents: Iterable[Document]) -> frozenset[str]:
    """The files (their addresses) that stand for publishers, where a document names none."""
    return frozenset(page.address for page in documents if not page.publisher)


@dataclass(frozen=True)
class Discretion:
    """A profile at work: asked before anything is written.

    `names` are those of private persons (`OpenLedger.private_names`), `decisions` all decisions of
    the ledger, the earliest first, by which the people who decided are numbered. `files` are the
    files that stand for publishers (`unnamed_files`): of them no more than the name is shown.
    """

    profile: Profile
    names: frozenset[str] = frozenset()
    decisions: tuple[Decision, ...] = ()
    files: frozenset[str] = frozenset()

    def shows(self, what: Kept) -> bool:
        """Whether something may be written as it is."""
        return what not in WITHHELD[self.profile]

    def hide(self, text: str) -> str:
        """A finished text without the names of private persons, where they are withheld."""
        if self.shows("private_names"):
            return text
        for path in self._paths:
            text = text.replace(path, PurePath(path).name)
        for file in self._private_files:
            text = text.replace(file, NO_FILE)
        return self._hider.hide(text)

    def hide_all(self, value: Any) -> Any:
        """The same for every text within a value of JSON, keys of objects among them."""
        match value:
            case str():
                return self.hide(value)
            case list() | tuple():
                return [self.hide_all(one) for one in value]
            case Mapping():
                return {self.hide(key): self.hide_all(one) for key, one in value.items()}
        return value

    def mentions_private(self, text: str) -> bool:
        """Whether a text holds a private name in any spelling; for what can't be half hidden.

        An address or the name of a file is left out whole: "idris-interview" has "Idris" in it.
        """
        if self.shows("private_names"):
            return False
        words = set(_WORD.findall(unquote(text).casefold()))
        return any(name <= words for name in self._names)

    def id(self, id: str) -> str:
        """An id that may be shown and can name a file: of a document, or of a statement in one.

        It is the id itself, unless that holds a private name or could not name a file everywhere;
        then a digest of it stands for it, the same always.
        """
        document, mark, number = id.rpartition("#")
        document = document if mark else id
        if not _PLAIN_ID.fullmatch(document) or self.mentions_private(document):
            digest = hashlib.sha256(document.encode(errors="surrogatepass")).hexdigest()
            document = f"document-{digest[:12]}"
        return f"{document}{mark}{number}" if mark else document

    def address(self, document: Document) -> str | None:
        """Where a document is found: on the web, else on this machine; None where it is withheld.

        A document that no discretion keeps back is found at its address.
        """
        found = web_address(document)
        if found is None and self.shows("local_addresses"):
            found = document.address if document.address not in ("", "-") else None
        return None if found is None or self.mentions_private(found) else found

    def person(self, name: str) -> str:
        """How somebody who decided is called: by name, or as "reviewer 2"."""
        if self.shows("deciders"):
            return name
        number = self._numbers.get(name)
        return f"reviewer {number}" if number else "a reviewer"

    def decision(self, decision: Decision) -> Decision:
        """A decision as it may be written: whose it is and why as far as that is shown.

        What else belongs to it (`data`) is left out where reasons are: codings and corrections
        hold words of their own.
        """
        reason = self._without_people(decision.reason) if self.shows("reasons") else ""
        data = decision.data if self.shows("reasons") else {}
        return replace(decision, by=self.person(decision.by), reason=reason, data=data)

    def _without_people(self, text: str) -> str:
        if self.shows("deciders"):
            return text
        for name in sorted(self._numbers, key=len, reverse=True):
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", self.person(name), text)
        return text

    @cached_property
    def _paths(self) -> tuple[str, ...]:
        """Where files lie that stand for publishers: older additions call those by their paths."""
        paths = {path for path in self.files if "/" in path and "://" not in path}
        return tuple(sorted(paths, key=lambda path: (-len(path), path)))

    @cached_property
    def _private_files(self) -> tuple[str, ...]:
        """The names of files that hold a private name, also as pages and records write them."""
        private = filter(self.mentions_private, {PurePath(path).name for path in self.files})
        written = {
            form
            for name in private
            for form in (name, escape(name), quote(name), json.dumps(name)[1:-1])
        }
        return tuple(sorted(written, key=lambda name: (-len(name), name)))

    @cached_property
    def _hider(self) -> NameHider:
        return NameHider(self.names)

    @cached_property
    def _names(self) -> Collection[frozenset[str]]:
        found = (frozenset(_WORD.findall(name.casefold())) for name in self.names)
        return {words for words in found if words}

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        return _number_people(self.decisions)


def _number_people(decisions: Iterable[Decision]) -> Mapping[str, int]:
    """The people who decided, numbered by their first decision."""
    people = dict.fromkeys(decision.by for decision in decisions)
    return {name: n for n, name in enumerate(people, start=1)}
