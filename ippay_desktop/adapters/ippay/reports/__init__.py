"""IPpay's reporting interface: the gateway's books, read whole or not at all."""

from ippay_desktop.adapters.ippay.reports.client import IPpayReports

__all__ = ["IPpayReports"]
