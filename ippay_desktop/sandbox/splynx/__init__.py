"""The practice Splynx: its billing REST API and a few pages to land on."""
