"""The pages, a module each; `ROUTERS` has them in the order of the bar at the top."""

from tollbook.web.pages import cases, correct, decided, review

ROUTERS = (cases.router, review.router, correct.router, decided.router)
"""The routers of all pages."""
