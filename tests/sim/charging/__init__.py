"""The charge protocol on practice servers, with every kind of trouble."""
