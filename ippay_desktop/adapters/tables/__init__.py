"""Tables as files that other programs read: CSV, spreadsheets, JSON."""
