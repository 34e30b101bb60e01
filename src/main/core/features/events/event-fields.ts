/** The fields of each kind of record as a person calls them, and how their values read. */
import type { MoneyCodec } from '../../../../shared/lib/money.ts';
import type { Snapshot } from './stored-event.ts';

export interface FieldChange {
  field: string;
  before: string | null;
  after: string | null;
}

type Show = (value: unknown, money: MoneyCodec) => string | null;

interface Field {
  key: string;
  label: string;
  show: Show;
}

const text: Show = (value) =>
  value === null || value === undefined || value === '' ? null : String(value);
const amount: Show = (value, money) => (typeof value === 'number' ? money.format(value) : null);
/** An amount that is nearly always 0, and then not worth a word. */
const extraAmount: Show = (value, money) =>
  typeof value === 'number' && value !== 0 ? money.format(value) : null;
const yesNo: Show = (value) => (typeof value === 'boolean' ? (value ? 'on' : 'off') : null);
const list: Show = (value) => (Array.isArray(value) && value.length > 0 ? value.join(', ') : null);
const dayOfText: Show = (value) => (typeof value === 'string' ? value.slice(0, 10) : null);
const day: Show = (value) =>
  typeof value === 'number' ? new Date(value).toISOString().slice(0, 10) : null;

/** Quantities are thousandths: 1500 reads "1.5". */
const lines: Show = (value, money) => {
  if (!Array.isArray(value) || value.length === 0) return null;
  return value
    .map((line) => {
      const { quantity_milli, product_name, net_minor } = asSnapshot(line);
      const quantity = typeof quantity_milli === 'number' ? quantity_milli / 1000 : 1;
      const price = typeof net_minor === 'number' ? ` ${money.format(net_minor)}` : '';
      return `${quantity} × ${text(product_name, money) ?? 'item'}${price}`;
    })
    .join(', ');
};

const tenders: Show = (value, money) => {
  if (!Array.isArray(value) || value.length === 0) return null;
  return value
    .map((tender) => {
      const { kind, amount_minor } = asSnapshot(tender);
      return `${text(kind, money) ?? 'paid'} ${amount(amount_minor, money) ?? ''}`.trim();
    })
    .join(', ');
};

const field = (key: string, label: string, show: Show = text): Field => ({ key, label, show });

const FIELDS: Readonly<Record<string, readonly Field[]>> = {
  sale: [
    field('number', 'Ticket number'),
    field('business_date', 'Date'),
    field('net_minor', 'Amount', amount),
    field('lines', 'Lines', lines),
    field('customer_name', 'Customer'),
    field('discount_minor', 'Discount', extraAmount),
    field('tax_minor', 'Tax', extraAmount),
    field('tip_minor', 'Tip', extraAmount),
    field('shipping_minor', 'Shipping', extraAmount),
    field('tenders', 'Paid by', tenders),
    field('staff', 'Staff'),
    field('channel', 'Channel'),
    field('note', 'Note'),
  ],
  customer: [
    field('code', 'Id'),
    field('name', 'Name'),
    field('email', 'E-mail'),
    field('phone', 'Phone'),
    field('address', 'Address'),
    field('notes', 'Notes'),
    field('birthday', 'Birthday'),
  ],
  product: [
    field('name', 'Name'),
    field('sku', 'SKU'),
    field('barcode', 'Barcode'),
    field('category', 'Category'),
    field('price_minor', 'Price', amount),
    field('cost_minor', 'Cost', amount),
  ],
  expense: [
    field('description', 'Description'),
    field('amount_minor', 'Amount', amount),
    field('business_date', 'Date'),
    field('category', 'Category'),
    field('supplier', 'Supplier'),
    field('tender', 'Paid by'),
  ],
  setting: [
    field('shop_name', 'Shop name'),
    field('currency', 'Currency'),
    field('time_zone', 'Time zone'),
    field('day_end_hour', 'Day ends at'),
    field('first_weekday', 'First weekday'),
    field('vip_threshold', 'VIP threshold'),
    field('api_enabled', 'Connections from tills', yesNo),
    field('color_scheme', 'Colours'),
  ],
  expense_rule: [field('text', 'Text'), field('category', 'Category')],
  watch_folder: [field('folder', 'Folder'), field('active', 'Watched', yesNo)],
  mapping: [field('name', 'Name'), field('headers', 'Columns of the file', list)],
  webhook: [
    field('name', 'Name'),
    field('host', 'Receiver'),
    field('event_types', 'Events', list),
    field('allow_private', 'Own network allowed', yesNo),
    field('status', 'State'),
    field('old_secret_until', 'Old secret counts until', dayOfText),
  ],
  token: [field('name', 'Name'), field('scopes', 'May', list), field('expires_at', 'Expires', day)],
};

/** The fields whose words differ between two states of a record. */
export function changedFields(
  entity: string,
  before: Snapshot,
  after: Snapshot,
  money: MoneyCodec,
): FieldChange[] {
  const changes: FieldChange[] = [];
  for (const { key, label, show } of FIELDS[entity] ?? []) {
    const change = {
      field: label,
      before: show(before[key], money),
      after: show(after[key], money),
    };
    if (change.before !== change.after) changes.push(change);
  }
  return changes;
}

/** A value of unknown shape as a record; anything else has no fields. */
function asSnapshot(value: unknown): Snapshot {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
