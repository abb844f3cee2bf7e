"""The pages, a module each."""

from tollbook.web.pages import (
    account,
    cases,
    charts,
    claims,
    documents,
    findings,
    predictions,
    statements,
    users,
    voices,
)

_PAGES = (
    cases,
    charts,
    claims,
    documents,
    findings,
    predictions,
    statements,
    voices,
    account,
    users,
)

ROUTERS = tuple(page.router for page in _PAGES)
"""The routers of all pages."""
