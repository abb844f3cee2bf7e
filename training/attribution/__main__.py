"""Train the attribution tagger and put it into the package: `make train-attribution`."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Annotated

import torch
import typer

from training.attribution.calibrate import calibrate
from training.attribution.data import read
from training.attribution.export import SHIPPED, export
from training.attribution.train import Plan, Training

OWN = Path("benchmarks/training/train.attributions.jsonl")
_OWN_WEIGHT = 3  # our passages are few beside the articles, and nearer to what is read


def main(
    data: Annotated[
        Path, typer.Option(help="Folder of train.jsonl and dev.jsonl, in PolNeAR's format.")
    ] = Path("../shared/gold/polnear"),
    own: Annotated[Path, typer.Option(help="Passages of our own, in the same format.")] = OWN,
    work: Annotated[Path, typer.Option(help="Where checkpoint and log go.")] = Path(
        "build/attribution"
    ),
    out: Annotated[Path, typer.Option(help="Where the tagger goes.")] = SHIPPED,
    epochs: Annotated[int, typer.Option(help="How often all data is seen.")] = Plan().epochs,
    threads: Annotated[int, typer.Option(help="Threads of the processor.")] = 2,
) -> None:
    """Train, score on dev.jsonl after each epoch, export; goes on where an earlier run stopped."""
    work.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(
        level=logging.INFO,
        format="%(asctime)s %(message)s",
        handlers=[logging.StreamHandler(), logging.FileHandler(work / "log.txt")],
    )
    torch.set_num_threads(threads)
    articles = read([data / "train.jsonl"]) + _OWN_WEIGHT * read([own])
    tagger = Training(Plan(epochs=epochs), articles, work / "checkpoint.pt").run(
        read([data / "dev.jsonl"])
    )
    export(tagger, out)
    calibrate(data / "dev.jsonl", own, out)


if __name__ == "__main__":
    typer.run(main)
