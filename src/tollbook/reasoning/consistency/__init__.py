"""All claims at once: one question, of which the pairwise checks are cases.

claims ─▶ constraint sets ─▶ components ─▶ solver ─▶ Consistency
"""

from tollbook.reasoning.consistency.consistency import Clash, Consistency, consistency
from tollbook.reasoning.consistency.rules import RULES
from tollbook.reasoning.consistency.solver import Shift

__all__ = ["RULES", "Clash", "Consistency", "Shift", "consistency"]
