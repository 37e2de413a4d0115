"""The copy's tables, and what is built from them once everything has been read.

A first fill goes into bare tables; indexes, search tables and sums are made afterwards in one go,
several times faster than row by row. From then on triggers keep them, each guarded so that only a
real change costs anything.

Days are proleptic ordinals and 0 for none, amounts are minor units, kinds and states are the
numbers below. `key` is a document's id times two, plus one for a proforma: one integer that names
it in every index.
"""

from __future__ import annotations

from ippay_desktop.domain.billing import DocumentKind, DocumentStatus

VERSION = 2

KINDS = (DocumentKind.INVOICE, DocumentKind.PROFORMA)
# Only ever add at the end: the numbers are in files.
STATUSES = (
    DocumentStatus.NOT_PAID,
    DocumentStatus.PENDING,
    DocumentStatus.PAID,
    DocumentStatus.DELETED,
    DocumentStatus.OTHER,
)
UNPAID, PENDING = 0, 1

CUSTOMER_COLUMNS = (
    *("id", "name", "status", "login", "email", "phone", "partner_id", "location_id"),
    *("street", "zip_code", "city", "category", "added_on", "sort_name", "words"),
)
DOCUMENT_COLUMNS = (
    *("key", "kind", "customer_id", "number", "status", "total", "due"),
    *("issued_on", "due_on", "payment_id"),
)

