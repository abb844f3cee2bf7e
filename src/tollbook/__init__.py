"""Tollbook reads reports and keeps a ledger of who said how many."""

__version__ = "0.1.0"
