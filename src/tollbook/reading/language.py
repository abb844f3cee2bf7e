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
_COMMON_SHARE = 0.15


def detect_language(text: str) -> str:
    """The BCP 47 primary tag of the text's language; "und" where it can't be told.

    A text of some length, one in five of whose words are the small words of a language that
    Tollbook has lexicons for, is in that language. Otherwise py3langid decides where it is sure
    (probability 0.7), and the commonest words do where it is not, as in a headline or a caption.
    """
    sample = text[:_SAMPLE]
    words = [word.lower() for word in _WORD.findall(sample)]
    if not words:
        return "und"
    if len(words) >= _FEW:
        for language in languages():
            if _share(words, language, "signature") >= _SIGNATURE_SHARE:
                return language
    guess, probability = _classifier().classify(sample)
    if probability >= _SURE:
        return str(guess)
    for language in languages():
        if _share(words, language, "common") >= _COMMON_SHARE:
            return language
    return "und"


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
