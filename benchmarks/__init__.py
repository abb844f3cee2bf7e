"""Measures of quality and speed: `make quality` and `make bench`."""
