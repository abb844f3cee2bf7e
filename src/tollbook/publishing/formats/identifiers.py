"""Names for what linked data speaks of: URNs, the same in every file of a ledger.

They are names, not addresses: nothing is found under them but what the same file says.
"""

from __future__ import annotations

from typing import Literal
from urllib.parse import quote

Thing = Literal[
    "document",
    "statement",
    "claim",
    "estimate",
    "decision",
    "finding",
    "reading",
    "voice",
    "publisher",
    "person",
]


def urn(thing: Thing, id: str) -> str:
    """The name of a thing by its id.

    >>> urn("statement", "wire-7#3")
    'urn:tollbook:statement:wire-7%233'
    """
    return f"urn:tollbook:{thing}:{quote(id, safe='')}"
