import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { committedOpenApi } from '../../src/main/http/openapi-document.ts';
import { OPERATION_EXAMPLES } from '../../src/main/http/openapi-examples.ts';
import { type HttpShop, openHttpShop } from '../support/http-shop.ts';

const root = join(import.meta.dirname, '../..');

const operation = z.object({
  operationId: z.string(),
  summary: z.string().min(5),
  tags: z.array(z.string()).length(1),
  responses: z.record(
    z.string(),
    z.object({
      description: z.string(),
      content: z.record(z.string(), z.object({ schema: z.unknown() })).optional(),
    }),
  ),
});
const shape = z.object({
  openapi: z.string().startsWith('3.1.'),
  security: z.tuple([z.object({ token: z.tuple([]) })]),
  components: z.object({
    schemas: z.record(z.string(), z.unknown()),
    securitySchemes: z.object({
      token: z.object({ type: z.literal('http'), scheme: z.literal('bearer') }),
    }),
  }),
  servers: z.array(z.object({ url: z.string() })),
  paths: z.record(z.string(), z.partialRecord(z.enum(['get', 'post', 'put', 'delete']), operation)),
});

let shop: HttpShop;
beforeAll(async () => {
  shop = await openHttpShop();
});
afterAll(() => shop.close());

describe('the OpenAPI document', () => {
  it('in resources is the contract’s; `npm run openapi` writes it anew', async () => {
    const { version } = z
      .object({ version: z.string() })
      .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
    const committed = readFileSync(join(root, 'resources/openapi.json'), 'utf8');
    expect(committed).toBe(await committedOpenApi(version));
  });

  it('as served tells each call once, with its refusals, and points only at what is there', async () => {
    const { json, text } = await shop.call(200, 'GET', '/openapi.json');
    const document = shape.parse(json);
    expect(document.servers[0]?.url).toBe(`${shop.server.baseUrl}/api/v1`);
    const operations = Object.values(document.paths).flatMap((item) =>
      Object.values(item).filter((one) => one !== undefined),
    );
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain('entry.quickSale');
    expect(ids.filter((id) => /^(tokens|workspace)\.|\.live$|Upload$/.test(id))).toEqual([]);
    for (const { operationId, responses } of operations) {
      const statuses = Object.keys(responses);
      expect(statuses, operationId).toEqual(expect.arrayContaining(['401', '403', '421', '422']));
      for (const [status, response] of Object.entries(responses))
        if (Number(status) >= 400)
          expect(Object.keys(response.content ?? {})).toEqual(['application/problem+json']);
    }
    const references = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(
      ([, name]) => name,
    );
    expect(references.length).toBeGreaterThan(50);
    for (const name of references)
      expect(document.components.schemas).toHaveProperty([String(name)]);
  });

  it('names every path that answers, under the method that it has', async () => {
    const document = shape.parse((await shop.call(200, 'GET', '/openapi.json')).json);
    for (const [path, item] of Object.entries(document.paths)) {
      const { headers } = await shop.ask(`/api/v1${path.replace(/\{\w+\}/, '1')}`, {
        method: 'OPTIONS',
      });
      const allowed = String(headers.allow).toLowerCase().split(', ');
      expect(allowed, path).toEqual(expect.arrayContaining(Object.keys(item)));
    }
  });

  it('gives examples that work as they stand', async () => {
    const document = shape.parse((await shop.call(200, 'GET', '/openapi.json')).json);
    const calls = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, one]) => ({ path, method, id: one?.operationId ?? '' })),
    );
    const ids = new Map<string, unknown>();
    for (const [id, example] of Object.entries(OPERATION_EXAMPLES)) {
      const call = calls.find((one) => one.id === id);
      if (!call) throw new Error(`no call ${id}`);
      const [resource = ''] = id.split('.');
      const path = call.path.replace('{id}', encodeURIComponent(String(ids.get(resource))));
      const { status, text, json } = await shop.ask(`/api/v1${path}`, {
        method: call.method.toUpperCase(),
        json: example,
      });
      expect(status, `${id}: ${text}`).toBeLessThan(300);
      if (id.endsWith('.create')) ids.set(resource, z.object({ id: z.unknown() }).parse(json).id);
    }
  });
});
