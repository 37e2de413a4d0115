"""Modules that Python itself looks for, in processes that tests start."""
