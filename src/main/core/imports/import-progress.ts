/** How far running imports are, told to whoever listens, a few times a second. */
import type { ImportBatch } from '../../../shared/schemas/import.ts';
import { Pace } from './pace.ts';
import type { StoredImport } from './store/import-batches.ts';

/** Between two messages about the same import, ms. */
const TELL_EVERY_MS = 100;
/** Of the whole: reading the file, then writing its rows. */
const READING_SHARE = 0.4;
/** The same when a check has read the file already. */
const COMPARING_SHARE = 0.1;

/** Of an import that runs now. */
export interface PhaseProgress {
  /** Share of the present phase, 0–1. */
  share: number;
  tickets: number;
  imported_rows: number;
  /** Rows of the phase so far: read, written or taken out. */
  rows: number;
}

export interface LiveProgress extends PhaseProgress {
  rowsPerSecond: number | null;
  /** Of the present phase. */
  secondsLeft: number | null;
  /** Share of what comes before the writing in the whole, 0–1. */
  readingShare: number;
}

export class ImportProgress {
  readonly #listeners = new Set<(batch: ImportBatch) => void>();
  readonly #live = new Map<number, LiveProgress>();
  readonly #toldAt = new Map<number, number>();
  readonly #paces = new Map<number, Pace>();
  /** Imports whose file was read by a check. */
  readonly #readBefore = new Set<number>();
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
  note(id: number, progress: PhaseProgress): void {
    this.#keep(id, progress);
    if (performance.now() - (this.#toldAt.get(id) ?? Number.NEGATIVE_INFINITY) >= TELL_EVERY_MS)
      this.tell(id);
  }

  /** A new phase begins: its pace is its own. */
  begin(id: number, readBefore = this.#readBefore.has(id)): void {
    this.#live.delete(id);
    this.#paces.set(id, new Pace());
    if (readBefore) {
      this.#readBefore.add(id);
      this.#keep(id, { share: 0, tickets: 0, imported_rows: 0, rows: 0 });
    }
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
    this.#paces.delete(id);
    this.#readBefore.delete(id);
    this.tell(id);
    this.#toldAt.delete(id);
  }

  #keep(id: number, progress: PhaseProgress): void {
    const readingShare = this.#readBefore.has(id) ? COMPARING_SHARE : READING_SHARE;
    this.#live.set(id, { ...progress, ...this.#pace(id, progress), readingShare });
  }

  #pace(id: number, { share, rows }: PhaseProgress) {
    let pace = this.#paces.get(id);
    if (!pace) {
      pace = new Pace();
      this.#paces.set(id, pace);
    }
    return pace.after(share, rows);
  }
}

/** Progress of the whole import, 0–1. */
export function overallProgress(batch: StoredImport, live: LiveProgress | undefined): number {
  const reading = live?.readingShare ?? READING_SHARE;
  const share = live?.share ?? 0;
  switch (batch.status) {
    case 'reading':
      return reading * share;
    case 'writing':
      return reading + (1 - reading) * share;
    case 'undoing':
    case 'cancelling':
      return share;
    case 'interrupted':
      return READING_SHARE;
    default:
      return 1;
  }
}
