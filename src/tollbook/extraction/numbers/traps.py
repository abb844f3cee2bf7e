"""Numbers that count no one: ages, dates, times, money, measures, names, rates.

Each trap is one function over a phrase and the words around it.
"""

from __future__ import annotations

from collections.abc import Callable

from tollbook.extraction.numbers.cardinals import link
from tollbook.extraction.numbers.lexicon import Lexicon, Tokens
from tollbook.extraction.numbers.phrases import Phrase, changing

Trap = Callable[[Tokens, Phrase, Lexicon], bool]

_OLDEST = 115  # years anyone has lived
_STRETCH = 3  # words between a number and its unit: "two long and bloody years"
_NEXT_NAME = 2  # "300 Ugandan shillings"
_RATED = 4  # words from a number to its "a day": "80 wounded men a day"
_DAY = 2  # digits of a day of the month; four are a year, and end the date
_LIST = 8  # tokens walked back through "14, 15 and 16"
_LONGEST = 7  # digits of a number without commas
_CLOCK = (["a", ".", "m"], ["p", ".", "m"], ["o", "'", "clock"])
_GREATEST = 10_000_000_000  # more people than there are


def _code(text: Tokens, found: Phrase, lexicon: Lexicon) -> bool:
    """As in T-72, Covid-19, 3-1, 2024-12-14, 9/11, 6:30, '96, the 80's, (3), 83rd, 1990s.

    Also 2.5, which is no number of people, and what is more than there are.
    """
    first, after = found.amount.first, found.amount.after
    if not found.amount.whole or found.low > _GREATEST:
        return True
    in_front = found.first == 0 and found.after == 1 and text.numeral(0)
    if in_front and text.word(1) in (".", ")") and text.capital(2):
        return True  # "1. Rebels said": the number of a line in a list
    if text.word(first - 1) == "(" and text.word(after) == ")":
        return True
    if not text.numeral(first) and not text.numeral(after - 1):
        return False
    if after - first == 1 and len(text.word(first)) > _LONGEST and text.word(first).isdecimal():
        return True
    if text.touches(first) and found.first == first:
        if text.word(first - 1) == "'" and not _noun_follows(text, after):
            return True
        if text.word(first - 1) in "-–/:.#_":
            return True
        if text.word(first - 1) == "," and text.touches(first - 1) and text.numeral(first - 2):
            return True  # "1,5 million" is no five million
    return text.touches(after) and _code_goes_on(text, after)


def _code_goes_on(text: Tokens, k: int) -> bool:
    """Whether what touches the end of a numeral makes a code of it."""
    mark, following = text.word(k), text.word(k + 1)
    if mark.isalpha() or mark == "°":
        return True
    if mark == "-" and following in ("to", "and", "or"):
        return True  # "18- to 24-year-olds"
    if not text.touches(k + 1):
        return False
    if mark == "'":
        return text.numeral(k + 1) or (following == "s" and text.word(k - 1).endswith("0"))
    return mark in ("/", ":", "-", "–", ",") and text.numeral(k + 1)


def _joined_word(text: Tokens, found: Phrase, lexicon: Lexicon) -> bool:
    """As in "three-storey", "twenty-first", "high-five"; but "a five-man crew" counts."""
    first, after = found.first, found.amount.after
    if text.word(first - 1) == "-" and text.touches(first) and text.word(first - 2) != "-":
        return True
    if found.after > after or text.word(after) != "-" or link(text, after) == after:
        return False
    word = text.word(after + 1)
    return not (lexicon.has("joined.people", word) or lexicon.has("joined.sources", word))


def _unit(text: Tokens, found: Phrase, lexicon: Lexicon) -> bool:
    """As in "10 km", "35-year-old", "the past 36 hours", "300 Ugandan shillings", "20 percent"."""
    if found.amount.share is not None and found.amount.high is None:
        return False
    k = link(text, found.after)
    if text.word(k) == "of" and found.amount.form in ("vague", "set"):
        k += 1  # "a couple of months", "thousands of miles"
    if lexicon.percent.match(text, k) or lexicon.has("measure.units", text.word(k)):
        return True
    for ahead in range(_NEXT_NAME + 1):
        named = ahead == 0 or (text.capital(k) and not text.word(k).endswith("s"))
        if named and lexicon.has("money.nouns", text.word(k + ahead)):
            return True
    for _ in range(_STRETCH + 1):
        if lexicon.has("time.durations", text.word(k)):
            return _lasts(text, found, k)
        if not lexicon.has("time.stretching", text.word(k)):
            return False
        k = link(text, k + 1)
    return False


