"""Numbers in casualty prose: text -> (the number words, low, high, modifier)."""

from __future__ import annotations

import pytest

from tollbook.extraction.numbers import Quantity, quantities

Row = tuple[str, int, int | None, str]


def found(text: str, policy: str = "tollbook") -> list[Row]:
    return [
        (text[quantity.start : quantity.end], quantity.low, quantity.high, quantity.modifier)
        for quantity in quantities(text, policy)
    ]


def only(text: str) -> Quantity:
    (quantity,) = quantities(text)
    return quantity


EXACT = [
    ("One thousand, two hundred miners went down.", "One thousand, two hundred", 1200),
    ("two thousand, four hundred and six dead", "two thousand, four hundred and six", 2406),
    ("one million, two hundred thousand refugees", "one million, two hundred thousand", 1200000),
    ("The missing number 45.", "45", 45),
    ("brings the dead since 3 May 2011 to 60", "60", 60),
    ("brings the dead since 3 May 2011 to 28", "28", 28),
    ("from 7 March 2016 to 18,402 killed", "18,402", 18402),
    ("killed a day after 12 men were shot", "12", 12),
    ("The shelling killed 300 people.", "300", 300),
    ("Officials counted 3,000 dead.", "3,000", 3000),
    ("Three hundred villagers drowned.", "Three hundred", 300),
    ("The camp lost three-hundred men.", "three-hundred", 300),
    ("A landslide buried twenty-three miners.", "twenty-three", 23),
    ("A landslide buried twenty three miners.", "twenty three", 23),
    ("One hundred and twelve sailors were lost.", "One hundred and twelve", 112),
    ("One hundred twelve sailors were lost.", "One hundred twelve", 112),
    (
        "The ferry carried nine hundred and ninety-nine pilgrims.",
        "nine hundred and ninety-nine",
        999,
    ),
    ("The front cost twelve hundred lives.", "twelve hundred", 1200),
    ("The front cost 15 hundred lives.", "15 hundred", 1500),
    ("He sent 15-thousand soldiers.", "15-thousand", 15000),
    ("The toll stands at four-thousand-100 dead.", "four-thousand-100", 4100),
    ("Some troops fled: 15 thousand of them.", "15 thousand", 15000),
    ("The war uprooted 1.2 million people.", "1.2 million", 1_200_000),
    ("The war uprooted 2.75 million people.", "2.75 million", 2_750_000),
    (
        "The war uprooted two million three hundred thousand people.",
        "two million three hundred thousand",
        2_300_000,
    ),
    ("The war uprooted one million, of whom none returned.", "one million", 1_000_000),
    ("Hunger displaced 1.2m people.", "1.2m", 1_200_000),
    ("Hunger displaced 3m people.", "3m", 3_000_000),
    ("Hunger displaced 15k families.", "15k", 15_000),
    ("Hunger displaced 2mn refugees.", "2mn", 2_000_000),
    ("Floods displaced 2 lakh people.", "2 lakh", 200_000),
    ("Floods displaced 12,50,000 people.", "12,50,000", 1_250_000),
    ("Floods displaced two and a half million people.", "two and a half million", 2_500_000),
    ("Floods displaced a million and a half people.", "a million and a half", 1_500_000),
    ("Floods displaced 2½ million people.", "2½ million", 2_500_000),
    ("A bus crash killed two dozen pupils.", "two dozen", 24),
    ("A bus crash killed a dozen pupils.", "a dozen", 12),
    ("A bus crash killed half a dozen pupils.", "half a dozen", 6),
    ("A bus crash killed half-a-dozen pupils.", "half-a-dozen", 6),
    ("A bus crash killed a half-dozen pupils.", "a half-dozen", 6),
    ("The siege starved half a million people.", "half a million", 500_000),
    ("The siege starved a quarter of a million people.", "a quarter of a million", 250_000),
    ("A score of rebels gave up.", "A score", 20),
    ("Three score rebels gave up.", "Three score", 60),
    ("A hundred rebels gave up.", "A hundred", 100),
    ("A thousand rebels gave up.", "A thousand", 1000),
    ("A thousand and one rebels gave up.", "A thousand and one", 1001),
    ("Hundred rebels gave up.", "Hundred", 100),
    ("One soldier was shot.", "One", 1),
    ("He said that one of them was a child.", "one", 1),
    ("Nine prisoners, one of whom later died, were beaten.", "one", 1),
    ("The wounded were one woman.", "one", 1),
    ("A five-man patrol was ambushed.", "five", 5),
    ("A 300-strong column was ambushed.", "300", 300),
    ("A crew of 12 was rescued.", "12", 12),
    ("The toll was put at seven-radio.", "seven", 7),
    ("Officials put the toll at 3.000 dead.", "3.000", 3000),
    ("Exactly 41 coffins came home.", "Exactly 41", 41),
    ("A total of 41 coffins came home.", "A total of 41", 41),
    ("Only four passengers survived.", "Only four", 4),
    ("The front line lost 2000 men.", "2000", 2000),
    ("The raid left 1996 people homeless.", "1996", 1996),
    ("At dawn 12 were dead.", "12", 12),
    ("They buried the 1200 people.", "1200", 1200),
    ("Guns were found on 1500 men.", "1500", 1500),
    ("A raid killed 12 Jan. 11.", "12", 12),
    ("The toll rose to 1200.", "1200", 1200),
    ("The toll rose to 2000 on Friday.", "2000", 2000),
    ("The 12 Koreans won asylum.", "12", 12),
    ("Six guards and three local cooks were held.", "three", 3),
    ("On 23 september 28 bodies were found.", "28", 28),
    ("They died in hospital. Three were children.", "Three", 3),
    ("The coach left the terminal. Two drivers were shot.", "Two", 2),
    ("The toll has gone up to 231.", "231", 231),
    ("That took the toll up to 12.", "12", 12),
]


