"""IPpay's XML gateway: charges saved cards and bank accounts, and asks what became of them."""

from ippay_desktop.adapters.ippay.client import IPpayGateway

__all__ = ["IPpayGateway"]
