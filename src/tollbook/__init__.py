"""Tollbook reads reports and keeps a ledger of who said how many."""

import os

__version__ = "0.1.0"

# One sentence is far too small to share between threads: they only wait for each other. It must be
# said before numpy is loaded, by whatever part of Tollbook comes first.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
