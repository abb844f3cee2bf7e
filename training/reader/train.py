"""The loop: seeded, logged, resumable; what it keeps is an average of the last weights."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from tollbook.extraction.tagger.tag import as_input
from tollbook.model.values import MEASURES
from training.reader.begin import begin_with
from training.reader.data import NO_CUE, Article, Window, batches, windows
from training.reader.figures import NOT_TOLD
from training.reader.network import FAST, Tagger, figure_loss
from training.reader.score import score, score_figures

log = logging.getLogger("training")


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train. `pieces` are those of a batch; `rate` is the encoder's, the rest learn faster.

    `share` is how much of the texts without figures a pass sees, drawn anew each time: they are
    many, and what they teach is learned sooner. `link` and `figures` weigh those losses beside that
    of the tags. `keep` is how much of the averaged weights stays at each `every`-th step.
    """

    epochs: int = 5
    share: float = 0.25
    pieces: int = 1024
    rate: float = 2e-4
    head_rate: float = 1e-3
    warm_up: float = 0.06
    link: float = 0.4
    figures: float = 4.0
    keep: float = 0.99
    every: int = 5
    seed: int = 20


class Training:
    """A tagger on its way; `checkpoint` holds all that is needed to go on after a stop.

    A finished one goes on where a plan asks for more epochs, with whatever articles there are then.
    `begin` is the folder of a network shipped before, whose weights are taken over.
    """

    def __init__(
        self,
        plan: Plan,
        articles: Sequence[Article],
        checkpoint: Path,
        begin: Path | None = None,
    ) -> None:
        torch.manual_seed(plan.seed)
        self.plan, self.articles, self.checkpoint = plan, articles, checkpoint
        self.tagger = Tagger()
        if begin is not None:
            begin_with(self.tagger, begin)
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

    def run(self, dev: Sequence[Article], counted: Sequence[Article]) -> Tagger:
        """Train to the end, scoring after each pass; the averaged tagger comes back.

        `dev` are articles with attributions, `counted` passages with figures.
        """
        self._resume()
        while self.epoch < self.plan.epochs:
            self._train_epoch()
            self.epoch += 1
            self._keep()
            averaged = self.averaged()
            log.info("epoch %d: %s", self.epoch, score(averaged, dev))
            log.info("epoch %d: %s", self.epoch, score_figures(averaged, counted))
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
        """The losses for a word of the batch, each of the windows where it is annotated."""
        fed, gold = as_tensors(batch)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=FAST):
            scored = [scores.float() for scores in self.tagger(**fed)]
        words = gold.real.sum()
        loss = scored[0].sum() * 0
        if gold.attributed.any():
            tags, leans, heads = (scores[gold.attributed] for scores in scored[:3])
            real, cue_of = gold.real[gold.attributed], gold.cue_of[gold.attributed]
            share = real.sum() / words
            links = self.tagger.link_loss(leans, heads, cue_of, real)
            loss = loss + self.tagger.tag_loss(tags, gold.tags[gold.attributed], real) / words
            loss = loss + self.plan.link * share * links
        if gold.counted.any():
            told = [tensor[gold.counted] for tensor in (gold.measures, gold.scope, gold.voiced)]
            figures = figure_loss(
                [scores[gold.counted] for scores in scored[3:]], told, gold.real[gold.counted]
            )
            loss = loss + self.plan.figures * figures / words
        return loss

    def _batches(self, epoch: int) -> list[list[Window]]:
        rng = random.Random(f"{self.plan.seed}/{epoch}")  # noqa: S311 - no secret hangs on it
        drawn = [
            article
            for article in self.articles
            if article.figures is not None or rng.random() < self.plan.share
        ]
        cut = [window for article in drawn for window in windows(article, rng=rng)]
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


@dataclass(frozen=True, slots=True)
class Gold:
    """What is to be learned of a batch of B windows of at most W words.

    `tags`, `cue_of`, `scope`, `voiced` and `real`, which marks words, are B × W; `measures` is
    B × W × 8. `attributed` and `counted` (both B) mark the windows whose attributions and figures
    are annotated.
    """

    tags: Tensor
    cue_of: Tensor
    measures: Tensor
    scope: Tensor
    voiced: Tensor
    real: Tensor
    attributed: Tensor
    counted: Tensor


def as_tensors(batch: Sequence[Window]) -> tuple[dict[str, Tensor], Gold]:
    """What the network takes, and what it is to say."""
    fed = {
        name: torch.from_numpy(array) for name, array in as_input([w.words for w in batch]).items()
    }
    shape = tuple(fed["first"].shape)
    gold = Gold(
        tags=torch.zeros(shape, dtype=torch.int64),
        cue_of=torch.full(shape, NO_CUE),
        measures=torch.zeros((*shape, len(MEASURES))),
        scope=torch.full(shape, NOT_TOLD),
        voiced=torch.full(shape, NOT_TOLD),
        real=torch.zeros(shape, dtype=torch.bool),
        attributed=torch.tensor([window.article.attributed for window in batch]),
        counted=torch.tensor([window.article.figures is not None for window in batch]),
    )
    for i, window in enumerate(batch):
        place = slice(0, window.end - window.first)
        gold.tags[i, place] = torch.from_numpy(window.tags)
        gold.cue_of[i, place] = torch.from_numpy(window.cue_of)
        gold.real[i, place] = True
        if (figures := window.article.figures) is not None:
            own = slice(window.first, window.end)
            gold.measures[i, place] = torch.from_numpy(figures.measures[own])
            gold.scope[i, place] = torch.from_numpy(figures.scope[own])
            gold.voiced[i, place] = torch.from_numpy(figures.voiced[own])
    return fed, gold


def _copied(tagger: Tagger) -> dict[str, Tensor]:
    return {name: weight.detach().clone() for name, weight in tagger.state_dict().items()}
