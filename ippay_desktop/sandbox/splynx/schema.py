"""The practice Splynx's tables: columns, their kinds on the wire, and the SQL that makes them.

Kinds: ``int``; ``fk`` nullable integer; ``money`` text with four decimals, kept as an integer of
ten-thousandths; ``number`` the same kept form, sent as a JSON number; ``flag`` ``"0"``/``"1"``;
``date`` and ``datetime`` with MySQL's zero values; ``text``; ``ntext`` nullable text; ``bool``;
``json`` a stored JSON document; ``map`` a JSON object that is sent as ``[]`` when empty; ``strint``
an integer that is sent as text; ``hidden`` an integer that is never sent.
"""

import dataclasses

ZERO_DATE = "0000-00-00"
ZERO_DATETIME = "0000-00-00 00:00:00"

_DEFAULTS = {
    "int": "0",
    "strint": "0",
    "hidden": "0",
    "fk": "NULL",
    "money": "0",
    "number": "0",
    "flag": "'0'",
    "date": f"'{ZERO_DATE}'",
    "datetime": f"'{ZERO_DATETIME}'",
    "text": "''",
    "ntext": "NULL",
    "bool": "0",
    "json": "'[]'",
    "map": "'{}'",
}
_INTEGER_KINDS = frozenset({"int", "strint", "hidden", "fk", "money", "number", "bool"})


@dataclasses.dataclass(frozen=True, slots=True)
class Table:
    """A table's columns by name, with kind and the columns needed to create a row."""

    name: str
    columns: dict[str, str]
    required: tuple[str, ...] = ()
    defaults: dict[str, str] = dataclasses.field(default_factory=dict)
    custom_fields: tuple[str, ...] = ()

    def sql(self) -> str:
        """Return the statement that creates the table."""
        lines = []
        for name, kind in self.columns.items():
            if name == "id":
                lines.append("id INTEGER PRIMARY KEY AUTOINCREMENT")
                continue
            sort = "INTEGER" if kind in _INTEGER_KINDS else "TEXT"
            default = self.defaults.get(name, _DEFAULTS[kind])
            lines.append(f"{name} {sort} DEFAULT {default}")
        return f"CREATE TABLE IF NOT EXISTS {self.name} ({', '.join(lines)});"


def _table(
    name: str,
    columns: str,
    *,
    required: str = "",
    custom: tuple[str, ...] = (),
    **defaults: str,
) -> Table:
    parsed: dict[str, str] = {}
    for word in columns.split():
        names, _, kind = word.partition(":")
        for column in names.split(","):
            parsed[column] = kind
    return Table(name, parsed, tuple(required.split()), defaults, custom)


