"""Nothing that looks like a number of money, a token or a secret passes."""

# ruff: noqa: RUF001  # digits that look like others are what this is about
import logging
import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ippay_desktop.adapters.redact import RedactingFilter, mask_numbers, plain_words, scrub
from ippay_desktop.domain.secret import SecretText

CARDS = ("4000300020001000", "4111111111111111", "378282246310005", "6011111111111117")
TOKENS = ("4C7J2A9M5D1H1000", "K4B7C2M9A1F32789")
ECHO = (
    "<ippay><TransactionType>SALE</TransactionType><Password>hunter-x</Password>"
    "<CardNum>4000300020001000</CardNum><CVV2>731</CVV2><ACH><AccountNumber>5512789</AccountNumber>"
    "<ABA>111000025</ABA><Token>4C7J2A9M5D1H1000</Token></ACH></ippay>"
)
CANARIES = ("4000300020001000", "hunter-x", "731", "5512789", "111000025", "4C7J2A9M5D1H1000")


# A space or dash of any script and width, and what has none.
SEPARATORS = (*" -._/\u00a0\u2009\u200b\u2013\u2212\u3000\ufeff\t",)


@pytest.mark.parametrize("number", CARDS)
@pytest.mark.parametrize("separator", ["", "  ", *SEPARATORS])
def test_card_numbers_keep_four_digits(number: str, separator: str) -> None:
    grouped = separator.join(re.findall(r"\d{1,4}", number))
    assert mask_numbers(f"card {grouped} refused") == f"card …{number[-4:]} refused"


@pytest.mark.parametrize(
    "digits", ["⁰¹²³⁴⁵⁶⁷⁸⁹", "₀₁₂₃₄₅₆₇₈₉", "⓪①②③④⑤⑥⑦⑧⑨", "٠١٢٣٤٥٦٧٨٩", "０１２３４５６７８９"]
)
def test_digits_of_any_kind_are_masked(digits: str) -> None:
    spelt = "".join(digits[int(digit)] for digit in CARDS[0])
    assert mask_numbers(f"card {spelt} m² refused") == "card …1000 m² refused"
    assert mask_numbers(f"card {chr(0x2060).join(spelt)} refused") == "card …1000 refused"


@pytest.mark.parametrize("token", TOKENS)
def test_tokens_vanish(token: str) -> None:
    assert mask_numbers(f"token {token}.") == "token …."


@pytest.mark.parametrize(
    "text",
    [
        "0R4W8Z1N6T3Y7H2V5S",
        f"{'ab' * 8}{CARDS[0]}",
        "invoice 20260001",
        "64.50 USD",
        "INV-2026-117",
        "2026-11-23 10:32:01",
    ],
)
def test_ordinary_texts_stay(text: str) -> None:
    assert mask_numbers(text) == text


@given(st.text(), st.integers(9, 30), st.sampled_from(["", " ", "-"]), st.data())
def test_no_run_of_nine_digits_survives(
    around: str, length: int, separator: str, data: st.DataObject
) -> None:
    digits = data.draw(st.text("0123456789", min_size=length, max_size=length))
    masked = mask_numbers(around + separator.join(digits) + around)
    kept = re.sub(r"\d{4}-\d\d-\d\d \d\d", "", masked)
    assert not re.search(r"\d([ .-]?\d){8,}", kept)


@pytest.mark.parametrize(
    "text",
    [
        "password=canary&x=1",
        '{"password": "canary", "x": 1}',
        "Authorization: Splynx-EA (key=1&signature=canary)",
        "Authorization: Basic canary",
        "api_key=canary",
        "<Password>canary</Password>",
        "access_token: canary",
        "X-Signature: canary",
    ],
)
def test_named_secrets_vanish(text: str) -> None:
    assert "canary" not in scrub(text)


def test_an_echoed_request_loses_everything() -> None:
    assert not [canary for canary in CANARIES if canary in scrub(ECHO)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Invalid card number.  ", "Invalid card number"),
        ("Card 4000300020001000 is bad (4C7J2A9M5D1H1000)!", "Card is bad"),
        ("<b>no</b> ABCDEFGHIJKLMNOPQRSTUVWX", ""),
        ("it doesn't exist", "it doesn't exist"),
        ("", ""),
    ],
)
def test_plain_words_have_no_digits(text: str, words: str) -> None:
    assert plain_words(text, 60) == words


@given(st.text())
def test_plain_words_are_short_words(text: str) -> None:
    assert not re.search(r"\d|\w{21}", plain_words(text, 60))


def record(message: str, *arguments: object, **extra: object) -> logging.LogRecord:
    made = logging.LogRecord("x", logging.INFO, "f.py", 1, message, arguments, None)
    made.__dict__.update(extra)
    return made


def test_the_filter_cleans_all_of_a_record() -> None:
    try:
        raise ValueError(ECHO)  # noqa: TRY301 - a traceback is wanted
    except ValueError:
        made = record("body %s of %s", ECHO, "the-key", url=ECHO, number=5, stack_info=ECHO)
        made.exc_info = sys.exc_info()
    assert RedactingFilter([SecretText("the-key")]).filter(made)
    whole = logging.Formatter("%(message)s %(url)s").format(made)
    assert "ValueError" in whole
    assert not [canary for canary in (*CANARIES, "the-key") if canary in whole]
    assert made.__dict__["number"] == 5
    assert made.__dict__["levelname"] == "INFO"


def test_the_filter_learns_secrets_and_survives_bad_messages() -> None:
    redacting = RedactingFilter([SecretText("")])
    redacting.add(SecretText("s3cret"))
    redacting.add(SecretText("s3cret-longer"))
    made = record("use s3cret-longer and s3cret")
    redacting.filter(made)
    assert made.getMessage() == "use … and …"
    broken = record("%d", "no number")
    assert redacting.filter(broken)
    assert "put together" in broken.getMessage()
