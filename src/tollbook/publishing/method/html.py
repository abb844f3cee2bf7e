"""A page as HTML: a piece to put into another page, or a whole one that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from importlib.resources import files

from tollbook.publishing.method.blocks import Entry, Grid, Page, Paragraph, Part, Points, Section
from tollbook.publishing.visible import one_line


def to_html(page: Page) -> str:
    """A whole page with its own style; it fetches nothing and runs nothing."""
    style = files(__package__).joinpath("page.css").read_text(encoding="utf-8")
    return "\n".join(
        (
            "<!doctype html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            f"<title>{_safe(page.title)}</title>",
            f"<style>\n{style}</style>",
            "</head>",
            "<body>",
            "<main>",
            to_fragment(page),
            "</main>",
            "</body>",
            "</html>\n",
        )
    )


def to_fragment(page: Page, level: int = 1) -> str:
    """The page without head and body; `level` is that of its title, its sections are one lower.

    Everything is escaped. Sections have an id, tables stand in a `div` of the class `wide`, and
    columns of numbers have the class `number`.
    """
    return "\n".join(_fragment(page, level))


def _fragment(page: Page, level: int) -> Iterator[str]:
    yield f"<h{level}>{_safe(page.title)}</h{level}>"
    for n, words in enumerate(page.lead):
        yield f"<p>{_safe(words)}</p>" if n else f'<p class="lead">{_safe(words)}</p>'
    yield '<nav aria-label="Sections"><ul class="contents">'
    for section in page.sections:
        yield f'<li><a href="#{_safe(section.key)}">{_safe(section.title)}</a></li>'
    yield "</ul></nav>"
    for section in page.sections:
        yield from _section(section, level + 1)


def _section(section: Section, level: int) -> Iterator[str]:
    yield f'<section id="{_safe(section.key)}">'
    yield f"<h{level}>{_safe(section.title)}</h{level}>"
    for part in section.parts:
        yield from _lines(part, level + 1)
    yield "</section>"


def _lines(part: Part, level: int) -> Iterator[str]:
    match part:
        case Paragraph(text):
            yield f"<p>{_safe(text)}</p>"
        case Points(items):
            yield "<ul>"
            yield from (f"<li>{_safe(item)}</li>" for item in items)
            yield "</ul>"
        case Grid(header, rows, numbers):
            kinds = [' class="number"' if n in numbers else "" for n in range(len(header))]
            yield f'<div class="wide" tabindex="0"><table class="of-{min(len(header), 4)}">'
            heads = "".join(
                f'<th scope="col"{kind}>{_cell(cell)}</th>'
                for cell, kind in zip(header, kinds, strict=True)
            )
            yield f"<thead><tr>{heads}</tr></thead><tbody>"
            for row in rows:
                first, *others = zip(row, kinds, strict=True)
                cells = "".join(f"<td{kind}>{_cell(cell)}</td>" for cell, kind in others)
                yield f'<tr><th scope="row"{first[1]}>{_cell(first[0])}</th>{cells}</tr>'
            yield "</tbody></table></div>"
        case Entry(title, facts):
            yield f"<h{level}>{_safe(title)}</h{level}>"
            yield '<dl class="facts">'
            for name, fact in facts:
                yield f"<div><dt>{_safe(name)}</dt><dd>{_safe(fact)}</dd></div>"
            yield "</dl>"


def _cell(text: str) -> str:
    """The text of a cell; a name such as about_tolerance may be broken behind its underscores."""
    return _safe(text).replace("_", "_<wbr>")


def _safe(text: str) -> str:
    return escape(one_line(text), quote=True)
