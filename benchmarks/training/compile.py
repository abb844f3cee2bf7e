"""Compile the authored passages into texts, figures and attributions.

python -m benchmarks.training.compile           check all, write the three files
python -m benchmarks.training.compile --counts  print how many passages hold what, too
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from benchmarks.training.passage import Passage, read_passages
from benchmarks.training.problem import AuthoringError

FOLDER = Path(__file__).parent
AUTHORED = FOLDER / "passages"


def authored() -> list[Passage]:
    """Every passage of every authoring file, in the order of the files' names.

    Raises:
        AuthoringError: one of them can't be compiled, or two have one id or one text.
    """
    found: list[Passage] = []
    seen: set[str] = set()
    for path in sorted(AUTHORED.glob("*.txt")):
        for passage in read_passages(path.read_text(encoding="utf-8"), path.name):
            for key in (passage.id, passage.marked.text):
                if key in seen:
                    raise AuthoringError(path.name, f"{key[:40]!r} stands there twice")
                seen.add(key)
            found.append(passage)
    return found


def compiled(passages: Iterable[Passage]) -> dict[str, str]:
    """The three files by name: texts, figures, attributions; one passage a line."""
    chosen = list(passages)
    return {
        "train.jsonl": _lines(passage.text_record() for passage in chosen),
        "train.gold.jsonl": _lines(passage.figure_record() for passage in chosen),
        "train.attributions.jsonl": _lines(passage.attribution_record() for passage in chosen),
    }


def counts(passages: Iterable[Passage]) -> dict[str, Counter[str]]:
    """How many passages each genre has, how many figures each value of a field, and so on."""
    told: dict[str, Counter[str]] = {"all": Counter(), "genre": Counter()}
    for passage in passages:
        attributions = passage.marked.attributions.values()
        told["genre"][passage.genre] += 1
        told["all"].update(
            {
                "passages": 1,
                "without a figure": not passage.figures,
                "figures": len(passage.figures),
                "attributions": len(attributions),
                "without a source": sum(not found.source for found in attributions),
                "content in pieces": sum(len(found.content) > 1 for found in attributions),
            }
        )
        for figure in passage.figures:
            for key in ("measure", "modifier", "scope", "modality"):
                told.setdefault(key, Counter())[figure[key]] += 1
            told["all"]["part of a whole"] += bool(figure["part_of"])
            told["all"]["mention of the same"] += bool(figure["same_as"])
            told["all"]["with an origin"] += bool(figure["origin"])
            told["all"]["nobody counted"] += figure["high"] == 0
            told["all"]["no number word"] += not figure["number"]
    return told


def _lines(records: Iterable[dict[str, Any]]) -> str:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def main(arguments: list[str]) -> int:
    """Compile, tell doubts and counts; 1 and a sentence where a passage is wrong."""
    try:
        passages = authored()
    except AuthoringError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    for passage in passages:
        sys.stdout.writelines(f"look again: {doubt}\n" for doubt in passage.doubts)
    for name, content in compiled(passages).items():
        (FOLDER / name).write_text(content, encoding="utf-8")
    if "--counts" in arguments:
        for title, tally in counts(passages).items():
            parts = ", ".join(f"{key} {number}" for key, number in tally.most_common())
            sys.stdout.write(f"{title}: {parts}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
