"""Reasoning: pure functions over statements, with no I/O and no clock of their own."""
