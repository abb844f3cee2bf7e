"""The passages to train on: what their marks mean, and that the compiled files are up to date."""

from __future__ import annotations

import json
from itertools import combinations

import pytest
from benchmarks.training.compile import FOLDER, authored, compiled
from benchmarks.training.marks import unmarked
from benchmarks.training.passage import Passage, read_passages
from benchmarks.training.problem import AuthoringError
from hypothesis import given
from hypothesis import strategies as st

from tollbook.evaluation.gold import read_gold
from tollbook.evaluation.gold import read_passages as read_texts

OSH = """== osh-bus 2011-03-04 wire
{s1 Police in Osh, who came late,} {c1 said} {t1 at least 12 people died, two of them children}.
{t2 "It was dark,"} {c2 said} {s2 a driver}. {t2 "Nobody saw it."} Dozens were hurt.
--
killed [at least 12] <people> died
killed 12 people died, [two] of them <children> ; part 1
injured [Dozens] were hurt ; pop people ; @2 ; cum ; unconfirmed
"""


def read(source: str) -> Passage:
    """The one passage of a source."""
    [passage] = read_passages(source, "test.txt")
    return passage


def told(figure: str, text: str = "{s1 She} {c1 said} {t1 three men and three women died}.") -> str:
    """A passage of one sentence with one figure."""
    return f"== one wire\n{text}\n--\n{figure}\n"


def test_marks_become_spans_and_a_split_content_has_two_pieces() -> None:
    passage = read(OSH)
    text, attributions = passage.marked.text, passage.marked.attributions
    words = [[text[slice(*piece)] for piece in attributions[2].content]]
    assert words == [['"It was dark,"', '"Nobody saw it."']]
    assert text[slice(*attributions[1].source[0])] == "Police in Osh, who came late,"
    assert passage.attribution_record()["attributions"][1]["cue"] == attributions[2].cue


def test_a_figure_takes_its_value_from_the_words_and_its_voice_from_the_content() -> None:
    first, second, third = read(OSH).figures
    assert (first["low"], first["high"], first["modifier"]) == (12, None, "at_least")
    assert first["source"] == "Police in Osh, who came late"
    assert (second["quote"], second["part_of"]) == ("12 people died, two of them children", 1)
    assert (third["low"], third["high"], third["population"]) == (24, 99, "people")
    assert (third["source"], third["scope"]) == ("a driver", "cumulative")
    assert third["modality"] == "unconfirmed"


def test_a_value_that_the_grammar_reads_otherwise_is_a_doubt() -> None:
    [doubt] = read(told("killed [three] <men> ; =4 ; @the nurse")).doubts
    assert "three" in doubt
    assert "low=4" in doubt


def test_words_that_stand_twice_are_told_apart() -> None:
    figure = read(told("killed [three] ; occ 2 ; @the nurse")).figures[0]
    assert figure["occurrence"] == 2


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("no head", "does not begin with the head"),
        ("== One\ntext", "is no head"),
        (told("killed [three] ; @the nurse"), "stands 2 times"),
        (told("killed [four] <men> ; @the nurse"), "does not stand in the passage"),
        (told("killed [three] <men>"), "say whom 'She' stands for"),
        (told("killed <men> ; @the nurse"), "give the value"),
        (told("killed [three] <men> ; @the nurse ; part 2"), "leads to figure 2"),
        (told("killed [three] <men> ; @7"), "there is no attribution 7"),
        (told("killed [three] <men> ; often"), "'often' means nothing"),
        (told("killed men and three women, [three] ; @-"), "does not stand"),
        (told("", "{s1 She} {c1 said} {t1 no.}"), "ends in a stop"),
        (told("", "{s1 She} {c1 said} {t2 no}."), "attribution 1 has no content"),
        (told("", "{s1 She} {c1 said} {t1 no."), "not closed"),
        (told("", "She said} no."), "left over"),
        (told("", "{s1 She} {c1 said} {t1+2 no} {c2 again}."), "is content 1 and content 2"),
        (told("", "{s1 She} {c1 said} {t1 n}o."), "ends inside a word"),
    ],
)
def test_a_passage_that_breaks_a_rule_is_named(source: str, complaint: str) -> None:
    with pytest.raises(AuthoringError, match=complaint):
        list(read_passages(source, "test.txt"))


def test_a_likely_cue_outside_every_attribution_is_a_doubt() -> None:
    [doubt] = read("== one wire\nThe police said nothing.\n--\n").doubts
    assert "said" in doubt


WORDS = st.text(alphabet="ab c", min_size=1).map(lambda words: f"x{words}x")


@given(st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=1, max_size=4))
def test_spans_hold_the_marked_words(rows: list[tuple[str, str, str]]) -> None:
    marked = " ".join(
        f"{{s{n} {source}}} {{c{n} {cue}}} {{t{n} {content}}}"
        for n, (source, cue, content) in enumerate(rows, start=1)
    )
    found = unmarked(marked, "any")
    assert found.text == " ".join(" ".join(row) for row in rows)
    for row, attribution in zip(rows, found.attributions.values(), strict=True):
        pieces = (attribution.source, attribution.cue, attribution.content)
        assert tuple(found.text[slice(*piece[0])] for piece in pieces) == row


def test_the_compiled_files_are_up_to_date() -> None:
    """`make passages` was run after the last change."""
    for name, content in compiled(authored()).items():
        assert (FOLDER / name).read_text(encoding="utf-8") == content


def test_every_passage_has_a_gold_that_reads() -> None:
    texts = read_texts(FOLDER / "train.jsonl")
    assert list(read_gold(FOLDER / "train.gold.jsonl", texts)) == list(texts)


def test_no_passage_to_train_on_is_measured() -> None:
    """Training has seen no text of the measured sets, and no long sentence of one."""
    measured = {
        sentence
        for path in (FOLDER.parent / "passages").glob("*.jsonl")
        if not path.name.endswith((".gold.jsonl", ".second.jsonl"))
        for sentence in _sentences(path.read_text(encoding="utf-8"))
    }
    ours = set(_sentences((FOLDER / "train.jsonl").read_text(encoding="utf-8")))
    assert measured
    assert not measured & ours


def test_no_two_attributions_share_a_cue() -> None:
    for passage in authored():
        for one, other in combinations(passage.marked.attributions.values(), 2):
            assert not {*one.cue} & {*other.cue}


def _sentences(lines: str) -> list[str]:
    texts = [json.loads(line)["text"] for line in lines.splitlines()]
    return [part for text in texts for part in text.split(". ") if len(part) > 60]
