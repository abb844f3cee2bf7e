"""Parts of speech, inflections and lemmas: spaCy's own, worked out once a word, not once a token.

Its attribute ruler and its lemmatizer take a third of a parse. The ruler goes by a word's tag, its
role in the sentence and some two hundred words that its rules name; only eight of 180 rules look at
two words. The lemmatizer goes by the word and by what the ruler found. So what they say is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

_MOST_LEMMAS = 100_000
"""Words whose lemmas are kept: those of some ten thousand reports, in about 20 MB."""

_Seen = tuple[int, int, int, int]
"""What the ruler can see of a word: itself if a rule names it, tag, role if named, if a blank."""


class WordForms:
    """Does to a parsed sentence what the attribute ruler and the lemmatizer of a pipeline do."""

    def __init__(self, nlp: Language) -> None:
        from spacy.matcher import Matcher  # noqa: PLC0415 - half a second, only for those who parse

        self._vocab = nlp.vocab
        self._ruler, self._lemmatizer = _steps(nlp)
        index = self._lemmatizer.lookups.get_table("lemma_index")
        for part in list(index):  # lists of up to a hundred thousand words, searched from the start
            index[part] = frozenset(index[part])
        patterns = [pattern for rule in self._ruler.patterns for pattern in rule["patterns"]]
        self._opening = Matcher(nlp.vocab)  # finds words that may begin a rule on two words
        self._opening.add("opening", [pattern[:1] for pattern in patterns if len(pattern) > 1])
        self._words = re.compile("|".join(set(_named(patterns, "LOWER"))))
        self._roles = frozenset(nlp.vocab.strings[role] for role in _named(patterns, "DEP"))
        self._named_words: dict[int, int] = {}
        self._forms: dict[_Seen, tuple[int, int, int] | None] = {}
        self._lemmas: dict[tuple[int, int, int], int] = {}

    def __call__(self, doc: Doc) -> None:
        """Give each word of a parsed sentence its part of speech, inflection and lemma."""
        forms = list(map(self._forms_of, doc, self._keys(doc)))
        if None in forms:  # a rule may look at two words here
            self._lemmatizer(self._ruler(doc))
            return
        found = _table(forms, 3)
        doc.from_array(["POS", "MORPH"], found[:, :2])
        lemmas = [
            lemma or self._lemma(token, (word, part, inflection))
            for token, word, (part, inflection, lemma) in zip(
                doc, doc.to_array("ORTH").tolist(), found.tolist(), strict=True
            )
        ]
        doc.from_array(["LEMMA"], _table(lemmas, 1))

    def _keys(self, doc: Doc) -> Iterator[_Seen]:
        named, roles = self._named_words, self._roles
        for low, tag, role, blank in doc.to_array(["LOWER", "TAG", "DEP", "IS_SPACE"]).tolist():
            if low not in named:
                named[low] = low if self._words.fullmatch(self._vocab.strings[low]) else 0
            yield named[low], tag, role if role in roles else 0, blank

    def _forms_of(self, token: Token, seen: _Seen) -> tuple[int, int, int] | None:
        """Part of speech, inflection and lemma (0: none) that the ruler gives a word by itself.

        None where a rule may look at the word after it too.
        """
        if seen not in self._forms:
            self._forms[seen] = self._by_ruler(token)
        return self._forms[seen]

    def _by_ruler(self, token: Token) -> tuple[int, int, int] | None:
        from spacy.tokens import Doc  # noqa: PLC0415

        alone = Doc(
            self._vocab, words=[token.text], tags=[token.tag_], heads=[0], deps=[token.dep_]
        )
        if self._opening(alone):
            return None
        word = self._ruler(alone)[0]
        return word.pos, word.morph.key, word.lemma

    def _lemma(self, token: Token, key: tuple[int, int, int]) -> int:
        if len(self._lemmas) > _MOST_LEMMAS:
            self._lemmas.clear()
            self._named_words.clear()
        if key not in self._lemmas:
            lemma = self._lemmatizer.lemmatize(token)[0]
            self._lemmas[key] = self._vocab.strings.add(lemma)
        return self._lemmas[key]


def _steps(nlp: Language) -> tuple[Any, Any]:
    return nlp.get_pipe("attribute_ruler"), nlp.get_pipe("lemmatizer")


def _table(values: Sequence[Any], columns: int) -> Any:
    """Rows of numbers as `Doc.from_array` takes them."""
    return np.array(values, dtype=np.uint64).reshape(-1, columns)


def _named(patterns: list[list[Mapping[str, Any]]], attribute: str) -> Iterator[str]:
    """The values of an attribute that rules name, as regular expressions."""
    for value in (word[attribute] for pattern in patterns for word in pattern if attribute in word):
        if isinstance(value, str):
            yield re.escape(value)
        elif "REGEX" in value:
            yield value["REGEX"]
        else:  # IN or NOT_IN
            yield from map(re.escape, next(iter(value.values())))
