"""Killed at any moment, or shared with another writer, the ledger stays whole."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

from ledger_tools import Place, dump
from ledger_writer import report, write
from tollbook.ledger import Ledger
from tollbook.model.address import Address

WRITER = Path(__file__).with_name("ledger_writer.py")


def start(path: Place, first: int, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, str(WRITER), str(path), str(first), str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own


def kill(writer: subprocess.Popen[str]) -> None:
    writer.kill()
    writer.communicate()


def finish(writer: subprocess.Popen[str]) -> int:
    writer.communicate(timeout=120)
    return writer.returncode


def count_whole(path: Place) -> int:
    """How many documents there are; each of them is found to be whole."""
    with Ledger.open(path, writable=False) as ledger:
        found = ledger.verify()
        assert found.holds, (found.where, found.failure)
        documents, statements = ledger.corpus()
        assert ledger.counts().versions == ledger.counts().readings == len(documents)
    for number in range(len(documents)):
        document, expected = report(number)
        assert documents[document.id].text == document.text
        assert [each for each in statements if each.document == document.id] == expected
    return len(documents)


def test_a_kill_loses_no_finished_document_and_keeps_none_by_half(tmp_path: Path) -> None:
    """The same command goes on where it stopped, and ends as if it had not been disturbed."""
    path, count = tmp_path / "killed.db", 150
    moments = random.Random(7)  # noqa: S311 - moments, not secrets
    finished = 0
    for _ in range(6):
        writer = start(path, 0, count)
        assert writer.stdout is not None
        told = [writer.stdout.readline() for _ in range(moments.randint(1, 12))]
        time.sleep(moments.uniform(0.0, 0.01))
        kill(writer)
        assert "" not in told
        assert count_whole(path) >= finished + len(told)
        finished = count_whole(path)

    write(path, 0, count)
    assert count_whole(path) == count
    write(tmp_path / "undisturbed.db", 0, count)
    assert dump(path) == dump(tmp_path / "undisturbed.db")


def test_a_kill_while_the_ledger_is_made_leaves_one_that_can_be_made(tmp_path: Path) -> None:
    moments = random.Random(8)  # noqa: S311 - as above
    for attempt in range(4):
        path = tmp_path / f"{attempt}.db"
        writer = start(path, 0, 3)
        deadline = time.monotonic() + 30
        while not path.exists() and time.monotonic() < deadline:
            time.sleep(0.002)
        time.sleep(moments.uniform(0.0, 0.03))
        kill(writer)
        write(path, 0, 3)
        assert count_whole(path) == 3


def test_two_writers_at_once_write_one_chain(path: Address) -> None:
    count = 40
    writers = [start(path, first, count) for first in (0, count)]
    assert [finish(writer) for writer in writers] == [0, 0]
    assert count_whole(path) == 2 * count


def test_two_writers_that_make_the_ledger_at_once_make_one(empty_path: Address) -> None:
    writers = [start(empty_path, first, 5) for first in (0, 5, 10)]
    assert [finish(writer) for writer in writers] == [0, 0, 0]
    assert count_whole(empty_path) == 15


def test_a_kill_of_a_writer_keeps_no_other_waiting(path: Address) -> None:
    """Its turn ends with it, in a database as well as in a file."""
    writer = start(path, 0, 200)
    assert writer.stdout is not None
    writer.stdout.readline()
    kill(writer)
    finished = count_whole(path)
    assert finished >= 1
    write(path, 0, finished + 3)
    assert count_whole(path) == finished + 3


def test_two_writers_of_the_same_documents_add_each_once(path: Address) -> None:
    count = 40
    writers = [start(path, 0, count) for _ in range(2)]
    assert [finish(writer) for writer in writers] == [0, 0]
    assert count_whole(path) == count
