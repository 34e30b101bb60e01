/**
 * What holds for every call that REST has: a POST sent again under its key is done once, a stale
 * change is refused, and the request id of an answer stands in the log and in the activity trail.
 */
import { createServer, type Server } from 'node:http';
import { createORPCClient, ORPCError } from '@orpc/client';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { traverseContractProcedures } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { isOnRest } from '../../src/main/http/operations.ts';
import { contract } from '../../src/shared/contract/contract.ts';
import { type HttpShop, openHttpShop, problemShape } from '../support/http-shop.ts';
import { CASES, type Case } from './cases.ts';
import type { ShopClient } from './transports.ts';

/** One request that was answered, and what came of sending it otherwise. */
interface Sent {
  call: string;
  method: string;
  /** Below /api/v1. */
  path: string;
  status: number;
  requestId: string;
  /** What a refusal says of fields. */
  fields: string[];
  /** A POST: sent again under the same key. */
  again?: { same: boolean; replayed: boolean; wrote: boolean };
  /** A POST that only says what it would do. */
  onlyTried?: boolean;
  /** A change: sent before with the tag of a version that there is not. */
  stale?: { status: number; wrote: boolean };
}

/** Posts that leave the shop as it was: the trail has nothing to tell. */
const TRACELESS = new Set([
  'webhooks.test',
  'webhooks.replayDelivery',
  'pairing.request',
  'imports.cancel',
]);

const documentShape = z.object({
  paths: z.record(
    z.string(),
    z.record(z.string(), z.object({ responses: z.record(z.string(), z.unknown()) })),
  ),
});

let shop: HttpShop;
let receiver: Server;
const sent: Sent[] = [];

beforeAll(async () => {
  shop = await openHttpShop({
    scopes: ['read', 'write', 'import', 'admin'],
    askForOwner: () => true,
  });
  let playing = '';
  const client: ShopClient = createORPCClient(
    new OpenAPILink(contract, {
      url: `${shop.server.baseUrl}/api/v1`,
      headers: { authorization: `Bearer ${shop.token}` },
      fetch: async (request, init) => {
        const { answer, ...facts } = await sendEachWay(request, init);
        sent.push({ call: playing, ...facts });
        return answer;
      },
    }),
  );
  const play = async (cases: readonly Case[]) => {
    for (const { call, run } of cases) {
      playing = call;
      await run(client).catch((error: unknown) => {
        if (!(error instanceof ORPCError)) throw error;
      });
    }
  };
  await play(CASES);
  await play(await moreCases());
}, 60_000);
afterAll(async () => {
  await shop.close();
  receiver.close();
});

