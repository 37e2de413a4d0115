"""The program as a process of its own, seen and moved only as a person or a screen reader could."""
