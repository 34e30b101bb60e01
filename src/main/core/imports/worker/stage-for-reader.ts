/** The thread that stages what another one reads of a large file. */
import { RowUnpacker } from '../stage/packed-rows.ts';
import { OwnStage } from '../stage/row-stage.ts';
import type { StageJob } from './jobs.ts';
import { OUTCOME, type StagingMessage, type StagingOutcome, TAKEN } from './staging-thread.ts';

/** Batches of rows, of some 150 KB each, that go to the disk together. */
const PIECE = 24;

/** Stages until the end of the file, or until it cannot go on. */
export function stageForReader({ line, stagePath, nativeBinding }: StageJob): void {
  const { port } = line;
  const state = new Int32Array(line.state);
  const unpacker = new RowUnpacker(line.slots);
  let stage: OwnStage | undefined;
  let batches = 0;

  const end = (outcome: StagingOutcome) => {
    port.off('message', onMessage);
    stage?.close();
    port.postMessage(outcome);
    Atomics.store(state, OUTCOME, 1);
  };
  const take = (message: StagingMessage): void => {
    stage ??= new OwnStage(stagePath, nativeBinding);
    if (message.type === 'end') {
      stage.finish(message.headers, message.counts);
      end({ type: 'complete' });
      return;
    }
    for (const row of message.aside) stage.putAside(row);
    const sales = stage.sales(message.rules);
    if (!unpacker.rows(message.packed, (row, at) => sales.add(row, at)))
      end({ type: 'ticket full' });
    else if (++batches % PIECE === 0) stage.endPiece();
  };
  const onMessage = (message: StagingMessage) => {
    try {
      take(message);
    } catch (error) {
      end(failureOf(error));
    }
    Atomics.add(state, TAKEN, 1);
    Atomics.notify(state, TAKEN);
  };
  port.on('message', onMessage);
}

function failureOf(error: unknown): StagingOutcome {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return {
    type: 'failed',
    message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    code,
  };
}
