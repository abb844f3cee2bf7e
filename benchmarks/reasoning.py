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
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.generated import generate
from benchmarks.reasoning_scores import of_checks, of_grouping
from tollbook.model.finding import Finding
from tollbook.reasoning.checks import run_checks
from tollbook.reasoning.record import Record

SIZES = (1_000, 10_000, 100_000)
SEED = 1

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
        console.print(_truth(measured))
    return 0


def measure(statements: int, seed: int) -> Measured:
    """One ledger, made and reasoned over: seconds, MB, scores."""
    made = generate(statements, seed)
    before = _memory()
    record = Record(made.book)
    seconds = {"claims": _seconds(lambda: record.claims)}
    findings: list[Finding] = []
    seconds["checks"] = _seconds(lambda: findings.extend(run_checks(record)))
    grouping = of_grouping(record.claims, made.truth)
    return {
        "statements": len(made.book.statements),
        "documents": len(made.book.documents),
        "seconds": seconds,
        "memory": {"book": before, "peak": _memory()},
        "grouping": [grouping.precision, grouping.recall, grouping.f1],
        "checks": {
            name: [score.planted, score.found, score.right, score.derived, score.false]
            for name, score in of_checks(findings, made.truth).items()
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
    for column in ("statements", "documents", *names, "together", "book", "peak"):
        table.add_column(column, justify="right")
    for measured in all_measured:
        spent = [measured["seconds"][name] for name in names]
        table.add_row(
            f"{measured['statements']:,}",
            f"{measured['documents']:,}",
            *(f"{seconds:.1f}" for seconds in (*spent, sum(spent))),
            *(f"{measured['memory'][name]:,.0f}" for name in ("book", "peak")),
        )
    return table


def _truth(measured: Measured) -> Table:
    precision, recall, f1 = measured["grouping"]
    title = (
        f"{measured['statements']:,} statements: claims by pairs "
        f"P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}"
    )
    table = Table(title=title)
    for column in ("check", "planted", "found", "right", "derived", "false"):
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
