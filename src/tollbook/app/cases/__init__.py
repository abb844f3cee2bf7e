"""Cases as files: where they lie, how they are read, and the template of a new one."""

from tollbook.app.cases.find import (
    case_entries,
    case_files_digest,
    case_path,
    corpus_of,
    find_case,
)
from tollbook.app.cases.read import read_answers, read_case
from tollbook.app.cases.template import write_case

__all__ = [
    "case_entries",
    "case_files_digest",
    "case_path",
    "corpus_of",
    "find_case",
    "read_answers",
    "read_case",
    "write_case",
]
