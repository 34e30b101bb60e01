/** One row of a products file as it will be stored. */
import type { ImportMapping } from '../../../../shared/schemas/import.ts';
import { CellProblem } from './cell.ts';
import { scaleDecimal } from './decimal-text.ts';
import type { Field } from './field.ts';
import { FieldReader, type RowProblem, type ShopRules } from './fields.ts';
import { categoryName } from './sale-row.ts';
import { suggestRounded } from './suggest.ts';

/** '' and null mean that the file says nothing, which leaves what is stored as it is. */
export interface ProductRow {
  sku: string;
  barcode: string;
  name: string;
  category: string;
  /** Minor units. */
  price: number | null;
  cost: number | null;
  rounded: boolean;
}

/** Reads rows of one file. */
export class ProductRowReader {
  readonly #fields: FieldReader;
  readonly #mapping: ImportMapping;
  readonly #rules: ShopRules;
  readonly #sku: Field;
  readonly #barcode: Field;
  readonly #name: Field;
  readonly #category: Field;
  readonly #price: Field;
  readonly #cost: Field;

  constructor(headers: readonly string[], mapping: ImportMapping, rules: ShopRules) {
    const fields = new FieldReader(headers, mapping, rules.currency);
    this.#fields = fields;
    this.#mapping = mapping;
    this.#rules = rules;
    this.#sku = fields.field('sku');
    this.#barcode = fields.field('barcode');
    this.#name = fields.field('name');
    this.#category = fields.field('category');
    this.#price = fields.field('price');
    this.#cost = fields.field('cost');
  }

  /** @returns the row, or everything that is wrong with it */
  read(cells: readonly string[]): ProductRow | readonly RowProblem[] {
    const fields = this.#fields;
    fields.begin(cells);
    const row: ProductRow = {
      sku: fields.text(this.#sku, 100),
      barcode: fields.text(this.#barcode, 100),
      name: fields.text(this.#name, 200),
      category: categoryName(fields.text(this.#category, 200), this.#mapping.category_paths),
      price: null,
      cost: null,
      rounded: false,
    };
    if (row.name === '' && row.sku === '' && row.barcode === '' && fields.problems.length === 0)
      fields.report(
        this.#name.mapped ? this.#name : this.#sku,
        'The product is missing. Every row needs a name, a SKU or a barcode.',
      );
    row.price = this.#amount(this.#price, row);
    row.cost = this.#amount(this.#cost, row);
    return fields.problems.length > 0 ? fields.problems : row;
  }

  #amount(field: Field, row: ProductRow): number | null {
    const fields = this.#fields;
    const amount = fields.money(field);
    if (!amount) return null;
    const { digits, currency } = this.#rules;
    const scaled = scaleDecimal(amount, digits);
    if (scaled instanceof CellProblem) {
      fields.report(field, scaled.reason);
      return null;
    }
    if (scaled.value < 0) fields.report(field, 'This cannot be below 0. Write it like 12.50.');
    if (!scaled.rounded) return scaled.value;
    if (this.#mapping.extra_decimals === 'round') row.rounded = true;
    else
      fields.report(
        field,
        `This has more decimals than ${currency} has (${digits}). Round it.`,
        suggestRounded(scaled.value, digits, this.#mapping.decimal),
      );
    return scaled.value;
  }
}
