"""Cases as files: where they lie, how they are read, and the template of a new one."""

from tollbook.cases.find import case_entries, case_path, find_case
from tollbook.cases.read import read_case
from tollbook.cases.template import write_case

__all__ = ["case_entries", "case_path", "find_case", "read_case", "write_case"]
