"""Speed beside a named peer, on the same text in the same run: `make bench`.

The peer is spaCy's full pipeline alone, with the same model and the same linear algebra. The two
read each document in turn, in one process, so that a machine that slows down slows both, and
processor time is counted, not the time on the clock. Peak memory is that of a process of its own
for each.
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
from importlib.util import find_spec
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.desk import desk_table
from tollbook.app.read import Tools
from tollbook.example import reports
from tollbook.extraction import extract
from tollbook.extraction.sentences.gate import sentences, split
from tollbook.extraction.tagger import Network, tag
from tollbook.language import load
from tollbook.model.document import Document
from tollbook.reading import read
from tollbook.resolution import resolve
from tollbook.settings import Settings

ROUNDS = 3  # each document is read so often by each reader, each command started so often
DOCUMENTS = 110
SHARES = (3, 100)  # in a hundred documents, how many tell of casualties
ORDINARY = Path(__file__).with_name("texts") / "ordinary.txt"


def main() -> int:
    """Print sentences a second, the ratio to the peer, start-up time and peak memory."""
    arguments = argparse.ArgumentParser(description=main.__doc__)
    arguments.add_argument("--memory", choices=list(READERS), help=argparse.SUPPRESS)
    arguments.add_argument("--share", type=int, default=100, help=argparse.SUPPRESS)
    chosen = arguments.parse_args()
    if chosen.memory:
        print(_peak_memory(chosen.memory, chosen.share))
        return 0
    console = Console()
    console.print(_speed_table())
    console.print(_start_table())
    console.print(desk_table())
    return 0


def _speed_table() -> Table:
    table = Table(
        title=f"{DOCUMENTS} documents, each read by all in turn; median of {ROUNDS} rounds"
    )
    for column in ("reader", "relevant", "sentences/s", "× spaCy", "peak memory"):
        table.add_column(column, justify="right" if column != "reader" else "left")
    for share in SHARES:
        seconds, sentences = _timed(share)
        for name in READERS:
            table.add_row(
                name,
                f"{share} %",
                f"{sentences / seconds[name]:,.0f}",
                f"{seconds['spacy'] / seconds[name]:.2f}",
                f"{_memory_of(name, share):.0f} MB",
            )
    return table


def _timed(share: int) -> tuple[dict[str, float], int]:
    """Processor seconds that each reader takes for all documents, and how many sentences they hold.

    Of each document the median of some rounds counts, so that a busy moment of the machine does
    not.
    """
    documents = list(_documents(share))
    readers = {name: make() for name, make in READERS.items()}
    for reader in readers.values():
        reader(documents[0])  # what is loaded once is start-up, not speed
    taken: dict[str, list[list[float]]] = {name: [[] for _ in documents] for name in readers}
    for _ in range(ROUNDS):
        for index, document in enumerate(documents):
            for name, reader in readers.items():
                start = time.process_time()
                reader(document)
                taken[name][index].append(time.process_time() - start)
    seconds = {name: sum(map(statistics.median, rounds)) for name, rounds in taken.items()}
    sentences = sum(len(list(split(d.text, 0, len(d.text)))) for d in documents)
    return seconds, sentences


def _memory_of(reader: str, share: int) -> float:
    command = [sys.executable, "-m", "benchmarks.bench", "--memory", reader, "--share", str(share)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _peak_memory(reader: str, share: int) -> float:
    """Peak memory, in MB, of this process after reading all documents with one reader."""
    ready = READERS[reader]()
    for document in _documents(share):
        ready(document)
    status = Path("/proc/self/status")
    if status.exists():  # elsewhere the parent's own peak may count into ru_maxrss
        peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(peak.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


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


def _tagger() -> Callable[[Document], object]:
    """The tagger of attributions on all sentences: what it costs beside the parse of the same."""
    network = Network()

    def read_all(document: Document) -> object:
        blocks = [(block.start, block.end) for block in document.blocks]
        return tag(document.text, blocks, list(sentences(document, 1_000)), network)

    return read_all


def _spacy() -> Callable[[Document], object]:
    """The whole pipeline as spaCy loads it: Tollbook's own parser runs some of its steps faster."""
    import spacy  # noqa: PLC0415 - after Tollbook, which says how many threads numpy may use
    from thinc.api import NumpyOps, set_current_ops  # noqa: PLC0415

    set_current_ops(NumpyOps(use_blis=False))
    pipeline = spacy.load(_model())
    return lambda document: list(pipeline.pipe([document.text]))


def _model() -> str:
    packages: tuple[str, ...] = load("en", "model")["packages"]
    return next(name for name in packages if find_spec(name))


READERS: dict[str, Callable[[], Callable[[Document], object]]] = {
    "spacy": _spacy,
    "tagger alone, every sentence": _tagger,
    "tollbook": _tollbook,
}


def _start_table() -> Table:
    plain = f"import spacy; spacy.load({_model()!r})"
    script = Path(sys.executable).with_name("tollbook")
    commands = {
        "tollbook --help": [str(script), "--help"],
        "tollbook extract, one short report": [str(script), "extract", str(_shortest())],
        "python: import spaCy, load the model": [sys.executable, "-c", plain],
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
