"""The pages, a module each; `ROUTERS` has them in the order of the bar at the top."""

from tollbook.web.pages import cases

ROUTERS = (cases.router,)
"""The routers of all pages."""
