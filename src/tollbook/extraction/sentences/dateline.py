"""The dateline at the head of a report, with which no sentence begins."""

from __future__ import annotations

import re

DATELINE = re.compile(
    r"[A-Z][A-Z'’.-]{2,30}(?: [A-Z][A-Z'’.-]{1,30}){0,3}(?:, [\w .,'’/-]{1,40}?)?"
    r"(?: ?\([\w .,&'’/-]{2,40}\) ?[-–—]{1,2}| [–—]| --|(?<=\d) -) {1,3}(?=\S)"
)
