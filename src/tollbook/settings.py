"""The thresholds of Tollbook, each with its reason; `tollbook explain` prints them.

In reasoning, every number that decides a link, a verdict or an estimate by size, days or share is
here. Beside the code that uses them stay: how far a text is read around a figure or an event (in
characters or words), how many candidates are looked at (bounds of effort), the hash functions of
the near-duplicate search, and how much a finding shows. In extraction, so do the windows that are
part of a grammar rule, such as the words between a verb and its "that": docs/decisions.md lists
them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any, Literal, cast

ValuePolicy = Literal["tollbook", "acled", "floor"]
"""How words such as "dozens" become numbers; `extraction.numbers.quantities` says how each does."""


def _setting(default: Any, reason: str) -> Any:
    return field(default=default, metadata={"reason": reason})


class _Reasoned:
    """Settings whose reasons are the metadata of their fields."""

    __slots__ = ()

    def with_reasons(self) -> Iterator[tuple[str, Any, str]]:
        """Each setting as (name, value in force, reason)."""
        for item in fields(cast(Any, self)):
            yield item.name, getattr(self, item.name), item.metadata["reason"]


@dataclass(frozen=True, slots=True)
class Settings(_Reasoned):
    """Thresholds and policies; the reason of each is its metadata."""

    max_document_bytes: int = _setting(
        20_000_000, "a published item of over 20 MB is a dump or a mistake, not a report"
    )
    max_line_chars: int = _setting(
        1_000_000, "no writer makes a line of a million characters; a binary file or an attack does"
    )
    max_markup_depth: int = _setting(
        2_000, "real pages nest a few dozen deep; deeper ones are built to exhaust a parser"
    )
    max_parts: int = _setting(
        200_000, "lines of a text or tags of a page: more would fill memory, and no report has them"
    )
    max_attributes: int = _setting(
        500, "attributes of one tag: parsers compare each with all before it, and no page has more"
    )
    max_mail_lines: int = _setting(
        400_000, "20 MB of attachments have 270,000 lines of 76 characters; more lines waste time"
    )
    max_mail_containers: int = _setting(
        50, "multiparts and messages within a mail: every line is compared with those that are open"
    )
    max_attachments: int = _setting(
        50, "attachments of a mail that are read; more than a few dozen are an archive, not a mail"
    )
    max_sentence_chars: int = _setting(
        1_000, "a longer sentence is a table or a list in disguise and is cut before parsing"
    )
    context_sentences: int = _setting(
        12, "sentences parsed before and after one with a casualty word, to find who speaks"
    )
    tagged_neighbours: int = _setting(
        2, "sentences before and after one with a casualty word that the learned reader reads"
    )
    attribution_confidence: float = _setting(
        0.40, "below two in five, what the tagger or the grammar alone reads is mostly a mistake"
    )
    reader_adds: float = _setting(
        0.90, "the learned reader's support from which it adds people that no rule counts"
    )
    reader_adds_unknown: float = _setting(
        0.97, "the same in a sentence in which the lexicon knows no word for the harm"
    )
    reader_refuses: float = _setting(
        0.01, "if the reader supports no measure by this much, what a rule found is no figure"
    )
    reader_sees: float = _setting(
        0.50,
        "from this support on a sentence counts people, and the reader judges whose count it is",
    )
    reader_credits: float = _setting(
        0.90, "from here up a verb that may be an act or speech ('put the dead at') is speech"
    )
    reader_carries: float = _setting(
        0.50, "from here up a voice that spoke before goes on in a sentence that names nobody"
    )
    reader_stops: float = _setting(0.30, "below it, the sentence is the page's own")
    reader_disowns: float = _setting(
        0.02, "below it, a figure is the page's own though a voice speaks in its sentence"
    )
    source_words: int = _setting(
        20, "a speaker's name with office and explanations between commas is shorter than this"
    )
    relay_words: int = _setting(
        30, "'quoted' and its 'as saying' stand closer together than this, whoever is named between"
    )
    headline_words: int = _setting(
        20, "a first line or list item with more words is a paragraph and no headline"
    )
    quotation_words: int = _setting(
        3, "fewer words between quotation marks are a name or a word the writer keeps clear of"
    )
    single_quotation_chars: int = _setting(
        3_000, "a single mark that closes nothing for so long was an apostrophe"
    )
    bare_outcome_words: int = _setting(
        12, "a sentence of more words has its own story and goes on with no earlier voice"
    )
    carried_paragraphs: int = _setting(
        1, "a wire report prints a sentence a paragraph; a voice is carried to the next, no further"
    )
    description_reach: int = _setting(
        12, "'he' or 'the agency' means one of the last dozen mentions, or nobody identifiable"
    )
    short_name_reach: int = _setting(
        100, "a short name leads back to one of the last hundred mentions that share its last word"
    )
    measure_reach: int = _setting(
        700, "'the number' that rose is that of a figure a few sentences back, in characters"
    )
    explanation_reach: int = _setting(
        400, "'this' explains a figure one or two sentences back, in characters"
    )
    custody_sentences: int = _setting(
        3, "after more sentences 'they' no longer means the people held"
    )
    assertion_words: int = _setting(4, "'yes, it is' asserts nothing that could be checked")
    value_policy: str = _setting(
        "tollbook", "how words such as dozens become numbers; --value-policy names another"
    )
    running_total_from: int = _setting(
        20, "fewer than twenty harmed are mostly those of one event, and no running total"
    )
    toll_total_from: int = _setting(
        100, "a toll of fewer than a hundred is that of one event, and rises with it"
    )
    total_from: int = _setting(
        200, "so many, without a day or an attack beside them, are counted over many events"
    )
    smallest_strength: int = _setting(
        20, "fewer people under arms are a patrol or two officers in a story, not a strength"
    )
    recount_figures: int = _setting(
        6, "figures back that a bare number may count again; older ones are out of a reader's mind"
    )
    recount_chars: int = _setting(300, "characters back to them: a sentence or two")
    shot_figures: int = _setting(
        3, "figures before and after people who were shot that may say what became of them"
    )
    linked_figures: int = _setting(
        100, "figures back, and for sums ahead, that may be tied to one: no reader remembers more"
    )
    pronoun_figures: int = _setting(3, "figures back that 'they' may stand for")
    sum_chars: int = _setting(
        600, "characters between the killed and the injured of one account that make its total"
    )
    sum_slack: float = _setting(
        0.10, "of a total that its killed and injured may miss it by, all three being rounded"
    )
    row_total_from: int = _setting(3, "parts that add up to two are ones, and one may be anybody")
    row_parts: int = _setting(12, "more parts in a row than this add up to a number by chance")
    about_tolerance: float = _setting(
        0.10, "'about N' stands for N give or take ten in a hundred in every check"
    )
    conflation_days: int = _setting(
        14, "a briefing is relayed for two weeks; an equal round number later is another one's"
    )
    conflation_growth: int = _setting(
        5, "a number with one digit more before its zeros comes up by chance far more seldom"
    )
    coincidence_below: int = _setting(
        10, "numbers below ten are equal by chance every day; more must speak for a mix-up"
    )
    telling_number: int = _setting(
        100, "two voices seldom come to one number of three digits by chance"
    )
    briefing_days: int = _setting(
        1, "what an origin counts on the day before or after is still of the same briefing"
    )
    casualties_weight: int = _setting(
        2,
        "casualties are made killed far more often than the reverse: their texts count double",
    )
    round_to: int = _setting(
        100, "a multiple of a hundred may be another number rounded; nobody rounds to 37"
    )
    common_number_from: int = _setting(
        10, "a smaller running total two voices have in common by chance"
    )
    common_share: float = _setting(
        0.50, "voices that give the same number more often than not have it from one another"
    )
    apart_share: float = _setting(
        0.20, "voices that agree at most one time in five count for themselves"
    )
    odd_digits: int = _setting(
        3, "a number with three digits before its zeros is not rounded: two give it by copying"
    )
    copied_share: float = _setting(
        0.60, "two clauses with so many of their three-word shingles in common are one, edited"
    )
    copied_words: int = _setting(12, "a shorter clause is worded alike because news is written so")
    moving_numbers: int = _setting(
        3, "an origin with three numbers in a few days counts by the hour: another may be the next"
    )
    jump_paces: int = _setting(
        7, "the usual pace of a running total is not known from fewer points than this"
    )
    same_time_days: int = _setting(
        7, "origins that speak within a week of each other speak of the same state of things"
    )
    prediction_due_days: int = _setting(
        30, "a month before its time ends somebody should begin to look what becomes of it"
    )
    min_scored_predictions: int = _setting(
        10, "a mean over fewer predictions says more about luck than about the voice"
    )
    max_bearings: int = _setting(
        5, "more later statements than this on one prediction are no proposal but a reading list"
    )
    version_likeness: float = _setting(
        0.20, "a rewritten page keeps a fifth of its phrases; other news in its place does not"
    )
    version_likeness_in_doubt: float = _setting(
        0.60, "a bulletin of another day, or any note of a few words, shares half by habit"
    )
    near_duplicate_likeness: float = _setting(
        0.30, "reprints are cut and edited, and may share little over a third of their shingles"
    )
    near_duplicate_contained: float = _setting(
        0.60, "a paper that prints the first paragraphs of a wire story prints a copy all the same"
    )
    near_duplicate_shingles: int = _setting(
        40, "with fewer three-word shingles two reports are alike because news is written so"
    )
    near_duplicate_days: int = _setting(
        3, "a wire story is reprinted on its day or the next; over a weekend, on the third"
    )
    relay_days: int = _setting(
        3, "a count printed without its date was given that day or in the few days before"
    )
    repeat_days: int = _setting(
        365, "a total without a date that its voice gave before is a repetition"
    )
    relay_count_from: int = _setting(
        5, "one to four are killed anywhere any day: only place or text makes them the same four"
    )
    repeat_total_from: int = _setting(
        10, "from here up a running total that comes again is a repetition, not a chance"
    )
    repeat_count_from: int = _setting(
        100, "from here up any count that comes again is a repetition, not a second event"
    )
    common_days: int = _setting(
        2, "one number in common, or one apart, may be chance; two tell how two voices come by them"
    )
    jump_factor: float = _setting(
        3.0, "a running total that grows at three times its usual pace a day asks for a reason"
    )
    jump_window: int = _setting(
        28, "the usual pace of a running total is the median over as many points before"
    )
    event_share: float = _setting(
        0.50, "a count not called a total is one event if it is below this share of every total"
    )
    handful_factor: int = _setting(
        10,
        "below ten, and others count ten times as many: these are some of their dead, not all",
    )
    case_slack_days: int = _setting(
        30, "what is counted from over a month before a case begins is of other events as well"
    )
    automatic_case_figures: int = _setting(
        3, "fewer figures of one side in one country are an aside, not a question to follow"
    )
    solver_claims: int = _setting(
        2_000, "more claims of one origin on one people than this take the solver minutes"
    )
    solver_effort: int = _setting(
        50_000_000, "steps for each question to the solver: five seconds or so, on any machine"
    )

    def digest(self) -> str:
        """SHA-256, in hex, of the names and values: two readings with one digest are comparable."""
        values = {name: value for name, value, _ in self.with_reasons()}
        return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Safety(_Reasoned):
    """The bounds that protect people and their machines; they decide nothing about what is read."""

    password_chars: int = _setting(
        12, "shorter passwords are guessed; length protects better than odd characters"
    )
    password_max_chars: int = _setting(
        1_000, "any phrase that a person can remember fits; more would only cost time to hash"
    )
    password_memory_kib: int = _setting(
        65_536, "64 MiB for each guess, with the passes and lanes of RFC 9106 for common machines"
    )
    password_passes: int = _setting(3, "passes over that memory, as RFC 9106 recommends beside it")
    password_lanes: int = _setting(4, "lanes in that memory, as RFC 9106 recommends beside it")
    sign_in_minutes: int = _setting(
        15, "failed sign-ins count for a quarter of an hour: long for a program, short for a person"
    )
    sign_in_failures_by_name: int = _setting(
        10, "who has failed ten times for one name is guessing, or should ask an administrator"
    )
    sign_in_failures_by_address: int = _setting(
        50, "an office shares one address, and its people mistype; a list of passwords is longer"
    )
    session_idle_hours: int = _setting(
        12, "a session lasts over a working day with its breaks, and not until the next"
    )
    session_days: int = _setting(7, "even a session in constant use asks for the password weekly")
    token_days: int = _setting(
        365, "a token that nobody renews for a year belongs to a program that nobody looks after"
    )
    fetch_seconds: int = _setting(
        20, "a page that takes longer, redirects and all, can be saved in a browser and added"
    )
    fetch_redirects: int = _setting(5, "more redirects than this are a loop or a trap")
    feed_bytes: int = _setting(
        5_000_000, "feeds of some hundred entries have a tenth of it; more is no list of news"
    )
    feed_seconds: int = _setting(
        20, "the longest feed is parsed in a few seconds; a hostile one could take hours"
    )
    robots_bytes: int = _setting(
        512_000, "RFC 9309 asks that 500 kibibytes of a robots.txt be read, and no site needs them"
    )
    longest_pause: int = _setting(
        60, "seconds that a site may ask for between two requests; more would hold up all others"
    )
    upload_bytes: int = _setting(
        100_000_000, "five of the largest documents at once; more is read from the command line"
    )
    upload_files: int = _setting(
        200, "a folder of reports; more files at once are read from the command line"
    )
    received_bytes: int = _setting(
        2_000_000, "a page of more than 2 MB is shown in part; its text is elsewhere in full"
    )


@dataclass(frozen=True, slots=True)
class Linting(_Reasoned):
    """The bounds and thresholds of `tollbook lint`, which reads tables that others wrote."""

    max_row_chars: int = _setting(
        1_000_000, "no row of an event table is a million characters long; a damaged file's is"
    )
    max_columns: int = _setting(
        1_000, "the widest event tables have fifty columns; a thousand are no table of events"
    )
    max_unpacked_bytes: int = _setting(
        4_000_000_000, "a workbook of all known events unpacks to one or two gigabytes"
    )
    max_packing: int = _setting(
        250, "the sheets of a workbook shrink to a tenth or a fiftieth, an attack to a thousandth"
    )
    max_shared_strings_bytes: int = _setting(
        500_000_000, "the texts of a workbook are all held in memory while it is read"
    )
    max_findings: int = _setting(
        10_000, "listed for each check and table, more are counted; nobody mends them by hand"
    )
    remembered_rows: int = _setting(
        2_000_000, "rows that doubled ids and events are looked for in; more would fill memory"
    )
    totals_rows: int = _setting(
        200_000, "daily totals of a hundred places over five years; whole rows are remembered"
    )
    sample_rows: int = _setting(
        200, "the first rows of a table show which columns hold days and which hold counts"
    )
    first_year: int = _setting(
        1900, "the data sets of this field begin in 1946 or later; an earlier year is a slip"
    )
    lone_day_gap: int = _setting(
        730, "a day two years from all others of a table is most often a slip in the year"
    )
    lone_day_rows: int = _setting(
        50, "in a table of fewer rows a gap of two years between events is nothing unusual"
    )
    same_event_from: int = _setting(
        10, "two events of one day and place with fewer people each may well be equal by chance"
    )
    sudden_rows: int = _setting(
        20, "a column that is empty, or of another kind, for fewer rows than this may be by chance"
    )
    sudden_share: float = _setting(
        0.95, "of the rows on one side must be filled to say that a column starts or stops there"
    )
    shifted_cells: int = _setting(
        3, "one or two cells of the wrong kind are slips; three in one row are a shifted row"
    )
    running_total_falls: float = _setting(
        0.10, "a column that falls on more days than one in ten counts days and is no running total"
    )
    jump_factor: float = _setting(
        8.0, "totals triple their pace in any offensive; eight times the usual one asks for a word"
    )
    jump_window: int = _setting(
        28, "the usual pace of a running total is the median over as many rows before"
    )
    jump_paces: int = _setting(7, "the usual pace is not known from fewer rows than this")
    jump_from: int = _setting(
        10, "a total that rises by fewer than ten people jumps with every single event"
    )
