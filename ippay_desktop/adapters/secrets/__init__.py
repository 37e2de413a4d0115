"""Where secrets are kept: the operating system's keyring, or memory for practice."""
