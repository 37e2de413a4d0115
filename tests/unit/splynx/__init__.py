"""The Splynx adapter, part by part, without a server."""
