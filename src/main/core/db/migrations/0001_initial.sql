-- The first shape of a Tillwise file. Drafted by drizzle-kit, reviewed by hand: STRICT everywhere,
-- rollups with a compound key WITHOUT ROWID, and an event log that only grows. AUTOINCREMENT where
-- others keep an id: it never comes to mean another record, also after an import was undone.

CREATE TABLE api_token (
  id integer PRIMARY KEY,
  name text NOT NULL,
  hash text NOT NULL,
  hint text NOT NULL,
  scopes text NOT NULL,
  created_at integer NOT NULL,
  expires_at integer,
  last_used_at integer,
  revoked_at integer
) STRICT;
CREATE UNIQUE INDEX api_token_hash ON api_token (hash);

CREATE TABLE category (
  id integer PRIMARY KEY,
  kind text NOT NULL,
  name text NOT NULL,
  name_key text NOT NULL,
  import_batch_id integer
) STRICT;
CREATE INDEX category_import ON category (import_batch_id) WHERE import_batch_id IS NOT NULL;
CREATE UNIQUE INDEX category_name ON category (kind,name_key);

CREATE TABLE customer (
  id integer PRIMARY KEY AUTOINCREMENT,
  code text NOT NULL,
  name text NOT NULL,
  name_key text NOT NULL,
  email text,
  phone text,
  address text,
  notes text,
  birthday text,
  vip_since integer,
  source text NOT NULL,
  import_batch_id integer,
  created_at integer NOT NULL,
  updated_at integer NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  deleted_at integer
) STRICT;
CREATE UNIQUE INDEX customer_code ON customer (code);
CREATE INDEX customer_name ON customer (name_key);
CREATE INDEX customer_import ON customer (import_batch_id);
CREATE INDEX customer_deleted ON customer (deleted_at) WHERE deleted_at IS NOT NULL;

CREATE TABLE event (
  seq integer PRIMARY KEY AUTOINCREMENT,
  id text NOT NULL,
  type text NOT NULL,
  entity text NOT NULL,
  entity_id text NOT NULL,
  before text,
  after text,
  actor_kind text NOT NULL,
  actor_name text NOT NULL,
  source text NOT NULL,
  correlation_id text NOT NULL,
  occurred_at integer NOT NULL
) STRICT;
CREATE UNIQUE INDEX event_id ON event (id);
CREATE INDEX event_entity ON event (entity,entity_id);

CREATE TABLE expense (
  id integer PRIMARY KEY AUTOINCREMENT,
  business_date text NOT NULL,
  description text NOT NULL,
  amount_minor integer NOT NULL,
  category_id integer,
  supplier text,
  tender text,
  source text NOT NULL,
  import_batch_id integer,
  created_at integer NOT NULL,
  updated_at integer NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  deleted_at integer,
  FOREIGN KEY (category_id) REFERENCES category(id)
) STRICT;
CREATE INDEX expense_date ON expense (business_date,id);
CREATE INDEX expense_category ON expense (category_id);
CREATE INDEX expense_import ON expense (import_batch_id);

CREATE TABLE idempotency_key (
  id integer PRIMARY KEY,
  owner text NOT NULL,
  key text NOT NULL,
  fingerprint text NOT NULL,
  call text NOT NULL,
  answer text NOT NULL,
  created_at integer NOT NULL
) STRICT;
CREATE UNIQUE INDEX idempotency_key_key ON idempotency_key (owner,key);

CREATE TABLE import_batch (
  id integer PRIMARY KEY,
  kind text NOT NULL,
  file_name text NOT NULL,
  file_sha256 text,
  file_bytes integer NOT NULL,
  status text NOT NULL,
  message text,
  mapping text NOT NULL,
  total_rows integer DEFAULT 0 NOT NULL,
  imported_rows integer DEFAULT 0 NOT NULL,
  bad_rows integer DEFAULT 0 NOT NULL,
  tickets integer DEFAULT 0 NOT NULL,
  new_products integer DEFAULT 0 NOT NULL,
  new_customers integer DEFAULT 0 NOT NULL,
  rounded_lines integer DEFAULT 0 NOT NULL,
  net_minor integer DEFAULT 0 NOT NULL,
  first_date text,
  last_date text,
  actor_name text NOT NULL,
  source text NOT NULL,
  correlation_id text NOT NULL,
  started_at integer NOT NULL,
  finished_at integer
) STRICT;
CREATE INDEX import_batch_hash ON import_batch (file_sha256);

