"""What many tests share: the learned readers, loaded once a process."""

from __future__ import annotations

import pytest

from tollbook.extraction.sentences.parse import Parser


@pytest.fixture(scope="session")
def parser() -> Parser:
    """The parser of English with the shipped models."""
    return Parser()
