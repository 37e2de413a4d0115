"""Tests of the repository's own tools and of its tidiness."""
