"""A second reader: any language model, with its words checked.

    Document ─▶ windows ─▶ prompt ─▶ server or folder ─▶ grounding ─▶ SecondReading
                what is    guide,    one request a       every word
                sent       examples  window              stands there

Nothing of this is used unless somebody asks for it. `docs/second-reader.md` is the tour.
"""

from tollbook.second_reader.grounding import ground
from tollbook.second_reader.reader import SecondReader, Usage
from tollbook.second_reader.windows import windows

__all__ = ["SecondReader", "Usage", "ground", "windows"]
