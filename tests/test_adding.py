"""Adding in the background: what comes of uploads, pasted texts and pages, watched and stopped."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import tollbook
from tollbook.app.adding import Adding, Progress, Upload
from tollbook.model.document import Given
from tollbook.model.problem import TollbookError
from tollbook.settings import Safety

REPORT = (
    b"BENI, March 5, 2025 (Hill Radio) - Militants killed 14 farmers near Beni, the mayor said.\n"
)
SAFETY = Safety()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "added.db"


@pytest.fixture
def adding(path: Path) -> Iterator[Adding]:
    made = Adding(tollbook.open(path))
    yield made
    made.close()


def _finish(adding: Adding, upload: Upload) -> Progress:
    """What became of an upload, once it is over."""
    number = adding.start(upload, "Ada")
    adding.wait(number)
    progress = adding.progress(number)
    assert progress is not None
    assert progress.is_over, progress
    return progress


def _upload(*files: tuple[str, bytes], given: Given | None = None) -> Upload:
    upload = Upload(SAFETY, given or Given())
    for name, data in files:
        upload.add(name, io.BytesIO(data))
    return upload


def test_each_file_is_added_under_its_own_name(adding: Adding, path: Path) -> None:
    progress = _finish(adding, _upload(("beni.txt", REPORT)))
    [added] = progress.added
    assert (progress.status, progress.share, progress.by) == ("done", 1.0, "Ada")
    assert (added.name, added.outcome, added.document) == ("beni.txt", "added", "beni")
    assert added.statements == progress.statements == 1
    with tollbook.open(path) as ledger:
        assert ledger.document("beni").address == "beni.txt"


def test_the_same_file_again_is_known_and_a_changed_one_is_a_new_version(adding: Adding) -> None:
    """Wherever it lay for the moment: it is known by its name."""
    _finish(adding, _upload(("beni.txt", REPORT)))
    [again] = _finish(adding, _upload(("beni.txt", REPORT))).added
    [changed] = _finish(adding, _upload(("beni.txt", REPORT.replace(b"14", b"15")))).added
    assert (again.outcome, again.document) == ("unchanged", "beni")
    assert (changed.outcome, changed.document) == ("new_version", "beni")


def test_two_files_of_one_name_are_two_documents(adding: Adding) -> None:
    other = b"GOMA, 2 May 2024 - Forty people drowned in the lake when a ferry sank, police said.\n"
    progress = _finish(adding, _upload(("a/report.txt", REPORT), ("b\\report.txt", other)))
    assert [one.document for one in progress.added] == ["report", "report-2"]


def test_no_name_leads_out_of_the_folder(adding: Adding) -> None:
    """Whatever a browser says that a file is called, it is read under the last part of that."""
    names = ["../../etc/passwd", "..", "", "a\0b.txt", "C:\\x\\y.txt", "é" * 400 + ".txt", ".x"]
    files = [(name, REPORT + str(n).encode()) for n, name in enumerate(names)]
    added = _finish(adding, _upload(*files)).added
    assert all(one.outcome for one in added)
    assert [one.name for one in added] == [
        *("passwd", "file", "file", "ab.txt", "y.txt", "é" * 56 + ".txt", ".x")
    ]


def test_what_cannot_be_used_is_said_in_a_sentence_and_the_rest_goes_on(adding: Adding) -> None:
    progress = _finish(adding, _upload(("x.pdf", b"%PDF-1.7 ..."), ("beni.txt", REPORT)))
    refused, added = progress.added
    assert refused.sentence == (
        "x.pdf: this is a PDF file, not text; convert it to text or HTML first."
    )
    assert (refused.outcome, added.outcome) == (None, "added")


def test_what_somebody_says_of_a_file_counts_where_it_says_nothing(
    adding: Adding, path: Path
) -> None:
    given = Given(published=date(2025, 3, 6), publisher="Hill Radio")
    _finish(adding, _upload(("note.txt", b"A landslide killed 12 miners."), given=given))
    with tollbook.open(path) as ledger:
        page = ledger.document("note")
        assert (page.publisher, page.published) == ("Hill Radio", date(2025, 3, 6))


def test_a_pasted_text_is_a_document_with_its_title(adding: Adding, path: Path) -> None:
    """The same title again is the same document, changed."""
    for number, outcome in ((12, "added"), (12, "unchanged"), (13, "new_version")):
        upload = Upload(SAFETY)
        upload.paste(
            f"A landslide at the Kamituga mine killed {number} miners on Sunday, the army said.",
            title="Landslide at the mine",
            publisher="Hill Radio",
            published=date(2025, 3, 6),
        )
        [added] = _finish(adding, upload).added
        assert (added.outcome, added.document) == (outcome, "landslide-at-the-mine")
    with tollbook.open(path) as ledger:
        assert ledger.document("landslide-at-the-mine").publisher == "Hill Radio"


def test_bounds_are_said_in_a_sentence() -> None:
    small = replace(SAFETY, upload_files=1, upload_bytes=10)
    with pytest.raises(TollbookError, match="more than 10 bytes are not taken at once"):
        _fill(Upload(small), b"x" * 11)
    upload = Upload(small)
    _fill(upload, b"x")
    with pytest.raises(TollbookError, match="more than 1 files are not taken at once"):
        _fill(upload, b"x")
    upload.discard()


def _fill(upload: Upload, data: bytes) -> None:
    upload.add("a.txt", io.BytesIO(data))


def test_a_reading_that_is_stopped_keeps_what_was_read(adding: Adding) -> None:
    """It ends before its next document; one that has not begun never does."""
    upload = _upload(*((f"{n}.txt", REPORT + b"%d" % n) for n in range(3)))
    number = adding.start(upload, "Ada")
    adding.stop(number)
    adding.wait(number)
    progress = adding.progress(number)
    assert progress is not None
    assert progress.status == "stopped"
    assert len(progress.added) < 3


def test_an_address_that_is_not_public_is_refused(adding: Adding) -> None:
    [refused] = _finish(adding, Upload(SAFETY, page="http://127.0.0.1/x")).added
    assert refused.outcome is None
    assert "127.0.0.1" in refused.sentence


def test_a_ledger_that_cannot_be_opened_fails_in_a_sentence(tmp_path: Path) -> None:
    adding = Adding(tollbook.open(tmp_path / "nowhere" / "x.db"))
    progress = _finish(adding, _upload(("beni.txt", REPORT)))
    adding.close()
    assert progress.status == "failed"
    assert "name a file in a folder that exists" in progress.sentence


def test_nothing_is_left_of_the_files(adding: Adding) -> None:
    upload = _upload(("beni.txt", REPORT))
    [path] = upload.names
    _finish(adding, upload)
    assert not path.exists()
