"""The templates with what they call: addresses that keep the day asked for, days, numbers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fastapi.templating import Jinja2Templates
from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context

from tollbook import __version__
from tollbook.publishing.answers import number_of
from tollbook.publishing.phrases import day, range_in_words
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
    )
    env.globals |= {"link": _link, "to": _to, "asset": asset, "version": __version__}
    env.filters |= {"day": day, "number_of": number_of, "range_in_words": range_in_words}
    env.filters |= {"plural": _plural}
    return Jinja2Templates(env=env)


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


def _day_asked(context: Context) -> str:
    return str(context["request"].query_params.get("as-known-on", ""))


def _with_query(address: str, query: Mapping[str, Any]) -> str:
    given = {
        key.replace("_", "-"): value
        for key, value in query.items()
        if value is not None and value not in ("", [], ())
    }
    return f"{address}?{urlencode(given, doseq=True)}" if given else address


def _plural(number: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 report", "1,204 reports"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
