import { cpSync, rmSync } from 'node:fs';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { openHttpShop } from '../support/http-shop.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { openTestCore, refusal, type TestCore } from '../support/test-core.ts';
import { openReceiver, signedHeaders } from '../support/webhook-receiver.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const TILL = { kind: 'token', name: 'Till 1' } as const;

let shop: TestCore;
let receiver: Awaited<ReturnType<typeof openReceiver>>;
beforeEach(async () => {
  shop = await openTestCore();
  receiver = await openReceiver();
  onTestFinished(() => shop.close());
});

const sell = (product_name: string, amount = 3) =>
  shop.client.entry.quickSale({ product_name, amount });
const until = (check: () => void | Promise<void>) =>
  vi.waitFor(check, { timeout: 10_000, interval: 5 });
const heardNames = () =>
  receiver.heard
    .filter(({ message }) => message.type === 'sale.created')
    .map(({ message }) => Object(message.data.after).product_name);

async function addHook(
  more: Partial<Parameters<TestCore['client']['webhooks']['create']>[0]> = {},
) {
  return shop.client.webhooks.create({
    name: 'Books',
    url: receiver.url,
    event_types: ['sale.created'],
    allow_private: true,
    ...more,
  });
}

const hook = (id: number) => shop.client.webhooks.get({ id });
const log = async (id: number) => (await shop.client.webhooks.deliveries({ id })).body;

/** Lets time pass and has the webhooks notice. */
function pass(ms: number): void {
  shop.time.now += ms;
  shop.core.services.webhooks.wake();
}

/** Another process with the same folder: whatever was not stored is gone. */
async function reopen(): Promise<void> {
  const { dataDir, time } = shop;
  await shop.core.close();
  shop = await openTestCore({ dataDir });
  shop.time.now = time.now;
  shop.core.services.webhooks.wake();
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
}

