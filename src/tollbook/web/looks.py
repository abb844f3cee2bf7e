"""The templates with what they call: addresses that keep the day asked for, days, numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from fastapi.templating import Jinja2Templates
from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from starlette.datastructures import URL

from tollbook import __version__
from tollbook.model.statement import Change, Custody, Figure, Statement
from tollbook.publishing import estimates
from tollbook.publishing.answers import change_in_words, in_words, kind_note, number_of, some_names
from tollbook.publishing.card import days_in_words, deed, people_in_words, sureness
from tollbook.publishing.claims import claim_in_words, whose_claim
from tollbook.publishing.decisions import new_values
from tollbook.publishing.forecasts import event_in_words, likelihood_in_words, score_in_words
from tollbook.publishing.phrases import (
    day,
    range_in_words,
    said_by,
    says,
    where,
    where_and_when,
    whom,
)
from tollbook.publishing.second import STANDINGS, differences
from tollbook.publishing.visible import one_line, visible
from tollbook.web.addresses import address_of

STATIC = Path(__file__).with_name("static")


@cache
def templates() -> Jinja2Templates:
    """The templates of the desk; whatever is put into them is escaped."""
    env = Environment(
        loader=PackageLoader("tollbook.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_harmless,
    )
    env.globals |= {"link": _link, "to": _to, "asset": asset, "version": __version__}
    env.globals |= {"at_page": _at_page, "with_filter": _with_filter, "may_decide": _may_decide}
    env.globals |= {"chart": _chart}
    env.filters |= _FILTERS
    return Jinja2Templates(env=env)


def _harmless(value: Any) -> Any:
    """Text from outside, with what would turn or hide writing drawn; markup is left as it is."""
    return visible(value, keep="\n\t") if type(value) is str else value


@cache
def asset(name: str) -> str:
    """The address of a file in `static/`, with a digest in it, so that browsers may keep it."""
    digest = sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?{digest}"


@pass_context
def _link(context: Context, address: str, **query: Any) -> str:
    """An address with a query, asked as known on the day in the bar."""
    return _with_query(address, {"as-known-on": _day_asked(context)} | query)


@pass_context
def _to(context: Context, page: str, id: str, **query: Any) -> str:
    """The address of one thing of the ledger, asked as known on the day in the bar."""
    return _with_query(address_of(page, id), {"as-known-on": _day_asked(context)} | query)


@pass_context
def _at_page(context: Context, number: int) -> str:
    """The address of another page of the list that is shown, with its filters."""
    return _within_site(context["request"].url.include_query_params(page=number))


@pass_context
def _with_filter(context: Context, name: str, value: str) -> str:
    """The address of the first page of the list that is shown, with one filter changed."""
    url = context["request"].url.remove_query_params(["page", name])
    return _within_site(url.include_query_params(**{name: value}) if value else url)


@pass_context
def _chart(context: Context, page: str, id: str, **query: Any) -> str:
    """The address of the chart of one thing as a picture."""
    query = {"as-known-on": _day_asked(context)} | query
    return _with_query(f"{address_of(f'charts/{page}', id)}.svg", query)


def _within_site(url: URL) -> str:
    return f"{url.path}?{url.query}" if url.query else url.path


@pass_context
def _may_decide(context: Context) -> bool:
    """Whether forms that decide are shown: to those who may, and not for an earlier day."""
    return "decide" in context["request"].state.person.may and not _day_asked(context)


def _day_asked(context: Context) -> str:
    return str(context["request"].query_params.get("as-known-on", ""))


def _with_query(address: str, query: Mapping[str, Any]) -> str:
    given = {
        key.replace("_", "-"): value
        for key, value in query.items()
        if value is not None and value not in ("", [], ())
    }
    return f"{address}?{urlencode(given, doseq=True)}" if given else address


def _sentence(words: str) -> str:
    """The words with a capital at their beginning, the others as they are."""
    return words[:1].upper() + words[1:]


def anchor(id: str) -> str:
    """What marks a statement on the page of its document: "s4" for "report#4"."""
    return "s" + quote(id.rpartition("#")[2], safe="")


def tone(statement: Statement) -> str:
    """The class that colours a statement: that of its measure, else of its kind."""
    match statement:
        case Figure():
            return f"measure-{statement.measure}"
        case Change():
            return f"measure-{statement.measures[0]}"
        case Custody():
            return "measure-captured"
    return f"kind-{statement.kind}"


def _plural(number: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 report", "1,204 reports"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


_FILTERS: Mapping[str, Callable[..., Any]] = {
    "anchor": anchor,
    "change_in_words": change_in_words,
    "claim_in_words": claim_in_words,
    "contradiction": in_words,
    "day": day,
    "days": days_in_words,
    "deed": deed,
    "ends_in_words": estimates.in_words,
    "event_in_words": event_in_words,
    "kind_note": kind_note,
    "kinds_in_words": estimates.kinds_in_words,
    "left_out_in_words": estimates.left_out_in_words,
    "likelihood_in_words": likelihood_in_words,
    "new_values": new_values,
    "number_of": number_of,
    "one_line": one_line,
    "people": people_in_words,
    "plural": _plural,
    "range_in_words": range_in_words,
    "said_by": said_by,
    "says": says,
    "score_in_words": score_in_words,
    "sentence": _sentence,
    "some_names": some_names,
    "sureness": sureness,
    "differences": differences,
    "standing": lambda compared: STANDINGS[compared.standing].capitalize(),
    "tone": tone,
    "visible": visible,
    "where": where,
    "where_and_when": where_and_when,
    "whom": whom,
    "whose_claim": whose_claim,
    "why_in_words": estimates.why_in_words,
}
"""What templates may do to a value, by name; one a line, in order."""
