/** What a row of a sales file says. */
import type { PackedItem } from './packed-items.ts';
import type { SaleDetails } from './sale-details.ts';
import type { PlacedTime } from './shop-clock.ts';

/** Amounts that stand once on a ticket, minor units without sign; null where the row says nothing. */
export interface TicketAmounts {
  discount: number | null;
  tax: number | null;
  shipping: number | null;
  tip: number | null;
  /** What was given back of it, tax and shipping with it. */
  refunded: number | null;
}

/** Money in minor units; a row that takes back is negative in quantity, gross, discount and tax. */
export interface SaleRow {
  /** '' when every row is a ticket of its own. */
  ticket: string;
  placed: PlacedTime;
  /** Null leaves it to the sign of the ticket's net sales. */
  kind: 'sale' | 'refund' | null;
  productName: string;
  /** Several items that share the amounts of the row; null when the row is one line. */
  items: readonly PackedItem[] | null;
  sku: string;
  barcode: string;
  quantityMilli: number;
  gross: number;
  discount: number;
  tax: number;
  cost: number | null;
  customerId: string;
  customerName: string;
  category: string;
  staff: string;
  tender: string;
  channel: string;
  /** Null where the file has no such columns. */
  details: SaleDetails | null;
  /** Null where the file has no such columns. */
  ofTicket: TicketAmounts | null;
  /** A computed or over-precise amount lost digits. */
  rounded: boolean;
}

/** A row that says nothing yet: one piece, at no price. */
export function emptyRow(): SaleRow {
  return {
    ticket: '',
    placed: { soldAt: 0, timeKnown: false, businessDate: '', hour: null },
    kind: null,
    productName: '',
    items: null,
    sku: '',
    barcode: '',
    quantityMilli: 1000,
    gross: 0,
    discount: 0,
    tax: 0,
    cost: null,
    customerId: '',
    customerName: '',
    category: '',
    staff: '',
    tender: '',
    channel: '',
    details: null,
    ofTicket: null,
    rounded: false,
  };
}
