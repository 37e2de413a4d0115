"""The local copy on practice servers and real files."""
