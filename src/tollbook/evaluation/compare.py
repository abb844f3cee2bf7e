"""Two annotations of the same texts compared in all that the gold holds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tollbook.evaluation.attribution_gold import read_attributions
from tollbook.evaluation.attribution_scores import AttributionEvaluation, evaluate_attributions
from tollbook.evaluation.evaluate import Evaluation, evaluate
from tollbook.evaluation.gold import Passages, read_annotation, read_gold, read_passages
from tollbook.evaluation.machine import Annotator, attributor, machine
from tollbook.evaluation.misses import misses
from tollbook.evaluation.records import GoldError, read_records


@dataclass(frozen=True, slots=True)
class Comparison:
    """How the figures and the attributions compare, as far as the gold holds either.

    `second` is how the figures of a second reader compare, where one was asked.
    """

    figures: Evaluation | None
    attributions: AttributionEvaluation | None
    second: Evaluation | None = None

    def to_json(self, *, with_misses: bool) -> dict[str, Any]:
        """The comparison as a record that JSON can hold; figures stand at its top."""
        record: dict[str, Any] = {}
        if self.figures:
            record = self.figures.to_json()
            if with_misses:
                record["misses"] = [miss.to_json() for miss in misses(self.figures.passages)]
        if self.second:
            record["second_reader"] = self.second.to_json()
            if with_misses:
                found = [miss.to_json() for miss in misses(self.second.passages)]
                record["second_reader"]["misses"] = found
        if self.attributions:
            record["attributions"] = self.attributions.to_json(with_misses=with_misses)
        return record


def compare(
    texts: str | Path,
    gold: Path,
    predicted: Path | None = None,
    second: Annotator | None = None,
) -> Comparison:
    """Compare an annotation with a gold; without one, the machine reads the texts.

    `second` annotates the figures of a text as a second reader; they are compared as well.

    Raises:
        GoldError: a file can't be read, or does not fit the others.
        ModelError: the machine is to read, and its language model is missing or not the known one.
    """
    passages = read_passages(texts)
    held = {key for _, record in read_records(gold) for key in record}
    attributions = _attributions(passages, gold, predicted) if "attributions" in held else None
    alone = attributions is not None and "figures" not in held
    if alone:
        return Comparison(None, attributions)
    again = _figures(passages, gold, None, second) if second else None
    return Comparison(_figures(passages, gold, predicted), attributions, again)


def _figures(
    passages: Passages, gold: Path, predicted: Path | None, annotate: Annotator | None = None
) -> Evaluation:
    wanted = read_gold(gold, passages)
    if predicted:
        return evaluate(passages, wanted, read_annotation(predicted, passages, wanted))
    annotate = annotate or machine()
    return evaluate(passages, wanted, {key: annotate(passages[key]) for key in wanted})


def _attributions(passages: Passages, gold: Path, predicted: Path | None) -> AttributionEvaluation:
    wanted = read_attributions(gold, passages)
    if predicted is None:
        attribute = attributor()
        found = {key: attribute(passages[key]) for key in wanted}
    else:
        found = read_attributions(predicted, passages)
    for key in wanted:
        if key not in found:
            hint = 'add it, with "attributions": [] if there is none'
            raise GoldError(predicted, f"the passage {key!r} of the gold is missing", hint)
    return evaluate_attributions(passages, wanted, found)
