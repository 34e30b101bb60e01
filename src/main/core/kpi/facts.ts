/** What the KPI engine needs to know of a record; the stored entities have these fields. */

/** A line as it counts; negative when it takes something back. Money in minor units. */
export interface SaleLineFacts {
  product_id: number;
  quantity_milli: number;
  gross_minor: number;
  discount_minor: number;
  net_minor: number;
  tax_minor: number;
  /** Cost of the whole line; null when unknown. */
  cost_minor: number | null;
}

export interface SaleFacts {
  kind: 'sale' | 'refund';
  business_date: string;
  /** Hour on the wall, 0–23; null when the time is unknown. */
  hour: number | null;
  customer_id: number | null;
  tip_minor: number;
  shipping_minor: number;
  lines: readonly SaleLineFacts[];
}

export interface ExpenseFacts {
  business_date: string;
  amount_minor: number;
  category_id: number | null;
}
