"""The pages, a module each."""

from tollbook.web.pages import (
    account,
    add,
    api,
    cases,
    charts,
    claims,
    coding,
    correct,
    decided,
    documents,
    findings,
    predictions,
    received,
    review,
    statements,
    users,
    versions,
    voices,
)

_PAGES = (
    add,
    api,
    cases,
    charts,
    claims,
    coding,
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
    account,
    users,
)

ROUTERS = tuple(page.router for page in _PAGES)
"""The routers of all pages."""
