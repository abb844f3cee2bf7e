"""Views for other programs: the newest figures as people decided them, and the documents."""

from __future__ import annotations

from alembic import op

from tollbook.ledger.views import make_views

revision = "0007"
down_revision = "0005"


def upgrade() -> None:
    """Make the views; nothing that is there is touched."""
    make_views(op.get_bind())
