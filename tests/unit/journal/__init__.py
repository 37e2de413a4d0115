"""Tests of the journal: what it promises about a charge, and what it refuses."""
