"""A page as Markdown, which reads as plain text as well."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tollbook.publishing.method.blocks import Entry, Grid, Page, Paragraph, Part, Points
from tollbook.publishing.visible import one_line

_ACTS = re.compile(r"([\\`*\[\]|~]|(?<!\w)_|_(?!\w))")  # "_" within a word is itself
_BEGINS = re.compile(r"^(\s*)([#+-]|\d+[.)])(?=\s)")


def to_markdown(page: Page) -> str:
    """The page as Markdown; nothing that comes from outside acts as markup."""
    lines = [f"# {_safe(page.title)}", ""]
    for words in page.lead:
        lines += [_safe(words), ""]
    for section in page.sections:
        lines += [f"## {_safe(section.title)}", ""]
        for part in section.parts:
            lines += [*_lines(part), ""]
    return "\n".join(lines)


def _lines(part: Part) -> Iterator[str]:
    match part:
        case Paragraph(text):
            yield _safe(text)
        case Points(items):
            yield from (f"- {_safe(item)}" for item in items)
        case Grid(header, rows, numbers):
            yield f"| {' | '.join(map(_safe, header))} |"
            rules = ("---:" if n in numbers else "---" for n in range(len(header)))
            yield f"| {' | '.join(rules)} |"
            yield from (f"| {' | '.join(map(_safe, row))} |" for row in rows)
        case Entry(title, facts):
            yield from (f"### {_safe(title)}", "")
            yield from (f"- **{_safe(name)}**: {_safe(fact)}" for name, fact in facts)


def _safe(text: str) -> str:
    r"""Text on one line without anything that Markdown or HTML would act on.

    >>> _safe("a|b [c](d) <script>"), _safe("1. about_tolerance")
    ('a\\|b \\[c\\](d) &lt;script&gt;', '1\\. about_tolerance')
    """
    words = _ACTS.sub(r"\\\1", one_line(text))
    words = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _BEGINS.sub(lambda found: f"{found[1]}{found[2][:-1]}\\{found[2][-1]}", words)
