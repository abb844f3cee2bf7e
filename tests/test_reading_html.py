from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reading_tools import (
    HEADLINE,
    PARAGRAPHS,
    article,
    assert_every_block_is_in_the_original,
    page,
    problem_of,
    read_one,
    roles,
    shown_in_original,
)
from tollbook.model.document import Document
from tollbook.reading.align import Page
from tollbook.reading.canonical import Traced
from tollbook.reading.html import read_page
from tollbook.reading.markup import scan, visible_text
from tollbook.reading.received import Received
from tollbook.settings import Settings

PARTS = {
    "paragraphs": "".join(f"<p>{part}</p>\n" for part in PARAGRAPHS),
    "divisions": "".join(f"<div class='para'>{part}</div>" for part in PARAGRAPHS),
    "line breaks": "<br><br>\n".join(PARAGRAPHS),
    "inline tags": "".join(
        f"<p><b>{p[:20]}</b><a href='/x'>{p[20:40]}</a>{p[40:]}</p>" for p in PARAGRAPHS
    ),
    "wrapped lines": "".join(
        f"<p>\n   {part.replace(' ', chr(10), 5)}\n</p>" for part in PARAGRAPHS
    ),
    "a quotation": "".join(f"<blockquote><p>{part}</p></blockquote>" for part in PARAGRAPHS),
    "a list": f"<p>{PARAGRAPHS[0]}</p><ul><li>{PARAGRAPHS[1]}</li><li>{PARAGRAPHS[2]}</li></ul>"
    f"<p>{PARAGRAPHS[3]}</p>",
}  # fmt: skip


@pytest.mark.parametrize("layout", PARTS)
def test_takes_the_report_and_leaves_the_page_around_it(tmp_path: Path, layout: str) -> None:
    document = read_one(tmp_path, page(article(PARTS[layout])), "dalvara.html")
    assert [words for _, words in roles(document)] == [HEADLINE, *PARAGRAPHS]
    listed = {PARAGRAPHS[1], PARAGRAPHS[2]} if layout == "a list" else set()
    assert [role for role, _ in roles(document)] == [
        "headline",
        *("item" if part in listed else "body" for part in PARAGRAPHS),
    ]
    assert document.id == "dalvara"
    assert document.format == "html"
    assert document.title == HEADLINE
    assert document.publisher == "Example Post"
    assert document.language == "en"
    assert_every_block_is_in_the_original(document)


def test_keeps_lists_and_tables_of_losses(tmp_path: Path) -> None:
    table = (
        "<table><tr><th>Town</th><th>Killed</th></tr><tr><td>Dalvara</td><td>14</td></tr></table>"
    )
    parts = (PARAGRAPHS[0], "<ul><li>Pelen: 5 killed</li><li>Old Bridge: 2 killed</li></ul>")
    document = read_one(tmp_path, page(article(*parts, PARAGRAPHS[1], table)), "a.html")
    assert [words for _, words in roles(document)] == [
        HEADLINE,
        PARAGRAPHS[0],
        "Pelen: 5 killed",
        "Old Bridge: 2 killed",
        PARAGRAPHS[1],
        "Town\tKilled",
        "Dalvara\t14",
    ]
    assert_every_block_is_in_the_original(document)


def test_names_byline_and_date_line(tmp_path: Path) -> None:
    front = ("By Ana Ray and Luis Mora", "5 March 2024")
    document = read_one(tmp_path, page(article(*front, *PARAGRAPHS)), "a.html")
    assert [role for role, _ in roles(document)][:4] == ["headline", "byline", "dateline", "body"]


ARTICLE_LD = {
    "@type": "NewsArticle",
    "headline": "Fourteen die in Dalvara",
    "datePublished": "2024-03-05T10:00:00Z",
    "dateModified": "2024-03-06",
    "publisher": {"@type": "Organization", "name": "Example Daily"},
    "url": "https://example.org/dalvara",
}
TEN = datetime(2024, 3, 5, 10, tzinfo=UTC)