describe('a webhook', () => {
  it('tells each event once, in order, as the API shows it, and the published library verifies it', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: shop.time.now });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    await sell('Before');
    const { secret, details } = await addHook();
    expect(secret).toMatch(/^whsec_/);
    expect(Buffer.from(secret.slice(6), 'base64')).toHaveLength(32);
    await sell('Tea', 3.2);
    await shop.client.customers.create({ id: 'C1', name: 'Not asked for' });
    await sell('Bun', 1.5);
    await until(() => expect(heardNames()).toEqual(['Tea', 'Bun']));

    const [first] = receiver.heard;
    if (!first) throw new Error('nothing was heard');
    const verified = new Webhook(secret).verify(first.body, signedHeaders(first.headers));
    const [event] = (await shop.client.events.list({ entity: 'sale', limit: 10 })).body.filter(
      ({ data }) => data.after?.product_name === 'Tea',
    );
    expect(verified).toEqual({
      type: 'sale.created',
      timestamp: '2026-05-05T10:00:00.000Z',
      data: {
        seq: event?.seq,
        id: event?.id,
        entity: 'sale',
        entity_id: event?.entity_id,
        summary: event?.summary,
        changes: [],
        actor: 'You',
        source: 'window',
        correlation_id: event?.correlation_id,
        before: null,
        after: expect.objectContaining({ product_name: 'Tea', amount: 3.2, date: '2026-05-05' }),
      },
    });
    expect(first.headers['webhook-id']).toBe(`msg_${event?.id}`);
    expect(first.headers['content-type']).toBe('application/json');
    expect(() =>
      new Webhook(secret).verify(`${first.body} `, signedHeaders(first.headers)),
    ).toThrow();

    await until(async () => expect(await hook(details.id)).toMatchObject({ waiting: 0 }));
    await until(async () =>
      expect((await log(details.id)).map(({ state, attempts }) => [state, attempts])).toEqual([
        ['delivered', [expect.objectContaining({ status: 204, error: null })]],
        ['delivered', [expect.objectContaining({ status: 204, error: null })]],
      ]),
    );
  });

  it('keeps its secret to the first answer and out of the log', async () => {
    const { secret } = await addHook({ active: false });
    const said = JSON.stringify([await shop.client.webhooks.list(), shop.events()]);
    expect(said).not.toContain(secret);
    expect(said).not.toContain(secret.slice(6, 40));
    expect(shop.events().at(-1)).toMatchObject({ type: 'webhook.created' });
    // An address can hold a secret of its own.
    expect(shop.events().at(-1)?.after).not.toContain('/hook');
  });

  it('signs with the old secret too for a day after it was changed', async () => {
    const { secret: old, details } = await addHook();
    const { secret } = await shop.client.webhooks.rotate({ id: details.id });
    expect(secret).not.toBe(old);
    await sell('Tea');
    await until(() => expect(receiver.heard).toHaveLength(1));
    pass(DAY);
    await sell('Bun');
    await until(() => expect(receiver.heard).toHaveLength(2));

    vi.useFakeTimers({ toFake: ['Date'], now: shop.time.now });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const [first, second] = receiver.heard;
    const verifies = (with_: string, heard: typeof first) => {
      if (!heard) throw new Error('nothing was heard');
      vi.setSystemTime(Number(heard.headers['webhook-timestamp']) * 1000);
      try {
        new Webhook(with_).verify(heard.body, signedHeaders(heard.headers));
        return true;
      } catch {
        return false;
      }
    };
    expect([verifies(old, first), verifies(secret, first)]).toEqual([true, true]);
    expect([verifies(old, second), verifies(secret, second)]).toEqual([false, true]);
  });

  it('that is paused misses nothing; one that is deleted is gone with its log', async () => {
    const { details } = await addHook();
    await shop.client.webhooks.update({ id: details.id, active: false });
    await sell('Tea');
    await sell('Bun');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(receiver.heard).toEqual([]);
    expect(await hook(details.id)).toMatchObject({ status: 'paused' });
    await shop.client.webhooks.update({ id: details.id, active: true });
    await until(() => expect(heardNames()).toEqual(['Tea', 'Bun']));

    await shop.client.webhooks.remove({ id: details.id });
    await sell('Scone');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(heardNames()).toEqual(['Tea', 'Bun']);
    expect((await refusal(hook(details.id))).status).toBe(404);
    expect(shop.contents().webhook_delivery).toEqual([]);
    expect(shop.contents().webhook_attempt).toEqual([]);
  });

  it('sends on after any seq, and one message again under its first id', async () => {
    const { details } = await addHook();
    await sell('Tea');
    await sell('Bun');
    await until(async () => expect(await log(details.id)).toHaveLength(2));
    const [, tea] = await log(details.id);
    if (!tea) throw new Error('no delivery');
    const again = await shop.client.webhooks.replayDelivery({
      id: details.id,
      delivery_id: tea.id,
    });
    expect(again).toMatchObject({ kind: 'replay', state: 'delivered', message_id: tea.message_id });
    expect(receiver.heard.at(-1)?.headers['webhook-id']).toBe(tea.message_id);

    await shop.client.webhooks.replay({ id: details.id, after: 0 });
    await until(() => expect(heardNames()).toEqual(['Tea', 'Bun', 'Tea', 'Tea', 'Bun']));
    const refused = await refusal(shop.client.webhooks.replay({ id: details.id, after: 9999 }));
    expect(refused).toMatchObject({ status: 422, fields: ['after'] });
  });

  it('sends a test at once, and says what came of it', async () => {
    const { details } = await addHook({ active: false });
    expect(await shop.client.webhooks.test({ id: details.id })).toMatchObject({
      kind: 'test',
      state: 'delivered',
      event_seq: null,
      attempts: [{ status: 204, error: null }],
    });
    receiver.status(500, {}, `oops ${'x'.repeat(5000)}`);
    const failed = await shop.client.webhooks.test({ id: details.id });
    expect(failed).toMatchObject({ state: 'failed', attempts: [{ status: 500 }] });
    expect(failed.attempts[0]?.error).toContain('500');
    expect(failed.attempts[0]?.response).toHaveLength(1024);
    expect(receiver.types()).toEqual(['webhook.test', 'webhook.test']);
  });
});

