import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Uploads } from './uploads.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'tillwise-uploads-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

it('starts again over what a former run left, the folder of posted files among it', () => {
  mkdirSync(join(dataDir, 'uploads', 'http'), { recursive: true });
  writeFileSync(join(dataDir, 'uploads', 'http', 'half-sent.csv'), 'date,amount');
  writeFileSync(join(dataDir, 'uploads', 'half-read'), 'date,amount');
  writeFileSync(join(dataDir, 'uploads', '7.stage'), 'rows to resume');
  new Uploads(dataDir);
  expect(existsSync(join(dataDir, 'uploads', 'half-read'))).toBe(false);
  expect(existsSync(join(dataDir, 'uploads', '7.stage'))).toBe(true);
});
