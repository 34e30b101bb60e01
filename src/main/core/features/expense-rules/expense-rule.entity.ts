import type { StoredRecord } from '../base-service.ts';

/** What a rule shall be. */
export interface ExpenseRuleDraft {
  text: string;
  category: string;
}

/** A rule as stored; times in UTC ms. */
export interface ExpenseRuleEntity extends StoredRecord, ExpenseRuleDraft {
  /** Rules are tried from the lowest on. */
  position: number;
  created_at: number;
  updated_at: number;
}
