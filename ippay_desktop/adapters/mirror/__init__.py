"""The local copy of Splynx: one encrypted SQLite file that may be deleted at any time.

Lists and searches over a million documents come from it. It holds no credential, decides nothing
about money, and is built again from Splynx whenever it is missing, damaged or under another key.
"""

from ippay_desktop.adapters.mirror.opening import (
    FILE_SUFFIX,
    KEY_NAME,
    forget_copy,
    open_copy,
)
from ippay_desktop.adapters.mirror.reading import MirrorReader
from ippay_desktop.adapters.mirror.writing import MirrorWriter

__all__ = [
    "FILE_SUFFIX",
    "KEY_NAME",
    "MirrorReader",
    "MirrorWriter",
    "forget_copy",
    "open_copy",
]
