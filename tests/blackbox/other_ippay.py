"""A second IPpay gateway, written from its documentation without looking at the first.

Wherever the documentation is silent it chooses differently: another encoding, root, order, spaces
and letter case, empty elements, and a known id that is answered as the first time.
"""

from __future__ import annotations

from collections import Counter
from xml.sax.saxutils import escape

from defusedxml.ElementTree import fromstring
from typing_extensions import override

from tests.blackbox.other_servers import Answer, Asked, OtherServer

CARD_TERMINAL, BANK_TERMINAL = "CARDS0000001", "CHECKS000001"
_ANSWERS = {"SALE": ("APPROVED", "TEST07"), "CHECK": ("CHECK ACCEPTED", "000000")}


class OtherIPpay(OtherServer):
    """Charges and voids.

    Attributes:
        cents: What was moved in all, by transaction id.
        orders: The order number under which each id was charged.
    """

    def __init__(self) -> None:
        super().__init__()
        self.cents: Counter[str] = Counter()
        self.orders: dict[str, str] = {}
        self._charged: dict[str, dict[str, str]] = {}

    @override
    def answer(self, asked: Asked) -> Answer:
        document = fromstring(asked.body)
        sent = {element.tag: (element.text or "").strip() for element in document}
        told = {"ErrMsg": "", **self._carry_out(sent), "AVS": "", "HostText": "a & b"}
        inner = "".join(f"\r\n  <{name}> {escape(text)} </{name}>" for name, text in told.items())
        text = f"<?xml version='1.0' encoding='ISO-8859-1'?>\n<IPPAYresponse>{inner}\r\n"
        body = f"{text}</IPPAYresponse>\n".encode("latin-1")
        return Answer(200, body, {"content-type": "text/plain"})

    def _carry_out(self, sent: dict[str, str]) -> dict[str, str]:
        name, kind = sent.get("TransactionID", ""), sent["TransactionType"]
        if sent["TerminalID"] not in {CARD_TERMINAL, BANK_TERMINAL}:
            return {"ActionCode": "996"}
        if kind == "PING":
            return {"ActionCode": "000", "ResponseText": "PING"}
        if kind == "ENQ":
            return self._charged.get(name, {"ActionCode": "900", "ErrMsg": "Not found.  "})
        assert sent["TotalAmount"].isdecimal()
        if kind == "VOID":
            self.cents[name] -= int(sent["TotalAmount"])
            return {"ResponseText": "VOID PROCESSED", "ActionCode": "000", **_named(name)}
        if name not in self._charged:
            words, approval = _ANSWERS[kind]
            self.cents[name] += int(sent["TotalAmount"])
            self.orders[name] = sent["OrderNumber"]
            told = {"ResponseText": words, "Approval": approval, "ActionCode": "000"}
            self._charged[name] = {**told, **_named(name)}
        return self._charged[name]


def _named(name: str) -> dict[str, str]:
    return {"TransactionID": name.lower()}
