import type { RuleReach } from '../../../../shared/schemas/expense-rule.ts';

/** Where a run stands. Those that end in -ing go on in pieces, and may be interrupted. */
export type RuleRunState = 'applying' | 'done' | 'cancelling' | 'cancelled' | 'undoing' | 'undone';

/** One time that the rules were applied to expenses that were there already; times in UTC ms. */
export interface RuleRunEntity {
  id: number;
  /** Whose category was changed so far. */
  expenses: number;
  applied_at: number;
  undone_at: number | null;
  state: RuleRunState;
  reach: RuleReach;
  /** Of the expenses: those that have their former category again. */
  restored: number;
  /** Changes up to this expense are taken back, or were left alone. */
  undone_to: number;
}
