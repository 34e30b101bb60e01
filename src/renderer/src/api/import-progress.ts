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
