/** Whatever stands in whatever field of whatever call: it is taken, or refused in words that name it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { type HttpShop, openHttpShop, problemShape } from '../support/http-shop.ts';

const ODD = [-1, 0.5, 1e15, '', 'x'.repeat(3000), 'a\u0000b', [], [{}], {}, null, true];
/** Words of a library, not for people. */
const TECHNICAL = /expected |received|Invalid |Too (small|big)|undefined|\[object|SQLITE|NaN/;

/** Those that many calls share stand elsewhere in the document. */
const parameter = z.object({ name: z.string().default(''), in: z.string().default('elsewhere') });
const bodyShape = z.object({
  content: z.object({
    'application/json': z.object({ example: z.record(z.string(), z.unknown()) }),
  }),
});
const operation = z.object({
  operationId: z.string(),
  parameters: z.array(parameter).optional(),
  requestBody: z.unknown().optional(),
});
const documentShape = z.object({
  paths: z.record(z.string(), z.record(z.string(), operation)),
});

let shop: HttpShop;
beforeAll(async () => {
  shop = await openHttpShop({
    scopes: ['read', 'write', 'import', 'admin'],
    tokenLimit: { perSecond: 100_000, burst: 100_000 },
  });
  await shop.call(201, 'POST', '/sales', { product_name: 'Tea', amount: 2 });
});
afterAll(() => shop.close());

interface Odd {
  method: string;
  path: string;
  json?: Record<string, unknown>;
  field: string;
}

async function oddCalls(): Promise<Odd[]> {
  const { json } = await shop.call(200, 'GET', '/openapi.json');
  const calls: Odd[] = [];
  for (const [template, item] of Object.entries(documentShape.parse(json).paths)) {
    for (const [verb, { operationId, parameters = [], requestBody }] of Object.entries(item)) {
      // A stream does not end, and pairing asks a person.
      if (operationId === 'events.stream' || operationId.startsWith('pairing.')) continue;
      const method = verb.toUpperCase();
      const path = template.replace(/\{\w+\}/g, '1');
      const example = bodyShape.safeParse(requestBody).data?.content['application/json'].example;
      for (const odd of ODD) {
        for (const { name, in: place } of parameters)
          if (place === 'query' && typeof odd !== 'object')
            calls.push({
              method,
              path: `${path}?${new URLSearchParams({ [name]: String(odd) })}`,
              field: name,
            });
        for (const name of Object.keys(example ?? {}))
          calls.push({ method, path, json: { ...example, [name]: odd }, field: name });
      }
    }
  }
  return calls;
}

it('never fails, and never speaks like a library', async () => {
  const calls = await oddCalls();
  expect(calls.length).toBeGreaterThan(1_000);
  let refusals = 0;
  const wrong: string[] = [];
  for (const { method, path, json, field } of calls) {
    const heard = await shop.ask(`/api/v1${path}`, { method, json });
    if (heard.status < 400) continue;
    refusals += 1;
    const { errors, detail } = problemShape.parse(heard.json);
    const words = [detail, ...errors.map(({ reason }) => reason)].join(' ');
    const isUnnamed = heard.status === 422 && errors.length === 0;
    if (heard.status >= 500 || isUnnamed || TECHNICAL.test(words))
      wrong.push(
        `${method} ${path} ${field}=${JSON.stringify(json?.[field])}: ${heard.status} ${words}`,
      );
  }
  expect(wrong).toEqual([]);
  expect(refusals).toBeGreaterThan(500);
  expect(shop.log.filter(({ level }) => level === 'error')).toEqual([]);
}, 120_000);
