/** What the files of a folder were like at the last look, to tell which of them are complete. */
import type { Taken } from './file-taker.ts';
import type { FoundFile } from './watched-files.ts';

/** A file as it was at the last look. */
interface Seen {
  bytes: number;
  changedAt: number;
  /** Since when it is like this, on a clock that only runs forward, ms. */
  since: number;
  /** Nothing more is to be done with it while it is like this. */
  left: boolean;
}

export class SeenFiles {
  readonly #settleMs: number;
  readonly #files = new Map<string, Seen>();

  /** @param settleMs a file that stayed as it is for so long is complete */
  constructor(settleMs: number) {
    this.#settleMs = settleMs;
  }

  /** Some of them are not complete yet, or are to be looked at again. */
  get waiting(): boolean {
    return [...this.#files.values()].some(({ left }) => !left);
  }

  /** Some of them could not be moved away. */
  get staying(): boolean {
    return [...this.#files.values()].some(({ left }) => left);
  }

  /** Forgets those that are not there any more. */
  keepOnly(files: readonly FoundFile[]): void {
    const names = new Set(files.map(({ name }) => name));
    for (const name of this.#files.keys()) if (!names.has(name)) this.#files.delete(name);
  }

  /** True when a file is complete and something is to be done with it. */
  isDue({ name, bytes, changedAt }: FoundFile): boolean {
    const before = this.#files.get(name);
    const now = performance.now();
    if (!before || before.bytes !== bytes || before.changedAt !== changedAt) {
      this.#files.set(name, { bytes, changedAt, since: now, left: false });
      return this.#settleMs === 0;
    }
    return !before.left && now - before.since >= this.#settleMs;
  }

  /** @param againMs after this time one is looked at again that could not be taken yet */
  noteTaken({ name }: FoundFile, taken: Taken, againMs: number): void {
    const state = this.#files.get(name);
    if (!state) return;
    state.left = taken === 'stays';
    if (taken === 'later') state.since = performance.now() + againMs;
  }
}
