"""One test or more for each promise of docs/security.md."""
