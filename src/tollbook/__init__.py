"""Tollbook reads reports and keeps a ledger of who said how many.

    import tollbook

    with tollbook.open("tollbook.db") as ledger:
        ledger.read("reports/")
        ledger.claims(measure="killed").to_dataframe()

`docs/library.md` is the tour of the library, `tollbook --help` lists the commands.
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tollbook.app.doctor import doctor
    from tollbook.app.library import OpenLedger, extract
    from tollbook.app.library import open_ledger as open
    from tollbook.app.linting import lint
    from tollbook.app.results import Results
    from tollbook.model.case import Case
    from tollbook.model.problem import Problem, TollbookError
    from tollbook.settings import Settings

__version__ = "0.2.0"

# One sentence is far too small to share between threads: they only wait for each other. It must be
# said before numpy is loaded, by whatever part of Tollbook comes first.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# The names of the library, loaded when first asked for: `tollbook --help` waits for none of them.
_LIBRARY = {
    "Case": ("tollbook.model.case", "Case"),
    "OpenLedger": ("tollbook.app.library", "OpenLedger"),
    "Problem": ("tollbook.model.problem", "Problem"),
    "Results": ("tollbook.app.results", "Results"),
    "Settings": ("tollbook.settings", "Settings"),
    "TollbookError": ("tollbook.model.problem", "TollbookError"),
    "doctor": ("tollbook.app.doctor", "doctor"),
    "extract": ("tollbook.app.library", "extract"),
    "lint": ("tollbook.app.linting", "lint"),
    "open": ("tollbook.app.library", "open_ledger"),
}

__all__ = [
    "Case",
    "OpenLedger",
    "Problem",
    "Results",
    "Settings",
    "TollbookError",
    "__version__",
    "doctor",
    "extract",
    "lint",
    "open",
]


def __getattr__(name: str) -> Any:
    if name not in _LIBRARY:
        raise AttributeError(f"module 'tollbook' has no attribute {name!r}")
    module, attribute = _LIBRARY[name]
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
