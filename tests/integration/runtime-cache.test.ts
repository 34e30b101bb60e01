import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findPrepared, prepareOnce } from '../../scripts/runtime/cache.mjs';

const CACHE_MODULE = fileURLToPath(new URL('../../scripts/runtime/cache.mjs', import.meta.url));
let cacheDir = '';

beforeEach(() => {
  cacheDir = mkdtempSync(path.join(tmpdir(), 'tillwise-cache-'));
});
afterEach(() => rmSync(cacheDir, { recursive: true, force: true }));

async function makeEntry(workDir: string): Promise<string[]> {
  writeFileSync(path.join(workDir, 'part.txt'), 'whole');
  return ['part.txt'];
}

it('makes an entry once and finds it afterwards', async () => {
  let made = 0;
  const make = (workDir: string) => {
    made += 1;
    return makeEntry(workDir);
  };
  const first = await prepareOnce(cacheDir, 'thing-1', make);
  const second = await prepareOnce(cacheDir, 'thing-1', make);
  expect(second).toBe(first);
  expect(made).toBe(1);
  expect(readFileSync(path.join(first, 'part.txt'), 'utf8')).toBe('whole');
});

it('leaves nothing behind when making fails, and can then be tried again', async () => {
  const failing = async (workDir: string): Promise<string[]> => {
    writeFileSync(path.join(workDir, 'part.txt'), 'ha');
    throw new Error('the disk is full');
  };
  await expect(prepareOnce(cacheDir, 'thing-1', failing)).rejects.toThrow('the disk is full');
  expect(readdirSync(cacheDir)).toEqual([]);
  await prepareOnce(cacheDir, 'thing-1', makeEntry);
  expect(findPrepared(cacheDir, 'thing-1')).not.toBeNull();
});

it('makes a damaged entry again', async () => {
  const entry = await prepareOnce(cacheDir, 'thing-1', makeEntry);
  writeFileSync(path.join(entry, 'part.txt'), 'cut');
  expect(findPrepared(cacheDir, 'thing-1')).toBeNull();
  await prepareOnce(cacheDir, 'thing-1', makeEntry);
  expect(readFileSync(path.join(entry, 'part.txt'), 'utf8')).toBe('whole');
});

it('takes over the lock and the half-made folder of a run that died', async () => {
  const dead = await deadProcessId();
  writeFileSync(path.join(cacheDir, 'thing-1.lock'), String(dead));
  writeFileSync(path.join(cacheDir, 'thing-1.part-0000'), 'half');
  await prepareOnce(cacheDir, 'thing-1', makeEntry);
  expect(readdirSync(cacheDir)).toEqual(['thing-1']);
});

it('lets only one of several runs at the same time do the work', async () => {
  const log = path.join(cacheDir, 'made.log');
  const script = `
    import { appendFileSync, writeFileSync } from 'node:fs';
    import { setTimeout as sleep } from 'node:timers/promises';
    import { prepareOnce } from ${JSON.stringify(CACHE_MODULE)};
    await prepareOnce(${JSON.stringify(cacheDir)}, 'thing-1', async (workDir) => {
      appendFileSync(${JSON.stringify(log)}, 'made\\n');
      await sleep(300);
      writeFileSync(workDir + '/part.txt', 'whole');
      return ['part.txt'];
    });
  `;
  const codes = await Promise.all([runScript(script), runScript(script), runScript(script)]);
  expect(codes).toEqual([0, 0, 0]);
  expect(readFileSync(log, 'utf8')).toBe('made\n');
  expect(existsSync(path.join(cacheDir, 'thing-1.lock'))).toBe(false);
});

function runScript(script: string): Promise<number | null> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: 'ignore',
    });
    child.on('close', resolve);
  });
}

/** The id of a process that has ended. */
function deadProcessId(): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['-e', '']);
    child.on('close', () => (child.pid ? resolve(child.pid) : reject(new Error('no process id'))));
  });
}
