-- What a review of a file leaves behind: rows that were left out or were there already, tickets that
-- were replaced, bad rows as they stood (so that they can be corrected and imported again), and names
-- that the owner said are the same.

ALTER TABLE import_batch ADD COLUMN excluded_rows integer DEFAULT 0 NOT NULL;
ALTER TABLE import_batch ADD COLUMN already_there_rows integer DEFAULT 0 NOT NULL;
ALTER TABLE import_batch ADD COLUMN changed_rows integer DEFAULT 0 NOT NULL;
ALTER TABLE import_batch ADD COLUMN replaced_tickets integer DEFAULT 0 NOT NULL;
ALTER TABLE import_batch ADD COLUMN headers text;
ALTER TABLE import_error ADD COLUMN suggestion text;

CREATE TABLE import_bad_row (
  import_batch_id integer NOT NULL,
  row integer NOT NULL,
  cells text NOT NULL,
  PRIMARY KEY(import_batch_id, row),
  FOREIGN KEY (import_batch_id) REFERENCES import_batch(id)
) STRICT, WITHOUT ROWID;

CREATE TABLE import_alias (
  id integer PRIMARY KEY,
  entity text NOT NULL,
  key text NOT NULL,
  entity_id integer NOT NULL,
  import_batch_id integer NOT NULL,
  FOREIGN KEY (import_batch_id) REFERENCES import_batch(id)
) STRICT;
CREATE UNIQUE INDEX import_alias_key ON import_alias (entity,key);
CREATE INDEX import_alias_import ON import_alias (import_batch_id);