describe('a receiver that fails', () => {
  it('gets the same message again, later and later, before any other', async () => {
    const { details } = await addHook();
    receiver.status(500);
    await sell('Tea');
    await until(async () => expect(await hook(details.id)).toMatchObject({ failed_attempts: 1 }));
    await sell('Bun');
    const delays: number[] = [];
    for (let failed = 1; failed < 6; failed++) {
      const { next_attempt_at } = await hook(details.id);
      delays.push(Date.parse(next_attempt_at ?? '') - shop.time.now);
      pass((delays.at(-1) ?? 0) - 1);
      await new Promise((resolve) => setTimeout(resolve, 30));
      expect(receiver.heard).toHaveLength(failed);
      pass(1);
      await until(async () =>
        expect(await hook(details.id)).toMatchObject({ failed_attempts: failed + 1 }),
      );
    }
    delays.forEach((delay, index) => {
      expect(delay).toBeGreaterThanOrEqual(5000 * 3 ** index);
      expect(delay).toBeLessThanOrEqual(5000 * 3 ** index * 1.2);
    });
    // Not all shops at the same moment.
    expect(delays).not.toEqual(delays.map((_, index) => 5000 * 3 ** index));
    expect(new Set(receiver.heard.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(await log(details.id)).toMatchObject([{ state: 'retrying', attempt_count: 6 }]);

    receiver.status(200);
    pass(DAY);
    await until(() => expect(heardNames().slice(6)).toEqual(['Tea', 'Bun']));
    await until(async () =>
      expect((await log(details.id)).map(({ state }) => state)).toEqual(['delivered', 'delivered']),
    );
  });

  it('is turned off after three days, also across a restart; nothing is lost when it is turned on', async () => {
    const { details } = await addHook();
    receiver.status(503, { 'retry-after': '120' });
    await sell('Tea');
    let attempts = 0;
    const started = shop.time.now;
    for (;;) {
      attempts += 1;
      await until(async () => {
        const { failed_attempts } = await hook(details.id);
        expect(failed_attempts).toBe(attempts);
      });
      const { status, next_attempt_at } = await hook(details.id);
      if (status === 'disabled') break;
      // What the receiver asked for is kept to.
      if (attempts === 1) expect(Date.parse(next_attempt_at ?? '')).toBe(shop.time.now + 120_000);
      pass(Date.parse(next_attempt_at ?? '') - shop.time.now);
      // Half way through the computer is started again.
      if (attempts === 8) await reopen();
    }
    expect(shop.time.now - started).toBeGreaterThanOrEqual(3 * DAY);
    expect(shop.time.now - started).toBeLessThan(3 * DAY + 8 * HOUR);
    expect(attempts).toBeGreaterThan(12);
    const off = await hook(details.id);
    expect(off.status_reason).toContain('three days');
    expect(shop.events().at(-1)).toMatchObject({ type: 'webhook.disabled' });

    await sell('Bun');
    pass(DAY);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(receiver.heard).toHaveLength(attempts);
    receiver.status(200);
    await shop.client.webhooks.update({ id: details.id, active: true });
    await until(() => expect(heardNames().slice(attempts)).toEqual(['Tea', 'Bun']));
  });

  it('that says it is gone is turned off at once, with a notice in the window', async () => {
    const messages: string[] = [];
    const live = await shop.client.events.live();
    const following = (async () => {
      for await (const message of live) if (message.kind === 'notice') messages.push(message.text);
    })();
    const { details } = await addHook();
    receiver.status(410);
    await sell('Tea');
    await until(async () => expect(await hook(details.id)).toMatchObject({ status: 'disabled' }));
    await until(() => expect(messages).toHaveLength(1));
    expect(messages[0]).toContain('"Books" was turned off');
    await live.return();
    await following;
  });

  it('is not followed to another address', async () => {
    const other = await openReceiver();
    const { details } = await addHook();
    receiver.status(307, { location: other.url });
    await sell('Tea');
    await until(async () => {
      const [delivery] = await log(details.id);
      expect(delivery?.attempts[0]).toMatchObject({ status: 307 });
      expect(delivery?.attempts[0]?.error).toContain('another address');
    });
    expect(other.heard).toEqual([]);
  });

  it('does not hold up another one', async () => {
    const other = await openReceiver();
    receiver.answer(() => {
      // Never answers.
    });
    await addHook({ name: 'Silent' });
    await addHook({ name: 'Well', url: other.url });
    await sell('Tea');
    await until(() => expect(other.types()).toEqual(['sale.created']));
    expect(receiver.heard).toHaveLength(1);
  });

  it('by a clock that was turned is neither forgotten nor given up', async () => {
    const { details } = await addHook();
    receiver.status(500);
    await sell('Tea');
    await until(async () => expect(await hook(details.id)).toMatchObject({ failed_attempts: 1 }));
    // A year ahead: it has not failed for three days, it has failed twice.
    pass(365 * DAY);
    await until(async () =>
      expect(await hook(details.id)).toMatchObject({ failed_attempts: 2, status: 'active' }),
    );
    // And back: the next attempt is not a year away.
    pass(-365 * DAY);
    await until(async () => expect(await hook(details.id)).toMatchObject({ failed_attempts: 3 }));
    const { failing_since, next_attempt_at } = await hook(details.id);
    expect(Date.parse(failing_since ?? '')).toBe(shop.time.now);
    expect(Date.parse(next_attempt_at ?? '') - shop.time.now).toBeLessThan(HOUR);
  });
});

describe('whatever happens in between', () => {
  it('nothing is missed when the power goes in the middle of a message', async () => {
    await addHook();
    const held: (() => void)[] = [];
    receiver.answer(({ message }, response) => {
      const take = () => response.writeHead(200).end();
      if (Object(message.data.after).product_name === 'Bun') held.push(take);
      else take();
    });
    await sell('Tea');
    await sell('Bun');
    await sell('Scone');
    await until(() => expect(heardNames()).toEqual(['Tea', 'Bun']));
    // The disk as it is at this moment, and nothing of the process.
    const after = tempFolder();
    cpSync(shop.dataDir, after, { recursive: true });
    const [, before] = receiver.heard;
    receiver.heard.length = 0;
    receiver.status(200);
    const again = await openTestCore({ dataDir: after });
    onTestFinished(() => again.close());
    await until(() => expect(heardNames().slice(-2)).toEqual(['Bun', 'Scone']));
    // What was taken but not yet stored may come twice, under the id it had.
    const bun = receiver.heard.at(-2);
    expect(bun?.headers['webhook-id']).toBe(before?.headers['webhook-id']);
    expect(bun?.body).toBe(before?.body);
    for (const take of held) take();
  });

  it('every event arrives, in order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('sell', 'fail', 'work', 'restart', 'wait'), {
          minLength: 4,
          maxLength: 14,
        }),
        async (steps) => {
          const { details } = await addHook();
          receiver.heard.length = 0;
          let taken: string[] = [];
          let works = true;
          receiver.answer(({ message }, response) => {
            if (works) taken.push(String(Object(message.data.after).product_name));
            response.writeHead(works ? 200 : 500).end();
          });
          const sold: string[] = [];
          for (const step of steps) {
            if (step === 'sell') {
              sold.push(`Item ${sold.length}`);
              await sell(sold.at(-1) ?? '');
            } else if (step === 'restart') await reopen();
            else if (step === 'wait') pass(7 * HOUR);
            else works = step === 'work';
            await new Promise((resolve) => setImmediate(resolve));
          }
          works = true;
          await until(async () => {
            pass(7 * HOUR);
            expect(await hook(details.id)).toMatchObject({ waiting: 0 });
          });
          // A message that was taken just before the end of the process may come twice.
          taken = taken.filter((name, index) => name !== taken[index - 1]);
          expect(taken).toEqual(sold);
          await shop.client.webhooks.remove({ id: details.id });
        },
      ),
      { numRuns: 12 },
    );
  }, 60_000);
});

