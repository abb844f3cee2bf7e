"""Scoring: how close the machine, or a coder, comes to a careful reader."""
