"""Verifying names the first entry that no longer says what was entered."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import zstandard

from factories import a_document, a_figure, reread
from ledger_tools import AT, RUN, ask, dump, tamper
from tollbook.ledger import Ledger, Verification
from tollbook.ledger.canonical import canonical, digest
from tollbook.ledger.chain import GENESIS
from tollbook.model.address import Address

FIRST = a_document("The army said 300 soldiers were killed in Goma.", id="first")
SECOND = a_document("Police said 300 soldiers were killed; 12 were hurt.", id="second")


@pytest.fixture
def path(path: Address) -> Address:
    """A ledger of six entries: run, version, reading, version, reading, version (3), reading."""
    with Ledger.open(path) as ledger:
        figure = a_figure(
            FIRST, "300 soldiers were killed", number="300", place="Goma", entity="army"
        )
        ledger.add(FIRST, [figure], RUN, AT)
        two = [
            a_figure(SECOND, "300 soldiers were killed", origin="Police"),
            a_figure(SECOND, "12 were hurt", n=2, measure="injured", low=12, origin="Police"),
        ]
        ledger.add(SECOND, two, RUN, AT)
        ledger.add(reread(FIRST, "The army said nothing."), [], RUN, AT)
    return path


def verified(path: Address, expect_head: str | None = None) -> Verification:
    with Ledger.open(path, writable=False) as ledger:
        return ledger.verify(expect_head)


def bytes_in_sql(path: Address, value: bytes) -> str:
    return f"x'{value.hex()}'" if path.file else f"'\\x{value.hex()}'::bytea"


def test_a_sound_ledger_holds(path: Address) -> None:
    found = verified(path)
    head = ask(path, "SELECT hash FROM entries ORDER BY seq DESC LIMIT 1")[0][0]
    assert found == Verification(entries_checked=7, quotes_checked=11, head=str(head))
    assert found.holds


def test_an_empty_ledger_holds(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "new.db") as ledger:
        assert ledger.verify() == Verification(0, 0, None)


def test_verifying_changes_nothing(path: Address) -> None:
    before = dump(path)
    verified(path)
    assert dump(path) == before


@pytest.mark.parametrize(
    ("command", "where", "failure"),
    [
        # statements
        (
            "UPDATE statements SET record = replace(record, ':300,', ':900,') WHERE reading = 5",
            "entry 5 (reading of second)",
            "statement second#1 is not the one that was entered",
        ),
        (
            "UPDATE statements SET low = 900 WHERE id = 'second#2'",
            "entry 5 (reading of second)",
            "the columns of statement second#2 differ from its record",
        ),
        (
            "UPDATE statements SET position = position + 7 WHERE id = 'second#2'",
            "entry 5 (reading of second)",
            "statement second#2 is not the one that was entered",
        ),
        (
            "DELETE FROM statements WHERE id = 'second#2'",
            "entry 5 (reading of second)",
            "it has 1 statements, 2 were entered",
        ),
        (
            "INSERT INTO statements SELECT reading, 2, 'second#3', kind, measures, origin, "
            "origin_entity, population, side, place, low, high, period_start, period_end, record "
            "FROM statements WHERE id = 'second#2'",
            "entry 5 (reading of second)",
            "it has 3 statements, 2 were entered",
        ),
        # evidence
        (
            "UPDATE evidence SET quote = '900' WHERE part = 'number'",
            "entry 3 (reading of first)",
            "the evidence of statement first#1 differs from its record",
        ),
        (
            "DELETE FROM evidence WHERE part = 'place'",
            "entry 3 (reading of first)",
            "the evidence of statement first#1 differs from its record",
        ),
        (
            "INSERT INTO evidence VALUES (5, 9, 'number', 0, 1, 'P')",
            "entry 5 (reading of second)",
            "it has evidence of statements that were not entered",
        ),
        (
            "INSERT INTO evidence VALUES (99, 0, 'number', 0, 1, 'P')",
            "the table evidence",
            "it holds 12 rows, the entries account for 11",
        ),
        # documents
        (
            "UPDATE versions SET text = replace(text, '300', '900') WHERE document = 'second'",
            "entry 4 (version of second)",
            "the text or metadata of the document was changed",
        ),
        (
            "UPDATE versions SET publisher = 'Evening Post' WHERE entry = 2",
            "entry 2 (version of first)",
            "the text or metadata of the document was changed",
        ),
        (
            "UPDATE versions SET read_at = '2020-01-01' WHERE entry = 6",
            "entry 6 (version of first)",
            "the document's number, address or time of reading was changed",
        ),
        (
            "DELETE FROM versions WHERE entry = 2",
            "entry 2 (version of first)",
            "the document first is gone",
        ),
        # the bytes as received
        (
            "UPDATE blobs SET packed = (SELECT packed FROM blobs ORDER BY size LIMIT 1)",
            "entry 2 (version of first)",
            "the original was changed: its bytes are more or fewer than were packed",
        ),
        (
            "UPDATE blobs SET packed = x'00'",
            "entry 2 (version of first)",
            "the original was changed: its bytes can't be unpacked",
        ),
        (
            "DELETE FROM blobs WHERE sha256 = (SELECT sha256 FROM versions WHERE entry = 4)",
            "entry 4 (version of second)",
            "the bytes as received are gone or of another size",
        ),
        (
            "INSERT INTO blobs VALUES ('ab', 1, x'00')",
            "the table blobs",
            "it holds 4 rows, the entries account for 3",
        ),
        # runs and readings
        (
            "UPDATE runs SET model = 'large'",
            "entry 1 (run)",
            "the run is not the one that was entered",
        ),
        (
            "UPDATE readings SET read_at = '2020-01-01' WHERE entry = 7",
            "entry 7 (reading of first)",
            "the reading is not the one that was entered",
        ),
        (
            "INSERT INTO readings VALUES (99, 2, 1, '2025-01-15')",
            "the table readings",
            "it holds 4 rows, the entries account for 3",
        ),
        # names
        (
            "UPDATE entities SET entity = 'police'",
            "the table entities",
            "its names are not those of the statements",
        ),
        # the chain
        (
            "DELETE FROM entries WHERE seq = 3",
            "entry 4 (version of second)",
            "entry 3 is missing: the next one there is has number 4",
        ),
        (
            "UPDATE entries SET payload = replace(payload, 'second', 'secret') WHERE seq = 4",
            "entry 4 (version of secret)",
            "its hash is not that of its content: it was changed after it was written",
        ),
        (
            "UPDATE entries SET payload = payload || ' ' WHERE seq = 4",
            "entry 4 (version of second)",
            "its hash is not that of its content: it was changed after it was written",
        ),
        (
            "UPDATE entries SET payload = '{{' WHERE seq = 4",
            "entry 4 (version)",
            "its payload is not JSON",
        ),
        (
            "UPDATE entries SET previous = 'ab' WHERE seq = 4",
            "entry 4 (version of second)",
            "it does not name the entry before it: one of the two was changed or moved",
        ),
    ],
)
def test_names_what_was_changed(path: Address, command: str, where: str, failure: str) -> None:
    """One change in the file, and the first entry that does not bear it."""
    tamper(path, command.replace("x'00'", bytes_in_sql(path, b"\0")))
    found = verified(path)
    assert (found.where, found.failure) == (where, failure)
    assert not found.holds


def test_entries_that_changed_places(path: Address) -> None:
    tamper(
        path,
        "UPDATE entries SET seq = 99 WHERE seq = 4",
        "UPDATE entries SET seq = 4 WHERE seq = 6",
        "UPDATE entries SET seq = 6 WHERE seq = 99",
    )
    found = verified(path)
    assert found.where == "entry 4 (version of first)"
    assert found.failure and found.failure.startswith("it does not name the entry before it")


def test_bytes_of_the_same_length_that_are_not_those_received(path: Address) -> None:
    forged = zstandard.ZstdCompressor().compress(FIRST.original.replace(b"300", b"900"))
    packed = bytes_in_sql(path, forged)
    tamper(path, f"UPDATE blobs SET packed = {packed} WHERE sha256 = '{FIRST.sha256}'")  # noqa: S608 - ours
    assert verified(path).failure == (
        "the original was changed: its bytes are not those that were received"
    )


CUT = (
    "DELETE FROM readings WHERE entry >= 6",
    "DELETE FROM versions WHERE entry >= 6",
    "DELETE FROM blobs WHERE sha256 NOT IN (SELECT sha256 FROM versions)",
)


def test_a_tail_cut_off_is_seen_by_whoever_kept_the_head(path: Address) -> None:
    """A chain cannot tell that it once was longer; its reader can."""
    head = verified(path).head
    tamper(path, "DELETE FROM entries WHERE seq >= 6", *CUT)
    assert verified(path).holds
    found = verified(path, expect_head=head)
    assert found.where == "the end of the chain"
    assert found.failure == (
        f"no entry has the hash {head}: entries were cut off, or the chain built anew"
    )


def test_a_tail_cut_off_leaves_rows_behind(path: Address) -> None:
    tamper(path, "DELETE FROM entries WHERE seq >= 6")
    found = verified(path)
    assert found.failure and "the entries account for" in found.failure


def test_a_head_kept_earlier_is_still_in_a_chain_that_grew(path: Address) -> None:
    head = verified(path).head
    with Ledger.open(path) as ledger:
        ledger.add(a_document(id="third"), [], RUN, AT)
    assert verified(path, expect_head=head).holds


def rebuild(path: Address, seq: int, old: str, new: str) -> None:
    """Replace words in a payload and hash the whole chain anew, as a thorough forger would."""
    previous, commands = GENESIS, []
    for number, kind, payload in ask(path, "SELECT seq, kind, payload FROM entries ORDER BY seq"):
        text = str(payload).replace(old, new) if number == seq else str(payload)
        line = {"seq": number, "kind": kind, "payload": json.loads(text), "previous": previous}
        made = digest(canonical(line))
        commands.append(
            f"UPDATE entries SET payload = '{text}', previous = '{previous}', "  # noqa: S608 - ours
            f"hash = '{made}' WHERE seq = {number}"
        )
        previous = made
    tamper(path, *commands)


def test_a_chain_built_anew_has_another_head(path: Address) -> None:
    head = verified(path).head
    rebuild(path, 6, "first.txt", "other.txt")
    tamper(path, "UPDATE versions SET address = 'other.txt' WHERE entry = 6")
    assert verified(path).holds
    assert not verified(path, expect_head=head).holds


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"document":"second"', '"document":7'),
        ('"document":"second"', '"documents":"second"'),
        ('"size":', '"sizes":'),
        ('"number":1', '"number":"1"'),
    ],
)
def test_a_forged_chain_with_an_odd_payload_fails_in_words(
    path: Address, old: str, new: str
) -> None:
    rebuild(path, 4, old, new)
    found = verified(path)
    assert found.where is not None
    assert found.where.startswith("entry 4 ")
    assert found.failure


def test_a_link_to_a_statement_that_is_not_there_fails_whatever_the_chain_says(
    path: Address,
) -> None:
    [(record,)] = ask(path, "SELECT record FROM statements WHERE id = 'second#2'")
    forged = str(record).replace('"part_of":null', '"part_of":"second#9"')
    rebuild(path, 5, digest(str(record)), digest(forged))
    tamper(path, f"UPDATE statements SET record = '{forged}' WHERE id = 'second#2'")  # noqa: S608 - ours
    found = verified(path)
    assert (found.where, found.failure) == (
        "entry 5 (reading of second)",
        "statement second#2: its part_of names 'second#9', which its reading does not have",
    )


def test_a_quote_that_is_not_in_the_document_fails_whatever_the_chain_says(path: Address) -> None:
    """The words of a statement stand in the text, even if all the digests agree."""
    [(record,)] = ask(path, "SELECT record FROM statements WHERE id = 'first#1'")
    forged = str(record).replace('"quote":"300"', '"quote":"900"')
    rebuild(path, 3, digest(str(record)), digest(forged))
    tamper(
        path,
        f"UPDATE statements SET record = '{forged}' WHERE id = 'first#1'",  # noqa: S608 - ours
        "UPDATE evidence SET quote = '900' WHERE part = 'number'",
    )
    assert verified(path).failure == (
        "statement first#1: its number quotes '900', which is not at 14..17 of the document"
    )
