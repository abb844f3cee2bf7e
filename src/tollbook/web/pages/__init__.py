"""The pages, a module each."""

from tollbook.web.pages import (
    account,
    cases,
    charts,
    claims,
    correct,
    decided,
    documents,
    findings,
    predictions,
    review,
    statements,
    users,
    voices,
)

_PAGES = (
    cases,
    charts,
    claims,
    correct,
    decided,
    documents,
    findings,
    predictions,
    review,
    statements,
    voices,
    account,
    users,
)

ROUTERS = tuple(page.router for page in _PAGES)
"""The routers of all pages."""
