/** One row of an expenses file as it will be stored. */
import type { ImportMapping } from '../../../../shared/schemas/import.ts';
import { CellProblem } from './cell.ts';
import { type Scaled, scaleDecimal } from './decimal-text.ts';
import { FieldReader, type RowProblem, type ShopRules } from './fields.ts';
import { createShopClock, type ShopClock } from './shop-clock.ts';

export interface ExpenseRow {
  businessDate: string;
  description: string;
  amount: number;
  category: string;
  supplier: string;
  tender: string;
  rounded: boolean;
}

/** Reads rows of one file. */
export class ExpenseRowReader {
  readonly #fields: FieldReader;
  readonly #mapping: ImportMapping;
  readonly #rules: ShopRules;
  readonly #clock: ShopClock;

  constructor(headers: readonly string[], mapping: ImportMapping, rules: ShopRules) {
    this.#fields = new FieldReader(headers, mapping);
    this.#mapping = mapping;
    this.#rules = rules;
    this.#clock = createShopClock(rules.timeZone, rules.dayEndHour);
  }

  /** @returns the row, or everything that is wrong with it */
  read(cells: readonly string[]): ExpenseRow | readonly RowProblem[] {
    const fields = this.#fields;
    fields.begin(cells);
    const row: ExpenseRow = {
      businessDate: this.#date(),
      description: fields.required('description', 500),
      amount: 0,
      category: fields.text('category', 100),
      supplier: fields.text('supplier', 100),
      tender: fields.text('tender', 100),
      rounded: false,
    };
    this.#readAmount(row);
    return fields.problems.length > 0 ? fields.problems : row;
  }

  #readAmount(row: ExpenseRow): void {
    const fields = this.#fields;
    const amount = fields.decimal('amount');
    if (!amount) {
      if (/^[-–—]*$/.test(fields.raw('amount')))
        fields.report('amount', 'The amount is missing. Every row needs one, such as 12.50.');
      return;
    }
    const scaled = scaleDecimal(amount, this.#rules.digits);
    const problem = this.#amountProblem(scaled);
    if (problem !== undefined) fields.report('amount', problem);
    else if (!(scaled instanceof CellProblem)) {
      row.amount = scaled.value;
      row.rounded = scaled.rounded;
    }
  }

  #amountProblem(scaled: Scaled | CellProblem): string | undefined {
    if (scaled instanceof CellProblem) return scaled.reason;
    if (scaled.rounded && this.#mapping.extra_decimals === 'refuse')
      return `This has more decimals than ${this.#rules.currency} has (${this.#rules.digits}). Round it.`;
    return scaled.value <= 0 ? 'The amount of an expense must be above 0.' : undefined;
  }

  #date(): string {
    const written = this.#fields.date('date');
    if (!written) return '';
    const { businessDate } = this.#clock.place(written);
    if (businessDate > this.#rules.today) {
      this.#fields.report(
        'date',
        `"${this.#fields.shown('date')}" is in the future (today is ${this.#rules.today}). Check the date order.`,
      );
    }
    return businessDate;
  }
}
