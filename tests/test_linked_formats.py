"""The linked formats of an export, each read by what its users read it with, nothing fetched."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import hxl
import pytest
from pyld import jsonld
from rocrate.rocrate import ROCrate

import tollbook
from tollbook.app.library import OpenLedger
from tollbook.model.problem import ExportError
from tollbook.model.statement import Figure
from tollbook.publishing.formats import FORMATS
from tollbook.publishing.formats.changes import replay
from tollbook.publishing.formats.hxl import MEASURE_TAGS
from tollbook.publishing.profiles import PROFILES, Profile

CASE = "north-korean-troops"
PERSON = "Quintilla Brannigan"
REASON = "checked against the broadcast"


@pytest.fixture(scope="module")
def path(example_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example with decisions of every kind on its case."""
    path = Path(shutil.copy(example_ledger, tmp_path_factory.mktemp("decided") / "war.db"))
    with tollbook.open(path) as ledger:
        figures = [one.id for one in ledger.statements(kind="figure", measure="killed", case=CASE)]
        by: dict[str, Any] = {"by": PERSON, "reason": REASON}
        ledger.confirm(figures[0], **by)
        ledger.correct(figures[1], {"low": 310}, **by)
        ledger.reject(figures[2], **by)
        undone = ledger.reject(figures[3], **by)
        ledger.undo(undone.entry or 0, **by)
        found = next(one for one in ledger.checks(case=CASE) if one.verdict == "fails")
        ledger.judge(found.key, **by)
    return path


@pytest.fixture(scope="module")
def ledger(path: Path) -> Iterator[OpenLedger]:
    with tollbook.open(path) as opened:
        yield opened


def exported(ledger: OpenLedger, folder: Path, format: str, **options: Any) -> Path:
    """The file of a format that has one."""
    [path] = ledger.export(CASE, folder, format=format, **options).files
    return path


def graph(path: Path) -> list[dict[str, Any]]:
    """What a JSON-LD file says, its context applied; nothing may be fetched for that."""

    def refuse(address: str, _: object) -> None:
        raise AssertionError(f"{address} would be fetched")

    written = json.loads(path.read_text(encoding="utf-8"))
    return list(jsonld.flatten(written, options={"documentLoader": refuse}))


def test_hxl_is_read_by_libhxl(ledger: OpenLedger, tmp_path: Path) -> None:
    path = exported(ledger, tmp_path, "hxl")
    data = hxl.data(str(path), hxl.InputOptions(allow_local=True))
    rows = list(data)
    claims = ledger.claims(case=CASE)
    assert len(rows) == len(ledger.record(case=CASE).claims.everything) >= len(claims)
    assert {"#affected+killed+min", "#affected+injured+max", "#geo+lat", "#meta+source"} <= {
        column.display_tag for column in data.columns
    }
    by_id = {row.get("#meta+id"): row for row in rows}
    for claim in claims:
        row = by_id[claim.id]
        assert row.get(f"{MEASURE_TAGS[claim.measure]}+min") == str(claim.figure.low)
        assert row.get("#date+as_of") == str(claim.as_of or "")
        assert row.get("#description+quote").lstrip("'") == claim.figure.evidence.quote
    assert hxl.validate(data)


@pytest.mark.parametrize("profile", PROFILES)
def test_every_selector_leads_to_its_words(
    ledger: OpenLedger, tmp_path: Path, profile: Profile
) -> None:
    """By place, and by the words with those around them, in the text with that hash.

    Words that hold a private name are found by their place alone where such names are withheld.
    """
    path = exported(ledger, tmp_path, "annotations", profile=profile)
    items = json.loads(path.read_text(encoding="utf-8"))["first"]["items"]
    rows = ledger.statements(case=CASE).whole
    texts = {
        hashlib.sha256(page.text.encode()).hexdigest(): page.text for page in ledger.documents()
    }
    assert len(items) == len(rows)
    for item, row in zip(items, rows, strict=True):
        *quotes, position = item["target"]["selector"]
        text = texts[item["target"]["state"]["sha256"]]
        span = row.statement.evidence
        assert text[position["start"] : position["end"]] == span.quote
        assert quotes or profile != "internal"
        for quote in quotes:
            assert quote["exact"] == span.quote
            around = quote.get("prefix", "") + quote["exact"] + quote.get("suffix", "")
            before = len(quote.get("prefix", ""))
            assert text.startswith(around, span.start - before)
            assert profile != "internal" or text.find(around) == span.start - before
    if profile != "internal":
        return
    [corrected] = [item for item in items if item["reviewState"] == "corrected"]
    assert (corrected["creator"]["name"], corrected["body"][1]["low"]) == (PERSON, 310)


