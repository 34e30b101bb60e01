import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { committedOpenApi } from '../../src/main/http/openapi-document.ts';
import { OPERATION_EXAMPLES } from '../../src/main/http/openapi-examples.ts';
import { type HttpShop, openHttpShop, problemShape } from '../support/http-shop.ts';

const root = join(import.meta.dirname, '../..');

const operation = z.object({
  operationId: z.string(),
  summary: z.string().min(5),
  tags: z.array(z.string()).length(1),
  responses: z.record(
    z.string(),
    z.union([
      z.strictObject({ $ref: z.string() }),
      z.object({
        description: z.string(),
        content: z
          .record(z.string(), z.object({ schema: z.unknown(), example: z.unknown() }))
          .optional(),
      }),
    ]),
  ),
  requestBody: z
    .object({ content: z.record(z.string(), z.object({ example: z.unknown() })) })
    .optional(),
});
const refusalShape = z.object({
  description: z.string(),
  content: z.strictObject({
    'application/problem+json': z.object({ schema: z.unknown(), example: problemShape }),
  }),
});
const shape = z.object({
  openapi: z.string().startsWith('3.1.'),
  security: z.tuple([z.object({ token: z.tuple([]) })]),
  components: z.object({
    schemas: z.record(z.string(), z.unknown()),
    responses: z.record(z.string(), refusalShape),
    securitySchemes: z.object({
      token: z.object({ type: z.literal('http'), scheme: z.literal('bearer') }),
    }),
  }),
  tags: z.array(z.object({ name: z.string(), description: z.string().regex(/\.$/) })),
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
      expect(statuses, operationId).toEqual(
        expect.arrayContaining(['401', '403', '421', '422', '429', '500']),
      );
      for (const [status, response] of Object.entries(responses)) {
        if (Number(status) < 400) continue;
        // Each refusal is described once, with its status.
        const name = '$ref' in response ? String(response.$ref.split('/').at(-1)) : '';
        const refusal = document.components.responses[name];
        expect(refusal?.content['application/problem+json'].example.status).toBe(Number(status));
      }
    }
    const references = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(
      ([, name]) => name,
    );
    expect(references.length).toBeGreaterThan(40);
    for (const name of references)
      expect(document.components.schemas).toHaveProperty([String(name)]);
  });

  it('shows an example of every body and every answer', async () => {
    const document = shape.parse((await shop.call(200, 'GET', '/openapi.json')).json);
    const without: string[] = [];
    for (const item of Object.values(document.paths)) {
      for (const one of Object.values(item)) {
        const answers = Object.values(one?.responses ?? {}).flatMap((response) =>
          'content' in response ? Object.values(response.content ?? {}) : [],
        );
        const bodies = Object.values(one?.requestBody?.content ?? {});
        if ([...bodies, ...answers].some(({ example }) => example === undefined))
          without.push(one?.operationId ?? '');
      }
    }
    expect(without).toEqual([]);
  });

  it('has nothing to say to Redocly’s recommended rules', async () => {
    const source = readFileSync(join(root, 'resources/openapi.json'), 'utf8');
    const config = await createConfig({ extends: ['recommended'] });
    const problems = await lintFromString({ source, absoluteRef: 'openapi.json', config });
    expect(
      problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer]),
    ).toEqual([]);
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
