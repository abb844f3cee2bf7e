"""Citations as text, as Markdown, as a BibTeX record and as data.

Everything that comes from a document is hostile: each form escapes what would act in it.
"""

from __future__ import annotations

import hashlib
import re
import textwrap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Literal

from tollbook.model.citation import Citation
from tollbook.model.statement import Figure
from tollbook.model.wire import to_json as statement_to_json
from tollbook.publishing.documents import to_json as document_to_json
from tollbook.publishing.links import web_address
from tollbook.publishing.phrases import range_in_words, said_by, whom
from tollbook.publishing.reviews import state_in_words, state_json
from tollbook.publishing.visible import one_line
from tollbook.reasoning.words import day

CitationForm = Literal["text", "markdown", "bibtex"]

_WIDTH, _LABEL = 80, 13
_TEX: Mapping[str, str] = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "$&#%_"},
}
"""Braces have names, since BibTeX counts them even behind a backslash."""

_MARKDOWN: Mapping[str, str] = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    **{character: f"\\{character}" for character in r"\`*_[]#|~$!"},
}


def write(citation: Citation, form: CitationForm) -> str:
    """A citation in one of its forms, with a line break at its end."""
    forms: Mapping[CitationForm, Callable[[Citation], str]] = {
        "text": _text,
        "markdown": _markdown,
        "bibtex": _bibtex,
    }
    return forms[form](citation)


def _text(citation: Citation) -> str:
    lines = [_count(citation)]
    for label, words in _facts(citation):
        first, rest = f"  {label:<{_LABEL}}", " " * (_LABEL + 2)
        lines += textwrap.wrap(
            words,
            _WIDTH,
            initial_indent=first,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        )
    return "\n".join(lines) + "\n"


def _facts(citation: Citation) -> Iterator[tuple[str, str]]:
    page, claim = citation.document, citation.claim
    yield "said by", said_by(citation.figure)
    yield "as of", day(citation.as_of)
    yield "words", f"“{one_line(citation.figure.evidence.quote)}”"
    if page.title:
        yield "title", one_line(page.title)
    yield "published", ", ".join(_published(citation))
    yield "found at", one_line(web_address(page) or f"{page.address}:{_line(citation)}")
    yield "figure", one_line(citation.figure.id)
    yield "checked", checked_in_words(citation)
    if machine := _machine(citation):
        yield "read as", machine
    if claim:
        yield "claim", claim.id
        if others := [id for id in claim.statements if id != citation.figure.id]:
            yield "also", ", ".join(map(one_line, others))
    yield "SHA-256", page.sha256
    yield "ledger head", citation.head


def checked_in_words(citation: Citation) -> str:
    """Whether a person has looked at the count: who, when and what they made of it."""
    review = citation.review
    if review is None or review.by is None or review.at is None:
        return "by nobody; this is how Tollbook reads the words"
    return f"{state_in_words(review)}, {day(review.at.date())}"


def _machine(citation: Citation) -> str:
    """What the machine read, where a person corrected it."""
    machine = citation.review.machine if citation.review else None
    if not isinstance(machine, Figure) or machine == citation.figure:
        return ""
    return f"{_count(replace(citation, figure=machine))}, said by {said_by(machine)}"


def _count(citation: Citation) -> str:
    """How many under which measure, and of whom; how firmly, unless it is plainly asserted."""
    figure = citation.figure
    count = f"{range_in_words(figure.low, figure.high, figure.modifier)} {figure.measure}"
    if figure.modality != "asserted":
        count += f" ({figure.modality})"
    people = whom(figure)
    return f"{count}, {people}" if people else count


def _published(citation: Citation) -> Iterator[str]:
    page = citation.document
    if page.publisher:
        yield one_line(page.publisher)
    yield day(page.published_on)


def _line(citation: Citation) -> int:
    return citation.document.line_of(citation.figure.evidence.start)


