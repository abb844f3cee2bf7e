"""An explanation is a cause offered for a figure or a change, and for nothing else."""

from __future__ import annotations

import pytest

from factories import a_figure
from passages import NOBODY, a_passage, assert_whole, said
from tollbook.extraction.kinds.explanations import find_explanations


@pytest.mark.parametrize(
    "text",
    [
        "Many of them died because there was no shelter.",
        "The deaths were blamed on a leaking pipe.",
        "The army attributed its losses to poor training.",
        "Engineers put the high toll down to shoddy concrete.",
        "The rise in injuries is due to heavier shelling.",
        "Doctors blamed the lack of vaccine for the deaths of nine infants.",
        "Bad maps led to heavy casualties.",
        "The fall in abductions was a result of new patrols.",
        "Owing to the cold, 14 people died.",
        "This explains the many dead.",
        "Casualties rose as a result of the bombing.",
        "Twelve villagers were killed in part because the road was closed.",
        "The fire, caused by a candle, killed nine.",
        "The collapse, which killed 14, was caused by bad concrete.",
    ],
)
def test_reads_a_cause(text: str) -> None:
    parsed = a_passage(text)
    (explanation,) = find_explanations(parsed, NOBODY, [])
    assert_whole(parsed, explanation)
    assert explanation.evidence.quote == text.rstrip(".")


@pytest.mark.parametrize(
    "text",
    [
        "Schools stayed shut because of the snow.",
        "The inquiry is due to report in June.",
        "The bridge was closed owing to repairs.",
        "Twelve people were killed on Monday.",
        "The minister explained the new tax.",
        "The road led to the village.",
    ],
)
def test_leaves_alone_what_explains_no_harm(text: str) -> None:
    assert list(find_explanations(a_passage(text), NOBODY, [])) == []


def test_what_a_source_explained_after_a_figure_is_an_explanation() -> None:
    text = "The unit lost 40 men. The general explained that they had no maps."
    parsed = a_passage(text)
    voices = said(parsed, "The general", "that they had no maps", "explained", "explain")
    figure = a_figure(parsed.document, "lost 40 men", measure="casualties", low=40)
    (explanation,) = find_explanations(parsed, voices, [figure])
    assert explanation.evidence.quote == "they had no maps"
    assert explanation.origin.name == "The general"
    assert list(find_explanations(parsed, voices, [])) == []


def test_this_points_back_at_a_figure() -> None:
    text = "The unit lost 40 men. This was due to the fog."
    parsed = a_passage(text)
    figure = a_figure(parsed.document, "lost 40 men", measure="casualties", low=40)
    (explanation,) = find_explanations(parsed, NOBODY, [figure])
    assert explanation.evidence.quote == "This was due to the fog"
