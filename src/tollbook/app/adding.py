"""Adding documents in the background: one reading at a time, which can be watched and stopped.

A reading takes what somebody uploaded, pasted or named, with an open ledger of its own, so that
whoever looks at the ledger meanwhile does not wait for it.
"""

from __future__ import annotations

import json
import re
import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath
from tempfile import mkdtemp
from typing import IO, Literal

from tollbook.app.library import OpenLedger
from tollbook.app.read import Read
from tollbook.model.document import NOTHING, Given
from tollbook.model.problem import Notice, Problem, TollbookError
from tollbook.settings import Safety

Status = Literal["waiting", "reading", "done", "stopped", "failed"]

_KEPT = 50  # readings whose outcome can still be looked at
_LONGEST_NAME = 60  # characters of a file's name: file systems take 255 bytes, four a character
_NOT_IN_NAMES = re.compile(r"[/\\\x00-\x1f\x7f]+")
_NOT_IN_IDS = re.compile(r"[^\w]+")
_ID_WORDS = 8  # of a pasted text without a title


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one document, or of an input that could not be used.

    `outcome` is `added`, `updated`, `unchanged` and so on as a reading has it; None where there is
    no document, and `sentence` says why. A notice is said of what was read all the same.
    """

    name: str
    outcome: str | None = None
    document: str = ""
    title: str = ""
    statements: int = 0
    sentence: str = ""
    is_notice: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a reading is: `share` from 0 to 1, None where nobody can tell."""

    number: int
    status: Status
    by: str
    added: tuple[Added, ...]
    share: float | None
    sentence: str = ""

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.status not in ("waiting", "reading")

    @property
    def statements(self) -> int:
        """How many statements were found in the documents that were taken."""
        return sum(one.statements for one in self.added)


@dataclass
class Upload:
    """Files in a folder of their own, which goes with the reading; or the address of a page.

    Raises:
        TollbookError: in `add`, there are too many files, or they are too large.
    """

    safety: Safety
    given: Given = NOTHING
    page: str = ""
    names: dict[Path, str] = field(default_factory=dict)
    bytes: int = 0

    def add(self, name: str, data: IO[bytes]) -> None:
        """Take one file under the name that it had where it came from."""
        if len(self.names) >= self.safety.upload_files:
            raise TollbookError(
                f"more than {self.safety.upload_files:,} files are not taken at once; add them in "
                "parts, or read the folder with 'tollbook read'"
            )
        known = _file_name(name)
        path = self._place() / known
        with path.open("wb") as file:
            shutil.copyfileobj(data, file)
        self.names[path] = known
        self.bytes += path.stat().st_size
        if self.bytes > self.safety.upload_bytes:
            raise TollbookError(
                f"more than {self.safety.upload_bytes:,} bytes are not taken at once; add the "
                "files in parts, or read them with 'tollbook read'"
            )

    def paste(
        self, text: str, *, title: str = "", publisher: str = "", published: date | None = None
    ) -> None:
        """Take a text that somebody pasted; the same title again is the same document."""
        words = title.strip() or " ".join(text.split()[:_ID_WORDS])
        record = {
            "id": _NOT_IN_IDS.sub("-", words.casefold()).strip("-")[:80] or "pasted",
            "text": text,
            "title": title.strip() or None,
            "publisher": publisher.strip() or None,
            "published": published.isoformat() if published else None,
        }
        path = self._place() / "pasted.jsonl"
        path.write_text(json.dumps(record) + "\n", encoding="utf-8")
        self.names[path] = "pasted text"
        self.bytes += path.stat().st_size

    def discard(self) -> None:
        """Remove the files; the ledger has what was read."""
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)

    def _place(self) -> Path:
        """A folder for the next file: two may have one name."""
        if not self._folder:
            self._folder = mkdtemp(prefix="tollbook-")
        place = Path(self._folder) / str(len(self.names))
        place.mkdir()
        return place

    _folder: str = ""


