"""The window: a thin face on the services; it decides nothing about money."""
