/** Many tickets in one call: short transactions, and a result for each ticket. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FieldProblem } from '../../../../shared/contract/base.ts';
import { type BatchResult, batchedId, saleInput } from '../../../../shared/schemas/sale.ts';
import type { AnswerNotes, Context } from '../../context.ts';
import type { Once } from '../../db/once.ts';
import type { WriteTx } from '../../db/write-tx.ts';
import { fieldProblems, STATUS, UserError } from '../../errors.ts';
import type { SalesService } from './sales.service.ts';

/** Tickets of one transaction: the window and other tills get their turn between two. */
const CHUNK = 250;

/** Stores tickets one by one, and answers what became of each, in their order. */
export type SalesBatch = (ctx: Context, sent: readonly unknown[]) => Promise<BatchResult[]>;

/** Batches of one file. */
export function createSalesBatch(once: Once, sales: SalesService): SalesBatch {
  return async function storeAll(ctx, sent) {
    const results: BatchResult[] = [];
    let replayed = true;
    for (let first = 0; first < sent.length; first += CHUNK) {
      if (first > 0) await nextTurn();
      const notes: AnswerNotes = {};
      const tickets = sent.slice(first, first + CHUNK).map(read);
      // A call that broke off in the middle goes on behind the chunks that were stored.
      const stored = storeChunk({ ...ctx, idempotency: ofChunk(ctx, first), notes }, tickets);
      results.push(...stored.map((result, index) => ({ index: first + index, ...result })));
      replayed &&= notes.replayed === true;
    }
    if (ctx.notes && replayed) ctx.notes.replayed = true;
    return results;
  };

  /**
   * A savepoint for each ticket costs as much as storing it, and most chunks are good. So only when
   * a ticket is refused, the chunk starts anew with savepoints.
   */
  function storeChunk(ctx: Context, tickets: readonly ReadTicket[]): Result[] {
    const storeWith = (storeTicket: (tx: WriteTx, ticket: ReadTicket) => Result) =>
      once(ctx, 'sales.batch', (tx) => tickets.map((ticket) => storeTicket(tx, ticket)));
    try {
      return storeWith((_tx, ticket) => store(ctx, ticket));
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return storeWith((tx, ticket) => storeOrSay(tx, ctx, ticket));
    }
  }

  function storeOrSay(tx: WriteTx, ctx: Context, ticket: ReadTicket): Result {
    try {
      return tx.attempt(() => store(ctx, ticket));
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return refused(STATUS[error.kind], externalIdOf(ticket.sent), error.problems);
    }
  }

  function store(ctx: Context, { sent, read }: ReadTicket): Result {
    if (!read.success) {
      const problems = fieldProblems(read.error.issues);
      return refused(STATUS.UNPROCESSABLE_CONTENT, externalIdOf(sent), problems);
    }
    const notes: AnswerNotes = {};
    const { id, external_id } = sales.enter({ ...ctx, notes }, read.data);
    return { status: notes.existing ? 200 : 201, id, external_id, errors: [] };
  }
}

type Result = Omit<BatchResult, 'index'>;

function read(sent: unknown) {
  return { sent, read: saleInput.safeParse(sent) };
}
type ReadTicket = ReturnType<typeof read>;

function refused(
  status: number,
  external_id: string | null,
  problems: readonly FieldProblem[],
): Result {
  return { status, id: null, external_id, errors: [...problems] };
}

/** A failing disk fails the whole call: nothing else could be stored either. */
function isRefusal(error: unknown): error is UserError {
  return error instanceof UserError && error.kind !== 'SERVICE_UNAVAILABLE';
}

function externalIdOf(sent: unknown): string | null {
  return batchedId.safeParse(sent).data?.external_id || null;
}

/** Each chunk is stored once under a key of its own; no key of a sender has a line break. */
function ofChunk({ idempotency }: Context, first: number): Context['idempotency'] {
  return idempotency && { ...idempotency, key: `${idempotency.key}\n${first}` };
}
