"""What many tests share: the learned readers, loaded once a process; a place for a ledger."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

import postgres
import tollbook
from ledger_tools import DATABASES, a_place
from tollbook.example import reports
from tollbook.extraction.sentences.parse import Parser
from tollbook.model.address import Address


def pytest_configure() -> None:
    """Every process of a run uses one server of PostgreSQL; no example is timed."""
    postgres.prepare_run()
    settings.register_profile("untimed", deadline=None)
    settings.load_profile("untimed")


def pytest_unconfigure() -> None:
    """A run that started no server leaves nothing behind."""
    postgres.forget_run()


@pytest.fixture(scope="session")
def parser() -> Parser:
    """The parser of English with the shipped models."""
    return Parser()


@pytest.fixture(params=DATABASES)
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Address]:
    """Where a ledger is to be: a test that asks for it runs on every kind of database."""
    with a_place(request.param, tmp_path) as place:
        yield place


@pytest.fixture(params=DATABASES)
def empty_path(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Address]:
    """The same without any table."""
    with a_place(request.param, tmp_path, empty=True) as place:
        yield place


@pytest.fixture(scope="session")
def example_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped example, read once a worker; copied by whoever changes it."""
    path = tmp_path_factory.mktemp("example") / "example.db"
    with tollbook.open(path) as ledger:
        ledger.read(*reports())
    return path
