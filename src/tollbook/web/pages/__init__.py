"""The pages, a module each; `ROUTERS` has them in the order of the bar at the top."""

from tollbook.web.pages import cases, charts, claims, findings, predictions, voices

ROUTERS = (
    cases.router,
    charts.router,
    claims.router,
    findings.router,
    predictions.router,
    voices.router,
)
"""The routers of all pages."""
