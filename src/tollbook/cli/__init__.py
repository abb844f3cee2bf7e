"""The terminal: each command opens something, calls one method, prints."""

from tollbook.cli.app import main

__all__ = ["main"]
