"""Which path of the API is which table and which controller of the permission list."""

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True)
class Resource:
    """A collection of the API.

    Attributes:
        path: Path below ``/api/2.0/admin/``.
        table: Its table; empty where a handler of its own answers.
        controller: Name in the permission list.
    """

    path: str
    table: str
    controller: str


RESOURCES: dict[str, Resource] = {
    resource.path: resource
    for resource in (
        Resource("administration/partners", "partners", "admin\\administration\\Partners"),
        Resource("administration/locations", "locations", "admin\\administration\\Locations"),
        Resource(
            "administration/administrators",
            "administrators",
            "admin\\administration\\Administrators",
        ),
        Resource("customers/customer", "customers", "admin\\customers\\Customer"),
        Resource("customers/customer-info", "customer_info", "admin\\customers\\CustomerInfo"),
        Resource("customers/customer-billing", "", "admin\\customers\\CustomerBilling"),
        Resource("customers/billing-info", "", "admin\\customers\\BillingInfo"),
        Resource(
            "customers/customer-payment-accounts", "", "admin\\customers\\CustomerPaymentAccounts"
        ),
        Resource(
            "customers/customer-payment-account-data",
            "",
            "admin\\customers\\CustomerPaymentAccounts",
        ),
        Resource("customers/customer-notes", "customer_notes", "admin\\customers\\CustomerNotes"),
        Resource("customers/send-documents", "", "admin\\customers\\SendDocuments"),
        Resource("finance/payment-methods", "payment_methods", "admin\\finance\\PaymentMethods"),
        Resource("finance/invoices", "invoices", "admin\\finance\\Invoices"),
        Resource("finance/proforma-invoices", "proforma_invoices", "admin\\finance\\Requests"),
        Resource("finance/payments", "payments", "admin\\finance\\Payments"),
        Resource("finance/transactions", "transactions", "admin\\finance\\Transactions"),
        Resource(
            "finance/transaction-categories",
            "transaction_categories",
            "admin\\finance\\TransactionCategories",
        ),
        Resource("finance/credit-notes", "credit_notes", "admin\\finance\\CreditNotes"),
        Resource(
            "finance/invoice-relations", "invoice_relations", "admin\\finance\\InvoiceRelations"
        ),
        Resource("finance/bank-statements", "bank_statements", "admin\\finance\\BankStatements"),
        Resource(
            "finance/bank-statements-records",
            "bank_statements_records",
            "admin\\finance\\BankStatementsRecords",
        ),
        Resource("config/company-info", "company_info", "admin\\config\\CompanyInfo"),
        Resource("config/taxes", "taxes", "admin\\config\\Taxes"),
        Resource("config/config", "", "admin\\config\\Config"),
        Resource("config/mail", "mail", "admin\\config\\Mail"),
        Resource("config/download", "", "admin\\config\\Download"),
    )
}
CONTROLLERS: tuple[str, ...] = tuple(
    dict.fromkeys(resource.controller for resource in RESOURCES.values())
)
