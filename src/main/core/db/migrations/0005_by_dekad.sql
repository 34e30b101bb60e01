-- Indexes that began with the month begin with ten days of it: what is sold lies in fewer pages of
-- them, so a batch of sales and an import write fewer. A line keeps its ten days as a number, such as
-- 2026112 for those from 21 November 2026. See docs/adr/0025.

DROP INDEX sale_line_product;
ALTER TABLE sale_line RENAME COLUMN sold_month TO sold_dekad;
UPDATE sale_line SET sold_dekad = sold_dekad * 10
  + (SELECT CAST(substr(s.business_date, 9, 1) AS integer) FROM sale s WHERE s.id = sale_line.id >> 20);
CREATE INDEX sale_line_product ON sale_line (sold_dekad,product_id);

DROP INDEX sale_customer;
DROP INDEX sale_amount;
CREATE INDEX sale_customer ON sale (substr(business_date, 1, 9),customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX sale_amount ON sale (substr(business_date, 1, 9),net_minor);
