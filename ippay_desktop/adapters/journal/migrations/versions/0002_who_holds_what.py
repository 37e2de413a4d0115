"""Who is at work on what, so that stations with one ledger keep out of each other's way."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add claims, and what a journal knows about itself."""
    op.create_table(
        "claims",
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("holder", sa.String(64), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("since", sa.String(27), nullable=False),
        sa.Column("heartbeat_at", sa.String(27), nullable=False),
        sa.Column("lease_s", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("lease_s >= 0", name=op.f("ck_claims_lease_counted")),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_claims")),
    )
    op.create_index("ix_claims_holder", "claims", ["holder"])
    op.create_table(
        "facts",
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_facts")),
    )


def downgrade() -> None:
    """Forget them; the history is in the log."""
    op.drop_table("facts")
    op.drop_table("claims")
