/**
 * What was met lately, by its key. Bounded: a file of any size is read in flat memory, and what has
 * been forgotten is looked up in the staging file.
 */
export class RecentKeys<Value> {
  readonly #most: number;
  #young = new Map<string, Value>();
  #old = new Map<string, Value>();
  #isComplete = true;

  /** @param most entries of one generation; at most two are kept */
  constructor(most: number) {
    this.#most = most;
  }

  /** Nothing was forgotten so far: what is not here was never met. */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  get(key: string): Value | undefined {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const old = this.#old.get(key);
    if (old !== undefined) this.set(key, old);
    return old;
  }

  set(key: string, value: Value): void {
    if (this.#young.size >= this.#most) {
      if (this.#old.size > 0) this.#isComplete = false;
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, value);
  }
}
