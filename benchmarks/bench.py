"""Speed beside a named peer, on the same text in the same run: `make bench`.

The peer is spaCy's full pipeline alone, with the same model and the same linear algebra. Documents
are dealt into lots, and every reader reads each lot once: nothing is faster for having been read
before. Readers take turns, so that a machine that slows down slows all of them, and processor time
is counted, not the time on the clock. Of the ratios of the lots the median is printed. Peak memory
is that of a process of its own for each reader.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from itertools import cycle, islice
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.desk import desk_table
from tollbook.app.read import Tools
from tollbook.example import reports
from tollbook.extraction import extract, read_sentences, statements_of
from tollbook.extraction.sentences.gate import sentences, split
from tollbook.extraction.tagger import Network, Passage, tag
from tollbook.language import load
from tollbook.model.document import Document
from tollbook.reading import read
from tollbook.resolution import resolve
from tollbook.settings import Settings

LOTS = 3
DOCUMENTS = 100  # in each lot
TURN = 50  # documents after which the next reader has its turn, as many as `tollbook` batches
STARTS = 5  # each command is started so often
SHARES = (3, 100)  # in a hundred documents, how many tell of casualties
ORDINARY = Path(__file__).with_name("texts") / "ordinary.txt"
PASSAGES = Path(__file__).with_name("passages")

Reader = Callable[[Sequence[Document]], object]


def main() -> int:
    """Print sentences a second, the ratio to the peer, start-up time and peak memory."""
    arguments = argparse.ArgumentParser(description=main.__doc__)
    arguments.add_argument("--memory", choices=list(READERS), help=argparse.SUPPRESS)
    chosen = arguments.parse_args()
    if chosen.memory:
        print(_peak_memory(chosen.memory))
        return 0
    console = Console()
    console.print(_speed_table())
    console.print(_start_table())
    console.print(desk_table())
    return 0


def _speed_table() -> Table:
    table = Table(title=f"median of {LOTS} lots of {DOCUMENTS} documents, no relevant one twice")
    for column in ("reader", "relevant", "sentences/s", "× spaCy", "peak memory"):
        table.add_column(column, justify="right" if column != "reader" else "left")
    for share in SHARES:
        seconds, counts = _timed(share)
        for name in READERS:
            own = [taken[name] for taken in seconds]
            peers = [taken[PEERS.get(name, "spaCy")] for taken in seconds]
            pace = statistics.median(n / s for n, s in zip(counts, own, strict=True))
            ratio = statistics.median(p / s for p, s in zip(peers, own, strict=True))
            memory = f"{_memory_of(name):.0f} MB" if share == SHARES[-1] else ""
            table.add_row(name, f"{share} %", f"{pace:,.0f}", f"{ratio:.2f}", memory)
    return table


def _timed(share: int) -> tuple[list[dict[str, float]], list[int]]:
    """Processor seconds that each reader takes for each lot, and how many sentences it holds."""
    documents = list(_documents(share))
    lots = [documents[n * DOCUMENTS : (n + 1) * DOCUMENTS] for n in range(LOTS)]
    readers = {name: make() for name, make in READERS.items()}
    for reader in readers.values():
        reader(_example())  # what is loaded once is start-up, not speed
    seconds = []
    for lot in lots:
        taken = dict.fromkeys(readers, 0.0)
        for start in range(0, len(lot), TURN):
            for name, reader in readers.items():
                begun = time.process_time()
                reader(lot[start : start + TURN])
                taken[name] += time.process_time() - begun
        seconds.append(taken)
    return seconds, [sum(len(list(split(d.text, 0, len(d.text)))) for d in lot) for lot in lots]


def _memory_of(reader: str) -> float:
    command = [sys.executable, "-m", "benchmarks.bench", "--memory", reader]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _peak_memory(reader: str) -> float:
    """Peak memory, in MB, of this process after reading the first relevant lot with one reader."""
    ready = READERS[reader]()
    documents = list(islice(_documents(SHARES[-1]), DOCUMENTS))
    for start in range(0, DOCUMENTS, TURN):
        ready(documents[start : start + TURN])
    status = Path("/proc/self/status")
    if status.exists():  # elsewhere the parent's own peak may count into ru_maxrss
        peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(peak.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _documents(share: int) -> Iterator[Document]:
    """Documents of which `share` in a hundred tell of casualties, spread evenly."""
    texts = sorted(PASSAGES.glob("*.gold.jsonl"))
    passages = [str(path).replace(".gold", "") for path in texts]
    relevant = iter([d for d in read(passages, Settings()) if isinstance(d, Document)])
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "ordinary.jsonl"
        paragraphs = ORDINARY.read_text(encoding="utf-8").strip().split("\n\n")
        stories = ["\n\n".join((paragraphs * 2)[n : n + 3]) for n in range(len(paragraphs))]
        path.write_text("".join(json.dumps({"text": text}) + "\n" for text in stories))
        ordinary = cycle([d for d in read([str(path)], Settings()) if isinstance(d, Document)])
    for n in range(LOTS * DOCUMENTS):
        yield next(relevant) if n * share % 100 < share else next(ordinary)


def _example() -> list[Document]:
    return [d for d in read(map(str, reports()), Settings()) if isinstance(d, Document)]


def _tollbook() -> Reader:
    tools = Tools.ready(Settings())

    def read_all(documents: Sequence[Document]) -> object:
        parsed = read_sentences(documents, tools.parser, tools.settings)
        return [
            resolve(document, statements_of(one), tools.entities)
            for document, one in zip(documents, parsed, strict=True)
        ]

    return read_all


def _tollbook_one_by_one() -> Reader:
    tools = Tools.ready(Settings())
    return lambda documents: [
        resolve(d, extract(d, tools.parser, tools.settings), tools.entities) for d in documents
    ]


def _tagger() -> Reader:
    """The learned reader on all sentences: what it costs beside the parse of the same."""
    network = Network()

    def read_all(documents: Sequence[Document]) -> object:
        passages = [
            Passage(d.text, [(b.start, b.end) for b in d.blocks], list(sentences(d, 1_000)))
            for d in documents
        ]
        return tag(passages, network)

    return read_all


def _spacy() -> Reader:
    pipeline = _pipeline()
    return lambda documents: list(pipeline([d.text for d in documents]))


def _spacy_one_by_one() -> Reader:
    pipeline = _pipeline()
    return lambda documents: [list(pipeline([d.text])) for d in documents]


def _pipeline() -> Callable[[list[str]], Iterator[object]]:
    """The whole pipeline as spaCy loads it: Tollbook's own parser runs some of its steps faster."""
    import spacy  # noqa: PLC0415 - after Tollbook, which says how many threads numpy may use
    from thinc.api import NumpyOps, set_current_ops  # noqa: PLC0415

    set_current_ops(NumpyOps(use_blis=False))
    pipeline = spacy.load(_model())
    return lambda texts: iter(pipeline.pipe(texts))


