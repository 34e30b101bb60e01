import { Worker } from 'node:worker_threads';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';

/** A case that takes longer than this hangs, ms. */
const LONGEST_CASE = 5_000;
const WATCH_EVERY = 250;

/** `npm run fuzz -- 100000` sets them; without, a quick run. */
const count = z.coerce.number().int().min(1).default(3_000).parse(process.env.FUZZ_CASES);
const first = z.coerce.number().int().default(1).parse(process.env.FUZZ_FIRST);

vi.setConfig({ testTimeout: 120_000 + count * 100 });

const message = z.discriminatedUnion('type', [
  z.object({ type: z.literal('case'), seed: z.number() }),
  z.object({ type: z.literal('failed'), seed: z.number(), reason: z.string() }),
  z.object({ type: z.literal('done'), accepted: z.number() }),
]);

test(`${count.toLocaleString('en')} damaged files: no crash, no hang, no row lost`, async () => {
  const { failures, accepted, slowest } = await run();
  expect(failures).toEqual([]);
  // Damage that stops every file at the door would prove nothing.
  expect(accepted).toBeGreaterThan(count / 4);
  process.stdout.write(
    `${count.toLocaleString('en')} files, ${accepted.toLocaleString('en')} of them accepted; the slowest took ${Math.round(slowest)} ms\n`,
  );
});

/** Runs all cases; a hang ends them. */
function run(): Promise<{ failures: string[]; accepted: number; slowest: number }> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./fuzz-worker.ts', import.meta.url), {
      workerData: { first, count },
    });
    const failures: string[] = [];
    let seed = first;
    let began = performance.now();
    let slowest = 0;
    let begun = false;
    const watch = setInterval(() => {
      if (begun && performance.now() - began > LONGEST_CASE) {
        failures.push(`case ${seed} hangs`);
        finish(0);
      }
    }, WATCH_EVERY);
    const finish = (accepted: number) => {
      clearInterval(watch);
      void worker.terminate();
      resolve({ failures, accepted, slowest });
    };
    worker.on('message', (raw) => {
      const said = message.parse(raw);
      const now = performance.now();
      if (said.type === 'failed') failures.push(`case ${said.seed}: ${said.reason}`);
      else {
        if (begun) slowest = Math.max(slowest, now - began);
        began = now;
        begun = true;
        if (said.type === 'case') seed = said.seed;
        else finish(said.accepted);
      }
    });
    worker.on('error', (error) => {
      clearInterval(watch);
      reject(error);
    });
  });
}
