-- What the owner teaches Tillwise about files: mappings under a name, rules for the category of
-- expenses, and folders that are watched. Drafted by drizzle-kit, reviewed by hand.

CREATE TABLE saved_mapping (
  id integer PRIMARY KEY AUTOINCREMENT,
  name text NOT NULL,
  name_key text NOT NULL,
  kind text NOT NULL,
  header_key text NOT NULL,
  headers text NOT NULL,
  mapping text NOT NULL,
  created_at integer NOT NULL,
  updated_at integer NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  deleted_at integer
) STRICT;
CREATE UNIQUE INDEX saved_mapping_name ON saved_mapping (name_key) WHERE deleted_at IS NULL;
CREATE INDEX saved_mapping_header ON saved_mapping (header_key);

CREATE TABLE expense_rule (
  id integer PRIMARY KEY AUTOINCREMENT,
  position integer NOT NULL,
  text text NOT NULL,
  text_key text NOT NULL,
  category text NOT NULL,
  created_at integer NOT NULL,
  updated_at integer NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  deleted_at integer
) STRICT;
CREATE UNIQUE INDEX expense_rule_text ON expense_rule (text_key) WHERE deleted_at IS NULL;

CREATE TABLE expense_rule_run (
  id integer PRIMARY KEY AUTOINCREMENT,
  expenses integer NOT NULL,
  applied_at integer NOT NULL,
  undone_at integer
) STRICT;

CREATE TABLE expense_rule_change (
  run_id integer NOT NULL,
  expense_id integer NOT NULL,
  category_before text,
  category_after text NOT NULL,
  PRIMARY KEY (run_id, expense_id),
  FOREIGN KEY (run_id) REFERENCES expense_rule_run(id) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;

CREATE TABLE watch_folder (
  id integer PRIMARY KEY AUTOINCREMENT,
  saved_mapping_id integer NOT NULL,
  folder text NOT NULL,
  active integer NOT NULL,
  created_at integer NOT NULL,
  updated_at integer NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  deleted_at integer,
  FOREIGN KEY (saved_mapping_id) REFERENCES saved_mapping(id) ON UPDATE no action ON DELETE no action
) STRICT;
CREATE UNIQUE INDEX watch_folder_folder ON watch_folder (folder) WHERE deleted_at IS NULL;

CREATE TABLE watch_file (
  id integer PRIMARY KEY AUTOINCREMENT,
  watch_folder_id integer NOT NULL,
  file_name text NOT NULL,
  file_sha256 text NOT NULL,
  outcome text NOT NULL,
  import_batch_id integer,
  message text,
  seen_at integer NOT NULL,
  FOREIGN KEY (watch_folder_id) REFERENCES watch_folder(id) ON UPDATE no action ON DELETE no action
) STRICT;
CREATE INDEX watch_file_hash ON watch_file (watch_folder_id,file_sha256);
