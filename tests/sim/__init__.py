"""Real adapters and services against the practice servers."""
