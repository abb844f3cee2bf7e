"""Forms as a browser sends them: with the token that the site gave to it."""

from __future__ import annotations

from typing import Any

from fastapi.testclient import TestClient
from httpx2 import Response


def post(client: TestClient, page: str, **fields: Any) -> Response:
    """Send a form of a page, without going where the answer leads."""
    client.get(page)
    token = client.cookies.get("csrf")
    return client.post(page, data={"csrf": token, **fields}, follow_redirects=False)
