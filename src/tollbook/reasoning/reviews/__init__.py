"""Reviews: from what the machine read and what people decided to the statements that count."""

from tollbook.reasoning.reviews.apply import Reviewed, review
from tollbook.reasoning.reviews.force import in_force, undone_entries

__all__ = ["Reviewed", "in_force", "review", "undone_entries"]
