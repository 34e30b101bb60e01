/** Runs cases one after the other and tells each before it begins, so that a hang is noticed. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { fixtureFiles } from './fixture-files.ts';
import { hostileFile } from './hostile-files.ts';
import { judgeFile } from './judge-file.ts';
import { saidByHand } from './said-by-hand.ts';

const { first, count } = z
  .object({ first: z.number().int(), count: z.number().int() })
  .parse(workerData);
const folder = mkdtempSync(join(tmpdir(), 'tillwise-fuzz-'));
const originals = fixtureFiles();
let accepted = 0;

try {
  for (let seed = first; seed < first + count; seed++) {
    parentPort?.postMessage({ type: 'case', seed });
    try {
      const bytes = hostileFile(seed, originals);
      const [path, stagePath] = [join(folder, 'case.csv'), join(folder, 'case.stage')];
      if (judgeFile(bytes, path, stagePath)) accepted++;
      if (seed % 3 === 0) judgeFile(bytes, path, stagePath, saidByHand(seed));
    } catch (error) {
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
      parentPort?.postMessage({ type: 'failed', seed, reason });
    }
  }
  parentPort?.postMessage({ type: 'done', accepted });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
