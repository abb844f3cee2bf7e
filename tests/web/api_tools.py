"""What the tests of the API share."""

from __future__ import annotations

from httpx2 import Response


def sentence(response: Response) -> str:
    """The detail of a problem, which has the one shape and says what it is of."""
    assert response.headers["content-type"] == "application/problem+json"
    told = response.json()
    assert told["status"] == response.status_code
    assert told["type"].startswith("/api#")
    assert {"title", "detail", "instance"} <= set(told)
    assert "Traceback" not in response.text
    return str(told["detail"])