describe('addresses', () => {
  it('of this computer and of the own network are for the owner to allow', async () => {
    const till = shop.clientOf(TILL, 'api');
    for (const url of [
      'https://127.0.0.1/x',
      'https://localhost:8420/',
      'https://[::1]/',
      'https://[::ffff:10.0.0.1]/',
      'https://192.168.1.1/',
      'https://169.254.169.254/latest/meta-data',
      'https://2130706433/',
      'https://0x7f.1/',
      'http://example.com/',
      'ftp://example.com/',
      'https://me:secret@example.com/',
      'nonsense',
    ]) {
      const refused = await refusal(addHook({ url, allow_private: false }));
      expect(refused, url).toMatchObject({ status: 422, fields: ['url'] });
    }
    const here = await refusal(till.webhooks.create({ name: 'Books', url: receiver.url }));
    expect(here.message).toContain('The owner can allow that for this webhook.');
    const body = { name: 'Books', url: receiver.url, allow_private: true };
    expect(await refusal(till.webhooks.create(body))).toMatchObject({
      status: 422,
      fields: ['allow_private'],
    });
    // Nor may a tool turn what the owner allowed to somewhere else.
    const { details } = await addHook();
    const moved = till.webhooks.update({ id: details.id, url: 'http://127.0.0.1:8420/' });
    expect(await refusal(moved)).toMatchObject({ status: 422, fields: ['url'] });
    expect(await till.webhooks.update({ id: details.id, name: 'Renamed' })).toMatchObject({
      name: 'Renamed',
      url: receiver.url,
    });
  });

  it('are at most twenty', async () => {
    for (let index = 0; index < 20; index++) await addHook({ active: false });
    expect((await refusal(addHook({ active: false }))).status).toBe(409);
  });
});