_FIELDS_5 = "field_1,field_2,field_3,field_4,field_5:text "
_FIELDS_10 = _FIELDS_5 + "field_6,field_7,field_8,field_9,field_10:text "
_DOCUMENT = (
    "id,customer_id:int number:text date_created:date real_create_datetime:datetime "
    "date_updated,date_payment,date_till:date total:number "
)
_DOCUMENT_END = (
    "payment_id:int status:text is_sent:flag note,memo,added_by:text added_by_id:int "
    "items:json additional_attributes:map "
)
_TAX_OVERRIDES = (
    "tax_for_tariff_internet,tax_for_tariff_voice,tax_for_tariff_recurring,"
    "tax_for_tariff_bundle,tax_for_tariff_onetime,tax_for_inventory_items:int "
)
_REMINDERS = (
    "reminder_enable,reminder_day_1,reminder_day_2,reminder_day_3,reminder_type:text "
    "reminder_payment:text reminder_payment_value:money reminder_payment_comment:text "
)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        _table("partners", "id:int name:text", required="name"),
        _table("locations", f"id:int name:text {_TAX_OVERRIDES}", required="name"),
        _table(
            "administrators",
            "id,partner_id:int role_name,login,name,email,phone:text timeout:int last_ip:text "
            "last_dt:datetime filter_partner_id:fk router_access,send_from_my_name:text "
            "calendar_color:text updated_at:datetime avatar_api_url,download_avatar_link:ntext",
            required="login name email password",
            timeout="1200",
            router_access="'none'",
        ),
        _table(
            "customers",
            "id:int billing_type:text partner_id,location_id,parent_id:int status,login:text "
            "category,name,email,billing_email,phone,street_1,zip_code,city:text subdivision_id:fk "
            "gps,gdpr_agreed:text date_add:date added_by:text added_by_id:int "
            "last_online,last_update:datetime daily_prepaid_cost,mrr_total:money "
            "conversion_date:text customer_labels:json additional_attributes:map deleted:hidden",
            required="name partner_id location_id",
            custom=("gate_code",),
            billing_type="'recurring'",
            status="'new'",
            category="'person'",
            gdpr_agreed="'empty_answer'",
        ),
        _table(
            "customer_info",
            "id:int birthday:date passport,company_id,contact_person,vat_id:ntext "
            "updated_at:datetime",
        ),
        _table(
            "customer_billing",
            "id:hidden customer_id,enabled:int type:text deposit:money "
            "billing_date,billing_due,blocking_period,grace_period,make_invoices:text "
            "payment_method:strint min_balance:money "
            "request_auto_enable,request_auto_day,request_auto_period:text request_auto_type:int "
            f"request_auto_next:date {_REMINDERS}"
            "billing_person,billing_street_1,billing_zip_code,billing_city:text "
            "sub_billing_mode,send_finance_notification:text partner_percent:money",
            enabled="1",
            type="'1'",
            billing_date="'1'",
            billing_due="'15'",
            blocking_period="'0'",
            grace_period="'15'",
            make_invoices="'1'",
            payment_method="1",
            request_auto_enable="'0'",
            request_auto_day="'1'",
            request_auto_period="'0'",
            request_auto_type="1",
            reminder_enable="'1'",
            reminder_day_1="'5'",
            reminder_day_2="'10'",
            reminder_day_3="'20'",
            reminder_payment="'0'",
            reminder_type="'0'",
            sub_billing_mode="'independent'",
            send_finance_notification="'1'",
        ),
        _table("payment_accounts", f"id:int title:text {_FIELDS_10}"),
        _table("payment_account_data", f"id:hidden account_id:int customer_id:strint {_FIELDS_10}"),
        _table(
            "payment_methods",
            "id:int name:text is_active:flag name_1,name_2,name_3,name_4,name_5:text "
            "accounting_bank_accounts_id,einvoicing_payment_methods_id:int",
            required="name",
            is_active="'1'",
        ),
        _table(
            "invoices",
            f"{_DOCUMENT} due:number type:text payd_from_deposit,use_transactions:flag "
            f"{_DOCUMENT_END}",
            required="customer_id number items",
            custom=("project_code",),
            status="'not_paid'",
            type="'one_time'",
            use_transactions="'1'",
        ),
        _table(
            "proforma_invoices",
            f"{_DOCUMENT} is_crm_request:flag {_DOCUMENT_END}",
            required="customer_id number items",
            status="'not_paid'",
        ),
        _table(
            "payments",
            "id,customer_id:int invoice_id,credit_note_id,request_id:fk transaction_id:int "
            "payment_statement_id:fk payment_type:int receipt_number:text date:date "
            "real_create_datetime:datetime amount,remind_amount:money comment:text is_sent:flag "
            f"{_FIELDS_5} note,memo,added_by:text added_by_id:int updated_at:datetime "
            "additional_attributes:map deleted:hidden",
            required="customer_id payment_type date amount",
            custom=("ext_attempt_key",),
        ),
        _table(
            "transactions",
            "id,customer_id:int type:text quantity:int unit:text price:money tax_percent:money "
            "total,remind_amount:money date:date category:int description:text "
            "period_from,period_to:date "
            "service_id,payment_id,credit_note_id,invoice_id,invoiced_by_id:fk "
            "comment:text to_invoice:flag service_type,source:text tax_id,sub_account_id:int",
            required="customer_id type price category",
            quantity="1",
            service_type="'internet'",
            source="'auto'",
        ),
        _table(
            "transaction_categories",
            "id:int name:text is_base:flag accounting_category_id:int",
            required="name",
        ),
        _table(
            "credit_notes",
            "id,customer_id:int number:text date_created:date real_create_datetime:datetime "
            "date_updated,date_payment:date total:number remind_amount:money payment_id:int "
            "status,note:text is_sent:flag partiallyUse:bool added_by:text added_by_id:int "
            "items:json additional_attributes:map",
            required="customer_id number items",
            status="'not_refunded'",
        ),
        _table(
            "invoice_relations",
            "id,customer_id,payer_id:int type:text invoice_id,transaction_id:fk amount:number",
        ),
        _table(
            "bank_statements",
            "id:int date_time:datetime title,handler:text payment_type:int status:text "
            "filename_original,filename_uploaded,filename_parsed,delimiter:text "
            "records,processed,errors,new,canceled,ignored,manual_paired,pending:int "
            "pair_to_inactive_customers:flag",
            status="'new'",
            delimiter="'tabulator'",
        ),
        _table(
            "bank_statements_records",
            "id,bank_statements_process_id:int datetime:datetime payment_date:date amount:money "
            "status,pairing_1,pairing_2,pairing_3,additional_1,additional_2,additional_3:text "
            "comment:text customer_id,invoice_id,credit_note_id,request_id,payment_id:fk "
            "transaction_id:fk",
            required="bank_statements_process_id",
            status="'new'",
        ),
        _table(
            "company_info",
            "id:int company_name,street_1,street_2,zip,city,country,iso_country_code,email:text "
            "phone,company_id,company_vat,vat_percent,bank_account,bank_name,bank_address:text "
            "splynx_url,partner_percent:text file_logo:int",
        ),
        _table("taxes", "id:int name:text rate:money type:text archived:int items:json"),
        _table(
            "mail",
            "id:int type,subject,recipient,message:text customer_id:fk cc,bcc,status:text "
            "created:datetime attachments:json",
            required="type subject recipient message",
            status="'new'",
        ),
        _table(
            "sent_documents",
            "id:int type,subject,document_type,message:text template_id:fk document:hidden",
            required="type subject document_type",
        ),
        _table(
            "customer_notes",
            "id,customer_id:int datetime:datetime administrator_id:int name,type,title:text "
            "comment:text is_done,is_send,is_pinned:flag",
            required="customer_id",
            type="'comment'",
        ),
    )
}

