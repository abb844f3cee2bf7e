"""The learned tagger: a small network that finds source, cue and content of attributions."""

from tollbook.extraction.tagger.tag import Network, Passage, Tagged, Tags, tag

__all__ = ["Network", "Passage", "Tagged", "Tags", "tag"]
