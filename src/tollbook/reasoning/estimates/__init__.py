"""Estimates: from what each origin said last to low, best and high, with the working."""

from tollbook.reasoning.estimates.answers import estimate

__all__ = ["estimate"]
