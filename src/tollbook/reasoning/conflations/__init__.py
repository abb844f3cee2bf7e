"""Swapped measures: an origin's number given again as a count of something else.

The agency counts 3,000 *casualties*; a paper writes that it counted 3,000 *killed*. The number is
the origin's, so it looks well sourced, and it changes the answer more than most mistakes can.
"""

from __future__ import annotations

from tollbook.reasoning.conflations.find import Conflation, find_conflations, wrong_measure_ids

__all__ = ["Conflation", "find_conflations", "wrong_measure_ids"]
