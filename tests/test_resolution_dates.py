"""Time words become dates by the conventions of news, against the day of the document."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.extraction.times import find_times
from tollbook.resolution.dates import find_periods, resolve_period

TUESDAY = date(2025, 1, 14)


def dates(words: str, today: date | None = TUESDAY, *, forward: bool = False) -> str:
    """The dates of some words as "first..last", "" where there are none."""
    period = resolve_period(words, today, forward=forward)
    if period is None:
        return ""
    return f"{period.start_date or ''}..{period.end_date or ''}"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        # days of the week: the last one up to the day of publication
        ("on Monday", "2025-01-13..2025-01-13"),
        ("Friday", "2025-01-10..2025-01-10"),
        ("on Tuesday", "2025-01-14..2025-01-14"),
        ("last Tuesday", "2025-01-07..2025-01-07"),
        ("last Saturday", "2025-01-11..2025-01-11"),
        ("next Friday", "2025-01-17..2025-01-17"),
        ("Monday night", "2025-01-13..2025-01-13"),
        ("early on Sunday", "2025-01-12..2025-01-12"),
        ("Friday last week", "2025-01-10..2025-01-10"),
        ("on Saturday and Sunday", "2025-01-11..2025-01-12"),
        ("on Mon. morning", "2025-01-13..2025-01-13"),
        ("at the weekend", "2025-01-11..2025-01-12"),
        # days counted from today
        ("yesterday", "2025-01-13..2025-01-13"),
        ("today", "2025-01-14..2025-01-14"),
        ("overnight", "2025-01-13..2025-01-14"),
        ("last night", "2025-01-13..2025-01-13"),
        ("this morning", "2025-01-14..2025-01-14"),
        ("a week ago", "2025-01-07..2025-01-07"),
        ("three days ago", "2025-01-11..2025-01-11"),
        ("three months ago", "2024-10-01..2024-10-31"),
        ("two years ago", "2023-01-01..2023-12-31"),
        ("after Monday", "2025-01-14..2025-01-14"),
        ("after Monday's attack", "2025-01-13..2025-01-14"),
        ("after Monday’s attack", "2025-01-13..2025-01-14"),
        # weeks, months and years of the calendar
        ("this week", "2025-01-13..2025-01-14"),
        ("earlier this week", "2025-01-13..2025-01-14"),
        ("last week", "2025-01-06..2025-01-12"),
        ("last month", "2024-12-01..2024-12-31"),
        ("last month's report to the assembly", "2024-12-01..2024-12-31"),
        ("next month", "2025-02-01..2025-02-28"),
        ("last year", "2024-01-01..2024-12-31"),
        ("this year", "2025-01-01..2025-01-14"),
        ("so far this year", "2025-01-01..2025-01-14"),
        ("late last year", "2024-09-01..2024-12-31"),
        # stretches that end today
        ("in the past 24 hours", "2025-01-13..2025-01-14"),
        ("in the last 48 hours", "2025-01-12..2025-01-14"),
        ("in the past two months", "2024-11-14..2025-01-14"),
        ("over the last week", "2025-01-07..2025-01-14"),
        ("during the past year", "2024-01-14..2025-01-14"),
        ("in the last ten days", "2025-01-04..2025-01-14"),
        # dates of the calendar
        ("on Dec. 14, 2024", "2024-12-14..2024-12-14"),
        ("on 13 January", "2025-01-13..2025-01-13"),
        ("on January 20", "2024-01-20..2024-01-20"),
        ("the 14th of December", "2024-12-14..2024-12-14"),
        ("Tuesday, 7 January", "2025-01-07..2025-01-07"),
        ("2024-12-19", "2024-12-19..2024-12-19"),
        ("31/12/2024", "2024-12-31..2024-12-31"),
        ("in March", "2024-03-01..2024-03-31"),
        ("last August", "2024-08-01..2024-08-31"),
        ("in June 1995", "1995-06-01..1995-06-30"),
        ("in early May", "2024-05-01..2024-05-10"),
        ("mid-December", "2024-12-11..2024-12-20"),
        ("in 2023", "2023-01-01..2023-12-31"),
        ("in the 1990s", "1990-01-01..1999-12-31"),
        ("in the summer of 2006", "2006-06-01..2006-08-31"),
        ("last spring", "2024-03-01..2024-05-31"),
        # parts of a year
        ("the first half of this year", "2025-01-01..2025-06-30"),
        ("the second half of 2023", "2023-07-01..2023-12-31"),
        ("in the third quarter", "2024-07-01..2024-09-30"),
        ("Q2 2024", "2024-04-01..2024-06-30"),
        ("the first three months of 2024", "2024-01-01..2024-03-31"),
        ("at the end of March 2024", "2024-03-21..2024-03-31"),
        # stretches between two days, open at one end or the other
        ("between July and December 1995", "1995-07-01..1995-12-31"),
        ("between November and February 1996", "1995-11-01..1996-02-29"),
        ("from 3 to 10 May", "2024-05-03..2024-05-10"),
        ("from December 28 to January 3", "2024-12-28..2025-01-03"),
        ("Nov. 3–5, 2024", "2024-11-03..2024-11-05"),
        ("from Wednesday to Friday", "2025-01-08..2025-01-10"),
        ("2011-2015", "2011-01-01..2015-12-31"),
        ("1992-95", "1992-01-01..1995-12-31"),
        ("since October 7", "2024-10-07..2025-01-14"),
        ("since October 7, 2023", "2023-10-07..2025-01-14"),
        ("since early 1992", "1992-01-01..2025-01-14"),
        ("since 2011", "2011-01-01..2025-01-14"),
        ("since last month", "2024-12-01..2025-01-14"),
        ("since the start of the year", "2025-01-01..2025-01-14"),
        ("since the siege began two months ago", "2024-11-01..2025-01-14"),
        ("since the first battles a year ago", "2024-01-01..2025-01-14"),
        ("since the campaign began in September", "2024-09-01..2025-01-14"),
        ("by the end of the year", "..2025-12-31"),
        # up to the middle of a month is up to its fifteenth; a month that is not over ends today
        ("by mid-December", "..2024-12-15"),
        ("as of mid-January 2024", "..2024-01-15"),
        ("as of January 2025", "..2025-01-14"),
        ("before the end of October 2024", "..2024-10-31"),
        ("in July or August", "2024-07-01..2024-08-31"),
        ("in April and June 2016", "2016-04-01..2016-06-30"),
        ("as of Monday", "..2025-01-13"),
        ("until June 30", "..2024-06-30"),
        ("before October 7, 2023", "..2023-10-06"),
    ],
)
def test_dates_of_time_words(words: str, expected: str) -> None:
    """On Tuesday 14 January 2025 these words mean these days."""
    assert dates(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("on Friday", "2025-01-17..2025-01-17"),
        ("in June", "2025-06-01..2025-06-30"),
        ("by June 30", "..2025-06-30"),
        ("in July or August", "2025-07-01..2025-08-31"),
        ("before the end of October", "..2025-10-31"),
        ("this year", "2025-01-01..2025-12-31"),
        ("next spring", "2025-03-01..2025-05-31"),
        ("in the first half of this year", "2025-01-01..2025-06-30"),
        ("in the second quarter", "2025-04-01..2025-06-30"),
        ("within two weeks", "2025-01-14..2025-01-28"),
        ("in the next ten days", "2025-01-14..2025-01-24"),
        ("later this month", "2025-01-14..2025-01-31"),
        ("tomorrow", "2025-01-15..2025-01-15"),
        ("from March to May", "2025-03-01..2025-05-31"),
    ],
)
def test_dates_ahead(words: str, expected: str) -> None:
    """In a sentence that looks ahead, a day without a year is the coming one."""
    assert dates(words, forward=True) == expected


@pytest.mark.parametrize(
    "words",
    [
        "recently", "in recent weeks", "within days", "during Ramadan", "several days ago",
        "since the war began", "after the ceasefire", "the previous day",
        "01/02/2025",  # January or February?
        "on 30 February 2024", "on June 31", "2024-13-40", "the fourth half of 2024",
    ],
)  # fmt: skip
def test_time_words_without_dates(words: str) -> None:
    """Words that name no day of the calendar are found as time, and stay undated."""
    assert find_periods(words)
    assert dates(words) == ""


@pytest.mark.parametrize(
    "words",
    [
        "soldiers may march on", "the second division", "3,000 men", "in Kursk",
        "in 2,019 villages",
        "a May", "he sat down in the sun", "the army said", "five of the first 30 prisoners",
        "the fall of Mosul", "a 35-year-old man", "the Third Corps", "",
    ],
)  # fmt: skip
def test_words_that_are_no_time(words: str) -> None:
    """Modal verbs, counts, places, ages and units are no time."""
    assert find_periods(words) == []
    assert dates(words) == ""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("on Monday", ""),
        ("last month", ""),
        ("on 13 January", ""),
        ("in June 1995", "1995-06-01..1995-06-30"),
        ("on Dec. 14, 2024", "2024-12-14..2024-12-14"),
        ("since October 7, 2023", "2023-10-07.."),
        ("between 2011 and 2015", "2011-01-01..2015-12-31"),
    ],
)
def test_document_without_date(words: str, expected: str) -> None:
    """Without the document's day only dates with a year of their own are resolved."""
    assert dates(words, None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shelling on Monday killed two; 40 have died since early May.",
         ["on Monday", "since early May"]),
        ("In the past 24 hours, three died, after 12 on 3 January 2025.",
         ["In the past 24 hours", "on 3 January 2025"]),
        ("By the end of June the army had lost 300 men.", ["By the end of June"]),
        ("It tripled from last month's report.", ["from last month"]),
        ("Between Oct. 7 and Dec. 31, 2023, some 80 were held.",
         ["Between Oct. 7 and Dec. 31, 2023"]),
        ("He died in Friday's raid, the worst since that of July 2014.", ["Friday", "July 2014"]),
        ("In 2019, 2,000 fled; in May 300 more.", ["In 2019", "in May"]),
        ("On Friday evening, and again at dawn on Sunday, it was hit.",
         ["On Friday evening", "on Sunday"]),
    ],
)  # fmt: skip
def test_finds_time_in_sentences(text: str, expected: list[str]) -> None:
    """The stretches of a sentence that say when, with the words that bound them."""
    assert [text[start:end] for start, end in find_periods(text)] == expected


DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2090, 12, 31))


@given(day=DAYS, today=st.none() | DAYS)
def test_dates_written_out_read_back(day: date, today: date | None) -> None:
    """A full date reads as itself, however it is written and whenever it is read."""
    for written in (
        f"{day:%Y-%m-%d}",
        f"{day.day} {day:%B %Y}",
        f"on {day:%B} {day.day}, {day:%Y}",
    ):
        assert dates(written, today) == f"{day}..{day}"


@given(
    words=st.lists(
        st.sampled_from(
            [
                "since",
                "by",
                "until",
                "between",
                "from",
                "to",
                "and",
                "last",
                "next",
                "this",
                "past",
                "the",
                "first",
                "second",
                "half",
                "quarter",
                "of",
                "early",
                "late",
                "mid",
                "-",
                "end",
                "start",
                "two",
                "3",
                "24",
                "31",
                "hours",
                "days",
                "weeks",
                "month",
                "year",
                "Monday",
                "May",
                "March",
                "Dec",
                "2024",
                "1995",
                ",",
                ".",
                "ago",
                "in",
                "on",
                "within",
                "overnight",
                "weekend",
                "spring",
                "so",
                "far",
                "earlier",
                "Q",
                "1990",
                "s",
            ]
        ),
        max_size=12,
    ),
    today=st.none() | st.dates(),
    forward=st.booleans(),
)
def test_any_order_of_time_words(words: list[str], today: date | None, forward: bool) -> None:
    """No order of time words breaks the grammar, and no period ends before it starts."""
    period = resolve_period(" ".join(words), today, forward=forward)
    if period is not None and period.start_date and period.end_date:
        assert period.start_date <= period.end_date


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    """Spans of any text run forward, stay within it and never overlap."""
    end = 0
    for found in find_times(text):
        assert end <= found.start < found.end <= len(text)
        end = found.end


@given(DAYS)
def test_relative_days_are_near(today: date) -> None:
    """A bare weekday is one of the last seven days; ahead, one of the next seven."""
    behind = resolve_period("on Thursday", today)
    ahead = resolve_period("on Thursday", today, forward=True)
    assert behind is not None and behind.end_date is not None
    assert ahead is not None and ahead.start_date is not None
    assert today - timedelta(days=6) <= behind.end_date <= today
    assert today <= ahead.start_date <= today + timedelta(days=6)
