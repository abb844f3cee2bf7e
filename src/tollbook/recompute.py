"""A second program: derives every number of an exported estimate again, and names what is wrong.

It needs nothing but Python and the file, and shares no code with what made it: whoever doubts an
estimate can read this one page, run it (`python recompute.py estimate.json`) and believe it.

An export holds claims (what somebody said), steps (operations on claims and earlier steps) and
estimates (the results of steps). Each step is done again from its inputs; then each estimate is
held against its steps. What it can't check is whether the claims were read correctly: each of them
quotes the words it stands for.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

FORMAT = "tollbook.estimate/1"
MAX_BYTES = 1_000_000_000

Json = Any
_ENDS = ("low", "best", "high")
_POLICIES: Mapping[str, tuple[str, str, str]] = {
    "range": ("lowest", "agreed", "highest"),
    "latest_of": ("lowest", "agreed", "highest"),
    "independent_median": ("middle_low", "middle", "middle_high"),
    "verified_floor": ("greatest_floor", "unsaid", "unsaid"),
}


class UnfoundedError(Exception):
    """Something in an export doesn't follow from the rest; the message is a clause."""


def recompute_file(path: Path) -> tuple[str, str]:
    """What is wrong with the export at `path` (empty if nothing is), and what was derived."""
    try:
        if str(path) == "-":
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with path.open("rb") as file:
                data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            return f"the file is longer than {MAX_BYTES:,} bytes", ""
        export = json.loads(data)
    except OSError as error:
        return f"it can't be read: {(error.strerror or str(error)).lower()}", ""
    except UnicodeDecodeError:
        return "it is not text in UTF-8, so it is no JSON", ""
    except (ValueError, RecursionError) as error:
        return f"it is not valid JSON ({error})", ""
    return recompute(export)


def recompute(export: Json) -> tuple[str, str]:
    """The same for an export that is read already."""
    try:
        if not isinstance(export, dict) or export.get("format") != FORMAT:
            return f"it is no export of the format {FORMAT}", ""
        _Export(export).check()
    except UnfoundedError as error:
        return _plain(str(error)), ""
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        return _plain(f"its layout is broken ({type(error).__name__}: {error})"), ""
    except RecursionError:
        return "its layout is broken (too deep)", ""
    numbers = len(export["steps"])
    return "", f"all {numbers:,} steps follow from {len(export['claims']):,} claims."


