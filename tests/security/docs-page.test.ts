/** The page at /docs: offline, closed to everything but its own server, and without a memory. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { type HttpShop, openHttpShop } from '../support/http-shop.ts';

let shop: HttpShop;
beforeAll(async () => {
  shop = await openHttpShop();
});
afterAll(() => shop.close());

/** As a browser asks when somebody types the address, and then for what the page names. */
const typed = { authorization: null, 'sec-fetch-site': 'none' };
const byThePage = { authorization: null, 'sec-fetch-site': 'same-origin' };

async function files() {
  const page = await shop.ask('/docs', { headers: typed });
  const paths = new Set(
    [...page.text.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, at]) => at ?? ''),
  );
  const all = [page];
  for (const path of paths) {
    const file = await shop.ask(path, { headers: byThePage });
    all.push(file);
    for (const [, name] of file.text.matchAll(/from '\.\/([^']+)'/g)) paths.add(`/docs/${name}`);
  }
  return { all, paths: [...paths] };
}

it('is there whole, with every file that it names, and the root points to it', async () => {
  const root = await shop.ask('/', { headers: typed });
  expect(z.object({ docs: z.string() }).parse(root.json).docs).toBe('/docs');
  const { all, paths } = await files();
  expect(paths.sort()).toEqual([
    '/docs/docs.css',
    '/docs/docs.js',
    '/docs/elements.js',
    '/docs/try-it.js',
  ]);
  expect(all.map(({ status }) => status)).toEqual(all.map(() => 200));
  expect((await shop.ask('/docs/', { headers: typed })).text).toBe(all[0]?.text);
});

it('may load and call nothing but its own server', async () => {
  const { all } = await files();
  for (const { headers } of all) {
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers['x-content-type-options']).toBe('nosniff');
  }
  const text = all.map((file) => file.text).join('\n');
  expect(text).not.toMatch(/https?:\/\//);
  expect(text).not.toMatch(/innerHTML|outerHTML|insertAdjacent|document\.write|eval\(/);
  expect(text).not.toMatch(/localStorage|sessionStorage|indexedDB|document\.cookie/);
});

it('is not shown to a page of another origin, and hands out no other file', async () => {
  const framed = { authorization: null, 'sec-fetch-site': 'cross-site' };
  expect((await shop.refused('/docs', { headers: framed })).status).toBe(403);
  for (const path of [
    '/docs/../call.ts',
    '/docs/%2e%2e/call.ts',
    '/docs/call.ts',
    '/docs/__proto__',
  ])
    expect((await shop.refused(path, { headers: typed })).status, path).toBe(404);
  expect((await shop.refused('/docs', { method: 'POST', headers: typed })).status).toBe(405);
});
