import type { SaleFacts, SaleLineFacts } from '../../kpi/facts.ts';
import type { StoredRecord } from '../base-service.ts';

/** A line as stored, with the names it shows. */
export interface SaleLineEntity extends SaleLineFacts {
  id: number;
  position: number;
  product_name: string;
  sku: string | null;
  category_id: number | null;
  category: string | null;
  refund_of_line_id: number | null;
}

/** A ticket as stored: money in minor units, times in UTC ms. */
export interface SaleEntity extends StoredRecord, SaleFacts {
  number: string;
  sold_at: number;
  time_known: boolean;
  customer_code: string | null;
  customer_name: string | null;
  staff: string | null;
  channel: string | null;
  note: string | null;
  source: string;
  external_source: string | null;
  external_id: string | null;
  refund_of_id: number | null;
  line_count: number;
  quantity_milli: number;
  gross_minor: number;
  discount_minor: number;
  returns_minor: number;
  net_minor: number;
  tax_minor: number;
  created_at: number;
  updated_at: number;
  lines: readonly SaleLineEntity[];
  tenders: readonly { kind: string; amount_minor: number }[];
}
