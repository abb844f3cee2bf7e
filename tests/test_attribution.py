"""Who is made to say what: cues, sources and content within a sentence."""

from __future__ import annotations

import pytest

from attributed import attributed, chain


@pytest.mark.parametrize(
    ("text", "words", "voices"),
    [
        # the speaker first, with and without "that"
        ("The army said that 12 men had been killed.", "12 men had been killed", ["The army"]),
        ("The army said 12 men had been killed.", "12 men had been killed", ["The army"]),
        ("Lisbor says 12 men were killed.", "12 men were killed", ["Lisbor"]),
        (
            "Police said two men were killed and three others were wounded.",
            "three others were wounded",
            ["Police"],
        ),
        (
            "In a report to the house committee, the Security Bureau said that 120 had died.",
            "120 had died",
            ["the Security Bureau"],
        ),
        (
            "The surgeon, who had treated the wounded, said two of them had died.",
            "two of them had died",
            ["The surgeon"],
        ),
        (
            "Okoye, speaking by telephone from the town, said 15 people were dead.",
            "15 people were dead",
            ["Okoye"],
        ),
        # the speaker last
        ("Twelve men were killed, the army said.", "Twelve men were killed", ["the army"]),
        (
            "Twelve men were killed, the army said on Monday after a meeting in Toval.",
            "Twelve men were killed",
            ["the army"],
        ),
        (
            "Twelve men were killed, said Colonel Ana Duarte, who commands the brigade.",
            "Twelve men were killed",
            ["Colonel Ana Duarte"],
        ),
        (
            "Fifteen people were hurt when a train hit a lorry in the city of Ostram on Monday, "
            "said rail and ambulance officials.",
            "Fifteen people were hurt",
            ["rail and ambulance officials"],
        ),
        # the speaker in the middle
        (
            "A bomb exploded near the market, police said, killing three people.",
            "killing three people",
            ["police"],
        ),
        # other verbs
        ("The clinic reported 14 deaths.", "14 deaths", ["The clinic"]),
        ("On Monday, the clinic reported 14 deaths.", "14 deaths", ["the clinic"]),
        ("The front confirmed the death of two fighters.", "the death of two", ["The front"]),
        ("The union accused the army of killing 30 farmers.", "killing 30 farmers", ["The union"]),
        ("Rebels blamed the state for the deaths of 11 men.", "deaths of 11 men", ["Rebels"]),
        ("The boy admitted killing two men.", "killing two men", ["The boy"]),
        (
            "The front claimed responsibility for an attack that killed six policemen.",
            "killed six policemen",
            ["The front"],
        ),
        ("The ministry put the toll at 35.", "the toll at 35", ["The ministry"]),
        (
            "The death toll was put at 35 by the interior ministry.",
            "death toll was put at 35",
            ["the interior ministry"],
        ),
        ("Rights groups estimate the number of dead at 90.", "dead at 90", ["Rights groups"]),
        ("Officials pointed to a rise in killings.", "a rise in killings", ["Officials"]),
        # a verb joined to another, a participle
        (
            "“Nobody was hurt,” said Mr Paul Obi, adding that a guard had shot two dogs.",
            "a guard had shot two dogs",
            ["Mr Paul Obi"],
        ),
        (
            "Two men died, the army said, but medics say nine were killed.",
            "nine were killed",
            ["medics"],
        ),
        (
            "Medics said two men died, while the army reported no losses.",
            "no losses",
            ["the army"],
        ),
        # what is said of whom the relative clause is about
        ("Police seek two men whom the boy admitted killing.", "two men", ["the boy"]),
        # phrases
        ("According to the clinic, 35 people died.", "35 people died", ["the clinic"]),
        ("At least 35 died, according to the clinic.", "At least 35 died", ["the clinic"]),
        (
            "At least 35 died, according to the clinic, and 60 were wounded.",
            "60 were wounded",
            ["the clinic"],
        ),
        (
            "According to figures released by the relief agency, 40 people drowned.",
            "40 people drowned",
            ["figures released by the relief agency"],
        ),
        ("The army's claim that it lost nobody was false.", "it lost nobody", ["The army's"]),
        (
            "Six guards died in an attack south-west of Tolbu, the UN mission, UNMIT, announced.",
            "Six guards died",
            ["the UN mission, UNMIT"],
        ),
        (
            "Two men died in shelling, the governor of Marov region, Olek Syn, said.",
            "Two men died",
            ["the governor of Marov region, Olek Syn"],
        ),
        # both halves of a sentence that the speaker breaks
        (
            "If the dam broke, the engineers say, 400 people would drown.",
            "400 people would drown",
            ["the engineers"],
        ),
        ("Two men died, police said, and nine were hurt.", "nine were hurt", ["police"]),
        # what follows a colon
        (
            "The mayor disclosed what the flood had cost: 12 people dead and 30 missing.",
            "30 missing",
            ["The mayor"],
        ),
        # nouns and the passive
        ("The army's figure was lower: 12 dead.", "12 dead", ["The army's"]),
        ("The deaths of 12 men were confirmed by police.", "deaths of 12 men", ["police"]),
        ("The envoy spoke of 12 dead.", "12 dead", ["The envoy"]),
        # documents speak
        ("A UN study found that 220 people were executed.", "220 people", ["A UN study"]),
        (
            "In the diary, it says that 20 prisoners were shot.",
            "20 prisoners were shot",
            ["the diary"],
        ),
        # nobody is made to say it
        ("Nobody has claimed the attack that killed 12.", "killed 12", []),
        ("No group has claimed the attack that killed 12.", "killed 12", []),
        ("The flood claimed 20 lives.", "20 lives", []),
        ("The clinic admitted 20 wounded men.", "20 wounded men", []),
        ("The army did not say how many people had been killed.", "people had been killed", []),
        ("It would be wrong to say that nobody was killed.", "nobody was killed", []),
        ("Gunmen killed 12 people in the town.", "killed 12 people", []),
        ("The mayor, who had a cold, opened a school where 12 died.", "12 died", []),
    ],
)
def test_finds_the_source(text: str, words: str, voices: list[str]) -> None:
    """The words that a source is made to say are the source's, all others the publisher's."""
    assert chain(text, words) == voices


