"""The generated ledgers that reasoning is measured on: sound, seeded, and true to their truth."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest
from benchmarks.generated import Generated, generate

from tollbook.model.wire import from_json, to_json


@pytest.fixture(scope="module")
def ledger() -> Generated:
    return generate(1000, seed=7)


def test_one_seed_makes_one_ledger(ledger: Generated) -> None:
    again = generate(1000, seed=7)
    assert again.corpus.statements == ledger.corpus.statements
    assert again.truth == ledger.truth
    assert generate(1000, seed=8).corpus.statements != ledger.corpus.statements


def test_every_span_stands_in_the_text(ledger: Generated) -> None:
    """Statements are built without a reader; their words must stand where they say."""
    for figure in ledger.corpus.figures():
        text = ledger.corpus.documents[figure.document].text
        assert from_json(to_json(figure)) == figure
        parts = (figure.population, figure.place, figure.period, *figure.attribution)
        spans = [figure.evidence, figure.content, figure.number]
        spans += [part.mention for part in parts if part]
        spans += [voice.cue for voice in figure.attribution]
        assert all(text[span.start : span.end] == span.quote for span in spans if span)


def test_the_truth_covers_every_statement(ledger: Generated) -> None:
    corpus, truth = ledger.corpus, ledger.truth
    ids = {statement.id for statement in corpus.statements}
    assert truth.claims.keys() == truth.origins.keys() == ids
    assert truth.stories.keys() == truth.clusters.keys() == corpus.documents.keys()
    assert all(ids.issuperset(planted.statements) for planted in truth.planted)
    assert not truth.independent & truth.dependent


def test_a_claim_has_one_origin_and_one_people(ledger: Generated) -> None:
    claims: dict[str, set[tuple[str, str | None]]] = {}
    for figure in ledger.corpus.figures():
        side = figure.population.side if figure.population else None
        origin = ledger.truth.origins[figure.id]
        if figure.population:
            claims.setdefault(ledger.truth.claims[figure.id], set()).add((origin, side))
    assert all(len(kinds) == 1 for kinds in claims.values())


def test_reprints_share_a_third_of_their_shingles_and_other_texts_few(ledger: Generated) -> None:
    shingles = {id: _shingles(document.text) for id, document in ledger.corpus.documents.items()}
    of = ledger.truth.clusters
    for one, other in combinations(shingles, 2):
        shared = len(shingles[one] & shingles[other]) / len(shingles[one] | shingles[other])
        if of[one] == of[other]:
            assert shared > 1 / 3 or of[one] not in (one, other)
        else:
            assert shared < 1 / 3


def test_every_kind_of_error_is_planted() -> None:
    kinds = Counter(planted.check for planted in generate(5000, seed=7).truth.planted)
    assert kinds.keys() == {
        *("conflation", "hedge_dropped", "superseded", "relay_differs"),
        *("cumulative_falls", "exceeds_deployed", "parts_sum", "unattributed"),
    }
    assert min(kinds.values()) > 2


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = text.split()
    return {tuple(words[n : n + 3]) for n in range(len(words) - 2)}
