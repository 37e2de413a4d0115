"""What staff see and press: layout, focus and words."""