describe('over HTTP', () => {
  it('a webhook is for the scope admin, made once under one key, and changed in its newest version', async () => {
    const http = await openHttpShop({ scopes: ['admin'] });
    onTestFinished(() => http.close());
    const json = { name: 'Books', url: 'https://books.example/hook', active: false };
    const create = (token: string) =>
      http.ask('/api/v1/webhooks', {
        method: 'POST',
        json,
        headers: { authorization: `Bearer ${token}`, 'idempotency-key': 'one' },
      });
    const { token } = await http.newToken('Reader', ['read', 'write', 'import', 'basic']);
    expect((await create(token)).status).toBe(403);
    const first = await create(http.token);
    expect(first.status).toBe(201);
    expect((await create(http.token)).json).toEqual(first.json);
    expect((await http.call(200, 'GET', '/webhooks')).json).toHaveLength(1);

    const path = '/api/v1/webhooks/1';
    const types = async (...event_types: unknown[]) =>
      (await http.ask(path, { method: 'PUT', json: { event_types } })).text;
    expect(await types('sale.creatd')).toContain('Did you mean \\"sale.created\\"?');
    expect(await types('sale.created', 'x')).toContain('The description of this call lists them.');
    const { etag } = (await http.ask(path)).headers;
    const rename = (name: string) =>
      http.ask(path, { method: 'PUT', json: { name }, headers: { 'if-match': etag ?? '' } });
    expect((await rename('Renamed')).status).toBe(200);
    expect((await rename('Too late')).status).toBe(412);
  });
});
