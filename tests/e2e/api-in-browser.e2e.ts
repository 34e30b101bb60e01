/** The local API as a browser meets it: its own page at /docs, and a page of somebody else. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, type Page, test } from '@playwright/test';
import { type LaunchedTillwise, launchTillwise, shoot } from './support/launch.ts';
import { type SeededShop, seedShop } from './support/seeded-shop.ts';

let shop: SeededShop;
let tillwise: LaunchedTillwise;
let elsewhere: Server;

test.beforeAll(async () => {
  shop = await seedShop((api) => api.post('/sales', { product_name: 'Flat white', amount: 3.2 }));
  tillwise = await launchTillwise({ dataDir: shop.dataDir });
  elsewhere = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<title>elsewhere</title>');
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
});
test.afterAll(async () => {
  elsewhere?.close();
  await tillwise?.close();
  shop?.remove();
});

/** A window without anything of Tillwise, as an ordinary browser's. */
async function browse(url: string): Promise<Page> {
  const opened = tillwise.app.waitForEvent('window');
  await tillwise.app.evaluate(({ BrowserWindow }, address) => {
    const window = new BrowserWindow({
      width: 1280,
      height: 800,
      webPreferences: { partition: 'browser' },
    });
    void window.loadURL(address);
  }, url);
  const page = await opened;
  await page.waitForURL(url);
  return page;
}

test('/docs shows every call and tries one, with the token in memory only', async () => {
  const page = await browse(`${shop.baseUrl()}/docs`);
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  await expect(page.getByRole('heading', { name: 'Tillwise local API' })).toBeVisible();
  await shoot(page, 'api-docs');

  await page.getByRole('searchbox', { name: 'Find a call' }).fill('list sales');
  await page.getByRole('link', { name: '/sales' }).click();
  await expect(page.getByRole('heading', { name: 'List sales' })).toBeVisible();
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.locator('.status')).toHaveText('401');
  await page.getByLabel('Token').fill(shop.token);
  await page.getByLabel('fields').fill('product_name,amount');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.locator('.status')).toHaveText('200');
  await expect(page.locator('form pre', { hasText: '"Flat white"' })).toBeVisible();
  await page.getByText('As a line of curl').click();
  const curl = page.locator('pre', { hasText: 'curl -X GET' });
  await expect(curl).toContainText('fields=product_name%2Camount');
  await expect(curl).not.toContainText(shop.token);
  await shoot(page, 'api-docs-tried');

  await page.reload();
  await expect(page.getByLabel('Token')).toHaveValue('');
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
  // The refused call is the browser's own remark; a policy that was broken would be another.
  expect(complaints.filter((text) => !text.includes('401'))).toEqual([]);
  await page.close();
});

test('a page of another origin gets nothing in and nothing out, whatever it tries', async () => {
  const { port } = elsewhere.address() as AddressInfo;
  const page = await browse(`http://127.0.0.1:${port}/`);
  const api = `${shop.baseUrl()}/api/v1`;
  const tried = await page.evaluate(
    async ({ address, token }) => {
      const attempt = async (options: RequestInit, path: string) => {
        try {
          const { status, type } = await fetch(`${address}${path}`, options);
          return type === 'opaque' ? 'sent, nothing readable' : String(status);
        } catch {
          return 'blocked';
        }
      };
      const sale = JSON.stringify({ product_name: 'Evil', amount: 1 });
      return {
        read: await attempt({}, '/sales'),
        withToken: await attempt({ headers: { authorization: `Bearer ${token}` } }, '/sales'),
        write: await attempt(
          { method: 'POST', body: sale, headers: { 'content-type': 'application/json' } },
          '/sales',
        ),
        simplePost: await attempt({ method: 'POST', mode: 'no-cors', body: sale }, '/sales'),
        formPost: await attempt(
          { method: 'POST', mode: 'no-cors', body: new URLSearchParams({ amount: '1' }) },
          '/entry/quick-sale',
        ),
      };
    },
    { address: api, token: shop.token },
  );
  expect(tried).toEqual({
    read: 'blocked',
    withToken: 'blocked',
    write: 'blocked',
    simplePost: 'sent, nothing readable',
    formPost: 'sent, nothing readable',
  });
  const answer = await fetch(`${api}/sales?fields=product_name`, {
    headers: { authorization: `Bearer ${shop.token}` },
  });
  expect(await answer.json()).toEqual([{ product_name: 'Flat white' }]);
  await page.close();
});
