"""Profiles on disk: one declared list of settings, one file, never a secret in it."""
