/**
 * One commit for what waits at the same time. A commit waits for the disk, which takes longer than the
 * rest of a sale; so tills that send at once share it, and each hears only after it. See ADR 22.
 */
import { outcomeOf, type UnitOfWork } from './unit-of-work.ts';

/** Parts of one commit: what a till sends takes well below a millisecond, and others wait meanwhile. */
const MOST_TOGETHER = 16;
/** So long, in ms, a commit waits for the tills that shared the last one: far less than it saves. */
const PATIENCE_MS = 0.5;

interface Waiting {
  run(): unknown;
  settle(outcome: PromiseSettledResult<unknown>): void;
}

export class CommitQueue {
  readonly #unit: Pick<UnitOfWork, 'commitTogether'>;
  #waiting: Waiting[] = [];
  /** Parts of the last commit. Tills that were just answered are likely to send again at once. */
  #expected = 1;
  #since = 0;

  constructor(unit: Pick<UnitOfWork, 'commitTogether'>) {
    this.#unit = unit;
  }

  /**
   * Runs `work`, which writes at once or not at all, together with what else arrives now.
   * @returns what it returned, once that is durable
   * @throws what it threw, or why the common commit failed; nothing of it is stored then
   */
  run<Value>(work: () => Value): Promise<Value> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({
        run: work,
        settle(outcome) {
          if (outcome.status === 'rejected') reject(outcome.reason);
          // What this very `work` returned.
          else resolve(outcome.value as Value);
        },
      });
      if (this.#waiting.length > 1) return;
      this.#since = performance.now();
      setImmediate(() => this.#turn());
    });
  }

  #turn(): void {
    const { length } = this.#waiting;
    const patient = performance.now() - this.#since < PATIENCE_MS;
    if (length < this.#expected && patient) setImmediate(() => this.#turn());
    else this.#commit();
  }

  #commit(): void {
    const parts = this.#waiting.splice(0, MOST_TOGETHER);
    this.#expected = parts.length;
    if (this.#waiting.length > 0) setImmediate(() => this.#turn());
    const outcomes = this.#outcomes(parts.map(({ run }) => run));
    for (const [part, outcome] of outcomes.entries()) parts[part]?.settle(outcome);
  }

  #outcomes(parts: readonly (() => unknown)[]): PromiseSettledResult<unknown>[] {
    // One alone needs no savepoint: its own write is the transaction.
    if (parts.length === 1) return parts.map(outcomeOf);
    try {
      return this.#unit.commitTogether(parts);
    } catch (reason) {
      return parts.map(() => ({ status: 'rejected', reason }));
    }
  }
}
