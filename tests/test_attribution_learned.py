"""What the tagger and the grammar read of one sentence, put together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from passages import a_passage
from tollbook.extraction.attribution import find_attributions, grammar_relations, learned
from tollbook.extraction.attribution.learned import Agreement, confidence, merge_with_tagger
from tollbook.extraction.attribution.relation import Relation
from tollbook.extraction.sentences.gate import casualty_terms
from tollbook.extraction.sentences.parse import ParsedDocument
from tollbook.extraction.tagger import Tagged, Tags
from tollbook.model.text import Span


def together(text: str, *found: Tagged, cue_words: float = 0.0) -> list[Relation]:
    """The relations of a text that the tagger read thus, and how far it saw cues elsewhere."""
    parsed = with_tags(text, *found, cue_words=cue_words)
    return merge_with_tagger(parsed, grammar_relations(parsed))


def with_tags(text: str, *found: Tagged, cue_words: float = 0.0) -> ParsedDocument:
    tags = Tags(found, starts=(0,), ends=(len(text),), cue_words=(cue_words,))
    terms = tuple(casualty_terms(text, "en"))
    return replace(a_passage(text), tags=tags, terms=terms)


def tagged(text: str, source: str | None, cue: str, *content: str, sure: float = 0.99) -> Tagged:
    return Tagged(
        cue=at(text, cue),
        sources=(at(text, source),) if source else (),
        content=tuple(at(text, piece) for piece in content),
        sure=sure,
    )


def at(text: str, words: str) -> Span:
    start = text.index(words)
    return Span.of(text, start, start + len(words))


def quotes(relation: Relation) -> tuple[list[str], str, list[str]]:
    assert relation.cue is not None
    return (
        [voice.quote for voice in relation.voices],
        relation.cue.quote,
        [piece.quote for piece in relation.content],
    )


def test_where_both_read_a_cue_the_spans_are_the_taggers() -> None:
    text = "Ana Ruiz, the mayor of Lot, said nine had died in the flood."
    source, cue, said = "Ana Ruiz, the mayor of Lot,", "said", "nine had died in the flood"
    (relation,) = together(text, tagged(text, source, cue, said))
    assert quotes(relation) == ([source], cue, [said])
    assert relation.confidence is not None and relation.confidence > 0.9


def test_the_grammar_keeps_the_sense_of_a_cue() -> None:
    text = "The army denied that nine had died."
    (relation,) = together(text, tagged(text, "The army", "denied", "that nine had died"))
    assert (relation.cue_class, relation.hedge) == ("deny", "denied")


def test_what_only_the_tagger_read_stands_if_it_is_sure() -> None:
    text = "Word from the valley had it that the bridge was gone."
    sure = tagged(text, "Word from the valley", "had it", "that the bridge was gone")
    assert quotes(together(text, sure)[-1])[1] == "had it"
    assert together(text, replace(sure, sure=0.0)) == []


def test_what_only_the_grammar_read_falls_if_the_tagger_sees_no_cue() -> None:
    text = "The minister said that the road would open."
    assert together(text) == []
    assert len(together(text, cue_words=1.0)) == 1


def test_a_word_that_is_no_cue_gives_nobody_a_casualty_to_say() -> None:
    text = "The earlier three claimed 27 lives between them."
    assert together(text, tagged(text, "The earlier three", "claimed", "27 lives")) == []


def test_where_people_come_to_harm_the_grammar_has_its_way() -> None:
    """The tagger learned from news of politics; what it does not know of tolls does not count."""
    text = "The mission recorded 52 deaths."
    (relation,) = together(text)
    assert relation.confidence is not None
    assert quotes(relation)[0] == ["The mission"]


def test_where_they_name_two_sources_one_that_is_not_likely_gives_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(learned, "confidence", lambda score, agreement: score)
    text = "Nine had died, the doctor said, and the mayor wept."
    odd = tagged(text, "the mayor", "said", "Nine had died", sure=0.0)
    (relation,) = together(text, odd)
    assert quotes(relation)[0] == ["the doctor"]


def test_who_is_said_to_say_nothing_is_no_voice() -> None:
    text = "The ministry would not say how many were killed."
    parsed = with_tags(text, tagged(text, "The ministry", "would not say", "how many were killed"))
    assert list(find_attributions(parsed)) == []


def test_a_statement_says_how_sure_its_voice_is() -> None:
    text = "The army said nine had died."
    parsed = with_tags(text, tagged(text, "The army", "said", "nine had died"))
    (found,) = find_attributions(parsed)
    assert found.voices[-1].confidence == confidence(0.99, "agrees")


@pytest.mark.parametrize("agreement", ["agrees", "differs", "alone", "unseen", "harm"])
def test_a_higher_score_is_never_less_likely(agreement: Agreement) -> None:
    line = [confidence(n / 50, agreement) for n in range(51)]
    assert line == sorted(line) and line[0] >= 0 and line[-1] <= 1
