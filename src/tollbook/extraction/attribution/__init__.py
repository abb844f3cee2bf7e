"""Attribution: who says what, by which words, and through whom it reached the page."""

from tollbook.extraction.attribution.find import find_attributions
from tollbook.extraction.attribution.relation import Attribution, Attributions, Relation

__all__ = ["Attribution", "Attributions", "Relation", "find_attributions"]
