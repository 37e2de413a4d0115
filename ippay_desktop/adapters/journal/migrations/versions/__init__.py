"""One module per step; each states its own schema and imports nothing of the program."""
