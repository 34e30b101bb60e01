/** One row of a customers file as it will be stored. */
import type { ImportMapping } from '../../../../shared/schemas/import.ts';
import { CellProblem } from './cell.ts';
import { readDate } from './date-text.ts';
import type { Field } from './field.ts';
import { FieldReader, type RowProblem } from './fields.ts';
import { customerCode } from './sale-row.ts';
import { isEmail, suggestDate, suggestEmail } from './suggest.ts';

/** '' means that the file says nothing, which leaves what is stored as it is. */
export interface CustomerRow {
  code: string;
  name: string;
  email: string;
  phone: string;
  address: string;
  notes: string;
  birthday: string;
}

/** Reads rows of one file. */
export class CustomerRowReader {
  readonly #fields: FieldReader;
  readonly #order: ImportMapping['date_order'];
  readonly #id: Field;
  readonly #name: Field;
  readonly #email: Field;
  readonly #phone: Field;
  readonly #address: Field;
  readonly #notes: Field;
  readonly #birthdayField: Field;

  constructor(headers: readonly string[], mapping: ImportMapping) {
    const fields = new FieldReader(headers, mapping);
    this.#fields = fields;
    this.#order = mapping.date_order;
    this.#id = fields.field('id');
    this.#name = fields.field('name');
    this.#email = fields.field('email');
    this.#phone = fields.field('phone');
    this.#address = fields.field('address');
    this.#notes = fields.field('notes');
    this.#birthdayField = fields.field('birthday');
  }

  /** @returns the row, or everything that is wrong with it */
  read(cells: readonly string[]): CustomerRow | readonly RowProblem[] {
    const fields = this.#fields;
    fields.begin(cells);
    const row: CustomerRow = {
      code: customerCode(fields.required(this.#id, 100)),
      name: fields.required(this.#name, 200),
      email: fields.text(this.#email, 254),
      phone: fields.text(this.#phone, 50),
      address: fields.text(this.#address, 500),
      notes: fields.text(this.#notes, 2000),
      birthday: this.#birthday(),
    };
    if (row.email !== '' && !isEmail(row.email))
      fields.report(
        this.#email,
        'This is not an e-mail address. Write it like ana@example.com, or leave it empty.',
        suggestEmail(row.email),
      );
    return fields.problems.length > 0 ? fields.problems : row;
  }

  #birthday(): string {
    const text = this.#fields.raw(this.#birthdayField);
    if (text === '') return '';
    const read = readDate(text, this.#order);
    if (!(read instanceof CellProblem)) return read.date;
    // People are older than shops: only here are dates before 1970 fine.
    if (/^(18|19|20)\d{2}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
    this.#fields.report(this.#birthdayField, read.reason, suggestDate(text, this.#order));
    return '';
  }
}