TABLES = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS customers (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, status TEXT NOT NULL, login TEXT NOT NULL,
  email TEXT NOT NULL, phone TEXT NOT NULL, partner_id INTEGER NOT NULL,
  location_id INTEGER NOT NULL, street TEXT NOT NULL, zip_code TEXT NOT NULL, city TEXT NOT NULL,
  category TEXT NOT NULL, added_on INTEGER NOT NULL, sort_name TEXT NOT NULL, words TEXT NOT NULL,
  unpaid INTEGER NOT NULL DEFAULT 0, due INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS documents (
  key INTEGER PRIMARY KEY, kind INTEGER NOT NULL, customer_id INTEGER NOT NULL,
  number TEXT NOT NULL COLLATE NOCASE, status INTEGER NOT NULL, total INTEGER NOT NULL,
  due INTEGER NOT NULL, issued_on INTEGER NOT NULL, due_on INTEGER NOT NULL,
  payment_id INTEGER NOT NULL, partner_id INTEGER NOT NULL DEFAULT 0,
  location_id INTEGER NOT NULL DEFAULT 0);
"""

# Each order ends in the day and the status, so that the commonest filters need no look at the row.
_INDEXES = """
CREATE INDEX customers_name ON customers (sort_name);
CREATE INDEX customers_status ON customers (status);
CREATE INDEX customers_partner ON customers (partner_id);
CREATE INDEX customers_unpaid ON customers (unpaid);
CREATE INDEX customers_due ON customers (due);
CREATE INDEX documents_number ON documents (kind, number, issued_on, status);
CREATE INDEX documents_issued ON documents (kind, issued_on, status);
CREATE INDEX documents_due_on ON documents (kind, due_on, issued_on, status);
CREATE INDEX documents_total ON documents (kind, total, issued_on, status);
CREATE INDEX documents_due ON documents (kind, due, issued_on, status);
CREATE INDEX documents_state ON documents (kind, status, due_on, issued_on);
CREATE INDEX documents_customer ON documents (customer_id, kind, issued_on, status);
"""

_SEARCH_TABLES = """
CREATE VIRTUAL TABLE customers_words USING fts5(
  words, content='', contentless_delete=1, prefix='1 2 3 4 5');
CREATE VIRTUAL TABLE customers_parts USING fts5(
  words, content='', contentless_delete=1, tokenize='trigram');
CREATE VIRTUAL TABLE documents_parts USING fts5(
  number, content='', contentless_delete=1, tokenize='trigram');
CREATE TABLE sums (
  kind INTEGER, issued_on INTEGER, partner_id INTEGER, location_id INTEGER, status INTEGER,
  due_on INTEGER, is_partial INTEGER, n INTEGER NOT NULL, total INTEGER NOT NULL,
  due INTEGER NOT NULL,
  PRIMARY KEY (kind, issued_on, partner_id, location_id, status, due_on, is_partial)
) WITHOUT ROWID;
"""

PLACES = ("partner_id", "location_id")

# Only where a customer came after documents: it looks all customers up, one by one.
LATE = """UPDATE documents SET (partner_id, location_id) =
  (SELECT partner_id, location_id FROM customers WHERE id = customer_id)
  WHERE EXISTS (SELECT 1 FROM customers AS c WHERE c.id = customer_id
    AND (c.partner_id <> documents.partner_id OR c.location_id <> documents.location_id))"""

# Before there are indexes to keep up, or to be led astray by.
_DUE = """
UPDATE customers SET unpaid = found.n, due = found.due
  FROM (SELECT customer_id, count(*) AS n, sum(due) AS due FROM documents WHERE status = 0
        GROUP BY customer_id) AS found
  WHERE customers.id = found.customer_id;
"""

_FILL = """
INSERT INTO customers_words (rowid, words) SELECT id, words FROM customers;
INSERT INTO customers_parts (rowid, words) SELECT id, words FROM customers;
INSERT INTO documents_parts (rowid, number) SELECT key, number FROM documents;
INSERT INTO sums
  SELECT kind, issued_on, partner_id, location_id, status, due_on, due < total, count(*),
         sum(total), sum(due)
  FROM documents GROUP BY 1, 2, 3, 4, 5, 6, 7;
"""

BUILD = tuple(
    statement
    for script in (_DUE, _INDEXES, _SEARCH_TABLES, _FILL)
    for statement in script.strip().split(";\n")
)


def _counted(row: str, sign: str) -> str:
    """Add a row to its sums, or take it out."""
    key = f"{row}.kind, {row}.issued_on, {row}.partner_id, {row}.location_id, {row}.status"
    return f"""
  INSERT INTO sums VALUES ({key}, {row}.due_on, {row}.due < {row}.total,
    {sign}1, {sign}{row}.total, {sign}{row}.due)
    ON CONFLICT DO UPDATE SET n = n + excluded.n, total = total + excluded.total,
      due = due + excluded.due;
  UPDATE customers SET unpaid = unpaid {sign} 1, due = due {sign} {row}.due
    WHERE id = {row}.customer_id AND {row}.status = 0;"""  # noqa: S608 - own names


# Not INSERT OR REPLACE: inside a trigger the outer statement's way with conflicts holds instead.
_SUMMED = "status, total, due, issued_on, due_on, customer_id, partner_id, location_id"

_TRIGGERS = f"""
CREATE TRIGGER document_added AFTER INSERT ON documents BEGIN
  INSERT INTO documents_parts (rowid, number) VALUES (new.key, new.number);{_counted("new", "+")}
END;
CREATE TRIGGER document_removed AFTER DELETE ON documents BEGIN
  DELETE FROM documents_parts WHERE rowid = old.key;{_counted("old", "-")}
END;
CREATE TRIGGER document_changed AFTER UPDATE OF {_SUMMED} ON documents BEGIN{_counted("old", "-")}
{_counted("new", "+")}
END;
CREATE TRIGGER document_renamed AFTER UPDATE OF number ON documents
  WHEN old.number IS NOT new.number BEGIN
  DELETE FROM documents_parts WHERE rowid = new.key;
  INSERT INTO documents_parts (rowid, number) VALUES (new.key, new.number);
END;
CREATE TRIGGER customer_added AFTER INSERT ON customers BEGIN
  INSERT INTO customers_words (rowid, words) VALUES (new.id, new.words);
  INSERT INTO customers_parts (rowid, words) VALUES (new.id, new.words);
  UPDATE customers SET
    unpaid = (SELECT count(*) FROM documents WHERE customer_id = new.id AND status = 0),
    due = (SELECT coalesce(sum(due), 0) FROM documents WHERE customer_id = new.id AND status = 0)
    WHERE id = new.id;
  UPDATE documents SET partner_id = new.partner_id, location_id = new.location_id
    WHERE customer_id = new.id;
END;
CREATE TRIGGER customer_removed AFTER DELETE ON customers BEGIN
  DELETE FROM customers_words WHERE rowid = old.id;
  DELETE FROM customers_parts WHERE rowid = old.id;
END;
CREATE TRIGGER customer_renamed AFTER UPDATE OF words ON customers
  WHEN old.words IS NOT new.words BEGIN
  DELETE FROM customers_words WHERE rowid = new.id;
  INSERT INTO customers_words (rowid, words) VALUES (new.id, new.words);
  DELETE FROM customers_parts WHERE rowid = new.id;
  INSERT INTO customers_parts (rowid, words) VALUES (new.id, new.words);
END;
CREATE TRIGGER customer_moved AFTER UPDATE OF partner_id, location_id ON customers
  WHEN old.partner_id IS NOT new.partner_id OR old.location_id IS NOT new.location_id BEGIN
  UPDATE documents SET partner_id = new.partner_id, location_id = new.location_id
    WHERE customer_id = new.id;
END;
"""  # noqa: S608 - own names

TRIGGERS = tuple(f"{text}END" for text in _TRIGGERS.strip().removesuffix("END;").split("END;\n"))
