"""Entry point of ``python -m ippay_desktop.sandbox``."""

import sys

from ippay_desktop.sandbox.launcher import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
