/** Programs that ask for access, and programs that are told of what happens. */
import { createServer, type Server } from 'node:http';
import { expect, type Page, test } from '@playwright/test';
import { z } from 'zod';
import { accessibilityProblems } from './support/accessibility.ts';
import { goTo } from './support/go-to.ts';
import { type LaunchedTillwise, launchTillwise, shoot } from './support/launch.ts';
import { type SeededShop, seedShop } from './support/seeded-shop.ts';

let shop: SeededShop;
let tillwise: LaunchedTillwise;
let page: Page;

test.beforeAll(async () => {
  shop = await seedShop((api) => api.post('/sales', { product_name: 'Tea', amount: 2.5 }));
  tillwise = await launchTillwise({ dataDir: shop.dataDir });
  page = tillwise.page;
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
});
test.afterAll(async () => {
  await tillwise?.close();
  shop?.remove();
});

test.describe('a program asks for access', () => {
  const dialog = () => page.getByRole('dialog', { name: 'A program asks for access' });

  test('over any screen, and gets what the owner leaves of it', async () => {
    await goTo(page, 'Sales');
    const asked = await ask('Counter till', ['read', 'write', 'import']);
    await expect(dialog()).toContainText('Let “Counter till” connect?');
    await expect(dialog().getByTestId('pairing-code')).toHaveText(asked.code);
    await expect(dialog().getByTestId('pairing-left')).toHaveText(/[45]:\d\d left/);
    await expect(dialog().getByRole('button', { name: 'Deny' })).toBeFocused();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, 'pairing');
    await dialog().getByRole('checkbox', { name: 'Import' }).uncheck();
    await dialog().getByRole('button', { name: 'Allow' }).click();
    await expect(dialog()).toBeHidden();

    const answer = await answerTo(asked);
    expect(answer).toMatchObject({ status: 'allowed', scopes: ['read', 'write'] });
    const authorization = `Bearer ${answer.token}`;
    const sold = await fetch(api('/sales'), {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ product_name: 'Cocoa', amount: 4 }),
    });
    expect(sold.status).toBe(201);
    const requestId = sold.headers.get('x-request-id') ?? '';

    await goTo(page, 'Settings');
    const tokens = page.getByRole('table', { name: 'Tokens' });
    await expect(tokens.getByRole('row', { name: /Counter till/ })).toContainText('Read, Write');
    await goTo(page, 'Activity');
    const entry = page.getByTestId('trail-entry').filter({ hasText: /Cocoa/ }).first();
    await expect(entry).toContainText('Counter till');
    await expect(entry.getByRole('button', { name: `Request ${requestId}` })).toBeVisible();
    await shoot(page, 'activity-request');
  });

  test('and is sent away by the key that lies nearest', async () => {
    const asked = await ask('Stranger', ['admin']);
    await expect(dialog().getByRole('button', { name: 'Deny' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(dialog()).toBeHidden();
    expect(await answerTo(asked)).toEqual({ status: 'denied' });
  });

  test('without closing what the owner was typing', async () => {
    await page.keyboard.press('Control+n');
    const entry = page.getByRole('dialog', { name: 'Add' });
    await entry.getByRole('combobox', { name: 'Product' }).fill('Scone');
    const asked = await ask('Interrupter', ['read']);
    await expect(dialog().getByRole('button', { name: 'Allow' })).toBeEnabled();
    await page.keyboard.press('Escape');
    await expect(dialog()).toBeHidden();
    expect(await answerTo(asked)).toEqual({ status: 'denied' });
    await expect(entry.getByRole('combobox', { name: 'Product' })).toHaveValue('Scone');
    await page.keyboard.press('Escape');
  });
});

test.describe
  .serial('a webhook', () => {
    let receiver: Receiver;
    test.beforeAll(async () => {
      receiver = await startReceiver();
    });
    test.afterAll(() => receiver?.close());
    const section = () => page.getByRole('region', { name: 'Webhooks' });
    const card = () => section().getByRole('article', { name: 'Stock sheet' });

    test('is added with a warning where it stays near, and shows its secret once', async () => {
      await goTo(page, 'Settings');
      await section().getByRole('button', { name: 'New webhook' }).click();
      const form = page.getByRole('dialog', { name: 'New webhook' });
      await form.getByLabel('Name').fill('Stock sheet');
      await form.getByRole('textbox', { name: 'Address' }).fill(receiver.url);
      await page.keyboard.press('Enter');
      const wrongAddress = form.getByText('This address is on this computer');
      await expect(wrongAddress).toBeVisible();
      await form.getByRole('radio', { name: 'Only some' }).check();
      await form.getByRole('checkbox', { name: 'Sale created' }).check();
      await form.getByRole('switch', { name: /Allow an address on this computer/ }).check();
      await expect(form.getByRole('alert')).toContainText('plain http can be read');
      await expect(wrongAddress).toBeHidden();
      expect(await accessibilityProblems(page)).toEqual([]);
      await shoot(page, 'webhook-form');
      const add = form.getByRole('button', { name: 'Add the webhook' });
      await shootSmallAndDark('webhook-form', async () => {
        await form.getByLabel('Name').scrollIntoViewIfNeeded();
        await expect(add).toBeInViewport({ ratio: 1 });
      });
      await add.click();
      await expect(page.getByTestId('webhook-secret').locator('code')).toHaveText(/^whsec_/);
      await shoot(page, 'webhook-secret');
      await page.getByRole('button', { name: 'I have copied it' }).click();
      await expect(card()).toContainText('Sale created');
    });

    test('is tested, hears of a sale, and its log says so', async () => {
      await card().getByRole('button', { name: 'Send a test' }).click();
      await expect(page.getByText(/“Stock sheet” took the test: 204 in \d+ ms/)).toBeVisible();
      await shop.api().post('/sales', { product_name: 'Macaron', amount: 1.8 });
      await expect.poll(() => receiver.heard()).toContain('sale.created');

      await card().getByRole('button', { name: 'Log of Stock sheet' }).click();
      const log = page.getByTestId('deliveries');
      const sale = log.getByRole('article', { name: 'Sale created' });
      await expect(sale).toContainText('Delivered');
      const before = receiver.heard().length;
      await sale.getByRole('button', { name: 'Send again' }).click();
      await expect.poll(() => receiver.heard().length).toBe(before + 1);
      await expect(log.getByText('sent again')).toBeVisible();
      await sale.first().getByRole('button', { name: 'Show the attempt' }).click();
      expect(await accessibilityProblems(page)).toEqual([]);
      await shoot(page, 'webhook-log');
      await shootSmallAndDark('webhook-log');
      await page.keyboard.press('Escape');
    });

    test('waits while it is paused, gets a new secret, and goes for good', async () => {
      const choose = async (item: string) => {
        await card().getByRole('button', { name: 'More for Stock sheet' }).click();
        await page.getByRole('menuitem', { name: item }).click();
      };
      await choose('Pause');
      await expect(card().getByText('Paused', { exact: true })).toBeVisible();
      const before = receiver.heard().length;
      await shop.api().post('/sales', { product_name: 'Macaron', amount: 1.8 });
      await expect(card()).toContainText(/\d+ events? waits?/);
      expect(receiver.heard().length).toBe(before);
      await choose('Turn on again');
      await expect.poll(() => receiver.heard().length).toBe(before + 1);

      await choose('New secret');
      await page.getByRole('button', { name: 'Make a new secret' }).click();
      await expect(page.getByTestId('webhook-secret').locator('code')).toHaveText(/^whsec_/);
      await page.getByRole('button', { name: 'I have copied it' }).click();
      await expect(card()).toContainText('The old secret signs too until');
      await card().scrollIntoViewIfNeeded();
      await shoot(page, 'webhook-card');

      await choose('Delete');
      await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
      await expect(card()).toBeHidden();
    });
  });

const request = z.object({ pairing_secret: z.string(), poll_url: z.string(), code: z.string() });
const answerShape = z.object({
  status: z.string(),
  token: z.string().optional(),
  scopes: z.array(z.string()).optional(),
});

function api(resource: string): URL {
  return new URL(`/api/v1${resource}`, shop.baseUrl());
}

async function ask(name: string, scopes: readonly string[]): Promise<z.infer<typeof request>> {
  const answer = await fetch(api('/pair'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, scopes }),
  });
  expect(answer.status).toBe(202);
  return request.parse(await answer.json());
}

