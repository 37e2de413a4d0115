"""The composition root: puts adapters, services and a face together."""