class _Export:
    """An export with its claims and steps at hand."""

    def __init__(self, export: dict[str, Json]) -> None:
        self._export = export
        self._claims: dict[str, Json] = export["claims"]
        self._steps: dict[str, Json] = {}  # those found right so far, by id
        self._allowed: dict[str, Json] = {}  # what each claim allows
        self._members: dict[str, tuple[str, ...]] = {}  # of steps that stand for claims
        self._standing: set[str] = set()  # claims that stand for their origin

    def check(self) -> None:
        """Raise `UnfoundedError` for the first thing that is wrong."""
        for step in self._export["steps"]:
            self._check_step(step)
        unused = self._claims.keys() - self._allowed.keys()
        if unused:
            raise UnfoundedError(f"no step says what claim {min(unused)} allows")
        if not self._steps and self._export["settings"]:
            raise UnfoundedError("it has settings that no step uses")
        for estimate in self._export["estimates"]:
            self._check_estimate(estimate)

    def _check_step(self, step: Json) -> None:
        name, operation, inputs = step["id"], step["operation"], step["inputs"]
        if name in self._steps:
            raise UnfoundedError(f"step {name} is there twice")
        ways: dict[str, Callable[[Json], Json]] = {
            "allow": self._allow,
            "latest": self._latest,
            "group": self._group,
            "without": self._without,
            "ends": self._ends,
        }
        if operation in ways:
            derived = ways[operation](step)
        elif operation in _OPERATIONS:
            (group,) = inputs
            derived = _OPERATIONS[operation]([self._allowed[id] for id in self._of(group, name)])
        else:
            raise UnfoundedError(f"step {name} is an unknown operation, {operation!r}")
        if not _same(derived, step["value"]):
            raise UnfoundedError(
                f"step {name} ({operation}) doesn't follow: it says {_excerpt(step['value'])}, "
                f"and {_excerpt(inputs)} gives {_excerpt(derived)}"
            )
        self._steps[name] = step

    def _allow(self, step: Json) -> Json:
        """What a claim's words allow: "about N" is N give or take a share, rounded outward."""
        (claim_id,) = step["inputs"]
        claim, tolerance = self._claims[claim_id], step["about_tolerance"]
        if type(tolerance) not in (int, float) or not _same(
            tolerance, self._export["settings"]["about_tolerance"]
        ):
            raise UnfoundedError(f"step {step['id']} takes 'about' for another share than the rest")
        low, high = _count(claim["low"]), claim["high"]
        if high is not None and _count(high) < low:
            raise UnfoundedError(f"claim {claim_id} goes from {low} down to {high}")
        self._members[step["id"]] = (claim_id,)
        about, names_one = claim["modifier"] == "about", claim["modifier"] in ("exact", "about")
        share = Fraction(str(tolerance)) if about else Fraction(0)
        self._allowed[claim_id] = {
            "worded_low": low,
            "worded_high": high,
            "low": max(0, math.floor(low * (1 - share))),
            "high": None if high is None else math.ceil(high * (1 + share)),
            "best": low if names_one and low == high else None,
        }
        return self._allowed[claim_id]

    def _latest(self, step: Json) -> Json:
        """Which claim of one origin stands: the last that no rule passes over."""
        claims = {id: self._claims[id] for id in step["inputs"]}
        if len({claim["origin"] for claim in claims.values()}) != 1:
            raise UnfoundedError(f"the claims of step {step['id']} are not of one origin")

        def order(id: str) -> tuple[Json, ...]:
            low, high = self._allowed[id]["low"], self._allowed[id]["high"]
            day = claims[id]["as_of"] or "9999-12-31"
            return day, claims[id]["total"], low, -1 if high is None else high, id

        stands, *later = sorted(claims, key=order)
        passed_over = dict(step.get("passed_over", {}))
        for id in later:
            rule = passed_over.pop(id, None)
            is_passed = rule is not None and self._allows(rule, id, stands)
            if not is_passed and self._can_stand(id, stands):
                stands = id
        if passed_over:
            raise UnfoundedError(f"step {step['id']} passes over what it does not look at")
        self._standing.add(stands)
        return stands

    def _can_stand(self, id: str, stands: str) -> bool:
        """Whether a claim can take the place of another: a total, or one that can be as great."""
        claim, high = self._claims[id], self._allowed[id]["high"]
        if high is None and self._claims[stands]["total"]:
            high = self._allowed[id]["low"]  # "at least 12" beside a total of 300 is an event
        moves = claim["total"] or claim["measure"] == "missing"
        return moves or high is None or high >= self._allowed[stands]["low"]

    def _allows(self, rule: str, id: str, stands: str) -> bool:
        """Whether a rule can pass over a claim, as far as the numbers say."""
        claim, other = self._claims[id], self._claims[stands]
        low, high = self._allowed[id]["low"], self._allowed[id]["high"]
        least = self._allowed[stands]["low"]
        if rule == "looks_back":
            return bool(other["total"] and not claim["total"] and low <= least)
        if rule == "floor":
            return high is None and low < least
        if rule == "elsewhere":
            return bool(claim["total"] or claim["measure"] == "missing")
        return rule == "smaller" and not self._can_stand(id, stands)

    def _group(self, step: Json) -> int:
        """Claims put together; how many they are."""
        members = [id for one in step["inputs"] for id in self._of(one, step["id"])]
        self._members[step["id"]] = tuple(members)
        return len(members)

    def _without(self, step: Json) -> int:
        """A group but for one of its claims; how many are left."""
        group, one = (self._of(id, step["id"]) for id in step["inputs"])
        left = tuple(id for id in group if id not in one)
        if len(left) != len(group) - 1:
            raise UnfoundedError(f"step {step['id']} doesn't leave out one claim of its group")
        self._members[step["id"]] = left
        return len(left)

    def _ends(self, step: Json) -> Json:
        """Low, best and high from three steps."""
        parts = [self._steps[id]["value"] for id in step["inputs"]]
        return dict(zip(_ENDS, parts, strict=True))

    def _check_estimate(self, estimate: Json) -> None:
        where = f"the {estimate['policy']} of {estimate['measure']}"
        if estimate["step"] is None:
            said = (*(estimate[end] for end in _ENDS), *estimate["counted"], *estimate["without"])
            if any(item is not None for item in said) or estimate["open"]:
                raise UnfoundedError(f"{where} has numbers without a step")
            return
        counted = self._check_ends(estimate, estimate["policy"], where)
        if counted != estimate["counted"]:
            raise UnfoundedError(f"{where} does not count the claims of its step")
        self._check_claims(estimate, where)
        for end in _ENDS:
            self._check_owners(estimate, end, where)
        origins = [self._claims[id]["origin"] for id in counted]
        if [item["origin"] for item in estimate["without"]] != origins:
            raise UnfoundedError(f"{where} leaves out other origins than it counts")
        for item in estimate["without"]:
            self._check_without(item, estimate, f"{where} without {item['name']}")

    def _check_claims(self, estimate: Json, where: str) -> None:
        """Each claim is of the measure, and stands for its origin."""
        for id in estimate["counted"]:
            if self._claims[id]["measure"] != estimate["measure"]:
                raise UnfoundedError(f"{where} counts claim {id}, which is of another measure")
            if id not in self._standing:
                raise UnfoundedError(f"{where} counts claim {id}, which no step found to stand")

    def _check_owners(self, estimate: Json, end: str, where: str) -> None:
        """The owners of an end are the claims that allow just that number."""
        number = estimate[end]
        operation = _POLICIES[estimate["policy"]][_ENDS.index(end)]
        owners = [id for id in estimate["counted"] if _same(self._allowed[id][end], number)]
        if operation == "unsaid" or (end == "best" and number is None):
            owners = []
        if estimate[f"{end}_by"] != owners:
            raise UnfoundedError(f"{where} names others than own its {end}")

    def _check_without(self, item: Json, estimate: Json, where: str) -> None:
        left = [id for id in estimate["counted"] if self._claims[id]["origin"] != item["origin"]]
        if not left:
            if item["step"] is not None or any(item[end] is not None for end in _ENDS):
                raise UnfoundedError(f"{where} has numbers, though nothing is left")
        elif self._check_ends(item, estimate["policy"], where) != left:
            raise UnfoundedError(f"{where} counts other claims than are left")
        moved = {end: _movement(estimate[end], item[end], bool(left)) for end in ("low", "high")}
        if not _same(moved, item["moves"]):
            raise UnfoundedError(f"{where} says that its ends move by {_excerpt(item['moves'])}")

    def _check_ends(self, answer: Json, policy: str, where: str) -> list[str]:
        """The claims behind an answer, once its numbers are those of its step."""
        step = self._steps[answer["step"]]
        ends = step["value"]
        if not _same(ends, {end: answer[end] for end in _ENDS}):
            raise UnfoundedError(f"{where} is not what step {answer['step']} gives")
        if not _same(answer["open"], ends["high"] is None):
            raise UnfoundedError(f"{where} is wrong about its open top")
        parts = [self._steps[id] for id in step["inputs"]]
        if tuple(part["operation"] for part in parts) != _POLICIES[policy]:
            raise UnfoundedError(f"{where} rests on operations of another policy")
        if any(part["inputs"] != parts[0]["inputs"] for part in parts):
            raise UnfoundedError(f"{where} takes its ends from different claims")
        return list(self._of(parts[0]["inputs"][0], answer["step"]))

    def _of(self, id: str, step: str) -> tuple[str, ...]:
        """The claims that an earlier step stands for."""
        if id not in self._members:
            raise UnfoundedError(f"step {step} uses {id}, which no step before it explains")
        return self._members[id]


