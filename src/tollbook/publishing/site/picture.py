"""A chart within a page: every count in it is a link to its words, and it suits light and dark.

The drawing is that of `publishing.charts`. It is put into the page itself, since a picture in a
file of its own could link nowhere; its colours are changed by the page's style where it is dark.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from html import escape, unescape

import vl_convert

from tollbook.publishing.charts import ChartData, Dot
from tollbook.publishing.charts.draw import draw
from tollbook.publishing.charts.styles import PALETTES, Palette

_NOWHERE = "https://link.invalid/"  # a link has to be whole for Vega; the page's are relative
_LINK = re.compile(r'<a xlink:href="https://link\.invalid/([^"]*)"[^>]*>(<path )([^>]*?)/>')
_LABEL = re.compile(r'aria-label="([^"]*)"')
_SPOKEN = re.compile(r' (?:role|aria-[a-z]+)="[^"]*"')
_SIZE = re.compile(r'<svg ([^>]*?) width="([\d.]+)" height="([\d.]+)"')
_SAID = re.compile(
    r"Says: (.*?); Voice: (.*?); As of: (.*?); Words allow: .*?; Quote: (.*); Read in"
)


def with_links(
    data: ChartData, address: Callable[[str], str], source: Callable[[str], str]
) -> ChartData:
    """The chart with each count linked to the page of its statement.

    `address` gives where a statement (its id) stands, relative to the page that the chart is in;
    `source` who printed it.
    """

    def linked(dots: Iterable[Dot]) -> tuple[Dot, ...]:
        return tuple(
            replace(dot, link=f"{_NOWHERE}{address(dot.statement)}", source=source(dot.statement))
            for dot in dots
        )

    return replace(
        data,
        panels=tuple(
            replace(
                panel,
                lines=tuple(
                    replace(line, dots=linked(line.dots), relays=linked(line.relays))
                    for line in panel.lines
                ),
                failures=linked(panel.failures),
                breaks=linked(panel.breaks),
            )
            for panel in data.panels
        ),
    )


@lru_cache(maxsize=4)
def draw_svg(data: ChartData) -> str:
    """The chart as an SVG element to stand in a page; drawing it takes a second or so.

    Pointing at a count shows its words. The element is hidden from readers of screens, for whom
    the page has the same numbers in a table.
    """
    drawn = str(vl_convert.vegalite_to_svg(draw(data, pointed_at=True), allowed_base_urls=[]))
    linked = _LINK.sub(_with_words, drawn)
    sized = _SIZE.sub(r'<svg \1 aria-hidden="true" focusable="false"', _SPOKEN.sub("", linked), 1)
    return sized.replace(' xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1"', "", 1)


def _with_words(found: re.Match[str]) -> str:
    """A mark with the words that its link leads to as its title."""
    address, path, attributes = found.groups()
    label = _LABEL.search(attributes)
    said = _SAID.search(label[1]) if label else None
    title = "{} – {}, as of {}\n“{}”".format(*said.groups()) if said else ""
    written = escape(unescape(title))  # an attribute may hold what an element may not
    return f'<a href="{address}" tabindex="-1"><title>{written}</title>{path}{attributes}/>'


def dark_colours() -> Iterator[str]:
    """The rules of style that turn the colours of a light chart into those of a dark one."""
    light, dark = PALETTES["light"], PALETTES["dark"]
    for before, after in zip(_colours(light), _colours(dark), strict=True):
        for part in ("fill", "stroke"):
            yield f'.chart [{part}="{before}"] {{ {part}: {after}; }}'


def _colours(palette: Palette) -> tuple[str, ...]:
    return (
        *(palette.paper, palette.ink, palette.faint, palette.grid, palette.axis),
        *palette.voices,
        *(palette.nobody, palette.failed, palette.estimate, *palette.steps),
    )
