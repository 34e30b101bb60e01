/** How far running imports are, told to whoever listens, a few times a second. */
import type { ImportBatch } from '../../../shared/schemas/import.ts';
import type { StoredImport } from './store/import-batches.ts';

/** Between two messages about the same import, ms. */
const TELL_EVERY_MS = 100;
/** Of the whole: reading the file, then writing its rows. */
const READING_SHARE = 0.5;

/** Of an import that runs now. */
export interface LiveProgress {
  /** Share of the present phase, 0–1. */
  share: number;
  tickets: number;
  imported_rows: number;
}

export class ImportProgress {
  readonly #listeners = new Set<(batch: ImportBatch) => void>();
  readonly #live = new Map<number, LiveProgress>();
  readonly #toldAt = new Map<number, number>();
  readonly #present: (id: number) => ImportBatch;

  /** @param present an import as the window sees it */
  constructor(present: (id: number) => ImportBatch) {
    this.#present = present;
  }

  /** @returns a function that ends the listening */
  subscribe(listener: (batch: ImportBatch) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  of(id: number): LiveProgress | undefined {
    return this.#live.get(id);
  }

  /** Notes progress; tells it when the last message is old enough. */
  note(id: number, progress: LiveProgress): void {
    this.#live.set(id, progress);
    if (performance.now() - (this.#toldAt.get(id) ?? Number.NEGATIVE_INFINITY) >= TELL_EVERY_MS)
      this.tell(id);
  }

  /** A change of status is always told. */
  tell(id: number): void {
    this.#toldAt.set(id, performance.now());
    if (this.#listeners.size === 0) return;
    const batch = this.#present(id);
    for (const listener of this.#listeners) listener(batch);
  }

  /** The import is over. */
  end(id: number): void {
    this.#live.delete(id);
    this.tell(id);
    this.#toldAt.delete(id);
  }
}

/** Progress of the whole import, 0–1. */
export function overallProgress(batch: StoredImport, live: LiveProgress | undefined): number {
  switch (batch.status) {
    case 'reading':
      return READING_SHARE * (live?.share ?? 0);
    case 'writing':
      return READING_SHARE + (1 - READING_SHARE) * (live?.share ?? 0);
    case 'undoing':
    case 'cancelling':
      return live?.share ?? 0;
    case 'interrupted':
      return READING_SHARE;
    default:
      return 1;
  }
}
