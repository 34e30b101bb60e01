import {
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';

/** One imported file. Its rows carry this id, so that it can be taken out again. */
export const importBatch = sqliteTable(
  'import_batch',
  {
    id: integer().primaryKey(),
    kind: text({ enum: ['sales', 'customers', 'expenses', 'products'] }).notNull(),
    file_name: text().notNull(),
    file_sha256: text(),
    file_bytes: integer().notNull(),
    status: text().notNull(),
    message: text(),
    /** JSON: columns, date order, decimal sign, refund rule. */
    mapping: text().notNull(),
    total_rows: integer().notNull().default(0),
    imported_rows: integer().notNull().default(0),
    bad_rows: integer().notNull().default(0),
    tickets: integer().notNull().default(0),
    new_products: integer().notNull().default(0),
    new_customers: integer().notNull().default(0),
    rounded_lines: integer().notNull().default(0),
    excluded_rows: integer().notNull().default(0),
    already_there_rows: integer().notNull().default(0),
    changed_rows: integer().notNull().default(0),
    replaced_tickets: integer().notNull().default(0),
    /** JSON: the columns of the file; null until all that is wrong with its bad rows is copied. */
    headers: text(),
    net_minor: integer().notNull().default(0),
    first_date: text(),
    last_date: text(),
    actor_name: text().notNull(),
    source: text().notNull(),
    correlation_id: text().notNull(),
    started_at: integer().notNull(),
    finished_at: integer(),
  },
  (t) => [index('import_batch_hash').on(t.file_sha256)],
);

/** A stored record that an import changed, as it was before: undo puts it back. */
export const importChange = sqliteTable(
  'import_change',
  {
    id: integer().primaryKey(),
    import_batch_id: integer()
      .notNull()
      .references(() => importBatch.id),
    entity: text({ enum: ['sale', 'customer', 'product'] }).notNull(),
    entity_id: integer().notNull(),
    /** Of the record after the import; a later edit has another one and is left alone. */
    version: integer().notNull(),
    /** JSON: column → value. */
    before: text().notNull(),
  },
  (t) => [index('import_change_batch').on(t.import_batch_id, t.id)],
);

export const importError = sqliteTable(
  'import_error',
  {
    id: integer().primaryKey(),
    import_batch_id: integer()
      .notNull()
      .references(() => importBatch.id),
    row: integer().notNull(),
    column: text().notNull(),
    value: text().notNull(),
    reason: text().notNull(),
    suggestion: text(),
  },
  (t) => [index('import_error_batch').on(t.import_batch_id, t.id)],
);

/** A row that could not be stored, as it stood: corrected, it can be imported again. */
export const importBadRow = sqliteTable(
  'import_bad_row',
  {
    import_batch_id: integer()
      .notNull()
      .references(() => importBatch.id),
    row: integer().notNull(),
    /** JSON: list of texts. */
    cells: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.import_batch_id, t.row] })],
);

/** A name in files that the owner said is a stored product or customer. */
export const importAlias = sqliteTable(
  'import_alias',
  {
    id: integer().primaryKey(),
    entity: text({ enum: ['product', 'customer'] }).notNull(),
    /** As the staging file keys it: the kind of name and the name. */
    key: text().notNull(),
    entity_id: integer().notNull(),
    /** Undoing that import forgets it. */
    import_batch_id: integer()
      .notNull()
      .references(() => importBatch.id),
  },
  (t) => [
    uniqueIndex('import_alias_key').on(t.entity, t.key),
    index('import_alias_import').on(t.import_batch_id),
  ],
);
