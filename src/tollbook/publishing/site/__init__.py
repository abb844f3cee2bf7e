"""A case as a folder of pages that stand by themselves: no server, no script, nothing from outside.

Publication ─▶ state_of ─▶ changes ─▶ pages, card, feed ─▶ folder
(worked out)   (what it     (since the   (one at a time)     (whole, or as it was)
                says)        last one)
"""

from tollbook.publishing.site.folder import FolderError
from tollbook.publishing.site.publication import Publication
from tollbook.publishing.site.write import Published, publish

__all__ = ["FolderError", "Publication", "Published", "publish"]
