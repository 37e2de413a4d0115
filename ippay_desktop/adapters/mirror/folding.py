"""Texts as they are searched: without case, accents, and the letters that Unicode keeps whole."""

from __future__ import annotations

import unicodedata

# Unicode takes no accent off these: they are letters of their own there, but not to who types.
_WHOLE = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ħ": "h",
        "\u0131": "i",
        "ŧ": "t",
    }
)


def fold(text: str) -> str:
    """A text as it is searched; "Łukasz Groß-Øst" is "lukasz gross-ost".

    What no text holds is left out: a NUL, which would end a query in its middle, and half a
    character, as a torn paste has it.
    """
    text = text.replace("\0", " ")
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(part for part in parts if not unicodedata.combining(part))
    return plain.translate(_WHOLE).encode(errors="ignore").decode()


def digits(text: str) -> str:
    """The digits of a telephone number, to be found however it was typed or written."""
    return "".join(letter for letter in text if letter.isascii() and letter.isdigit())
