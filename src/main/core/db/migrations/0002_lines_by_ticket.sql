-- Lines and tenders say in their id whose they are: ticket × 2^20 + place. So the parts of a ticket
-- lie side by side and need no index. Indexes that took each write to another page begin with the
-- month now, for which a line keeps it, and those that cost every sale more than they give are gone.
-- See docs/adr/0017.

CREATE TABLE line_number (old integer PRIMARY KEY, new integer NOT NULL) STRICT;
INSERT INTO line_number
  SELECT id, (sale_id << 20) + row_number() OVER (PARTITION BY sale_id ORDER BY position, id) - 1
  FROM sale_line;

CREATE TABLE new_sale_line (
  id integer PRIMARY KEY,
  sale_id integer NOT NULL GENERATED ALWAYS AS (id >> 20) VIRTUAL,
  position integer NOT NULL GENERATED ALWAYS AS (id & 1048575) VIRTUAL,
  sold_month integer NOT NULL,
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
INSERT INTO new_sale_line (id, sold_month, product_id, category_id, quantity_milli, gross_minor,
    discount_minor, net_minor, tax_minor, cost_minor, refund_of_line_id)
  SELECT n.new, CAST(substr(s.business_date, 1, 4) || substr(s.business_date, 6, 2) AS integer),
    l.product_id, l.category_id, l.quantity_milli, l.gross_minor, l.discount_minor, l.net_minor,
    l.tax_minor, l.cost_minor, (SELECT r.new FROM line_number r WHERE r.old = l.refund_of_line_id)
  FROM sale_line l JOIN line_number n ON n.old = l.id JOIN sale s ON s.id = l.sale_id
  ORDER BY n.new;
DROP TABLE sale_line;
DROP TABLE line_number;
ALTER TABLE new_sale_line RENAME TO sale_line;
CREATE INDEX sale_line_product ON sale_line (sold_month,product_id);
CREATE INDEX sale_line_category ON sale_line (category_id) WHERE category_id IS NOT NULL;

CREATE TABLE new_sale_tender (
  id integer PRIMARY KEY,
  sale_id integer NOT NULL GENERATED ALWAYS AS (id >> 20) VIRTUAL,
  kind text NOT NULL,
  amount_minor integer NOT NULL,
  FOREIGN KEY (sale_id) REFERENCES sale(id)
) STRICT;
INSERT INTO new_sale_tender (id, kind, amount_minor)
  SELECT (sale_id << 20) + row_number() OVER (PARTITION BY sale_id ORDER BY id) - 1, kind, amount_minor
  FROM sale_tender ORDER BY sale_id, id;
DROP TABLE sale_tender;
ALTER TABLE new_sale_tender RENAME TO sale_tender;

CREATE INDEX sale_deleted ON sale (deleted_at) WHERE deleted_at IS NOT NULL;
DROP INDEX sale_customer;
DROP INDEX sale_amount;
CREATE INDEX sale_customer ON sale (substr(business_date, 1, 7),customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX sale_amount ON sale (substr(business_date, 1, 7),net_minor);

DROP INDEX rollup_product_net;
DROP INDEX rollup_customer_net;
DROP INDEX rollup_day_customer_customer;
DROP INDEX rollup_month_customer_customer;
