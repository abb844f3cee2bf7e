"""Attribution: who is made to say what, by which words, through how many hands."""

from tollbook.extraction.attribution.find import find_attributions
from tollbook.extraction.attribution.relation import Attribution, Attributions, Relation

__all__ = ["Attribution", "Attributions", "Relation", "find_attributions"]
