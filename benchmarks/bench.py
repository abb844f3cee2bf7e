"""Speed beside a named peer, on the same text in the same run: `make bench`.

The peer is spaCy's full pipeline alone, with the same model and the same linear algebra. Each
reader runs in a process of its own, in turn with the other, so that a machine that slows down slows
both; the median of the rounds counts.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tollbook.example import reports
from tollbook.extraction import extract
from tollbook.extraction.parse import Parser
from tollbook.extraction.sentences import split
from tollbook.language import load
from tollbook.model.document import Document
from tollbook.pipeline import Tools
from tollbook.reading import read
from tollbook.resolution import resolve
from tollbook.settings import Settings

ROUNDS = 3
DOCUMENTS = 330
SHARES = (3, 100)  # in a hundred documents, how many tell of casualties
ORDINARY = Path(__file__).with_name("texts") / "ordinary.txt"


def main() -> int:
    """Print sentences a second, the ratio to the peer, start-up time and peak memory."""
    arguments = argparse.ArgumentParser(description=main.__doc__)
    arguments.add_argument("--reader", choices=list(READERS), help=argparse.SUPPRESS)
    arguments.add_argument("--share", type=int, default=100, help=argparse.SUPPRESS)
    chosen = arguments.parse_args()
    if chosen.reader:
        print(json.dumps(_measured(chosen.reader, chosen.share)))
        return 0
    console = Console()
    console.print(_speed_table())
    console.print(_start_table())
    return 0


def _speed_table() -> Table:
    table = Table(title=f"{DOCUMENTS} documents; median of {ROUNDS} rounds")
    for column in ("reader", "relevant", "sentences/s", "× spaCy", "peak memory"):
        table.add_column(column, justify="right" if column != "reader" else "left")
    for share in SHARES:
        rounds = [{name: _in_own_process(name, share) for name in READERS} for _ in range(ROUNDS)]
        for name in READERS:
            speed = statistics.median(r[name]["speed"] for r in rounds)
            ratio = statistics.median(r[name]["speed"] / r["spacy"]["speed"] for r in rounds)
            memory = max(r[name]["memory"] for r in rounds)
            cells = (name, f"{share} %", f"{speed:,.0f}", f"{ratio:.2f}", f"{memory:.0f} MB")
            table.add_row(*cells)
    return table


def _in_own_process(reader: str, share: int) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.bench", "--reader", reader, "--share", str(share)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def _measured(reader: str, share: int) -> dict[str, float]:
    documents = list(_documents(share))
    sentences = sum(len(list(split(d.text, 0, len(d.text)))) for d in documents)
    ready = READERS[reader]()
    start = time.perf_counter()
    for document in documents:
        ready(document)
    seconds = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"speed": sentences / seconds, "memory": memory}


def _documents(share: int) -> Iterator[Document]:
    """Documents of which `share` in a hundred tell of casualties, spread evenly."""
    relevant = [d for d in read(map(str, reports()), Settings()) if isinstance(d, Document)]
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "ordinary.jsonl"
        paragraphs = ORDINARY.read_text(encoding="utf-8").strip().split("\n\n")
        texts = ["\n\n".join((paragraphs * 2)[n : n + 3]) for n in range(len(paragraphs))]
        path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts))
        ordinary = [d for d in read([str(path)], Settings()) if isinstance(d, Document)]
    for n in range(DOCUMENTS):
        one_in = n * share % 100 < share
        yield relevant[n % len(relevant)] if one_in else ordinary[n % len(ordinary)]


def _tollbook() -> Callable[[Document], object]:
    tools = Tools.ready(Settings())
    return lambda d: resolve(d, extract(d, tools.parser, tools.settings), tools.entities)


def _spacy() -> Callable[[Document], object]:
    parser = Parser()
    return lambda document: list(parser.parse([document.text]))


READERS: dict[str, Callable[[], Callable[[Document], object]]] = {
    "spacy": _spacy,
    "tollbook": _tollbook,
}


def _start_table() -> Table:
    name = load("en", "model")["packages"]
    spacy = (
        "import importlib.util as u, spacy; "
        f"spacy.load(next(n for n in {list(name)!r} if u.find_spec(n)))"
    )
    script = Path(sys.executable).with_name("tollbook")
    commands = {
        "tollbook --help": [str(script), "--help"],
        "tollbook extract, one short report": [str(script), "extract", str(_shortest())],
        "python: import spaCy, load the model": [sys.executable, "-c", spacy],
    }
    table = Table(title=f"start-up, whole process; median of {ROUNDS} rounds")
    table.add_column("command")
    table.add_column("seconds", justify="right")
    for label, command in commands.items():
        table.add_row(label, f"{statistics.median(_seconds(command) for _ in range(ROUNDS)):.2f}")
    return table


def _shortest() -> Path:
    return min(reports(), key=lambda path: path.stat().st_size)


def _seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
