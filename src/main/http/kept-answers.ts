/**
 * Answers of dashboards, kept as they were sent until something is written: a screen on the wall asks
 * the same question again and again, and writing out a year of days takes longer than all the rest.
 */
import type { Answer } from './respond.ts';

/** Answers kept at once; a caller cannot fill the memory with questions. */
const MOST = 200;
/** Characters of an answer that is kept: a year of days has a sixth of it. */
const LONGEST_KEPT = 128 * 1024;

export class KeptAnswers {
  readonly #asOf: () => string;
  readonly #answers = new Map<string, Answer>();
  #keptAsOf = '';

  /** @param asOf changes whenever an answer may */
  constructor(asOf: () => string) {
    this.#asOf = asOf;
  }

  /** The kept answer to a question, or a new one. */
  async answer(question: string, ask: () => Promise<Answer>): Promise<Answer> {
    const before = this.#asOf();
    if (before !== this.#keptAsOf) {
      this.#answers.clear();
      this.#keptAsOf = before;
    }
    const kept = this.#answers.get(question);
    if (kept) return kept;
    const answer = await ask();
    const room = this.#answers.size < MOST;
    // What was written while it was computed may be missing in it.
    const isKept = room && answer.status === 200 && (answer.body?.length ?? 0) <= LONGEST_KEPT;
    if (isKept && before === this.#keptAsOf && before === this.#asOf())
      this.#answers.set(question, answer);
    return answer;
  }
}
