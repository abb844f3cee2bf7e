"""The pages, a module each."""

from tollbook.web.pages import (
    add,
    cases,
    charts,
    claims,
    correct,
    decided,
    documents,
    findings,
    predictions,
    received,
    review,
    statements,
    versions,
    voices,
)

_PAGES = (
    add,
    cases,
    charts,
    claims,
    correct,
    decided,
    documents,
    findings,
    predictions,
    received,
    review,
    statements,
    versions,
    voices,
)

ROUTERS = tuple(page.router for page in _PAGES)
"""The routers of all pages."""