def ld(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


TOLD = ("Fourteen die in Dalvara", "Example Daily", "https://example.org/dalvara", TEN)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (ld(ARTICLE_LD), TOLD),
        # in a list, in a graph, of two types, after a block that is broken
        (ld([{"@type": "WebSite", "name": "x"}, ARTICLE_LD]), TOLD),
        (ld({"@graph": [{"@type": "Organization", "name": "x"}, ARTICLE_LD]}), TOLD),
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", </script>'
            + ld(
                ARTICLE_LD | {"@type": ["ReportageNewsArticle", "x"], "publisher": "Example Daily"}
            ),
            TOLD,
        ),
        # OpenGraph and the canonical link
        (
            '<meta property="og:site_name" content="Example Daily">'
            '<meta content="Death in &quot;Dalvara&quot;" property="og:title">'
            '<meta property="article:published_time" content="2024-03-05T10:00:00+00:00">'
            '<link rel="canonical" href="https://example.org/c">',
            ('Death in "Dalvara"', "Example Daily", "https://example.org/c", TEN),
        ),
        # other tags; og:url
        (
            '<meta name="DC.date.issued" content="2024-03-05">'
            '<meta property="og:url" content="https://example.org/u">',
            (HEADLINE, "Example Post", "https://example.org/u", date(2024, 3, 5)),
        ),
        (
            '<meta name=date content="March 5, 2024"><link rel=canonical href=javascript:x>',
            (HEADLINE, "Example Post", None, date(2024, 3, 5)),
        ),
        # nothing, or nothing that can be: no date is better than a wrong one
        ("", (HEADLINE, "Example Post", None, None)),
        ('<meta name="date" content="yesterday">', (HEADLINE, "Example Post", None, None)),
        ('<meta name="date" content="9999-01-01">', (HEADLINE, "Example Post", None, None)),
        (
            ld({"@type": "NewsArticle", "datePublished": 5, "headline": ["x"], "publisher": 7}),
            (HEADLINE, "Example Post", None, None),
        ),
    ],
)
def test_reads_what_a_page_says_of_itself(
    tmp_path: Path, head: str, expected: tuple[str, str, str | None, date | None]
) -> None:
    document = read_one(tmp_path, page(article(*PARAGRAPHS), head), "a.html")
    told = (document.title, document.publisher, document.url, document.published)
    assert told == expected


def test_takes_the_date_of_a_time_element_or_of_the_page_text(tmp_path: Path) -> None:
    times = (
        "<time datetime='2020-01-01'>archive</time>"
        "<time class='published' datetime='2024-03-05'>5 March</time>"
    )
    assert read_one(tmp_path, page(article(times, *PARAGRAPHS)), "a.html").published == date(
        2024, 3, 5
    )
    written = "<div class='date'>Published on 2024-03-05</div>"
    assert read_one(tmp_path, page(article(written, *PARAGRAPHS)), "a.html").published == date(
        2024, 3, 5
    )


@pytest.mark.parametrize(
    ("body", "headline"),
    [
        # the name of the site is a heading too
        (f"<h1>Example Post</h1>{article(*PARAGRAPHS)}", HEADLINE),
        # none at all: the words of <title> without the site
        (f"<article>{PARTS['paragraphs']}</article>", HEADLINE),
        # in a lesser heading, that is not printed twice
        (f"<article><h2>{HEADLINE}</h2>{PARTS['paragraphs']}</article>", HEADLINE),
    ],
)
def test_finds_the_headline(tmp_path: Path, body: str, headline: str) -> None:
    document = read_one(tmp_path, page(body), "a.html")
    assert roles(document) == [("headline", headline), *(("body", part) for part in PARAGRAPHS)]
    assert_every_block_is_in_the_original(document)


