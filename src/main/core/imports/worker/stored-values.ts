/** A row as the preview shows it: field → value as it will be stored. */
import type { ImportMapping } from '../../../../shared/schemas/import.ts';
import type { CustomerRow } from '../read/customer-row.ts';
import type { ExpenseRow } from '../read/expense-row.ts';
import type { ShopRules } from '../read/fields.ts';
import type { ProductRow } from '../read/product-row.ts';
import type { SaleRow } from '../read/sale-values.ts';

/** Only the fields that the mapping feeds, and the amount, which may be computed. */
export function storedValues(
  row: SaleRow | CustomerRow | ExpenseRow | ProductRow,
  mapping: ImportMapping,
  rules: ShopRules,
): Record<string, string> {
  const fed = new Set([
    ...Object.keys(mapping.columns),
    ...Object.keys(mapping.fallback_columns),
    ...Object.keys(mapping.fixed),
  ]);
  const money = (minor: number) => (minor / 10 ** rules.digits).toFixed(rules.digits);
  if ('ticket' in row) return pick(saleValues(row, rules, money), saleFields(row, fed));
  if ('code' in row) {
    const { code, ...rest } = row;
    return pick({ id: code, ...rest }, fed);
  }
  if (!('businessDate' in row)) {
    const { price, cost, rounded: _rounded, ...rest } = row;
    const optional = (minor: number | null) => (minor === null ? '' : money(minor));
    return pick({ ...rest, price: optional(price), cost: optional(cost) }, fed);
  }
  const { businessDate, amount, rule, rounded: _rounded, ...rest } = row;
  if (rule !== null) fed.add('category');
  return pick({ date: businessDate, amount: money(amount), ...rest }, fed);
}

function saleValues(
  row: SaleRow,
  rules: ShopRules,
  money: (minor: number) => string,
): Record<string, string> {
  const { items, ofTicket } = row;
  const optional = (minor: number | null | undefined) =>
    minor === null || minor === undefined ? '' : money(minor);
  return {
    date: row.placed.businessDate,
    time:
      row.placed.hour === null
        ? ''
        : new Intl.DateTimeFormat('en-GB', {
            timeZone: rules.timeZone,
            timeStyle: 'short',
          }).format(row.placed.soldAt),
    ticket: row.ticket,
    product_name: items
      ? items.map(({ name, quantityMilli }) => `${quantityMilli / 1000} × ${name}`).join(', ')
      : row.productName || row.sku,
    sku: row.sku,
    barcode: row.barcode,
    quantity: String(row.quantityMilli / 1000),
    amount: money(row.gross),
    discount: money(row.discount),
    tax: money(row.tax),
    cost: optional(row.cost),
    customer_id: row.customerId,
    customer_name: row.customerName,
    category: row.category,
    staff: row.staff,
    tender: row.tender,
    channel: row.channel,
    refund: row.kind === 'refund' ? 'yes' : '',
    ticket_discount: optional(ofTicket?.discount),
    ticket_tax: optional(ofTicket?.tax),
    shipping: optional(ofTicket?.shipping),
    tip: optional(ofTicket?.tip),
    refunded: optional(ofTicket?.refunded),
  };
}

/** What is computed shows itself, too; the price that it is computed from does not. */
function saleFields(row: SaleRow, fed: ReadonlySet<string>): Set<string> {
  const shown = new Set([...fed, 'date', 'product_name', 'amount']);
  if (row.kind === 'refund') shown.add('refund');
  if (row.placed.timeKnown) shown.add('time');
  shown.delete('unit_price');
  return shown;
}

function pick(
  values: Readonly<Record<string, string>>,
  fields: ReadonlySet<string>,
): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([field]) => fields.has(field)));
}