@pytest.mark.parametrize(("text", "words", "value"), EXACT)
def test_exact_numbers(text: str, words: str, value: int) -> None:
    """The bounds of a plain number are the number."""
    assert (words, value, value, "exact") in found(text)


DIGITS = [
    ("3,000 fell", 3000),
    ("3 000 fell", 3000),
    ("3\u00a0000 fell", 3000),
    ("3\u2009000 fell", 3000),
    ("3\u202f000 fell", 3000),
    ("3\u2007000 fell", 3000),
    ("3'000 fell", 3000),
    ("3’000 fell", 3000),
    ("1 234 567 fell", 1_234_567),
    ("1,234,567 fell", 1_234_567),
    ("1.234.567 fell", 1_234_567),
    ("３，０００ fell", 3000),
    ("３００ fell", 300),
    ("٣٠٠ fell", 300),
    ("3\u200b,\u200d000 fell", 3000),
    ("3\u2060000 fell", 3000),
    ("th\u00adree hun\u200bdred fell", 300),
]


@pytest.mark.parametrize(("text", "value"), DIGITS)
def test_digits_however_grouped(text: str, value: int) -> None:
    """Spaces, points, full-width forms and invisible characters change nothing."""
    quantity = only(text)
    assert (quantity.low, quantity.high) == (value, value)
    assert text[quantity.end :] == " fell"
    assert quantity.start == 0


ABOUT = [
    ("About 300 died.", "About 300", 300),
    ("Some 300 died.", "Some 300", 300),
    ("Around 300 died.", "Around 300", 300),
    ("Nearly 300 died.", "Nearly 300", 300),
    ("Almost 300 died.", "Almost 300", 300),
    ("Roughly 300 died.", "Roughly 300", 300),
    ("Approximately 300 died.", "Approximately 300", 300),
    ("Close to 300 died.", "Close to 300", 300),
    ("The injured are approaching 1,000.", "approaching 1,000", 1000),
    ("The injured are nearing 1,000.", "nearing 1,000", 1000),
    ("A hundred or so died.", "A hundred or so", 100),
    ("A hundred-odd guards died.", "A hundred-odd", 100),
    ("Twenty-odd guards died.", "Twenty-odd", 20),
    ("Nearly two dozen guards died.", "Nearly two dozen", 24),
    ("Some four thousand guards died.", "Some four thousand", 4000),
    ("Around half a million guards died.", "Around half a million", 500_000),
    ("In the region of 80 guards died.", "In the region of 80", 80),
    ("Something like 80 guards died.", "Something like 80", 80),
    ("Perhaps 80 guards died.", "Perhaps 80", 80),
    ("Just short of 80 guards died.", "Just short of 80", 80),
    ("~80 guards died.", "~80", 80),
    ("A couple of hundred guards died.", "A couple of hundred", 200),
    ("A couple hundred guards died.", "A couple hundred", 200),
    ("A couple of dozen guards died.", "A couple of dozen", 24),
    ("An estimated 300 died.", "An estimated 300", 300),
    ("The dead were estimated at 300.", "estimated at 300", 300),
    ("The estimated 300 dead lay there.", "estimated 300", 300),
]


@pytest.mark.parametrize(("text", "words", "value"), ABOUT)
def test_loose_numbers(text: str, words: str, value: int) -> None:
    """A number that may be a little off keeps its value and says so."""
    assert found(text) == [(words, value, value, "about")]


