"""Keys of records that are not read, and which key was probably meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from tollbook.model.problem import Notice

_CALLED = {
    "id": ("guid", "uuid", "key", "identifier", "docid", "articleid", "documentid"),
    "text": ("body", "content", "article", "description", "fulltext", "notes", "story", "summary"),
    "html": ("page", "markup"),
    "title": ("headline", "heading", "head"),
    "publisher": ("source", "outlet", "site", "newspaper", "sitename", "agency", "medium", "paper"),
    "url": ("link", "uri", "href", "address", "permalink", "canonical"),
    "published": (
        "date", "day", "datetime", "time", "timestamp", "created", "createdat", "pubdate",
        "publishedat", "publishedon", "publicationdate", "datepublished", "eventdate",
    ),
    "language": ("lang", "locale"),
}  # fmt: skip
_MEANT = {name: key for key, names in _CALLED.items() for name in (key, *names)}
_LIKE = 0.8
_MOST = 100  # keys of one file that are counted; more are made to fill the memory
_NAMED = 8
_LONGEST = 40


class UnreadKeys:
    """The keys of one file's records that are not read, counted."""

    def __init__(self) -> None:
        self._meant: Counter[tuple[str, str]] = Counter()
        self._others: Counter[str] = Counter()

    def count(self, keys: Iterable[str]) -> None:
        """Count the keys of one record."""
        there = set(keys)
        for key in sorted(there.difference(_CALLED)):
            meant = nearest_key(key)
            if meant is None or meant in there:
                if key in self._others or len(self._others) < _MOST:
                    self._others[key] += 1
            elif (key, meant) in self._meant or len(self._meant) < _MOST:
                self._meant[key, meant] += 1

    def notices(self, where: str) -> Iterator[Notice]:
        """A line for each key that stands for one that is read, and one for all the others."""
        for (key, meant), number in sorted(self._meant.items()):
            have = "1 record has" if number == 1 else f"{number:,} records have"
            what = f"{have} the key {_shown(key)}, which is not read; did you mean {meant!r}?"
            yield Notice(where, what)
        if self._others:
            first = sorted(self._others)[:_NAMED]
            more = len(self._others) - len(first)
            named = ", ".join(map(_shown, first)) + (f" and {more} more" if more else "")
            yield Notice(where, f"keys that are not read: {named}")


def nearest_key(key: str) -> str | None:
    """The key that was probably meant; None where none is near.

    >>> nearest_key("pub_date"), nearest_key("Titel"), nearest_key("section")
    ('published', 'title', None)
    """
    bare = "".join(filter(str.isalnum, key[:_LONGEST].casefold()))
    near = get_close_matches(bare, _MEANT, 1, _LIKE)
    return _MEANT[near[0]] if near else None


def _shown(key: str) -> str:
    return repr(key if len(key) <= _LONGEST else key[: _LONGEST - 1] + "…")
