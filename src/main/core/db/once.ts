/**
 * A call that may arrive again (the answer got lost, the power went) is done once. Its first answer
 * is stored in the transaction of its writes: either both are there or neither is.
 */
import type { Context } from '../context.ts';
import { usedKey } from '../errors.ts';
import type { Database } from './connection.ts';
import type { Write, WriteTx } from './write-tx.ts';

/** An answer is given again for at least this long, in ms. */
const KEPT_MS = 48 * 3_600_000;
/** Expired answers removed with each new one: more than one, so that they get fewer. */
const SWEPT_AT_ONCE = 4;
/** So many are kept whatever their age: a clock that jumps makes what was sent a minute ago look old. */
const KEPT_ANYWAY = 2_000;

/**
 * Runs `work` in one write. When the sender gave a key, the same call gets its first answer again.
 * @param call as in the contract, such as "sales.create"
 * @param work what the call does; its answer must be what JSON can hold. A refusal is not stored:
 *   nothing was done, so the corrected call may use the key
 * @throws UserError CONFLICT when the key was used for another request
 */
export type Once = <Answer>(ctx: Context, call: string, work: (tx: WriteTx) => Answer) => Answer;

interface StoredCall {
  fingerprint: string;
  call: string;
  answer: string;
}

/** The calls of one file. */
export function createOnce({ sqlite }: Database, write: Write): Once {
  const find = sqlite.prepare<[string, string], StoredCall>(
    'SELECT fingerprint, call, answer FROM idempotency_key WHERE owner = ? AND key = ?',
  );
  const add = sqlite.prepare(
    'INSERT INTO idempotency_key (owner, key, fingerprint, call, answer, created_at) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const sweep = sqlite.prepare(
    `DELETE FROM idempotency_key WHERE id IN
       (SELECT id FROM (SELECT id, created_at FROM idempotency_key ORDER BY id LIMIT ${SWEPT_AT_ONCE})
         WHERE created_at < ? AND id <= (SELECT max(id) FROM idempotency_key) - ${KEPT_ANYWAY})`,
  );

  return function once<Answer>(ctx: Context, call: string, work: (tx: WriteTx) => Answer): Answer {
    const { idempotency } = ctx;
    if (!idempotency) return write(ctx, work);
    const owner = ownerOf(ctx);
    return write<Answer>(ctx, (tx) => {
      const stored = find.get(owner, idempotency.key);
      if (stored) {
        if (stored.fingerprint !== idempotency.fingerprint || stored.call !== call) throw usedKey();
        const { answer, notes } = JSON.parse(stored.answer);
        if (ctx.notes) Object.assign(ctx.notes, notes, { replayed: true });
        // What `work` answered then; the contract checks it on its way out like any answer.
        return answer;
      }
      const answer = work(tx);
      add.run(
        owner,
        idempotency.key,
        idempotency.fingerprint,
        call,
        JSON.stringify({ answer, notes: ctx.notes }),
        ctx.now,
      );
      sweep.run(ctx.now - KEPT_MS);
      return answer;
    });
  };
}

/** Keys of one sender mean nothing to another. */
function ownerOf({ actor, tokenId }: Context): string {
  return tokenId === undefined ? actor.kind : `token:${tokenId}`;
}