BOUNDED = [
    ("At least 300 died.", "At least 300", 300, None, "at_least"),
    ("300 or more died.", "300 or more", 300, None, "at_least"),
    ("300-plus died.", "300-plus", 300, None, "at_least"),
    ("300+ died.", "300+", 300, None, "at_least"),
    ("300, if not more, died.", "300, if not more", 300, None, "at_least"),
    ("No fewer than 300 died.", "No fewer than 300", 300, None, "at_least"),
    ("No less than 300 died.", "No less than 300", 300, None, "at_least"),
    ("Not less than 300 died.", "Not less than 300", 300, None, "at_least"),
    ("A minimum of 300 died.", "A minimum of 300", 300, None, "at_least"),
    ("At least two died.", "At least two", 2, None, "at_least"),
    ("At least a dozen died.", "At least a dozen", 12, None, "at_least"),
    ("At least half a million died.", "At least half a million", 500_000, None, "at_least"),
    ("At least an estimated 300 died.", "At least an estimated 300", 300, None, "at_least"),
    ("At least several hundred died.", "At least several hundred", 300, None, "at_least"),
    ("The dead number 300 at least.", "300 at least", 300, None, "at_least"),
    ("One or more died.", "One or more", 1, None, "at_least"),
    ("More than 300 died.", "More than 300", 301, None, "more_than"),
    ("Over 300 died.", "Over 300", 301, None, "more_than"),
    ("Well over 300 died.", "Well over 300", 301, None, "more_than"),
    ("Just over 300 died.", "Just over 300", 301, None, "more_than"),
    ("Upwards of 300 died.", "Upwards of 300", 301, None, "more_than"),
    ("In excess of 300 died.", "In excess of 300", 301, None, "more_than"),
    ("The dead exceeded 300.", "exceeded 300", 301, None, "more_than"),
    ("The toll has topped 300.", "topped 300", 301, None, "more_than"),
    ("The toll passed 300 at noon.", "passed 300", 301, None, "more_than"),
    ("More than a dozen died.", "More than a dozen", 13, None, "more_than"),
    ("Over a hundred died.", "Over a hundred", 101, None, "more_than"),
    ("More than 5.3 million fled.", "More than 5.3 million", 5_300_001, None, "more_than"),
    ("More than one died.", "More than one", 2, None, "more_than"),
    ("Up to 300 died.", "Up to 300", 0, 300, "at_most"),
    ("As many as 300 died.", "As many as 300", 0, 300, "at_most"),
    ("Perhaps as many as 300 died.", "Perhaps as many as 300", 0, 300, "at_most"),
    ("No more than 300 died.", "No more than 300", 0, 300, "at_most"),
    ("Not more than 300 died.", "Not more than 300", 0, 300, "at_most"),
    ("At most 300 died.", "At most 300", 0, 300, "at_most"),
    ("300 at most died.", "300 at most", 0, 300, "at_most"),
    ("A maximum of 300 died.", "A maximum of 300", 0, 300, "at_most"),
    ("It has risen up to about 40.", "about 40", 40, 40, "about"),
    ("Up to two dozen died.", "Up to two dozen", 0, 24, "at_most"),
    ("As many as about 300 died.", "As many as about 300", 0, 300, "at_most"),
    ("Fewer than 300 died.", "Fewer than 300", 0, 299, "less_than"),
    ("Less than 300 died.", "Less than 300", 0, 299, "less_than"),
    ("Under 300 died.", "Under 300", 0, 299, "less_than"),
    ("Just under 300 died.", "Just under 300", 0, 299, "less_than"),
    ("Fewer than a dozen died.", "Fewer than a dozen", 0, 11, "less_than"),
    ("The toll passes 40,000 in Gaza.", "passes 40,000", 40_001, None, "more_than"),
    ("Over two dozen died.", "Over two dozen", 25, None, "more_than"),
    ("Well over three died.", "Well over three", 4, None, "more_than"),
    ("More than half of the 300 died.", "More than half of the 300", 151, 300, "more_than"),
    ("At least a third of the 90 died.", "At least a third of the 90", 30, 90, "at_least"),
    ("Fewer than half of the 50 lived.", "Fewer than half of the 50", 0, 24, "less_than"),
    ("Up to a quarter of the 80 are ill.", "Up to a quarter of the 80", 0, 20, "at_most"),
    ("Below 300 guards died.", "Below 300", 0, 299, "less_than"),
]


@pytest.mark.parametrize(("text", "words", "low", "high", "modifier"), BOUNDED)
def test_bounds(text: str, words: str, low: int, high: int | None, modifier: str) -> None:
    """A modifier moves the bounds as the value table of the claim model has it."""
    assert found(text) == [(words, low, high, modifier)]


