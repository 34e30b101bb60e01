/**
 * Moves what was committed from the write-ahead log into the file, little by little, beside the main
 * thread. SQLite's own checkpoint comes inside a commit when the log has grown to some 30 MB, and a
 * till would wait until the disk has all of it; this way it finds little left to do.
 */

/** Somebody who does checkpoints of the file. */
export interface Checkpointer {
  /** Resolves when one checkpoint is done. */
  run(): Promise<void>;
  close(): Promise<void>;
}

/** Events between two checkpoints: about 2,000 pages of the log. */
const EVERY_EVENTS = 75;

export class SteadyCheckpoints {
  readonly #start: () => Checkpointer;
  #checkpointer: Checkpointer | undefined;
  #events = 0;
  #running = false;

  /** @param start called when there is something to do for the first time */
  constructor(start: () => Checkpointer) {
    this.#start = start;
  }

  /** One more event was committed. */
  noteEvent(): void {
    this.#events++;
    if (this.#events < EVERY_EVENTS || this.#running) return;
    this.#events = 0;
    this.#running = true;
    this.#checkpointer ??= this.#start();
    void this.#checkpointer.run().then(() => {
      this.#running = false;
    });
  }

  async close(): Promise<void> {
    await this.#checkpointer?.close();
  }
}
