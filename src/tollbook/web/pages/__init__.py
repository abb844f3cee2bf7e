"""The pages, a module each."""

from tollbook.web.pages import (
    cases,
    charts,
    claims,
    documents,
    findings,
    predictions,
    statements,
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
)

ROUTERS = tuple(page.router for page in _PAGES)
"""The routers of all pages."""
