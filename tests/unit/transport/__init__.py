"""The HTTP transport against real sockets."""
