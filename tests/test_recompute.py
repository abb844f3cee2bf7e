"""The second program: what it derives again, and what it catches."""

from __future__ import annotations

import ast
import copy
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from estimate_tools import CASE, Report, a_record, all_answers, many_reports, said
from terminal import tollbook
from tollbook import recompute as program
from tollbook.publishing.estimates import to_json
from tollbook.recompute import recompute

UNTIMED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # busy machines

THREE = (
    said(1, "Red Cross", low=300, modifier="about"),
    said(2, "Health Ministry", low=500),
    said(3, "Health Ministry", day=3, low=540),
    said(4, "Army of the North", low=150, high=None, modifier="at_least"),
)


def an_export(*told: Report) -> dict[str, Any]:
    """As it comes back from a file."""
    record = to_json(all_answers(a_record(*told, case=CASE), origin="Red Cross"))
    found: dict[str, Any] = json.loads(json.dumps(record))
    return found


Path_ = tuple[str | int, ...]


def numbers(value: Any, path: Path_ = ()) -> Iterator[Path_]:
    """Where every number of an export stands."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from numbers(inner, (*path, key))
    elif isinstance(value, list):
        for n, inner in enumerate(value):
            yield from numbers(inner, (*path, n))
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield path


def changed(export: dict[str, Any], path: Path_, value: Any) -> dict[str, Any]:
    """A copy of an export with one value changed."""
    copied = copy.deepcopy(export)
    inner: Any = copied
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return copied


def at(export: dict[str, Any], path: Path_) -> Any:
    inner: Any = export
    for key in path:
        inner = inner[key]
    return inner


@UNTIMED
@given(many_reports())
def test_every_export_recomputes(told: list[Report]) -> None:
    problem, said_of_it = recompute(an_export(*told))
    assert problem == ""
    assert said_of_it.startswith("all ")


@UNTIMED
@given(many_reports(), st.data())
def test_any_one_number_that_was_tampered_with_is_caught(
    told: list[Report], data: st.DataObject
) -> None:
    export = an_export(*told)
    there = list(numbers(export))
    assume(there)
    path = data.draw(st.sampled_from(there))
    number = at(export, path)
    other = data.draw(
        st.sampled_from([number + 1, number - 1, number * 10, -number, None, str(number), True])
        | st.integers(0, 10_000)
        | st.just(float(number)).filter(lambda value: type(value) is not type(number))
    )
    assume(other != number or type(other) is not type(number))
    problem, _ = recompute(changed(export, path, other))
    assert problem, path


def test_every_number_of_an_export_is_held_by_another() -> None:
    """The same without chance: each number in turn, one more than it was."""
    export = an_export(*THREE)
    kept = [
        path
        for path in numbers(export)
        if not recompute(changed(export, path, at(export, path) + 1))[0]
    ]
    assert kept == []


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        (("estimates", 0, "low"), 7, "the range of killed is not what step "),
        (
            ("estimates", 0, "counted"),
            [],
            "the range of killed does not count the claims of its step",
        ),
        (("estimates", 0, "low_by"), [], "the range of killed names others than own its low"),
        (("estimates", 0, "policy"), "independent_median", "rests on operations of another policy"),
        (("estimates", 0, "open"), True, "the range of killed is wrong about its open top"),
        (("estimates", 0, "without", 0, "moves", "low"), 7, "says that its ends move by"),
        (
            ("estimates", 0, "without", 0, "low"),
            7,
            "the range of killed without Red Cross is not what step",
        ),
        (("steps", 0, "operation"), "guess", "step s1 is an unknown operation, 'guess'"),
        (("steps", 0, "about_tolerance"), 0.2, "step s1 takes 'about' for another share"),
        (("steps", 1, "id"), "s1", "step s1 is there twice"),
        (("settings", "about_tolerance"), 0.2, "step s1 takes 'about' for another share"),
        (("steps",), [], "no step says what claim "),
        (("format",), "tollbook.estimate/9", "it is no export of the format tollbook.estimate/1"),
        (("claims",), [], "its layout is broken ("),
    ],
)
def test_names_the_first_thing_that_does_not_follow(path: Path_, value: Any, told: str) -> None:
    problem, _ = recompute(changed(an_export(*THREE), path, value))
    assert told in problem


def test_an_origin_s_older_claim_can_t_be_slipped_in() -> None:
    """The step that says which claim of an origin stands is done again as well."""
    export = an_export(*THREE)
    n = next(
        n
        for n, s in enumerate(export["steps"])
        if s["operation"] == "latest" and len(s["inputs"]) > 1
    )
    step = export["steps"][n]
    older = next(id for id in step["inputs"] if id != step["value"])
    problem, _ = recompute(changed(export, ("steps", n, "value"), older))
    assert f"step {step['id']} (latest) doesn't follow" in problem


@UNTIMED
@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=3),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["steps", "claims", "estimates", "settings", "format", "id"]),
                inner,
                max_size=4,
            )
        ),
        max_leaves=8,
    )
)
def test_anything_else_is_refused_in_one_sentence(value: Any) -> None:
    problem, _ = recompute({"format": program.FORMAT} | value if isinstance(value, dict) else value)
    assert problem
    assert "\n" not in problem


def test_nothing_of_an_export_acts_on_a_terminal() -> None:
    export = an_export(said(9, "Army\x1b[2J"), THREE[0])
    for item in export["estimates"][0]["without"]:
        item["moves"]["low"] = 7 if item["name"].startswith("Army") else item["moves"]["low"]
    problem, _ = recompute(export)
    assert "Army\ufffd[2J" in problem


def test_the_second_program_shares_no_code_with_the_first() -> None:
    tree = ast.parse(Path(program.__file__).read_text(encoding="utf-8"))
    used = {
        alias.name if isinstance(node, ast.Import) else str(node.module)
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert {name.partition(".")[0] for name in used} <= set(sys.stdlib_module_names)


def test_it_runs_alone_and_through_the_command(tmp_path: Path) -> None:
    export = an_export(*THREE)
    (tmp_path / "good.json").write_text(json.dumps(export), encoding="utf-8")
    bad = changed(export, ("estimates", 0, "low"), 7)
    (tmp_path / "bad.json").write_text(json.dumps(bad), encoding="utf-8")
    (tmp_path / "none.json").write_text("{", encoding="utf-8")

    def alone(name: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603 - a program of our own
            [sys.executable, "-I", program.__file__, name],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )

    assert alone("good.json").returncode == 0
    assert "follow from 4 claims." in alone("good.json").stdout
    assert alone("bad.json").returncode == 1

    good = tollbook("recompute", "good.json", at=tmp_path)
    assert (good.status, good.out) == (0, alone("good.json").stdout)
    wrong = tollbook("recompute", "bad.json", at=tmp_path)
    assert wrong.status == 1
    assert wrong.err.startswith("bad.json: the range of killed is not what step ")
    assert "it is not valid JSON" in tollbook("recompute", "none.json", at=tmp_path).err
    assert "it can't be read" in tollbook("recompute", "gone.json", at=tmp_path).err
