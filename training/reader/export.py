"""From a trained tagger to the files that ship: an int8 network, and the tables beside it."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from tollbook.extraction.tagger.tag import WordScores, as_input
from tollbook.extraction.tagger.words import words_of
from training.reader.network import Tagger

SHIPPED = Path("src/tollbook/extraction/tagger/model")
_OPSET = 17
_DIGITS = 4
_CONTRIBUTED = "com.microsoft"  # onnxruntime's operations beyond the standard
_IN_ATTENTION = ("MatMul", "Where", "Transpose", "Reshape")

log = logging.getLogger("training")


def export(tagger: Tagger, folder: Path) -> None:
    """Write `tagger.onnx` and `tagger.json` into `folder`.

    Weights of matrix products and embeddings become whole numbers of eight bits; what is between
    them is quantised as it comes, by the range that it has.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as scratch:
        exact = Path(scratch) / "exact.onnx"
        _to_onnx(tagger, exact)
        quantize_dynamic(
            exact, folder / "tagger.onnx", weight_type=QuantType.QInt8, per_channel=True
        )
    fused = fuse_attention(
        onnx.load(folder / "tagger.onnx"), tagger.encoder.config.num_attention_heads
    )
    onnx.checker.check_model(fused)
    onnx.save(fused, folder / "tagger.onnx")
    learned = tagger.learned()
    tables = {name: getattr(learned, name) for name in ("start", "follow", "distance")}
    (folder / "tagger.json").write_text(
        json.dumps({name: table.round(_DIGITS).tolist() for name, table in tables.items()}) + "\n",
        encoding="utf-8",
    )
    log.info("exported to %s", folder)


def fuse_attention(model: onnx.ModelProto, heads: int) -> onnx.ModelProto:
    """The same network with each layer's attention as one operation, in place of some sixty.

    PyTorch writes attention out as products, masks and changes of shape. onnxruntime's own
    operation gives the same scores, to six digits, in three quarters of the time.
    """
    graph = model.graph
    makers = {name: node for node in graph.node for name in node.output}
    users: dict[str, list[onnx.NodeProto]] = {}
    for node in graph.node:
        for name in node.input:
            users.setdefault(name, []).append(node)

    def projection(name: str) -> str:
        """The output (windows, pieces, size) that was scaled and split by heads into `name`."""
        while makers[name].op_type in ("Mul", "Transpose", "Reshape"):
            name = makers[name].input[0]
        return name

    def ahead(name: str) -> Iterator[onnx.NodeProto]:
        """What happens to `name` one after another, up to the next layer."""
        while True:
            node = next(n for n in users[name] if n.op_type in _IN_ATTENTION)
            yield node
            name = node.output[0]

    for number, softmax in enumerate([n for n in graph.node if n.op_type == "Softmax"]):
        masked = makers[softmax.input[0]]
        scores = next(makers[n] for n in masked.input if makers[n].op_type == "MatMul")
        way = ahead(softmax.output[0])
        product = next(node for node in way if node.op_type == "MatMul")
        next(node for node in way if node.op_type == "Transpose")
        merged = next(node for node in way if node.op_type == "Reshape")
        asked, offered, carried = map(projection, (*scores.input, product.input[1]))
        attention = onnx.helper.make_node(
            "MultiHeadAttention",
            [asked, offered, carried, "", "whole_mask"],
            list(merged.output),
            name=f"attention_{number}",
            domain=_CONTRIBUTED,
            num_heads=heads,
        )
        graph.node.insert(list(graph.node).index(merged), attention)
        graph.node.remove(merged)
    whole = onnx.helper.make_node("Cast", ["mask"], ["whole_mask"], to=onnx.TensorProto.INT32)
    graph.node.insert(0, whole)
    model.opset_import.append(onnx.helper.make_opsetid(_CONTRIBUTED, 1))
    _drop_unused(graph)
    return model


def _drop_unused(graph: onnx.GraphProto) -> None:
    """Take out the nodes and tables that lead to no output."""
    outputs = {output.name for output in graph.output}
    while True:
        used = outputs.union(*(node.input for node in graph.node))
        unused = [node for node in graph.node if used.isdisjoint(node.output)]
        if not unused:
            break
        for node in unused:
            graph.node.remove(node)
    for table in [table for table in graph.initializer if table.name not in used]:
        graph.initializer.remove(table)


def _to_onnx(tagger: Tagger, path: Path) -> None:
    text = "The army said that ten soldiers had died. “We mourn,” an officer added."
    words = words_of(text, [(0, len(text))])[0]
    fed = {name: torch.from_numpy(array) for name, array in as_input([words, words[:9]]).items()}
    outputs = WordScores._fields
    torch.onnx.export(
        tagger.eval(),
        tuple(fed.values()),
        str(path),
        input_names=list(fed),
        output_names=list(outputs),
        dynamic_axes={
            name: {0: "windows", 1: "words" if name in ("first", *outputs) else "pieces"}
            for name in (*fed, *outputs)
        },
        opset_version=_OPSET,
        dynamo=False,
    )
