"""Estimates as text for a terminal, as an export with its working, and as CSV."""

from tollbook.publishing.estimates.csv_ import write_csv
from tollbook.publishing.estimates.export import to_json
from tollbook.publishing.estimates.text import layout

__all__ = ["layout", "to_json", "write_csv"]
