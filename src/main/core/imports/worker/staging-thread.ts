/**
 * Staging a large file takes two threads: one reads and understands its rows, the other groups and
 * stages them. This is the first one's end; stage-for-reader.ts is the other's.
 */
import { MessageChannel, type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import { makeSlots, type PackedRows, RowPacker, type Slots } from '../stage/packed-rows.ts';
import type {
  FinishedCounts,
  RowStage,
  SalesRules,
  TakesSales,
  UnstagedRow,
} from '../stage/row-stage.ts';

/** What joins the two threads; each has one of the two ports. */
export interface StagingLine {
  port: MessagePort;
  /** Two whole numbers that both threads see: see TAKEN and OUTCOME. */
  state: SharedArrayBuffer;
  slots: Slots;
}

/** A line, and the end of it that the stager gets. */
export function stagingLine(): { reader: StagingLine; stager: StagingLine } {
  const { port1, port2 } = new MessageChannel();
  const state = new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT);
  const slots = makeSlots();
  return { reader: { port: port1, state, slots }, stager: { port: port2, state, slots } };
}

/** Batches that were staged. */
export const TAKEN = 0;
/** 0 while it goes on; then what became of it is in a message. */
export const OUTCOME = 1;

/** From the reader. The rows put aside were read among the packed ones; their order does not matter. */
export type StagingMessage =
  | { type: 'rows'; packed: PackedRows; rules: SalesRules; aside: UnstagedRow[] }
  | { type: 'end'; headers: readonly string[]; counts: FinishedCounts };

/** What became of it. */
export type StagingOutcome =
  | { type: 'complete' }
  | { type: 'ticket full' }
  | { type: 'failed'; message: string; code: string };

const ASIDE_AT_ONCE = 200;
/** The other thread's news wake this one; should it end without any, the main thread ends this one, too. */
const LOOK_AGAIN_MS = 200;

/** A ticket has more lines than any has; which row is too many only a reader that stages itself can say. */
export class TicketFull extends Error {
  override readonly name = 'TicketFull';
}

/** The other thread could not write. */
class StagingFailed extends Error {
  override readonly name = 'StagingFailed';
  readonly code: string;

  constructor(message: string, code: string) {
    super(message);
    this.code = code;
  }
}

/** A stage that another thread writes. */
export class DistantStage implements RowStage {
  readonly #port: MessagePort;
  readonly #state: Int32Array;
  readonly #packer: RowPacker;
  readonly #slots: number;
  #rules: SalesRules = { taxIncluded: false, packed: false };
  #aside: UnstagedRow[] = [];
  #sent = 0;

  constructor({ port, state, slots }: StagingLine) {
    this.#port = port;
    this.#state = new Int32Array(state);
    this.#packer = new RowPacker(slots);
    this.#slots = slots.length;
  }

  sales(rules: SalesRules): TakesSales {
    this.#rules = rules;
    return {
      add: (row, line) => {
        if (this.#packer.add(row, line)) this.#send();
        return true;
      },
    };
  }

  putAside(row: UnstagedRow): void {
    this.#aside.push(row);
    if (this.#aside.length === ASIDE_AT_ONCE) this.#send();
  }

  /** @throws TicketFull; StagingFailed */
  finish(headers: readonly string[], counts: FinishedCounts): void {
    this.#send();
    this.#post({ type: 'end', headers, counts });
    this.#waitUntil(() => this.#outcome() !== 0);
    this.#throwIfOver();
  }

  close(): void {
    this.#port.close();
  }

  #send(): void {
    this.#post({
      type: 'rows',
      packed: this.#packer.take(),
      rules: this.#rules,
      aside: this.#aside,
    });
    this.#aside = [];
    this.#sent++;
    // Until the slot that is filled next was read.
    this.#waitUntil(() => this.#outcome() !== 0 || this.#sent - this.#taken() < this.#slots);
    this.#throwIfOver();
  }

  #post(message: StagingMessage): void {
    this.#port.postMessage(message);
  }

  #throwIfOver(): void {
    if (this.#outcome() === 0) return;
    // Nobody but stage-for-reader.ts holds the other end, and it types what it sends.
    const outcome: StagingOutcome | undefined = receiveMessageOnPort(this.#port)?.message;
    if (outcome?.type === 'ticket full') throw new TicketFull();
    if (outcome?.type === 'failed') throw new StagingFailed(outcome.message, outcome.code);
  }

  #waitUntil(isSo: () => boolean): void {
    for (;;) {
      const taken = this.#taken();
      if (isSo()) return;
      Atomics.wait(this.#state, TAKEN, taken, LOOK_AGAIN_MS);
    }
  }

  #taken(): number {
    return Atomics.load(this.#state, TAKEN);
  }

  #outcome(): number {
    return Atomics.load(this.#state, OUTCOME);
  }
}
