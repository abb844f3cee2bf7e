"""Resolution: names to entities, populations to sides, places to points, words to dates."""

from tollbook.resolution.entities import Entity, EntityTable
from tollbook.resolution.resolve import resolve

__all__ = ["Entity", "EntityTable", "resolve"]
