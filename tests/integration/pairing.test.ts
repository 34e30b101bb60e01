import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { z } from 'zod';
import type { LiveMessage } from '../../src/shared/contract/events.contract.ts';
import { type HttpShop, openHttpShop } from '../support/http-shop.ts';
import { refusal } from '../support/test-core.ts';

const MINUTE = 60_000;
const asked = z.strictObject({
  pairing_id: z.string(),
  pairing_secret: z.string().min(30),
  code: z.string().regex(/^\d{4}$/),
  expires_at: z.iso.datetime(),
  poll_url: z.string().startsWith('/api/v1/pair/'),
});

let shop: HttpShop;
/** How often the window was brought forward. */
let shown: number;

async function open(hasWindow = true) {
  shown = 0;
  shop = await openHttpShop({
    askForOwner: () => {
      shown += 1;
      return hasWindow;
    },
  });
  const opened = shop;
  onTestFinished(() => opened.close());
}
beforeEach(() => open());

const without = { authorization: null };
const pair = (body: unknown = { name: 'Till at the door', scopes: ['read', 'write'] }) =>
  shop.ask('/api/v1/pair', { method: 'POST', json: body, headers: without });
const askToPair = async (body?: unknown) => asked.parse((await pair(body)).json);
const poll = async ({ poll_url, pairing_secret }: z.infer<typeof asked>) =>
  (await shop.ask(poll_url, { headers: { authorization: `Bearer ${pairing_secret}` } })).json;