def _lasts(text: Tokens, found: Phrase, k: int) -> bool:
    """Whether the word of time at `k` is what is counted: "four days", but "four day labourers"."""
    several = found.high is None or found.high > 1
    singular = not text.word(k).endswith("s")
    loose = not text.touches(k) and text.word(k) != "year" and text.word(k + 1) != "old"
    return not (several and singular and loose)


def _date(text: Tokens, found: Phrase, lexicon: Lexicon) -> bool:
    """As in "Dec. 14", "14 December", "June 5 to 8", "October 7 and 8"."""
    first, after = found.amount.first, found.amount.after
    if not text.numeral(first):
        return False
    if _month(text, after, lexicon):
        on = lexicon.has("label.prepositions", text.word(first - 1))
        return on or not _day_follows(text, after + 1)
    k = first - 1
    if _month(text, k, lexicon) and text.numeral(k - 1) and _noun_follows(text, after):
        return False  # "on 23 September 28 bodies": the month has its day already
    joints = ("and", "or", "to", "–", "-", "through")
    while text.numeral(k - 1) and len(text.word(k - 1)) <= _DAY and text.word(k) in joints:
        if text.word(k) == "and" and _noun_follows(text, after):
            return False  # "on May 14 and 15 people": the second is a count
        k -= 2
    if text.word(k) == ".":
        k -= 1
    return _month(text, k, lexicon) and found.low <= 31


def _day_follows(text: Tokens, k: int) -> bool:
    """Whether a day of the month stands at `k`: in "killed 12 Jan. 11" the 12 were killed."""
    word = text.word(k + 1) if text.word(k) == "." else text.word(k)
    return word.isdecimal() and len(word) <= 2


def _month(text: Tokens, k: int, lexicon: Lexicon) -> bool:
    word = text.word(k)
    if not lexicon.has("time.months", word):
        return False
    return text.capital(k) or not lexicon.has("time.doubtful_months", word)


def _noun_follows(text: Tokens, k: int) -> bool:
    """Whether a word in lower case follows that can be a noun in the plural."""
    return text.word(k).isalpha() and not text.capital(k) and len(text.word(k)) > 3


def _year(text: Tokens, found: Phrase, lexicon: Lexicon) -> bool:
    """As in "in 1996", "the 2003 invasion", "2011-2014"; "killed 2000 people" counts."""
    first = found.amount.first
    word = text.word(first)
    last = text.word(found.amount.after - 1)
    plain = all(len(y) == 4 and y.isdecimal() and 1000 <= int(y) <= 2199 for y in (word, last))
    if not plain or found.amount.after - first not in (1, 3):
        return False
    before = text.word(first - 1)
    if lexicon.has("time.before_years", before) or _month(text, first - 1, lexicon):
        return True
    if before == "," and text.numeral(first - 2):
        return True  # "Dec. 14, 2024"
    if before == "to" and changing(text.word(first - 2), lexicon):
        return False  # "the toll rose to 2000"
    perhaps = 1900 <= int(word) <= 2099 or lexicon.has("time.perhaps_before_years", before)
    return perhaps and found.first == first and not _people(text, found.after, lexicon)


def _people(text: Tokens, k: int, lexicon: Lexicon) -> bool:
    """Whether the word at `k` names people, or may: it ends as a plural does."""
    if lexicon.has("people.verbs", text.word(k)):
        return True
    for word in (text.word(k), text.word(k + 1)):
        if not word.isalpha():
            return False
        if lexicon.has("people.words", word):
            return True
        if word.endswith("s") and len(word) > 3:
            return not lexicon.has("people.never", word)
    return False