def _model() -> str:
    packages: tuple[str, ...] = load("en", "model")["packages"]
    return next(name for name in packages if find_spec(name))


READERS: dict[str, Callable[[], Reader]] = {
    "spaCy": _spacy,
    "spaCy, one by one": _spacy_one_by_one,
    "learned reader alone, every sentence": _tagger,
    "Tollbook": _tollbook,
    "Tollbook, one by one": _tollbook_one_by_one,
}
PEERS = dict.fromkeys(("spaCy, one by one", "Tollbook, one by one"), "spaCy, one by one")
"""Beside whom a reader is measured, where it is not spaCy with all documents of a batch."""


def _start_table() -> Table:
    plain = f"import spacy; spacy.load({_model()!r})"
    script = Path(sys.executable).with_name("tollbook")
    commands = {
        "tollbook --help": [str(script), "--help"],
        "tollbook extract, one short report": [str(script), "extract", str(_shortest())],
        "python: import spaCy, load the model": [sys.executable, "-c", plain],
    }
    table = Table(title=f"start-up, whole process; median of {STARTS} rounds in turn")
    table.add_column("command")
    table.add_column("processor seconds", justify="right")
    table.add_column("× loading the model", justify="right")
    with tempfile.TemporaryDirectory() as compiled:  # modules are compiled, as in an installation
        rounds = [
            [_seconds(command, compiled) for command in commands.values()]
            for _ in range(STARTS + 1)
        ][1:]
    for n, label in enumerate(commands):
        seconds = statistics.median(one[n] for one in rounds)
        ratio = statistics.median(one[n] / one[-1] for one in rounds)
        table.add_row(label, f"{seconds:.2f}", f"{ratio:.2f}")
    return table


def _shortest() -> Path:
    return min(reports(), key=lambda path: path.stat().st_size)


def _seconds(command: list[str], compiled: str) -> float:
    """Processor seconds of a command and whatever it starts."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        command,
        check=True,
        capture_output=True,
        env=environment | {"PYTHONPYCACHEPREFIX": compiled},
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    sys.exit(main())
