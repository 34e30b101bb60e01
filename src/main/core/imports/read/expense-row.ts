/** One row of an expenses file as it will be stored. */
import { ruleFor } from '../../../../shared/lib/expense-rules.ts';
import type { ImportMapping } from '../../../../shared/schemas/import.ts';
import { CellProblem } from './cell.ts';
import { isForeign } from './currency-text.ts';
import { type Decimal, type Scaled, scaleDecimal } from './decimal-text.ts';
import type { Field } from './field.ts';
import { Excluded, FieldReader, otherCurrency, type RowProblem, type ShopRules } from './fields.ts';
import { createShopClock, type ShopClock } from './shop-clock.ts';
import { suggestRounded } from './suggest.ts';

export interface ExpenseRow {
  businessDate: string;
  description: string;
  amount: number;
  category: string;
  supplier: string;
  tender: string;
  /** What the description contains, where a rule of the shop set the category. */
  rule: string | null;
  rounded: boolean;
}

const MONEY_IN = new Excluded('Money that came in is not an expense.');

/** Reads rows of one file. */
export class ExpenseRowReader {
  readonly #fields: FieldReader;
  readonly #mapping: ImportMapping;
  readonly #rules: ShopRules;
  readonly #clock: ShopClock;
  readonly #date: Field;
  readonly #description: Field;
  readonly #amount: Field;
  readonly #moneyIn: Field;
  readonly #category: Field;
  readonly #supplier: Field;
  readonly #tender: Field;
  readonly #currency: Field;

  constructor(headers: readonly string[], mapping: ImportMapping, rules: ShopRules) {
    const fields = new FieldReader(headers, mapping, rules.currency);
    this.#fields = fields;
    this.#mapping = mapping;
    this.#rules = rules;
    this.#clock = createShopClock(rules.timeZone, rules.dayEndHour);
    this.#date = fields.field('date');
    this.#description = fields.field('description');
    this.#amount = fields.field('amount');
    this.#moneyIn = fields.field('money_in');
    this.#category = fields.field('category');
    this.#supplier = fields.field('supplier');
    this.#tender = fields.field('tender');
    this.#currency = fields.field('currency');
  }

  /** @returns the row, everything that is wrong with it, or why it is no expense */
  read(cells: readonly string[]): ExpenseRow | readonly RowProblem[] | Excluded {
    const fields = this.#fields;
    fields.begin(cells);
    const paid = this.#paid();
    if (paid === 'in') return MONEY_IN;
    const row: ExpenseRow = {
      businessDate: this.#placed(),
      description: fields.required(this.#description, 500),
      amount: 0,
      category: fields.text(this.#category, 100),
      supplier: fields.text(this.#supplier, 100),
      tender: fields.text(this.#tender, 100),
      rule: null,
      rounded: false,
    };
    const currency = fields.raw(this.#currency);
    if (currency !== '' && isForeign(currency, this.#rules.currency))
      fields.report(this.#currency, otherCurrency(currency, this.#rules.currency));
    if (row.category === '') this.#place(row);
    if (paid) this.#store(row, paid);
    return fields.problems.length > 0 ? fields.problems : row;
  }

  #place(row: ExpenseRow): void {
    const rule = ruleFor(row.description, this.#rules.categoryRules ?? []);
    if (!rule) return;
    row.category = rule.category;
    row.rule = rule.textKey;
  }

  /** What was paid, positive; "in" when the row is money that came in. */
  #paid(): Decimal | 'in' | null {
    const fields = this.#fields;
    const amount = fields.money(this.#amount);
    if (!amount || amount.units === 0) {
      const received = fields.money(this.#moneyIn);
      if (received && received.units !== 0) return 'in';
    }
    if (!amount) {
      if (/^[-–—]*$/.test(fields.raw(this.#amount)))
        fields.report(this.#amount, 'The amount is missing. Every row needs one, such as 12.50.');
      return null;
    }
    // A negative debit is money in, written in its column.
    if (this.#moneyIn.mapped && amount.units < 0) return 'in';
    if (this.#mapping.money_out === 'positive') return amount;
    return amount.units > 0 ? 'in' : { units: -amount.units, scale: amount.scale };
  }

  #store(row: ExpenseRow, paid: Decimal): void {
    const scaled = scaleDecimal(paid, this.#rules.digits);
    const problem = this.#amountProblem(scaled);
    if (problem !== undefined) {
      const rounded = scaled instanceof CellProblem || !scaled.rounded ? undefined : scaled.value;
      this.#fields.report(
        this.#amount,
        problem,
        rounded === undefined || rounded <= 0
          ? null
          : suggestRounded(
              this.#mapping.money_out === 'positive' ? rounded : -rounded,
              this.#rules.digits,
              this.#mapping.decimal,
            ),
      );
    } else if (!(scaled instanceof CellProblem)) {
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

  #placed(): string {
    const written = this.#fields.date(this.#date);
    if (!written) return '';
    const inZone =
      this.#mapping.times === 'utc' && written.offset === null && written.time !== null
        ? { ...written, offset: 0 }
        : written;
    const { businessDate } = this.#clock.place(inZone);
    if (businessDate > this.#rules.today) {
      this.#fields.report(
        this.#date,
        `"${this.#fields.shown(this.#date)}" is in the future (today is ${this.#rules.today}). Check the date order.`,
      );
    }
    return businessDate;
  }
}
