"""Use cases: blocking, thread-safe, without Qt, HTTP or SQL; each face calls these."""
