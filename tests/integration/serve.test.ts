/** `npm run serve`: the host without a window, as a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';

const HOST = join(import.meta.dirname, '../../src/main/hosts/node.ts');
const started = z.strictObject({
  base_url: z.string().regex(/^http:\/\/127\.0\.0\.1:\d+$/),
  token: z.string().nullable(),
});

let folder: string;
let running: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tillwise-serve-'));
});
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  running = [];
  rmSync(folder, { recursive: true, force: true });
});

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

function start(...options: string[]) {
  const child = spawn(process.execPath, [HOST, ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
  running.push(child);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (piece: Buffer) => {
    stdout += piece;
  });
  child.stderr.on('data', (piece: Buffer) => {
    stderr += piece;
  });
  const ended = new Promise<Ended>((resolve) =>
    child.on('close', (code) => resolve({ code, stdout, stderr })),
  );
  const ready = new Promise<z.infer<typeof started>>((resolve, reject) => {
    child.stdout.on('data', () => {
      if (stdout.includes('\n')) resolve(started.parse(JSON.parse(stdout)));
    });
    ended.then(() => reject(new Error(`ended before it was ready: ${stderr}`)));
  });
  // Whoever waits for the end only does not wait for this.
  ready.catch(() => {});
  return { child, ready, ended };
}

const serve = (...options: string[]) => start('--data-dir', folder, '--port', '0', ...options);

async function statusOf(url: string, token: string | null): Promise<number> {
  const headers = token ? { authorization: `Bearer ${token}` } : undefined;
  return (await fetch(url, headers && { headers })).status;
}

describe('npm run serve', { timeout: 120_000 }, () => {
  it('prints one line, answers, and leaves the folder clean when told to stop', async () => {
    const { child, ready, ended } = serve('--print-token');
    const { base_url, token } = await ready;
    expect(token).toMatch(/^tw_/);
    expect(await statusOf(`${base_url}/api/v1/settings`, token)).toBe(200);
    const discovery = readFileSync(join(folder, 'api.json'), 'utf8');
    expect(JSON.parse(discovery)).toEqual({
      base_url,
      pid: child.pid,
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      started_at: expect.stringMatching(/^\d{4}-.+Z$/),
    });
    expect(discovery).not.toContain('tw_');

    child.kill('SIGTERM');
    const end = await ended;
    expect(end).toMatchObject({ code: 0, stderr: '' });
    expect(end.stdout.trim().split('\n')).toHaveLength(1);
    expect(existsSync(join(folder, 'api.json'))).toBe(false);

    const again = serve();
    const second = await again.ready;
    expect(second.token).toBeNull();
    expect(await statusOf(`${second.base_url}/api/v1/settings`, token)).toBe(200);
    again.child.kill('SIGINT');
    expect((await again.ended).code).toBe(0);
  });

  it('lets only the newest printed token in', async () => {
    const first = serve('--print-token');
    const { token } = await first.ready;
    first.child.kill('SIGTERM');
    await first.ended;
    const second = serve('--print-token');
    const now = await second.ready;
    expect(await statusOf(`${now.base_url}/api/v1/settings`, now.token)).toBe(200);
    expect(await statusOf(`${now.base_url}/api/v1/settings`, token)).toBe(401);
    second.child.kill('SIGTERM');
    await second.ended;
  });

  it('lets one process at the folder, points to it, and needs no clean-up after a crash', async () => {
    const first = serve();
    const { base_url } = await first.ready;
    const second = await serve().ended;
    expect(second).toMatchObject({ code: 1, stdout: '' });
    expect(second.stderr).toContain('already open');
    expect(second.stderr).toContain(`process ${first.child.pid}`);
    expect(second.stderr).toContain(base_url);
    expect(second.stderr.trim().split('\n')).toHaveLength(1);
    expect(await statusOf(`${base_url}/health`, null)).toBe(200);

    first.child.kill('SIGKILL');
    await first.ended;
    const third = serve();
    await third.ready;
    third.child.kill('SIGTERM');
    expect((await third.ended).code).toBe(0);
  });

  it('prefers port 8420, so that a till finds it where it was', async () => {
    const isFree = await new Promise<boolean>((resolve) => {
      const probe = createServer().once('error', () => resolve(false));
      probe.listen(8420, '127.0.0.1', () => probe.close(() => resolve(true)));
    });
    const { child, ready, ended } = start('--data-dir', folder);
    const port = Number(new URL((await ready).base_url).port);
    expect(port).toBeGreaterThanOrEqual(isFree ? 8420 : 8421);
    expect(port).toBeLessThanOrEqual(isFree ? 8420 : 8440);
    child.kill('SIGTERM');
    await ended;
  });

  it('takes the next port when the one asked for is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const taken = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const { child, ready, ended } = start('--data-dir', folder, '--port', String(taken));
    const { base_url } = await ready;
    expect(Number(new URL(base_url).port)).toBeGreaterThan(taken);
    expect(await statusOf(`${base_url}/health`, null)).toBe(200);
    child.kill('SIGTERM');
    await ended;
    other.close();
  });
});

describe('npm run serve says in one sentence what is wrong, and changes nothing', {
  timeout: 120_000,
}, () => {
  const refusedWith = async (options: string[]) => {
    const { code, stdout, stderr } = await start(...options).ended;
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).not.toMatch(/\n\s+at |Error:|node:/);
    return stderr;
  };

  it('with a folder that is a file', async () => {
    const file = join(folder, 'notes.txt');
    writeFileSync(file, 'my notes');
    const said = await refusedWith(['--data-dir', file, '--port', '0']);
    expect(said).toContain(`cannot read and write its data folder ${file}`);
    expect(readFileSync(file, 'utf8')).toBe('my notes');
  });

  it('with a file of a newer Tillwise', async () => {
    const first = serve();
    await first.ready;
    first.child.kill('SIGTERM');
    await first.ended;
    const path = join(folder, 'tillwise.sqlite');
    const database = new Sqlite(path);
    database
      .prepare("INSERT INTO migration (number, name, hash, applied_at) VALUES (9999, 'x', 'y', 0)")
      .run();
    database.close();
    const before = readFileSync(path);
    expect(await refusedWith(['--data-dir', folder, '--port', '0'])).toMatch(/newer/);
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('with a file that is no database', async () => {
    writeFileSync(join(folder, 'tillwise.sqlite'), 'x'.repeat(5000));
    expect(await refusedWith(['--data-dir', folder, '--port', '0'])).toMatch(
      /not a Tillwise data file/,
    );
  });

  it.each([
    [['--port', '0'], /--data-dir is missing/],
    [['--data-dir', '/tmp/x', '--port', 'eighty'], /--port is a number/],
    [['--data-dir', '/tmp/x', '--prot', '1'], /--prot/],
  ])('with the options %j', async (options, says) => {
    const said = await refusedWith(options);
    expect(said).toMatch(says);
    expect(said).toContain('npm run serve');
  });
});
