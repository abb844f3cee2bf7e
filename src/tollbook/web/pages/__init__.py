"""The pages, a module each."""

from tollbook.web.pages import (
    account,
    add,
    cases,
    charts,
    claims,
    coding,
    correct,
    decided,
    documents,
    findings,
    predictions,
    review,
    statements,
    users,
    versions,
    voices,
)

_PAGES = (
    add,
    cases,
    charts,
    claims,
    coding,
    correct,
    decided,
    documents,
    findings,
    predictions,
    review,
    statements,
    versions,
    voices,
    account,
    users,
)

ROUTERS = tuple(page.router for page in _PAGES)
"""The routers of all pages."""