def test_annotations_are_linked_data(ledger: OpenLedger, tmp_path: Path) -> None:
    nodes = graph(exported(ledger, tmp_path, "annotations"))
    of_type = [node for node in nodes if "http://www.w3.org/ns/oa#Annotation" in node["@type"]]
    assert len(of_type) == len(ledger.statements(case=CASE))
    for node in of_type:
        assert {"http://www.w3.org/ns/oa#hasTarget", "http://www.w3.org/ns/oa#hasBody"} <= set(node)


def test_schema_org_has_claims_where_they_appeared(ledger: OpenLedger, tmp_path: Path) -> None:
    nodes = {node["@id"]: node for node in graph(exported(ledger, tmp_path, "schema-org"))}
    word = "https://schema.org/"
    claims = [node for node in nodes.values() if f"{word}Claim" in node.get("@type", ())]
    assert len(claims) == len(ledger.record(case=CASE).claims.everything)
    for claim in claims:
        pages = [page["@id"] for page in claim[f"{word}appearance"]]
        assert claim[f"{word}firstAppearance"][0]["@id"] == pages[0]
        assert {f"{word}Article"} == {kind for page in pages for kind in nodes[page]["@type"]}


def test_an_author_is_a_person_or_an_organisation_only_where_that_is_known(
    ledger: OpenLedger, tmp_path: Path
) -> None:
    written = json.loads(exported(ledger, tmp_path, "schema-org").read_text(encoding="utf-8"))
    authors = {
        node["author"]["name"]: node["author"].get("@type")
        for node in written["@graph"]
        if "author" in node and node["@type"] == "Claim"
    }
    assert authors["Volodymyr Zelenskyy"] == "Person"
    assert authors["National Intelligence Service"] == "Organization"
    assert authors["Western officials"] is None
    unknown = {one.origin.name for one in ledger.claims(case=CASE) if one.origin.kind == "unknown"}
    assert unknown
    assert unknown.isdisjoint(authors)


def test_there_is_a_review_only_where_a_person_judged(ledger: OpenLedger, tmp_path: Path) -> None:
    nodes = graph(exported(ledger, tmp_path, "schema-org"))
    word = "https://schema.org/"
    [review] = [node for node in nodes if f"{word}ClaimReview" in node.get("@type", ())]
    assert review[f"{word}reviewBody"][0]["@value"] == REASON
    assert f"{word}reviewRating" not in review
    ids = {node["@id"] for node in nodes}
    assert {one["@id"] for one in review[f"{word}itemReviewed"]} <= ids


def test_provenance_leads_from_every_estimate_to_documents(
    ledger: OpenLedger, tmp_path: Path
) -> None:
    nodes = {node["@id"]: node for node in graph(exported(ledger, tmp_path, "prov"))}
    prov = "http://www.w3.org/ns/prov#"

    def linked(node: dict[str, Any], name: str) -> set[str]:
        return {one["@id"] for one in node.get(f"{prov}{name}", ())}

    for node in nodes.values():
        assert "@type" in node
        for name, values in node.items():
            if name.startswith(prov):
                ids = {one["@id"] for one in values if "@id" in one}
                assert {id for id in ids if id.startswith("urn:")} <= nodes.keys()
    estimates = [id for id in nodes if id.startswith("urn:tollbook:estimate:")]
    assert estimates
    for estimate in estimates:
        reached, found = {estimate}, {estimate}
        while reached:
            reached = {id for one in reached for id in linked(nodes[one], "wasDerivedFrom")}
            found |= reached
        assert any(id.startswith("urn:tollbook:document:") for id in found)
    [gone] = [node for node in nodes.values() if linked(node, "wasInvalidatedBy")]
    [decision] = linked(gone, "wasInvalidatedBy")
    assert decision in linked(gone, "wasInfluencedBy")
    assert linked(nodes[decision], "used") == {gone["@id"]}
    [person] = linked(nodes[decision], "wasAssociatedWith")
    assert nodes[person]["http://www.w3.org/2000/01/rdf-schema#label"][0]["@value"] == PERSON


