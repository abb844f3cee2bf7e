"""All claims at once: one question, of which the pairwise checks are cases.

claims ─▶ constraints ─▶ testimonies ─▶ solver ─▶ Consistency
"""

from tollbook.reasoning.consistency.consistency import Clash, Consistency, consistency
from tollbook.reasoning.consistency.solver import Shift
from tollbook.reasoning.consistency.testimony import RULES

__all__ = ["RULES", "Clash", "Consistency", "Shift", "consistency"]