CREATE TABLE import_change (
  id integer PRIMARY KEY,
  import_batch_id integer NOT NULL,
  entity text NOT NULL,
  entity_id integer NOT NULL,
  version integer NOT NULL,
  before text NOT NULL,
  FOREIGN KEY (import_batch_id) REFERENCES import_batch(id)
) STRICT;
CREATE INDEX import_change_batch ON import_change (import_batch_id,id);

CREATE TABLE import_error (
  id integer PRIMARY KEY,
  import_batch_id integer NOT NULL,
  row integer NOT NULL,
  column text NOT NULL,
  value text NOT NULL,
  reason text NOT NULL,
  FOREIGN KEY (import_batch_id) REFERENCES import_batch(id)
) STRICT;
CREATE INDEX import_error_batch ON import_error (import_batch_id,id);

CREATE TABLE product (
  id integer PRIMARY KEY AUTOINCREMENT,
  sku text,
  barcode text,
  name text NOT NULL,
  name_key text NOT NULL,
  category_id integer,
  price_minor integer,
  cost_minor integer,
  source text NOT NULL,
  import_batch_id integer,
  created_at integer NOT NULL,
  updated_at integer NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  deleted_at integer,
  FOREIGN KEY (category_id) REFERENCES category(id)
) STRICT;
CREATE UNIQUE INDEX product_sku ON product (sku) WHERE sku IS NOT NULL;
CREATE INDEX product_barcode ON product (barcode) WHERE barcode IS NOT NULL;
CREATE INDEX product_name ON product (name_key);
CREATE INDEX product_import ON product (import_batch_id);
CREATE INDEX product_category ON product (category_id) WHERE category_id IS NOT NULL;

CREATE TABLE rollup_customer (
  customer_id integer PRIMARY KEY,
  first_day text,
  last_day text,
  cost_minor integer NOT NULL,
  tickets integer NOT NULL,
  transactions integer NOT NULL,
  net_minor integer NOT NULL
) STRICT;
CREATE INDEX rollup_customer_first ON rollup_customer (first_day);
CREATE INDEX rollup_customer_net ON rollup_customer (net_minor);

CREATE TABLE rollup_day (
  day text PRIMARY KEY NOT NULL,
  tickets integer NOT NULL,
  transactions integer NOT NULL,
  sold_milli integer NOT NULL,
  gross_minor integer NOT NULL,
  discount_minor integer NOT NULL,
  returns_minor integer NOT NULL,
  net_minor integer NOT NULL,
  tax_minor integer NOT NULL,
  tip_minor integer NOT NULL,
  shipping_minor integer NOT NULL,
  cost_minor integer NOT NULL,
  costed_net_minor integer NOT NULL
) STRICT;

