"""What people decided on which statements are one claim, and which names one voice.

It overrides the machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tollbook.model.decision import Decision
from tollbook.reasoning.names import plain_name

Pair = tuple[str, str]


@dataclass(frozen=True)
class ClaimDecisions:
    """Pairs of statements that are not one claim, and pairs that are; the later decision counts."""

    apart: Mapping[str, frozenset[str]] = field(default_factory=dict)
    together: tuple[Pair, ...] = ()

    @classmethod
    def of(cls, decisions: Sequence[Decision]) -> ClaimDecisions:
        """The last word on each pair."""
        last: dict[Pair, Decision] = {}
        for decision in sorted(decisions, key=lambda item: item.at):
            pair = tuple(sorted(decision.subject.split("\n")))
            if decision.kind in ("separate", "join") and len(pair) == 2:
                if decision.value == "yes":
                    last[pair[0], pair[1]] = decision
                elif (known := last.get((pair[0], pair[1]))) and known.kind == decision.kind:
                    del last[pair[0], pair[1]]
        apart: dict[str, set[str]] = {}
        for (left, right), decision in last.items():
            if decision.kind == "separate":
                apart.setdefault(left, set()).add(right)
                apart.setdefault(right, set()).add(left)
        return cls(
            {id: frozenset(others) for id, others in apart.items()},
            tuple(pair for pair, decision in last.items() if decision.kind == "join"),
        )

    def may_join(self, id: str, others: Iterable[str]) -> bool:
        """Whether no decision separates a statement from any of `others`."""
        against = self.apart.get(id)
        return against is None or against.isdisjoint(others)


@dataclass(frozen=True)
class VoiceDecisions:
    """Names of voices that are one voice, and names that are two, whatever the machine finds.

    A voice is written as an entity's id or as a name; `police@report-7` is what one document calls
    police. `together` maps a voice to the one that stands for all those it was joined with.
    """

    together: Mapping[str, str] = field(default_factory=dict)
    apart: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        decisions: Sequence[Decision] = (),
        *,
        joined: Mapping[str, Sequence[str]] | None = None,
        apart: Iterable[Pair] = (),
    ) -> VoiceDecisions:
        """The last word on each pair of voices.

        `joined` and `apart` are those of a case; a decision in the ledger overrides them.
        """
        last: dict[frozenset[str], tuple[str, Pair]] = {}
        for name, others in (joined or {}).items():
            for other in others:
                last[_pair(name, other)] = "one", (name, other)
        for left, right in apart:
            last[_pair(left, right)] = "two", (left, right)
        for decision in sorted(decisions, key=lambda item: item.at):
            if decision.kind == "voice":
                left, _, right = decision.subject.partition("\n")
                last[_pair(left, right)] = decision.value, (left, right)
        together: dict[str, str] = {}
        against: dict[str, set[str]] = {}
        for value, (left, right) in last.values():
            if value == "one":
                keep, other = (together.get(voice_token(one), one) for one in (left, right))
                for token, first in (*together.items(), (voice_token(right), other)):
                    if first == other:
                        together[token] = keep
                together.setdefault(voice_token(keep), keep)
            elif value == "two":
                against.setdefault(voice_token(left), set()).add(voice_token(right))
                against.setdefault(voice_token(right), set()).add(voice_token(left))
        return cls(together, {token: frozenset(others) for token, others in against.items()})

    def joined_with(self, tokens: Iterable[str]) -> str | None:
        """The voice that stands for one known by any of these; None where nobody decided on it."""
        return next((self.together[token] for token in tokens if token in self.together), None)

    def are_apart(self, tokens: Iterable[str], others: Iterable[str]) -> bool:
        """Whether a voice known by these is not the one known by `others`."""
        against = frozenset().union(*(self.apart.get(token, ()) for token in tokens))
        return not against.isdisjoint(others)


def voice_token(voice: str) -> str:
    """What a voice is known by in decisions: an id as it is, a name as a plain name.

    >>> voice_token("org:kr-nis"), voice_token("The Spy Agency"), voice_token("Police@report-7")
    ('org:kr-nis', 'spy agency', 'police@report-7')
    """
    name, at, document = voice.partition("@")
    return voice if ":" in name else f"{plain_name(name)}{at}{document}"


def _pair(left: str, right: str) -> frozenset[str]:
    return frozenset((voice_token(left), voice_token(right)))
