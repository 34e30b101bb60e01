/** A row as the preview shows it: field → value as it will be stored. */
import type { ImportMapping } from '../../../../shared/schemas/import.ts';
import type { CustomerRow } from '../read/customer-row.ts';
import type { ExpenseRow } from '../read/expense-row.ts';
import type { ShopRules } from '../read/fields.ts';
import type { SaleRow } from '../read/sale-row.ts';

/** Only the fields that the mapping feeds, and the amount, which may be computed. */
export function storedValues(
  row: SaleRow | CustomerRow | ExpenseRow | readonly unknown[],
  mapping: ImportMapping,
  rules: ShopRules,
): Record<string, string> {
  const money = (minor: number) => (minor / 10 ** rules.digits).toFixed(rules.digits);
  if ('ticket' in row) {
    const values: Record<string, string> = {
      date: row.placed.businessDate,
      time:
        row.placed.hour === null
          ? ''
          : new Intl.DateTimeFormat('en-GB', {
              timeZone: rules.timeZone,
              timeStyle: 'short',
            }).format(row.placed.soldAt),
      ticket: row.ticket,
      product_name: row.productName || row.sku,
      sku: row.sku,
      barcode: row.barcode,
      quantity: String(row.quantityMilli / 1000),
      amount: money(row.gross),
      discount: money(row.discount),
      tax: money(row.tax),
      cost: row.cost === null ? '' : money(row.cost),
      customer_id: row.customerId,
      customer_name: row.customerName,
      category: row.category,
      staff: row.staff,
      tender: row.tender,
      channel: row.channel,
      refund: row.kind === 'refund' ? 'yes' : '',
    };
    const shown = new Set([...Object.keys(mapping.columns), 'date', 'product_name', 'amount']);
    if (row.kind === 'refund') shown.add('refund');
    if (row.placed.timeKnown) shown.add('time');
    shown.delete('unit_price');
    return pick(values, shown);
  }
  if ('code' in row) {
    const { code, ...rest } = row;
    return pick({ id: code, ...rest }, new Set(Object.keys(mapping.columns)));
  }
  if ('businessDate' in row) {
    const { businessDate, amount, rounded: _rounded, ...rest } = row;
    return pick(
      { date: businessDate, amount: money(amount), ...rest },
      new Set(Object.keys(mapping.columns)),
    );
  }
  return {};
}

function pick(
  values: Readonly<Record<string, string>>,
  fields: ReadonlySet<string>,
): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([field]) => fields.has(field)));
}
