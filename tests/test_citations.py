"""A count is cited with what a reader needs to find and trust it, and no text of it can act."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from claim_tools import JANUARY, NIS, a_corpus, a_report
from factories import a_document, a_figure, a_prediction
from tollbook.app.cite import cite
from tollbook.model.citation import Citation
from tollbook.model.problem import TollbookError
from tollbook.publishing.citations import CitationForm, to_json, write
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.record import Record

HEAD = "ab" * 32
HOSTILE = "} % \\input{/etc/passwd} <script>alert(1)</script> [x](javascript:y) *a*\x1b[31m {"


def a_citation(page: Any = None, **odd: Any) -> Citation:
    """Of one figure; by default the NIS says that about 300 soldiers were killed."""
    page = page or a_document(
        "Some 300 soldiers were killed, the NIS said.",
        title="300 dead",
        url="https://gazette.example/1",
    )
    usual: dict[str, Any] = {"modifier": "about", "population": "soldiers", **NIS}
    figure = a_figure(page, "300 soldiers were killed", **(usual | odd))
    return cite(Record(Corpus({page.id: page}, (figure,))), figure.id, HEAD)


def hostile() -> Citation:
    page = a_document(
        f"{HOSTILE} 300 soldiers were killed {HOSTILE}",
        id=f"{HOSTILE}/feed",
        title=HOSTILE,
        publisher=HOSTILE,
        url=f"https://gazette.example/{HOSTILE}",
    )
    words = page.text
    return a_citation(page, content=words, origin=HOSTILE, entity=None)


def bibtex_fields(record: str) -> dict[str, str]:
    """The fields of one BibTeX record, read as BibTeX does: braces are counted, whatever precedes.

    Fails if a brace is left open, or if something stands behind the record.
    """
    start = re.match(r"@misc\{([^\s{},\"#%'()=\\]+),", record)
    assert start is not None, record
    fields: dict[str, str] = {}
    at = start.end()
    while field := re.compile(r"\s*(\w+) = \{").match(record, at):
        depth, at = 1, field.end()
        first = at
        while depth:
            depth += {"{": 1, "}": -1}.get(record[at], 0)
            at += 1
        fields[field[1]] = record[first : at - 1]
        assert record[at] == ","
        at += 1
    assert record[at:].strip() == "}", record[at:]
    return fields


def test_a_figure_is_cited_with_its_claim_page_and_hashes() -> None:
    shown = write(a_citation(), "text")
    assert shown.splitlines()[0] == "about 300 killed, soldiers"
    for words in (
        "said by      National Intelligence Service",
        "as of        14 January 2025",
        "words        “300 soldiers were killed”",
        "title        300 dead",
        "published    Daily Gazette, 14 January 2025",
        "found at     https://gazette.example/1",
        "figure       report#1",
        f"ledger head  {HEAD}",
    ):
        assert words in shown
    assert a_citation().document.sha256 in shown


def test_a_claim_is_cited_by_its_fullest_statement_and_names_the_others() -> None:
    reports = (a_report("a", modifier="about", **NIS), a_report("b", JANUARY, **NIS))
    record = Record(a_corpus(*reports))
    (claim,) = record.claims.all
    found = cite(record, claim.id, HEAD)
    assert (found.figure.id, found.as_of) == (claim.figure.id, JANUARY)
    assert "also         b#1" in write(found, "text")
    assert to_json(found)["statements"] == ["a#1", "b#1"]


@pytest.mark.parametrize(
    ("odd", "words"),
    [
        ({"relayers": ["an aide"]}, "National Intelligence Service, via an aide"),
        ({"modality": "denied"}, "about 300 killed (denied), soldiers"),
        ({"modifier": "at_least", "high": None}, "at least 300 killed"),
        ({"origin": None, "entity": None}, "no source given"),
    ],
)
def test_a_citation_keeps_hedge_and_voices(odd: dict[str, Any], words: str) -> None:
    shown = {form: write(a_citation(**odd), form) for form in FORMS}
    assert all(words in text for text in shown.values()), shown


FORMS: tuple[CitationForm, ...] = ("text", "markdown", "bibtex")


def test_a_page_without_an_address_is_found_by_file_and_line() -> None:
    page = a_document(
        "Headline\n300 soldiers were killed", published=None, url="javascript:alert(1)"
    )
    found = a_citation(page)
    assert "found at     report.txt:2" in write(found, "text")
    assert "`report.txt:2`" in write(found, "markdown")
    assert "javascript" not in "".join(write(found, form) for form in FORMS)


def test_a_bibtex_record_parses() -> None:
    fields = bibtex_fields(write(a_citation(), "bibtex"))
    assert fields["author"] == "{Daily Gazette}"
    assert (fields["year"], fields["month"], fields["day"]) == ("2025", "1", "14")
    assert fields["url"] == "https://gazette.example/1"
    assert fields["ledgerhead"] == HEAD
    assert "“300 soldiers were killed”" in fields["note"]


def test_a_bibtex_record_of_a_hostile_page_parses() -> None:
    """Nothing in it ends a field, comments out a line or calls a macro of its own."""
    fields = bibtex_fields(write(hostile(), "bibtex"))
    assert {"author", "title", "url", "note", "sha256"} <= fields.keys()
    for name in ("author", "title", "note", "figure"):
        without_escapes = re.sub(r"\\(?:text\w+\{\}|[$&#%_])", "", fields[name])
        without_escapes = without_escapes.removeprefix("{").removesuffix("}")
        assert not set(without_escapes) & set("\\{}$&#%_~^\x1b"), fields[name]
    assert not set(fields["url"]) & set("{}\\<> ")


def test_markdown_of_a_hostile_page_is_plain_text() -> None:
    shown = write(hostile(), "markdown")
    assert "<script" not in shown
    assert "\x1b" not in shown
    assert re.findall(r"(?<!\\)\]\(", shown) == ["]("]
    assert "*a*" not in shown.replace("\\*", "")
    assert "](https://gazette.example/" in shown


def test_text_of_a_hostile_page_acts_on_no_terminal() -> None:
    assert "\x1b" not in write(hostile(), "text")


@pytest.mark.parametrize(
    ("id", "words"),
    [
        ("report#9", "no count is called 'report#9'; did you mean report#1"),
        ("nothing like it", "'tollbook show' prints the ids of figures"),
        ("report#2", "report#2 is a statement of the kind prediction; only counts can be cited"),
    ],
)
def test_what_is_no_count_cant_be_cited(id: str, words: str) -> None:
    page = a_document("300 soldiers were killed. More will die.")
    said = (a_figure(page, "300 soldiers were killed"), a_prediction(page, "More will die", n=2))
    with pytest.raises(TollbookError, match=words):
        cite(Record(Corpus({page.id: page}, said)), id, HEAD)


def test_an_undated_count_says_so() -> None:
    page = a_document("300 soldiers were killed", published=None)
    assert "an unknown day" in write(a_citation(page), "text")
    dated = a_citation(page, period=(None, date(2025, 1, 3)))
    assert dated.as_of == date(2025, 1, 3)
