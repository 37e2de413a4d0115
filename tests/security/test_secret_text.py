"""A secret shows itself in no text, no copy and no picture of an object's insides."""

import copy
import json
import logging
import pickle
import pprint
import traceback
from collections.abc import Callable
from dataclasses import asdict, dataclass

import pytest

from ippay_desktop.domain.secret import SecretText

CANARY = "hunter2-canary"
SECRET = SecretText(CANARY)


@dataclass(frozen=True)
class Holder:
    name: str
    secret: SecretText


@pytest.mark.parametrize(
    "show",
    [
        repr,
        str,
        lambda secret: f"{secret}",
        lambda secret: f"{secret!r:>40} {secret:>40} {secret:.3}",
        lambda secret: "%s %r" % (secret, secret),  # noqa: UP031  # as logging does
        "{0} {0!s:5}".format,
        lambda secret: repr([secret, {"a": secret}, Holder("x", secret)]),
        lambda secret: pprint.pformat(Holder("x", secret)),
        lambda secret: logging.LogRecord("x", 20, "", 0, "%s", (secret,), None).getMessage(),
    ],
)
def test_no_text_of_it_holds_it(show: Callable[[SecretText], str]) -> None:
    shown = show(SECRET)
    assert "SecretText" in shown
    for length in range(3, len(CANARY) + 1):
        assert CANARY[:length] not in shown


@pytest.mark.parametrize(
    "write",
    [
        *(lambda secret, p=protocol: pickle.dumps(secret, p) for protocol in range(6)),
        lambda secret: pickle.dumps(Holder("x", secret)),
        copy.copy,
        copy.deepcopy,
        lambda secret: asdict(Holder("x", secret)),
        json.dumps,
        vars,
        lambda secret: secret.__getstate__(),
        lambda secret: secret.__reduce__(),
    ],
)
def test_it_is_neither_copied_nor_serialised(write: Callable[[SecretText], object]) -> None:
    with pytest.raises(TypeError) as raised:
        write(SECRET)
    assert CANARY not in "".join(traceback.format_exception(raised.value))


def test_it_has_no_length_and_no_letters() -> None:
    uses: tuple[Callable[..., object], ...] = (len, iter, sorted)
    for use in uses:
        with pytest.raises(TypeError):
            use(SECRET)


def test_it_is_compared_and_gives_itself_only_when_asked() -> None:
    assert SecretText("a") == SecretText("a") != SecretText("b")
    assert SecretText("ü") != SecretText("u")
    assert SecretText("a") != "a"
    assert bool(SecretText("a"))
    assert not SecretText("")
    assert SECRET.reveal() == CANARY
