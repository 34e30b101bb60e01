import { expect, test } from 'vitest';
import { breathe, ChunkSize } from './chunks.ts';

/** As a step of an import: nothing else has its turn. */
function keepBusy(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

test('what came during a step is done before the next one', async () => {
  const done: string[] = [];
  // A sale is read in one turn of the loop and committed at the end of it.
  setTimeout(() => setImmediate(() => done.push('sale')), 1);
  keepBusy(5);
  await breathe();
  expect(done).toEqual(['sale']);
});

test('steps grow little by little, and shrink at once', () => {
  const size = new ChunkSize();
  const first = size.next;
  size.took(first, 1);
  const grown = size.next;
  expect(grown).toBeGreaterThan(first);
  for (let step = 0; step < 20; step++) size.took(size.next, 1);
  const largest = size.next;
  size.took(largest, 200);
  expect(size.next).toBeLessThan(largest * 0.6);
});
