"""Process death at every durable step of a charge, and what the next start makes of it."""
