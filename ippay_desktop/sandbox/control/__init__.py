"""The control port: tests and trainers look into the practice servers and steer them."""