@pytest.mark.parametrize(
    ("text", "words", "voices"),
    [
        # one voice within another's words
        (
            "Senator Mia Holt told reporters the agency had counted 300 dead.",
            "300 dead",
            ["Senator Mia Holt", "the agency"],
        ),
        (
            "The bishop said the militia had told him that two priests were held.",
            "two priests were held",
            ["The bishop", "the militia"],
        ),
        (
            "Police said two men had died, according to the Daily Lantern newspaper.",
            "two men had died",
            ["the Daily Lantern newspaper", "Police"],
        ),
        # quoting
        (
            "Interfax quoted the mines ministry as saying 20 men were missing.",
            "20 men were missing",
            ["Interfax", "the mines ministry"],
        ),
        (
            "The minister was quoted by the Daily Lantern as saying 14 rebels surrendered.",
            "14 rebels surrendered",
            ["the Daily Lantern", "The minister"],
        ),
        (
            "Twenty men were missing, the minister was quoted as saying by Interfax.",
            "Twenty men were missing",
            ["Interfax", "the minister"],
        ),
        # citing
        (
            "The station, citing hospital officials, said nine people were dead.",
            "nine people were dead",
            ["The station", "hospital officials"],
        ),
        (
            "Nine people were killed, state television reported, citing hospital officials.",
            "Nine people were killed",
            ["state television", "hospital officials"],
        ),
        (
            "The palace, quoted by state news agency TNA, said 11 soldiers died.",
            "11 soldiers died",
            ["state news agency TNA", "The palace"],
        ),
        # briefed by somebody
        (
            "Twelve men were killed, a senator said after a closed briefing by the army.",
            "Twelve men were killed",
            ["a senator", "the army"],
        ),
        (
            "The minister said at a briefing that twelve men were killed.",
            "twelve men were killed",
            ["The minister"],
        ),
        # heard from somebody
        (
            "The mission heard from two nurses that a man had died.",
            "a man had died",
            ["The mission", "two nurses"],
        ),
        # an agency is told, a reporter is not
        ("A clerk told AFP that five had died.", "five had died", ["AFP", "A clerk"]),
        ("A clerk told reporters that five had died.", "five had died", ["A clerk"]),
        # the page's own newspaper stands at the head of every chain already
        ("A clerk told the Daily Gazette that five had died.", "five had died", ["A clerk"]),
        # who repeats himself stands once
        ("The army said it had counted 30 dead.", "30 dead", ["The army"]),
    ],
)
def test_builds_the_chain(text: str, words: str, voices: list[str]) -> None:
    """The chain runs from the page outward, the one who knows last."""
    assert chain(text, words) == voices


def test_roles_of_the_chain() -> None:
    """All but the last voice relay; the last one is the origin."""
    found = attributed("Interfax quoted the army as saying 20 men were missing.", "20 men")
    assert found is not None
    assert [voice.role for voice in found.voices] == ["relayer", "origin"]


