/** Runs every example of docs/connect-a-till.md, in its order, against a host without a window. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { type HostProcess, startHost } from '../support/host-process.ts';

const guide = readFileSync(join(import.meta.dirname, '../../docs/connect-a-till.md'), 'utf8');
const RUNNERS: Readonly<Record<string, readonly [program: string, file: string]>> = {
  sh: ['sh', 'example.sh'],
  python: ['python3', 'example.py'],
  js: [process.execPath, 'example.mjs'],
};

let folder: string;
let host: HostProcess;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tillwise-guide-'));
  host = await startHost(join(folder, 'shop'), { printToken: true });
});
afterAll(async () => {
  await host.stop();
  rmSync(folder, { recursive: true, force: true });
});

function run(language: string, code: string): Promise<{ exit: number | null; said: string }> {
  const [program, name] = RUNNERS[language] ?? ['', ''];
  const file = join(folder, name);
  writeFileSync(file, language === 'sh' ? `set -eu\n${code}` : code);
  const child = spawn(program, [file], {
    env: { ...process.env, TILLWISE_URL: host.baseUrl, TILLWISE_TOKEN: host.token ?? '' },
  });
  let said = '';
  const hear = (piece: Buffer) => {
    said += piece;
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exit) => resolve({ exit, said }));
  });
}

it('works as it is written', async () => {
  const examples = [...guide.matchAll(/^```(sh|python|js)\n([\s\S]*?)^```$/gm)];
  expect(examples.map(([, language]) => language)).toEqual([
    'sh',
    'sh',
    'sh',
    'python',
    'js',
    'sh',
  ]);
  const heard: string[] = [];
  for (const [, language = '', code = ''] of examples) {
    const { exit, said } = await run(language, code);
    expect(exit, `${language}: ${said}`).toBe(0);
    heard.push(said);
  }
  expect(heard[0]).toContain('"total":9.9');
  expect(heard[1]?.match(/"sale_id":2/g)).toHaveLength(2);
  expect(heard[2]).toContain('"created":2,"existing":1,"refused":0');
  expect(heard[3]).toBe('not stored: till-2-000002 The amount must be above 0.\nrefunded -6\n');
  expect(heard[4]?.trim().split('\n')).toHaveLength(3);
  expect(heard[5]).toContain('"note":"Paid twice, refunded one"');

  const answer = await fetch(`${host.baseUrl}/api/v1/sales?sort=date&fields=external_id,amount`, {
    headers: { authorization: `Bearer ${host.token}` },
  });
  const sales = z
    .array(z.object({ external_id: z.string().nullable(), amount: z.number() }))
    .parse(await answer.json());
  expect(sales.map(({ external_id, amount }) => `${external_id} ${amount}`).sort()).toEqual([
    'null 2.4',
    'till-1-000001 8.9',
    'till-1-000003 2.4',
    'till-1-000004 3.1',
    'till-2-000001 6',
    'till-2-000003 2.4',
    'till-2-000004 -6',
  ]);
}, 120_000);
