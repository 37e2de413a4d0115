"""Tests of pure parts."""
