"""Which voices are separate witnesses, and how many stand behind a claim."""

from tollbook.reasoning.independence.witnesses import Corroboration, Witnesses

__all__ = ["Corroboration", "Witnesses"]
