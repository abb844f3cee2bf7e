"""The loop: seeded, logged, resumable; what it keeps is an average of the last weights."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from tollbook.extraction.tagger.tag import as_input
from training.attribution.data import NO_CUE, Article, Window, batches, windows
from training.attribution.network import Tagger
from training.attribution.score import score

log = logging.getLogger("training")


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train. `pieces` are those of a batch; `rate` is the encoder's, the rest learn faster.

    `keep` is how much of the averaged weights stays at each `every`-th step.
    """

    epochs: int = 6
    pieces: int = 2048
    rate: float = 3e-4
    head_rate: float = 1e-3
    warm_up: float = 0.06
    link: float = 0.4
    keep: float = 0.98
    every: int = 5
    seed: int = 20


class Training:
    """A tagger on its way; `checkpoint` holds all that is needed to go on after a stop.

    A finished one goes on where a plan asks for more epochs, with whatever articles there are then.
    """

    def __init__(self, plan: Plan, articles: Sequence[Article], checkpoint: Path) -> None:
        torch.manual_seed(plan.seed)
        self.plan, self.articles, self.checkpoint = plan, articles, checkpoint
        self.tagger = Tagger()
        self.average = _copied(self.tagger)
        self.epoch, self.step = 0, 0
        self.steps = plan.epochs * len(self._batches(0))
        encoder = set(self.tagger.encoder.parameters())
        learned = [p for p in self.tagger.parameters() if p.requires_grad]
        groups = [
            {"params": [p for p in learned if p in encoder], "lr": plan.rate},
            {"params": [p for p in learned if p not in encoder], "lr": plan.head_rate},
        ]
        self.optimizer = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98))
        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimizer, self._rate)

    def run(self, dev: Sequence[Article]) -> Tagger:
        """Train to the end, scoring on `dev` after each epoch; the averaged tagger comes back."""
        self._resume()
        while self.epoch < self.plan.epochs:
            self._train_epoch()
            self.epoch += 1
            self._keep()
            log.info("epoch %d: %s", self.epoch, score(self.averaged(), dev))
        return self.averaged()

    def averaged(self) -> Tagger:
        """A tagger with the averaged weights, ready to predict."""
        tagger = Tagger()
        tagger.load_state_dict(self.average)
        tagger.eval()
        return tagger

    def _train_epoch(self) -> None:
        self.tagger.train()
        began, total = time.monotonic(), 0.0
        torch.manual_seed(self.plan.seed + self.epoch)
        for n, batch in enumerate(self._batches(self.epoch), start=1):
            loss = self._loss(batch)
            self.optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.tagger.parameters(), 1.0)
            self.optimizer.step()
            self.schedule.step()
            self.step += 1
            total += loss.item()
            if self.step % self.plan.every == 0:
                self._average()
            if n % 50 == 0:
                pace = (time.monotonic() - began) / n
                log.info(
                    "step %d of %d: loss %.3f, %.2f s", self.step, self.steps, total / 50, pace
                )
                total = 0.0

    def _loss(self, batch: Sequence[Window]) -> Tensor:
        fed, tags, cue_of, real = as_tensors(batch)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scores, leans, heads = self.tagger(**fed)
        links = self.tagger.link_loss(leans.float(), heads.float(), cue_of, real)
        loss: Tensor = self.tagger.tag_loss(scores.float(), tags, real) + self.plan.link * links
        return loss

    def _batches(self, epoch: int) -> list[list[Window]]:
        rng = random.Random(f"{self.plan.seed}/{epoch}")  # noqa: S311 - no secret hangs on it
        cut = [window for article in self.articles for window in windows(article, rng=rng)]
        return batches(cut, self.plan.pieces, rng)

    def _rate(self, step: int) -> float:
        return min(
            1.0, (step + 1) / (self.plan.warm_up * self.steps), max(0.02, 1 - step / self.steps)
        )

    @torch.no_grad()
    def _average(self) -> None:
        settled = self.step > 0.15 * self.steps
        for name, weight in self.tagger.state_dict().items():
            if settled and weight.is_floating_point():
                self.average[name].lerp_(weight, 1 - self.plan.keep)
            else:
                self.average[name].copy_(weight)

    def _keep(self) -> None:
        torch.save(
            {
                "plan": asdict(self.plan),
                "epoch": self.epoch,
                "step": self.step,
                "tagger": self.tagger.state_dict(),
                "average": self.average,
                "optimizer": self.optimizer.state_dict(),
                "schedule": self.schedule.state_dict(),
            },
            self.checkpoint,
        )

    def _resume(self) -> None:
        if not self.checkpoint.exists():
            return
        kept: dict[str, Any] = torch.load(self.checkpoint, weights_only=True)
        if kept["plan"] | {"epochs": self.plan.epochs} != asdict(self.plan):
            raise SystemExit(f"{self.checkpoint} is of another plan; remove it to begin again")
        self.tagger.load_state_dict(kept["tagger"])
        self.average = kept["average"]
        self.optimizer.load_state_dict(kept["optimizer"])
        self.schedule.load_state_dict(kept["schedule"])
        self.epoch, self.step = kept["epoch"], kept["step"]
        log.info("going on after epoch %d", self.epoch)


def as_tensors(batch: Sequence[Window]) -> tuple[dict[str, Tensor], Tensor, Tensor, Tensor]:
    """What the network takes, then tags, places of cues, and which words are real (all B × W)."""
    fed = {
        name: torch.from_numpy(array) for name, array in as_input([w.words for w in batch]).items()
    }
    shape = fed["first"].shape
    tags, cue_of = np.zeros(shape, dtype=np.int64), np.full(shape, NO_CUE, dtype=np.int64)
    real = np.zeros(shape, dtype=bool)
    for i, window in enumerate(batch):
        count = window.end - window.first
        tags[i, :count], cue_of[i, :count], real[i, :count] = window.tags, window.cue_of, True
    return fed, torch.from_numpy(tags), torch.from_numpy(cue_of), torch.from_numpy(real)


def _copied(tagger: Tagger) -> dict[str, Tensor]:
    return {name: weight.detach().clone() for name, weight in tagger.state_dict().items()}
