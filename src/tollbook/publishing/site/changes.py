"""What changed from one publication to the next, and the records by which the next one can tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from tollbook.publishing import estimates
from tollbook.publishing.answers import kind_note, number_of
from tollbook.publishing.claims import whose_claim
from tollbook.publishing.forecasts import event_in_words
from tollbook.publishing.site.publication import Publication
from tollbook.publishing.visible import one_line
from tollbook.reasoning.words import day

ChangeKind = Literal[
    "count", "estimate", "contradiction", "prediction", "document", "review", "removed"
]

State = Mapping[str, Mapping[str, Mapping[str, str]]]
"""What a publication says, part by part: by a key that outlives it, whom or what it speaks of
(`what`), what it says of that (`words`), where, and how far people stand behind it.
A part is "counts", "estimates", "contradictions", "predictions" or "documents".
"""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed: in words, and where it stands; nowhere if it is gone.

    `stand` says how far people stood behind it, as `Publication.state` does.
    """

    kind: ChangeKind
    words: str
    address: str | None = None
    stand: str = "proposed"

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> Change:
        """The change of a record."""
        return cls(**{name: record[name] for name in ("kind", "words", "address", "stand")})

    def to_json(self) -> dict[str, Any]:
        """The change as a record that JSON can hold."""
        return {
            "kind": self.kind,
            "words": self.words,
            "address": self.address,
            "stand": self.stand,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One publication in the history of a folder; `file` is its record."""

    number: int
    on: date
    head: str
    changes: tuple[Change, ...]

    @property
    def file(self) -> str:
        """The file of its record within the folder."""
        return f"publications/{self.number:04}.json"

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> Entry:
        """The entry of a record."""
        return cls(
            number=record["number"],
            on=date.fromisoformat(record["day"]),
            head=record["head"],
            changes=tuple(map(Change.of, record["changes"])),
        )


def state_of(publication: Publication) -> dict[str, dict[str, dict[str, str]]]:
    """What a publication says, without the names that it withholds."""
    at, hide = publication.at, publication.discretion.hide
    found: dict[str, dict[str, dict[str, str]]] = {
        "counts": {
            _key(measure.measure, at.voice(origin.key) or count.claim.id, count.kind): {
                "what": f"{measure.measure}: {whose_claim(count.claim)} counts ",
                "words": f"{number_of(count.claim)}{kind_note(count)}, "
                f"as of {day(count.claim.as_of)}",
                "address": at.claim(count.claim),
                "stand": publication.state(count.claim.statements),
            }
            for measure in publication.answer.measures
            for count in measure.counts
            for origin in [count.claim.origin]
        },
        "estimates": {
            _key(answer.measure, one.policy, *one.kinds): {
                "what": f"{answer.measure}, {one.policy.replace('_', ' ')} of "
                f"{estimates.kinds_in_words(one.kinds)}: ",
                "words": estimates.in_words(one.ends),
                "address": at.claim(one.counted[0]),
                "stand": publication.state(id for claim in one.counted for id in claim.statements),
            }
            for answer in publication.estimates.answers
            for one in answer.estimates
            if one.ends and one.counted
        },
        "contradictions": {
            one.key: {
                "what": "",
                "words": one_line(one.title),
                "address": at.finding(one.key) or "",
                "stand": publication.state(one.statements),
            }
            for one in publication.contradictions
        },
        "predictions": {
            publication.discretion.id(one.id): {
                "what": f"{one_line(event_in_words(one))}: ",
                "words": one.outcome.status.replace("_", " "),
                "address": at.forecast(one.id) or "",
                "stand": publication.state([one.id]),
            }
            for one in publication.forecasts
        },
        "documents": {
            publication.discretion.id(page.id): {
                "what": "",
                "words": one_line(page.title or publication.discretion.id(page.id)),
                "address": at.document(page.id),
                "stand": "settled",
            }
            for page in at.documents
        },
    }
    return {
        part: {
            key: {name: hide(words) for name, words in one.items()} for key, one in items.items()
        }
        for part, items in found.items()
    }


def _key(*parts: str) -> str:
    return " ".join(parts)


_PARTS: Mapping[str, tuple[ChangeKind, str, str]] = {
    "counts": ("count", "", "no longer stands: "),
    "estimates": ("estimate", "", "no estimate now: "),
    "contradictions": ("contradiction", "new: ", "settled: "),
    "predictions": ("prediction", "", "no longer there: "),
    "documents": ("document", "new: ", "removed: "),
}
"""Of each part, what kind of change it makes, and how what is new and what is gone begin."""

_STANDS = {
    "settled": "now checked by people",
    "partly": "now checked by people in part",
    "proposed": "no longer checked by people",
}


def find_changes(before: State, now: State) -> Iterator[Change]:
    """What changed between two publications, part by part, in the order of what is shown."""
    for part, (kind, new, gone) in _PARTS.items():
        earlier, later = before.get(part, {}), now.get(part, {})
        for key, one in later.items():
            old, said = earlier.get(key), f"{one['what']}{one['words']}"
            where = one["address"], one["stand"]
            if old is None:
                yield Change(kind, f"{new}{said}", *where)
            elif old["words"] != one["words"]:
                yield Change(kind, f"{said}; before that {old['words']}", *where)
            elif part == "counts" and old["stand"] != one["stand"]:
                yield Change("review", f"{said}: {_STANDS[one['stand']]}", *where)
        for key, old in earlier.items():
            if key not in later:
                yield Change(kind, f"{gone}{old['what']}{old['words']}")


def removed_pages(before: Mapping[str, str], now: set[str]) -> Iterator[Change]:
    """The pages of the publication before that this one no longer has."""
    for page in sorted(set(before) - now):
        if page.endswith(".html"):
            yield Change("removed", f"the page {page} is gone")
