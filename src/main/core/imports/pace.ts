/** How fast a phase goes, and how long it will still take if it goes on like this. */

/** Before that the figures jump too much to be of use, ms. */
const WAIT_MS = 800;

export class Pace {
  readonly #startedAt = performance.now();

  /**
   * @param share of the phase that is done, 0–1
   * @param rows done so far
   * @returns whole rows per second and whole seconds; null while it is too early to say
   */
  after(share: number, rows: number): { rowsPerSecond: number | null; secondsLeft: number | null } {
    const elapsed = performance.now() - this.#startedAt;
    if (elapsed < WAIT_MS || share <= 0) return { rowsPerSecond: null, secondsLeft: null };
    return {
      rowsPerSecond: Math.round((rows / elapsed) * 1000),
      secondsLeft: Math.ceil((elapsed * (1 - share)) / share / 1000),
    };
  }
}
