"""From a trained tagger to the files that ship: an int8 network, and the tables beside it."""

from __future__ import annotations

import json
import logging
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
    onnx.checker.check_model(onnx.load(folder / "tagger.onnx"))
    learned = tagger.learned()
    tables = {name: getattr(learned, name) for name in ("start", "follow", "distance")}
    (folder / "tagger.json").write_text(
        json.dumps({name: table.round(_DIGITS).tolist() for name, table in tables.items()}) + "\n",
        encoding="utf-8",
    )
    log.info("exported to %s", folder)


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