def _file_name(name: str) -> str:
    """The name of a file that somebody else chose, in a form that is the name of a file here."""
    plain = PurePosixPath(name.replace("\\", "/")).name
    plain = _NOT_IN_NAMES.sub("", plain).strip()[-_LONGEST_NAME:]
    return plain if plain.strip(".") else "file"


class Adding:
    """The readings of one ledger, one after the other in a thread of their own."""

    def __init__(self, open_ledger: OpenLedger) -> None:
        """`open_ledger` is used by this alone, and closed with it."""
        self._ledger = open_ledger
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="tollbook-adding")
        self._readings: dict[int, _Reading] = {}
        self._last = 0
        self._lock = threading.Lock()

    def start(self, upload: Upload, by: str) -> int:
        """Read an upload as soon as those before it are done; its number."""
        with self._lock:
            self._last += 1
            reading = self._readings[self._last] = _Reading(self._last, upload, by)
            while len(self._readings) > _KEPT:
                del self._readings[next(iter(self._readings))]
        self._worker.submit(reading.run, self._ledger)
        return reading.number

    def progress(self, number: int) -> Progress | None:
        """How far a reading is; None where there is none of that number any more."""
        reading = self._readings.get(number)
        return reading.progress() if reading else None

    def recent(self) -> tuple[Progress, ...]:
        """The readings whose outcome is still known, the newest first."""
        with self._lock:
            return tuple(one.progress() for one in reversed(self._readings.values()))

    def stop(self, number: int) -> None:
        """Stop a reading before its next document; what was read stays."""
        reading = self._readings.get(number)
        if reading:
            reading.stopping.set()

    def wait(self, number: int) -> None:
        """Return when a reading is over."""
        reading = self._readings.get(number)
        if reading:
            reading.over.wait()

    def close(self) -> None:
        """Stop everything, and wait for the document that is being read."""
        for reading in self._readings.values():
            reading.stopping.set()
        self._worker.shutdown(cancel_futures=True)
        self._ledger.close()


class _Reading:
    """One reading, as the thread that does it and those who watch it share it."""

    def __init__(self, number: int, upload: Upload, by: str) -> None:
        self.number = number
        self.stopping = threading.Event()
        self.over = threading.Event()
        self._upload = upload
        self._by = by
        self._status: Status = "waiting"
        self._added: list[Added] = []
        self._bytes = 0
        self._sentence = ""

    def run(self, ledger: OpenLedger) -> None:
        """Read everything, or up to where it is stopped."""
        self._status = "reading"
        try:
            for item in self._items(ledger):
                self._take(item)
                if self.stopping.is_set():
                    break
            self._status = "stopped" if self.stopping.is_set() else "done"
        except TollbookError as error:
            self._sentence, self._status = str(error), "failed"
        except Exception as error:
            # Whoever watches must learn that it ended; the thread has nobody to tell.
            self._sentence = f"Tollbook failed ({type(error).__name__}: {error})"
            self._status = "failed"
        finally:
            ledger.close()
            self._upload.discard()
            self.over.set()

    def _items(self, ledger: OpenLedger) -> Iterator[Read | Problem]:
        if self.stopping.is_set():
            return
        upload, given = self._upload, self._upload.given
        if upload.page:
            read = ledger.read_page(
                upload.page,
                language=given.language,
                published=given.published,
                publisher=given.publisher,
                safety=upload.safety,
            )
            yield from read
            yield from read.problems
        else:
            yield from ledger.read_each(*upload.names, given=given, uploaded=upload.names)

    def _take(self, item: Read | Problem) -> None:
        if isinstance(item, Problem):
            notice = isinstance(item, Notice)
            self._added.append(Added(item.where, sentence=str(item), is_notice=notice))
            return
        page = item.document
        self._bytes += len(page.original)
        added = Added(
            page.address, item.outcome, page.id, page.title or page.id, len(item.statements)
        )
        self._added.append(added)

    def progress(self) -> Progress:
        """How far it is."""
        share = min(self._bytes / self._upload.bytes, 1.0) if self._upload.bytes else None
        return Progress(
            self.number, self._status, self._by, tuple(self._added), share, self._sentence
        )
