"""Time, memory and truth of reasoning over generated ledgers: `make bench-reasoning`.

Each size runs in a process of its own, so that its peak memory is its own.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import astuple, fields
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.generated import generate
from benchmarks.reasoning_scores import CheckScore, Score, of_checks, of_grouping, of_independence
from tollbook.model.finding import Finding
from tollbook.reasoning.checks import run_checks
from tollbook.reasoning.consistency import consistency
from tollbook.reasoning.estimates import estimate
from tollbook.reasoning.record import Record

SIZES = (1_000, 10_000, 100_000)
SEED = 1
SOLVED_UP_TO = 10_000  # all claims at once are asked of a case, not of a whole archive

Measured = dict[str, Any]


def main() -> int:
    """Print time, peak memory and scores at each size."""
    arguments = argparse.ArgumentParser(description=main.__doc__)
    arguments.add_argument("sizes", nargs="*", type=int, default=SIZES, metavar="STATEMENTS")
    arguments.add_argument("--seed", type=int, default=SEED)
    arguments.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    chosen = arguments.parse_args()
    if chosen.one:
        print(json.dumps(measure(chosen.sizes[0], chosen.seed)))
        return 0
    all_measured = [_apart(size, chosen.seed) for size in chosen.sizes]
    console = Console()
    console.print(_costs(all_measured))
    for measured in all_measured:
        console.print(_share_table(measured))
        console.print(_check_table(measured))
    return 0


def measure(statements: int, seed: int) -> Measured:
    """One ledger, made and reasoned over: seconds, MB, scores."""
    made = generate(statements, seed)
    before = _memory()
    record = Record(made.corpus)
    seconds = {"claims": _seconds(lambda: record.claims)}
    findings: list[Finding] = []
    seconds["checks"] = _seconds(lambda: findings.extend(run_checks(record)))
    seconds["estimates"] = _seconds(lambda: estimate(record))
    if statements <= SOLVED_UP_TO:
        seconds["solver"] = _seconds(lambda: consistency(record))
    spent = _memory()
    return {
        "statements": len(made.corpus.statements),
        "documents": len(made.corpus.documents),
        "seconds": seconds,
        "memory": {"book": before, "peak": spent},
        "shares": {
            "claims, by pairs": _shares(of_grouping(record.claims, made.truth)),
            **{
                f"{name}, by pairs of origins": _shares(score)
                for name, score in of_independence(record, made.truth).items()
            },
        },
        "checks": {
            name: list(astuple(score)) for name, score in of_checks(findings, made.truth).items()
        },
    }


def _apart(size: int, seed: int) -> Measured:
    command = [
        sys.executable,
        "-m",
        "benchmarks.reasoning",
        str(size),
        "--seed",
        str(seed),
        "--one",
    ]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    measured: Measured = json.loads(done.stdout)
    return measured


def _costs(all_measured: list[Measured]) -> Table:
    table = Table(title="seconds of one core's work, and memory in MB")
    names = list(all_measured[0]["seconds"])
    for column in ("statements", "documents", *names, "book", "peak"):
        table.add_column(column, justify="right")
    for measured in all_measured:
        spent = [measured["seconds"].get(name) for name in names]
        table.add_row(
            f"{measured['statements']:,}",
            f"{measured['documents']:,}",
            *("–" if seconds is None else f"{seconds:.1f}" for seconds in spent),
            *(f"{measured['memory'][name]:,.0f}" for name in ("book", "peak")),
        )
    return table


def _shares(score: Score) -> list[float]:
    return [score.there, score.precision, score.recall, score.f1]


def _share_table(measured: Measured) -> Table:
    table = Table(title=f"{measured['statements']:,} statements: what belongs together")
    for column in ("", "there", "P", "R", "F1"):
        table.add_column(column, justify="right" if column else "left")
    for name, (there, *shares) in measured["shares"].items():
        table.add_row(name, f"{there:,}", *(f"{share:.3f}" for share in shares))
    return table


def _check_table(measured: Measured) -> Table:
    table = Table(title=f"{measured['statements']:,} statements: planted errors")
    for column in ("check", *(field.name for field in fields(CheckScore))):
        table.add_column(column, justify="left" if column == "check" else "right")
    for name, counts in measured["checks"].items():
        table.add_row(name, *(f"{n:,}" for n in counts))
    return table


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _memory() -> float:
    """The most that this process has held so far, in MB."""
    status = Path("/proc/self/status")
    if status.exists():
        peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(peak.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
