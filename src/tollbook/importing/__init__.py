"""Tables of an origin's series: each row becomes a document with the figures that it states.

FILE ─▶ tables ─▶ rows ─▶ ledger
          ▲         ▲
          └ mapping ┘   what the columns mean, in a TOML file
"""

from tollbook.importing.importing import Importer, Row, Tally, import_into, missing_documents, plan
from tollbook.importing.mapping import Mapping

__all__ = ["Importer", "Mapping", "Row", "Tally", "import_into", "missing_documents", "plan"]
