"""What changed between two days of a ledger, and why."""

from tollbook.reasoning.differences.causes import Cause, CauseKind
from tollbook.reasoning.differences.compare import Difference, DifferenceKind, find_differences

__all__ = ["Cause", "CauseKind", "Difference", "DifferenceKind", "find_differences"]
