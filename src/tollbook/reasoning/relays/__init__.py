"""One briefing, many relays: numbers that a relay has wrong, and old ones that outlive the next."""

from __future__ import annotations

from tollbook.reasoning.relays.relayed import Relayed
from tollbook.reasoning.relays.slips import Slip, find_slips
from tollbook.reasoning.relays.stale import StaleCount, find_stale

__all__ = ["Relayed", "Slip", "StaleCount", "find_slips", "find_stale"]
