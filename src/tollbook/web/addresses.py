"""Stable addresses of what the ledger holds, whatever characters its ids are made of."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from urllib.parse import quote

_PACKED = "~"


def address_of(page: str, id: str) -> str:
    """The address of the page for one thing, by its id.

    A browser takes "." and ".." out of an address, servers join empty parts, and what stands
    between the two may read "%2e" as a dot: an id that has any of them is packed.

    >>> address_of("documents", "goma/3")
    '/documents/goma/3'
    >>> address_of("statements", "goma#3")
    '/statements/goma%233'
    >>> address_of("documents", "../x")
    '/documents/~Li4veA'
    """
    if (
        id.startswith(_PACKED)
        or "%" in id
        or any(part in ("", ".", "..") for part in id.split("/"))
    ):
        packed = urlsafe_b64encode(id.encode(errors="surrogatepass")).decode().rstrip("=")
        return f"/{page}/{_PACKED}{packed}"
    return f"/{page}/{quote(id, safe='/')}"


def id_in(path: str) -> str:
    """The id that stands in the path of an address; of a packed one that is broken, the path.

    >>> id_in("~Li4veA")
    '../x'
    """
    if not path.startswith(_PACKED):
        return path
    packed = path.removeprefix(_PACKED)
    try:
        return urlsafe_b64decode(packed + "=" * (-len(packed) % 4)).decode(errors="surrogatepass")
    except ValueError:
        return path