def _markdown(citation: Citation) -> str:
    page = citation.document
    title, url = _for_markdown(one_line(page.title or page.id)), web_address(page)
    if url:
        address = re.sub(r"[()*_\[\]]", _percent, url)
        title = f"[{title}]({address})"
    published = ", ".join(map(_for_markdown, _published(citation)))
    where = "" if url else f", `{one_line(page.address).replace('`', '')}:{_line(citation)}`"
    claim = f" · claim `{citation.claim.id}`" if citation.claim else ""
    return (
        f"**{_for_markdown(_count(citation))}**, as of {day(citation.as_of)}, said by "
        f"{_for_markdown(said_by(citation.figure))}\n\n"
        f"> “{_for_markdown(one_line(citation.figure.evidence.quote))}”\n>\n"
        f"> {title}, {published}{where}\n\n"
        f"figure {_for_markdown(one_line(citation.figure.id))}{claim} · "
        f"checked {_for_markdown(checked_in_words(citation))} · "
        f"SHA-256 `{page.sha256}` · ledger head `{citation.head}`\n"
    )


def _percent(match: re.Match[str]) -> str:
    return f"%{ord(match[0]):02X}"


def _for_markdown(text: str) -> str:
    r"""Text without anything that Markdown or HTML would act on.

    >>> _for_markdown("[a](b) <script> *c*")
    '\\[a\\](b) &lt;script&gt; \\*c\\*'
    """
    return "".join(_MARKDOWN.get(character, character) for character in text)


def _bibtex(citation: Citation) -> str:
    page, published = citation.document, citation.document.published_on
    note = (
        f"{_count(citation)}, as of {day(citation.as_of)}, said by {said_by(citation.figure)}: "
        f"“{one_line(citation.figure.evidence.quote)}”"
    )
    fields = {
        "author": f"{{{_for_tex(page.publisher)}}}" if page.publisher else "",
        "title": f"{{{_for_tex(page.title or page.id)}}}",
        "year": str(published.year) if published else "",
        "month": str(published.month) if published else "",
        "day": str(published.day) if published else "",
        "url": web_address(page) or "",
        "note": _for_tex(note),
        "figure": _for_tex(citation.figure.id),
        "claim": citation.claim.id if citation.claim else "",
        "checked": _for_tex(checked_in_words(citation)),
        "sha256": page.sha256,
        "ledgerhead": citation.head,
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{_key(citation.figure.id)},", *lines, "}\n"])


def _for_tex(text: str) -> str:
    r"""Text on one line, without anything that BibTeX or TeX would act on.

    >>> _for_tex("50 % {of 7} at\n C:\\x_1")
    '50 \\% \\textbraceleft{}of 7\\textbraceright{} at C:\\textbackslash{}x\\_1'
    """
    return "".join(_TEX.get(character, character) for character in one_line(text))


def _key(id: str) -> str:
    """A key that BibTeX can read; ids that differ in other characters have keys that differ.

    >>> _key("2025-04-30-courier#5"), _key("{ж}#5")
    ('2025-04-30-courier-5', '5-d733a038')
    """
    key = re.sub(r"[^A-Za-z0-9.:-]+", "-", id).strip("-")
    if re.fullmatch(r"[A-Za-z0-9.:-]+#\d+", id):
        return key
    return f"{key}-{hashlib.sha256(id.encode(errors='surrogatepass')).hexdigest()[:8]}"


def to_json(citation: Citation) -> dict[str, Any]:
    """The citation as a record that JSON can hold, its keys in a fixed order."""
    claim = citation.claim
    machine = citation.review.machine if citation.review else citation.figure
    return {
        "figure": statement_to_json(citation.figure),
        "claim": claim.id if claim else None,
        "statements": list(claim.statements) if claim else [citation.figure.id],
        "as_of": citation.as_of.isoformat() if citation.as_of else None,
        "document": document_to_json(citation.document),
        "line": _line(citation),
        "head": citation.head,
        "review": state_json(citation.review),
        "machine": statement_to_json(machine) if machine else None,
    }
