"""The Splynx adapter against the practice Splynx."""
