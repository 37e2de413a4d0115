"""Tests with a real Secret Service."""
