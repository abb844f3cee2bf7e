"""What holds of every extraction, whatever the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from factories import a_document
from tollbook.extraction import Parser, extract
from tollbook.model.document import Block, Document
from tollbook.model.statement import Figure, Statement
from tollbook.model.text import Span
from tollbook.settings import Settings

PLACES = ["Goma", "Beni", "northern Idlib", "the town of Kisangani", "Port-au-Prince", "São Tomé"]
SOURCES = [
    "police",
    "the governor",
    "Dr. Ana Duarte",
    "the army",
    "a Red Cross nurse",
    "O'Neil",
]
DAYS = ["on Sunday", "last week", "since 3 May", "in 2019", "overnight", "at 9 a.m. on Monday"]
NUMBERS = [
    "Two", "eleven", "At least 40", "3,000", "dozens of", "up to 1.5 million", "No", "one in three",
    "between 5 and 9", "a", "hundreds of", "the two", "½", "some 20", "twenty-one", "both", "1 234",
]  # fmt: skip
PEOPLE = [
    "men", "people", "women and children", "soldiers", "nurse", "of them", "pupils", "rebels",
    "hostages", "civilians", "Kenyan truckers", "bodies", "others", "", "dead", "wounded",
]  # fmt: skip
HARMS = [
    "were killed", "shot", "shot dead", "were shot", "died", "shot and killed", "were wounded",
    "were taken hostage", "are missing", "fled", "were not hurt", "lost their lives", "survived",
    "were arrested", "killed or wounded", "may have died", "were detained and later freed",
]  # fmt: skip
WHOLE = [
    "Two men shot in Goma died on Sunday.",
    "The toll rose from 12 to 15, including three medics.",
    "Six miners were shot. Two of them died. The other four are in hospital.",
    "Among the dead were a nurse and six children.",
    "Casualties: 40 (12 killed, 28 injured).",
    "DOZENS KILLED AS FERRY SINKS",
    "Seven were killed in Van, five in Lice and four in Hakkari.",
    "It denied killing anyone; “we shot nobody”, he said.",
    "They were all released.",
    "The number of those shot who died doubled to 8.",
    "- Goma: 4 dead\n- Beni: 3 dead, 2 missing",
    "The army has 500 fighters there, 200 of them were captured.",
]
MARKS = [".", "!", "?", ";", " —", "…", ":", ",", "”.", ")", " \u200b.", "\u00a0.", "\n", ""]


@st.composite
def clauses(draw: st.DrawFn) -> str:
    """Such as "At least 40 soldiers shot in Goma died on Sunday"."""

    def one(words: list[str]) -> str:
        return draw(st.sampled_from(words))

    words = [one(NUMBERS), one(PEOPLE), one(HARMS)]
    words += ["in", one(PLACES)] * draw(st.booleans())
    words += [one(HARMS)] * draw(st.booleans())
    words += ["including", one(NUMBERS).lower(), one(PEOPLE)] * draw(st.booleans())
    words += [one(DAYS)] * draw(st.booleans())
    return " ".join(word for word in words if word)


@st.composite
def sentences(draw: st.DrawFn) -> str:
    """A clause or a list of them, perhaps said or denied by somebody, perhaps quoted."""
    inner = draw(st.lists(clauses(), min_size=1, max_size=3).map(", and ".join))
    source = draw(st.sampled_from(SOURCES))
    return draw(
        st.sampled_from(
            [
                inner,
                f"{inner}, {source} said",
                f"{source.capitalize()} denied that {inner.lower()}",
                f"“{inner},” {source} told reporters",
                f"According to {source}, {inner.lower()}",
                inner.upper(),
                f"{source}: {inner}",
            ]
        )
    ) + draw(st.sampled_from(MARKS))


TEXTS = st.lists(st.one_of(sentences(), st.sampled_from(WHOLE)), min_size=1, max_size=5)


@pytest.fixture(scope="module")
def parser() -> Parser:
    """The models, loaded once."""
    return Parser()


def document(lines: list[str]) -> Document:
    """The sentences as a headline and one paragraph, or as a headline alone."""
    text = "\n".join([lines[0], *([" ".join(lines[1:])] if lines[1:] else [])])
    head = Block(0, len(lines[0]), "headline")
    body = Block(len(lines[0]) + 1, len(text))
    return a_document(text, blocks=(head, body) if lines[1:] else (head,))


def spans(statement: Statement) -> Iterator[Span]:
    """Every span that a statement holds, wherever in it."""
    todo: list[object] = [statement]
    while todo:
        value = todo.pop()
        if isinstance(value, Span):
            yield value
        elif isinstance(value, tuple):
            todo.extend(value)
        elif hasattr(value, "__dataclass_fields__"):
            todo.extend(getattr(value, name) for name in value.__dataclass_fields__)


def leads_on(start: str, links: Mapping[str, str | None]) -> bool:
    """Whether links end somewhere and never come back to where they have been."""
    seen: set[str] = set()
    place: str | None = start
    while place is not None:
        if place in seen:
            return False
        seen.add(place)
        place = links[place]
    return True


@given(TEXTS)
@example(["Two men shot in Goma died on Sunday."])
@example(["The two men shot in the leg, two of them women, died", "They died, they said."])
@example(["Two wounded were taken hostage in Beni shot including two men."])
@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_statements_stand_on_their_text_and_on_each_other(parser: Parser, lines: list[str]) -> None:
    """Ids are unique, quotes are slices, links lead to other figures and end, twice the same."""
    read = document(lines)
    statements = extract(read, parser, Settings())
    figures = {s.id: s for s in statements if isinstance(s, Figure)}
    assert len({statement.id for statement in statements}) == len(statements)
    for statement in statements:
        assert statement.document == read.id
        for span in spans(statement):
            assert span.quote == read.text[span.start : span.end]
    for links in (
        {figure.id: figure.part_of for figure in figures.values()},
        {figure.id: figure.same_as for figure in figures.values()},
    ):
        assert all(links[id] is None or links[id] in figures for id in links)
        assert all(leads_on(id, links) for id in links)
    counted = [(f.measure, f.number.start) for f in figures.values() if f.number is not None]
    assert len(set(counted)) == len(counted)
    assert extract(read, parser, Settings()) == statements
