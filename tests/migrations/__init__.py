"""Tests of the journal's schema and its steps."""
