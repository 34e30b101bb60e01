/** Keeps answers until something is written: dashboards ask the same question many times over. */

/** Answers kept at once; the longest kept goes first. */
const MAX_ANSWERS = 500;

export class ResultCache {
  readonly #answers = new Map<string, unknown>();
  readonly #mayKeep: () => boolean;
  #generation = 0;

  /** @param mayKeep false inside a transaction, whose view may be rolled back */
  constructor(mayKeep: () => boolean) {
    this.#mayKeep = mayKeep;
  }

  /** Another number after every write. */
  get generation(): number {
    return this.#generation;
  }

  /** The kept answer to a question, or a new one. */
  answer<Answer>(question: string, compute: () => Answer): Answer {
    if (!this.#mayKeep()) return compute();
    if (this.#answers.has(question)) return this.#answers.get(question) as Answer;
    const answer = compute();
    this.#answers.set(question, answer);
    if (this.#answers.size > MAX_ANSWERS) {
      for (const oldest of this.#answers.keys()) {
        this.#answers.delete(oldest);
        break;
      }
    }
    return answer;
  }

  /** Something was written. */
  clear(): void {
    this.#generation++;
    this.#answers.clear();
  }
}
