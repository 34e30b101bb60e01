/** One row of a customers file as it will be stored. */
import type { ImportMapping } from '../../../../shared/schemas/import.ts';
import { CellProblem } from './cell.ts';
import { readDate } from './date-text.ts';
import { FieldReader, type RowProblem } from './fields.ts';
import { customerCode } from './sale-row.ts';

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
  readonly #mapping: ImportMapping;

  constructor(headers: readonly string[], mapping: ImportMapping) {
    this.#fields = new FieldReader(headers, mapping);
    this.#mapping = mapping;
  }

  /** @returns the row, or everything that is wrong with it */
  read(cells: readonly string[]): CustomerRow | readonly RowProblem[] {
    const fields = this.#fields;
    fields.begin(cells);
    const row: CustomerRow = {
      code: customerCode(fields.required('id', 100)),
      name: fields.required('name', 200),
      email: fields.text('email', 254),
      phone: fields.text('phone', 50),
      address: fields.text('address', 500),
      notes: fields.text('notes', 2000),
      birthday: this.#birthday(),
    };
    if (row.email !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(row.email))
      fields.report(
        'email',
        'This is not an e-mail address. Write it like ana@example.com, or leave it empty.',
      );
    return fields.problems.length > 0 ? fields.problems : row;
  }

  #birthday(): string {
    const text = this.#fields.raw('birthday');
    if (text === '') return '';
    const read = readDate(text, this.#mapping.date_order);
    if (!(read instanceof CellProblem)) return read.date;
    // People are older than shops: only here are dates before 1970 fine.
    if (/^(18|19|20)\d{2}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
    this.#fields.report('birthday', read.reason);
    return '';
  }
}
