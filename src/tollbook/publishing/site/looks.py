"""The templates of a publication, with what they call; whatever is put into them is escaped.

Every number is written by `number`, which takes the statements that it rests on: there is no other
way to write one, so that none can stand without a link to its words.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from tollbook.model.claim import Claim
from tollbook.model.statement import Change, Custody, Figure, Statement
from tollbook.publishing import estimates
from tollbook.publishing.answers import kind_note, number_of, some_names
from tollbook.publishing.claims import claim_in_words, link_in_words, whose_claim
from tollbook.publishing.evidence import mark_evidence
from tollbook.publishing.forecasts import event_in_words, likelihood_in_words
from tollbook.publishing.phrases import day, said_by, says, where_and_when, whom
from tollbook.publishing.quotations import quotation_of_statement, quotations_of_marks
from tollbook.publishing.site.picture import dark_colours
from tollbook.publishing.visible import one_line, visible

_FOLDER = Path(__file__).parent


@cache
def templates() -> Environment:
    """The templates; StrictUndefined, so that nothing is left blank by mistake."""
    env = Environment(
        loader=PackageLoader("tollbook.publishing.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_harmless,
    )
    env.globals |= {"to": _to, "number": _number, "claimed": _claimed, "tally": tally}
    env.filters |= _FILTERS
    return env


def style() -> str:
    """The style of all pages."""
    dark = "\n".join(f"  {rule}" for rule in dark_colours())
    return (
        (_FOLDER / "site.css").read_text(encoding="utf-8")
        + "\n/* The chart where it is dark */\n@media screen and (prefers-color-scheme: dark) {\n"
        + f"{dark}\n}}\n"
    )


def script() -> str:
    """What shows the words of a count beside the pointer; pages are whole without it."""
    return (_FOLDER / "chart.js").read_text(encoding="utf-8")


def card_style() -> str:
    """The style of the card, which has it in itself."""
    return (_FOLDER / "card.css").read_text(encoding="utf-8")


def source_hash(text: str) -> str:
    """What a page's policy calls a script or a style within it."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def tally(number: int, one: str, many: str = "") -> Markup:
    """How many of something the publication has, which is no number of people.

    >>> print(tally(1204, "report"))
    <span class="tally">1,204 reports</span>
    """
    noun = one if number == 1 else many or f"{one}s"
    return Markup('<span class="tally">{:,} {}</span>').format(number, noun)


@pass_context
def _to(context: Context, address: str | None) -> str:
    """The address of something in this publication, from the page that is written."""
    return f"{context['root']}{address or 'index.html'}"


@pass_context
def _number(context: Context, words: str, ids: Sequence[str], where: str | None = None) -> Markup:
    """A number in words, linked to the sentences of the statements that it rests on.

    `where` is another place that shows them, such as a finding.
    """
    publication = context["publication"]
    address = where or publication.at.words(ids)
    return Markup('<a class="n is-{}" href="{}" data-of="{}">{}</a>').format(
        publication.state(ids),
        f"{context['root']}{address}",
        " ".join(publication.discretion.id(id) for id in ids[:1]),
        words,
    )


@pass_context
def _claimed(context: Context, claim: Claim, words: str = "") -> Markup:
    """What a claim says, linked to all of its sentences."""
    return _number(
        context,
        words or number_of(claim),
        claim.statements,
        context["publication"].at.claim(claim),
    )


def _harmless(value: Any) -> Any:
    """Text from outside, with what would turn or hide writing drawn; markup is left as it is."""
    return visible(value, keep="\n\t") if type(value) is str else value


def _time(when: date | None) -> Markup:
    """A day, also for programs."""
    if when is None:
        return Markup('<span class="quiet">no day</span>')
    return Markup('<time datetime="{}">{}</time>').format(when.isoformat(), day(when))


def _sentence(words: str) -> str:
    """The words with a capital at their beginning, the others as they are."""
    return words[:1].upper() + words[1:]


def _tone(statement: Statement) -> str:
    """The class that colours a statement: that of its measure, else of its kind."""
    match statement:
        case Figure():
            return f"measure-{statement.measure}"
        case Change():
            return f"measure-{statement.measures[0]}"
        case Custody():
            return "measure-captured"
    return f"kind-{statement.kind}"


def _spaced(word: str) -> str:
    return word.replace("_", " ")


_FILTERS: Mapping[str, Callable[..., Any]] = {
    "claim_in_words": claim_in_words,
    "event_in_words": event_in_words,
    "kind_note": kind_note,
    "kinds_in_words": estimates.kinds_in_words,
    "likelihood_in_words": likelihood_in_words,
    "link_in_words": link_in_words,
    "mark_evidence": mark_evidence,
    "one_line": one_line,
    "quotation": quotation_of_statement,
    "quotations": quotations_of_marks,
    "said_by": said_by,
    "says": says,
    "sentence": _sentence,
    "some_names": some_names,
    "spaced": _spaced,
    "time": _time,
    "tone": _tone,
    "where_and_when": where_and_when,
    "whom": whom,
    "whose_claim": whose_claim,
}
"""What templates may do to a value, by name; one a line, in order."""
