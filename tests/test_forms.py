"""Words get the parts of speech and lemmas that spaCy's own pipeline gives them."""

from __future__ import annotations

from importlib.util import find_spec

import pytest
import spacy
from spacy.language import Language

from tollbook.extraction.sentences.forms import WordForms
from tollbook.language import load


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.load(next(name for name in load("en", "model")["packages"] if find_spec(name)))


@pytest.mark.parametrize(
    "text",
    [
        "The miners' widows were told on Friday that 12 bodies had been found.",
        "There are three dead, there's no doubt, and it is getting worse.",  # a rule on two words
        "We ain't gonna leave them, let's go; y'all have got to come.",  # more of them
        "LEAVES FALL; the Leaves fell and he leaves, having left his leaves.",
        "“But I did nothin',” she said , it  being\n late.",
        "Dead: 12",
        "",
    ],
)
def test_forms_are_those_of_the_whole_pipeline(nlp: Language, text: str) -> None:
    forms = WordForms(nlp)
    whole = nlp(text)
    for _ in range(2):  # worked out, and remembered
        with nlp.select_pipes(disable=["attribute_ruler", "lemmatizer"]):
            bare = nlp(text)
        forms(bare)
        for mine, own in zip(bare, whole, strict=True):
            assert (mine.pos_, str(mine.morph), mine.lemma_) == (
                own.pos_,
                str(own.morph),
                own.lemma_,
            )
