/** A sale as it is shown. */
import type { MoneyCodec } from '../../../../shared/lib/money.ts';
import type { Refundable, Sale } from '../../../../shared/schemas/sale.ts';
import { source } from '../../../../shared/schemas/sale.ts';
import { isUsedUp, type SaleLeft } from './refund-shares.ts';
import type { SaleEntity, SaleLineEntity } from './sale.entity.ts';
import { totalOf } from './sale-draft.ts';

/** "Tea", or "Tea + 2 more": by its first line. */
export function ticketName(first: string, lineCount: number): string {
  return lineCount > 1 ? `${first} + ${lineCount - 1} more` : first;
}

/** The answer for a stored sale: money in major units, times in ISO 8601. */
export function presentSale(sale: SaleEntity, money: MoneyCodec): Sale {
  const major = money.toMajor;
  return {
    id: sale.id,
    date: sale.business_date,
    product_name: ticketName(sale.lines[0]?.product_name ?? '', sale.lines.length),
    amount: major(sale.net_minor),
    customer_id: sale.customer_code,
    category: sale.lines[0]?.category ?? null,
    created_at: new Date(sale.created_at).toISOString(),
    updated_at: new Date(sale.updated_at).toISOString(),
    version: sale.version,
    number: sale.number,
    kind: sale.kind,
    sold_at: new Date(sale.sold_at).toISOString(),
    time_known: sale.time_known,
    customer_name: sale.customer_name,
    staff: sale.staff,
    channel: sale.channel,
    tenders: sale.tenders.map((tender) => ({
      kind: tender.kind,
      amount: major(tender.amount_minor),
    })),
    note: sale.note,
    source: source.parse(sale.source),
    external_id: sale.external_id,
    refund_of: sale.refund_of_id,
    gross: major(sale.gross_minor),
    discount: major(sale.discount_minor),
    returns: major(sale.returns_minor),
    tax: major(sale.tax_minor),
    tip: major(sale.tip_minor),
    shipping: major(sale.shipping_minor),
    total: major(totalOf(sale)),
    lines: sale.lines.map((line) => presentLine(line, major)),
  };
}

/** What can still be taken back, as it is shown. */
export function presentLeft(left: SaleLeft, money: MoneyCodec): Refundable {
  const lines = left.lines.filter((line) => !isUsedUp(line));
  const nets = lines.map((line) => line.gross_minor - line.discount_minor);
  const total = lines.reduce(
    (sum, line, index) => sum + (nets[index] ?? 0) + line.tax_minor,
    left.tip_minor + left.shipping_minor,
  );
  return {
    lines: lines.map(({ line, quantity_milli, tax_minor }, index) => ({
      line_id: line.id,
      product_name: line.product_name,
      quantity: quantity_milli / 1000,
      net: money.toMajor(nets[index] ?? 0),
      tax: money.toMajor(tax_minor),
    })),
    tip: money.toMajor(left.tip_minor),
    shipping: money.toMajor(left.shipping_minor),
    total: money.toMajor(total),
  };
}

function presentLine(line: SaleLineEntity, major: (minor: number) => number) {
  return {
    id: line.id,
    product_id: line.product_id,
    product_name: line.product_name,
    sku: line.sku,
    category: line.category,
    quantity: line.quantity_milli / 1000,
    gross: major(line.gross_minor),
    discount: major(line.discount_minor),
    net: major(line.net_minor),
    tax: major(line.tax_minor),
    cost: line.cost_minor === null ? null : major(line.cost_minor),
    refund_of_line: line.refund_of_line_id,
  };
}
