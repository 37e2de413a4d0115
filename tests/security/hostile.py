"""Answers that no honest server sends."""

import gzip
import json

from tests.security.parsers import ID

_LINES = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
# A whole one: what is wrong around it must be what makes it unclear.
_APPROVED = (
    f"<ActionCode>000</ActionCode><TransactionID>{ID}</TransactionID>"
    "<Approval>TEST42</Approval><ResponseText>APPROVED</ResponseText>"
)


def document(text: str, *, head: str = "") -> bytes:
    return f"<?xml version='1.0'?>{head}<IPPayResponse>{text}</IPPayResponse>".encode()


XML = {
    "billion laughs": document(
        "<ResponseText>&l9;</ResponseText>", head=f'<!DOCTYPE x [<!ENTITY l0 "lol">{_LINES}]>'
    ),
    "quadratic": document(
        "<ResponseText>" + "&a;" * 5000 + "</ResponseText>",
        head=f'<!DOCTYPE x [<!ENTITY a "{"x" * 5000}">]>',
    ),
    "external file": document(
        "<ActionCode>&e;</ActionCode>",
        head='<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
    ),
    "external address": document(
        _APPROVED, head='<!DOCTYPE x SYSTEM "http://127.0.0.1:9/evil.dtd">'
    ),
    "parameter entity": document(
        _APPROVED, head='<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/"> %p;]>'
    ),
    "inclusion": document(
        '<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="/etc/passwd" parse="text"/>'
    ),
    "deep": b"<IPPayResponse>" + b"<a>" * 15_000 + b"</a>" * 15_000 + b"</IPPayResponse>",
    "deeper than is kept": b"<a>" * 5_000_000,
    "an approval that does not end": b"<IPPayResponse>" + _APPROVED.encode(),
    "an approval twice": document(_APPROVED * 2),
    "an approval within": document(f"<IPPayResponse>{_APPROVED}</IPPayResponse>"),
    "an approval beside": document(_APPROVED) + document(_APPROVED),
    "an approval after a NUL": b"\0" + document(_APPROVED),
    "NULs within": document("<ActionCode>0\x0000</ActionCode>"),
    "UTF-16 that is none": b"<?xml version='1.0' encoding='UTF-16'?>" + document(_APPROVED),
    "an encoding nobody has": b"<?xml version='1.0' encoding='x-evil'?><IPPayResponse/>",
    "an encoding that decodes bytes": b"<?xml version='1.0' encoding='zlib_codec'?><a/>",
    "UTF-7": b"<?xml version='1.0' encoding='UTF-7'?>+ADw-IPPayResponse/+AD4-",
    "bad UTF-8": document("").replace(b"</", b"\xff\xfe</"),
    "a page": b"<!DOCTYPE html><html><body>Bad gateway</body></html>",
    "a million attributes": b"<IPPayResponse " + b" ".join(b"a%d='1'" % n for n in range(8000)),
    "nothing": b"",
    "blanks": b" \r\n\t" * 1000,
    "noise": bytes(range(256)) * 64,
}
JSON = {
    "deep lists": b"[" * 400_000,
    "deep lists that end": b"[" * 200_000 + b"]" * 200_000,
    "deep records": b'{"a":' * 200_000,
    "many lists": b"[" + b"[]," * 4_000_000 + b"[]]",
    "1e400": b'[{"id": 1e400, "due": 1e400}]',
    "minus 1e400": b'{"id": -1e400, "total": -1e400}',
    "not a number": b'{"id": NaN, "total": Infinity}',
    "a number of a million digits": b'{"id": ' + b"9" * 1_000_000 + b"}",
    "half": b'[{"id": 1, "customer_id"',
    "two": b"[] []",
    "UTF-16": json.dumps([{"id": 1}]).encode("utf-16"),
    "a mark before it": b"\xef\xbb\xbf[]",
    "bad UTF-8": b'[{"name": "\xff"}]',
    "half a surrogate": b'[{"id": 1, "name": "\\ud800"}]',
    "NULs": b'[{"id": 1, "name": "\\u0000"}]\0',
    "the same name twice": b'{"id": 1, "id": 2, "password": "canary"}',
    "a page": b"<html><body>Bad gateway</body></html>",
    "another shape": b'{"rows": [{"id": 1}], "error": null}',
    "true": b"true",
    "a text": b'"[]"',
    "nothing": b"",
    "nothing at all": b"null",
    "noise": bytes(range(256)) * 64,
}
BODIES = {**{f"xml: {name}": body for name, body in XML.items()}}
BODIES |= {f"json: {name}": body for name, body in JSON.items()}


HONEST = document(_APPROVED)


def packed_bomb(size: int) -> bytes:
    """Gigabytes of blanks in a few kilobytes, packed once more."""
    return gzip.compress(gzip.compress(b" " * size))