CREATE TABLE rollup_day_customer (
  day text NOT NULL,
  customer_id integer NOT NULL,
  tickets integer NOT NULL,
  transactions integer NOT NULL,
  net_minor integer NOT NULL,
  PRIMARY KEY(day, customer_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX rollup_day_customer_customer ON rollup_day_customer (customer_id,day);

CREATE TABLE rollup_day_expense (
  day text NOT NULL,
  category_id integer NOT NULL,
  expenses integer NOT NULL,
  amount_minor integer NOT NULL,
  PRIMARY KEY(day, category_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE rollup_day_hour (
  day text NOT NULL,
  hour integer NOT NULL,
  tickets integer NOT NULL,
  transactions integer NOT NULL,
  sold_milli integer NOT NULL,
  gross_minor integer NOT NULL,
  discount_minor integer NOT NULL,
  returns_minor integer NOT NULL,
  net_minor integer NOT NULL,
  tax_minor integer NOT NULL,
  tip_minor integer NOT NULL,
  shipping_minor integer NOT NULL,
  cost_minor integer NOT NULL,
  costed_net_minor integer NOT NULL,
  PRIMARY KEY(day, hour)
) STRICT, WITHOUT ROWID;

CREATE TABLE rollup_day_product (
  day text NOT NULL,
  product_id integer NOT NULL,
  lines integer NOT NULL,
  quantity_milli integer NOT NULL,
  net_minor integer NOT NULL,
  cost_minor integer NOT NULL,
  costed_net_minor integer NOT NULL,
  PRIMARY KEY(day, product_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE rollup_month (
  month text PRIMARY KEY NOT NULL,
  tickets integer NOT NULL,
  transactions integer NOT NULL,
  sold_milli integer NOT NULL,
  gross_minor integer NOT NULL,
  discount_minor integer NOT NULL,
  returns_minor integer NOT NULL,
  net_minor integer NOT NULL,
  tax_minor integer NOT NULL,
  tip_minor integer NOT NULL,
  shipping_minor integer NOT NULL,
  cost_minor integer NOT NULL,
  costed_net_minor integer NOT NULL
) STRICT;

CREATE TABLE rollup_month_customer (
  month text NOT NULL,
  customer_id integer NOT NULL,
  tickets integer NOT NULL,
  transactions integer NOT NULL,
  net_minor integer NOT NULL,
  PRIMARY KEY(month, customer_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX rollup_month_customer_customer ON rollup_month_customer (customer_id,month);

CREATE TABLE rollup_month_expense (
  month text NOT NULL,
  category_id integer NOT NULL,
  expenses integer NOT NULL,
  amount_minor integer NOT NULL,
  PRIMARY KEY(month, category_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE rollup_month_product (
  month text NOT NULL,
  product_id integer NOT NULL,
  lines integer NOT NULL,
  quantity_milli integer NOT NULL,
  net_minor integer NOT NULL,
  cost_minor integer NOT NULL,
  costed_net_minor integer NOT NULL,
  PRIMARY KEY(month, product_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE rollup_product (
  product_id integer PRIMARY KEY,
  lines integer NOT NULL,
  quantity_milli integer NOT NULL,
  net_minor integer NOT NULL,
  cost_minor integer NOT NULL,
  costed_net_minor integer NOT NULL
) STRICT;
CREATE INDEX rollup_product_net ON rollup_product (net_minor);

CREATE TABLE rollup_visits (
  transactions integer PRIMARY KEY,
  customers integer NOT NULL
) STRICT;

CREATE TABLE sale (
  id integer PRIMARY KEY AUTOINCREMENT,
  number text NOT NULL,
  kind text NOT NULL,
  sold_at integer NOT NULL,
  time_known integer NOT NULL,
  business_date text NOT NULL,
  hour integer,
  customer_id integer,
  staff_id integer,
  channel text,
  note text,
  external_source text,
  external_id text,
  refund_of_id integer,
  line_count integer NOT NULL,
  quantity_milli integer NOT NULL,
  gross_minor integer NOT NULL,
  discount_minor integer NOT NULL,
  returns_minor integer NOT NULL,
  net_minor integer NOT NULL,
  tax_minor integer NOT NULL,
  tip_minor integer NOT NULL,
  shipping_minor integer NOT NULL,
  source text NOT NULL,
  import_batch_id integer,
  created_at integer NOT NULL,
  updated_at integer NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  deleted_at integer,
  FOREIGN KEY (customer_id) REFERENCES customer(id),
  FOREIGN KEY (staff_id) REFERENCES staff(id),
  FOREIGN KEY (refund_of_id) REFERENCES sale(id)
) STRICT;
CREATE INDEX sale_date ON sale (business_date,id);
CREATE INDEX sale_customer ON sale (customer_id,business_date) WHERE customer_id IS NOT NULL;
CREATE INDEX sale_import ON sale (import_batch_id) WHERE import_batch_id IS NOT NULL;
CREATE INDEX sale_staff ON sale (staff_id) WHERE staff_id IS NOT NULL;
CREATE INDEX sale_number ON sale (number);
CREATE INDEX sale_updated ON sale (updated_at);
CREATE INDEX sale_amount ON sale (net_minor);
CREATE INDEX sale_refund_of ON sale (refund_of_id) WHERE refund_of_id IS NOT NULL;
CREATE UNIQUE INDEX sale_external_id ON sale (external_id,external_source) WHERE external_id IS NOT NULL;

CREATE TABLE sale_line (
  id integer PRIMARY KEY AUTOINCREMENT,
  sale_id integer NOT NULL,
  position integer NOT NULL,
  product_id integer NOT NULL,
  category_id integer,
  quantity_milli integer NOT NULL,
  gross_minor integer NOT NULL,
  discount_minor integer NOT NULL,
  net_minor integer NOT NULL,
  tax_minor integer NOT NULL,
  cost_minor integer,
  refund_of_line_id integer,
  FOREIGN KEY (sale_id) REFERENCES sale(id),
  FOREIGN KEY (product_id) REFERENCES product(id),
  FOREIGN KEY (category_id) REFERENCES category(id)
) STRICT;
CREATE INDEX sale_line_sale ON sale_line (sale_id);
CREATE INDEX sale_line_product ON sale_line (product_id,sale_id);
CREATE INDEX sale_line_category ON sale_line (category_id) WHERE category_id IS NOT NULL;

CREATE TABLE sale_tender (
  id integer PRIMARY KEY,
  sale_id integer NOT NULL,
  kind text NOT NULL,
  amount_minor integer NOT NULL,
  FOREIGN KEY (sale_id) REFERENCES sale(id)
) STRICT;
CREATE INDEX sale_tender_sale ON sale_tender (sale_id);

CREATE TABLE setting (
  key text PRIMARY KEY NOT NULL,
  value text NOT NULL,
  updated_at integer NOT NULL
) STRICT;

CREATE TABLE staff (
  id integer PRIMARY KEY,
  name text NOT NULL,
  name_key text NOT NULL,
  import_batch_id integer
) STRICT;
CREATE INDEX staff_import ON staff (import_batch_id) WHERE import_batch_id IS NOT NULL;
CREATE UNIQUE INDEX staff_name ON staff (name_key);

CREATE TABLE webhook (
  id integer PRIMARY KEY AUTOINCREMENT,
  name text NOT NULL,
  url text NOT NULL,
  event_types text NOT NULL,
  allow_private integer NOT NULL,
  status text NOT NULL,
  status_reason text,
  secret text NOT NULL,
  old_secret text,
  old_secret_until integer,
  last_seq integer NOT NULL,
  failed_attempts integer DEFAULT 0 NOT NULL,
  failing_since integer,
  next_attempt_at integer,
  created_at integer NOT NULL,
  updated_at integer NOT NULL,
  version integer DEFAULT 1 NOT NULL
) STRICT;

CREATE TABLE webhook_attempt (
  id integer PRIMARY KEY,
  delivery_id integer NOT NULL,
  at integer NOT NULL,
  status integer,
  duration_ms integer,
  error text,
  response text,
  FOREIGN KEY (delivery_id) REFERENCES webhook_delivery(id)
) STRICT;
CREATE INDEX webhook_attempt_delivery ON webhook_attempt (delivery_id);

CREATE TABLE webhook_delivery (
  id integer PRIMARY KEY AUTOINCREMENT,
  webhook_id integer NOT NULL,
  kind text NOT NULL,
  message_id text NOT NULL,
  event_seq integer,
  event_type text NOT NULL,
  state text NOT NULL,
  attempt_count integer NOT NULL,
  first_attempt_at integer NOT NULL,
  last_attempt_at integer NOT NULL,
  FOREIGN KEY (webhook_id) REFERENCES webhook(id)
) STRICT;
CREATE INDEX webhook_delivery_webhook ON webhook_delivery (webhook_id,id);

CREATE TRIGGER event_is_append_only_update BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END;
CREATE TRIGGER event_is_append_only_delete BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END;