RANGES = [
    ("at least nine and as many as 30 hikers", "at least nine and as many as 30", 9, 30),
    ("at least 11, possibly as many as 25, died", "at least 11, possibly as many as 25,", 11, 25),
    ("14 and up to 20 sailors drowned", "14 and up to 20", 14, 20),
    ("ten, perhaps twelve, rebels", "ten, perhaps twelve,", 10, 12),
    ("at least 60 or as many as 80 men", "at least 60 or as many as 80", 60, 80),
    ("300 to 400 died.", "300 to 400", 300, 400),
    ("Between 300 and 400 died.", "Between 300 and 400", 300, 400),
    ("Anywhere between 300 and 400 died.", "Anywhere between 300 and 400", 300, 400),
    ("Between about 300 and 400 died.", "Between about 300 and 400", 300, 400),
    (
        "Between three hundred and four hundred died.",
        "Between three hundred and four hundred",
        300,
        400,
    ),
    (
        "Between a hundred and fifty and two hundred died.",
        "Between a hundred and fifty and two hundred",
        150,
        200,
    ),
    ("Four to five thousand died.", "Four to five thousand", 4000, 5000),
    ("Between four and five thousand died.", "Between four and five thousand", 4000, 5000),
    ("Four or five hundred died.", "Four or five hundred", 400, 500),
    ("Two to three dozen died.", "Two to three dozen", 24, 36),
    ("1.5 to 2 million died.", "1.5 to 2 million", 1_500_000, 2_000_000),
    ("10-15k died.", "10-15k", 10_000, 15_000),
    ("500 to two thousand died.", "500 to two thousand", 500, 2000),
    ("A hundred to two hundred died.", "A hundred to two hundred", 100, 200),
    ("300-400 died.", "300-400", 300, 400),
    ("20–25 died.", "20–25", 20, 25),
    ("Twenty to thirty died.", "Twenty to thirty", 20, 30),
    ("From 20 to 25 people died.", "From 20 to 25", 20, 25),
    ("Anywhere from 20 to 25 people died.", "Anywhere from 20 to 25", 20, 25),
    ("300 or 400 died.", "300 or 400", 300, 400),
    ("Two or three died.", "Two or three", 2, 3),
    ("One or two died.", "One or two", 1, 2),
    ("About 300 to 400 died.", "About 300 to 400", 300, 400),
    ("An estimated 300 to 400 died.", "An estimated 300 to 400", 300, 400),
    ("1,000 to 1,200 died.", "1,000 to 1,200", 1000, 1200),
]


@pytest.mark.parametrize(("text", "words", "low", "high"), RANGES)
def test_ranges(text: str, words: str, low: int, high: int) -> None:
    """Both ends are read; a magnitude named once holds for both."""
    assert found(text) == [(words, low, high, "between")]


VAGUE = [
    ("Several died.", "Several", 3, 9),
    ("A few died.", "A few", 3, 9),
    ("A handful of guards died.", "A handful", 3, 9),
    ("Dozens died.", "Dozens", 24, 99),
    ("Dozens of guards died.", "Dozens", 24, 99),
    ("Scores were killed.", "Scores", 40, 99),
    ("Scores of guards died.", "Scores", 40, 99),
    ("Tens of guards died.", "Tens", 20, 99),
    ("Hundreds died.", "Hundreds", 200, 999),
    ("Hundreds upon hundreds died.", "Hundreds upon hundreds", 200, 999),
    ("Thousands fled.", "Thousands", 2000, 9999),
    ("Uncounted thousands fled.", "Uncounted thousands", 2000, 9999),
    ("Many thousands fled.", "Many thousands", 2000, 9999),
    ("Tens of thousands fled.", "Tens of thousands", 20_000, 99_999),
    ("Hundreds of thousands fled.", "Hundreds of thousands", 200_000, 999_999),
    ("Millions fled.", "Millions", 2_000_000, 9_999_999),
    ("Tens of millions fled.", "Tens of millions", 20_000_000, 99_999_999),
    ("Several hundred fled.", "Several hundred", 300, 999),
    ("Several hundreds fled.", "Several hundreds", 300, 999),
    ("A few hundred fled.", "A few hundred", 300, 999),
    ("Several thousand fled.", "Several thousand", 3000, 9999),
    ("Several hundred thousand fled.", "Several hundred thousand", 300_000, 999_999),
    ("Several million fled.", "Several million", 3_000_000, 9_999_999),
    ("Several dozen fled.", "Several dozen", 36, 99),
    ("A few dozen fled.", "A few dozen", 36, 99),
    ("Dozens or even hundreds died.", "Dozens or even hundreds", 24, 999),
    ("Dozens or maybe hundreds died.", "Dozens or maybe hundreds", 24, 999),
    ("Hundreds, if not thousands, died.", "Hundreds, if not thousands", 200, 9999),
    ("Many died.", "Many", 2, None),
    ("Some were wounded.", "Some", 2, None),
    ("Numerous guards died.", "Numerous", 2, None),
    ("Countless guards died.", "Countless", 2, None),
    ("Large numbers of guards died.", "Large numbers", 2, None),
    ("Record numbers drowned.", "Record numbers", 2, None),
    ("A number of guards died.", "A number of", 2, None),
    ("An unknown number of guards died.", "An unknown number", 2, None),
]


