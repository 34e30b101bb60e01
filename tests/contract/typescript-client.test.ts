/** A till written in TypeScript: types generated from the document, compiled strictly, and run. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import openapiTypescript, { astToString } from 'openapi-typescript';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type HttpShop, openHttpShop } from '../support/http-shop.ts';

const root = join(import.meta.dirname, '../..');

/** As a vendor would write it. */
const TILL = `
import createClient from 'openapi-fetch';
import type { components, paths } from './tillwise.d.ts';

const [baseUrl = '', token = ''] = process.argv.slice(2);
const tillwise = createClient<paths>({ baseUrl, headers: { Authorization: \`Bearer \${token}\` } });

const { data: sale, error } = await tillwise.POST('/sales', {
  params: { header: { 'Idempotency-Key': 'ticket-1' } },
  body: { external_id: 'till-1-1', lines: [{ product_name: 'Flat white', amount: 6.4, quantity: 2 }] },
});
if (!sale) throw new Error(error.detail);
const net: number = sale.amount;
const problem: components['schemas']['Problem'] | undefined = (
  await tillwise.POST('/entry/quick-sale', { body: { product_name: 'Tea', amount: -1 } })
).error;
const { data: list } = await tillwise.GET('/sales', { params: { query: { limit: 5 } } });
console.log(JSON.stringify({ net, refused: problem?.errors.map(({ field }) => field), listed: list?.length }));
`;
/** Must not compile: the amount is text. */
const MISTAKE = `
import createClient from 'openapi-fetch';
import type { paths } from './tillwise.d.ts';
await createClient<paths>().POST('/entry/quick-sale', { body: { product_name: 'Tea', amount: '2.50' } });
`;

let shop: HttpShop;
let folder: string;
beforeAll(async () => {
  shop = await openHttpShop();
  // Below the project, so that the client library is found.
  mkdirSync(join(root, 'out'), { recursive: true });
  folder = mkdtempSync(join(root, 'out/client-'));
  const document = readFileSync(join(root, 'resources/openapi.json'), 'utf8');
  writeFileSync(
    join(folder, 'tillwise.d.ts'),
    astToString(
      // What has a default need not be sent.
      await openapiTypescript(JSON.parse(document), { defaultNonNullable: false }),
    ),
  );
  writeFileSync(join(folder, 'till.ts'), TILL);
  writeFileSync(join(folder, 'mistake.ts'), MISTAKE);
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await shop.close();
});

/** What the compiler has to say of both programs, a line each. */
function compile(): string[] {
  const options = ['--noEmit', '--strict', '--target', 'es2023', '--module', 'nodenext'];
  const more = ['--allowImportingTsExtensions', '--types', 'node', '--ignoreConfig'];
  const files = ['till.ts', 'mistake.ts'].map((file) => join(folder, file));
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const { stdout } = spawnSync(process.execPath, [tsc, ...options, ...more, ...files], {
    cwd: root,
    encoding: 'utf8',
  });
  return stdout.split('\n').filter((line) => line.includes('error TS'));
}

it('compiles but for a wrong type, and sells', async () => {
  expect(compile()).toEqual([
    expect.stringMatching(/mistake\.ts.*'string' is not assignable to type 'number'/),
  ]);
  const baseUrl = `${shop.server.baseUrl}/api/v1`;
  const till = spawn(process.execPath, [join(folder, 'till.ts'), baseUrl, shop.token]);
  let output = '';
  till.stdout.on('data', (piece) => {
    output += piece;
  });
  till.stderr.on('data', (piece) => {
    output += piece;
  });
  const code = await new Promise((resolve) => till.on('close', resolve));
  expect(code, output).toBe(0);
  expect(JSON.parse(output)).toEqual({ net: 6.4, refused: ['amount'], listed: 1 });
}, 120_000);
