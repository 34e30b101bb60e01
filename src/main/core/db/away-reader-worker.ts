/** Entry of the worker thread that reads what takes long. */
import { parentPort, workerData } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';
import type { AwayAnswer, AwayQuestion, AwayReaderJob } from './away-reader.ts';

// Started only by away-reader.ts, which types what it passes.
const { file, nativeBinding }: AwayReaderJob = workerData;

const sqlite = new Sqlite(file, {
  readonly: true,
  ...(nativeBinding ? { nativeBinding } : {}),
});
sqlite.pragma('cache_size = -32768');

function answer({ id, sql, params }: AwayQuestion): AwayAnswer {
  try {
    const numbers = sqlite
      .prepare<unknown[], number>(sql)
      .pluck()
      .all(...params);
    return { id, numbers };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.on('message', (question: AwayQuestion) => parentPort?.postMessage(answer(question)));