describe('a tool that asks to be let in', () => {
  it('is shown to the owner, and gets its token once when it is allowed', async () => {
    const heard: LiveMessage[] = [];
    const live = await shop.client.events.live();
    const following = (async () => {
      for await (const message of live) heard.push(message);
    })();
    const answer = await pair();
    expect(answer.status).toBe(202);
    const request = asked.parse(answer.json);
    expect(shown).toBe(1);
    expect(Date.parse(request.expires_at) - shop.time.now).toBe(5 * MINUTE);
    const waiting = {
      id: request.pairing_id,
      name: 'Till at the door',
      code: request.code,
      scopes: ['read', 'write'],
      asked_at: new Date(shop.time.now).toISOString(),
      expires_at: request.expires_at,
    };
    expect(await shop.client.pairing.list()).toEqual([waiting]);
    await vi.waitFor(() => expect(heard).toContainEqual({ kind: 'pairing', requests: [waiting] }));
    expect(await poll(request)).toEqual({ status: 'pending' });

    // The owner gives less than was asked for.
    await shop.client.pairing.allow({ id: request.pairing_id, scopes: ['read'] });
    await vi.waitFor(() =>
      expect(heard.filter(({ kind }) => kind === 'pairing').at(-1)).toMatchObject({ requests: [] }),
    );
    const allowed = z
      .strictObject({
        status: z.literal('allowed'),
        token: z.string(),
        scopes: z.tuple([z.literal('read')]),
      })
      .parse(await poll(request));
    expect(await poll(request)).toEqual({ status: 'collected' });
    const headers = { authorization: `Bearer ${allowed.token}` };
    expect((await shop.ask('/api/v1/sales', { headers })).status).toBe(200);
    const sale = { product_name: 'Tea', amount: 1 };
    const write = { method: 'POST', headers, json: sale };
    expect((await shop.ask('/api/v1/entry/quick-sale', write)).status).toBe(403);
    // It is the owner's doing, and the owner can take it back.
    expect(shop.events().at(-1)).toMatchObject({ type: 'token.created', actor_name: 'You' });
    const [token] = await shop.client.tokens.list();
    expect(token).toMatchObject({ name: 'Till at the door', scopes: ['read'] });
    await shop.client.tokens.revoke({ id: token?.id ?? 0 });
    expect((await shop.ask('/api/v1/sales', { headers })).status).toBe(401);
    await live.return();
    await following;
  });

  it('is not let in when it is denied, or when nobody answers', async () => {
    const denied = await askToPair();
    await shop.client.pairing.deny({ id: denied.pairing_id });
    expect(await poll(denied)).toEqual({ status: 'denied' });
    expect(shop.events().at(-1)).toMatchObject({ type: 'pairing.denied', actor_name: 'You' });
    const late = await shop.client.pairing
      .allow({ id: denied.pairing_id, scopes: ['read'] })
      .catch((error: unknown) => error);
    expect(late).toMatchObject({ status: 409 });

    const left = await askToPair();
    shop.time.now += 5 * MINUTE;
    expect(await poll(left)).toEqual({ status: 'expired' });
    expect(await shop.client.pairing.list()).toEqual([]);
    const allow = shop.client.pairing.allow({ id: left.pairing_id, scopes: ['read'] });
    expect((await refusal(allow)).status).toBe(409);
    expect(await shop.client.tokens.list()).toHaveLength(1);
  });

  it('that was allowed but never came back leaves no token behind', async () => {
    const request = await askToPair();
    shop.time.now += 5 * MINUTE - 1;
    await shop.client.pairing.allow({ id: request.pairing_id, scopes: ['read'] });
    shop.time.now += MINUTE;
    expect(await poll(request)).toEqual({ status: 'expired' });
    expect(await shop.client.tokens.list()).toHaveLength(1);
  });

  it('that asks by HEAD, where no token could be in the answer, has it still to come', async () => {
    const request = await askToPair();
    await shop.client.pairing.allow({ id: request.pairing_id, scopes: ['read'] });
    const headers = { authorization: `Bearer ${request.pairing_secret}` };
    const head = await shop.ask(request.poll_url, { method: 'HEAD', headers });
    expect([head.status, head.headers.allow]).toEqual([405, 'GET, OPTIONS']);
    expect(await poll(request)).toMatchObject({ status: 'allowed', scopes: ['read'] });
  });

  it('cannot ask for the answer without its secret', async () => {
    const mine = await askToPair();
    const other = await askToPair({ name: 'Other', scopes: ['read'] });
    await shop.client.pairing.allow({ id: mine.pairing_id, scopes: ['read'] });
    for (const authorization of [null, `Bearer ${other.pairing_secret}`, `Bearer ${shop.token}`]) {
      const refused = await shop.refused(mine.poll_url, { headers: { authorization } });
      expect(refused.status).toBe(404);
    }
    expect(await poll(mine)).toMatchObject({ status: 'allowed' });
  });

  it('cannot be given more than it asked for, nor a day that has passed', async () => {
    const request = await askToPair({ name: 'Reader', scopes: ['read'] });
    const id = request.pairing_id;
    const more = shop.client.pairing.allow({ id, scopes: ['read', 'admin'] });
    expect(await refusal(more)).toMatchObject({ status: 422, fields: ['scopes'] });
    const past = shop.client.pairing.allow({ id, scopes: ['read'], expires_on: '2026-05-04' });
    expect(await refusal(past)).toMatchObject({ status: 422, fields: ['expires_on'] });
    expect(await poll(request)).toEqual({ status: 'pending' });
  });

  it('gives a name that a person can read', async () => {
    for (const name of [
      '',
      '   ',
      '...',
      'Till\u202egnp.exe',
      'Till\u0000',
      'x'.repeat(61),
      'a\u200bb',
    ]) {
      const refused = await pair({ name, scopes: ['read'] });
      expect(refused.status, JSON.stringify(name)).toBe(422);
      expect(refused.text).toContain('"name"');
    }
    expect((await pair({ name: 'Till', scopes: [] })).status).toBe(422);
    expect((await pair({ name: 'Till', scopes: ['everything'] })).status).toBe(422);
    expect(shown).toBe(0);
    expect((await pair({ name: '収銀台 №1', scopes: ['read'] })).status).toBe(202);
  });

  it('that asks again under its key is shown once', async () => {
    const ask = (name = 'Till') =>
      shop.ask('/api/v1/pair', {
        method: 'POST',
        json: { name, scopes: ['read'] },
        headers: { ...without, 'idempotency-key': 'pair-1' },
      });
    const first = await ask();
    const again = await ask();
    expect([again.status, again.json]).toEqual([202, first.json]);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect((await ask('Another')).status).toBe(409);
    expect(await shop.client.pairing.list()).toHaveLength(1);
    expect(shown).toBe(1);
    // Its secret is for no file.
    const { pairing_secret } = asked.parse(first.json);
    expect(JSON.stringify(shop.contents())).not.toContain(pairing_secret);
    // A request that is forgotten may be made anew.
    shop.time.now += 16 * MINUTE;
    expect(asked.parse((await ask()).json).pairing_secret).not.toBe(pairing_secret);
  });

  it('is shown at most three at a time and ten an hour', async () => {
    const tooMany = async () => {
      const refused = await shop.refused('/api/v1/pair', {
        method: 'POST',
        json: { name: 'Till', scopes: ['read'] },
        headers: without,
      });
      expect(refused.status).toBe(429);
      expect(refused.headers['retry-after']).toMatch(/^\d+$/);
    };
    for (let index = 0; index < 3; index++) await askToPair();
    await tooMany();
    const denyAll = async () => {
      for (const { id } of await shop.client.pairing.list()) await shop.client.pairing.deny({ id });
    };
    await denyAll();
    for (let index = 3; index < 10; index++) {
      await askToPair();
      await denyAll();
    }
    await tooMany();
    expect(shown).toBe(10);
    shop.time.now += 61 * MINUTE;
    await askToPair();
  });

  it('from a page in a browser is refused before anything is shown', async () => {
    const refused = await shop.refused('/api/v1/pair', {
      method: 'POST',
      json: { name: 'Till', scopes: ['read'] },
      headers: { ...without, origin: 'https://evil.example' },
    });
    expect(refused.status).toBe(403);
    expect(shown).toBe(0);
  });

  it('is told clearly when there is no window', async () => {
    await open(false);
    const refused = await shop.refused('/api/v1/pair', {
      method: 'POST',
      json: { name: 'Till', scopes: ['read'] },
      headers: without,
    });
    expect(refused).toMatchObject({ status: 503 });
    expect(refused.detail).toContain('without a window');
    expect(await shop.client.pairing.list()).toEqual([]);
  });

  it('is shown by a window that opens later, too', async () => {
    const request = await askToPair();
    const live = await shop.client.events.live();
    const kinds: string[] = [];
    for await (const message of live) {
      kinds.push(message.kind);
      if (message.kind === 'pairing') {
        expect(message.requests.map(({ id }) => id)).toEqual([request.pairing_id]);
        break;
      }
    }
    expect(kinds).toEqual(['ready', 'pairing']);
  });
});
