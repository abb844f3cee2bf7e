"""How many functions, in how many files, one sentence runs through on its way to statements.

python -m benchmarks.trace ["SENTENCE"]

Counts the functions of `tollbook.extraction` that are called while the sentence is read, without
comprehensions, generator expressions and lambdas, and prints the longest chain of calls. The
sentence is read once before, so that lexicons are loaded and caches of words filled.
"""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import tollbook.extraction
from tollbook.extraction import Parser, extract
from tollbook.model.document import Block, Document
from tollbook.settings import Settings

SENTENCE = (
    "Militants killed 11 villagers near Goma on Monday, including eight women and six children, "
    "the provincial governor said on Tuesday morning."
)
ROOM = Path(tollbook.extraction.__file__).parent


class Calls:
    """The functions of extraction that run, and the longest chain of them seen so far."""

    def __init__(self) -> None:
        self.functions: set[CodeType] = set()
        self.longest: tuple[CodeType, ...] = ()
        self._chain: list[CodeType] = []

    def follow(self, work: Callable[[], Any]) -> None:
        """Run some work and note every function of extraction that it calls."""
        sys.setprofile(self._note)
        try:
            work()
        finally:
            sys.setprofile(None)

    def _note(self, frame: FrameType, event: str, _: object) -> None:
        code = frame.f_code
        if not is_counted(code):
            return
        if event == "call":  # a generator that goes on is in the chain again, too
            self.functions.add(code)
            self._chain.append(code)
            if len(self._chain) > len(self.longest):
                self.longest = tuple(self._chain)
        elif event == "return":
            self._chain.pop()


def is_counted(code: CodeType) -> bool:
    """Whether code is a function of extraction that somebody wrote as one."""
    return not code.co_name.startswith("<") and Path(code.co_filename).is_relative_to(ROOM)


def place(code: CodeType) -> str:
    """The file of a function, below extraction."""
    return Path(code.co_filename).relative_to(ROOM).as_posix()


def main() -> None:
    """Print what a sentence runs through."""
    text = " ".join(sys.argv[1:]) or SENTENCE
    received = text.encode()
    document = Document(
        id="sentence",
        text=text,
        blocks=(Block(0, len(text)),),
        format="text",
        address="-",
        original=received,
        sha256=hashlib.sha256(received).hexdigest(),
        language="en",
    )
    parser, settings = Parser(), Settings()
    extract(document, parser, settings)
    calls = Calls()
    calls.follow(lambda: extract(document, parser, settings))
    files = Counter(place(code) for code in calls.functions)
    rooms = Counter(path.rpartition("/")[0] or path for path in files.elements())
    print(f"{len(text.split())} words: {text}")
    print(f"{len(calls.functions)} functions in {len(files)} files")
    print("functions by room: " + ", ".join(f"{room} {n}" for room, n in rooms.most_common()))
    print(f"longest chain, {len(calls.longest)} calls:")
    for code in calls.longest:
        print(f"  {place(code)}: {code.co_name}")


if __name__ == "__main__":
    main()
