"""Begin with the weights of a network that was shipped before, as exact as 8 bits allow."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper

from training.reader.network import SCALE, Tagger

log = logging.getLogger("training")


def begin_with(tagger: Tagger, folder: Path) -> None:
    """Take over every weight that the network in `folder` has; the others stay as they are."""
    found = _weights(folder / "tagger.onnx")
    table = json.loads((folder / "tagger.json").read_text(encoding="utf-8"))
    for name in ("start", "follow", "distance"):
        scores = np.array(table[name], dtype=np.float32) / SCALE
        found[name] = np.maximum(scores, -1.0)  # what can't be has no score worth keeping
    known = tagger.state_dict()
    taken = {
        name: torch.from_numpy(weights.copy())
        for name, weights in found.items()
        if name in known and tuple(known[name].shape) == weights.shape
    }
    tagger.load_state_dict(taken, strict=False)
    log.info("took over %d of %d weights", len(taken), len(known))


def _weights(path: Path) -> dict[str, NDArray[np.float32]]:
    """The weights of an exported network by their names in PyTorch."""
    graph = onnx.load(path).graph
    stored = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    found = {name: array for name, array in stored.items() if array.dtype == np.float32}
    for name, weights in stored.items():
        if name.endswith("_quantized"):
            base = name.removesuffix("_quantized")
            scale, zero = stored[f"{base}_scale"], stored[f"{base}_zero_point"]
            found[base] = ((weights.astype(np.float32) - zero) * scale).astype(np.float32)
    for node in graph.node:  # a matrix product is known by its place: "/tags/tags.0/MatMul_quant"
        factor = next((i for i in node.input if i.startswith("onnx::MatMul")), None)
        if factor is not None and factor.endswith("_quantized"):
            place = node.name.rsplit("/MatMul", 1)[0].strip("/").split("/")
            found[_dotted(place) + ".weight"] = found[factor.removesuffix("_quantized")].T
    return found


def _dotted(place: list[str]) -> str:
    """The name of a module by its path in the graph: "/encoder/encoder/layer.0/…" without repeats.

    >>> _dotted(["tags", "tags.0"])
    'tags.0'
    """
    parts: list[str] = []
    for part in place:
        if parts and part.startswith(parts[-1] + "."):
            parts.pop()
        parts.append(part)
    return ".".join(parts)
