"""Train the learned reader and put it into the package: `make train-reader`."""

from __future__ import annotations

import logging
from itertools import islice
from pathlib import Path
from typing import Annotated

import torch
import typer

from tollbook.extraction import Parser
from training.reader.calibrate import calibrate, kept_for_calibration
from training.reader.data import read, with_figures
from training.reader.export import SHIPPED, export
from training.reader.figures import read_figures
from training.reader.train import Plan, Training

OWN = Path("benchmarks/training")
FIGURES = (Path("benchmarks/passages/dev"), Path("benchmarks/passages/plain_dev"))
_OWN_WEIGHT = 2  # our passages are few, and alone in having both attributions and figures


def main(
    gold: Annotated[
        Path, typer.Option(help="Folder of real text: more, reuters96, guardian19, polnear/.")
    ] = Path("../shared/gold"),
    own: Annotated[Path, typer.Option(help="Folder of passages of our own.")] = OWN,
    work: Annotated[Path, typer.Option(help="Where checkpoint and log go.")] = Path("build/reader"),
    shipped: Annotated[Path, typer.Option(help="Where the network goes.")] = SHIPPED,
    begin: Annotated[
        Path | None, typer.Option(help="Folder of a network to begin with; none: from scratch.")
    ] = None,
    epochs: Annotated[int, typer.Option(help="Passes over the texts.")] = Plan().epochs,
    seed: Annotated[int, typer.Option(help="Seed of the random numbers.")] = Plan().seed,
    threads: Annotated[int, typer.Option(help="Threads of the processor.")] = 2,
    most: Annotated[int, typer.Option(help="Take this many texts of each file: a trial run.")] = 0,
) -> None:
    """Train, score after each pass, export, calibrate; continue where an earlier run stopped."""
    work.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(
        level=logging.INFO,
        format="%(asctime)s %(message)s",
        handlers=[logging.StreamHandler(), logging.FileHandler(work / "log.txt")],
    )
    torch.set_num_threads(threads)
    parser, some = Parser(), most or None
    counted = [
        article
        for name, keep in (
            ("more.jsonl", {"use": "train"}),
            ("reuters96.jsonl", None),
            ("guardian19.jsonl", None),
        )
        for article in with_figures(islice(read_figures(gold / name, parser, keep), some))
    ]
    both = with_figures(
        islice(read_figures(own / "train.jsonl", parser), some), own / "train.attributions.jsonl"
    )
    articles = read([gold / "polnear/train.jsonl"])[:some] + counted + _OWN_WEIGHT * both
    plan = Plan(epochs=epochs, seed=seed)
    training = Training(plan, articles, work / "checkpoint.pt", begin)
    tagger = training.run(
        read([gold / "polnear/dev.jsonl"])[:some][::3],  # enough to see where it goes
        with_figures(islice(read_figures(gold / "more.jsonl", parser, {"use": "dev"}), some)),
    )
    export(tagger, shipped)
    kept = (
        passage
        for passage in read_figures(gold / "more.jsonl", Parser(), {"use": "dev"})
        if kept_for_calibration(passage.document.id)
    )
    calibrate(gold / "polnear/dev.jsonl", FIGURES, kept, shipped)


if __name__ == "__main__":
    typer.run(main)