def _sign(text: Tokens, found: Phrase, lexicon: Lexicon) -> bool:
    """As in "$1.5 million", "between €3m and €5m", "USD 300", "4 a.m.", "0800 GMT", "a 3m wall"."""
    before, after = text.word(found.amount.first - 1), found.amount.after
    if lexicon.has("money.symbols", before) or lexicon.has("money.codes", before):
        return True
    spelled = [text.word(after + n) for n in range(3)]
    if lexicon.has("time.clock", spelled[0]) or spelled in _CLOCK:
        return True
    if spelled[0] == "local" and (spelled[1] == "time" or not spelled[1].isalpha()):
        return True  # "at 0530 local", but "three local policemen" are counted
    last = after - 1  # "3m people" are millions; "a 3m wall" and "100m from" are metres
    if text.word(last) != "m" or not text.touches(last):
        return False
    following = text.word(found.after)
    if lexicon.has("measure.dimensions", following):
        return True
    return text.word(last - 1).isdecimal() and not _people(text, found.after, lexicon)


def _age(text: Tokens, found: Phrase, lexicon: Lexicon) -> bool:
    """As in "aged 24", "Smith, 35, said", "John Smith, 35.", "both 50", "under 18"."""
    first = found.amount.first
    if found.amount.number is None or found.low > _OLDEST:
        return False
    if _is_among_ages(text, found, lexicon):
        return True
    if found.first < first:
        if found.modifier not in ("less_than", "more_than"):
            return False
        if lexicon.has("age.people", text.word(found.first - 1)):
            return True
        return _bare(text, found.after) and lexicon.has("age.limits", str(found.amount.low))
    before = text.word(first - 1)
    if lexicon.has("age.verbs", before) and lexicon.has("age.subjects", text.word(first - 2)):
        return True
    if text.numeral(first) and before == "both":
        return True
    if before in ("and", "or"):
        return text.numeral(first) and _in_list_of_ages(text, first, found.after)
    if before != ",":
        return False
    return _beside_name(text, first, found.after, lexicon) or _ends_list_of_ages(
        text, first, found.after
    )


def _ends_list_of_ages(text: Tokens, first: int, after: int) -> bool:
    """Whether an age stands a few words before, in small letters: "rook, 38, and ivo lund, 42"."""
    if not text.numeral(first) or not _bare(text, after):
        return False
    for k in range(first - 2, first - 2 - _LIST, -1):
        if text.numeral(k):
            apart = text.word(k - 1) == "," and text.word(k + 1) in (",", "and")
            return apart and text.word(k).isdecimal() and int(text.word(k)) <= _OLDEST
        if not (text.word(k).isalpha() or text.word(k) == ","):
            return False
    return False


def _is_among_ages(text: Tokens, found: Phrase, lexicon: Lexicon) -> bool:
    """Whether a list of ages begins with "aged" or ends with "years old": "27 and 29 years old"."""
    for j in range(found.first - 1, found.first - 1 - _LIST, -1):
        if lexicon.has("age.before", text.word(j)):
            return True
        if not (text.numeral(j) or lexicon.has("age.between", text.word(j))):
            break
    k = found.after
    end = k + _LIST
    while k < end and (text.word(k) in (",", "and", "or") or text.numeral(k)):
        k += 1
    return lexicon.has("time.durations", text.word(k)) and text.word(k + 1) == "old"


def _in_list_of_ages(text: Tokens, first: int, after: int) -> bool:
    """Whether a number ends a list such as "three children, 12, 14 and 16."."""
    k = first - 1
    while k > first - _LIST and (text.word(k) in (",", "and", "or") or text.numeral(k)):
        k -= 1
    return first - k > 3 and text.word(k + 1) == "," and _bare(text, after)


def _beside_name(text: Tokens, first: int, after: int, lexicon: Lexicon) -> bool:
    """Whether a number behind a comma stands beside a name, as ages do."""
    if not text.word(first - 2).isalnum() or lexicon.has("time.months", text.word(first - 3)):
        return False  # "on Dec. 14, 15 people"
    name = text.capital(first - 2)
    if text.word(after) == "," and not text.numeral(first - 2):
        counted = lexicon.has("age.breakdown", text.word(after + 1))
        return (name or text.numeral(first)) and not counted
    if not text.numeral(first):
        return False
    if text.numeral(first - 2) and text.word(after) in (",", "and"):
        return text.word(first - 3) == ","
    if text.word(after) in ("and", "or") and text.numeral(after + 1):
        return _bare(text, after + 2)  # "two teenagers, 16 and 17,"
    if text.word(after) in ("and", "of", "from") and text.capital(after + 1):
        return name
    return _bare(text, after) and name


