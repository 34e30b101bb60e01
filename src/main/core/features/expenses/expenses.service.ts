import { EventType } from '../../../../shared/events/catalogue.ts';
import { cleanName } from '../../../../shared/lib/text.ts';
import type { ExpenseInput, ExpensePatch } from '../../../../shared/schemas/expense.ts';
import type { Context } from '../../context.ts';
import type { Write } from '../../db/write-tx.ts';
import { atField } from '../../errors.ts';
import { BaseService } from '../base-service.ts';
import { nameGiven } from '../names.ts';
import type { SettingsService } from '../settings/index.ts';
import { readSoldAt } from '../sold-at.ts';
import type { ExpenseDraft, ExpenseEntity } from './expense.entity.ts';
import type { ExpensesRepo } from './expenses.repo.ts';

export class ExpensesService extends BaseService<ExpenseEntity, ExpenseDraft> {
  readonly #settings: SettingsService;

  constructor(write: Write, repo: ExpensesRepo, settings: SettingsService) {
    super(write, repo, {
      entity: 'expense',
      created: EventType.EXPENSE_CREATED,
      updated: EventType.EXPENSE_UPDATED,
      deleted: EventType.EXPENSE_DELETED,
      restored: EventType.EXPENSE_RESTORED,
    });
    this.#settings = settings;
  }

  /** @throws UserError for an amount with too many decimals or a date in the future */
  enter(ctx: Context, input: ExpenseInput): ExpenseEntity {
    return this.create(ctx, {
      business_date: readSoldAt(input.date, this.#settings.get(), ctx.now).business_date,
      description: cleanName(input.description),
      amount_minor: this.#minor(input.amount),
      category: input.category || null,
      supplier: input.supplier || null,
      tender: input.tender || null,
    });
  }

  /** Changes what is given; null or blank empties an optional field. */
  change(ctx: Context, id: number, patch: ExpensePatch): ExpenseEntity {
    return this.update(ctx, id, (current) => ({
      business_date:
        patch.date === undefined || patch.date === current.business_date
          ? current.business_date
          : readSoldAt(patch.date, this.#settings.get(), ctx.now).business_date,
      description:
        patch.description === undefined ? current.description : cleanName(patch.description),
      amount_minor: patch.amount === undefined ? current.amount_minor : this.#minor(patch.amount),
      category: nameGiven(patch.category, current.category),
      supplier: patch.supplier === undefined ? current.supplier : patch.supplier || null,
      tender: patch.tender === undefined ? current.tender : patch.tender || null,
    }));
  }

  #minor(amount: number): number {
    return atField('amount', () => this.#settings.money().toMinor(amount));
  }
}