_PLAIN_TABLES = """
CREATE TABLE IF NOT EXISTS tokens (
  digest TEXT PRIMARY KEY, kind TEXT NOT NULL, session INTEGER NOT NULL, expires INTEGER NOT NULL,
  user_agent TEXT NOT NULL, ip TEXT NOT NULL, banned INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
"""

# Made after a fill: a million rows go in several times faster without them.
INDEXES = """
CREATE UNIQUE INDEX IF NOT EXISTS billing_customer ON customer_billing (customer_id);
CREATE UNIQUE INDEX IF NOT EXISTS account_row ON payment_account_data (customer_id, account_id);
CREATE INDEX IF NOT EXISTS customer_update ON customers (last_update);
CREATE INDEX IF NOT EXISTS customer_login ON customers (login);
CREATE INDEX IF NOT EXISTS invoice_customer ON invoices (customer_id, id);
CREATE INDEX IF NOT EXISTS invoice_status ON invoices (status, id);
CREATE INDEX IF NOT EXISTS invoice_number ON invoices (number);
CREATE INDEX IF NOT EXISTS invoice_date ON invoices (date_created);
CREATE INDEX IF NOT EXISTS invoice_inserted ON invoices (real_create_datetime);
CREATE INDEX IF NOT EXISTS invoice_updated ON invoices (date_updated);
CREATE INDEX IF NOT EXISTS proforma_customer ON proforma_invoices (customer_id, id);
CREATE INDEX IF NOT EXISTS proforma_status ON proforma_invoices (status, id);
CREATE INDEX IF NOT EXISTS proforma_number ON proforma_invoices (number);
CREATE INDEX IF NOT EXISTS proforma_date ON proforma_invoices (date_created);
CREATE INDEX IF NOT EXISTS payment_customer ON payments (customer_id, id);
CREATE INDEX IF NOT EXISTS payment_receipt ON payments (receipt_number);
CREATE INDEX IF NOT EXISTS payment_invoice ON payments (invoice_id);
CREATE INDEX IF NOT EXISTS payment_request ON payments (request_id);
CREATE INDEX IF NOT EXISTS payment_date ON payments (date);
CREATE INDEX IF NOT EXISTS payment_updated ON payments (updated_at);
CREATE INDEX IF NOT EXISTS payment_field_1 ON payments (field_1);
CREATE INDEX IF NOT EXISTS payment_field_2 ON payments (field_2);
CREATE INDEX IF NOT EXISTS transaction_customer ON transactions (customer_id, id);
CREATE INDEX IF NOT EXISTS transaction_payment ON transactions (payment_id);
CREATE INDEX IF NOT EXISTS transaction_invoice ON transactions (invoice_id);
CREATE INDEX IF NOT EXISTS relation_customer ON invoice_relations (customer_id);
CREATE INDEX IF NOT EXISTS relation_invoice ON invoice_relations (invoice_id);
CREATE INDEX IF NOT EXISTS relation_payer ON invoice_relations (payer_id);
CREATE INDEX IF NOT EXISTS record_statement ON bank_statements_records (bank_statements_process_id);
"""


def schema_sql() -> str:
    """Return the statements that create all tables of the practice Splynx."""
    return _PLAIN_TABLES + "\n".join(table.sql() for table in TABLES.values())
