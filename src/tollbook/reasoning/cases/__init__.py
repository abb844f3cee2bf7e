"""Cases: which statements belong to a question, and who of its origins counts for what."""

from tollbook.reasoning.cases.automatic import automatic_cases
from tollbook.reasoning.cases.roles import Roles
from tollbook.reasoning.cases.within import within

__all__ = ["Roles", "automatic_cases", "within"]
