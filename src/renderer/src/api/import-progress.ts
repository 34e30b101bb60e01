/** How far each running import is, as the live stream tells it. */
import { create } from 'zustand';
import type { ImportBatch } from '../../../shared/schemas/import.ts';

const useProgressStore = create<{ batches: ReadonlyMap<number, ImportBatch> }>(() => ({
  batches: new Map(),
}));

/** Keeps what the stream said about an import. */
export function noteImportProgress(batch: ImportBatch): void {
  useProgressStore.setState(({ batches }) => ({ batches: new Map(batches).set(batch.id, batch) }));
}

/** The latest news of an import; undefined before the first. Draws again on each. */
export function useImportProgress(importId: number | undefined): ImportBatch | undefined {
  return useProgressStore(({ batches }) =>
    importId === undefined ? undefined : batches.get(importId),
  );
}

/** The latest news of every import that there was any of, by its id. Draws again on each. */
export function useAllImportProgress(): ReadonlyMap<number, ImportBatch> {
  return useProgressStore(({ batches }) => batches);
}

/**
 * Hears of an import from now on; what was told before does not count.
 * @returns the first news that `wanted` takes, and a way to stop listening
 */
export function awaitImportNews(
  importId: number,
  wanted: (batch: ImportBatch) => boolean,
): { news: Promise<ImportBatch>; stop: () => void } {
  let stop = () => {};
  const news = new Promise<ImportBatch>((resolve) => {
    stop = useProgressStore.subscribe(({ batches }, before) => {
      const batch = batches.get(importId);
      if (!batch || batch === before.batches.get(importId) || !wanted(batch)) return;
      stop();
      resolve(batch);
    });
  });
  return { news, stop: () => stop() };
}