async function answerTo({ poll_url, pairing_secret }: z.infer<typeof request>) {
  const answer = await fetch(new URL(poll_url, shop.baseUrl()), {
    headers: { authorization: `Bearer ${pairing_secret}` },
  });
  return answerShape.parse(await answer.json());
}

/** The smallest window, in the dark. */
async function shootSmallAndDark(name: string, check = async () => {}): Promise<void> {
  const resize = (width: number, height: number) =>
    tillwise.app.evaluate(
      ({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w, h),
      [width, height] as const,
    );
  await page.emulateMedia({ colorScheme: 'dark' });
  await resize(900, 600);
  await page.waitForTimeout(400);
  await shoot(page, `${name}-small-dark`);
  await check();
  await resize(1280, 800);
  await page.emulateMedia({ colorScheme: null });
}

interface Receiver {
  url: string;
  /** The types of the messages that came, in order. */
  heard(): string[];
  close(): void;
}

async function startReceiver(): Promise<Receiver> {
  const types: string[] = [];
  const server: Server = createServer((asked, reply) => {
    let body = '';
    asked.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    asked.on('end', () => {
      types.push(z.object({ type: z.string() }).parse(JSON.parse(body)).type);
      reply.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return {
    url: `http://127.0.0.1:${port}/hook`,
    heard: () => [...types],
    close: () => void server.close(),
  };
}
