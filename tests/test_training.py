"""Training itself, where PyTorch is installed: losses, one pass, going on after a stop, export."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch", reason="PyTorch is installed only where the tagger is trained")
pytest.importorskip("transformers", reason="it is installed only where the tagger is trained")

from training.reader import network  # noqa: E402 - nothing of it can be loaded before
from training.reader.data import read  # noqa: E402
from training.reader.train import Plan, Training  # noqa: E402


def by_autograd(scores: Any, start: Any, follow: Any, tags: Any) -> Any:
    """The loss of one sequence, its gradient left to PyTorch."""
    total = start + scores[0]
    for word in range(1, len(scores)):
        total = torch.logsumexp(total[:, None] + follow, 0) + scores[word]
    chosen = start[tags[0]] + scores[range(len(tags)), tags].sum()
    return torch.logsumexp(total, 0) - chosen - follow[tags[:-1], tags[1:]].sum()


def test_the_gradient_of_the_loss_is_that_of_autograd() -> None:
    torch.manual_seed(1)
    given = [torch.randn(*size, requires_grad=True) for size in ((9, 7), (7,), (7, 7))]
    tags = torch.randint(0, 7, (9,))
    scores, start, follow = given
    by_autograd(scores, start, follow, tags).backward()
    expected = [tensor.grad.clone() for tensor in given]
    for tensor in given:
        tensor.grad = None
    real = torch.ones(1, 9, dtype=torch.bool)
    network._ChainLoss.apply(scores[None], start, follow, tags[None], real).backward()
    for tensor, wanted in zip(given, expected, strict=True):
        assert torch.allclose(tensor.grad, wanted, atol=1e-3)


def test_training_goes_on_where_it_was_stopped(tmp_path: Path) -> None:
    text = "The miller said nine had drowned."
    spans = {"source": [[0, 10]], "cue": [[11, 15]], "content": [[16, 32]]}
    record = {"id": "a", "text": text, "attributions": [spans]}
    (tmp_path / "a.jsonl").write_text(json.dumps(record) + "\n")
    articles, kept = read([tmp_path / "a.jsonl"]), tmp_path / "checkpoint.pt"
    Training(Plan(epochs=1, share=1.0), articles, kept).run(articles, [])
    longer = Training(Plan(epochs=2, share=1.0), articles, kept)
    longer.run(articles, [])
    assert (longer.epoch, longer.step) == (2, 2)
    with pytest.raises(SystemExit, match="another plan"):
        Training(Plan(epochs=2, share=1.0, seed=1), articles, kept).run(articles, [])


def test_figures_are_learned_only_where_they_are_annotated() -> None:
    real = torch.ones(1, 2, dtype=torch.bool)
    gold = (torch.zeros(1, 2, 8), torch.full((1, 2), -1), torch.full((1, 2), -1))
    sure = (torch.full((1, 2, 8), -30.0), torch.zeros(1, 2, 3), torch.zeros(1, 2))
    assert network.figure_loss(sure, gold, real) == 0
    gold[0][0, 0, 3], gold[1][0, 0], gold[2][0, 0] = 1, 2, 1
    assert network.figure_loss(sure, gold, real) > 30