/** What takes a receiver that answers, and an import that is under way. */
async function moreCases(): Promise<Case[]> {
  receiver = createServer((request, response) => {
    request.resume();
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const { port } = z.object({ port: z.number() }).parse(receiver.address());
  const { details } = await shop.client.webhooks.create({
    name: 'Books',
    url: `http://127.0.0.1:${port}/`,
    event_types: ['setting.updated'],
    allow_private: true,
  });
  await shop.client.settings.update({ shop_name: 'Corner shop' });
  const { id } = details;
  const delivered = async () =>
    (await shop.client.webhooks.deliveries({ id })).body.map((one) => ({
      id,
      delivery_id: one.id,
    }))[0];
  const delivery = await vi.waitUntil(delivered, { timeout: 10_000 });
  const rows = Array.from({ length: 20_000 }, (_, row) => `2026-05-02,Item ${row % 50},${row + 1}`);
  const file = new File([['date,product_name,amount', ...rows].join('\n')], 'long.csv');
  return [
    { call: 'webhooks.test', run: (client) => client.webhooks.test({ id }) },
    { call: 'webhooks.replayDelivery', run: (client) => client.webhooks.replayDelivery(delivery) },
    {
      call: 'imports.cancel',
      async run(client) {
        const upload = shop.client.data.uploadSalesCsv({ file }).catch(() => {});
        const underWay = async () => {
          const [newest] = await shop.client.imports.list();
          return newest?.file_name === 'long.csv' && newest;
        };
        const started = await vi.waitUntil(underWay, { timeout: 10_000 });
        await client.imports.cancel({ id: started.id });
        await upload;
      },
    },
  ];
}

/** What is stored, but for when a token was used last. */
function rows(): string {
  const { api_token: _, ...rest } = shop.contents();
  return JSON.stringify(rest);
}

/** An import is taken back in the background. */
async function settledRows(): Promise<string> {
  for (let before = rows(); ; ) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    const after = rows();
    if (after === before) return after;
    before = after;
  }
}

async function sendEachWay(request: Request, init: RequestInit | undefined) {
  const { method } = request;
  let stale: Sent['stale'];
  if (method === 'PUT' || method === 'DELETE') {
    const early = request.clone();
    early.headers.set('if-match', '"999999"');
    const before = rows();
    const { status } = await fetch(early, init);
    stale = { status, wrote: rows() !== before };
  }
  if (method === 'POST') request.headers.set('idempotency-key', crypto.randomUUID());
  const repeated = request.clone();
  const answer = await fetch(request, init);
  const requestId = answer.headers.get('x-request-id') ?? '';
  const refused = answer.ok ? undefined : problemShape.parse(await answer.clone().json());
  const fields = refused?.errors.map(({ field }) => field) ?? [];
  const path = new URL(request.url).pathname.replace('/api/v1', '');
  const { status } = answer;
  const facts = { method, path, status, requestId, fields, ...(stale && { stale }) };
  if (method !== 'POST' || !answer.ok) return { answer, ...facts };
  const text = await answer.clone().text();
  const onlyTried = /"dry_run":\{|"success":false/.test(text);
  const before = await settledRows();
  const second = await fetch(repeated, init);
  const again = {
    same: second.status === answer.status && (await second.text()) === text,
    replayed: second.headers.get('idempotent-replayed') === 'true',
    wrote: rows() !== before,
  };
  return { answer, ...facts, again, onlyTried };
}

const callsOf = (some: Sent[]) => [...new Set(some.map(({ call }) => call))].sort();
const onRest = (...methods: string[]) => {
  const names: string[] = [];
  traverseContractProcedures({ router: contract, path: [] }, ({ contract: procedure, path }) => {
    const { meta, route } = procedure['~orpc'];
    if (isOnRest(meta) && methods.includes(route.method ?? '')) names.push(path.join('.'));
  });
  return names.sort();
};

const matches = (template: string, path: string) =>
  new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`).test(path);

describe('every POST', () => {
  it('sent again under its key gets the first answer and does nothing twice', () => {
    const repeated = sent.filter(({ again, onlyTried }) => again && !onlyTried);
    expect(callsOf(repeated)).toEqual(onRest('POST'));
    for (const { call, again } of repeated)
      expect(again, call).toEqual({ same: true, replayed: true, wrote: false });
  });
});

describe('every PUT and DELETE', () => {
  it('of a version that is not the newest is refused with 412 and changes nothing', () => {
    const done = sent.filter(({ stale, status }) => stale && status < 300);
    expect(callsOf(done)).toEqual(onRest('PUT', 'DELETE'));
    for (const { call, stale } of done) expect(stale, call).toEqual({ status: 412, wrote: false });
  });
});

describe('every refusal', () => {
  it('names what would have to change', () => {
    const refused = sent.filter(({ status }) => status >= 400);
    expect(refused.length).toBeGreaterThan(30);
    expect(refused.filter(({ fields }) => fields.length === 0)).toEqual([]);
  });
});

describe('every answer', () => {
  it('has a status that the document tells of', async () => {
    const { json } = await shop.call(200, 'GET', '/openapi.json');
    const { paths } = documentShape.parse(json);
    for (const { method, path, status, stale } of sent) {
      const operations = Object.entries(paths)
        .filter(([template]) => matches(template, path))
        .flatMap(([, item]) => item[method.toLowerCase()] ?? []);
      const told = Object.keys(operations[0]?.responses ?? {});
      for (const each of [status, stale?.status ?? status])
        expect(told, `${method} ${path} answered ${each}`).toContain(String(each));
    }
  });

  it('has a request id of its own, which is in the log', () => {
    const logged = new Set(shop.log.map(({ details }) => details?.request_id));
    expect(new Set(sent.map(({ requestId }) => requestId)).size).toBe(sent.length);
    for (const { call, requestId } of sent) expect(logged.has(requestId), call).toBe(true);
  });

  it('to a call that changed something has its request id in the activity trail', () => {
    const trail = new Set(shop.events().map((event) => event.correlation_id));
    const changed = sent.filter(
      ({ call, method, status, onlyTried }) =>
        method !== 'GET' && status < 300 && !onlyTried && !TRACELESS.has(call),
    );
    expect(changed.length).toBeGreaterThan(40);
    expect(callsOf(changed.filter(({ requestId }) => !trail.has(requestId)))).toEqual([]);
  });
});
