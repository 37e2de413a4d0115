"""The command line without servers: its grammar, its objects, its exit codes."""
