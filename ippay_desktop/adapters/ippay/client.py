"""IPpay's gateway as the core sees it: charge, enquire, ping."""

from __future__ import annotations

import logging
import traceback
from typing import TYPE_CHECKING, Protocol

from ippay_desktop.adapters.ippay import documents
from ippay_desktop.adapters.ippay.answers import (
    CHECKED,
    classify_charge,
    classify_enquiry,
    read,
    unclear,
    unknown,
)
from ippay_desktop.adapters.ippay.codes import CodeKind, is_code, meaning
from ippay_desktop.adapters.ippay.reversal_answers import CHECKED as BACK_CHECKED
from ippay_desktop.adapters.ippay.reversal_answers import (
    classify_reversal,
    classify_reversal_enquiry,
)
from ippay_desktop.adapters.ippay.reversal_answers import unknown as unknown_reversal
from ippay_desktop.adapters.ippay.xml import MAX_ANSWER_BYTES, root_name
from ippay_desktop.adapters.transport import WireRequest, WireResponse
from ippay_desktop.domain.errors import IPpayDesktopError, NotSentError
from ippay_desktop.domain.instrument import InstrumentKind
from ippay_desktop.domain.outcome import (
    DeclineClass,
    GatewayAnswer,
    ReversalAnswer,
    ReversalVerdict,
    Verdict,
)
from ippay_desktop.domain.reversal import Operation

if TYPE_CHECKING:
    from collections.abc import Callable

    from ippay_desktop.adapters.ippay.xml import Answer
    from ippay_desktop.domain.identifiers import TransactionId
    from ippay_desktop.domain.outcome import EnquiryAnswer
    from ippay_desktop.domain.ports import ChargeRequest
    from ippay_desktop.domain.reversal_port import ReversalRequest
    from ippay_desktop.domain.secret import SecretText

_log = logging.getLogger(__name__)

# Identity: a compressed answer would hide its length, and these are short.
_HEADERS = {"Content-Type": "text/xml", "Accept": "text/xml", "Accept-Encoding": "identity"}
_ALLOW_LIST = (
    "IPpay answers only internet addresses on its allow-list, so ask IPpay whether yours is"
)


class Sender(Protocol):
    """The part of the transport that is used here."""

    def send(self, request: WireRequest) -> WireResponse:
        """Send once; NotSentError or OutcomeUnknownError."""


