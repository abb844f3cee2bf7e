"""Publishing: one writer a format, for people and for other programs."""

from tollbook.publishing.csv_ import write_csv
from tollbook.publishing.jsonl import write_jsonl

__all__ = ["write_csv", "write_jsonl"]
