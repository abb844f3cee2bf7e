"""The page about the method: its sections, in the order in which an assessor asks.

Each function writes one section from the counts, the settings and the texts; no number and no rule
is written down here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tollbook.language import load
from tollbook.model.case import Case
from tollbook.model.estimate import POLICIES
from tollbook.model.values import MEASURES, VERDICTS
from tollbook.publishing.method.blocks import Grid, Page, Paragraph, Part, Points, Section
from tollbook.publishing.method.measured import SCORES
from tollbook.publishing.method.method import Method
from tollbook.publishing.method.texts import text, texts
from tollbook.reasoning.method import Counted, Practice
from tollbook.reasoning.words import count, day
from tollbook.resolution.countries import country_name

_MOST = 12
"""Names in a list; the others are counted."""


def page_of(method: Method) -> Page:
    """The whole page."""
    writers = {
        "question": _question,
        "read": _read,
        "numbers": _numbers,
        "sources": _sources,
        "second": _second,
        "claims": _claims,
        "estimates": _estimates,
        "checks": _checks,
        "predictions": _predictions,
        "decisions": _decisions,
        "scores": _scores,
        "limits": _limits,
        "settings": _settings,
        "versions": _versions,
    }
    title = method.case.title if method.case else "Everything on record"
    return Page(
        f"The method: {title}",
        tuple(_lead(method)),
        tuple(
            Section(key, text("sections", key), tuple(write(method)))
            for key, write in writers.items()
        ),
    )


def _lead(method: Method) -> Iterator[str]:
    as_of = f" as it was known at the end of {day(method.known_on)}" if method.known_on else ""
    yield (
        f"This page says how the numbers of this case were made{as_of}: what was read, which rules "
        "were applied, and what people decided. The program wrote it from the ledger and from the "
        "rules in force."
    )


# The question


def _question(method: Method) -> Iterator[Part]:
    case = method.case
    if case is None:
        yield Paragraph(
            "No case narrows the question: it takes in everything in the ledger, of whatever "
            "people, place and time."
        )
    else:
        yield Points(tuple(_asked(case)))
    measures = case.measures if case and case.measures else MEASURES
    yield Paragraph("What is counted:")
    yield Points(tuple(f"{measure}: {text('measures', measure)}" for measure in measures))


def _asked(case: Case) -> Iterator[str]:
    if case.automatic:
        yield "This case was made by the program from what the ledger counts most; nobody wrote it."
    sides = [country_name(code) or code for code in case.sides]
    called = [f"“{word}”" for word in case.people]
    whom = [", ".join(sides), f"people called {', '.join(called)}" if called else ""]
    yield f"Whom: {'; '.join(filter(None, whom)) or 'anybody'}"
    countries = [country_name(code) or code for code in case.countries]
    yield f"Where: {', '.join((*countries, *case.places)) or 'anywhere'}"
    ends = [f"{word} {day(end)}" for word, end in (("from", case.since), ("to", case.until)) if end]
    yield f"When: {' '.join(ends) or 'at any time'}"
    if case.strength:
        low, high = case.strength
        top = f" to {count(high)}" if high is not None else " or more"
        yield f"How many people there were: {count(low)}{top}, as the case says"
    for role in dict.fromkeys(case.roles.values()):
        names = [country_name(who) or who for who, its in case.roles.items() if its == role]
        yield f"Counts as {text('roles', role)}: {', '.join(names)}"
    for who, side in case.enemies.items():
        names = [country_name(one) or one for one in (who, side)]
        yield f"{names[0]} counts {names[1]} as its enemy; its word on those losses stands alone"


# What was read


def _read(method: Method) -> Iterator[Part]:
    found = method.practice.documents
    days = f", published from {day(found.first)} to {day(found.last)}" if found.first else ""
    yield Paragraph(
        f"Of the ledger's {_number(found.in_ledger, 'document')}, {count(found.in_case)} speak "
        f"about this question{days}."
    )
    forms = ((text("formats", name), n) for name, n in found.formats)
    yield Points(
        (
            f"Publishers: {_listed(found.publishers) or 'none named'}. Documents that name no "
            f"publisher: {count(found.unnamed)}.",
            f"Documents without a date: {count(found.undated)}.",
            f"Languages: {_listed(found.languages) or 'none'}.",
            f"Forms: {_listed(forms) or 'none'}.",
        )
    )
    yield Paragraph("What could not be used, in the whole ledger:")
    yield Points(
        (
            "Documents in languages without word lists, which are stored but not analysed: "
            f"{_listed(found.unread) or 'none'}.",
            f"Documents in which nobody says anything that is counted: {count(found.silent)}.",
            text("limits", "unreadable"),
        )
    )
    yield Paragraph("What the documents say about this question:")
    kinds = method.practice.statements.kinds
    yield Grid(
        ("statement", "number"),
        tuple((text("kinds", kind), count(n)) for kind, n in kinds),
        _last(2),
    )


# How words become numbers


def _numbers(method: Method) -> Iterator[Part]:
    said = method.practice.statements
    yield Paragraph(
        "Every count is a range, from the least to the most that the words allow. An upper end "
        "that the words leave open stays open; no number is put there. “About 300” stands for 300 "
        f"give or take {method.settings.about_tolerance:.0%} in every check and estimate."
    )
    yield Paragraph(
        f"Of {_number(said.figures, 'count')} here, {count(said.vague)} are given in words such as "
        f"“dozens”, and {count(said.open)} have no upper end."
    )
    for policy, documents in _value_policies(method):
        yield Paragraph(
            f"The value policy “{policy}” was in force for {_number(documents, 'document')}. "
            f"{text('value_policies', policy)} Its words:"
        )
        yield Grid(("word", "least", "most"), tuple(_vague_words(policy)), frozenset({1, 2}))
    yield Paragraph("What found the counts:")
    yield Grid(
        ("by what", "counts"),
        tuple((text("found_by", name), count(n)) for name, n in said.found_by),
        _last(2),
    )
    yield Paragraph("How firmly each count is put, by its own words:")
    yield Grid(
        ("how firmly", "what it means", "counts"),
        tuple((name, text("modalities", name), count(n)) for name, n in said.modalities),
        _last(3),
    )


def _value_policies(method: Method) -> Counted:
    documents: dict[str, int] = {}
    for run in method.read_with:
        policy = run.value_policy or method.settings.value_policy
        documents[policy] = documents.get(policy, 0) + run.documents
    return tuple(documents.items()) or ((method.settings.value_policy, 0),)


def _vague_words(policy: str) -> Iterator[tuple[str, str, str]]:
    """The vague words of the lexicon with what they stand for, under a value policy."""
    words = load("en", "numbers")
    reading = "acled" if policy == "acled" else "tollbook"
    few, many = words["vague"][reading]["few"], words["vague"][reading]["many"]
    ranges = [("several, a few", *few), ("many, numerous", many, None)]
    ranges += [(word, *ends) for word, ends in words["plurals"][reading].items()]
    for word, low, high in ranges:
        open_top = high is None or policy == "floor"
        yield word, count(low), "open" if open_top else count(high)


# Whose count it is


def _sources(method: Method) -> Iterator[Part]:
    said = method.practice.statements
    yield Paragraph(
        "A source is whoever a report says knows the number. Every count keeps the whole chain of "
        "voices: the publisher, those who pass the number on, and its origin at the end. A count "
        "belongs to its origin, however many papers print it. Where a report names nobody, the "
        "publisher itself stands for it."
    )
    yield Points(
        (
            f"{_of(said.sourced, said.figures, 'counts')} name a source besides the publisher.",
            f"{_of(said.unattributed, said.figures, 'counts')} name none.",
            f"{_of(said.relayed, said.figures, 'counts')} were passed on by somebody in between.",
            f"{_of(said.carried, said.figures, 'counts')} take their source over from the sentence "
            "before; they are marked as carried.",
        )
    )
    yield Paragraph(f"Whose claims they are, by name: {_listed(said.voices) or 'nobody’s'}.")


# A second reader


def _second(method: Method) -> Iterator[Part]:
    found = method.practice.second
    if not found.models:
        yield Paragraph(
            "No language model was asked. Everything here comes from the program's own reading and "
            "from what people decided."
        )
        return
    yield Paragraph(
        f"Language models read documents as well: {_listed(found.models)}. They were asked for "
        "counts, with the words that show each. An answer was refused if its words are not in the "
        "text, if its number can't be read in them, or if its source does not stand there: "
        f"{count(found.refused)} were. {_number(found.broken, 'document')} were not read to the "
        "end and are not compared."
    )
    yield Paragraph(
        f"Whose counts enter the answers: {text('prefer', method.prefer)}. People's decisions come "
        "before both."
    )
    if found.standings:
        yield Grid(
            ("counts of documents that were read twice", "number"),
            tuple((text("standings", name), count(n)) for name, n in found.standings),
            _last(2),
        )


# How claims are formed


def _claims(method: Method) -> Iterator[Part]:
    found, settings = method.practice.claims, method.settings
    yield Paragraph(
        "Statements that lead back to one origin and say the same about one day are one claim, "
        "however often they are printed. Here "
        f"{_number(method.practice.statements.figures, 'count')} make "
        f"{_number(found.claims, 'claim')}. Apart from these, {count(found.denials)} deny or "
        "withdraw a number; they are never added to a count."
    )
    yield Points(
        (
            "Copies: two texts are copies of one if they share "
            f"{settings.near_duplicate_likeness:.0%} of their three-word phrases, or one holds "
            f"{settings.near_duplicate_contained:.0%} of the other's, within "
            f"{_number(settings.near_duplicate_days, 'day')}. Here "
            + (
                f"{_number(found.copies, 'document')} hold {_number(found.clusters, 'text')}."
                if found.clusters
                else "no document is a copy of another."
            ),
            f"Repetitions: {_number(found.repeated, 'claim')} stand in more than one document.",
            f"Relays: for {_number(found.traced, 'statement')} the origin was found through "
            "another report or another place of the same page; each keeps the rule that found it.",
            "Independence: two origins count as independent only where something shows it, such as "
            "different numbers time after time. Unknown is not independent. "
            f"{_number(found.corroborated, 'claim')} have two voices or more that are known to be "
            f"independent; {_number(found.single, 'claim')} have one at most.",
        )
    )
    if found.links:
        yield Paragraph("How claims are tied to one another:")
        yield Grid(
            ("a claim", "pairs"),
            tuple((text("links", name), count(n)) for name, n in found.links),
            _last(2),
        )


# Estimates


def _estimates(method: Method) -> Iterator[Part]:
    yield Paragraph(
        "Each origin has one voice: what it said last. From these, each policy makes its own "
        "estimate; they stand side by side, and none is called the truth. Whoever owns an end is "
        "named beside it."
    )
    known = texts()["policies"]
    yield Grid(
        ("policy", "gives", "low", "best", "high"),
        tuple(
            (policy, *(known[policy][end] for end in ("gives", "low", "best", "high")))
            for policy in POLICIES
        ),
    )
    yield Paragraph(
        "Three kinds of claims are never put together unless somebody asks for it: "
        + "; ".join(texts()["claim_kinds"].values())
        + ". Where no claim counts there is no estimate, with the reason; missing is not zero."
    )
    found = method.practice.estimates
    yield Paragraph(
        f"Today's estimates rest on {_number(found.counted, 'claim')}. "
        f"In place of {_number(found.replaced, 'claim')} a later one of the same origin counts. "
        f"Another reason, which “tollbook estimate” prints, keeps out "
        f"{_number(found.left_out, 'claim')}."
    )


# Checks


def _checks(method: Method) -> Iterator[Part]:
    yield Paragraph(
        "A check is arithmetic on the ranges of what was said. What it finds has a verdict: "
        + "; ".join(f"{verdict}: {text('verdicts', verdict)}" for verdict in VERDICTS)
        + "."
    )
    yield Grid(
        ("check", "asks", *VERDICTS, "judged"),
        tuple(
            (
                one.name,
                _text_of("checks", one.name, "asks"),
                *(count(one.verdicts[verdict]) for verdict in VERDICTS),
                count(one.judged),
            )
            for one in method.practice.checks
        ),
        frozenset(range(2, 3 + len(VERDICTS))),
    )
    yield Paragraph("When each fails, and the settings that decide it:")
    values = {name: value for name, value, _ in method.settings.with_reasons()}
    yield Grid(
        ("check", "fails if", "settings"),
        tuple(
            (
                one.name,
                _text_of("checks", one.name, "fails"),
                ", ".join(
                    f"{name} {_value(values[name])}"
                    for name in texts()["checks"][one.name]["settings"]
                )
                or "none",
            )
            for one in method.practice.checks
        ),
    )


def _text_of(table: str, key: str, part: str) -> str:
    """One of the texts about a check or a policy."""
    words: str = texts()[table][key][part]
    return words


# Predictions


def _predictions(method: Method) -> Iterator[Part]:
    yield Paragraph(
        "What a source expects is recorded with its words, its likelihood and its time, and is no "
        "count. When its time ends, the program says so. Only a person says what became of it, "
        "except where a number was predicted and an estimate answers."
    )
    if not method.practice.predictions:
        yield Paragraph("Nobody predicts anything here.")
        return
    yield Grid(
        ("outcome", "what it means", "predictions"),
        tuple(
            (status.replace("_", " "), text("outcomes", status), count(n))
            for status, n in method.practice.predictions
        ),
        _last(3),
    )


# Decisions


def _decisions(method: Method) -> Iterator[Part]:
    done = method.practice
    yield Paragraph(
        "What the program reads is a proposal. People confirm, correct or reject it, and add what "
        "was missed; answers use what they decided. Nothing is overwritten: every decision is "
        "stored with who, when and why, and can be undone."
    )
    yield Paragraph(
        f"People have decided on {_of(done.reviewed, done.reviewable, 'statements')}: "
        + ", ".join(f"{count(n)} {state}" for state, n in done.states.items())
        + f". {_number(done.undone, 'decision')} in the whole ledger were undone, and "
        f"{_number(done.misfits, 'decision')} have no effect any more, since their words are gone."
    )
    made = [one for one in done.decisions if one.number]
    if made:
        yield Grid(
            ("decided", "number", "with a reason", "by"),
            tuple(
                (
                    text("decisions", one.kind),
                    count(one.number),
                    count(one.reasoned),
                    ", ".join(f"{name} ({count(n)})" for name, n in one.people),
                )
                for one in made
            ),
            frozenset({1, 2}),
        )
    yield from _rounds(method, done)


def _rounds(method: Method, done: Practice) -> Iterator[Part]:
    if not done.rounds:
        yield Paragraph("No two people coded statements blind, so their agreement is unknown.")
    for one in done.rounds:
        yield Paragraph(
            f"Blind coding, round “{one.name}” (whole ledger): {', '.join(one.coders)} coded "
            f"{_number(one.coded, 'statement')}, {count(one.double)} of them twice, and differed "
            f"on {count(one.differences)}. Agreement beyond chance is Krippendorff's alpha: 1 is "
            "perfect, 0 is chance."
        )
        fields = method.agreement.get(one.name, ())
        if fields:
            yield Grid(
                ("field", "units", "the same", "alpha"),
                tuple(
                    (
                        each.field.replace("_", " "),
                        count(each.units),
                        "–" if each.same is None else f"{each.same:.0%}",
                        "nothing differs" if each.alpha is None else f"{each.alpha:.2f}",
                    )
                    for each in fields
                ),
                frozenset({1, 2, 3}),
            )


# How well the program reads


def _scores(method: Method) -> Iterator[Part]:
    known = method.measured
    yield Paragraph(
        f"Measured on {day(known.on)} with Tollbook {known.tollbook}, on annotated "
        "passages that were written for it. The scores come from a file that the measuring program "
        "writes, with a digest of each set."
    )
    if known.tollbook != method.tollbook:
        yield Paragraph(
            f"This page was written by Tollbook {method.tollbook}: some of the code that reads has "
            "changed since."
        )
    yield Grid(
        ("set", "what it is", "passages", "counts", *SCORES),
        (
            *(
                (
                    one.name,
                    text("sets", one.name),
                    count(one.passages),
                    count(one.figures),
                    *(f"{getattr(one, score):.2f}" for score in SCORES),
                )
                for one in known.sets
            ),
            (
                "second reader",
                f"a second careful reader on {known.readers_on}",
                "",
                "",
                *(f"{known.readers[score]:.2f}" for score in SCORES),
            ),
        ),
        frozenset(range(2, 4 + len(SCORES))),
    )
    yield Points(tuple(f"{score}: {text('scores', score)}" for score in SCORES))
    yield Paragraph(
        "By what happened to the people counted, in the sets that no rule is improved on "
        f"({', '.join(known.blind)}):"
    )
    yield Grid(
        ("measure", "counts", *SCORES),
        tuple(
            (
                one.name,
                count(one.figures),
                *(f"{getattr(one, score):.2f}" for score in SCORES),
            )
            for one in known.measures
        ),
        frozenset(range(1, 2 + len(SCORES))),
    )
    yield Paragraph(
        "Whole stories, of 20 to 40 reports each, with the answers of a careful reader. The tests "
        "of the program hold these shares; rules may be improved on open stories, blind ones are "
        "only measured."
    )
    yield Grid(
        ("share", *(f"{one.name}, {_number_of_stories(one.stories)}" for one in known.stories)),
        tuple(
            (words, *(f"{one.scores[score]:.2f}" for one in known.stories))
            for score, words in texts()["stories"].items()
        ),
        frozenset(range(1, 1 + len(known.stories))),
    )


def _number_of_stories(number: int) -> str:
    return f"{count(number)} {'story' if number == 1 else 'stories'}"


# Limits, settings, versions


def _limits(_: Method) -> Iterator[Part]:
    yield Points(tuple(texts()["limits"].values()))


def _settings(method: Method) -> Iterator[Part]:
    known = {name: (value, reason) for name, value, reason in method.settings.with_reasons()}
    for group in texts()["groups"].values():
        yield Paragraph(f"{group['title']}:")
        yield Grid(
            ("setting", "value", "reason"),
            tuple((name, _value(known[name][0]), known[name][1]) for name in group["settings"]),
            frozenset({1}),
        )


def _versions(method: Method) -> Iterator[Part]:
    yield Points(
        (
            f"The program that wrote this: Tollbook {method.tollbook}",
            f"Settings in force, SHA-256: {method.settings.digest()}",
            *(
                f"Words of the language “{code}”, SHA-256: {digest}"
                for code, digest in method.lexicons
            ),
            f"Last entry of the ledger, SHA-256: {method.head or 'none, the ledger is empty'}",
        )
    )
    yield Paragraph("What read the documents of this question:")
    yield Grid(
        ("program", "model", "model's digest", "words", "settings", "documents"),
        tuple(
            (
                run.tollbook,
                run.model,
                run.model_digest[:12],
                run.lexicon_digest[:12],
                run.settings_digest[:12],
                count(run.documents),
            )
            for run in method.read_with
        ),
        _last(6),
    )
    if method.head:
        yield Paragraph(
            f"“tollbook verify --expect {method.head}” proves that a copy of the ledger holds what "
            "this page was written from, with nothing changed or cut off."
        )


# Words


def _last(columns: int) -> frozenset[int]:
    return frozenset({columns - 1})


def _number(number: int, noun: str) -> str:
    """A number with its noun: "1 claim", "1,204 claims"."""
    return f"{count(number)} {noun}{'' if number == 1 else 's'}"


def _of(part: int, whole: int, what: str) -> str:
    """A share with its numbers: "12 of 48 counts (25%)"."""
    share = f" ({part / whole:.0%})" if whole else ""
    return f"{count(part)} of {count(whole)} {what}{share}"


def _listed(counted: Iterable[tuple[str, int]]) -> str:
    """Names with their numbers, the first of them; the others are counted."""
    names = list(counted)
    shown = [f"{name} ({count(n)})" for name, n in names[:_MOST]]
    if len(names) > _MOST:
        shown.append(f"and {_number(len(names) - _MOST, 'other')}")
    return ", ".join(shown)


def _value(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)
