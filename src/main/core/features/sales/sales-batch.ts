/** Many tickets in one call: short transactions, and a result for each ticket. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type BatchResult, batchedId, saleInput } from '../../../../shared/schemas/sale.ts';
import type { AnswerNotes, Context } from '../../context.ts';
import type { Once } from '../../db/once.ts';
import type { WriteTx } from '../../db/write-tx.ts';
import { fieldProblems, STATUS, UserError } from '../../errors.ts';
import type { SalesService } from './sales.service.ts';

/** Tickets of one transaction: the window and other tills get their turn between two. */
const CHUNK = 250;

/** Stores tickets one by one, and answers what became of each, in their order. */
export type SalesBatch = (ctx: Context, tickets: readonly unknown[]) => Promise<BatchResult[]>;

/** Batches of one file. */
export function createSalesBatch(once: Once, sales: SalesService): SalesBatch {
  return async function storeAll(ctx, tickets) {
    const results: BatchResult[] = [];
    let replayed = true;
    for (let first = 0; first < tickets.length; first += CHUNK) {
      if (first > 0) await nextTurn();
      const notes: AnswerNotes = {};
      const chunk = tickets.slice(first, first + CHUNK);
      // A call that broke off in the middle goes on behind the chunks that were stored.
      results.push(
        ...once({ ...ctx, idempotency: ofChunk(ctx, first), notes }, 'sales.batch', (tx) =>
          chunk.map((ticket, index) => storeOne(tx, ctx, ticket, first + index)),
        ),
      );
      replayed &&= notes.replayed === true;
    }
    if (ctx.notes && replayed) ctx.notes.replayed = true;
    return results;
  };

  function storeOne(tx: WriteTx, ctx: Context, ticket: unknown, index: number): BatchResult {
    const read = saleInput.safeParse(ticket);
    if (!read.success) {
      return {
        index,
        status: STATUS.UNPROCESSABLE_CONTENT,
        id: null,
        external_id: batchedId.safeParse(ticket).data?.external_id ?? null,
        errors: fieldProblems(read.error.issues),
      };
    }
    const external_id = read.data.external_id || null;
    const notes: AnswerNotes = {};
    try {
      const { id } = tx.attempt(() => sales.enter({ ...ctx, notes }, read.data));
      return { index, status: notes.existing ? 200 : 201, id, external_id, errors: [] };
    } catch (error) {
      // A failing disk fails the whole call: nothing else could be stored either.
      if (!(error instanceof UserError) || error.kind === 'SERVICE_UNAVAILABLE') throw error;
      const { kind, problems } = error;
      return { index, status: STATUS[kind], id: null, external_id, errors: [...problems] };
    }
  }
}

/** Each chunk is stored once under a key of its own; no key of a sender has a line break. */
function ofChunk({ idempotency }: Context, first: number): Context['idempotency'] {
  return idempotency && { ...idempotency, key: `${idempotency.key}\n${first}` };
}