class IPpayGateway:
    """Implements the port `Gateway` over IPpay's XML interface.

    Blocks, and may be used by many threads at a time, up to the transport's pool.
    """

    def __init__(  # noqa: PLR0913 - keyword-only settings
        self,
        *,
        url: str,
        terminal_id: str,
        ach_terminal_id: str | None,
        password: SecretText | None,
        transport: Sender,
        timeout_s: float,
        software: str,
        sec_code: str = "WEB",
    ) -> None:
        """Prepare; sends nothing.

        Args:
            url: The gateway's address, such as https://host/ippay.
            terminal_id: For cards, and for bank debits without a terminal of their own.
            ach_terminal_id: For bank debits.
            password: Only if arranged with IPpay.
            transport: Sends each request once.
            timeout_s: From the connection standing to the last byte of the answer.
            software: Name and version, shown in IPpay's reports.
            sec_code: ACH entry class: WEB, PPD, TEL or CCD, as the authorizations were given.
        """
        self._url = url
        self._terminal = documents.Terminal(
            terminal_id, ach_terminal_id, password, software, sec_code
        )
        self._transport = transport
        self._timeout_s = timeout_s

    def charge(self, request: ChargeRequest) -> GatewayAnswer:
        """Send a SALE or CHECK once, and classify whatever happens.

        Raises:
            InputError: it must not be sent as it is; nothing was.
        """
        document = documents.charge(self._terminal, request)
        kind, transaction_id = request.instrument.kind, request.transaction_id
        try:
            answer = self._post(document, transaction_id, request.may_leave)
            result = (
                unknown(f"{answer}; {CHECKED}")
                if isinstance(answer, str)
                else classify_charge(answer, transaction_id, kind)
            )
        except NotSentError as error:
            result = GatewayAnswer(Verdict.NOT_SENT, str(error))
        except IPpayDesktopError as error:
            result = unknown(str(error))
        except Exception as error:  # noqa: BLE001 - it may have left: no bug of ours is a "no"
            _log_unjudged("charge", transaction_id, error)
            result = unknown(f"The program failed over IPpay's answer; {CHECKED}")
        _log.info("charge %s: %s, code %s", transaction_id, result.verdict, result.action_code)
        return result

    def enquire(
        self,
        transaction_id: TransactionId,
        kind: InstrumentKind,
        *,
        terminal_id: str | None = None,
    ) -> EnquiryAnswer:
        """Ask what became of an id (ENQ); moves no money.

        Args:
            transaction_id: The id that was charged under.
            kind: What was charged; decides how an answer is read.
            terminal_id: The terminal it was charged through; today's for that kind if left out.

        Raises:
            InputError: that is no transaction id.
        """
        terminal = self._terminal if terminal_id is None else self._terminal.pinned(terminal_id)
        document = documents.enquiry(terminal, transaction_id, kind)
        try:
            answer = self._post(document, transaction_id)
            result = (
                unclear(f"{answer}.")
                if isinstance(answer, str)
                else classify_enquiry(answer, transaction_id, kind)
            )
        except IPpayDesktopError as error:
            # Its advice is for requests that change something.
            result = unclear(str(error).partition(";")[0] + ".")
        _log.info("enquiry %s: %s, code %s", transaction_id, result.verdict, result.action_code)
        return result

    def give_back(self, request: ReversalRequest) -> ReversalAnswer:
        """Send a VOID, CREDIT or REVERSAL once, and classify whatever happens.

        Raises:
            InputError: it must not be sent as it is; nothing was.
        """
        document = documents.reversal(self._terminal, request)
        operation, transaction_id = request.operation, request.transaction_id
        try:
            answer = self._post(document, transaction_id, request.may_leave)
            result = (
                unknown_reversal(f"{answer}; {BACK_CHECKED}")
                if isinstance(answer, str)
                else classify_reversal(answer, transaction_id, operation)
            )
        except NotSentError as error:
            result = ReversalAnswer(ReversalVerdict.NOT_SENT, str(error))
        except IPpayDesktopError as error:
            result = unknown_reversal(f"{str(error).partition(';')[0]}; {BACK_CHECKED}")
        except Exception as error:  # noqa: BLE001 - it may have left: no bug of ours is a "no"
            _log_unjudged(operation, transaction_id, error)
            result = unknown_reversal(f"The program failed over IPpay's answer; {BACK_CHECKED}")
        _log.info(
            "%s %s: %s, code %s", operation, transaction_id, result.verdict, result.action_code
        )
        return result

    def enquire_reversal(
        self, operation: Operation, transaction_id: TransactionId, *, terminal_id: str
    ) -> EnquiryAnswer:
        """Ask what became of a void or refund (ENQ); moves no money.

        Raises:
            InputError: that is no transaction id.
        """
        kind = InstrumentKind.BANK if operation is Operation.BANK_CREDIT else InstrumentKind.CARD
        document = documents.enquiry(self._terminal.pinned(terminal_id), transaction_id, kind)
        try:
            answer = self._post(document, transaction_id)
            result = (
                unclear(f"{answer}.")
                if isinstance(answer, str)
                else classify_reversal_enquiry(answer, transaction_id, operation)
            )
        except IPpayDesktopError as error:
            result = unclear(str(error).partition(";")[0] + ".")
        _log.info("enquiry about %s %s: %s", operation, transaction_id, result.verdict)
        return result

    def ping(self, kind: InstrumentKind) -> GatewayAnswer:
        """Whether the terminal for that kind answers; APPROVED when it does."""
        document = documents.ping(self._terminal, kind)
        try:
            answer = self._post(document, None)
        except IPpayDesktopError as error:
            verdict = Verdict.NOT_SENT if isinstance(error, NotSentError) else Verdict.UNKNOWN
            return GatewayAnswer(verdict, f"{str(error).partition(';')[0]}; {_ALLOW_LIST}.")
        if isinstance(answer, str):
            return unknown(f"{answer}.")
        return _classify_ping(answer)

    def _post(
        self,
        document: bytes,
        transaction_id: TransactionId | None,
        may_leave: Callable[[], bool] | None = None,
    ) -> Answer | str:
        response = self._transport.send(
            WireRequest(
                "POST",
                self._url,
                _HEADERS,
                document,
                read_timeout_s=self._timeout_s,
                # Longer ones are no answers; there is no need to hold them in memory.
                max_body_bytes=MAX_ANSWER_BYTES,
                fresh_connection=True,
                may_leave=may_leave,
            )
        )
        answer = read(response.status, response.body)
        if isinstance(answer, str):
            _log.warning(
                "no answer to %s: HTTP %d, %d bytes, root %s",
                transaction_id,
                response.status,
                len(response.body),
                root_name(response.body),
            )
        return answer


def _log_unjudged(what: str, transaction_id: TransactionId, error: Exception) -> None:
    # Where it happened, but not what the exception says: that could quote the answer.
    _log.error(
        "%s %s: the answer could not be judged: %s\n%s",
        what,
        transaction_id,
        type(error).__name__,
        "".join(traceback.format_tb(error.__traceback__)),
    )


def _classify_ping(answer: Answer) -> GatewayAnswer:
    code = answer.action_code
    if not is_code(code):
        return unknown("IPpay's answer lacks its code.")
    known = meaning(code)
    if known.kind is CodeKind.APPROVAL and not answer.error_message:
        return GatewayAnswer(Verdict.APPROVED, "IPpay answers.", code)
    if known.kind is CodeKind.REFUSAL:
        return GatewayAnswer(
            Verdict.REFUSED,
            known.sentence,
            code,
            decline_class=DeclineClass.SETUP,
            is_credential_failure=known.is_credential_failure,
        )
    return unknown("IPpay answers, but not as expected.", code)