@pytest.mark.parametrize(("text", "words", "low", "high"), VAGUE)
def test_vague_words(text: str, words: str, low: int, high: int | None) -> None:
    """Words without a number stand for the interval that the value table gives them."""
    assert found(text) == [(words, low, high, "vague")]


SETS = [
    ("Both were killed.", "Both", 2, "set"),
    ("A couple were shot in bed.", "A couple", 2, "set"),
    ("A couple of hikers died.", "A couple", 2, "set"),
    ("The pair were held.", "pair", 2, "set"),
    ("The trio were held.", "trio", 3, "set"),
    ("A quartet was held.", "quartet", 4, "set"),
    ("Police solved a double murder.", "double", 2, "set"),
    ("Police solved a triple gangland killing.", "triple", 3, "set"),
    ("Two rangers died.", "Two", 2, "words"),
    ("No one was hurt.", "No one", 0, "pronoun"),
    ("No-one was hurt.", "No-one", 0, "pronoun"),
    ("Nobody was hurt.", "Nobody", 0, "pronoun"),
    ("None of the crew was hurt.", "None", 0, "pronoun"),
    ("There were no casualties.", "no", 0, "pronoun"),
    ("Not a single soldier fell.", "Not a single", 0, "pronoun"),
    ("The army admitted zero losses.", "zero", 0, "words"),
]


@pytest.mark.parametrize(("text", "words", "value", "form"), SETS)
def test_sets_and_nobody(text: str, words: str, value: int, form: str) -> None:
    """Sets have their number in the word; "no one" counts none."""
    assert found(text) == [(words, value, value, "exact")]
    assert only(text).form == form


