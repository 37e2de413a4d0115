"""A believable, seeded population of an internet provider for the practice servers."""
