/** Long work in short transactions: others write in between, and the window never waits. */

/** What one transaction with its commit aims at, ms; well below the 50 that a person would notice. */
const AIM_MS = 15;
const SMALLEST = 700;
const LARGEST = 10_000;

/** How much the next transaction takes, from how long the last one took. */
export class ChunkSize {
  #size: number;

  /** @param start little: the first transaction also pays for what is read and planned once */
  constructor(start = 300) {
    this.#size = start;
  }

  get next(): number {
    return this.#size;
  }

  /** @param units that were done in `ms` */
  took(units: number, ms: number): void {
    if (units === 0) return;
    const fitting = (units * AIM_MS) / Math.max(ms, 0.2);
    // Up by small steps, down at once to what fits: one slow commit is no reason to crawl for long.
    const wanted =
      fitting > this.#size ? Math.min(fitting, this.#size * 1.3) : (this.#size + fitting) / 2;
    this.#size = Math.round(Math.min(LARGEST, Math.max(SMALLEST, wanted)));
  }
}

/** Turns of the loop: what came meanwhile is read in the first or second one, and committed at its end. */
const TURNS = 3;

/** Lets everything else that waits have its turn, so that no sale has to wait for two steps. */
export async function breathe(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn++) await new Promise((resolve) => setImmediate(resolve));
}