def test_shows_a_quote_in_the_markup_of_the_page(tmp_path: Path) -> None:
    part = "At least 14 people were kil<i>led</i> &amp; 32&nbsp;wounded, the cafe\u0301 owner said."
    document = read_one(tmp_path, page(article(part, *PARAGRAPHS)), "a.html")
    for quote, shown in [
        ("14", "14"),
        ("killed", "kil<i>led"),
        ("& 32", "&amp; 32"),
        ("32 wounded", "32&nbsp;wounded"),
        ("café", "cafe\u0301"),
    ]:
        start = document.text.replace("\xa0", " ").index(quote)
        assert shown in shown_in_original(document, start, start + len(quote))


def test_hyphenation_hints_are_no_letters(tmp_path: Path) -> None:
    part = (
        "The casu\u00adalties were tak\u200ben to hos&shy;pital in Dalvara, where two of them died."
    )
    document = read_one(tmp_path, page(article(part, *PARAGRAPHS)), "a.html")
    assert "The casualties were taken to hospital in Dalvara" in document.text
    start = document.text.index("hospital")
    assert shown_in_original(document, start, start + 8) == "hos&shy;pital"


@pytest.mark.parametrize(
    ("encoding", "declared", "codec"),
    [
        ("iso-8859-1", "<meta charset='iso-8859-1'>", "cp1252"),
        ("cp1252", "", "cp1252"),
        ("utf-16", "", "utf-16"),
    ],
)
def test_reads_pages_in_old_encodings(
    tmp_path: Path, encoding: str, declared: str, codec: str
) -> None:
    part = "Zwölf Männer aus Düren starben, sagte die Polizei; fünf wurden verletzt gefunden."
    content = f"<!doctype html><html><head>{declared}<title>Zwölf</title></head>"
    content += f"<body>{article(part, part, headline='Zwölf Tote')}</body></html>"
    document = read_one(tmp_path, content.encode(encoding), "a.html")
    assert document.encoding == codec
    assert part in document.text
    assert document.language == "de"
    assert_every_block_is_in_the_original(document)


def test_a_page_without_a_report_is_a_problem(tmp_path: Path) -> None:
    empty_page = "<!doctype html><html><body><script>var dead = 12;</script></body></html>"
    assert problem_of(tmp_path, empty_page, "a.html") == (
        "a.html: the page has no main text; save the report as text."
    )


WORDS = st.sampled_from(
    ["12", "killed", "Mödling", "cafe\u0301", "👩\u200d🚒", "שלום", "مرحبا", "&amp;", "&lt;b&gt;",
     "&nbsp;", "&#8217;s", "<b>dead</b>", "<i>", "</i>", "<br>", "\r\n", "a\u00adb",
     "5 < 6", "&notanentity;"]
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(WORDS, min_size=8, max_size=25).map(" ".join), min_size=2, max_size=6))
def test_every_block_of_any_page_is_in_the_original(parts: list[str]) -> None:
    data = page(article(*(f"<p>{part}.</p>" for part in parts))).encode("utf-8")
    item = read_page(Received("x", "x.html", "x.html", data), Settings())
    assert isinstance(item, Document)
    done = 0
    for block in item.blocks:
        place = item.source_map.to_original(block.start, block.end)
        assert place is not None
        original = data.decode("utf-8")[place[0] : place[1]]
        found = visible_text(Traced.whole(original), scan(original, Settings()).runs).text
        assert found.split() == item.text[block.start : block.end].split()
        assert block.start >= done
        done = block.end


def test_a_paragraph_is_found_after_the_one_before_it() -> None:
    """The headline that is also in the menu is the one over the text."""
    text = Page(Traced.whole("Two dead | Sport Two dead A long story of the two. Two dead More"))
    headline, story, more = text.locate(["Two dead", "A long story of the two.", "Two dead"])
    assert headline and story and more
    assert headline.pieces[0][1] == 17
    assert more.pieces[0][1] == 51
    assert text.locate(["Three dead", ""]) == [None, None]
