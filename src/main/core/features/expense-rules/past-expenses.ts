/** Looks through the expenses that are there already for those that the rules would place. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type CategoryRule,
  categoryByRules,
  isVagueCategory,
} from '../../../../shared/lib/expense-rules.ts';
import type { RuleReach } from '../../../../shared/schemas/expense-rule.ts';
import type { Database } from '../../db/connection.ts';

/** An expense whose category the rules would change. */
export interface PlacedExpense {
  id: number;
  business_date: string;
  description: string;
  amount_minor: number;
  /** Of today; null without one. */
  from: string | null;
  to: string;
}

export interface PastExpenses {
  /**
   * The newest first. Rests between pieces, so that nobody waits for a long list.
   * @param reach which categories of today give way
   */
  placed(rules: readonly CategoryRule[], reach: RuleReach): Promise<PlacedExpense[]>;
  /** Where an expense came from; undefined when there is none. */
  origin(
    id: number,
  ): { imported: boolean; description: string; category: string | null } | undefined;
}

const AT_ONCE = 250;

type Row = Omit<PlacedExpense, 'to'>;

/** The expenses of one file. */
export function createPastExpenses({ sqlite }: Database): PastExpenses {
  const page = sqlite.prepare<[number, number], Row>(
    `SELECT e.id, e.business_date, e.description, e.amount_minor, c.name AS "from"
     FROM expense e LEFT JOIN category c ON c.id = e.category_id
     WHERE e.id < ? AND e.deleted_at IS NULL ORDER BY e.id DESC LIMIT ?`,
  );
  const origin = sqlite.prepare<
    [number],
    { imported: number; description: string; category: string | null }
  >(
    `SELECT e.import_batch_id IS NOT NULL AS imported, e.description, c.name AS category
     FROM expense e LEFT JOIN category c ON c.id = e.category_id
     WHERE e.id = ? AND e.deleted_at IS NULL`,
  );
  return {
    async placed(rules, reach) {
      const found: PlacedExpense[] = [];
      for (let before = Number.MAX_SAFE_INTEGER; ; ) {
        const rows = page.all(before, AT_ONCE);
        for (const row of rows) {
          before = row.id;
          if (row.from !== null && (reach === 'uncategorized' || !isVagueCategory(row.from)))
            continue;
          const to = categoryByRules(row.description, rules);
          if (to !== undefined && to !== row.from) found.push({ ...row, to });
        }
        if (rows.length < AT_ONCE) return found;
        await nextTurn();
      }
    },
    origin(id) {
      const row = origin.get(id);
      return row && { ...row, imported: row.imported === 1 };
    },
  };
}
