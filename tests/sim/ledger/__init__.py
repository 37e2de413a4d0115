"""Stations that charge at the same time, with a team's ledger in PostgreSQL and without one."""
