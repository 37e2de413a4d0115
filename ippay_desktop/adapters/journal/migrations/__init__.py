"""The journal's schema, one step after the other; run by `upgrade`, shipped with the program."""
