import type { ExpenseRule, RuleRun } from '../../../../shared/schemas/expense-rule.ts';
import { conflict } from '../../errors.ts';
import type { RouterBase } from '../../router-base.ts';
import type { SettingsService } from '../settings/index.ts';
import type { ExpenseRuleEntity } from './expense-rule.entity.ts';
import type { ExpenseRulesService } from './expense-rules.service.ts';
import type { PastExpenses } from './past-expenses.ts';
import type { RuleRunEntity } from './rule-run.entity.ts';
import type { RuleRuns } from './rule-runs.ts';

/** So many of the expenses that would change are shown. */
const EXAMPLES = 20;

/** Calls of expense-rules.contract.ts. */
export function expenseRulesRouter(
  os: RouterBase,
  rules: ExpenseRulesService,
  runs: RuleRuns,
  past: PastExpenses,
  settings: SettingsService,
) {
  const at = (time: number) => new Date(time).toISOString();
  const present = ({ id, text, category, ...entity }: ExpenseRuleEntity): ExpenseRule => ({
    id,
    text,
    category,
    created_at: at(entity.created_at),
    updated_at: at(entity.updated_at),
    version: entity.version,
  });
  const presentRun = (run: RuleRunEntity): RuleRun => ({
    id: run.id,
    expenses: run.expenses,
    applied_at: at(run.applied_at),
    undone_at: run.undone_at === null ? null : at(run.undone_at),
    state: shownState(run, runs.isLive(run.id)),
    progress: runs.progress(run),
  });

  return {
    list: os.expenseRules.list.handler(() => rules.list().map(present)),
    create: os.expenseRules.create.handler(({ input, context }) =>
      context.once(() => present(rules.enter(context.ctx, input))),
    ),
    matches: os.expenseRules.matches.handler(async ({ input }) => {
      const placed = await past.placed(rules.rules(), input.reach);
      return {
        expenses: placed.length,
        examples: placed.slice(0, EXAMPLES).map((expense) => ({
          id: expense.id,
          date: expense.business_date,
          description: expense.description,
          amount: settings.money().toMajor(expense.amount_minor),
          from: expense.from,
          to: expense.to,
        })),
      };
    }),
    update: os.expenseRules.update.handler(({ input: { id, ...patch }, context }) =>
      present(rules.change(context.ctx, id, patch)),
    ),
    remove: os.expenseRules.remove.handler(({ input, context }) => {
      const removed = rules.remove(context.ctx, input.id);
      return { success: true as const, message: `Deleted the rule for "${removed.text}".` };
    }),
    restore: os.expenseRules.restore.handler(({ input, context }) =>
      context.once(() => present(rules.restore(context.ctx, input.id))),
    ),
    reorder: os.expenseRules.reorder.handler(({ input, context }) =>
      context.once(() => rules.reorder(context.ctx, input.ids).map(present)),
    ),
    apply: os.expenseRules.apply.handler(async ({ input, context }) =>
      presentRun(await runs.apply(context.ctx, input.reach, context.once)),
    ),
    cancel: os.expenseRules.cancel.handler(async ({ input, context }) =>
      presentRun(await runs.cancel(context.ctx, input.id)),
    ),
    unfinishedRun: os.expenseRules.unfinishedRun.handler(() => {
      const run = runs.unfinished();
      return run === undefined ? null : presentRun(run);
    }),
    finish: os.expenseRules.finish.handler(async ({ input, context }) =>
      presentRun(await runs.finish(context.ctx, input.id)),
    ),
    undo: os.expenseRules.undo.handler(async ({ input, context }) => {
      const run = await runs.undo(context.ctx, input.id, context.once);
      if (run.undone_at === null)
        throw conflict('id', 'Tillwise was closed in the middle. At its next start it can go on.');
      const { restored } = run;
      const kept = run.expenses - restored;
      const stay =
        kept === 0 ? '' : ` ${kept} changed since then ${kept === 1 ? 'stays' : 'stay'} as now.`;
      return {
        success: true as const,
        message: `${restored} ${restored === 1 ? 'expense has' : 'expenses have'} the former category again.${stay}`,
      };
    }),
    suggest: os.expenseRules.suggest.handler(({ input }) => {
      const expense = past.origin(input.expense_id);
      if (!expense?.imported || expense.category === null) return null;
      return rules.suggestFor(expense.description, expense.category) ?? null;
    }),
  };
}

/** As others see it: whether it goes on right now is not stored. */
function shownState({ state }: RuleRunEntity, live: boolean): RuleRun['state'] {
  switch (state) {
    case 'applying':
      return live ? 'applying' : 'interrupted';
    case 'cancelling':
    case 'undoing':
      return live ? 'taking_back' : 'half_taken_back';
    case 'done':
      return 'done';
    case 'cancelled':
    case 'undone':
      return 'taken_back';
  }
}
