"""One way to write a value as JSON, so that its digest is the same for whoever computes it."""

from __future__ import annotations

import hashlib
import json
from typing import Any


def canonical(value: Any) -> str:
    """`value` as canonical JSON: keys sorted by code point, no blanks, nothing escaped needlessly.

    Control characters, quotation marks and backslashes are escaped as `json` does; everything else
    stands as itself.

    Raises:
        ValueError: a number is not finite.

    >>> canonical({"b": [1, None], "a": "Kursk – “300”"})
    '{"a":"Kursk – “300”","b":[1,null]}'
    """
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def digest(text: str | bytes) -> str:
    """SHA-256 in hex, of text as UTF-8."""
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).hexdigest()
