/** One import at a time writes; the others wait here. */
import { JobStopped } from './worker/import-threads.ts';

/** An import that waits or runs. */
interface Running {
  stop: AbortController;
  /** Closing is not cancelling: what is written stays for the next start. */
  closing: boolean;
  finished: Promise<void>;
}

export interface ImportWork {
  run(signal: AbortSignal): Promise<void>;
  /** Called with JobStopped when the import was stopped, before or while it ran. Must not fail. */
  failed(error: unknown): Promise<void>;
  /** Called at the very end, whatever became of it. */
  ended(): void;
}

export class ImportQueue {
  readonly #running = new Map<number, Running>();
  #last: Promise<void> = Promise.resolve();

  /** Runs the work of an import when those before it are through. */
  add(id: number, work: ImportWork): void {
    const running: Running = {
      stop: new AbortController(),
      closing: false,
      finished: Promise.resolve(),
    };
    this.#running.set(id, running);
    running.finished = this.#last.then(async () => {
      try {
        if (running.stop.signal.aborted) throw new JobStopped();
        await work.run(running.stop.signal);
      } catch (error) {
        if (!running.closing) await work.failed(error);
      } finally {
        this.#running.delete(id);
        if (!running.closing) work.ended();
      }
    });
    this.#last = running.finished;
  }

  has(id: number): boolean {
    return this.#running.has(id);
  }

  /** True when no import waits or runs. */
  get idle(): boolean {
    return this.#running.size === 0;
  }

  /** Asks an import to stop. */
  stop(id: number): void {
    this.#running.get(id)?.stop.abort();
  }

  /** Resolves when the import is over, whatever became of it. */
  async finished(id: number): Promise<void> {
    await this.#running.get(id)?.finished;
  }

  /** Stops what runs and leaves it for the next start. */
  async close(): Promise<void> {
    for (const running of this.#running.values()) {
      running.closing = true;
      running.stop.abort();
    }
    await this.#last;
  }
}