NONE = [
    # so many each time
    "an average of 80",
    "averaging 30 men",
    "92 a day",
    "some 70 soldiers each week",
    "300 people per month",
    "40 deaths daily.",
    # ages
    "The 35-year-old fell.",
    "A 14-year-old boy and his 12-year-old sister fell.",
    "Two-year-old Ana fell.",
    "Ana Reyes, 35, fell.",
    "Ana Reyes, 35, and Luis Vega, 40, fell.",
    "The dead man was Luis Vega, 40.",
    "Ana, seven, fell.",
    "She was 12 when he turned 18.",
    "Their sons, 16 and 17, fell.",
    "Men 27 and 29 years old fell.",
    "Boys aged 9, 10 and 12 fell.",
    "His sisters, 12, 14 and 16, fell.",
    "A girl aged 14 fell.",
    "Girls aged 14 and 12 fell.",
    "Girls aged between 12 and 17 fell.",
    "A woman aged about 40 fell.",
    "Ana and Luis, both 50, fell.",
    "The children, under 18, fell.",
    "People over 60 fell.",
    "Youths in their 20s fell.",
    "A baby, 18 months old, fell.",
    # dates and years
    "He fell on Dec. 14, 2024.",
    "He fell on December 14.",
    "He fell on 14 December 2024.",
    "He fell on 12 Dec.",
    "He fell on May 9.",
    "He fell between 1 and 7 March.",
    "He fell on June 5 to 8.",
    "He fell on October 7 or 8.",
    "He fell in 1996.",
    "He has been missing since 2011.",
    "The 2003 invasion began.",
    "The war of 1991-1995 ended.",
    "The 1990s and the 80's passed.",
    "It happened in June 2013 had he known.",
    "After 9/11 he left.",
    "Filed 2024-12-14.",
    "Filed 14.12.2024.",
    "The class of '96 met.",
    # times
    "At 6.30 a.m. he fell.",
    "At 6:30 he fell.",
    "At 4 a.m. he fell.",
    "At 4am he fell.",
    "At 0800 GMT he fell.",
    "At five o'clock he fell.",
    # money
    "They paid $1.5 million.",
    "They paid €5m.",
    "They paid 300 euros.",
    "They paid 300 million dollars.",
    "They paid 300 Ugandan shillings.",
    "They paid between $300 and $400.",
    # measures
    "It fell 10 km away.",
    "It fell 200-km away.",
    "It fell 10km away.",
    "It fell over 30 feet.",
    "It fell thousands of miles away.",
    "A magnitude 7 quake struck.",
    "A 7.2 magnitude quake struck.",
    "A .22 rifle fired.",
    "A 3m wall fell.",
    "It was 40° there.",
    "It carried five tonnes.",
    "It covered six square miles.",
    # durations and frequencies
    "The two weeks passed.",
    "The past 36 hours passed.",
    "In 24 hours he fell.",
    "His 12-year fight ended.",
    "After nine months he fell.",
    "After two and a half years he fell.",
    "After a couple of months he fell.",
    "After three full days he fell.",
    "Three times he fell.",
    "At one point he fell.",
    "One day he fell.",
    # ordinals
    "The third such attack came.",
    "The 21st such attack came.",
    "The twenty-first such attack came.",
    "The second attack came.",
    # units and names
    "The 83rd Brigade left.",
    "The Tupolev 154 crashed.",
    "A Boeing 747 crashed.",
    "An Mi-24 and a T-72 burned.",
    "An F-16 crashed.",
    "Highway 1 was cut.",
    "Flight 103 crashed.",
    "Resolution 1701 held.",
    "Under Article 5 they came.",
    "He slept in Room 101.",
    "School No. 2 burned.",
    "The Group of Seven met.",
    "The G7 and the G20 met.",
    "The U-19 team lost.",
    "Covid-19 spread.",
    "On day three he fell.",
    "Output fell in the first quarter of 2024.",
    "He came between 2014 and 2022.",
    "Unit 731 left.",
    "Call 020-7946-0018 now.",
    "They won 3-1.",
    "It is in Section 4.",
    "A three-storey house fell.",
    "The two-state plan failed.",
    "See footnote (3) there.",
    "It cost them 1,5 million.",
    "1. Rebels left.",
    "It began at 0530 local time.",
    "Room No. 2 burned.",
    # percentages without a whole, rates
    "Output fell 20 percent.",
    "Output fell 20% there.",
    "It costs the poor 30 per cent more.",
    "Of every 100,000 he knew the rate.",
    "Every two hours it rang.",
    # one, no, scores
    "They hated one another.",
    "He was the one.",
    "One by one they left.",
    "They talked one-on-one.",
    "He is no longer there.",
    "There is no doubt.",
    "He was the number one suspect.",
    "It is twice as many.",
    "How many fell?",
    "Test scores fell.",
    "Something to do.",
]


@pytest.mark.parametrize("text", NONE)
def test_numbers_that_count_no_one(text: str) -> None:
    """Ages, dates, times, money, measures, names and idioms are not counts."""
    assert found(text) == []


