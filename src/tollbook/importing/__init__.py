"""Tables of an origin's series: each row becomes a document with the figures that it states.

FILE ─▶ tables ─▶ rows ─▶ app/tables.py puts them into a ledger
          ▲         ▲
          └ mapping ┘   what the columns mean, in a TOML file
"""

from tollbook.importing.mapping import Mapping

__all__ = ["Mapping"]
