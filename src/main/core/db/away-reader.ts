/**
 * Answers in a worker thread what may take long in a large shop, so that everything else goes on
 * meanwhile. It only reads, so the shop's file still has one writer.
 */
import { Worker } from 'node:worker_threads';
import type { SQL } from 'drizzle-orm';
import { SQLiteSyncDialect } from 'drizzle-orm/sqlite-core';
import { z } from 'zod';

/** What the worker is told once. */
export interface AwayReaderJob {
  /** The shop's file. */
  file: string;
  nativeBinding: string | undefined;
}

/** What the worker is asked: a statement that gives one number a row. */
export interface AwayQuestion {
  id: number;
  sql: string;
  params: unknown[];
}

const awayAnswer = z.object({
  id: z.number(),
  numbers: z.array(z.number()).optional(),
  error: z.string().optional(),
});
export type AwayAnswer = z.infer<typeof awayAnswer>;

/** Nobody asked for so long, in ms: the thread's memory is given back. */
const IDLE_MS = 30_000;

/** From source the worker is a .ts file beside this one; in the bundle a file beside the chunk. */
const WORKER_URL = new URL(
  import.meta.url.endsWith('.ts') ? './away-reader-worker.ts' : './away-reader-worker.js',
  import.meta.url,
);

interface Waiting {
  resolve(numbers: number[]): void;
  reject(error: Error): void;
}

export class AwayReader {
  readonly #job: AwayReaderJob;
  readonly #dialect = new SQLiteSyncDialect();
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  /** Of a thread that rests. */
  #ended: Promise<number> | undefined;
  #idle: NodeJS.Timeout | undefined;
  #asked = 0;
  #closed = false;

  constructor(job: AwayReaderJob) {
    this.#job = job;
  }

  /**
   * Reads what is committed now, after the questions asked before.
   * @param statement gives one number a row
   * @throws Error when the file cannot be read, or `close` came first
   */
  numbers(statement: SQL): Promise<number[]> {
    if (this.#closed) return Promise.reject(stopped());
    clearTimeout(this.#idle);
    const { sql, params } = this.#dialect.sqlToQuery(statement);
    const question: AwayQuestion = { id: ++this.#asked, sql, params };
    this.#worker ??= this.#start();
    this.#worker.postMessage(question);
    return new Promise((resolve, reject) => {
      this.#waiting.set(question.id, { resolve, reject });
    });
  }

  /** Ends a thread that has nothing to do; the next question starts another one. */
  rest(): void {
    if (this.#waiting.size > 0) return;
    this.#ended = this.#worker?.terminate();
    this.#worker = undefined;
  }

  /** Ends what is under way. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#idle);
    await this.#ended;
    await this.#worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(WORKER_URL, { workerData: this.#job });
    worker.on('message', (message) => this.#hear(awayAnswer.parse(message)));
    let reason = stopped();
    worker.on('error', (error) => {
      if (error instanceof Error) reason = error;
    });
    worker.once('exit', () => {
      // One that rests had nothing to answer.
      if (this.#worker !== worker) return;
      this.#worker = undefined;
      for (const { reject } of this.#waiting.values()) reject(reason);
      this.#waiting.clear();
    });
    return worker;
  }

  #hear({ id, numbers, error }: AwayAnswer): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (numbers) waiting?.resolve(numbers);
    else waiting?.reject(new Error(error));
    if (this.#waiting.size > 0) return;
    this.#idle = setTimeout(() => this.rest(), IDLE_MS).unref();
  }
}

function stopped(): Error {
  return new Error('the reading was stopped');
}