@pytest.mark.parametrize(
    ("text", "words", "voices", "hedge"),
    [
        ("Three hostages are believed to have been killed.", "hostages", [], "unconfirmed"),
        ("It is believed that three hostages died.", "three hostages died", [], "unconfirmed"),
        ("Three people were reportedly killed.", "Three people", [], "unconfirmed"),
        ("The alleged killing of two men is a crime.", "killing of two men", [], "unconfirmed"),
        (
            "Unconfirmed reports said 30 people were dead.",
            "30 people were dead",
            ["Unconfirmed reports"],
            "unconfirmed",
        ),
        (
            "Reports that 20 people were killed could not be verified.",
            "20 people were killed",
            ["Reports"],
            "unconfirmed",
        ),
        ("Media reports said 30 were dead.", "30 were dead", ["Media reports"], None),
        ("Toval denied that it lost 20 men.", "it lost 20 men", ["Toval"], "denied"),
        ("Aides estimate that 90 men died.", "90 men died", ["Aides"], "estimated"),
        ("Villagers fear that 50 people drowned.", "50 people", ["Villagers"], "possible"),
        (
            "The army refused to confirm whether its men had been captured.",
            "its men had been captured",
            ["The army"],
            "unconfirmed",
        ),
        (
            "The general said 90 men died, a claim that could not be verified.",
            "90 men died",
            ["The general"],
            "unconfirmed",
        ),
        # a hedge within another's words keeps the voice
        (
            "The detective said a guard allegedly shot two men.",
            "a guard allegedly shot two men",
            ["The detective"],
            "unconfirmed",
        ),
        ("The army said 12 men died.", "12 men died", ["The army"], None),
    ],
)
def test_hedges(text: str, words: str, voices: list[str], hedge: str | None) -> None:
    """Words of hearsay, denial and estimation change the modality of what they bring."""
    found = attributed(text, words)
    assert found is not None
    assert [voice.name for voice in found.voices] == voices
    assert found.hedge == hedge


def test_content_in_two_pieces() -> None:
    """A cue in the middle of what is said leaves a piece on each side of it."""
    found = attributed(
        "A bomb exploded, police said, killing three people.", "killing three people"
    )
    assert found is not None
    assert [piece.quote for piece in found.content] == ["A bomb exploded", "killing three people"]
    assert found.cue is not None
    assert (found.cue.quote, found.cue_lemma, found.cue_class) == ("said", "say", "say")


@pytest.mark.parametrize(
    ("text", "cue_class"),
    [
        ("The bureau predicted that nine men would die.", "predict"),
        ("The bureau explained that nine men lacked skill and died.", "explain"),
        ("The bureau announced that nine men had died.", "announce"),
        ("The bureau denied that nine men had died.", "deny"),
        ("The bureau alleged that nine men had died.", "allege"),
        ("The bureau vowed to free nine men.", "plan"),
    ],
)
def test_class_of_the_cue(text: str, cue_class: str) -> None:
    """Later stages ask for the class of a cue."""
    found = attributed(text, "nine men")
    assert found is not None
    assert found.cue_class == cue_class


@pytest.mark.parametrize(
    ("text", "words", "voices"),
    [
        # the whole sentence is the page's, and what he says of himself an aside
        (
            "A man who says he is a baker was killed in Toval.",
            "A man who says he is a baker was killed",
            [],
        ),
        ("Two men, police said, were killed.", "Two men, police said, were killed", ["police"]),
        # a place that opens a line says nothing
        (
            "new arlen: claiming that 40 men were shot, the mayor on friday said so.",
            "40 men were shot",
            ["the mayor"],
        ),
        # who speaks in a paper
        (
            "Okoye, spokesman of the northern union, in a statement admitted three men had died.",
            "three men had died",
            ["Okoye"],
        ),
        (
            "We regret that nine farmers died, the general said.",
            "nine farmers died",
            ["the general"],
        ),
        ("The coroner identified the dead men as brothers.", "the dead men", ["The coroner"]),
    ],
)
def test_the_voice_is_whoever_says_the_words(text: str, words: str, voices: list[str]) -> None:
    assert chain(text, words)[-1:] == voices


@pytest.mark.parametrize(
    ("text", "words", "voices"),
    [
        ("Records show that six rebels were killed.", "six rebels were killed", ["Records"]),
        ("The marks near the site show that six rebels were killed.", "six rebels were killed", []),
        ("According to details, three men were killed.", "three men were killed", []),
        ("Everybody spoke of the massacre of 40 men.", "massacre of 40 men", []),
        ("He was writing a book on the murder of six men.", "murder of six men", []),
        (
            "Two men were killed in the last hours, labour leaders have told the council.",
            "Two men were killed",
            ["labour leaders"],
        ),
    ],
)
def test_not_all_that_shows_or_tells_is_a_voice(text: str, words: str, voices: list[str]) -> None:
    assert chain(text, words) == voices
