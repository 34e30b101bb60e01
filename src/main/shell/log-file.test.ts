import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Log } from '../hosts/electron.ts';
import { openLogFile, openRequestLog } from './log-file.ts';

describe('the log file', () => {
  let folder: string;
  let log: Log;
  const logs = () => path.join(folder, 'logs');
  const text = () => readFileSync(path.join(logs(), 'tillwise.log'), 'utf8');
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'tillwise-log-'));
    log = openLogFile(folder, false);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('keeps a line with its details', () => {
    log.warn('a subscriber is slow', { type: 'sale.created', ms: 120 });
    expect(text()).toMatch(
      /^\d{4}-\d\d-\d\dT.*Z warn a subscriber is slow \{"type":"sale\.created","ms":120\}$/m,
    );
  });

  it('never holds a token or an e-mail address', () => {
    const token = `tw_${'aB3-_'.repeat(9)}`;
    log.error(`refused Bearer ${token}`, { header: token, from: 'ada.lovelace@example.org' });
    log.info('Authorization: Bearer abc.def');
    expect(text()).not.toContain(token);
    expect(text()).not.toContain('ada.lovelace');
    expect(text()).not.toContain('abc.def');
    expect(text()).toContain('refused Bearer [redacted]');
    log.warn('signed', { with: `whsec_${'aB3+/'.repeat(8)}=` });
    expect(text()).toContain('{"with":"whsec_[redacted]"}');
  });

  it('has the requests in a file of their own', async () => {
    const requests = openRequestLog(folder);
    requests.info('request', { request_id: 'r-1', route: '/sales/{id}', token: 'Till 1' });
    const file = path.join(logs(), 'requests.log');
    await expect
      .poll(() => existsSync(file) && readFileSync(file, 'utf8'))
      .toContain('request {"request_id":"r-1","route":"/sales/{id}","token":"Till 1"}');
    expect(text()).not.toContain('r-1');
    log.info('still in its own');
    expect(text()).toContain('still in its own');
    rmSync(file);
  });

  it('is rotated and does not grow without end', () => {
    const line = 'x'.repeat(64 * 1024);
    const started = performance.now();
    for (let count = 0; count < 100; count += 1) log.info(line);
    expect(performance.now() - started).toBeLessThan(5000);
    const files = readdirSync(logs());
    expect(files.sort()).toEqual([
      'tillwise.1.log',
      'tillwise.2.log',
      'tillwise.3.log',
      'tillwise.log',
    ]);
    for (const file of files)
      expect(statSync(path.join(logs(), file)).size).toBeLessThan(1.2 * 1024 * 1024);
  });
});
