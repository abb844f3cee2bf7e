"""What the learned reader and the grammar of figures make of one sentence, put together."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from passages import a_passage
from tollbook.extraction.attribution import find_attributions
from tollbook.extraction.figures import find_figures
from tollbook.extraction.sentences.parse import ParsedDocument
from tollbook.extraction.tagger import Tags
from tollbook.extraction.tagger.support import SCOPES, Support
from tollbook.model.values import MEASURES, Measure
from tollbook.settings import Settings


def with_supports(
    text: str, *supports: tuple[str, Measure, float], voiced: float = 0.5
) -> ParsedDocument:
    """The parse of a text of which a network supports some words, and all others by a half.

    `voiced` is how likely it holds that a voice has the figures of the last sentence.
    """
    places = [match.span() for match in re.finditer(r"\w+|\S", text)]
    measures = np.full((len(places), len(MEASURES)), 0.5, dtype=np.float32)
    for word, measure, support in supports:
        start = text.index(word)
        row = next(n for n, (first, last) in enumerate(places) if first <= start < last)
        measures[row, MEASURES.index(measure)] = support
    scopes = np.full((len(places), len(SCOPES)), 1 / len(SCOPES), dtype=np.float32)
    parsed = a_passage(text)
    last = parsed.sentences[-1].start
    voices = np.array([voiced if start >= last else 0.5 for start, _ in places], dtype=np.float32)
    starts, ends = zip(*places, strict=True)
    return replace(parsed, tags=Tags(support=Support(starts, ends, measures, scopes, voices)))


def figures(text: str, *supports: tuple[str, Measure, float]) -> list[tuple[Measure, int, str]]:
    """Measure, least number and evidence of each figure."""
    parsed = with_supports(text, *supports)
    found = find_figures(parsed, find_attributions(parsed))
    return [(figure.measure, figure.low, figure.evidence.quote) for figure in found]


def origins(text: str, voiced: float) -> list[str]:
    """The innermost voice of each figure; "" for the page."""
    parsed = with_supports(text, voiced=voiced)
    found = find_figures(parsed, find_attributions(parsed))
    return ["" if one.origin.role == "publisher" else one.origin.name for one in found]


@pytest.mark.parametrize(("voiced", "expected"), [(0.99, "Police"), (0.01, "")])
def test_the_reader_says_whether_a_voice_goes_on_in_a_sentence_without_one(
    voiced: float, expected: str
) -> None:
    text = "Police said a ferry had sunk off Tarn. The captain and nine sailors drowned."
    assert set(origins(text, voiced)) == {expected}


def test_where_the_reader_is_not_sure_whose_a_sentence_is_the_signs_decide() -> None:
    text = "Police said 12 men had been shot at Tarn. Two of them died later."
    assert origins(text, 0.5) == ["Police", "Police"]


def test_a_figure_may_be_the_pages_own_though_somebody_speaks_in_its_sentence() -> None:
    text = "The miller said nine men, who were killed at Tarn in May, had been his friends."
    assert set(origins(text, 0.5)) == {"The miller"}
    assert set(origins(text, 0.001)) == {""}


def test_a_number_that_only_the_reader_takes_for_people_is_a_figure_with_its_people() -> None:
    text = "Lightning cut down 14 herders at Tarn on Monday, killing a dog."
    parsed = with_supports(text, ("14", "killed", 0.99))
    (figure,) = (one for one in find_figures(parsed, find_attributions(parsed)) if one.low == 14)
    assert (figure.measure, figure.high) == ("killed", 14)
    assert figure.number is not None and figure.number.quote == "14"
    assert figure.population is not None and figure.population.mention.quote == "herders"


def test_a_number_that_neither_takes_for_people_stays_out() -> None:
    assert figures("The raid killed nobody and cost 14 goats.", ("14", "killed", 0.3)) == figures(
        "The raid killed nobody and cost 14 goats."
    )


def test_a_figure_that_the_reader_hardly_supports_is_left_out() -> None:
    text = "Nine people were killed at Tarn."
    assert len(figures(text)) == 1
    nothing = [("Nine", measure, 0.0001) for measure in MEASURES]
    assert figures(text, *nothing) == []


def test_which_measure_a_figure_has_is_for_the_rules_to_say() -> None:
    text = "Nine people were killed at Tarn."
    ((measure, low, _),) = figures(text, ("Nine", "killed", 0.001), ("Nine", "injured", 0.8))
    assert (measure, low) == ("killed", 9)


@pytest.mark.parametrize(
    "text",
    [
        "The law says whoever kills 14 herders will hang.",
        "Twelve people died, not 14 herders.",
        "The camp was built for 14 refugees.",
        "On average, 14 people are killed at Tarn every month.",
        "The floods displaced 14 families.",
        "The 14 herders who killed a guard have fled to Tarn.",
        "The office helps 90 displaced refugees and runs a camp for 14.",
        "Three refugees were displaced, and 14 have no roof.",
    ],
)
def test_the_reader_adds_nobody_of_whom_a_rule_says_that_they_are_not_counted(text: str) -> None:
    measure: Measure = "displaced" if "refugees" in text or "families" in text else "killed"
    assert figures(text, ("14", measure, 0.99)) == figures(text)


def test_people_without_a_number_are_added_from_a_support_of_their_own() -> None:
    text = "The flood took 9 goats and the miller at Tarn, where death is no stranger."
    least = Settings().reader_adds
    found = figures(text, ("miller", "killed", least + 0.005))
    assert any("miller" in quote for _, _, quote in found)


def test_where_the_reader_read_nothing_the_grammar_has_its_way() -> None:
    parsed = a_passage("Nine people were killed at Tarn.")
    (figure,) = find_figures(parsed, find_attributions(parsed))
    assert (figure.measure, figure.low) == ("killed", 9)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [(0, 4, 0.9), (5, 11, 0.2), (0, 11, 0.9)],
)
def test_the_support_of_a_stretch_is_that_of_its_best_word(
    start: int, end: int, expected: float
) -> None:
    measures = np.zeros((2, len(MEASURES)), dtype=np.float32)
    measures[:, 0] = 0.9, 0.2
    support = Support(
        (0, 5), (4, 11), measures, np.zeros((2, 3), np.float32), np.array([0.9, 0.1], np.float32)
    )
    found = support.by_measure(start, end)
    assert found is not None and found[MEASURES[0]] == pytest.approx(expected)


def test_a_stretch_without_words_has_no_support() -> None:
    assert Support().by_measure(0, 9) is None
    assert Support().voice(0, 9) is None


def test_whose_the_figures_of_a_sentence_are_is_weighed_by_how_likely_they_are_figures() -> None:
    measures = np.zeros((2, len(MEASURES)), dtype=np.float32)
    measures[:, 0] = 0.9, 0.1
    voiced = np.array([1.0, 0.0], dtype=np.float32)
    support = Support((0, 5), (4, 11), measures, np.full((2, 3), 1 / 3, np.float32), voiced)
    assert support.voice(0, 11) == pytest.approx(0.9)


def test_people_harmed_by_one_word_stay_together() -> None:
    """What the reader sees nothing in stays beside others of whom the same verb is said."""
    text = "Three millers and their cook were killed at Tarn."
    nothing = [("cook", measure, 0.0001) for measure in MEASURES]
    assert [low for _, low, _ in figures(text, *nothing)] == [3, 1]
