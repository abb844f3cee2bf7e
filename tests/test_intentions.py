"""An intention is what somebody announces to do: a plan, an offer, a vow, an order, a condition."""

from __future__ import annotations

import pytest

from passages import NOBODY, a_passage, assert_whole, said
from tollbook.extraction.kinds.intentions import find_intentions


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("Kyiv plans to exchange the prisoners.", "Kyiv plans to exchange the prisoners"),
        ("The rebels vowed to fight on.", "The rebels vowed to fight on"),
        ("The governor pledged aid for the homeless.", "The governor pledged aid for the homeless"),
        ("The ministry has offered to take in 40 of the wounded.",
         "The ministry has offered to take in 40 of the wounded"),
        ("Both sides agreed to hand over the dead.", "Both sides agreed to hand over the dead"),
        ("The mayor ordered the evacuation of two streets.",
         "The mayor ordered the evacuation of two streets"),
        ("The colonel ordered his men to withdraw.", "The colonel ordered his men to withdraw"),
        ("We are ready to talk about the hostages.", "We are ready to talk about the hostages"),
        ("The president threatened to bomb the port.", "The president threatened to bomb the port"),
        ("The army has no plans to leave.", "The army has no plans to leave"),
        ("The cabinet decided to close the border.", "The cabinet decided to close the border"),
        ("Turkey refused to free the two pilots.", "Turkey refused to free the two pilots"),
        ("The clinic is prepared to treat the sick.", "The clinic is prepared to treat the sick"),
    ],
)  # fmt: skip
def test_reads_words_that_announce(text: str, evidence: str) -> None:
    parsed = a_passage(text)
    (intention,) = find_intentions(parsed, NOBODY, [])
    assert_whole(parsed, intention)
    assert intention.evidence.quote == evidence


@pytest.mark.parametrize(
    ("text", "source", "content", "announced"),
    [
        # the speaker is the one who acts
        ("The army said it would send more troops.", "The army", "it would send more troops", True),
        ('"We will hit back," the general said.', "the general", "We will hit back", True),
        ("The court said the court would pay.", "The court", "the court would pay", True),
        ("The guerrillas said they would free the nurses.", "The guerrillas",
         "they would free the nurses", True),
        # a body under a condition
        ("Israel will respond if the shelling goes on, he said.", "he",
         "Israel will respond if the shelling goes on", True),
        # somebody else acts
        ("The army said the rebels would yield.", "The army", "the rebels would yield", False),
        ("The army said the rebels were weak and they would surrender.", "The army",
         "the rebels were weak and they would surrender", False),
        # done to the speaker, or no deed
        ("The soldier said he would be shot.", "The soldier", "he would be shot", False),
        ("He said he would know by Monday.", "He", "he would know by Monday", False),
    ],
)  # fmt: skip
def test_a_speaker_who_will_act_announces_it(
    text: str, source: str, content: str, announced: bool
) -> None:
    parsed = a_passage(text)
    found = list(find_intentions(parsed, said(parsed, source, content), []))
    assert [intention.evidence.quote for intention in found] == ([content] if announced else [])


@pytest.mark.parametrize(
    "text",
    [
        "The general refused to comment.",
        "The offer was generous.",
        "The plan failed and 12 men died.",
        "They could decide to leave.",
        "The toll will rise.",
        "The river threatened the town.",
        "Order was restored on Monday.",
    ],
)
def test_leaves_alone_what_announces_nothing(text: str) -> None:
    assert list(find_intentions(a_passage(text), NOBODY, [])) == []


def test_a_forecast_about_oneself_is_no_plan() -> None:
    parsed = a_passage("The army predicted that it would lose the town.")
    voices = said(parsed, "The army", "that it would lose the town", "predicted", "predict")
    assert list(find_intentions(parsed, voices, [])) == []
