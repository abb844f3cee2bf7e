"""Watching feeds and pages: what is new is read into a ledger, politely, round after round."""
