"""What reads is known by its version and the digest of its code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tollbook import __version__
from tollbook.build import build
from tollbook.ledger import Run
from tollbook.settings import Settings


def test_a_build_is_its_version_and_a_digest() -> None:
    assert re.fullmatch(rf"{re.escape(__version__)}\+[0-9a-f]{{12}}", build())


def test_a_run_names_the_build_that_reads() -> None:
    assert Run.of(Settings(), model="m", model_digest="0", lexicon_digest="0").tollbook == build()


def test_a_changed_rule_is_another_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rules, tables and places count; what is printed of them doesn't."""
    rule, layout = tmp_path / "extraction" / "rule.py", tmp_path / "publishing" / "layout.py"
    for room in ("extraction", "importing", "language", "model", "resolution", "publishing"):
        (tmp_path / room).mkdir()
    rule.write_text("MOST = 3")
    monkeypatch.setattr("tollbook.build.files", lambda _: tmp_path)
    before = build.__wrapped__()
    layout.write_text("WIDTH = 80")
    assert build.__wrapped__() == before
    rule.write_text("MOST = 4")
    assert build.__wrapped__() != before
