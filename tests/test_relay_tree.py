"""The relays of a claim as a tree: who passed it on to whom, in time, and what got lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from claim_tools import JANUARY, NIS, a_corpus, a_report
from tollbook.model.document import Document
from tollbook.model.relay import RelayStep
from tollbook.model.statement import Figure
from tollbook.reasoning.record import Record
from tollbook.reasoning.relay_tree import relay_tree


def tree_of(*reports: tuple[Document, Figure]) -> RelayStep:
    record = Record(a_corpus(*reports))
    [claim] = record.claims.all
    return relay_tree(claim, record)


def drawn(step: RelayStep, depth: int = 0) -> list[str]:
    """A line a voice, indented by how far it is from the origin, with the documents it printed."""
    documents = " ".join(carrier.figure.document for carrier in step.carriers)
    line = f"{'  ' * depth}{step.role} {step.name} {documents}".rstrip()
    return [line, *(line for one in step.steps for line in drawn(one, depth + 1))]


def published_by(name: str, report: tuple[Document, Figure]) -> tuple[Document, Figure]:
    page, figure = report
    publisher = replace(figure.attribution[0], name=name)
    voices = (publisher, *figure.attribution[1:])
    return replace(page, publisher=name), replace(figure, attribution=voices)


def test_the_way_leads_from_the_origin_to_each_page() -> None:
    """A relayer that two papers cite stands once; what was in print first stands first."""
    root = tree_of(
        published_by("Late Post", a_report("c", JANUARY + timedelta(days=2), **NIS)),
        published_by("Gazette", a_report("a", relayers=["a lawmaker"], **NIS)),
        published_by(
            "Herald", a_report("b", JANUARY + timedelta(days=1), relayers=["a lawmaker"], **NIS)
        ),
    )
    assert drawn(root) == [
        "origin National Intelligence Service",
        "  relayer a lawmaker",
        "    publisher Gazette a",
        "    publisher Herald b",
        "  publisher Late Post c",
    ]
    assert [step.since for step in root.steps] == [JANUARY, JANUARY + timedelta(days=2)]


def test_the_person_who_says_it_for_a_body_passed_it_on() -> None:
    director = NIS | {"origin": "the director of the NIS"}
    root = tree_of(
        published_by("Gazette", a_report("a", **NIS)),
        published_by("Herald", a_report("b", **director)),
    )
    assert drawn(root) == [
        "origin National Intelligence Service",
        "  publisher Gazette a",
        "  relayer the director of the NIS",
        "    publisher Herald b",
    ]


def test_a_hedge_that_is_gone_is_lost() -> None:
    """Against the fullest wording of the claim: its hedge, and its doubt."""
    page, figure = a_report("a", modifier="about", modality="unconfirmed", **NIS)
    root = tree_of((page, figure), a_report("b", **NIS))
    lost = {one.figure.document: one.lost for step in root.steps for one in step.carriers}
    assert lost == {"a": (), "b": ("about", "unconfirmed")}


def test_without_a_source_the_page_is_the_root() -> None:
    assert drawn(tree_of(a_report("a", origin=None, entity=None))) == ["publisher Daily Gazette a"]
