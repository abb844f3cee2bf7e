"""Which language a document is in. Offline; the classifier is loaded for doubtful texts only."""

from __future__ import annotations

import re
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from tollbook.language import languages, load

_SAMPLE = 3_000
_WORD = re.compile(r"[^\W\d_]+")
_FEW = 20
_SURE = 0.7
_SIGNATURE_SHARE = 0.2
_CLAIMED = 5.0
"""How many times likelier another language has to be than one that Tollbook reads. Of first words
and headlines in English, full of foreign names, 1 in 200 is so claimed; of short sentences in 70
other languages, all but 1 in 80."""
_CLAIMED_FROM_TERMS = 50.0
"""The same for a text with a casualty term that only the language read has."""


def detect_language(text: str) -> str:
    """The BCP 47 primary tag of the text's language; "und" where it is unclear.

    A text of some length, one in five of whose words are the small words of a language that
    Tollbook has lexicons for, is in that language. So is any text that py3langid does not find
    clearly likelier in another language: a headline of foreign names is read, not put aside. What
    another language claims is in that one where py3langid is sure of it (probability 0.7).
    """
    sample = text[:_SAMPLE]
    words = [word.lower() for word in _WORD.findall(sample)]
    if not words:
        return "und"
    if len(words) >= _FEW:
        for language in languages():
            if _share(words, language, "signature") >= _SIGNATURE_SHARE:
                return language
    likely: dict[str, float] = dict(_classifier().rank(sample))
    for language in languages():
        own = {language, *load(language, "layout")["variants"]}
        others = max(probability for tag, probability in likely.items() if tag not in own)
        has_terms = any(word in _words(language, "casualty_terms") for word in words)
        needed = _CLAIMED_FROM_TERMS if has_terms else _CLAIMED
        if others < needed * sum(likely.get(tag, 0.0) for tag in own):
            return language
    guess = max(likely, key=lambda tag: likely[tag])
    return guess if likely[guess] >= _SURE else "und"


def primary_tag(tag: str) -> str:
    """The primary part of a BCP 47 tag, in small letters: "en" of "en-GB"."""
    return re.split(r"[-_]", tag.strip(), maxsplit=1)[0].lower()


def _share(words: list[str], language: str, name: str) -> float:
    listed = _words(language, name)
    return sum(word in listed for word in words) / len(words)


@cache
def _words(language: str, name: str) -> frozenset[str]:
    return frozenset(load(language, "layout")[name])


@cache
def _classifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