def test_the_crate_is_loaded_by_rocrate(ledger: OpenLedger, tmp_path: Path) -> None:
    made = ledger.export(CASE, tmp_path, format="ro-crate")
    crate = ROCrate(tmp_path)
    written = {path.name for path in made.files} - {"ro-crate-metadata.json"}
    assert {entity.id for entity in crate.data_entities} == written
    for entity in crate.data_entities:
        content = (tmp_path / entity.id).read_bytes()
        assert entity["contentSize"] == str(len(content))
        assert entity["sha256"] == hashlib.sha256(content).hexdigest()
    assert crate.root_dataset["identifier"] == f"urn:tollbook:head:{made.head}"
    assert crate.root_dataset["license"]["name"] == "No licence stated"
    assert any("licence" in note for note in made.notes)


def test_the_sqlite_file_says_what_tollbook_says(ledger: OpenLedger, tmp_path: Path) -> None:
    path = exported(ledger, tmp_path, "sqlite")
    with closing(sqlite3.connect(path)) as connection:

        def rows(query: str) -> list[tuple[Any, ...]]:
            return connection.execute(query).fetchall()

        assert rows("PRAGMA foreign_key_check") == []
        figures = rows("SELECT id, measure, low, high, state FROM figures")
        claims = rows("SELECT id, origin, measure, low, high FROM claims WHERE NOT denial")
        made_of = rows("SELECT claim, statement FROM claim_statements")
        voices = {name for (name,) in rows("SELECT voice FROM voices")}
        about = dict(rows("SELECT name, value FROM about"))
        failing = rows("SELECT key FROM findings WHERE verdict = 'fails'")
    expected = ledger.statements(kind="figure", case=CASE)
    assert figures == [
        (one.id, one.measure, one.low, one.high, row.review.state if row.review else "proposed")
        for one, row in zip(expected, expected.whole, strict=True)
        if isinstance(one, Figure)
    ]
    assert sorted(claims) == sorted(
        (one.id, one.origin.name, one.measure, one.figure.low, one.figure.high)
        for one in ledger.claims(case=CASE)
    )
    everything = ledger.record(case=CASE).claims.everything
    assert made_of == [(one.id, said) for one in everything for said in one.statements]
    assert {one.origin.name for one in everything if one.origin.kind == "named"} == voices
    assert about["head"] == ledger.head()
    found = [*ledger.checks(case=CASE), *ledger.checks(judged=True, case=CASE)]
    assert {key for (key,) in failing} == {one.key for one in found if one.verdict == "fails"}


def test_the_changes_of_a_case_replay_to_the_case(ledger: OpenLedger, tmp_path: Path) -> None:
    lines = exported(ledger, tmp_path, "changes").read_text(encoding="utf-8").splitlines()
    held = replay(lines)
    said = ledger.statements(case=CASE)
    assert held["statement"].keys() == {one.id for one in said}
    assert held["document"].keys() == {one.document for one in said}
    entry = json.loads(lines[-2])["entry"]
    later = exported(ledger, tmp_path / "later", "changes", since=entry)
    assert later.read_text(encoding="utf-8").splitlines() == lines[-1:]


def test_a_feed_has_a_beginning_and_one_reader(path: Path, tmp_path: Path) -> None:
    with tollbook.open(path) as ledger, pytest.raises(ExportError, match="leave out --since"):
        ledger.export(CASE, tmp_path, format="csv", since=4)
    with (
        tollbook.open(path, prefer="second") as ledger,
        pytest.raises(ExportError, match="leave out --prefer"),
    ):
        ledger.export(CASE, tmp_path, format="changes")


@pytest.mark.parametrize("profile", PROFILES)
def test_profiles_withhold_people_and_reasons(
    ledger: OpenLedger, tmp_path: Path, profile: Profile
) -> None:
    for name in FORMATS.keys() & {"annotations", "schema-org", "prov", "changes", "sqlite"}:
        path = exported(ledger, tmp_path / name, name, profile=profile)
        written = path.read_bytes()
        assert (PERSON.encode() in written) == (profile == "internal"), name
        if name not in ("annotations", "sqlite"):
            assert (REASON.encode() in written) == (profile != "public"), name
    with closing(sqlite3.connect(tmp_path / "sqlite" / "tollbook.sqlite")) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
