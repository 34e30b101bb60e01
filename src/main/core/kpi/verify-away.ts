/** Checks the figures in a worker thread, so that everything else goes on meanwhile. */
import { Worker } from 'node:worker_threads';
import type { Verification } from './verify.ts';

/** What the worker is told. */
export interface VerifyJob {
  /** The shop's file. */
  file: string;
  nativeBinding: string | undefined;
}

/** From source the worker is a .ts file beside this one; in the bundle a file beside the chunk. */
const WORKER_URL = new URL(
  import.meta.url.endsWith('.ts') ? './verify-worker.ts' : './verify-worker.js',
  import.meta.url,
);

export class AwayVerifier {
  readonly #job: VerifyJob;
  #running: { worker: Worker; verification: Promise<Verification> } | undefined;

  constructor(job: VerifyJob) {
    this.#job = job;
  }

  /**
   * Compares what is committed now. A second question while one is under way gets the same answer.
   * @throws Error when the file cannot be read, or `close` came first
   */
  run(): Promise<Verification> {
    this.#running ??= this.#start();
    return this.#running.verification;
  }

  /** Ends a check under way. */
  async close(): Promise<void> {
    await this.#running?.worker.terminate();
  }

  #start() {
    const worker = new Worker(WORKER_URL, { workerData: this.#job });
    const verification = new Promise<Verification>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () => reject(new Error('the check of the figures was stopped')));
    }).finally(() => {
      this.#running = undefined;
    });
    return { worker, verification };
  }
}
