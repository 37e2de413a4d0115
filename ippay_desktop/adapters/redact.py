"""Keeps card numbers, account numbers, tokens and passwords out of messages and logs.

The last line of defence: nothing upstream may put them there. What passes here is judged by its
shape, so the filter works on texts nobody foresaw, such as a gateway that sends a request back.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from typing_extensions import override

from ippay_desktop.domain.card_numbers import DIGEST, GAP, masked

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ippay_desktop.domain.secret import SecretText

_SHOWN_DIGITS = 4
_LONGEST_WORD = 20
_HIDDEN = "…"

# Nine digits are the shortest routing number; card numbers are longer. Separators a person types,
# or a log puts between digits, don't end a run.
_DIGEST_OR_RUN = re.compile(rf"(?P<digest>{DIGEST})|\d(?:(?:{GAP}|[._/]){{0,3}}\d){{8,}}")
# A day and an hour, as clocks write them: ten digits, but nobody's number.
_MOMENT = re.compile(r"[12]\d{3}-[01]\d-[0-3]\d [0-2]\d")
# Source: the gateway's tokens keep length, first character and last four of the number, and
# alternate letters A-M with digits between.
_TOKEN = re.compile(r"(?<![0-9A-Za-z])[0-9]?(?:[A-M][0-9]){4,}[A-M]?[0-9]{3,4}(?![0-9A-Za-z])")
# A name that says "secret", then its value: key=value, "key": "value", Header: value, <Key>value<.
_LABELLED = re.compile(
    r"(?i)(\b[\w-]*(?:password|passwd|secret|cvv2?|accountnumber|account_number|cardnum|api[_-]?key"
    r"|authorization|signature|token|cookie)[\w-]*[\"']?\s*[=:>]\s*[\"']?)"
    r"((?:basic|bearer|splynx-ea)\s+)?(\([^)\r\n]*\)|[^\s\"'<&,;}]+)"
)
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['\u2019-])*")


def mask_numbers(text: str) -> str:
    """Hide runs of nine or more digits but their last four, and gateway tokens entirely.

    An id of this program stays whole: a log in which it changes its form leads nowhere.
    """
    return masked(_TOKEN.sub(_HIDDEN, text), _DIGEST_OR_RUN, _but_four)


def _but_four(found: re.Match[str]) -> str:
    run = found.group()
    if found["digest"] or _MOMENT.fullmatch(run):
        return run
    return _HIDDEN + re.sub(r"\D", "", run)[-_SHOWN_DIGITS:]


def scrub(text: str) -> str:
    """Hide what `mask_numbers` hides, and values that stand beside a name such as "password"."""
    return mask_numbers(_LABELLED.sub(lambda match: match[1] + _HIDDEN, text))


def plain_words(text: str, limit: int) -> str:
    """The words of a foreign text, for staff: no word with a digit, none as long as a key.

    Args:
        text: What the other side wrote.
        limit: Longest result, in characters.
    """
    pieces = (piece.strip(".,;:!?()[]{}\"'") for piece in text.split())
    words = [piece for piece in pieces if len(piece) <= _LONGEST_WORD and _WORD.fullmatch(piece)]
    return " ".join(words)[:limit].strip()


class RedactingFilter(logging.Filter):
    """Put it on every handler: a logger's own filter does not see its children's records.

    The record is rewritten for all handlers: its message with arguments filled in, its traceback
    as text, and every extra text.
    """

    def __init__(self, secrets: Iterable[SecretText] = ()) -> None:
        """Hide known secrets wherever they occur, beside what the shapes give away."""
        super().__init__()
        self._secrets = {secret.reveal() for secret in secrets if secret}

    def add(self, secret: SecretText) -> None:
        """Hide one more known secret."""
        if secret:
            self._secrets = self._secrets | {secret.reveal()}

    def _clean(self, text: str) -> str:
        # Longest first, lest a secret that contains another survive in part.
        for secret in sorted(self._secrets, key=len, reverse=True):
            text = text.replace(secret, _HIDDEN)
        return scrub(text)

    @override
    def filter(self, record: logging.LogRecord) -> bool:
        try:
            message = record.getMessage()
        except (TypeError, ValueError, KeyError):
            message = "A log message could not be put together."
        record.msg, record.args = self._clean(message), ()
        if record.exc_info:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
            record.exc_info = None
        for name, value in record.__dict__.items():
            if name in _OWN_FIELDS or not isinstance(value, str):
                continue
            record.__dict__[name] = self._clean(value)
        return True


# Made by this computer alone: file names, thread names and the like.
_OWN_FIELDS = frozenset(
    logging.LogRecord("", logging.INFO, "", 0, "", (), None).__dict__.keys()
) - {"exc_text", "stack_info"}
