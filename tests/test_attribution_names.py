"""Names: pronouns, descriptions, short names and acronyms lead back to who was named before."""

from __future__ import annotations

import pytest

from attributed import attributed, chain
from tollbook.extraction.attribution.names import introduced_acronyms


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        # pronouns
        ("Ana Duarte said six died. She said two fled.", "two fled", "Ana Duarte"),
        ("Nepal police said six died. They said two fled.", "two fled", "Nepal police"),
        ("The army said six died. It added that two fled.", "two fled", "The army"),
        # "he" is no agency and "it" no man
        (
            "Paul Obi said six died. The Lantern newspaper said ten died. He said two fled.",
            "two fled",
            "Paul Obi",
        ),
        (
            "The Lantern newspaper said ten died. Paul Obi said six died. It said two fled.",
            "two fled",
            "The Lantern newspaper",
        ),
        # "she" is no spokesman
        (
            "Lena Marsh said six died. A police spokesman said ten died. She said two fled.",
            "two fled",
            "Lena Marsh",
        ),
        # whom the page writes about may speak next
        ("Lena Marsh was there when it burned. She said six died.", "six died", "Lena Marsh"),
        # descriptions
        (
            "The state-run Toval news agency said six died. The agency said two fled.",
            "two fled",
            "The state-run Toval news agency",
        ),
        (
            "The National Security Service said six died. The spy agency said two fled.",
            "two fled",
            "The National Security Service",
        ),
        (
            "Detective Paul Obi said six died. The detective said two fled.",
            "two fled",
            "Detective Paul Obi",
        ),
        # another ministry is another
        (
            "The health ministry said six died. The defence ministry said two fled.",
            "two fled",
            "The defence ministry",
        ),
        (
            "The rebels said in a statement that six died. The statement said two fled.",
            "two fled",
            "The rebels",
        ),
        # short names
        (
            "Public Prosecutor Paul Obi said six died. Obi said two fled.",
            "two fled",
            "Public Prosecutor Paul Obi",
        ),
        (
            "The Toval news agency said six died. Toval reported that two fled.",
            "two fled",
            "The Toval news agency",
        ),
        # acronyms, introduced or merely used
        (
            "Men of the Toval Liberation Army (TLA) came. The TLA said two fled.",
            "two fled",
            "Toval Liberation Army (TLA)",
        ),
        (
            "The National Security Bureau said six died. The NSB said two fled.",
            "two fled",
            "The National Security Bureau (NSB)",
        ),
    ],
)
def test_leads_back(text: str, words: str, name: str) -> None:
    """A voice bears the fuller name that the document gave it before."""
    assert chain(text, words) == [name]


def test_keeps_the_words_here() -> None:
    """The mention is the words that stand here, the name those of the fuller mention."""
    found = attributed("Ana Duarte said six died. She said two fled.", "two fled")
    assert found is not None
    voice = found.voices[0]
    assert voice.mention is not None
    assert (voice.name, voice.mention.quote) == ("Ana Duarte", "She")


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        # two who bear one last name
        (
            "Ana Obi and Paul Obi met in Toval. Obi said two fled.",
            "two fled",
            "Obi",
        ),
        # nobody who could be meant
        ("It was dark. He said two fled.", "two fled", "He"),
        # a new official is not the one before
        ("Paul Obi said six died. An official said two fled.", "two fled", "An official"),
    ],
)
def test_leaves_doubt(text: str, words: str, name: str) -> None:
    """Where no one candidate fits, the words stand."""
    assert chain(text, words) == [name]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the Toval Liberation Army (TLA)", {"TLA": "Toval Liberation Army"}),
        ("the TLA (Toval Liberation Army)", {"TLA": "Toval Liberation Army"}),
        ("Tigers of Toval Eelam (TTE)", {"TTE": "Tigers of Toval Eelam"}),
        ("six men (UPDATE) and a boy", {}),
    ],
)
def test_introduces_acronyms(text: str, found: dict[str, str]) -> None:
    """Brackets introduce an acronym whose letters begin the words beside them."""
    assert introduced_acronyms(text) == found


@pytest.mark.parametrize(
    ("text", "words", "voices"),
    [
        (
            "Sweden says 12 died. Norway does not disclose its losses; it says nine were killed.",
            "nine were killed",
            ["Norway"],
        ),
        (
            "The Relief Office counts the dead. The army met the Relief Office, and it said nine "
            "had died.",
            "nine had died",
            ["The army"],
        ),
        # a thing is no body
        (
            "The agency said six had died. The bridge fell and it said nine more were missing.",
            "nine more were missing",
            ["The agency"],
        ),
    ],
)
def test_it_is_the_body_that_its_own_sentence_is_about(
    text: str, words: str, voices: list[str]
) -> None:
    assert chain(text, words) == voices
