"""Estimates as text for a terminal, as an export with its working, and as data."""

from tollbook.publishing.estimates.export import to_json
from tollbook.publishing.estimates.flat import estimate_shape
from tollbook.publishing.estimates.text import layout, layout_in_brief

__all__ = ["estimate_shape", "layout", "layout_in_brief", "to_json"]