SENTENCES: list[tuple[str, list[Row]]] = [
    (
        "Shells killed 12 last week, 5 Sunday and four day labourers on Monday.",
        [("12", 12, 12, "exact"), ("5", 5, 5, "exact"), ("four", 4, 4, "exact")],
    ),
    (
        "He was charged over three deaths and had passed two guards.",
        [("three", 3, 3, "exact"), ("two", 2, 2, "exact")],
    ),
    (
        "Not one but two bridges and 15 (fifteen) men fell.",
        [("two", 2, 2, "exact"), ("15", 15, 15, "exact")],
    ),
    (
        "'12 dead' was the headline in '96.",
        [("12", 12, 12, "exact")],
    ),
    (
        "Killed: 3. Wounded: 17. Missing - 2.",
        [("3", 3, 3, "exact"), ("17", 17, 17, "exact"), ("2", 2, 2, "exact")],
    ),
    (
        "In 2023, 1,417 fell; in 2024 2,088 fell.",
        [("1,417", 1417, 1417, "exact"), ("2,088", 2088, 2088, "exact")],
    ),
    (
        "BLAST KILLS 5, INJURES AT LEAST TWENTY: POLICE",
        [("5", 5, 5, "exact"), ("AT LEAST TWENTY", 20, None, "at_least")],
    ),
    (
        "Some 300 fell, far more than the 40 in May.",
        [("Some 300", 300, 300, "about"), ("40", 40, 40, "exact")],
    ),
    (
        "The toll rose to 1,007, the agency said, from 918 a day earlier.",
        [("1,007", 1007, 1007, "exact"), ("918", 918, 918, "exact")],
    ),
    (
        "The death toll rose by 4 to 46.",
        [("4", 4, 4, "exact"), ("46", 46, 46, "exact")],
    ),
    (
        "Twelve fell on Dec. 14, 2024, and 12 more on Dec. 15.",
        [("Twelve", 12, 12, "exact"), ("12", 12, 12, "exact")],
    ),
    (
        "On Dec. 14, 15 people fell.",
        [("15", 15, 15, "exact")],
    ),
    (
        "On May 9 300 people fell.",
        [("300", 300, 300, "exact")],
    ),
    (
        "Three fell in Gaza and two in Rafah, five in all.",
        [("Three", 3, 3, "exact"), ("two", 2, 2, "exact"), ("five", 5, 5, "exact")],
    ),
    (
        "A 14-year-old and his two brothers fell.",
        [("two", 2, 2, "exact")],
    ),
    (
        "At least 10 were killed and 45 injured.",
        [("At least 10", 10, None, "at_least"), ("45", 45, 45, "exact")],
    ),
    (
        "Shells killed 12, at least 3 of them children.",
        [("12", 12, 12, "exact"), ("at least 3", 3, None, "at_least")],
    ),
    (
        "Two thousand and three hundred fell.",
        [("Two thousand", 2000, 2000, "exact"), ("three hundred", 300, 300, "exact")],
    ),
    (
        "One hundred one hundred two hundred",
        [
            ("One hundred", 100, 100, "exact"),
            ("one hundred", 100, 100, "exact"),
            ("two hundred", 200, 200, "exact"),
        ],
    ),
    (
        "In two thousand 300 were hurt.",
        [("two thousand", 2000, 2000, "exact"), ("300", 300, 300, "exact")],
    ),
    (
        "Of the dead, 12, including two children, were locals.",
        [("12", 12, 12, "exact"), ("two", 2, 2, "exact")],
    ),
    (
        "Four gunmen were gunned down by four men, who signed up 300 more.",
        [("Four", 4, 4, "exact"), ("four", 4, 4, "exact"), ("300", 300, 300, "exact")],
    ),
    (
        "Five hospitals and two buses were hit.",
        [("Five", 5, 5, "exact"), ("two", 2, 2, "exact")],
    ),
    (
        "Some of the 40 prisoners were shot, a few at night.",
        [("Some", 2, None, "vague"), ("40", 40, 40, "exact"), ("a few", 3, 9, "vague")],
    ),
]


@pytest.mark.parametrize(("text", "rows"), SENTENCES)
def test_sentences(text: str, rows: list[Row]) -> None:
    """Every number of a sentence is found, in order, each with its own hedge."""
    assert found(text) == rows


ROLES = [
    ("The toll rose to 17 (previous total: 12).", ["count", "former"]),
    ("The earlier figure was 40; it is 31 now.", ["former", "count"]),
    ("Police count 31 dead, previously 40.", ["count", "former"]),
    ("The toll rose by 4 to 46.", ["increase", "count"]),
    ("The toll rose 4 to 46.", ["increase", "count"]),
    ("The toll rose by about four to 46.", ["increase", "count"]),
    ("The toll was revised down from 84 to 76.", ["former", "count"]),
    ("They lowered their count of the dead from an earlier 84 to 76.", ["former", "count"]),
    ("The toll climbed to 46 from 42.", ["count", "former"]),
    ("The toll stands at 46, up from 42 on Monday.", ["count", "former"]),
    ("Deaths jumped from 42 to between 50 and 60.", ["former", "count"]),
    ("The clinic saw an increase of 40 over May.", ["increase"]),
    ("Deaths were up by 40.", ["increase"]),
    ("The toll rose above 500.", ["count"]),
    ("The toll climbed past 500.", ["count"]),
    ("The toll fell below 500.", ["count"]),
    ("Deaths were up 40 on May.", ["increase"]),
    ("It counted 12 more than the day before.", ["increase"]),
    ("It counted 12 more than a week ago.", ["count"]),
    ("He was gunned down by four men.", ["count"]),
    ("They signed up 300 volunteers.", ["count"]),
    ("The plane from Kursk carried 12 to safety.", ["count"]),
]


@pytest.mark.parametrize(("text", "roles"), ROLES)
def test_roles_in_a_change(text: str, roles: list[str]) -> None:
    """What a count rose by, and what it rose from, are not the count."""
    assert [quantity.role for quantity in quantities(text)] == roles


