/** Many tickets in one call: short transactions, and a result for each ticket. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FieldProblem } from '../../../../shared/contract/base.ts';
import { knownFields, unknownFields } from '../../../../shared/schemas/known-fields.ts';
import { sale } from '../../../../shared/schemas/sale.ts';
import { type BatchResult, batchedId, saleInput } from '../../../../shared/schemas/sale-input.ts';
import type { AnswerNotes, Context } from '../../context.ts';
import type { Once } from '../../db/once.ts';
import type { WriteTx } from '../../db/write-tx.ts';
import { fieldProblems, STATUS, UserError } from '../../errors.ts';
import type { SalesService } from './sales.service.ts';

/**
 * So long, in ms, tickets are added to one transaction: the window and other tills get their turn
 * between two. The sums of its tickets and its commit come on top, about half of that again.
 */
const CHUNK_MS = 20;

const KNOWN = knownFields(saleInput, sale);

/** Stores tickets one by one, and answers what became of each, in their order. */
export type SalesBatch = (ctx: Context, sent: readonly unknown[]) => Promise<BatchResult[]>;

/** Batches of one file. */
export function createSalesBatch(once: Once, sales: SalesService): SalesBatch {
  return async function storeAll(ctx, sent) {
    const results: BatchResult[] = [];
    let replayed = true;
    while (results.length < sent.length) {
      const first = results.length;
      if (first > 0) await nextTurn();
      const notes: AnswerNotes = {};
      // A call that broke off in the middle goes on behind the chunks that were stored.
      const own = { ...ctx, idempotency: ofChunk(ctx, first), notes };
      const stored = afterOthers(results, sent.length, () => storeChunk(own, sent, first));
      results.push(...stored.map((result, index) => ({ index: first + index, ...result })));
      replayed &&= notes.replayed === true;
    }
    if (ctx.notes && replayed) ctx.notes.replayed = true;
    return results;
  };

  /**
   * Stores as many tickets from the first on as one transaction may take, at least one. A savepoint
   * for each costs as much as storing it, and most chunks are good. So only when a ticket is refused,
   * the chunk starts anew with savepoints.
   */
  function storeChunk(ctx: Context, sent: readonly unknown[], first: number): Result[] {
    const tickets: ReadTicket[] = [];
    const storeWith = (storeTicket: (tx: WriteTx, ticket: ReadTicket) => Result) =>
      once(ctx, 'sales.batch', (tx) => {
        const until = performance.now() + CHUNK_MS;
        const results: Result[] = [];
        do {
          const place = results.length;
          const ticket = tickets[place] ?? read(sent[first + place]);
          tickets[place] = ticket;
          results.push(storeTicket(tx, ticket));
        } while (first + results.length < sent.length && performance.now() < until);
        return results;
      });
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

  function store(ctx: Context, { sent, unknown, read }: ReadTicket): Result {
    if (unknown.length > 0)
      return refused(STATUS.UNPROCESSABLE_CONTENT, externalIdOf(sent), unknown);
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

/** As a ticket that is sent alone: a name that nobody knows is told first. */
function read(sent: unknown) {
  const unknown = KNOWN ? unknownFields(KNOWN, sent) : [];
  return { sent, unknown, read: saleInput.safeParse(sent) };
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

/**
 * @param handled what became of the tickets before
 * @throws UserError that says what is stored and what was refused, where a failing disk breaks off in
 * the middle: a till that goes on from there would lose the refused ones
 */
function afterOthers<Value>(
  handled: readonly BatchResult[],
  all: number,
  storeNext: () => Value,
): Value {
  try {
    return storeNext();
  } catch (error) {
    if (handled.length === 0 || !(error instanceof UserError)) throw error;
    const bad = handled.filter(({ errors }) => errors.length > 0);
    const reason = `Of the first ${handled.length} of ${all} tickets ${handled.length - bad.length} are stored and ${bad.length || 'none'} refused. Of those after them: ${error.message} With the same Idempotency-Key or external ids no ticket is stored twice.`;
    throw new UserError(error.kind, reason, [
      ...bad.flatMap(({ index, errors }) =>
        errors.map((problem) => ({
          field: ['sales', index, problem.field].filter((part) => part !== '').join('.'),
          reason: problem.reason,
        })),
      ),
      { field: `sales.${handled.length}`, reason: error.message },
    ]);
  }
}

function externalIdOf(sent: unknown): string | null {
  return batchedId.safeParse(sent).data?.external_id || null;
}

/** Each chunk is stored once under a key of its own; no key of a sender has a line break. */
function ofChunk({ idempotency }: Context, first: number): Context['idempotency'] {
  return idempotency && { ...idempotency, key: `${idempotency.key}\n${first}` };
}
