/**
 * The rules applied to what is there already: short transactions, so that nobody waits; one event at
 * the end; one way back, also when it was cancelled or interrupted in the middle.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { EventType } from '../../../../shared/events/catalogue.ts';
import type { CategoryRule } from '../../../../shared/lib/expense-rules.ts';
import type { RuleReach } from '../../../../shared/schemas/expense-rule.ts';
import type { Context } from '../../context.ts';
import type { Database } from '../../db/connection.ts';
import type { Write, WriteTx } from '../../db/write-tx.ts';
import { conflict, notFound } from '../../errors.ts';
import { writeRelaxed } from '../../imports/index.ts';
import { written } from '../base-service.ts';
import type { PastExpenses, PlacedExpense } from './past-expenses.ts';
import type { RuleChanges } from './rule-changes.ts';
import type { RuleRunEntity } from './rule-run.entity.ts';

/** Expenses that one transaction changes: about 5 ms of work. */
const PIECE = 200;

type Once = <Answer>(work: () => Answer) => Promise<Answer>;

interface Live {
  id: number;
  /** Expenses that are handled, of all. */
  done: number;
  total: number;
  stop: AbortController;
  over: Promise<void>;
}

export interface RuleRunsOptions {
  database: Database;
  write: Write;
  changes: RuleChanges;
  past: PastExpenses;
  rules: () => readonly CategoryRule[];
}

export class RuleRuns {
  readonly #options: RuleRunsOptions;
  #live: Live | undefined;
  #closed = false;

  constructor(options: RuleRunsOptions) {
    this.#options = options;
  }

  /**
   * Gives expenses the category that the rules say; those changed in the meantime are left alone.
   * @param once begins the run, or tells the one that the same call began before
   * @throws UserError CONFLICT when there is nothing to change, or another run is not finished
   */
  async apply(ctx: Context, reach: RuleReach, once: Once): Promise<RuleRunEntity> {
    const placed = await this.#placed(reach);
    const id = await once(() => this.#begin(ctx, reach, placed.length));
    if (this.#live?.id === id) await this.#live.over;
    else if (this.get(id).state === 'applying') await this.#applyNow(ctx, id, placed);
    return this.#applied(id);
  }

  /** Goes on with a run that was interrupted. @throws UserError when it was not */
  async finish(ctx: Context, id: number): Promise<RuleRunEntity> {
    const placed = await this.#placed(this.get(id).reach);
    // Looked at only now: meanwhile it may have been taken back, or finished by another call.
    if (this.get(id).state !== 'applying' || this.isLive(id))
      throw conflict('id', 'Only an interrupted run of the rules can go on.');
    await this.#applyNow(ctx, id, placed);
    return this.#applied(id);
  }

  /** Stops a run and takes back what it did so far. @throws UserError when it is over */
  async cancel(ctx: Context, id: number): Promise<RuleRunEntity> {
    if (this.get(id).state !== 'applying')
      throw conflict('id', 'This is over already. Take it back instead.');
    this.#turn(ctx, id, 'cancelling');
    const running = this.#live;
    running?.stop.abort();
    await running?.over;
    await this.#takeBackNow(ctx, id);
    return this.get(id);
  }

  /**
   * Takes a run back, also one that was interrupted. Expenses whose category was changed since keep it.
   * @throws UserError when there is no such run, it is taken back already, or it goes on right now
   */
  async undo(ctx: Context, id: number, once: Once): Promise<RuleRunEntity> {
    await once(() => this.#beginUndo(ctx, id));
    if (this.#live?.id === id) await this.#live.over;
    else if (isBeingTakenBack(this.get(id))) await this.#takeBackNow(ctx, id);
    return this.get(id);
  }

  /** @throws UserError NOT_FOUND */
  get(id: number): RuleRunEntity {
    const run = this.#options.changes.find(id);
    if (!run) throw notFound('run of the rules', id);
    return run;
  }

  /** The one that is under way, or was interrupted; undefined when there is none. */
  unfinished(): RuleRunEntity | undefined {
    return this.#options.changes.unfinished();
  }

  isLive(id: number): boolean {
    return this.#live?.id === id;
  }

  /** How far a run is, 0–1. */
  progress({ id, state, expenses, restored }: RuleRunEntity): number {
    const live = this.#live;
    if (live?.id === id) return live.total === 0 ? 0 : Math.min(1, live.done / live.total);
    if (state === 'done' || state === 'undone' || state === 'cancelled') return 1;
    return state === 'applying' || expenses === 0 ? 0 : restored / expenses;
  }

  /** Stops what goes on and leaves it for the next start. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#live?.stop.abort();
    await this.#live?.over;
  }

  #begin(ctx: Context, reach: RuleReach, expenses: number): number {
    const { write, changes } = this.#options;
    return write<number>(ctx, (tx) => {
      this.#refuseAnother();
      if (expenses === 0) throw nothingToChange();
      return changes.begin(tx, reach).id;
    });
  }

  #beginUndo(ctx: Context, id: number): number {
    const { state } = this.get(id);
    if (state === 'undone' || state === 'cancelled')
      throw conflict('id', 'This is taken back already.');
    if (this.isLive(id))
      throw conflict('id', 'The rules are still being applied. Cancel that instead.');
    if (state === 'done') {
      this.#refuseAnother();
      this.#turn(ctx, id, 'undoing');
    } else if (state === 'applying') this.#turn(ctx, id, 'cancelling');
    return id;
  }

  /** Two at a time would give one expense two categories. */
  #refuseAnother(): void {
    const other = this.unfinished();
    if (!other) return;
    throw conflict(
      'id',
      this.isLive(other.id)
        ? 'The rules are being applied or taken back right now. Wait until that is over.'
        : 'Applying the rules was interrupted before. Finish that first, or take it back.',
    );
  }

  #turn(ctx: Context, id: number, state: 'cancelling' | 'undoing'): void {
    const { write, changes } = this.#options;
    write<void>(ctx, (tx) => changes.setState(tx, id, state));
  }

  async #placed(reach: RuleReach): Promise<PlacedExpense[]> {
    return await this.#options.past.placed(this.#options.rules(), reach);
  }

  /** The answer of a call that applied the rules: the same whenever it is asked for. */
  #applied(id: number): RuleRunEntity {
    const run = this.#options.changes.find(id);
    if (!run) throw nothingToChange();
    if (run.state === 'cancelling' || run.state === 'cancelled')
      throw conflict('id', 'This was cancelled. Nothing of it stayed.');
    if (run.state === 'applying')
      throw conflict('id', 'Tillwise was closed in the middle. At its next start it can go on.');
    return { ...run, state: 'done', undone_at: null };
  }