SHARES = [
    ("Two in three were hurt.", (2, 3), 0, None),
    ("Three out of five fell.", (3, 5), 0, None),
    ("Nine in ten people fled.", (9, 10), 0, None),
    ("A third of them fell.", (1, 3), 0, None),
    ("Half of them fell.", (1, 2), 0, None),
    ("Half the crew fell.", (1, 2), 0, None),
    ("Two-thirds of the crew fell.", (2, 3), 0, None),
    ("Three quarters of the crew fell.", (3, 4), 0, None),
    ("20 percent of the crew fell.", (1, 5), 0, None),
    ("12.5% of the crew fell.", (1, 8), 0, None),
    ("One in five fell.", (1, 5), 0, None),
    ("Four in 10 fell.", (2, 5), 0, None),
    ("Eight out of 100 fell.", (2, 25), 0, None),
    ("One in ten of the 4,000 fell.", (1, 10), 400, 400),
    ("Half of the village's 400 people fell.", (1, 2), 200, 200),
    ("90% of the 1.9m displaced fell.", (9, 10), 1_710_000, 1_710_000),
    ("A third were hurt.", (1, 3), 0, None),
    ("A third of the 300 fell.", (1, 3), 100, 100),
    ("Half of the 300 fell.", (1, 2), 150, 150),
    ("Half of its 300 soldiers fell.", (1, 2), 150, 150),
    ("Two-thirds of about 300 men fell.", (2, 3), 200, 200),
    ("Ten percent of the 3,000 fell.", (1, 10), 300, 300),
]


@pytest.mark.parametrize(("text", "share", "low", "high"), SHARES)
def test_shares(text: str, share: tuple[int, int], low: int, high: int | None) -> None:
    """A share is worked out where its whole stands behind it, and is open elsewhere."""
    quantity = only(text)
    assert quantity.form == "share"
    assert quantity.share == share
    assert (quantity.low, quantity.high, quantity.modifier) == (low, high, "about")


ANOTHER = [
    ("Another 12 fell.", True),
    ("Another dozen fell.", True),
    ("At least another 12 fell.", True),
    ("A further 12 fell.", True),
    ("An additional 12 fell.", True),
    ("12 others fell.", True),
    ("12 more fell.", True),
    ("The other two fell.", True),
    ("Dozens more fell.", True),
    ("12 men fell.", False),
    ("More than 12 fell.", False),
]


@pytest.mark.parametrize(("text", "another"), ANOTHER)
def test_another(text: str, another: bool) -> None:
    """A number may say that its people are not those counted before."""
    assert only(text).another is another


def test_an_estimate_says_so() -> None:
    assert only("An estimated 300 fell.").estimated
    assert only("More than an estimated 300 fell.").estimated
    assert not only("About 300 fell.").estimated


def test_the_core_is_the_number_without_its_modifier() -> None:
    text = "Officials said more than 300 or so fell."
    quantity = only(text)
    assert text[quantity.start : quantity.end] == "more than 300 or so"
    assert text[quantity.core_start : quantity.core_end] == "300"


POLICIES = [
    # text, tollbook, acled, floor
    ("300 fell", (300, 300), (300, 300), (300, None)),
    ("about 300 fell", (300, 300), (300, 300), (300, None)),
    ("at least 300 fell", (300, None), (300, None), (300, None)),
    ("up to 300 fell", (0, 300), (0, 300), (0, None)),
    ("300 to 400 fell", (300, 400), (300, 400), (300, None)),
    ("several fell", (3, 9), (3, 3), (3, None)),
    ("a few fell", (3, 9), (3, 3), (3, None)),
    ("dozens fell", (24, 99), (12, 12), (24, None)),
    ("hundreds fell", (200, 999), (100, 100), (200, None)),
    ("thousands fell", (2000, 9999), (1000, 1000), (2000, None)),
    ("tens of thousands fell", (20_000, 99_999), (10_000, 10_000), (20_000, None)),
    ("several hundred fell", (300, 999), (300, 300), (300, None)),
    ("many fell", (2, None), (3, None), (2, None)),
    ("no one fell", (0, 0), (0, 0), (0, None)),
]


@pytest.mark.parametrize(("text", "tollbook", "acled", "floor"), POLICIES)
def test_policies(
    text: str,
    tollbook: tuple[int, int | None],
    acled: tuple[int, int | None],
    floor: tuple[int, int | None],
) -> None:
    """Policies read the same words as other numbers, and find them at the same places."""
    for policy, bounds in (("tollbook", tollbook), ("acled", acled), ("floor", floor)):
        (quantity,) = quantities(text, policy)
        assert (quantity.low, quantity.high) == bounds
        assert text[quantity.start : quantity.end] == text.removesuffix(" fell")


def test_an_unknown_policy_is_named() -> None:
    with pytest.raises(ValueError, match=r"no value policy is called 'guess'.*tollbook"):
        quantities("300 fell", "guess")
