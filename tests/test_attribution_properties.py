"""What holds of every attribution, whatever the text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from passages import a_passage
from tollbook.extraction.attribution import Attributions, find_attributions
from tollbook.extraction.attribution.relation import Pieces, Relation
from tollbook.model.text import Span

WORDS = st.sampled_from(
    [
        "Police said", "the army", "12 people were killed", "“", "”", '"', "'", "’", "‘", ",", ".",
        ". ", ": ", "\n", "he said", "according to", "reportedly", "Ana Duarte", "(NSB)", "quoted",
        "as saying", "citing", "was quoted by", "—", "The agency", "told reporters", "that", "not",
        "🪖", "e\u0301", "\u00a0", "\u200f\u05d0\u05d1", "Two died", "added", "I", "we", "claimed",
    ]
)  # fmt: skip
TEXTS = st.lists(WORDS, min_size=1, max_size=30).map(" ".join)
SMALL = st.tuples(st.integers(0, 3_000), st.integers(1, 2_500))


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_every_span_quotes_the_text(text: str) -> None:
    """Voices, cues and content stand where they say, and a chain ends on its one origin."""
    parsed = a_passage(text)
    for found in find_attributions(parsed).all:
        spans = [*found.content, *(v.mention for v in found.voices if v.mention)]
        spans += [found.cue] if found.cue else []
        assert all(text[span.start : span.end] == span.quote for span in spans)
        assert found.content
        assert list(found.content) == sorted(found.content)
        assert found.voices or found.hedge
        assert [v.role for v in found.voices[:-1]] == ["relayer"] * (len(found.voices) - 1)
        assert all(v.role == "origin" for v in found.voices[-1:])


@given(TEXTS)
@settings(max_examples=30, deadline=None)
def test_two_readings_agree(text: str) -> None:
    """The same text has the same attributions, in the same order."""
    assert find_attributions(a_passage(text)) == find_attributions(a_passage(text))


@given(st.lists(SMALL, max_size=12), SMALL)
def test_pieces_are_found_as_by_looking_at_all(
    stretches: list[tuple[int, int]], asked: tuple[int, int]
) -> None:
    """The index finds the pieces that a look at each of them finds."""
    text = "x" * 6_000
    relations = [
        Relation(voices=(), cue=None, content=(Span.of(text, start, start + length),))
        for start, length in stretches
    ]
    start, end = asked[0], sum(asked)
    found = Pieces(enumerate(relations)).at(start, end)
    wanted = Span.of(text, start, end)
    assert [i for _, i in found] == [
        i for i, r in enumerate(relations) if r.content[0].overlaps(wanted)
    ]


def test_nobody_is_the_publisher() -> None:
    """Words that no attribution holds are the publisher's."""
    assert Attributions(()).of(Span.of("Two men died.", 0, 3)) is None
