/** What a sale shall be, in stored form: minor units, milli quantities, refunds negative. */

/** The amounts of a line as stored. */
export interface LineAmounts {
  quantity_milli: number;
  gross_minor: number;
  discount_minor: number;
  net_minor: number;
  tax_minor: number;
  cost_minor: number | null;
}

/** A line with the names that it shows. */
export interface SaleLineDraft extends LineAmounts {
  product_id: number;
  product_name: string;
  sku: string | null;
  category_id: number | null;
  category: string | null;
  /** On a refund: the line it takes back; null when it was named by its product. */
  refund_of_line_id: number | null;
}

/** The customer of a sale as it shows them. */
export interface SaleCustomer {
  customer_id: number | null;
  customer_code: string | null;
  customer_name: string | null;
}

export interface SaleDraft extends SaleCustomer {
  /** Null takes the next number. */
  number: string | null;
  kind: 'sale' | 'refund';
  sold_at: number;
  time_known: boolean;
  business_date: string;
  hour: number | null;
  staff: string | null;
  channel: string | null;
  note: string | null;
  /** Whose external id it is; null without one. */
  external_source: string | null;
  external_id: string | null;
  refund_of_id: number | null;
  tip_minor: number;
  shipping_minor: number;
  lines: readonly SaleLineDraft[];
  tenders: readonly { kind: string; amount_minor: number }[];
}

/** The sums of a ticket, kept on it so that a list never reads lines. */
export interface SaleSums {
  line_count: number;
  quantity_milli: number;
  /** Of positive lines, before discount. */
  gross_minor: number;
  /** Of positive lines. */
  discount_minor: number;
  /** What negative lines took back; positive. */
  returns_minor: number;
  net_minor: number;
  tax_minor: number;
}

/** Adds up the lines; net = gross − discount − returns by construction. */
export function sumLines(lines: readonly LineAmounts[]): SaleSums {
  const sums: SaleSums = {
    line_count: lines.length,
    quantity_milli: 0,
    gross_minor: 0,
    discount_minor: 0,
    returns_minor: 0,
    net_minor: 0,
    tax_minor: 0,
  };
  for (const line of lines) {
    sums.quantity_milli += line.quantity_milli;
    sums.net_minor += line.net_minor;
    sums.tax_minor += line.tax_minor;
    if (line.gross_minor < 0) {
      sums.returns_minor -= line.net_minor;
    } else {
      sums.gross_minor += line.gross_minor;
      sums.discount_minor += line.discount_minor;
    }
  }
  return sums;
}

/** What was paid for a ticket. */
export function totalOf(ticket: {
  net_minor: number;
  tax_minor: number;
  tip_minor: number;
  shipping_minor: number;
}): number {
  return ticket.net_minor + ticket.tax_minor + ticket.tip_minor + ticket.shipping_minor;
}
