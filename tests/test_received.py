"""The page as received: its words and structure, and nothing that acts, loads or deceives."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from factories import a_document
from tollbook.publishing.received import received_page, sanitize
from tollbook.settings import Safety


@pytest.mark.parametrize(
    ("markup", "left"),
    [
        ("<h1>Toll</h1><p>30 <em>dead</em></p>", "<h1>Toll</h1><p>30 <em>dead</em></p>"),
        ("<p onclick='x()' style='color:red' class=a id=b data-c=d>a", "<p>a</p>"),
        ("<script>x()</script>a<script src='//b.example/x.js'></script>", "a"),
        ("a<scr<script>ipt>x()</script>b", "aipt&gt;x()b"),
        ("<style>@import url(//b.example)</style>a<link rel=stylesheet href=//b.example>", "a"),
        ("a<img src=//b.example/pixel.gif onerror=x()>b", "ab"),
        ("<picture><source srcset=//b.example></picture>a<video src=x>b</video>c", "ac"),
        ("a<svg onload=x()><script>x()</script><a xlink:href='javascript:x()'>b</a></svg>c", "ac"),
        ("a<math><mtext><img src=x onerror=x()></mtext></math>b", "ab"),
        ("<form action=//b.example><input name=p><button>Go</button>a</form>", "a"),
        ("<iframe src=//b.example></iframe><object data=x></object><embed src=x>a", "a"),
        ("<base href=//b.example><meta http-equiv=refresh content='0;//b.example'>a", "a"),
        ("<a href='javascript:x()'>a</a>", '<a rel="noopener noreferrer">a</a>'),
        ("<a href=' java\tscript:x()'>a</a>", '<a rel="noopener noreferrer">a</a>'),
        ("<a href='data:text/html,x'>a</a>", '<a rel="noopener noreferrer">a</a>'),
        ("<a href='/users?remove=Ana'>a</a>", '<a rel="noopener noreferrer">a</a>'),
        ("<a href='//b.example'>a</a>", '<a rel="noopener noreferrer">a</a>'),
        (
            "<a href='https://b.example/?a=1&b=2' target=_top ping=//c.example rel=opener>a</a>",
            '<a href="https://b.example/?a=1&amp;b=2" rel="noopener noreferrer">a</a>',
        ),
        ("<td colspan=2>a", "a"),
        ("<!-- <script>x()</script> -->a<![CDATA[b]]>", "a"),
        ("{{ 7*7 }} ${7*7} <%= 7 %>", "{{ 7*7 }} ${7*7} &lt;%= 7 %&gt;"),
        ("a&lt;script&gt;x()&lt;/script&gt;", "a&lt;script&gt;x()&lt;/script&gt;"),
        ("30&#x202e;dead&#8238;\x1b[2J\x00", "30�dead�␛[2J"),
        ("</body></html><p>a", "<p>a</p>"),
        ("<details open ontoggle=x()><summary>a</summary>b</details>", "<summary>a</summary>b"),
    ],
)
def test_only_what_is_listed_is_left(markup: str, left: str) -> None:
    assert sanitize(markup) == left


def test_a_cell_spans_no_million_columns() -> None:
    table = sanitize(
        "<table><tr><td colspan=9999999>a</td><td colspan=2 rowspan=0x9>b</td></table>"
    )
    assert table == '<table><tbody><tr><td>a</td><td colspan="2">b</td></tr></tbody></table>'


def test_it_is_clean_after_being_cleaned() -> None:
    """A browser reads it once more; what changes under a second reading could come alive there."""
    once = sanitize(
        "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=x()"
        "'><svg></p><style><a id='</style><img src=1 onerror=x()>'></svg><noscript><p title='"
        "</noscript><img src=x onerror=x()>'><p>30 dead<template><script>x()</script></template>"
    )
    assert sanitize(once) == once
    assert "onerror" not in {name for tag in _tags(once) for name, _ in tag}


def _tags(markup: str) -> list[list[tuple[str, str | None]]]:
    found: list[list[tuple[str, str | None]]] = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append(attrs)

    Tags().feed(markup)
    return found


@pytest.mark.parametrize(
    ("form", "original", "kind", "html"),
    [
        ("html", b"<p>30 dead<script>x()</script>", "page", "<p>30 dead</p>"),
        ("text", b"<p>30 dead\x1b[2J\tx", "text", '<pre dir="auto">&lt;p&gt;30 dead␛[2J\tx</pre>'),
        ("mail", b"Subject: <b>", "text", '<pre dir="auto">Subject: &lt;b&gt;</pre>'),
        ("jsonl", b'{"html": "<img src=x>"}', "text", None),
    ],
)
def test_other_formats_are_shown_as_the_text_that_came(
    form: str, original: bytes, kind: str, html: str | None
) -> None:
    page = received_page(a_document("30 dead", format=form, original=original))
    assert page.kind == kind
    assert html is None or page.html == html
    assert "<img" not in page.html
    assert not page.cut


def test_a_long_page_is_shown_in_part() -> None:
    page = received_page(
        a_document("30 dead", format="html", original=b"<p>30 dead <b>and more"),
        Safety(received_bytes=14),
    )
    assert page.cut
    assert page.html == "<p>30 dead <b></b></p>"