def _top(high: int | None) -> tuple[bool, int]:
    """Where an upper bound stands among others: an open one is above all."""
    return high is None, high or 0


def _middle(claims: Sequence[Json]) -> int | None:
    named = sorted(claim["best"] for claim in claims if claim["best"] is not None)
    if len(named) < len(claims):
        return None
    half = len(named) // 2
    middle = named[half] if len(named) % 2 else (named[half - 1] + named[half]) // 2
    return int(middle)


def _agreed_number(claims: Sequence[Json]) -> int | None:
    named = {claim["best"] for claim in claims if claim["best"] is not None}
    return min(named) if len(named) == 1 else None


_OPERATIONS: Mapping[str, Callable[[Sequence[Json]], int | None]] = {
    "lowest": lambda claims: min(claim["low"] for claim in claims),
    "highest": lambda claims: max((claim["high"] for claim in claims), key=_top),
    "agreed": _agreed_number,
    "middle_low": lambda claims: sorted(c["low"] for c in claims)[(len(claims) - 1) // 2],
    "middle": _middle,
    "middle_high": lambda claims: sorted((c["high"] for c in claims), key=_top)[len(claims) // 2],
    "greatest_floor": lambda claims: max(claim["low"] for claim in claims),
    "unsaid": lambda claims: None,
}


def _movement(before: int | None, after: int | None, left: bool) -> int | None:
    return None if before is None or after is None or not left else after - before


def _count(value: Json) -> int:
    if type(value) is not int or value < 0:
        raise UnfoundedError(f"{_excerpt(value)} is no number of people")
    return value


def _same(left: Json, right: Json) -> bool:
    """Whether two values are the same and of the same sort: 3 is neither 3.0 nor true."""
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(_same(left[k], right[k]) for k in left)
    return type(left) is type(right) and bool(left == right)


def _excerpt(value: Json) -> str:
    return json.dumps(value, ensure_ascii=True)[:200]


def _plain(sentence: str) -> str:
    """A sentence that acts on no terminal: an export may come from anyone."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in sentence[:1000])


def main(names: Sequence[str]) -> int:
    """Recompute the files of these names, print how each went; 1 if any is wrong, else 0."""
    problems = [recompute_file(Path(name)) for name in names]
    for name, (problem, summary) in zip(names, problems, strict=True):
        sys.stdout.write(f"{name}: {problem or summary}\n")
    return int(any(problem for problem, _ in problems))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
