"""Packages that only some exports need."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from tollbook.model.problem import ExportError


def load(module: str) -> Any:
    """A module of the extra `tables`.

    Raises:
        ExportError: it is not installed.
    """
    try:
        return import_module(module)
    except ImportError as error:
        package = module.partition(".")[0]
        raise ExportError(
            f"{package} is not installed; pip install 'tollbook[tables]' brings it"
        ) from error
