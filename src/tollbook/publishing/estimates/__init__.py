"""Estimates as text for a terminal, as an export with its working, and as data."""

from tollbook.publishing.estimates.export import to_json
from tollbook.publishing.estimates.flat import estimate_shape
from tollbook.publishing.estimates.text import (
    in_words,
    kinds_in_words,
    layout,
    layout_in_brief,
    left_out_in_words,
    why_in_words,
)

__all__ = [
    "estimate_shape",
    "in_words",
    "kinds_in_words",
    "layout",
    "layout_in_brief",
    "left_out_in_words",
    "to_json",
    "why_in_words",
]
