"""Tables as files: written, and read back with other tools."""
