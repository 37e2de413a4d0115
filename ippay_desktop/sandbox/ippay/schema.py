"""The practice gateway's tables. Card and account numbers appear only as keyed hashes."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS terminals (
  terminal_id TEXT PRIMARY KEY, types TEXT NOT NULL, options TEXT NOT NULL DEFAULT '{}',
  batch_id INTEGER NOT NULL DEFAULT 1, batch_opened INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS tokens (
  token TEXT PRIMARY KEY, kind TEXT NOT NULL, fingerprint TEXT NOT NULL, last4 TEXT NOT NULL,
  expiry TEXT NOT NULL DEFAULT '', terminal_id TEXT NOT NULL, created INTEGER NOT NULL,
  replaced_by TEXT NOT NULL DEFAULT ''
);
CREATE TABLE IF NOT EXISTS operations (
  id INTEGER PRIMARY KEY AUTOINCREMENT, terminal_id TEXT NOT NULL, transaction_id TEXT NOT NULL,
  type TEXT NOT NULL, amount INTEGER NOT NULL DEFAULT 0, status TEXT NOT NULL,
  action_code TEXT NOT NULL, approval TEXT NOT NULL DEFAULT '', response_text TEXT NOT NULL,
  answer TEXT NOT NULL, order_number TEXT NOT NULL DEFAULT '', ud1 TEXT NOT NULL DEFAULT '',
  ud2 TEXT NOT NULL DEFAULT '', ud3 TEXT NOT NULL DEFAULT '', name TEXT NOT NULL DEFAULT '',
  token TEXT NOT NULL DEFAULT '', last4 TEXT NOT NULL DEFAULT '', sec TEXT NOT NULL DEFAULT '',
  check_number TEXT NOT NULL DEFAULT '', origin TEXT NOT NULL DEFAULT '',
  received_at INTEGER NOT NULL, finished_at INTEGER NOT NULL, visible_at INTEGER NOT NULL DEFAULT 0,
  void_at INTEGER, settles_at INTEGER, settled_at INTEGER, batch_id INTEGER NOT NULL DEFAULT 0,
  parent INTEGER, credited INTEGER NOT NULL DEFAULT 0, return_code TEXT NOT NULL DEFAULT '',
  returned_at INTEGER, returns_at INTEGER, planned_return TEXT NOT NULL DEFAULT '',
  times_received INTEGER NOT NULL DEFAULT 1, times_processed INTEGER NOT NULL DEFAULT 1
);
CREATE TABLE IF NOT EXISTS notices (
  id INTEGER PRIMARY KEY AUTOINCREMENT, report TEXT NOT NULL, terminal_id TEXT NOT NULL,
  at INTEGER NOT NULL, fields TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS operation_id ON operations (terminal_id, transaction_id);
CREATE INDEX IF NOT EXISTS operation_time ON operations (received_at);
CREATE INDEX IF NOT EXISTS operation_status ON operations (status, settles_at);
CREATE INDEX IF NOT EXISTS operation_return ON operations (returns_at) WHERE planned_return <> '';
CREATE INDEX IF NOT EXISTS operation_void ON operations (void_at) WHERE void_at IS NOT NULL;
CREATE INDEX IF NOT EXISTS operation_parent ON operations (parent) WHERE parent IS NOT NULL;
"""