  async #applyNow(ctx: Context, id: number, placed: readonly PlacedExpense[]): Promise<void> {
    const { write, changes } = this.#options;
    await this.#run(id, placed.length, async (live) => {
      for (; live.done < live.total && !live.stop.signal.aborted; await nextTurn()) {
        const piece = placed.slice(live.done, live.done + PIECE);
        this.#writePiece(ctx, (tx) => changes.place(tx, id, piece));
        live.done += piece.length;
      }
      if (live.stop.signal.aborted) return;
      write<void>(ctx, (tx) => {
        const run = written(changes.find(id));
        if (run.expenses === 0) {
          changes.forget(tx, id);
          return;
        }
        changes.setState(tx, id, 'done');
        announce(tx, run, EventType.EXPENSE_RULES_APPLIED, run.expenses);
      });
    });
  }

  async #takeBackNow(ctx: Context, id: number): Promise<void> {
    const { changes } = this.#options;
    await this.#run(id, this.get(id).expenses, async (live) => {
      for (let more = true; more && !live.stop.signal.aborted; await nextTurn()) {
        more = this.#writePiece(ctx, (tx) => {
          const follow = changes.takeBack(tx, id, PIECE);
          if (!follow) this.#endTakingBack(tx, id);
          return follow;
        });
        live.done += PIECE;
      }
    });
  }

  /** A power cut may cost the last pieces, never half of one: the run then goes on from before them. */
  #writePiece<Value>(ctx: Context, work: (tx: WriteTx) => Value): Value {
    const { database, write } = this.#options;
    return writeRelaxed(database, write, ctx, work);
  }

  #endTakingBack(tx: WriteTx, id: number): void {
    const { changes } = this.#options;
    const run = written(changes.find(id));
    changes.close(tx, id, run.state === 'undoing' ? 'undone' : 'cancelled');
    if (run.expenses > 0) announce(tx, run, EventType.EXPENSE_RULES_UNDONE, run.restored);
  }

  /** One at a time; whoever closes the shop waits for the piece that is being written. */
  async #run(id: number, total: number, work: (live: Live) => Promise<void>): Promise<void> {
    if (this.#closed) return;
    const live: Live = {
      id,
      done: 0,
      total,
      stop: new AbortController(),
      over: Promise.resolve(),
    };
    const working = work(live).finally(() => {
      if (this.#live === live) this.#live = undefined;
    });
    live.over = working.catch(() => undefined);
    this.#live = live;
    await working;
  }
}

function isBeingTakenBack({ state }: RuleRunEntity): boolean {
  return state === 'undoing' || state === 'cancelling';
}

/** The event log keeps what a run came to, and not how it went on. */
function announce(
  tx: WriteTx,
  run: RuleRunEntity,
  type: typeof EventType.EXPENSE_RULES_APPLIED | typeof EventType.EXPENSE_RULES_UNDONE,
  expenses: number,
): void {
  const { id, applied_at } = run;
  const undone_at = type === EventType.EXPENSE_RULES_UNDONE ? tx.ctx.now : null;
  tx.emit({
    type,
    entity: 'expense_rule',
    entityId: `run-${id}`,
    before: undone_at === null ? null : { id, expenses: run.expenses, applied_at, undone_at: null },
    after: { id, expenses, applied_at, undone_at },
  });
}

function nothingToChange() {
  return conflict('reach', 'The rules change none of the expenses that are there already.');
}
