"""Item models over immutable rows of prepared strings."""
