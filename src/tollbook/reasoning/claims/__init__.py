"""From statements to claims: who said it, in which text, and which of it is one assertion."""

from tollbook.reasoning.claims.claims import Claims
from tollbook.reasoning.claims.find import find_claims

__all__ = ["Claims", "find_claims"]