def _bare(text: Tokens, after: int) -> bool:
    """Whether no word follows that a number could count."""
    return not text.word(after)[:1].isalnum()


def _label(text: Tokens, found: Phrase, lexicon: Lexicon) -> bool:
    """As in "Flight 103", "No. 2", "day three", "Unit 731", "Group of Seven"."""
    first = found.amount.first
    if found.first < first or found.amount.number is None:
        return False
    k = first - 2 if text.word(first - 1) in (".", "-", "#") else first - 1
    word = text.word(k)
    if text.word(first - 1) == "." and not lexicon.has("label.shortened", word):
        return False  # "died in hospital. Three were": a sentence ends between them
    pair = f"{text.word(k - 1)} {word}"
    if pair in lexicon.words["label.capital_only"] or word == "big":
        return text.capital(first) or (text.numeral(first) and text.capital(k))
    if lexicon.has("label.nouns", word) or lexicon.has("label.nouns", pair):
        return True
    if not lexicon.has("label.doubtful", word):
        return False
    if word == "number" and lexicon.has("people.words", text.word(k - 1)):
        return False  # "the missing number 60": so many are missing
    bare = lexicon.has("label.prepositions", text.word(k - 1)) and not _noun_follows(
        text, found.after
    )
    return bare or (text.capital(k) and text.numeral(first))


def _rate(text: Tokens, found: Phrase, lexicon: Lexicon) -> bool:
    """As in "per 100,000", "every two hours", "an average of 80", "92 a day", "40 weekly"."""
    before = text.word(found.first - 1)
    if lexicon.has("label.rates", before) or lexicon.has("rates.averages", before):
        return True
    if before == "of" and lexicon.has("rates.averages", text.word(found.first - 2)):
        return True
    for k in range(found.after, found.after + _RATED):
        if text.word(k) == "per" and text.numeral(k + 1):
            return True  # "48 murders per 100,000 people"
        if text.word(k) == "for" and text.word(k + 1) in ("every", "each"):
            return True
        if lexicon.has("rates.each", text.word(k)) and _a_time_each(text, k + 1, lexicon):
            return True
        if lexicon.has("rates.adverbs", text.word(k)) and not text.word(k + 1).isalpha():
            return True
        if not text.word(k).isalpha():
            return False
    return False


def _a_time_each(text: Tokens, k: int, lexicon: Lexicon) -> bool:
    """Whether the time at token `k` is what a rate is for: not "in a day", "a day after"."""
    if text.word(k - 1) in ("a", "an") and lexicon.has("rates.once", text.word(k - 2)):
        return False
    return lexicon.has("rates.times", text.word(k)) and not lexicon.has(
        "rates.when", text.word(k + 1)
    )


def _no_number(text: Tokens, found: Phrase, lexicon: Lexicon) -> bool:
    """As in "one another", "the one", "one by one", "no longer", "as many"."""
    first, after = found.amount.first, found.amount.after
    if text.word(first) == "not" and text.word(after) == "but":
        return True  # "not one but two"
    if after - first != 1:
        return False
    before, word, following = text.word(first - 1), text.word(first), text.word(after)
    if word == "no":
        if lexicon.has("no.others", following) and lexicon.has("no.harmed", text.word(after + 1)):
            return False
        if lexicon.has("no.after", following) or not following.isalpha():
            return True
        return text.word(after + 1) in ("more", "longer")
    if word == "many":
        return lexicon.has("many.before", before)
    if word == "both":
        return text.numeral(after)  # "Ana and Luis, both 50,": their age
    if word != "one" or found.first < first:
        return False
    if before in ("by", "on") and text.word(first - 2) == "one":
        return True
    return lexicon.has("one.before", before) or lexicon.after_one.match(text, after) is not None


TRAPS: tuple[Trap, ...] = (
    _code,
    _joined_word,
    _unit,
    _date,
    _year,
    _sign,
    _age,
    _label,
    _rate,
    _no_number,
)
