/**
 * A record of the log as the API shows it: the same names, money in major units, quantities as
 * numbers, times in ISO 8601. Figures that change with other records (what a customer bought) are not
 * part of an event. An older entry may lack a field that records have today; then it is left out.
 */
import type { MoneyCodec } from '../../../../shared/lib/money.ts';
import type { Snapshot } from './stored-event.ts';

type Field = (record: Snapshot, money: MoneyCodec) => unknown;
type Fields = Readonly<Record<string, Field>>;

const same =
  (key: string): Field =>
  (record) =>
    record[key];
const major =
  (key: string): Field =>
  (record, money) => {
    const minor = record[key];
    return typeof minor === 'number' ? money.toMajor(minor) : minor;
  };
const thousandths =
  (key: string): Field =>
  (record) => {
    const milli = record[key];
    return typeof milli === 'number' ? milli / 1000 : milli;
  };
const instant =
  (key: string): Field =>
  (record) => {
    const time = record[key];
    return typeof time === 'number' ? new Date(time).toISOString() : time;
  };
const each =
  (key: string, fields: Fields): Field =>
  (record, money) => {
    const parts = record[key];
    return Array.isArray(parts)
      ? parts.map((part) => converted(asSnapshot(part), fields, money))
      : parts;
  };

const STAMPS: Fields = {
  created_at: instant('created_at'),
  updated_at: instant('updated_at'),
  version: same('version'),
};

const SALE_LINE: Fields = {
  id: same('id'),
  product_id: same('product_id'),
  product_name: same('product_name'),
  sku: same('sku'),
  category: same('category'),
  quantity: thousandths('quantity_milli'),
  gross: major('gross_minor'),
  discount: major('discount_minor'),
  net: major('net_minor'),
  tax: major('tax_minor'),
  cost: major('cost_minor'),
  refund_of_line: same('refund_of_line_id'),
};

const RECORDS: Readonly<Record<string, Fields>> = {
  sale: {
    id: same('id'),
    date: same('business_date'),
    product_name: (sale) => {
      const [first, ...more] = linesOf(sale);
      if (!first) return undefined;
      const name = String(first.product_name);
      return more.length === 0 ? name : `${name} + ${more.length} more`;
    },
    amount: major('net_minor'),
    customer_id: same('customer_code'),
    category: (sale) => linesOf(sale)[0]?.category,
    ...STAMPS,
    number: same('number'),
    kind: same('kind'),
    sold_at: instant('sold_at'),
    time_known: same('time_known'),
    customer_name: same('customer_name'),
    staff: same('staff'),
    channel: same('channel'),
    tenders: each('tenders', { kind: same('kind'), amount: major('amount_minor') }),
    note: same('note'),
    source: same('source'),
    external_id: same('external_id'),
    refund_of: same('refund_of_id'),
    gross: major('gross_minor'),
    discount: major('discount_minor'),
    returns: major('returns_minor'),
    tax: major('tax_minor'),
    tip: major('tip_minor'),
    shipping: major('shipping_minor'),
    total: (sale, money) => {
      const parts = [sale.net_minor, sale.tax_minor, sale.tip_minor, sale.shipping_minor];
      return money.toMajor(parts.reduce<number>((sum, part) => sum + (Number(part) || 0), 0));
    },
    lines: each('lines', SALE_LINE),
  },
  customer: {
    id: same('code'),
    name: same('name'),
    email: same('email'),
    phone: same('phone'),
    address: same('address'),
    notes: same('notes'),
    birthday: same('birthday'),
    ...STAMPS,
    net_sales: major('net_minor'),
  },
  product: {
    id: same('id'),
    name: same('name'),
    sku: same('sku'),
    barcode: same('barcode'),
    category: same('category'),
    price: major('price_minor'),
    cost: major('cost_minor'),
    ...STAMPS,
  },
  expense: {
    id: same('id'),
    date: same('business_date'),
    description: same('description'),
    amount: major('amount_minor'),
    category: same('category'),
    supplier: same('supplier'),
    tender: same('tender'),
    ...STAMPS,
  },
  // Its last characters are for the owner's eyes.
  token: {
    id: same('id'),
    name: same('name'),
    scopes: same('scopes'),
    expires_at: instant('expires_at'),
  },
};

/** @param entity as in the event, such as "sale" */
export function wireRecord(
  entity: string,
  record: Snapshot | null,
  money: MoneyCodec,
): Record<string, unknown> | null {
  if (!record) return null;
  const fields = RECORDS[entity];
  return fields ? converted(record, fields, money) : convertedByName(record, money);
}

function converted(record: Snapshot, fields: Fields, money: MoneyCodec): Record<string, unknown> {
  const wire: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const value = field(record, money);
    if (value !== undefined) wire[name] = value;
  }
  return wire;
}

/** Settings, imports: the names tell the units. */
function convertedByName(record: Snapshot, money: MoneyCodec): Record<string, unknown> {
  const wire: Record<string, unknown> = {};
  for (const key of Object.keys(record)) {
    if (key.endsWith('_minor')) wire[key.slice(0, -'_minor'.length)] = major(key)(record, money);
    else wire[key] = (key.endsWith('_at') ? instant(key) : same(key))(record, money);
  }
  return wire;
}

function linesOf(sale: Snapshot): Snapshot[] {
  return Array.isArray(sale.lines) ? sale.lines.map(asSnapshot) : [];
}

function asSnapshot(value: unknown): Snapshot {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
