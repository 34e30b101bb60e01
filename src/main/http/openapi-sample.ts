/** An example of any answer, made from its schema, so that no answer is without one. */
import type { OpenAPI } from '@orpc/contract';
import { z } from 'zod';

const namesShape = z.object({ enum: z.array(z.string()) });

type Schema = OpenAPI.SchemaObject | OpenAPI.ReferenceObject | boolean;

/** What a field of this name holds in a small café on 5 May 2026. */
const BY_NAME: Readonly<Record<string, unknown>> = {
  actor: 'Till 1',
  amount: 3.2,
  avg_order_value: 8.75,
  category: 'Coffee',
  channel: 'shop',
  column: 'amount',
  correlation_id: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff',
  cost: 0.9,
  customer_id: 'CUST001',
  customer_name: 'Ada Lovelace',
  date: '2026-05-05',
  days: 30,
  description: 'Milk',
  discount: 0,
  email: 'ada@example.com',
  end_date: '2026-05-05',
  entity: 'sale',
  entity_id: '417',
  external_id: 'till-1-000417',
  file_name: 'sales.csv',
  first_date: '2026-04-01',
  first_sale: '2026-04-02',
  formula: 'gross sales − discounts − returns',
  gross: 3.2,
  id: 417,
  kind: 'card',
  label: 'Net sales',
  last_date: '2026-05-05',
  last_sale: '2026-05-05',
  limit: 50,
  message: 'Stored.',
  name: 'Ada Lovelace',
  net: 3.2,
  net_sales: 262.5,
  note: null,
  number: '1042',
  period_days: 30,
  phone: '+1 555 0100',
  price: 3.2,
  product_name: 'Flat white',
  profit_margin: 61.4,
  quantity: 1,
  reason: 'Write the amount as a number, such as 12.5.',
  refund_of: null,
  refund_of_line: null,
  repeat_rate: 42.5,
  returns: 0,
  revenue: 262.5,
  row: 7,
  shipping: 0,
  sku: 'FW-1',
  source: 'api',
  staff: 'Grace',
  start_date: '2026-04-06',
  summary: 'Sale 1042: Flat white, €3.20',
  supplier: 'Dairy Brothers',
  tax: 0,
  tender: 'card',
  tip: 0,
  total: 3.2,
  total_amount: 912.5,
  total_revenue: 131.2,
  total_sales: 41,
  type: 'sale.created',
  value: 'oops',
  version: 1,
};

/** Deep enough for every answer; a schema that contains itself ends here. */
const MAX_DEPTH = 14;

/** @param schemas of the document, for what is referred to */
export function sampleOf(
  schema: Schema | undefined,
  schemas: Readonly<Record<string, Schema>>,
): unknown {
  return sample(schema, '', 0);

  function sample(given: Schema | undefined, name: string, depth: number): unknown {
    const one = resolved(given);
    if (!one || depth > MAX_DEPTH) return null;
    if (one.example !== undefined) return one.example;
    if (one.const !== undefined) return one.const;
    if (one.enum) return one.enum.includes(BY_NAME[name]) ? BY_NAME[name] : one.enum[0];
    const choices = one.anyOf ?? one.oneOf;
    if (choices)
      return sample(
        choices.find((choice) => !isNull(choice)),
        name,
        depth,
      );
    if (one.allOf) {
      return Object.assign({}, ...one.allOf.map((part) => sample(part, name, depth + 1)));
    }
    const type = Array.isArray(one.type) ? one.type.find((each) => each !== 'null') : one.type;
    if (type === 'object') return record(one, depth);
    if (type === 'array') {
      const item = sample(itemsOf(one), singular(name), depth + 1);
      return Array.from({ length: Math.max(1, one.minItems ?? 1) }, () => item);
    }
    return plain(one, type, name);
  }

  function record(one: OpenAPI.SchemaObject, depth: number): Record<string, unknown> {
    const entries = Object.entries(one.properties ?? {}).map(([key, field]) => [
      key,
      sample(field, key, depth + 1),
    ]);
    if (entries.length > 0) return Object.fromEntries(entries);
    const open = openFields(one);
    return Object.fromEntries(keysOf(one).map((key) => [key, sample(open, key, depth + 1)]));
  }

  function resolved(given: Schema | undefined): OpenAPI.SchemaObject | undefined {
    if (typeof given !== 'object') return undefined;
    if (!('$ref' in given) || given.$ref === undefined) return given;
    return resolved(schemas[given.$ref.split('/').at(-1) ?? '']);
  }
}

function plain(one: OpenAPI.SchemaObject, type: unknown, name: string): unknown {
  const known = BY_NAME[name];
  if (type === 'boolean') return false;
  if (type === 'integer' || type === 'number') {
    const value = typeof known === 'number' ? known : type === 'integer' ? 12 : 12.5;
    const least = typeof one.minimum === 'number' ? one.minimum : value;
    const most = typeof one.maximum === 'number' ? one.maximum : value;
    return Math.min(Math.max(value, least), most);
  }
  if (type === 'string') {
    if (one.format === 'date-time') return '2026-05-05T10:00:00.000Z';
    if (typeof known === 'string') return known;
    if (typeof known === 'number') return String(known);
    return name.endsWith('_at') ? '2026-05-05T10:00:00.000Z' : name === '' ? 'Flat white' : name;
  }
  return known ?? null;
}

function isNull(schema: Schema): boolean {
  return typeof schema === 'object' && 'type' in schema && schema.type === 'null';
}

function itemsOf(one: OpenAPI.SchemaObject): Schema | undefined {
  return 'items' in one ? one.items : undefined;
}

function openFields(one: OpenAPI.SchemaObject): Schema | undefined {
  return one.additionalProperties;
}

/** The names that a record of any fields may have, where the schema lists them. */
function keysOf(one: OpenAPI.SchemaObject): string[] {
  if (!('propertyNames' in one)) return [];
  return namesShape.safeParse(one.propertyNames).data?.enum ?? [];
}

function singular(name: string): string {
  return name.endsWith('s') ? name.slice(0, -1) : name;
}
