"""The pages, a module each."""

from tollbook.web.pages import (
    api,
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
)

_PAGES = (
    api,
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
)

ROUTERS = tuple(page.router for page in _PAGES)
"""The routers of all pages."""
