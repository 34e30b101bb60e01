/** Rules that give expenses their category: kept in an order, and learnt from what the owner corrects. */
import { EventType } from '../../../../shared/events/catalogue.ts';
import {
  type CategoryRule,
  categoryByRules,
  merchantText,
} from '../../../../shared/lib/expense-rules.ts';
import { cleanName, nameKey } from '../../../../shared/lib/text.ts';
import type {
  ExpenseRuleInput,
  ExpenseRulePatch,
} from '../../../../shared/schemas/expense-rule.ts';
import type { Context } from '../../context.ts';
import type { Write, WriteTx } from '../../db/write-tx.ts';
import { conflict, invalid } from '../../errors.ts';
import { BaseService } from '../base-service.ts';
import type { ExpenseRuleDraft, ExpenseRuleEntity } from './expense-rule.entity.ts';
import type { ExpenseRulesRepo } from './expense-rules.repo.ts';

export class ExpenseRulesService extends BaseService<ExpenseRuleEntity, ExpenseRuleDraft> {
  readonly #write: Write;
  readonly #repo: ExpenseRulesRepo;

  constructor(write: Write, repo: ExpenseRulesRepo) {
    super(write, repo, {
      entity: 'expense_rule',
      created: EventType.EXPENSE_RULE_CREATED,
      updated: EventType.EXPENSE_RULE_UPDATED,
      deleted: EventType.EXPENSE_RULE_DELETED,
      restored: EventType.EXPENSE_RULE_RESTORED,
    });
    this.#write = write;
    this.#repo = repo;
  }

  list(): ExpenseRuleEntity[] {
    return this.#repo.list();
  }

  /** The rules as they are compared. Plain data: it goes to a worker thread. */
  rules(): CategoryRule[] {
    return this.#repo.list().map(({ text, category }) => ({ textKey: nameKey(text), category }));
  }

  /** @throws UserError when there is a rule for that text */
  enter(ctx: Context, { text, category }: ExpenseRuleInput): ExpenseRuleEntity {
    return this.create(ctx, { text: cleanName(text), category: cleanName(category) });
  }

  /** Changes what is given. */
  change(ctx: Context, id: number, { text, category }: ExpenseRulePatch): ExpenseRuleEntity {
    return this.update(ctx, id, (current) => ({
      text: text === undefined ? current.text : cleanName(text),
      category: category === undefined ? current.category : cleanName(category),
    }));
  }

  /** @throws UserError unless every rule is named once */
  reorder(ctx: Context, ids: readonly number[]): ExpenseRuleEntity[] {
    return this.#write<ExpenseRuleEntity[]>(ctx, (tx) => {
      const before = this.#repo.list();
      const known = new Set(before.map(({ id }) => id));
      if (ids.length !== known.size || new Set([...ids, ...known]).size !== known.size)
        throw invalid(
          'ids',
          `Name every rule once. The rules now are ${[...known].join(', ') || 'none'}.`,
        );
      if (before.every(({ id }, index) => id === ids[index])) return before;
      for (const [index, id] of ids.entries()) this.#repo.setPosition(tx, id, index + 1);
      const after = this.#repo.list();
      tx.emit({
        type: EventType.EXPENSE_RULES_REORDERED,
        entity: 'expense_rule',
        entityId: 'all',
        before: { order: before.map(({ text }) => text) },
        after: { order: after.map(({ text }) => text) },
      });
      return after;
    });
  }

  /**
   * The rule that an expense suggests, whose category the owner has just set.
   * @returns undefined when the rules say so already, or its description names nobody
   */
  suggestFor(description: string, category: string): ExpenseRuleDraft | undefined {
    const known = categoryByRules(description, this.rules());
    if (known !== undefined && nameKey(known) === nameKey(category)) return undefined;
    const text = merchantText(description);
    return text === undefined || this.#repo.findByText(text) ? undefined : { text, category };
  }

  override restore(ctx: Context, id: number): ExpenseRuleEntity {
    return this.#write<ExpenseRuleEntity>(ctx, () => {
      const entity = this.#repo.find(id);
      if (entity && entity.deleted_at !== null) this.#checkText(entity.text, id);
      return super.restore(ctx, id);
    });
  }

  protected override check(
    _tx: WriteTx,
    { text }: ExpenseRuleDraft,
    current: ExpenseRuleEntity | undefined,
  ): void {
    this.#checkText(text, current?.id);
  }

  #checkText(text: string, id: number | undefined): void {
    const holder = this.#repo.findByText(text);
    if (holder && holder.id !== id)
      throw conflict(
        'text',
        `There is a rule for "${holder.text}" already; it says ${holder.category}. Change that one.`,
      );
  }
}
